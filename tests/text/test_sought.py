"""The words a pattern's matches must hold are taken from the pattern: they never hide a match."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import minhchung.reading
import minhchung.text
from minhchung.text.normal import lower
from minhchung.text.sought import Sought, needed

FOLDERS = (Path(__file__).parents[1] / "reading", Path(__file__).parents[3] / "shared" / "readings" / "texts")


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"nếu (?:có|gặp) khó khăn", (("có", "gặp"), ("nếu ",), (" khó khăn",))),
        (r"(?P<a>trước|chậm nhất) ?\d", (("chậm nhất", "trước"),)),
        (r"đã(?: được)?", (("đã",),)),
        (r"(?:ngày làm việc|ngày)x{2,}", (("ngày",),)),
        (r"[ab]\d", ()),
        (r"a|bc", ()),
        (r"(?!quá)\w", ()),
        (r"(?i:quá) hạn", ((" hạn",),)),
        (r"(?i)quá hạn", ()),
        (r"", ()),
    ],
)
def test_the_words_a_match_must_hold(pattern: str, words: tuple[tuple[str, ...], ...]):
    assert {frozenset(held) for held in needed(pattern)} == {frozenset(held) for held in words}


def _sought() -> Iterator[tuple[str, Sought]]:
    for package in (minhchung.text, minhchung.reading):
        for info in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            for name, value in vars(importlib.import_module(info.name)).items():
                if isinstance(value, Sought):
                    yield f"{info.name}.{name}", value


SOUGHT = dict(_sought())


def _same(sought: Sought, text: str) -> bool:
    pattern = sought.pattern
    found = sought.search(text), sought.match(text), [m.span() for m in sought.finditer(text)]
    plain = pattern.search(text), pattern.match(text), [m.span() for m in pattern.finditer(text)]
    return [m and m.span() for m in found[:2]] == [m and m.span() for m in plain[:2]] and found[2] == plain[2]


def test_each_is_worth_its_look():
    assert len(SOUGHT) > 5, "the walk over the modules found too few to mean anything"
    assert [name for name, sought in SOUGHT.items() if not sought.needed] == []


def test_no_match_is_hidden_in_the_documents():
    lines = {line for folder in FOLDERS for file in folder.rglob("*.txt") for line in file.read_text().splitlines() if line.strip()}
    assert len(lines) > 1000, "too few lines to mean anything"
    hidden = [(name, line) for name, sought in SOUGHT.items() for line in lines for text in {line, lower(line)} if not _same(sought, text)]
    assert hidden == []


WORDS = sorted({word for sought in SOUGHT.values() for held in sought.needed for word in held})


@given(st.lists(st.sampled_from(WORDS) | st.sampled_from([" ", ", ", "sau", "thi hành", "kể từ", "trước ngày 5", ":", ". "]), max_size=12))
def test_no_match_is_hidden_among_its_words(parts: list[str]):
    text = "".join(parts)
    assert [name for name, sought in SOUGHT.items() if not _same(sought, text)] == []


@pytest.mark.parametrize("name", sorted(SOUGHT))
@given(st.data())
def test_whatever_matches_is_found(name: str, data: st.DataObject):
    sought = SOUGHT[name]
    text = data.draw(st.from_regex(re.compile(sought.pattern.pattern)))
    assert _same(sought, text)
