"""The searches do work in proportion to the length of the text, whatever the text."""

import re
import sys
from collections.abc import Callable, Iterator
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import FrameType, ModuleType
from typing import Any

import pytest

from minhchung.reading import deadlines, limit_cues, limit_dates, limit_days, limit_events, recurrence, targets
from minhchung.text import dates, find_dates, find_symbols, flat, flatten, normal, numbers, symbols

MODULES = [normal, flat, numbers, dates, symbols, recurrence, targets, deadlines, limit_cues, limit_dates, limit_days, limit_events]
SEARCHES = [find_symbols, find_dates, deadlines.find_deadlines, recurrence.find_recurrence, targets.find_targets]
HOSTILE = [
    "trước ngày 20/5/2026 ",
    "ngày 1, 2, ",
    "từ từ từ đến đến ",
    "“ ",
    '"',
    "1",
    "1 ",
    "1.",
    "1/",
    "1-",
    "15/KH-",
    "số số: /",
    "hằng tháng ",
    "định kỳ ",
    "báo cáo tháng, quý, ",
    "05 ngày kể từ ngày ",
    "mỗi đơn vị 1 sáng kiến ",
    "100% ",
    "a",
    "thời gian hoàn thành ",
    "quý i, ",
    "* ",
    " ",
]


def repeats(tree: Any, inside: int = 0) -> Iterator[int]:
    """How many repeats without an upper bound stand around each repeat of a parsed pattern, itself not counted."""
    for code, value in tree:
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            yield inside
            yield from repeats(value[2], inside + (value[1] is codes.MAXREPEAT))
        elif code is codes.SUBPATTERN:
            yield from repeats(value[3], inside)
        elif code is codes.BRANCH:
            for branch in value[1]:
                yield from repeats(branch, inside)
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            yield from repeats(value[1], inside)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_no_pattern_has_a_repeat_within_an_endless_one(module: ModuleType):
    patterns = {name: value for name, value in vars(module).items() if isinstance(value, re.Pattern)}
    for name, pattern in patterns.items():
        assert not any(repeats(parser.parse(pattern.pattern, pattern.flags))), name


def work(search: Callable[[str], Any], text: str) -> int:
    """The calls (of Python and of C functions) one search makes: matches tried, slices compared, findings made."""
    calls = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    flatten.cache_clear()
    recurrence.rhythms.cache_clear()
    sys.setprofile(count)
    try:
        search(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("search", SEARCHES, ids=lambda search: search.__name__)
@pytest.mark.parametrize("piece", HOSTILE)
def test_four_times_the_text_is_no_more_than_about_four_times_the_work(search: Callable[[str], Any], piece: str):
    small, great = work(search, piece * 250), work(search, piece * 1000)
    assert great <= 4.4 * small + 200
