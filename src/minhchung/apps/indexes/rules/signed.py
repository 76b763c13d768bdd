"""What a signed declaration says, read from the text of its file, beside what was locked. Pure: values in, values out."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from minhchung.text.normal import fold

CODE, POINTS, TOTAL = "ma", "diem tu cham", "tong cong"
NO_NUMBER = Decimal("NaN")
NOT_THERE = "không thấy dòng này"


@dataclass(frozen=True)
class Difference:
    """A leaf, or the total ("" is its code), that the signed file words otherwise. `locked` is None where no points were given; `signed` is
    word for word what stands there."""

    code: str
    title: str
    locked: Decimal | None
    signed: str


@dataclass(frozen=True)
class Declared:
    """The points of a signed declaration as they stand there: code → cells (more than one where a row stands twice), and the total's."""

    points: Mapping[str, Sequence[str]]
    total: Sequence[str]


def declared_in(tables: Sequence[Sequence[Sequence[str]]]) -> Declared | None:
    """The declaration in the tables of a text; None where no table has the columns of code and points. A page may cut it anywhere: what
    follows a head goes on until the next one, as long as it is as wide."""
    points: dict[str, list[str]] = {}
    total: list[str] = []
    found = False
    for code, said, is_total in _rows(tables):
        found = True
        if is_total:
            total.append(said)
        elif code:
            points.setdefault(code, []).append(said)
    return Declared(points, total) if found else None


def _rows(tables: Sequence[Sequence[Sequence[str]]]) -> Iterator[tuple[str, str, bool]]:
    """Code, points and whether it is the total, of each row under a head."""
    places: tuple[int, int] | None = None
    width = 0
    for row in (row for table in tables for row in table):
        folded = [fold(cell) for cell in row]
        if CODE in folded and POINTS in folded:
            places, width = (folded.index(CODE), folded.index(POINTS)), len(row)
        elif places and len(row) == width:
            yield row[places[0]].strip(), row[places[1]].strip(), any(cell.startswith(TOTAL) for cell in folded)


def differences(
    declared: Declared, locked: Mapping[str, tuple[str, Decimal | None]], total: Decimal, *, headings: Collection[str] = ()
) -> list[Difference]:
    """Where the signed file says something else: `locked` is code → title and points of each leaf, `headings` are the codes over them.
    Leaves in their order, then what only the file has, the total last."""
    found = [
        Difference(code, title, points, _said(declared.points.get(code)))
        for code, (title, points) in locked.items()
        if not _same(declared.points.get(code), points)
    ]
    strange = [code for code in declared.points if code not in locked and code not in headings]
    found += [Difference(code, "Không có trong đợt chấm", None, _said(declared.points[code])) for code in strange]
    if not _same(declared.total, total):
        found.append(Difference("", "Tổng cộng", total, _said(declared.total)))
    return found


def _same(said: Sequence[str] | None, points: Decimal | None) -> bool:
    return bool(said) and all(_number(each) == points if each else points is None for each in said or ())


def _said(cells: Sequence[str] | None) -> str:
    if not cells:
        return NOT_THERE
    return " và ".join(dict.fromkeys(cell or "để trống" for cell in cells))


def _number(cell: str) -> Decimal:
    """A number with a decimal comma or point, its unit said or not; NaN, equal to nothing, for what is none."""
    try:
        found = Decimal(cell.removesuffix("điểm").strip().replace(",", "."))
    except InvalidOperation:
        found = NO_NUMBER
    return found if found.is_finite() else NO_NUMBER
