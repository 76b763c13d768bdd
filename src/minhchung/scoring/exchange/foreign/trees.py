"""Rows as a tree: by their marks, by the column they stand in, by how they look, or by sums of points; each with the reason."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from minhchung.scoring.exchange.foreign.rows import Mark, ReadRow, outside


@dataclass(frozen=True, slots=True)
class Placed:
    """An item of the tree with its level from 1, its code, and why it stands there. `part`: inside the scale, bonus or penalty."""

    row: ReadRow
    level: int
    code: str
    why: str
    part: str = "inside"


def propose_tree(rows: Sequence[ReadRow]) -> tuple[Placed, ...]:
    """The items in order with level and code; lines of points and rows that go on are taken into the item above them."""
    items = _items(rows)
    if len({row.column for row in items}) > 1 and not any(row.mark.text for row in items if row.column == 2):
        levels, why = _by_columns(items), "theo cột"
    elif any(row.mark.text and row.mark.style != "bullet" for row in items):
        levels, why = _by_style(items), "theo mã"
    elif len({_look(row) for row in items}) > 1:
        levels, why = _by_style(items), "theo kiểu chữ và thụt lề"
    else:
        levels, why = _by_sums(items), "theo tổng điểm"
    return _in_parts([Placed(row, level, "", why) for row, level in zip(items, levels, strict=True)])


def _items(rows: Sequence[ReadRow]) -> list[ReadRow]:
    items: list[ReadRow] = []
    for at, row in enumerate(rows):
        if row.kind == "item":
            items.append(row)
        elif row.kind == "banner":
            # A line across the table with rows of points under it heads them; one without is furniture.
            below = next((other for other in rows[at + 1 :] if other.kind not in ("head", "sum")), None)
            if below is not None and below.kind == "item" and (row.max is not None or row.bold or row.title.isupper()):
                items.append(replace(row, kind="item"))
        elif row.kind == "level" and items:
            points = row.points_said or (f"{row.max}" if row.max is not None else "")
            items[-1] = replace(_more(items[-1], row), levels=(*items[-1].levels, (row.title, points)))
        elif row.kind == "more" and items:
            items[-1] = _more(items[-1], row, title=True)
    return items


def _more(item: ReadRow, row: ReadRow, *, title: bool = False) -> ReadRow:
    """An item with what a row under it adds."""

    def both(one: str, other: str) -> str:
        return "\n".join(filter(None, (one, other)))

    how = both(item.how, "\n".join(filter(None, (row.title if title else "", row.points_said, row.how))))
    return replace(item, how=how, evidence=both(item.evidence, row.evidence), note=both(item.note, row.note))


def _look(row: ReadRow) -> tuple[object, ...]:
    return (row.kind, row.mark.style if row.mark.text else "plain", row.mark.depth, row.indent, row.bold, row.title.isupper())


def _by_columns(items: Sequence[ReadRow]) -> list[int]:
    present = sorted({row.column for row in items})
    return [present.index(row.column) + 1 for row in items]


def _by_style(items: Sequence[ReadRow]) -> list[int]:
    """A style seen above goes back to its level; a new one goes one deeper."""
    stack: list[tuple[object, str]] = []
    levels = []
    for row in items:
        style: object = (row.mark.style, row.mark.depth) if row.mark.text else ("plain", row.indent, row.bold, row.title.isupper())
        if not row.mark.text and outside(row.title):
            style = "outside"
            stack.clear()
        parent = row.mark.text.rpartition(".")[0] if row.mark.depth > 1 else ""
        place = next((at for at, (_, text) in enumerate(stack) if parent and text == parent), None)
        if place is not None:
            del stack[place + 1 :]
        else:
            known = next((at for at, (seen, _) in enumerate(stack) if seen == style), None)
            if known is not None:
                del stack[known:]
        stack.append((style, row.mark.text))
        levels.append(len(stack))
    return levels


def _by_sums(items: Sequence[ReadRow]) -> list[int]:
    """A row whose points are the sum of rows under it heads them; rows without points head what follows."""
    levels = [0] * len(items)

    def place(at: int, level: int) -> int:
        levels[at] = level
        wanted, end = items[at].max, at + 1
        if wanted is None or level > 4:
            return end
        found = Decimal(0)
        here = end
        while here < len(items) and found < wanted:
            points = items[here].max
            if points is None or points >= wanted or found + points > wanted:
                return end
            found += points
            here = place(here, level + 1)
        if found != wanted:
            return end
        return here

    at = 0
    while at < len(items):
        at = place(at, 1)
    return levels


def _in_parts(placed: list[Placed]) -> tuple[Placed, ...]:
    """With codes, and the rows under "Điểm thưởng" and "Điểm phạt" in parts of their own."""
    coded: list[Placed] = []
    times = Counter(each.row.mark.text for each in placed)
    unique = {mark for mark, count in times.items() if count == 1}
    path: list[str] = []
    counts: list[int] = []
    used: set[str] = set()
    previous = ""
    part, top = "inside", 0
    for found in placed:
        each = found
        level = min(each.level, len(path) + 1)
        if top and level <= top:
            part, top = "inside", 0
        del path[level - 1 :], counts[level:]
        counts += [0] * (level - len(counts))
        counts[level - 1] += 1
        mark = each.row.mark.text if each.row.mark.style != "bullet" else ""
        code = _code(each.row.mark, mark or str(counts[level - 1]), path, unique)
        if code in used and code != (tenth := _tenth(code, previous)):
            code = tenth
            each = replace(each, why=f"{each.why}; Excel bỏ số 0 cuối: sau {previous} là {code}")
        used.add(code)
        previous = code
        path.append(code)
        heads = outside(each.row.title)
        if heads and part == "inside":
            part, top = heads, level
        coded.append(replace(each, level=level, code=code, part=part))
    return tuple(coded)


def _code(mark: Mark, said: str, path: Sequence[str], unique: set[str]) -> str:
    """The code as the annex writes it where it stands alone in the table (1.2.3), else with that of the row above it (II.1; 1.2.a)."""
    if not path or (mark.depth > 1 and mark.text in unique):
        return said
    return f"{path[-1]}.{said.rpartition('.')[2] if mark.depth > 1 else said}"


def _tenth(code: str, previous: str) -> str:
    """1.10 where Excel wrote 1.1 behind 1.9; else the code as it is."""
    head, _, last = previous.rpartition(".")
    wanted = f"{head}.{int(last) + 1}" if head and last.isdecimal() else ""
    return wanted if wanted and wanted.rstrip("0") == code.rstrip("0") else code
