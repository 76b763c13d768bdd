"""Written names of units against the table unit_names.toml, and what holds for every name."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.apps.organisations.naming import (
    AUTOMATIC,
    BodyName,
    UnitMatch,
    UnitName,
    chosen,
    initials_of,
    is_common_only,
    match_units,
)

TABLE = tomllib.loads((Path(__file__).parent / "unit_names.toml").read_text(encoding="utf-8"))
SINCE, TODAY = date(2025, 7, 1), date(2026, 11, 20)


def units_of(ward: str) -> list[UnitName]:
    """The ward's list; ids are the places in the list, from 1."""
    rows = TABLE["wards"][ward]["units"]
    place = {row["short"]: number for number, row in enumerate(rows, start=1)}
    return [
        UnitName(
            number,
            row["name"],
            row["short"],
            tuple(row.get("aliases", ())),
            row.get("from", SINCE),
            row.get("to"),
            place[row["next"]] if "next" in row else None,
        )
        for number, row in enumerate(rows, start=1)
    ]


def bodies_of(ward: str) -> list[BodyName]:
    place = {unit.short: unit.id for unit in units_of(ward)}
    return [
        BodyName(number, row["name"], place[row["unit"]] if "unit" in row else None)
        for number, row in enumerate(TABLE["wards"][ward].get("bodies", ()), start=1)
    ]


def matches_of(case: dict[str, Any]) -> tuple[list[UnitMatch], dict[int, str]]:
    ward = case.get("ward", "A")
    units = units_of(ward)
    found = match_units(case["said"], units, case.get("on", TODAY), bodies=bodies_of(ward), commune_name=TABLE["wards"][ward]["name"])
    return found, {unit.id: unit.short for unit in units}


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: f"{case.get('ward', 'A')}: {case['said'] or 'nothing'}")
def test_a_written_name_means_the_unit_of_the_table(case: dict[str, Any]) -> None:
    found, shorts = matches_of(case)
    taken = chosen(found)
    assert (shorts[taken.unit_id] if taken else "") == case["unit"], found
    if "how" in case:
        assert taken is not None
        assert taken.how == case["how"], taken
    if "choices" in case:
        assert [shorts[match.unit_id] for match in found] == case["choices"]


def test_the_table_is_large_enough_to_speak() -> None:
    assert len(TABLE["case"]) >= 120
    assert sum(case["unit"] == "" for case in TABLE["case"]) >= 40


def test_without_the_commune_s_name_any_tail_is_taken_for_our_own() -> None:
    taken = chosen(match_units("Phòng Kinh tế phường Bến Đá", units_of("A"), TODAY))
    assert taken is not None
    assert taken.form == "Phòng Kinh tế"


def test_two_units_that_fit_equally_are_a_choice() -> None:
    two = [UnitName(1, "Phòng Dân tộc", "DT", (), SINCE), UnitName(2, "Phòng Dân số", "DS", (), SINCE)]
    found = match_units("Phòng Dân tố", two, TODAY)
    assert [match.unit_id for match in found] == [1, 2]
    assert found[0].score - found[1].score < 0.08
    assert chosen(found) is None


def test_an_exact_name_wins_over_another_unit_s_initials() -> None:
    two = [UnitName(1, "Phòng Kinh tế", "KTE", (), SINCE), UnitName(2, "Phòng Kỹ thuật", "KT", (), SINCE)]
    taken = chosen(match_units("KT", two, TODAY))
    assert taken is not None
    assert (taken.unit_id, taken.how) == (2, "short")


def test_a_loop_of_successors_ends() -> None:
    loop = [
        UnitName(1, "Phòng Một", "M", (), SINCE, date(2026, 1, 1), 2),
        UnitName(2, "Phòng Hai", "H", (), SINCE, date(2026, 1, 1), 1),
    ]
    assert match_units("Phòng Một", loop, TODAY) == []


def test_the_reason_is_said_in_vietnamese() -> None:
    found = match_units("TT Dịch vụ HCC", units_of("A"), TODAY)
    assert found[0].reason == "viết tắt của “Trung tâm Phục vụ hành chính công”"


@pytest.mark.parametrize(
    ("text", "common"),
    [
        ("Trung tâm Dịch vụ công", True),
        ("Phòng chuyên môn", True),
        ("Trung tâm", True),
        ("Văn phòng", False),
        ("Trung tâm sự nghiệp", False),
        ("Bộ phận Một cửa", False),
        ("TTPVHCC", False),
    ],
)
def test_words_of_administration_at_large_name_nobody(text: str, common: bool) -> None:
    assert is_common_only(text, units_of("A"), TODAY) is common


@pytest.mark.parametrize(
    ("name", "short"),
    [("Phòng Văn hóa - Xã hội", "VHXH"), ("Văn phòng HĐND và UBND", "VP"), ("Trung tâm Phục vụ hành chính công", "PVHCC")],
)
def test_a_short_name_is_proposed_from_the_initials(name: str, short: str) -> None:
    assert initials_of(name) == short


@given(st.text(max_size=60))
def test_any_text_gives_scores_between_nothing_and_one_best_first(text: str) -> None:
    found = match_units(text, units_of("A"), TODAY, bodies=bodies_of("A"), commune_name="Phường Vân Khê")
    scores = [match.score for match in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert len({match.unit_id for match in found}) == len(found)


@given(st.sampled_from(units_of("A")), st.sampled_from(["{}", "{} phường Vân Khê", "  {} ", "Lãnh đạo {}", "{} thuộc UBND phường"]))
def test_every_unit_is_found_by_its_own_name_however_it_is_dressed(unit: UnitName, dress: str) -> None:
    for form in (unit.name, unit.name.upper(), unit.name.lower()):
        taken = chosen(match_units(dress.format(form), units_of("A"), TODAY, commune_name="Phường Vân Khê"))
        assert taken is not None
        assert taken.unit_id == unit.id
        assert taken.score >= AUTOMATIC
