"""Formulas: arithmetic on exact numbers, and nothing else."""

import threading
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from minhchung.scoring.expression import DEEPEST, LONGEST, Formula, FormulaError

CASES = tomllib.loads((Path(__file__).parent / "cases" / "expressions.toml").read_text(encoding="utf-8"), parse_float=Decimal)["case"]
VALUES: dict[str, Decimal | bool] = {"A": Decimal(3), "B": Decimal(4), "Z": Decimal(0), "T": True}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"] or "empty")
def test_a_formula_gives_its_value_or_says_why_not(case: dict[str, Any]) -> None:
    if "error" in case:
        with pytest.raises(FormulaError) as raised:
            Formula(case["text"])(VALUES)
        assert str(raised.value).startswith(case["error"])
    else:
        found = Formula(case["text"])(VALUES)
        assert found == case["value"]
        assert isinstance(found, bool) == isinstance(case["value"], bool)
        assert not isinstance(found, float)


@pytest.mark.parametrize(
    "text",
    [
        "1+" * (LONGEST // 2) + "1",
        "-" * (LONGEST - 1) + "1",
        "not " * 120 + "1",
        "(" * 240 + "1" + ")" * 240,
        "+".join("1" for _ in range(DEEPEST + 5)),
        "min(" * 70 + "1" + ")" * 70,
        "9" * (LONGEST + 1),
    ],
    ids=["sum", "minus", "not", "brackets", "terms", "calls", "digits"],
)
def test_what_is_too_long_or_too_deep_is_refused_before_it_is_worked_out(text: str) -> None:
    with pytest.raises(FormulaError, match=r"tách bớt thành các nhánh|sai cú pháp"):
        Formula(text)


def test_a_formula_shared_by_threads_never_mixes_their_values() -> None:
    formula, wrong = Formula("A + B * 2 - A"), []

    def work(value: Decimal) -> None:
        wrong.extend(1 for _ in range(200) if formula({"A": value, "B": value}) != value * 2)

    threads = [threading.Thread(target=work, args=(Decimal(number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_names_of_a_formula_are_told_once_each_without_its_functions() -> None:
    assert Formula("min(A, B) + A").names == ("A", "B")
