"""Three values for every cell: as exported, as it is in the register now, as it came back. Who changed what follows from them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from minhchung.letters.registers.cells import says_the_same
from minhchung.letters.registers.model import (
    CellChange,
    CellConflict,
    CellError,
    Column,
    Diff,
    NewRow,
    Returned,
    ReturnedCell,
    ReturnedRow,
    Value,
)
from minhchung.letters.registers.values import canonical_row, digest, shown

Values = Mapping[str, Value]


@dataclass(slots=True)
class _Outcome:
    unchanged: list[str] = field(default_factory=list)
    changes: list[CellChange] = field(default_factory=list)
    conflicts: list[CellConflict] = field(default_factory=list)
    new_rows: list[NewRow] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    warnings: list[CellError] = field(default_factory=list)


def compare(exported: Mapping[str, Values], current: Mapping[str, Values], returned: Returned) -> Diff:
    """What the returned file would do to the register.

    `exported`: the values of each row as this export wrote them; `current`: the values now; both by row id, values by column key. A
    row missing from `exported` (the snapshot was not kept) is compared with `current`: when the mark in the file shows that nothing
    changed meanwhile a difference is a change, else a conflict with `known` False. A cell nobody touched never writes anything, also
    when the register moved on. Saving the changes and comparing again gives no change.
    """
    outcome = _Outcome(errors=list(returned.errors))
    exported_rows = {row_id: canonical_row(values, returned.columns) for row_id, values in exported.items()}
    owners = _by_identity(exported_rows, returned.columns)
    for row in returned.rows:
        if row.row_id not in current and _untouched(row, exported_rows.get(row.row_id or ""), returned.columns):
            continue  # taken out of the register meanwhile, and nobody wrote on it here
        trouble = _row_error(row, exported, current, returned, owners)
        if trouble is not None:
            outcome.errors.append(trouble)
        else:
            _row(row, exported_rows, current, returned, outcome)
    for row in returned.new_rows:
        _new_row(row, returned.columns, outcome)
    outcome.warnings.extend(_swapped_dates(outcome.changes, returned))
    seen = {row.row_id for row in returned.rows} | {error.row_id for error in returned.errors}
    readable = not returned.problems or bool(returned.rows or returned.new_rows)
    return Diff(
        place=returned.place,
        columns=returned.columns,
        unchanged=tuple(outcome.unchanged),
        changes=tuple(outcome.changes),
        conflicts=tuple(outcome.conflicts),
        new_rows=tuple(outcome.new_rows),
        missing=tuple(row_id for row_id in exported if row_id not in seen) if readable else (),
        errors=tuple(sorted(outcome.errors, key=lambda error: error.row)),
        warnings=tuple(outcome.warnings),
        problems=returned.problems,
    )


def with_errors(diff: Diff, errors: Iterable[CellError]) -> Diff:
    """The diff with more errors, such as a right the caller checked: the changes and conflicts of those cells, or rows, are dropped.

    An error without a column drops the whole row; any error drops a new row.
    """
    more = tuple(errors)
    rows = {error.row for error in more if error.column is None}
    cells = {(error.row, error.column) for error in more}
    return replace(
        diff,
        changes=tuple(item for item in diff.changes if item.row not in rows and (item.row, item.column) not in cells),
        conflicts=tuple(item for item in diff.conflicts if item.row not in rows and (item.row, item.column) not in cells),
        new_rows=tuple(item for item in diff.new_rows if item.row not in {error.row for error in more}),
        errors=tuple(sorted((*diff.errors, *more), key=lambda error: error.row)),
    )


def _by_identity(exported: Mapping[str, Values], columns: Iterable[Column]) -> dict[tuple[Value, ...], str]:
    """The id of the row each set of identifying values belongs to, where only one row has it."""
    keys = [column.key for column in columns if column.identity]
    owners: dict[tuple[Value, ...], str] = {}
    doubled = set()
    for row_id, values in exported.items():
        identity = tuple(values[key] for key in keys)
        doubled |= {identity} if identity in owners else set()
        owners[identity] = row_id
    return {identity: row_id for identity, row_id in owners.items() if any(identity) and identity not in doubled}


def _untouched(row: ReturnedRow, was: Values | None, columns: Iterable[Column]) -> bool:
    return was is not None and all(says_the_same(row.cells[column.key], was[column.key]) for column in columns)


def _row_error(
    row: ReturnedRow,
    exported: Mapping[str, Values],
    current: Mapping[str, Values],
    returned: Returned,
    owners: Mapping[tuple[Value, ...], str],
) -> CellError | None:
    """Why nothing of this row can be believed, or None."""
    row_id = row.row_id or ""
    if row_id not in exported and row_id not in current:
        message = f"Dòng {row.number} mang mã {row_id} không có trong sổ. Xóa mã ở cột ẩn nếu là dòng mới, hoặc xuất lại sổ rồi điền."
        return CellError(row.number, message, row_id)
    if row_id not in current:
        message = f"Việc mã {row_id} ở dòng {row.number} đã được bỏ khỏi sổ sau khi xuất. Xóa dòng này, hoặc khôi phục việc trong sổ."
        return CellError(row.number, message, row_id)
    if row_id in exported and row.digest and not _is_of_this_export(row, exported[row_id], returned):
        message = f"Dòng {row.number} (mã {row_id}) thuộc một lần xuất khác. Chọn đúng lần xuất của tệp, hoặc xuất lại sổ rồi điền."
        return CellError(row.number, message, row_id)
    if row_id in exported:
        return _stranger(row, owners, canonical_row(exported[row_id], returned.columns), returned.columns)
    return None


def _stranger(row: ReturnedRow, owners: Mapping[tuple[Value, ...], str], was: Values, columns: Iterable[Column]) -> CellError | None:
    """An error when the identifying cells are not those of the row's id: then the filled-in cells are another row's too."""
    telling = [column for column in columns if column.identity]
    same = [says_the_same(row.cells[column.key], was[column.key]) for column in telling]
    if all(same):
        return None  # also where another row could be meant: "0" and "00" once a program made numbers of them
    owner = owners.get(tuple(row.cells[column.key].value for column in telling))
    if owner is not None or not any(same):
        whose = f"của mã {owner}" if owner is not None else "của việc khác"
        message = (
            f"Dòng {row.number} mang mã {row.row_id} nhưng nội dung là {whose}: có thể các cột đã bị sắp xếp tách rời cột mã. "
            "Sắp xếp lại cả hàng, hoặc xuất lại sổ rồi điền."
        )
        return CellError(row.number, message, row.row_id)
    return None


def _is_of_this_export(row: ReturnedRow, values: Values, returned: Returned) -> bool:
    """Whether the mark in the row is that of these values. Without the stamp, or the column kinds, it cannot be told: then yes."""
    known = {column.key for column in returned.columns}
    if returned.stamp is None or set(returned.stamp.columns) != known:
        return True
    return row.digest == digest(row.row_id or "", values, returned.columns)


def _row(row: ReturnedRow, exported: Mapping[str, Values], current: Mapping[str, Values], returned: Returned, outcome: _Outcome) -> None:
    row_id = row.row_id or ""
    now = canonical_row(current[row_id], returned.columns)
    known = row_id in exported
    base = exported.get(row_id, now)
    certain = known or row.digest == digest(row_id, now, returned.columns)
    touched = False
    for column in returned.columns:
        cell, was, is_now = row.cells[column.key], base[column.key], now[column.key]
        if says_the_same(cell, was):
            continue
        if not cell.error and cell.value == is_now:
            continue  # somebody saved the same value meanwhile, or this file was brought back before
        touched = True
        if cell.error:
            outcome.errors.append(CellError(row.number, cell.error, row_id, column.key, cell.address))
        elif not column.editable:
            outcome.errors.append(_fixed(row, column, cell, is_now))
        elif certain and was == is_now:
            outcome.changes.append(CellChange(row.number, row_id, column.key, cell.address, was, cell.value))
        else:
            exported_value = was if known else None
            outcome.conflicts.append(CellConflict(row.number, row_id, column.key, cell.address, exported_value, is_now, cell.value, known))
    if not touched:
        outcome.unchanged.append(row_id)


def _fixed(row: ReturnedRow, column: Column, cell: ReturnedCell, now: Value) -> CellError:
    message = f"Cột “{column.title}” chỉ để xem. Trả ô {cell.address} về “{shown(now, column)}”."
    return CellError(row.number, message, row.row_id, column.key, cell.address)


def _new_row(row: ReturnedRow, columns: Iterable[Column], outcome: _Outcome) -> None:
    wrong = [(column.key, row.cells[column.key]) for column in columns if row.cells[column.key].error]
    outcome.errors.extend(CellError(row.number, cell.error, None, key, cell.address) for key, cell in wrong)
    if not wrong:
        values = {key: cell.value for key, cell in row.cells.items() if cell.value is not None}
        outcome.new_rows.append(NewRow(row.number, values))


def _swapped_dates(changes: Iterable[CellChange], returned: Returned) -> Iterator[CellError]:
    """Dates typed where the computer puts the month first: 05/11 became 11 May without a sign, 18/11 stayed text.

    Told by a column in which some new dates are text with a day over 12 while the program took all the others for dates.
    """
    cells = {(row.row_id, key): cell for row in returned.rows for key, cell in row.cells.items()}
    for column in returned.columns:
        new = [item for item in changes if item.column == column.key and isinstance(item.new, date)]
        typed = [(item, item.new, cells[item.row_id, item.column].native) for item in new if isinstance(item.new, date)]
        left_as_text = [item.cell for item, day, native in typed if native is None and day.day > 12]
        taken = [(item, day) for item, day, native in typed if isinstance(native, date)]
        if left_as_text and taken and all(day.day <= 12 for _, day in taken):
            for item, day in taken:
                message = (
                    f"Ô {item.cell} đọc là {day:%d/%m/%Y}. Máy điền tệp có thể đặt tháng trước ngày "
                    f"(ô {left_as_text[0]} vẫn là chữ): xem lại ngày và tháng ở ô {item.cell}."
                )
                yield CellError(item.row, message, item.row_id, item.column, item.cell)
