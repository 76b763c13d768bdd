"""The workbook of a pack comes back from a person, as a draft: what is good is kept, what is not is told by sheet, row and column."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from minhchung.scoring.exchange import columns as sheets
from minhchung.scoring.exchange.cells import CellError, Raw, as_day, as_list, as_number, as_text
from minhchung.scoring.exchange.columns import Column, Sheet
from minhchung.scoring.exchange.drafts import Draft, DraftNode
from minhchung.scoring.exchange.heading import BY_TITLE, MANY, HeadRow, head_of
from minhchung.scoring.exchange.problems import ExchangeError, RowProblem, sayings
from minhchung.scoring.exchange.ruling import ADAPTER, PARAMETERS, RuleParts
from minhchung.scoring.exchange.workbook import Grid, grids_of
from minhchung.scoring.packs import Requirement, Variable
from minhchung.text.normal import fold

HEAD_SEARCHED = 15
"""Rows at the top of a sheet among which the head row is looked for."""
Made = TypeVar("Made", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Read:
    """A row of a sheet: its number from 1, and the values of the cells that are not empty, by column key."""

    number: int
    values: dict[str, Any]


@dataclass(slots=True)
class _Found:
    problems: list[RowProblem] = field(default_factory=list)

    def say(self, sheet: Sheet, row: int | None, column: str, message: str) -> None:
        self.problems.append(RowProblem(sheet.name, row, column, message))


def is_workbook(data: bytes, name: str) -> bool:
    """Whether a file is a workbook of this program, rather than a table of another make. Raises ExchangeError."""
    return {sheets.HEAD.name, sheets.NODES.name, sheets.RULES.name} <= {grid.name for grid in grids_of(data, name)}


def read_workbook(data: bytes, name: str) -> Draft:
    """The draft in a workbook that `write_workbook` made; `pack()` gives the pack where nothing is wrong.

    Raises ExchangeError when the file is no workbook of a pack at all.
    """
    grids = {grid.name: grid for grid in grids_of(data, name)}
    missing = [sheet.name for sheet in (sheets.HEAD, sheets.NODES) if sheet.name not in grids]
    if missing:
        raise ExchangeError(
            f"“{name}” không có trang “{'”, “'.join(missing)}” nên không phải tệp bộ tiêu chí do phần mềm xuất ra: "
            "xuất một bộ tiêu chí để lấy mẫu, hoặc nhập tệp này như phụ lục của nơi khác."
        )
    found = _Found()
    rows = {sheet.name: list(_rows(sheet, grids[sheet.name], found)) if sheet.name in grids else [] for sheet in sheets.SHEETS}
    head, caps = head_of(list(_head_rows(rows[sheets.HEAD.name], found)))
    nodes = [_node(row) for row in rows[sheets.NODES.name]]
    nodes += sorted((_node(row) for row in rows[sheets.OUTSIDE.name]), key=lambda node: node.part)
    nodes = _with_rules(nodes, rows[sheets.RULES.name], found)
    nodes = _with_evidence(nodes, rows[sheets.EVIDENCE.name], found)
    variables = [made for row in rows[sheets.VARIABLES.name] if (made := _made(Variable, sheets.VARIABLES, row, found)) is not None]
    draft = Draft(tuple(nodes), head, caps, tuple(variables))
    _check_tree(draft, found)
    return replace(draft, problems=tuple(found.problems))


def _rows(sheet: Sheet, grid: Grid, found: _Found) -> Iterator[Read]:
    """The rows under the head row. A cell that cannot be read is a problem and left out; a row without what it needs too."""
    titles = {fold(column.title): column for column in sheet.columns}
    at, places = _head_row(grid, titles)
    lost = [column.title for column in sheet.columns if column.required and column not in places.values()]
    if lost:
        found.say(sheet, None, "", f"không thấy cột “{'”, “'.join(lost)}” ở dòng tiêu đề: đặt lại tên cột như khi xuất")
        return
    for number, row in enumerate(grid.rows[at + 1 :], start=at + 2):
        values: dict[str, Any] = {}
        bad = False
        for place, column in places.items():
            try:
                value = _value(row[place] if place < len(row) else "", column)
            except CellError as error:
                found.say(sheet, number, column.title, str(error))
                bad = True
                continue
            if value not in (None, ""):
                values[column.key] = value
        empty = [column.title for column in sheet.columns if column.required and column.key not in values]
        if not any(column.key in values for column in places.values()):
            continue
        if empty and not bad:
            found.say(sheet, number, empty[0], f"dòng có nội dung mà cột “{'”, “'.join(empty)}” trống: ghi thêm, hoặc xóa dòng")
        if not empty or sheet in (sheets.NODES, sheets.OUTSIDE):
            yield Read(number, values)


def _head_row(grid: Grid, titles: Mapping[str, Column]) -> tuple[int, dict[int, Column]]:
    """The row that names most columns, and the place of each."""
    best: tuple[int, dict[int, Column]] = (0, {})
    for at, row in enumerate(grid.rows[:HEAD_SEARCHED]):
        places: dict[int, Column] = {}
        for place, raw in enumerate(row):
            column = titles.get(fold(raw)) if isinstance(raw, str) else None
            if column is not None and column.kind != "shown" and column not in places.values():
                places[place] = column
        if len(places) > len(best[1]):
            best = (at, places)
    return best


def _value(raw: Raw, column: Column) -> Any:
    """The value of a cell, None when it is empty. Raises CellError."""
    if raw is None or raw == "":
        return None
    if column.kind == "raw":
        return raw
    if column.words:
        said = fold(as_text(raw))
        for word, code in column.words.items():
            if fold(word) == said:
                return code
        raise CellError(f"“{as_text(raw)}” không có trong danh sách: chọn {'; '.join(column.words)}")
    if column.kind == "day":
        return as_day(raw)
    if column.kind == "list":
        return as_list(raw)
    if column.kind in ("number", "whole"):
        number = as_number(raw)
        if column.kind == "number":
            return number
        if number != number.to_integral_value():
            raise CellError(f"“{as_text(raw)}” phải là số nguyên")
        return int(number)
    return as_text(raw)


def _head_rows(rows: Sequence[Read], found: _Found) -> Iterator[HeadRow]:
    seen: set[str] = set()
    for row in rows:
        item = str(row.values["item"])
        column = BY_TITLE.get(fold(item))
        if column is None or (column not in MANY and column.key in seen):
            cause = "không có mục này: xóa dòng, hoặc chọn tên mục trong danh sách" if column is None else "mục này có hai lần: bỏ một dòng"
            found.say(sheets.HEAD, row.number, "Mục", f"“{item}”: {cause}")
            continue
        seen.add(column.key)
        try:
            value = _value(row.values.get("value"), column)
        except CellError as error:
            found.say(sheets.HEAD, row.number, "Giá trị", f"{item}: {error}")
            continue
        name = str(row.values.get("name", ""))
        if column in MANY and (not name or (value is None and column.key != "groups")):
            found.say(sheets.HEAD, row.number, "Giá trị", f"{item}: ghi đủ mã hoặc tên và giá trị, hoặc xóa dòng")
            continue
        yield HeadRow(item, name, value, column)


def _node(row: Read) -> DraftNode:
    values = {"level": 1, **row.values}
    return DraftNode(row=row.number, **values)


def _with_rules(nodes: list[DraftNode], rows: Sequence[Read], found: _Found) -> list[DraftNode]:
    """The rows with their rules; a leaf whose rule is not good keeps its shape and nothing else of it."""
    shapes = {node.code: node.shape for node in nodes if node.shape and node.code}
    parts = {code: RuleParts(shape) for code, shape in shapes.items()}
    spoilt = set()
    for row in rows:
        code, values = row.values["code"], dict(row.values)
        _dot_zero(values)
        if code not in parts:
            known = any(node.code == code for node in nodes)
            cause = (
                "mục này chưa chọn dạng chấm ở trang Tiêu chí: chọn dạng, hoặc xóa dòng"
                if known
                else "không có mục nào mang mã này: sửa mã"
            )
            found.say(sheets.RULES, row.number, "Mã", f"“{code}”: {cause}")
        elif trouble := parts[code].add(values, row.number):
            found.say(sheets.RULES, row.number, "Mục", f"tiêu chí {code}: {trouble}")
            spoilt.add(code)
    rules = {}
    for code, part in parts.items():
        try:
            rules[code] = ADAPTER.validate_python(part.raw)
        except ValidationError as error:
            if code not in spoilt:
                node = next(node for node in nodes if node.code == code)
                found.problems += _rule_problems(node, part, error)
    return [replace(node, rule=rules.get(node.code)) for node in nodes]


def _dot_zero(values: dict[str, Any]) -> None:
    """Whole numbers where the model wants whole ones (days, places); a percentage stays a decimal all the same."""
    for key in ("low", "high"):
        if isinstance(values.get(key), Decimal) and values[key] == values[key].to_integral_value():
            values[key] = int(values[key])


def _rule_problems(node: DraftNode, part: RuleParts, error: ValidationError) -> Iterator[RowProblem]:
    for path, said in sayings(error):
        row, columns = part.place(path)
        last = path[-1] if path else ""
        title = next((column.title for column in sheets.RULES.columns if column.key == columns.get(str(last))), "")
        named = next((PARAMETERS[str(each)][0] for each in path if each in PARAMETERS), "")
        lacks = f"mục “{named}” " if named and row is None else ""
        sheet = sheets.RULES.name if row else (sheets.NODES.name if node.part == "inside" else sheets.OUTSIDE.name)
        yield RowProblem(sheet, row or node.row, title if row else "Dạng chấm", f"tiêu chí {node.code}: {lacks}{said}")


def _with_evidence(nodes: list[DraftNode], rows: Sequence[Read], found: _Found) -> list[DraftNode]:
    shown: dict[str, list[Requirement]] = {}
    codes = {node.code for node in nodes}
    for row in rows:
        code = row.values["code"]
        if code not in codes:
            found.say(sheets.EVIDENCE, row.number, "Mã", f"“{code}”: không có mục nào mang mã này: sửa mã, hoặc xóa dòng")
            continue
        told = Read(row.number, {key: value for key, value in row.values.items() if key != "code"})
        made = _made(Requirement, sheets.EVIDENCE, told, found)
        if made is not None:
            shown.setdefault(code, []).append(made)
    return [replace(node, evidence=tuple(shown.get(node.code, ()))) for node in nodes]


def _made(model: type[Made], sheet: Sheet, row: Read, found: _Found) -> Made | None:
    try:
        return model(**row.values)
    except ValidationError as error:
        for path, said in sayings(error):
            title = next((column.title for column in sheet.columns if path and column.key == path[0]), "")
            found.say(sheet, row.number, title, said)
    return None


def _check_tree(draft: Draft, found: _Found) -> None:
    """What only shows when the rows are seen together: codes that stand twice, levels that jump, a rule on a row with rows under it."""
    seen: dict[str, int] = {}
    for index, node in enumerate(draft.nodes):
        sheet = sheets.NODES if node.part == "inside" else sheets.OUTSIDE
        before = draft.nodes[index - 1] if index and draft.nodes[index - 1].part == node.part else None
        deepest = before.level + 1 if before else 1
        if node.level < 1 or node.level > deepest:
            found.say(sheet, node.row, "Cấp", f"cấp {node.level} không đứng được ở đây: ghi từ 1 đến {deepest}")
        if node.code in seen:
            found.say(sheet, node.row, "Mã", f"mã {node.code} đã có ở dòng {seen[node.code]}: đặt mã khác")
        elif node.code:
            seen[node.code] = node.row
        if not draft.is_leaf(index) and (node.shape or node.source or node.evidence):
            found.say(sheet, node.row, "Dạng chấm", f"mục {node.code} có mục con nên không có dạng chấm, nguồn và minh chứng riêng: xóa đi")
