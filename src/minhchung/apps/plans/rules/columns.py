"""Which column of a plan's table is which, and where its head stands. Found by content: the order of columns is each ward's own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from minhchung.apps.plans.rules.grids import Grid, widths
from minhchung.apps.plans.rules.numbers import mark_of
from minhchung.reading.columns import roles_of
from minhchung.text.normal import fold, lower

COLUMNS: dict[str, str] = {
    "number": "Số thứ tự",
    "task": "Nội dung nhiệm vụ",
    "product": "Sản phẩm",
    "unit": "Đơn vị chủ trì",
    "cooperating": "Đơn vị phối hợp",
    "time": "Thời gian hoàn thành",
    "codes": "Mã tiêu chí thành phần",
    "note": "Ghi chú",
}
"""What a column may hold → its Vietnamese name."""
HEAD_WITHIN = 40
_LONGEST_TITLE = 60
_NOTE = re.compile(r"^(?:ghi chú|chú thích)$")
_CODES = re.compile(r"(?:mã )?(?:tiêu chí|chỉ số) thành phần|^mã (?:tiêu chí|tc)|^tiêu chí$|^tc$|^chỉ số$|^(?:phục vụ|đáp ứng) tiêu chí")


@dataclass(frozen=True)
class Listing:
    """The table of a plan: its headings as written, where they stand, and the rows under them with their numbers.

    `left_out` names tables of the file whose head is another one: their rows are not here, and the page says so.
    """

    name: str
    headings: tuple[str, ...]
    head_row: int
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    left_out: tuple[str, ...] = ()


def guess(headings: Sequence[str]) -> dict[int, str]:
    """Place → column, as the headings tell; empty when they are those of no list of tasks."""
    low = [lower(title).strip(" .*:") for title in headings]
    own = {place: "note" for place, title in enumerate(low) if _NOTE.match(title)}
    if codes := next((place for place, title in enumerate(low) if _CODES.search(title) and "nội dung" not in title), None):
        own[codes] = "codes"
    rest = ["" if place in own else title for place, title in enumerate(headings)]
    roles = roles_of(rest)
    return own | {place: role for role, place in roles.items() if role in COLUMNS} if roles else {}


def find_listing(grids: Sequence[Grid]) -> Listing | None:
    """The list of tasks of a file: the first table with a head, and the later ones with the same head or none of their own.

    None when no table has a head that names the task and its unit or time.
    """
    for place, grid in enumerate(grids):
        if head := _head(grid):
            return _collected(grids, place, head)
    return None


@dataclass(frozen=True)
class _Head:
    titles: tuple[str, ...]
    row: int
    after: int
    """How many rows of the table come before its first row of content."""


def _head(grid: Grid) -> _Head | None:
    for at, (number, cells) in enumerate(grid.rows[:HEAD_WITHIN]):
        if guess(cells):
            below = grid.rows[at + 1][1] if at + 1 < len(grid.rows) else ()
            joined = _joined(cells, below)
            return _Head(joined, number, at + 2) if joined != tuple(cells) else _Head(tuple(cells), number, at + 1)
    return None


def _joined(upper: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """A head of two rows ("Đơn vị thực hiện" over "Chủ trì" and "Phối hợp") as one; the upper row alone where the next is content."""
    short = [cell for cell in below if cell]
    if not short or any(len(cell) > _LONGEST_TITLE or mark_of(cell) for cell in short):
        return tuple(upper)
    if not any("chu tri" in fold(cell) or "phoi hop" in fold(cell) for cell in short) or len(guess(below)) < len(short) - 2:
        return tuple(upper)
    over, titles = "", []
    for place in range(max(len(upper), len(below))):
        above = upper[place] if place < len(upper) else ""
        under = below[place] if place < len(below) else ""
        over = above or over
        titles.append(under if under and (fold(under) in ("chu tri", "phoi hop") or not above) else above or under)
    return tuple(titles)


def _collected(grids: Sequence[Grid], first: int, head: _Head) -> Listing:
    wide = widths(grids)
    rows: list[tuple[str, tuple[str, ...]]] = _rows(grids[first], head.after, named=len(grids) > 1)
    left_out = []
    for place in range(first + 1, len(grids)):
        own = _head(grids[place])
        if own is not None and _same(own.titles, head.titles):
            rows += _rows(grids[place], own.after, named=True)
        elif own is None and wide[place] == wide[first]:
            rows += _rows(grids[place], 0, named=True)
        elif own is not None:
            left_out.append(grids[place].name)
    return Listing(grids[first].name, head.titles, head.row, tuple(rows), tuple(left_out))


def _rows(grid: Grid, skip: int, *, named: bool) -> list[tuple[str, tuple[str, ...]]]:
    return [(f"{grid.name}, dòng {number}" if named else f"dòng {number}", cells) for number, cells in grid.rows[skip:]]


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    return [fold(title) for title in one] == [fold(title) for title in other]


def samples(listing: Listing, place: int, count: int = 3) -> list[str]:
    """The first values of a column, so that a person sees what it holds."""
    found = (cells[place][:60] for _, cells in listing.rows if place < len(cells) and cells[place])
    return [value for value, _ in zip(found, range(count), strict=False)]


def chosen(headings: Sequence[str], wanted: Mapping[int, str]) -> dict[int, str]:
    """Place → column as a person chose: unknown names and a column chosen twice are left out."""
    taken: dict[int, str] = {}
    for place, name in sorted(wanted.items()):
        if 0 <= place < len(headings) and name in COLUMNS and name not in taken.values():
            taken[place] = name
    return taken
