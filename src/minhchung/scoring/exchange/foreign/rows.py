"""The rows of an annex: which are items with a mark, which say how an item is marked, and which are furniture."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from minhchung.scoring.exchange.foreign.heads import Columns, Meaning, is_numbering, repeats
from minhchung.scoring.exchange.foreign.tables import Cell, Line, Table
from minhchung.text.normal import fold, squeeze
from minhchung.text.numbers import roman

Kind = Literal["item", "level", "banner", "sum", "more", "head"]
"""item: a node; level: a line of points under an item; more: goes on with the item above; banner, sum, head: furniture."""
STYLES = ("roman", "capital", "number", "letter", "bullet", "plain")
_POINTS = re.compile(r"(?:toi da |diem )?(\d{1,3}(?:[.,]\d{1,4})?) ?(?:diem|d)?")
_IN_TITLE = re.compile(r"\s*[(\[](?:tối đa |tổng )?(\d{1,3}(?:[.,]\d{1,4})?) ?(?:điểm|đ)[)\]]\s*$", re.IGNORECASE)
_SUM = re.compile(r"(tong( so)?( cong)?( diem)?|cong( diem)?|tong diem .*|diem tong)( \d+ ?diem)?[:.]?")
_WORDED = re.compile(r"^(?:lĩnh vực|tiêu chí|nhóm|phần|mục|nội dung)\s+([IVXL]+|\d+(?:\.\d+)*|[A-H])\s*[.:)–-]?\s+(?=\S)", re.IGNORECASE)
_LED = re.compile(r"^([IVXL]+(?=[.)-])|\d+(?:\.\d+)+|\d+(?=[.)])|[A-H](?=[.)])|[a-zđ](?=[.)]))[.)]?\s*[-–]?\s+(?=\S)")
_BULLET = re.compile(r"^[-+•*–●○◦▪]\s*")


class Mark(NamedTuple):
    """The code of a row as written, without its full stop or bracket, and what make it is of; `depth`: parts of 1.2.3."""

    text: str
    style: str
    depth: int = 1


NO_MARK = Mark("", "plain")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row with its columns told apart. `points_said`: the words of the points, where they are no number. `column`: which of several title
    columns it stood in."""

    number: int
    kind: Kind
    mark: Mark = NO_MARK
    title: str = ""
    max: Decimal | None = None
    points_said: str = ""
    how: str = ""
    evidence: str = ""
    lead: str = ""
    supporting: str = ""
    deadline: str = ""
    note: str = ""
    bold: bool = False
    indent: int = 0
    column: int = 0
    levels: tuple[tuple[str, str], ...] = ()


def outside(title: str) -> str:
    """The part outside the scale that a title heads: bonus, penalty, or ""."""
    said = fold(title)
    if said.startswith(("diem thuong", "diem cong", "tieu chi thuong", "tieu chi cong diem")):
        return "bonus"
    return "penalty" if said.startswith(("diem phat", "diem tru", "tieu chi tru", "tieu chi phat")) else ""


def mark_of(text: str) -> Mark | None:
    """The mark that a cell of marks holds; None when it is none."""
    said = squeeze(text).rstrip(".):-").lstrip("(")
    if not said:
        return _bullet(text)
    if re.fullmatch(r"\d+(\.\d+)*", said):
        return Mark(said, "number", said.count(".") + 1)
    if re.fullmatch(r"[IVXL]+", said) and roman(said):
        return Mark(said, "roman")
    if re.fullmatch(r"[A-HĐ]", said):
        return Mark(said, "capital")
    if re.fullmatch(r"[a-zđ]", said):
        return Mark(said, "letter")
    if match := re.fullmatch(r"(?i:tiêu chí|lĩnh vực|nhóm|phần|TC|mục) ?([IVXL]+|\d+(?:\.\d+)*|[A-H])", said):
        return mark_of(match[1])
    return None


def _bullet(text: str) -> Mark | None:
    return Mark("-", "bullet") if _BULLET.match(text.strip()) else None


def title_mark(title: str) -> tuple[Mark, str]:
    """The mark a title begins with, and the rest."""
    for pattern in (_WORDED, _LED):
        if (match := pattern.match(title)) and (mark := mark_of(match[1])):
            return mark, title[match.end() :].strip()
    if match := _BULLET.match(title):
        return Mark("-", "bullet"), title[match.end() :].strip()
    return NO_MARK, title


def points_of(text: str) -> Decimal | None:
    """Points as annexes write them: "1,5", "0.5", "1.50 điểm", "Tối đa 2"."""
    match = _POINTS.fullmatch(fold(text))
    return Decimal(match[1].replace(",", ".")) if match else None


def read_rows(table: Table, columns: Columns) -> tuple[ReadRow, ...]:
    """Every row under the header, told apart; rows that say nothing are left out."""
    found = []
    for line in table.lines:
        if line.number <= columns.last or not any(line.texts):
            continue
        if is_numbering(line) or repeats(line, columns):
            found.append(ReadRow(line.number, "head", title=" | ".join(filter(None, line.texts))))
        else:
            found += _of_line(line, columns)
    return tuple(_told_apart(found))


def _of_line(line: Line, columns: Columns) -> Iterator[ReadRow]:
    cells = line.cells
    own = [(at, cell) for at, cell in enumerate(cells) if cell.text and not cell.again]
    base = ReadRow(line.number, "item")
    if len(own) == 1 and (
        own[0][1].span > 2 or columns.meanings.get(own[0][0]) not in ("title", "field", "criterion", "max", "evidence", "how")
    ):
        yield from _banner(base, own[0][1])
        return
    texts = {
        meaning: _text(cells, columns, meaning) for meaning in ("mark", "max", "how", "evidence", "lead", "supporting", "deadline", "note")
    }
    wide: list[tuple[int, Cell]] = []
    meanings: tuple[Meaning, ...] = ("field", "criterion", "title")
    for depth, meaning in enumerate(meanings):
        at = columns.place(meaning)
        cell = cells[at] if at is not None and at < len(cells) else Cell()
        if cell.text and not cell.again:
            wide.append((depth, cell))
    held = ("lead", "supporting")
    for depth, cell in wide or [(2, Cell())]:
        last = not wide or (depth, cell) == wide[-1]
        mark = mark_of(texts["mark"]) if len(wide) <= 1 else None
        led, title = title_mark(cell.text) if not mark else (mark, _without(mark, cell.text))
        within = _IN_TITLE.search(title)
        said = texts["max"] if last else ""
        points = points_of(said) if said else Decimal(within[1].replace(",", ".")) if within else None
        told: dict[str, Any] = {key: text for key, text in texts.items() if key not in ("mark", "max", *held)} if last else {}
        told |= {key: _text(cells, columns, key, again=True) for key in held} if last else {}
        if lines := _lines_of_points(title, said):
            title, points, told["levels"] = lines
            within = None
        yield replace(
            base, mark=led, title=squeeze(title[: within.start()] if within else title), max=points, bold=cell.bold, indent=cell.indent,
            points_said="" if points is not None else said, column=depth, **told,
        )  # fmt: skip


def _lines_of_points(title: str, said: str) -> tuple[str, Decimal, tuple[tuple[str, str], ...]] | None:
    """A cell whose lines are the levels of the criterion in its first line, the points line by line beside it, the maximum first or
    not said again: the title, the most points, the levels."""
    points = [points_of(line) for line in said.split("\n") if line.strip()]
    lines = [line for line in title.split("\n") if line.strip()]
    numbers = [each for each in points if each is not None]
    if len(points) < 2 or len(numbers) < len(points) or len(lines) < 3 or len(numbers) not in (len(lines) - 1, len(lines)):
        return None
    worth = numbers[len(numbers) - len(lines) + 1 :]
    levels = tuple((title_mark(line.strip())[1], f"{each}") for line, each in zip(lines[1:], worth, strict=True))
    return lines[0].strip(), max(numbers), levels


def _without(mark: Mark, title: str) -> str:
    """A title that says its mark once more, without it."""
    again, rest = title_mark(title)
    return rest if again.text == mark.text and mark.style != "bullet" else title


def _banner(base: ReadRow, cell: Cell) -> Iterator[ReadRow]:
    mark, title = title_mark(cell.text)
    within = _IN_TITLE.search(title)
    points = Decimal(within[1].replace(",", ".")) if within else None
    title = squeeze(title[: within.start()] if within else title)
    kind: Kind = "item" if mark.text and mark.style != "bullet" else "banner"
    yield replace(base, kind=kind, mark=mark, title=title, max=points, bold=cell.bold)


def _text(cells: tuple[Cell, ...], columns: Columns, meaning: str, *, again: bool = False) -> str:
    at = next((place for place, found in columns.meanings.items() if found == meaning), None)
    if at is None or at >= len(cells) or (cells[at].again and not again):
        return ""
    return cells[at].text


def _told_apart(rows: list[ReadRow]) -> Iterator[ReadRow]:
    """The rows with their kinds, once it is known whether items of this table carry marks."""
    items = [row for row in rows if row.kind == "item"]
    marked = sum(bool(row.mark.text) and row.mark.style != "bullet" for row in items) >= max(2, len(items) // 4)
    seen = False
    for row in rows:
        if row.kind == "item" and _SUM.fullmatch(fold(row.title)) and not row.how:
            yield replace(row, kind="sum")
        elif row.kind == "item" and row.title and (row.how or outside(row.title)):
            seen = True
            yield row
        elif row.kind == "item" and seen and row.mark.style == "bullet" and row.title:
            yield replace(row, kind="level" if row.max is not None or row.points_said else "more")
        elif row.kind == "item" and seen and marked and not row.mark.text and not row.column < 2:
            yield replace(row, kind="level" if row.title and row.max is not None else "more")
        elif row.kind == "item" and not row.title:
            yield replace(row, kind="more")
        else:
            seen = seen or row.kind == "item"
            yield row
