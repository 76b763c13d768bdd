"""Small sets of dossiers, and the numbers that the rules make of them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.flow.indicators.lakes import lake, slots

from minhchung.flow.indicators import Indicator, Options, Source, compute, indicator, parse_window, rows

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text("utf-8"))["case"]


def source_of(case: dict[str, Any]) -> Source:
    return lake(case.get("dossier", []), case.get("absent", ()), case.get("day_only", ()))


def options_of(case: dict[str, Any]) -> Options:
    return Options(case.get("on_time"), slots() if case.get("slots") else None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_figures_of_a_case_are_those_of_the_rules_and_as_many_dossiers_are_behind_them(case: dict[str, Any]) -> None:
    window, source, options = parse_window(case["window"]), source_of(case), options_of(case)
    asked = [indicator(name, window.last) for name in case["expect"]]
    found = compute(source, asked, window, case["as_of"], (), options=options).to_pylist()
    said = {line["indicator"]: line for line in found}
    for name, expected in case["expect"].items():
        expect_figure(name, expected, said[name])
    for item in asked:
        if not any(measure.distinct for measure in item.measures):
            expect_dossiers(rows(source, item, window, case["as_of"], None, options=options).to_pylist(), item, said[item.name])


def expect_figure(name: str, expected: str | int | list[int], line: dict[str, Any]) -> None:
    """The figure is as the case says: a number, two or three of them, or the words of why there is none."""
    if isinstance(expected, str):
        assert line["ratio"] is None
        assert expected in line["reason"], name
        return
    counts = [expected] if isinstance(expected, int) else expected
    assert [line["numerator"], line["denominator"], line["undetermined"]][: len(counts)] == counts, name
    assert line["reason"] is None, name


def expect_dossiers(behind: list[dict[str, Any]], item: Indicator, line: dict[str, Any]) -> None:
    """The dossiers behind a figure are as many as it says."""
    assert sum(row["in_numerator"] is True for row in behind) == (line["numerator"] or 0), item.name
    if item.denominator:
        assert sum(row["in_denominator"] is True for row in behind) == (line["denominator"] or 0), item.name
        assert sum(row["in_numerator"] is None for row in behind) == (line["undetermined"] or 0), item.name
