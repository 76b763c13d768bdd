"""Form II.06a: 13 columns per field (or unit, procedure, …), its total row, and its four balance checks.

A check that fails or cannot be made is a problem, never mended silently: the data are at fault, and the message says which dossiers to
look at.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from minhchung.flow.indicators.compute import Options, compute, standing
from minhchung.flow.indicators.definitions import indicators
from minhchung.flow.indicators.scan import GROUPINGS
from minhchung.flow.indicators.source import Source
from minhchung.flow.indicators.windows import Window
from minhchung.text import fold

COLUMNS = tuple(range(3, 14))
# Left = the sum of the right, as the printed form has it.
CHECKS: tuple[tuple[int, tuple[int, ...]], ...] = ((3, (4, 5, 6)), (7, (8, 9, 10)), (11, (12, 13)), (3, (7, 11)))
FIGURE = "form-06a"
TOTAL = "Tổng cộng"
NO_GROUP = "(không ghi)"


@dataclass(frozen=True, slots=True)
class Row:
    """One line: the group's values in the order of `Form.by`, its printed name, and columns 3–13 (None: unknown)."""

    group: tuple[Any, ...]
    title: str
    cells: dict[int, int | None]


@dataclass(frozen=True, slots=True)
class Problem:
    """A balance check that does not hold. `figure` names the indicator whose `rows` are the dossiers to look at, "" when none is known."""

    where: str
    check: str
    message: str
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """The whole form. `definition` is the on-time definition used; `reasons`: why a column is unknown; `notes`: what to know beside it."""

    window: Window
    as_of: datetime
    by: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row
    definition: str
    notes: tuple[str, ...]
    reasons: dict[int, str]
    problems: tuple[Problem, ...]


def form_06a(source: Source, window: Window, as_of: datetime, by: Sequence[str] = ("field",), *, options: Options | None = None) -> Form:
    """The form for a window, told for the end of its last day or for `as_of` when that is earlier.

    Groups in which every column is 0 are left out. Raises GroupingError, DefinitionError.
    """
    options, asked = options or Options(), indicators(FIGURE, window.last)
    stands = {item.name: standing(source, item, window, as_of, options=options) for item in asked}
    said = compute(source, asked, window, as_of, tuple(by), options=options).to_pylist()
    lines, counts = _lines(said, tuple(by)), _sums(said, {name for name, stand in stands.items() if not stand.reason})
    total = Row((), TOTAL, _cells(counts))
    printed = [row for row in lines if any(row.cells.values()) or all(value is None for value in row.cells.values())]
    problems = [problem for row in (*printed, total) for problem in _unbalanced(row, counts if row is total else {})]
    return Form(
        window,
        as_of,
        tuple(by),
        tuple(printed),
        total,
        stands[f"{FIGURE}.9"].definition,
        tuple(dict.fromkeys(note for stand in stands.values() for note in stand.notes)),
        {number: stands[f"{FIGURE}.{number}"].reason for number in COLUMNS if stands[f"{FIGURE}.{number}"].reason},
        (*problems, *_left_out(counts)),
    )


def _lines(found: list[dict[str, Any]], by: tuple[str, ...]) -> list[Row]:
    groups: dict[tuple[Any, ...], dict[str, Any]] = {}
    for line in found:
        group = groups.setdefault(tuple(line[name] for name in by), {"title": _title(line, by)})
        group[line["indicator"]] = line["numerator"]
    rows = [Row(key, said.pop("title"), _cells(said)) for key, said in groups.items()]
    return sorted(rows, key=lambda row: (any(value is None for value in row.group), fold(row.title), row.title))


def _sums(found: list[dict[str, Any]], known: set[str]) -> dict[str, int | None]:
    """Each column over all groups; the groups share no dossier, so a sum is the total. A column that cannot be told is left out."""
    return {name: sum(line["numerator"] or 0 for line in found if line["indicator"] == name) for name in known}


def _title(line: dict[str, Any], by: tuple[str, ...]) -> str:
    parts = [line.get(f"{name}_title") or line[name] for name in by]
    return " · ".join(NO_GROUP if part is None else f"{part:%m/%Y}" if hasattr(part, "strftime") else str(part) for part in parts)


def _cells(said: dict[str, Any]) -> dict[int, int | None]:
    return {number: said.get(f"{FIGURE}.{number}") for number in COLUMNS}


def _unbalanced(row: Row, counts: dict[str, int | None]) -> list[Problem]:
    problems = []
    for left, right in CHECKS:
        check = f"{left} = {' + '.join(str(number) for number in right)}"
        parts = [row.cells[number] for number in right]
        whole = row.cells[left]
        unknown = [number for number in (left, *right) if row.cells[number] is None]
        if whole is None or any(part is None for part in parts):
            names = ", ".join(str(number) for number in unknown)
            problems.append(Problem(row.title, check, f"{row.title}: chưa kiểm được cột {check} vì chưa biết cột {names}."))
        elif whole != sum(part or 0 for part in parts):
            problems.append(_broken(row, check, f"{whole} ≠ {' + '.join(str(part) for part in parts)}", counts))
    return problems


def _broken(row: Row, check: str, numbers: str, counts: dict[str, int | None]) -> Problem:
    causes = {"3 = 4 + 5 + 6": ("no-channel", "không rõ kênh nộp"), "3 = 7 + 11": ("undated", "đã xong mà thiếu thời điểm kết thúc")}
    name, cause = causes.get(check, ("", ""))
    found = counts.get(f"{FIGURE}.{name}")
    why = f": {found} hồ sơ {cause}" if found else f": có hồ sơ {cause}" if cause else ""
    return Problem(row.title, check, f"{row.title}: cột {check} không cân ({numbers}){why}.", f"{FIGURE}.{name}" if name else "")


def _left_out(counts: dict[str, int | None]) -> list[Problem]:
    found = counts.get(f"{FIGURE}.no-reception")
    if not found:
        return []
    message = f"{found} hồ sơ trong kho không có ngày tiếp nhận nên không thuộc kỳ nào: bổ sung ngày tiếp nhận trên hệ thống rồi nhập lại."
    return [Problem(TOTAL, "", message, f"{FIGURE}.no-reception")]


def heading(by: Sequence[str]) -> str:
    """What column 2 is called when the form is divided in this way."""
    return " · ".join(GROUPINGS.get(name, name) for name in by) or TOTAL
