"""Every rule shape against its table of cases: points, and the sentence as a clerk reads it."""

import tomllib
from collections import defaultdict
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from minhchung.scoring.facts import Facts, Known
from minhchung.scoring.score import score
from minhchung.scoring.shapes import SHAPES
from tests.scoring.packs import leaf, pack_of

FOLDER = Path(__file__).parent / "cases"
FILES = ("ratios", "choices", "counts", "dates", "standings", "formulas")
AT = datetime(2026, 6, 30, 17, tzinfo=timezone(timedelta(hours=7)))


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"), parse_float=Decimal)


def number(told: Any) -> Any:
    return Decimal(told) if isinstance(told, int) and not isinstance(told, bool) else told


def known(told: Any) -> Known:
    """A value of a table: a plain one, or a figure with its sides."""
    if isinstance(told, dict):
        sides = {name: number(side) for name, side in told.items()}
        return Known(**({"reason": ""} | sides))
    return Known(number(told))


def facts_of(inputs: dict[str, Any], at: datetime = AT, **more: Any) -> Facts:
    return Facts(as_of=at, values={name: known(value) for name, value in inputs.items()}, **more)


CASES = [(case | {"of": told["rule"][case["rule"]]}) for told in map(table, FILES) for case in told["case"]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_rule_gives_the_points_and_the_sentence(case: dict[str, Any]) -> None:
    pack = pack_of(leaf("1", str(case["of"]["max"]), case["of"]["data"]), scale=case["of"]["max"])
    found = score(pack, facts_of(case["inputs"])).leaves["1"]
    assert found.why == case["why"]
    assert found.points == number(case.get("points"))


def test_every_shape_has_its_plain_case_its_missing_data_and_its_zero_denominator() -> None:
    covered: dict[str, set[str]] = defaultdict(set)
    for case in CASES:
        covered[case["of"]["data"]["shape"]].add(case["about"])
    divides = {"all_or_nothing", "ratio_linear", "ratio_to_target", "ratio_floor_linear", "ratio_tiers", "survey_weighted", "composite"}
    wanted = {shape: {"plain", "missing"} | ({"zero"} if shape in divides else set()) for shape in SHAPES}
    assert {shape: kinds - covered[shape] for shape, kinds in wanted.items() if kinds - covered[shape]} == {}


def edges(rule: dict[str, Any]) -> set[Any]:
    """Every limit in the parameters of a rule."""
    found = {rule[name] for name in ("target", "floor", "full") if name in rule}
    found |= {band[name] for band in rule.get("bands", ()) for name in ("min", "max") if name in band}
    return found | {rule["due"] + timedelta(days=band["late_days"]) for band in rule.get("bands", ()) if isinstance(rule.get("due"), date)}


def test_every_limit_has_a_case_just_under_it_on_it_and_just_over_it() -> None:
    missing = []
    for told in map(table, FILES):
        for name, rule in told["rule"].items():
            values = [value for case in told["case"] if case["rule"] == name for value in read(case["inputs"])]
            for edge in edges(rule["data"]):
                alike = [value for value in values if isinstance(value, date) == isinstance(edge, date)]
                sides = {(value > edge) - (value < edge) for value in alike if near(value, edge)}
                missing += [f"{name}: {edge} {side}" for side in {-1, 0, 1} - sides]
    assert [each for each in missing if not each.startswith(("floor_grown", "named"))] == []


def read(inputs: dict[str, Any]) -> list[Any]:
    """The numbers and days of a case; of a figure its percentage."""
    sides = [value for value in inputs.values() if not isinstance(value, bool | str)]
    return [
        Decimal(side["numerator"]) * 100 / Decimal(side["denominator"]) if isinstance(side, dict) else number(side)
        for side in sides
        if not isinstance(side, dict) or side.get("denominator")
    ]


def near(value: Any, edge: Any) -> bool:
    return bool(abs(value - edge) <= (timedelta(days=1) if isinstance(edge, date) else max(1, edge / 10)))
