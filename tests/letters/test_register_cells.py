"""What one cell is taken for."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.letters.registers import Column, shown
from minhchung.letters.registers.cells import read_cell
from minhchung.letters.registers.values import canonical, digest, tidy_text

CASES = tomllib.loads((Path(__file__).parent / "cells.toml").read_text(encoding="utf-8"))["cell"]
EPOCH = date(1899, 12, 30)


def column(kind: Any) -> Column:
    return Column("x", "Cột", kind=kind, choices=("Chưa làm", "Đang làm", "Đã xong"))


def told(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_a_cell_is_read_or_says_how_to_mend_it(case: dict[str, Any]) -> None:
    cell = read_cell(case["raw"], None, column(case["kind"]), "F18", EPOCH)
    assert cell.error == case.get("error", "")
    if not cell.error:
        assert told(cell.value) == case["value"]


def test_a_formula_without_a_result_is_not_taken_for_an_empty_cell() -> None:
    cell = read_cell("", "uncalculated", column("text"), "F18", EPOCH)
    assert cell.error.startswith("Ô F18 là công thức chưa có kết quả.")


def test_a_formula_error_is_not_taken_for_an_empty_cell() -> None:
    assert read_cell("", "error", column("date"), "F18", EPOCH).error.startswith("Ô F18 đang báo lỗi công thức.")


def test_a_serial_number_counts_from_the_epoch_of_the_file() -> None:
    assert read_cell(44882.0, None, column("date"), "F18", date(1904, 1, 1)).value == date(2026, 11, 18)


def test_values_are_shown_as_vietnamese_officials_write_them() -> None:
    points = Column("p", "Điểm", kind="number", decimals=2)
    assert [shown(value, points) for value in (Decimal("0.5"), Decimal("1284.25"), None)] == ["0,50", "1.284,25", "(trống)"]
    assert shown(date(2026, 11, 5), column("date")) == "05/11/2026"


def test_a_float_or_a_time_of_day_is_refused_as_a_value() -> None:
    with pytest.raises(TypeError):
        canonical(0.5, column("number"))  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        canonical("18/11/2026", column("date"))


def test_a_number_longer_than_a_sheet_keeps_is_refused() -> None:
    with pytest.raises(ValueError, match="quá 15 chữ số"):
        canonical(Decimal("1.2345678901234567"), column("number"))


def test_the_mark_of_a_row_changes_with_any_value_and_with_the_id() -> None:
    columns = (column("text"),)
    marks = {digest("1", {"x": "a"}, columns), digest("1", {"x": "b"}, columns), digest("2", {"x": "a"}, columns), digest("1", {}, columns)}
    assert len(marks) == 4
    assert digest("1", {"x": " a "}, columns) == digest("1", {"x": "a"}, columns)


@given(st.text())
def test_tidying_a_text_twice_changes_nothing_more(text: str) -> None:
    once = tidy_text(text)
    assert once is None or tidy_text(once) == once


@given(st.dates(date(1950, 1, 1), date(2150, 12, 31)))
def test_every_date_is_read_from_each_of_its_spellings(day: date) -> None:
    spellings: list[Any] = [
        day, f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}", f"{day:%d-%m-%Y}", day.isoformat(), float((day - EPOCH).days),
    ]  # fmt: skip
    assert {read_cell(raw, None, column("date"), "F18", EPOCH).value for raw in spellings} == {day}
