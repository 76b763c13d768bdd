"""Whom "các phòng, đơn vị" means, against the table wordings.toml."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from minhchung.apps.organisations.naming import UnitName
from minhchung.apps.organisations.wording import ALL_WORDINGS, PROFESSIONAL_WORDINGS, Expansion, GroupName, circle_key, expand_all
from tests.organisations.test_naming import SINCE, TODAY, units_of

CASES = tomllib.loads((Path(__file__).parent / "wordings.toml").read_text(encoding="utf-8"))["case"]
EVERY, PROFESSIONAL = 1, 2
GROUPS = (
    GroupName(EVERY, "Mọi phòng, đơn vị", ALL_WORDINGS, every=True),
    GroupName(PROFESSIONAL, "Phòng chuyên môn", PROFESSIONAL_WORDINGS, every=False, units=(2, 3, 4)),
)


def expanded(said: str, units: list[UnitName] | None = None, on: date = TODAY) -> Expansion | None:
    return expand_all(said, GROUPS, units or units_of("A"), on, commune_name="Phường Vân Khê")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["said"] or "nothing")
def test_a_collective_wording_means_the_circle_of_the_table(case: dict[str, Any]) -> None:
    found = expanded(case["said"])
    match case["means"]:
        case "every":
            assert found is not None
            assert (found.group, found.units) == (EVERY, (1, 2, 3, 4, 5, 6))
        case "professional":
            assert found is not None
            assert (found.group, found.units) == (PROFESSIONAL, (2, 3, 4))
        case "ask":
            assert found is not None
            assert (found.group, found.units) == (None, ())
        case _:
            assert found is None


def test_a_group_of_every_unit_follows_the_day() -> None:
    units = [*units_of("A"), UnitName(7, "Phòng Nội vụ", "NV", (), date(2026, 12, 1)), UnitName(8, "Phòng Cũ", "C", (), SINCE, SINCE)]
    today, later = expanded("các đơn vị", units), expanded("các đơn vị", units, date(2026, 12, 1))
    assert today is not None
    assert later is not None
    assert today.units == (1, 2, 3, 4, 5, 6)
    assert later.units == (1, 2, 3, 4, 5, 6, 7)


def test_the_rule_names_group_and_members() -> None:
    professional, every, ask = expanded("các phòng chuyên môn"), expanded("các đơn vị"), expanded("các đơn vị liên quan")
    assert professional is not None
    assert professional.rule == "Nhóm “Phòng chuyên môn”: VH-XH, KT, XD-NN-MT."
    assert every is not None
    assert every.rule == "Nhóm “Mọi phòng, đơn vị”: mọi đơn vị đang hoạt động (6)."
    assert ask is not None
    assert "cần chọn" in ask.rule


def test_the_wordings_a_ward_starts_with_never_name_two_groups() -> None:
    assert {circle_key(text) for text in ALL_WORDINGS}.isdisjoint(circle_key(text) for text in PROFESSIONAL_WORDINGS)
