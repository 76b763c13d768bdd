"""A register that came back from a person's spreadsheet program, read without trusting anything but what can be recognised.

What people and programs do to the file, and what is done about it: columns inserted, moved, hidden or unhidden (known again by the
hidden row of keys, else by their heads); rows added, deleted, sorted, copied (known by the hidden id); cells merged, turned into
text or numbers, filled by formulas; the hidden sheet lost. A column that is gone changes nothing; a row that is gone is "missing".
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from minhchung.letters.registers.cells import merged_away, read_cell
from minhchung.letters.registers.model import (
    DIGEST_KEY,
    DIGEST_TITLE,
    ERROR_KEY,
    ERROR_TITLE,
    GROUP_MARK,
    ID_KEY,
    ID_MARK,
    ID_TITLE,
    KEY_PREFIX,
    META_SHEET,
    CellError,
    Column,
    ExportStamp,
    RegisterFileError,
    Returned,
    ReturnedCell,
    ReturnedRow,
    SheetPlace,
)
from minhchung.letters.registers.workbook import Book, Grid, Raw, address, letter, open_book
from minhchung.text.normal import fold, squeeze

HEAD_SEARCH_ROWS = 60
_COLUMN_NUMBER = re.compile(r"\(\d{1,2}\)|-?\d{1,2}")
NO_REGISTER = "Không tìm thấy hàng tiêu đề của sổ trong tệp: dùng đúng tệp đã xuất từ phần mềm, giữ nguyên tên các cột, rồi nộp lại."


@dataclass(frozen=True, slots=True)
class _Found:
    """The register inside a sheet; rows and columns from 0. `at`: column by key."""

    grid: Grid
    head_row: int
    key_row: int | None
    first_row: int
    at: Mapping[str, int]
    doubled: Mapping[str, tuple[str, ...]]  # letters of the columns, by key, when a key stands in several
    foreign: tuple[str, ...]


def read_returned(data: bytes, columns: Sequence[Column]) -> Returned:
    """Read a returned .xlsx. `columns`: every column the register may have, with the choices valid now.

    Raises RegisterFileError when the file is no spreadsheet or holds no register. A wrong cell or row is an error in the result.
    """
    book = open_book(data)
    found, *others = _find(book, columns)
    stamp = _stamp(book)
    present = tuple(column for column in columns if column.key in found.at)
    # Without ids every row would look new, and every exported row missing: then nothing is read, and the problem says so.
    read = list(_rows(found, present, book)) if ID_KEY in found.at else []
    rows, errors = _without_copies(read, found)
    exported = stamp.columns if stamp else tuple(column.key for column in columns)
    return Returned(
        place=_place(found),
        stamp=stamp,
        columns=present,
        rows=tuple(row for row in rows if row.row_id is not None),
        new_rows=tuple(row for row in rows if row.row_id is None),
        absent=tuple(column.key for column in columns if column.key in exported and column.key not in found.at),
        foreign=found.foreign,
        errors=tuple(errors),
        problems=tuple(_problems(found, columns, [other.grid.name for other in others])),
    )


def _find(book: Book, columns: Sequence[Column]) -> list[_Found]:
    """The registers in the file: first the one to read (most columns, then first sheet), then others with ids, copies perhaps."""
    found = [place for grid in book.grids if grid.name != META_SHEET and (place := _look(grid, columns)) is not None]
    if not found:
        raise RegisterFileError(NO_REGISTER)
    found.sort(key=lambda place: len(place.at), reverse=True)
    return [found[0], *(place for place in found[1:] if ID_KEY in place.at)]


def _look(grid: Grid, columns: Sequence[Column]) -> _Found | None:
    titles = {fold(column.title): KEY_PREFIX + column.key for column in columns}
    titles |= {fold(ID_TITLE): ID_KEY, fold(DIGEST_TITLE): DIGEST_KEY, fold(ERROR_TITLE): ERROR_KEY}
    known = set(titles.values())
    searched = range(min(HEAD_SEARCH_ROWS, len(grid.rows)))
    key_rows = {row: sum(_text(raw) in known for raw in grid.rows[row]) for row in searched}
    head_rows = {row: sum(fold(_text(raw)) in titles for raw in grid.rows[row]) for row in searched}
    key_row = max(key_rows, key=lambda row: key_rows[row], default=None)
    head_row = max(head_rows, key=lambda row: head_rows[row], default=None)
    key_row = key_row if key_row is not None and key_rows[key_row] >= 2 else None
    head_row = head_row if head_row is not None and head_rows[head_row] >= min(2, len(columns)) else None
    if key_row is None and head_row is None:
        return None
    places = _places(grid, key_row, head_row, titles)
    counts = Counter(key for key, _ in places)
    doubled = {key: tuple(letter(column) for other, column in places if other == key) for key in counts if counts[key] > 1}
    at = {key.removeprefix(KEY_PREFIX) if key not in _OWN else key: column for key, column in places if key not in doubled}
    if not set(at) - _OWN:
        return None
    last_head = max(row for row in (key_row, head_row) if row is not None)
    head = head_row if head_row is not None else last_head
    taken = {column for _, column in places}
    foreign = tuple(
        f"{letter(column)} “{squeeze(_text(raw))}”" for column, raw in enumerate(grid.rows[head]) if column not in taken and _text(raw)
    )
    return _Found(grid, head, key_row, _first_row(grid, last_head + 1, at), at, doubled, foreign)


_OWN = frozenset({ID_KEY, DIGEST_KEY, ERROR_KEY})


def _places(grid: Grid, key_row: int | None, head_row: int | None, titles: Mapping[str, str]) -> list[tuple[str, int]]:
    """(key, column) for every column recognised: by the row of keys, then by heads for keys that row no longer names."""
    by_key = _marks(grid, key_row, set(titles.values()))
    named = {key for key, _ in by_key}
    used = {column for _, column in by_key}
    heads = [] if head_row is None else [(titles.get(fold(_text(raw))), column) for column, raw in enumerate(grid.rows[head_row])]
    return by_key + [(key, column) for key, column in heads if key is not None and key not in named and column not in used]


def _marks(grid: Grid, key_row: int | None, known: set[str]) -> list[tuple[str, int]]:
    if key_row is None:
        return []
    return [(_text(raw), column) for column, raw in enumerate(grid.rows[key_row]) if _text(raw) in known]


def _first_row(grid: Grid, row: int, at: Mapping[str, int]) -> int:
    """The first row under the heads that is not the row of column numbers."""
    if row < len(grid.rows):
        signs = [_text(grid.at(row, column)) for key, column in at.items() if key not in _OWN]
        has_id = ID_KEY in at and bool(_text(grid.at(row, at[ID_KEY])))
        if not has_id and len(set(signs)) == len(signs) and all(_COLUMN_NUMBER.fullmatch(sign) for sign in signs):
            return row + 1
    return row


def _rows(found: _Found, columns: Sequence[Column], book: Book) -> Iterator[ReturnedRow]:
    grid, merged = found.grid, _merges(found)
    for row in range(found.first_row, len(grid.rows)):
        mark = _text(grid.at(row, found.at[ID_KEY]))
        row_id = mark.removeprefix(ID_MARK).strip() or None
        if mark == GROUP_MARK or (row_id is None and _is_heading(found, row)):
            continue
        cells = {column.key: _cell(found, row, column, merged, book) for column in columns}
        if all(cell.value is None and not cell.error for cell in cells.values()):
            continue  # an empty line; with an id it counts as deleted, so that clearing a line by accident clears no value
        digest = _text(grid.at(row, found.at[DIGEST_KEY])).removeprefix(ID_MARK) if DIGEST_KEY in found.at else ""
        yield ReturnedRow(row + 1, row_id, digest or None, cells)


def _cell(found: _Found, row: int, column: Column, merged: Mapping[tuple[int, int], tuple[int, int]], book: Book) -> ReturnedCell:
    at = found.at[column.key]
    owner = merged.get((row, at), (row, at))
    if owner[1] != at:
        return merged_away(address(row, at), address(*owner))
    # A merge down a column means that every row has the value written once.
    raw, trouble = found.grid.at(*owner), found.grid.troubles.get(owner)
    return read_cell(raw, trouble, column, address(row, at), book.epoch)


def _merges(found: _Found) -> dict[tuple[int, int], tuple[int, int]]:
    """The cell that holds the value, for every cell swallowed by a merge below the heads."""
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, right in found.grid.merges:
        if bottom < found.first_row:
            continue
        for row in range(max(top, found.first_row), min(bottom, len(found.grid.rows) - 1) + 1):
            for column in found.at.values():
                if left <= column <= right and (row, column) != (top, left):
                    owners[row, column] = (top, left)
    return owners


def _is_heading(found: _Found, row: int) -> bool:
    """A line without an id merged over more than half of the columns is a heading somebody wrote between the rows."""
    mine = [column for key, column in found.at.items() if key not in _OWN]
    for top, left, bottom, right in found.grid.merges:
        if left < right and top <= row <= bottom and sum(left <= column <= right for column in mine) * 2 > len(mine):
            return True
    return False


def _without_copies(rows: list[ReturnedRow], found: _Found) -> tuple[list[ReturnedRow], list[CellError]]:
    first: dict[str, int] = {}
    kept: list[ReturnedRow] = []
    errors: list[CellError] = []
    for row in rows:
        if row.row_id is not None and row.row_id in first:
            at = address(row.number - 1, found.at[ID_KEY])
            message = (
                f"Dòng {row.number} mang cùng mã {row.row_id} với dòng {first[row.row_id]}. "
                f"Xóa một trong hai dòng; nếu là việc mới, xóa mã ở ô {at} (cột ẩn)."
            )
            errors.append(CellError(row.number, message, row.row_id, None, at))
            continue
        if row.row_id is not None:
            first[row.row_id] = row.number
        kept.append(row)
    return kept, errors


def _problems(found: _Found, columns: Sequence[Column], others: Sequence[str]) -> Iterator[str]:
    if others:
        names = ", ".join(f"“{name}”" for name in others)
        yield f"Tệp có nhiều trang tính chứa sổ, chỉ đọc trang “{found.grid.name}”. Dồn nội dung từ {names} sang rồi xóa trang thừa."
    titles = {KEY_PREFIX + column.key: column.title for column in columns}
    titles |= {ID_KEY: ID_TITLE, DIGEST_KEY: DIGEST_TITLE, ERROR_KEY: ERROR_TITLE}
    for key, letters in found.doubled.items():
        if key != ERROR_KEY:
            yield f"Cột “{titles[key]}” có nhiều lần ({', '.join(letters)}) nên chưa đọc. Xóa cột chép thừa rồi nộp lại."
    if ID_KEY not in found.at and ID_KEY not in found.doubled:
        yield "Tệp mất cột mã dòng nên chưa đối chiếu được dòng nào. Điền lại vào tệp đã xuất, giữ nguyên các cột ẩn, rồi nộp lại."


def _place(found: _Found) -> SheetPlace:
    id_at, error_at = found.at.get(ID_KEY), found.at.get(ERROR_KEY)
    width = max(len(found.grid.rows[found.head_row]), max(found.at.values()) + 1)
    return SheetPlace(
        sheet=found.grid.name,
        header_row=found.head_row + 1,
        first_row=found.first_row + 1,
        last_row=max(len(found.grid.rows), found.first_row + 1),
        last_column=width,
        key_row=None if found.key_row is None else found.key_row + 1,
        id_column=None if id_at is None else id_at + 1,
        error_column=None if error_at is None else error_at + 1,
    )


def _stamp(book: Book) -> ExportStamp | None:
    """The stamp of the export, or None when the hidden sheet is gone or no longer says what it must."""
    grid = next((grid for grid in book.grids if grid.name == META_SHEET), None)
    if grid is None:
        return None
    told = {_text(row[0]): _text(row[1]) for row in grid.rows if len(row) > 1}
    try:
        at = datetime.fromisoformat(told["at"])
        columns = json.loads(told["columns"])
        return ExportStamp(told["export"], at, told["commune"], tuple(str(key) for key in columns))
    except (KeyError, ValueError, TypeError):
        return None


def _text(raw: Raw) -> str:
    """A cell as plain text: an id or a head that a program turned into a number is that number without a tail of zeros."""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return str(raw).strip()
