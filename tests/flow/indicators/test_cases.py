"""Small sets of dossiers, and the numbers that the rules make of them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.flow.indicators.lakes import lake, slots

from minhchung.flow.indicators import Options, Source, compute, indicator, parse_window, rows

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text("utf-8"))["case"]


def source_of(case: dict[str, Any]) -> Source:
    return lake(case.get("dossier", []), case.get("absent", ()), case.get("day_only", ()))


def options_of(case: dict[str, Any]) -> Options:
    return Options(case.get("on_time"), slots() if case.get("slots") else None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_figures_of_a_case_are_those_of_the_rules(case: dict[str, Any]) -> None:
    window = parse_window(case["window"])
    asked = [indicator(name, window.last) for name in case["expect"]]
    found = compute(source_of(case), asked, window, case["as_of"], (), options=options_of(case)).to_pylist()
    said = {line["indicator"]: line for line in found}
    for name, expected in case["expect"].items():
        line = said[name]
        if isinstance(expected, str):
            assert line["ratio"] is None
            assert expected in line["reason"], name
            continue
        counts = [expected] if isinstance(expected, int) else expected
        assert [line["numerator"], line["denominator"], line["undetermined"]][: len(counts)] == counts, name
        assert line["reason"] is None, name


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_dossiers_behind_a_figure_are_as_many_as_the_figure_says(case: dict[str, Any]) -> None:
    window = parse_window(case["window"])
    asked = [indicator(name, window.last) for name in case["expect"]]
    source, options = source_of(case), options_of(case)
    said = {line["indicator"]: line for line in compute(source, asked, window, case["as_of"], (), options=options).to_pylist()}
    for item in asked:
        if any(measure.distinct for measure in item.measures):
            continue
        behind, line = rows(source, item, window, case["as_of"], None, options=options).to_pylist(), said[item.name]
        assert sum(row["in_numerator"] is True for row in behind) == (line["numerator"] or 0), item.name
        if item.denominator:
            assert sum(row["in_denominator"] is True for row in behind) == (line["denominator"] or 0), item.name
            assert sum(row["in_numerator"] is None for row in behind) == (line["undetermined"] or 0), item.name
