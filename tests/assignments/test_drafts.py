"""Drafts: what the reader said, made ready for a person to take."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.apps.assignments.rules.deadlines import WardReading
from minhchung.apps.assignments.rules.drafts import (
    TITLE_LENGTH,
    Draft,
    DraftUnit,
    cut_reading,
    draft_of,
    merged,
    missing_for_taking,
    split_points,
    title_of,
)
from minhchung.worktime import vietnam

CASES = tomllib.loads((Path(__file__).parent / "drafts.toml").read_text("utf-8"))


class Ward:
    """A ward of two units."""

    def one(self, name: str) -> DraftUnit:
        known = {"Văn phòng": (1, "name"), "Phòng Kinh tế": (3, "name"), "Phòng Kin tế": (3, "typo")}
        unit, how = known.get(name, (None, ""))
        return DraftUnit(name, unit, 0.9 if how == "typo" else 1.0 if unit else None, how)

    def group(self, wording: str) -> tuple[DraftUnit, ...] | None:
        return tuple(DraftUnit(wording, unit, 1.0, "group") for unit in (1, 3)) if wording == "mỗi đơn vị" else None


def drafted(read: dict[str, Any], today: date = date(2026, 11, 20)) -> Draft:
    return draft_of(read, finder=Ward(), ward=WardReading(), since=date(2026, 11, 19), today=today, calendar=vietnam())


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES["draft"]])
def test_a_reading_becomes_this_draft(case: dict[str, Any]) -> None:
    draft = drafted(case["read"])
    found = {name: getattr(draft, name) for name in case["expected"]}
    found = {
        name: list(value) if isinstance(value, tuple) else value or (0 if name == "count_target" else value)
        for name, value in found.items()
    }
    assert found == case["expected"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES["title"]])
def test_a_title_is_the_clause_cut_short(case: dict[str, Any]) -> None:
    assert title_of(case["wording"]) == case["expected"]


def test_a_unit_that_leads_is_not_counted_among_those_that_cooperate() -> None:
    draft = drafted({"wording": "Rà soát", "units": ["Phòng Kinh tế"], "cooperating": ["Phòng Kinh tế", "Văn phòng", "Đảng ủy"]})
    assert [item.name for item in draft.cooperating] == ["Văn phòng", "Đảng ủy"]


@given(st.text(min_size=1, max_size=600))
def test_a_title_is_never_longer_than_its_limit(wording: str) -> None:
    assert len(title_of(wording)) <= TITLE_LENGTH + 1


def test_an_urgent_day_that_is_over_is_counted_from_today() -> None:
    assert drafted({"wording": "Khẩn trương", "deadline_kind": "urgent"}, today=date(2027, 1, 4)).deadline_on == "2027-01-18"


@given(st.text(alphabet="ab ;.\n", max_size=80))
def test_parts_of_a_split_clause_make_up_the_whole(text: str) -> None:
    for cut in split_points(text):
        assert 0 < cut < len(text)
        assert text[:cut] + text[cut:] == text
        assert text[cut - 1] in ";."


def test_a_draft_comes_back_from_json_as_it_was() -> None:
    draft = drafted(CASES["draft"][10]["read"])
    assert Draft.from_json({**draft.to_json(), "touched": True, "merged": []}) == draft


def test_the_deadline_of_a_split_clause_goes_where_its_words_stand() -> None:
    read = {
        "text": "Lập danh sách; gửi trước ngày 28/11/2026",
        "units": ["Phòng Kinh tế"],
        "deadline": "2026-11-28",
        "deadline_kind": "date",
        "deadline_span": [19, 40],
        "recurrence": None,
        "targets": [{"value": "3", "unit": "tin", "op": "=", "span": [2, 5]}],
        "product": "danh sách",
    }
    first = cut_reading(read, start=0, end=14, text="Lập danh sách;")
    second = cut_reading(read, start=15, end=40, text="gửi trước ngày 28/11/2026")
    assert (first["deadline"], second["deadline"]) == (None, "2026-11-28")
    assert (len(first["targets"]), len(second["targets"])) == (1, 0)
    assert (first["product"], second["product"]) == ("danh sách", None)
    assert first["units"] == second["units"] == ["Phòng Kinh tế"]


def test_merging_takes_the_deadline_that_is_said_and_the_units_of_both() -> None:
    upper = drafted({"wording": "Rà soát", "units": ["Phòng Kinh tế"]})
    lower = drafted({"wording": "Báo cáo", "units": ["Văn phòng"], "deadline": "2026-11-28", "deadline_kind": "date"})
    joined = merged(upper, lower)
    assert (joined.title, joined.deadline_on, joined.lead_units) == ("Rà soát", "2026-11-28", [3, 1])
    assert joined.review_every_months is None
    assert "review" not in joined.inferred


def test_what_keeps_a_draft_from_being_taken_is_said() -> None:
    ready = drafted(CASES["draft"][0]["read"])
    assert missing_for_taking(ready) == ""
    assert "chủ trì" in missing_for_taking(Draft(title="Việc"))
    half = Draft(title="Việc", lead=(DraftUnit("Phòng Kinh tế", 3), DraftUnit("Phòng Mây Trắng", None)))
    assert "“Phòng Mây Trắng”" in missing_for_taking(half)
    assert "ngày hạn" in missing_for_taking(Draft(title="Việc", lead=(DraftUnit("KT", 3),), deadline_kind="date"))
