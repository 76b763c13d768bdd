"""The unit phrases: who must act, with whom, and whether everybody is meant."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from minhchung.reading.addressees import split_units
from minhchung.reading.circle import is_everyone, same_office
from minhchung.reading.cooperation import cooperating_units
from minhchung.reading.layout import blocks, written_lines
from minhchung.reading.titles import unit_at_end, unit_named
from minhchung.reading.units import unit_of_item, unit_of_lead_in
from minhchung.reading.words import words_of

TABLE = tomllib.loads(Path(__file__).with_name("units.toml").read_text("utf-8"))
GOAL = 0.97


def _cases() -> Iterator[tuple[str, dict[str, Any]]]:
    for place, cases in TABLE.items():
        for case in cases:
            yield place, case


def _read(place: str, text: str) -> tuple[list[str], list[str], bool]:
    flat = blocks(written_lines(text))[0].text
    words = words_of(flat)
    if place == "addressee":
        return split_units(flat), [], False
    finders = {
        "item": lambda w: unit_of_item(w, ordered=True),
        "heading": lambda w: unit_named(w) or unit_at_end(w),
        "lead-in": unit_of_lead_in,
    }
    found = finders[place](words)
    units = list(found.units) if found else []
    return units, cooperating_units(words, units), bool(found and is_everyone(found.words, ()))


def _miss(place: str, case: dict[str, Any]) -> str | None:
    units, cooperating, everyone = _read(place, case["text"])
    wanted = (case["units"], case.get("with", []), case.get("all", False))
    return (
        None
        if (units, cooperating, everyone) == wanted
        else f"{place}: {case['text']}\n    read {(units, cooperating, everyone)}\n    want {wanted}"
    )


def test_the_unit_table_is_large_enough_to_mean_something():
    assert len(list(_cases())) >= 150


def test_unit_phrases_are_read_as_the_table_says():
    misses = [m for place, case in _cases() if (m := _miss(place, case))]
    total = len(list(_cases()))
    print(f"{total - len(misses)}/{total} unit phrases", *misses, sep="\n")
    assert (total - len(misses)) / total >= GOAL, "\n".join(misses)


@pytest.mark.parametrize("text", ["Rà soát hồ sơ.", "", "12/3", "Tổ chức, triển khai"])
def test_no_unit_is_invented(text: str):
    assert unit_of_item(words_of(text), ordered=True) is None


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("Ban CHQS xã", "Ban Chỉ huy Quân sự xã Đá Bạc", True),
        ("UBND phường", "Ủy ban nhân dân phường Vân Khê", True),
        ("Đảng ủy xã", "Đảng ủy xã Đá Bạc", True),
        ("Công an phường", "Ủy ban nhân dân phường Vân Khê", False),
        ("Phòng Kinh tế", "Phòng Kinh tế phường Vân Khê", True),
        ("Phòng Văn hóa", "Phòng Kinh tế phường Vân Khê", False),
    ],
)
def test_an_office_is_known_again_in_initials(name: str, other: str, same: bool):
    assert same_office(name, other) is same
