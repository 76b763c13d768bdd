"""A share carried on to the end of the year: cases a clerk can read, and what holds for all of them."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from minhchung.scoring.projecting import Counted, Projected, projected

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("projecting.toml").read_text(encoding="utf-8"))["case"]
COUNTS = st.integers(0, 500).map(Decimal)


def carried(case: dict[str, Any]) -> Projected | None:
    sofar, recent, sure = (Counted(*map(Decimal, case.get(name, [0, 0]))) for name in ("sofar", "recent", "sure"))
    return projected(sofar, recent, day=case["day"], sure=sure, still_open=Decimal(case.get("open", 0)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_share_at_the_end_of_the_year(case: dict[str, Any]) -> None:
    found = carried(case)
    said = None if found is None else [str(found.expected), str(found.ceiling), str(found.floor)]
    assert said == case.get("expected")


@st.composite
def counted(draw: st.DrawFn, least: int = 0) -> Counted:
    denominator = draw(st.integers(least, 500))
    return Counted(Decimal(draw(st.integers(0, denominator))), Decimal(denominator))


@given(
    sofar=counted(1), recent=counted(), sure=counted(), still_open=COUNTS,
    day=st.dates(date(2026, 1, 1), date(2026, 12, 31)), late=st.integers(1, 50).map(Decimal),
)  # fmt: skip
def test_the_bounds_hold_and_late_work_never_betters_the_best(
    sofar: Counted, recent: Counted, sure: Counted, still_open: Decimal, day: date, late: Decimal
) -> None:
    found = projected(sofar, recent, day=day, sure=sure, still_open=still_open)
    assert found is not None
    assert 0 <= found.floor <= found.expected <= found.ceiling <= 100
    worse = projected(sofar, recent, day=day, sure=Counted(sure.numerator, sure.denominator + late), still_open=still_open)
    assert worse is not None
    assert worse.ceiling <= found.ceiling
    assume(still_open >= late)
    became_late = Counted(sure.numerator, sure.denominator + late)
    lost = projected(sofar, recent, day=day, sure=became_late, still_open=still_open - late)
    assert lost is not None
    assert (lost.expected <= found.expected, lost.ceiling <= found.ceiling, lost.floor == found.floor) == (True, True, True)
