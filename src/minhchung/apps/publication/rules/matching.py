"""The matcher: copies of the procedures against the catalogue of a day, field by field.

A difference is one field of one procedure in one copy. What is uncertain on either side is never a difference: it cannot be compared, and
the reason is told. A field of which a whole sheet says nothing is not compared; one left out of one procedure only is a difference.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from minhchung.apps.procedures.rules.content import WayKind
from minhchung.apps.publication.rules.telling import CONTENT_FIELDS, OPEN, Copy, Field, Shown, Told, told


class Verdict(StrEnum):
    """How a field of a copy stands to the catalogue."""

    SAME = "same"
    DIFFERS = "differs"
    UNSURE = "unsure"
    SILENT = "silent"

    @property
    def label(self) -> str:
        """As screens say it."""
        return {"same": "Khớp", "differs": "Khác", "unsure": "Không so được", "silent": "Không ghi"}[self.value]


@dataclass(frozen=True)
class Cell:
    """One field compared. `ours`, `theirs`: the words of catalogue and copy; `lacking`, `more`: what of the catalogue the copy lacks, and
    what it has beyond it; `why`: the reason in Vietnamese."""

    verdict: Verdict
    ours: str = ""
    theirs: str = ""
    lacking: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Copied:
    """A copy of the catalogue: code → what it shows. `expected`: the codes it has to show (None: all in force); `waiting`: codes that a
    name of the copy may mean and nobody has confirmed yet."""

    key: str
    shown: Mapping[str, Shown]
    expected: frozenset[str] | None = None
    waiting: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Compared:
    """One field of one procedure in one copy."""

    code: str
    copy: str
    field: Field
    cell: Cell


SAME, SILENT = Cell(Verdict.SAME), Cell(Verdict.SILENT)
ABSENT = "Danh mục có, bản này không có."
GONE = "Danh mục đã bãi bỏ mà bản này vẫn còn."
UNKNOWN = "Bản này có, danh mục không có."
WAITING = "Có tên gần giống, chưa ai xác nhận có phải thủ tục này không."


class Catalogue:
    """The procedures in force on a day, told once for all copies. `gone`: codes the catalogue knows as abolished."""

    def __init__(self, contents: Mapping[str, Shown], *, gone: frozenset[str] = frozenset(), hours_a_day: Decimal = Decimal(8)) -> None:
        self.hours_a_day = hours_a_day
        self.gone = gone
        self.told = {code: told(shown, hours_a_day) for code, shown in contents.items()}


def compare(catalogue: Catalogue, copy: Copied) -> Iterator[Compared]:
    """Every field of every procedure that the copy shows or has to show."""
    theirs = {code: told(shown, catalogue.hours_a_day) for code, shown in copy.shown.items()}
    speaks: dict[int, set[Field]] = {}
    for each in theirs.values():
        speaks.setdefault(each.sheet, set()).update(each.fields)
    expected = catalogue.told.keys() if copy.expected is None else copy.expected & catalogue.told.keys()
    for code, ours in catalogue.told.items():
        if code in theirs:
            yield Compared(code, copy.key, Field.PRESENCE, SAME)
            for name in CONTENT_FIELDS:
                yield Compared(code, copy.key, name, _cell(name, ours, theirs[code], name in speaks[theirs[code].sheet]))
        elif code in expected:
            cell = Cell(Verdict.UNSURE, why=WAITING) if code in copy.waiting else Cell(Verdict.DIFFERS, why=ABSENT)
            yield Compared(code, copy.key, Field.PRESENCE, cell)
    for code in theirs.keys() - catalogue.told.keys():
        words = theirs[code].fields[Field.NAME].words if Field.NAME in theirs[code].fields else code
        why = GONE if code in catalogue.gone else UNKNOWN
        yield Compared(code, copy.key, Field.PRESENCE, Cell(Verdict.DIFFERS, theirs=words, why=why))


def differences(catalogue: Catalogue, copy: Copied) -> list[Compared]:
    """Only what differs."""
    return [each for each in compare(catalogue, copy) if each.cell.verdict == Verdict.DIFFERS]


def _cell(name: Field, ours: Copy, theirs: Copy, speaks: bool) -> Cell:
    mine, other = ours.fields.get(name), theirs.fields.get(name)
    if mine is None or not speaks or (other is None and theirs.only_named):
        return SILENT
    if name in (Field.TIME, Field.FEE) and other is not None and ours.parts_ways and theirs.parts_ways:
        return _by_way(name, ours, theirs)
    if name == Field.PLACE and other is not None:
        return _place(mine, other)
    return _told(mine, other or Told())


def _by_way(name: Field, ours: Copy, theirs: Copy) -> Cell:
    """Way by way, for the ways that both know; a way that one of them lacks is the field of the ways."""
    mine, other = (ours.times, theirs.times) if name == Field.TIME else (ours.fees, theirs.fees)
    cells = {kind: _told(mine[kind], other.get(kind, Told())) for kind in mine if kind in theirs.times or kind in theirs.fees}
    if not cells:
        return SILENT
    wrong = {kind: cell for kind, cell in cells.items() if cell.verdict == Verdict.DIFFERS}
    chosen = wrong or {kind: cell for kind, cell in cells.items() if cell.verdict == Verdict.UNSURE}
    if not chosen:
        return next(iter(cells.values()))
    return Cell(
        next(iter(chosen.values())).verdict,
        _each(chosen, "ours"), _each(chosen, "theirs"),
        tuple(f"{kind.label}: {words}" for kind, cell in chosen.items() for words in cell.lacking),
        tuple(f"{kind.label}: {words}" for kind, cell in chosen.items() for words in cell.more),
        " ".join(dict.fromkeys(cell.why for cell in chosen.values() if cell.why)),
    )  # fmt: skip


def _each(cells: Mapping[WayKind, Cell], side: str) -> str:
    words = [getattr(cell, side) for cell in cells.values()]
    if len(cells) > 1 and len(set(words)) == 1:
        return str(words[0])
    return "; ".join(f"{kind.label}: {said}" for kind, said in zip(cells, words, strict=True))


def _place(mine: Told, other: Told) -> Cell:
    """Places are the same where one name holds the other ("Trung tâm …", "Trung tâm … phường Vân Khê")."""
    ours, theirs = next(iter(mine.items), ""), next(iter(other.items), "")
    if ours and theirs and (f" {ours} " in f" {theirs} " or f" {theirs} " in f" {ours} "):
        return Cell(Verdict.SAME, mine.words, other.words)
    return _told(mine, other)


def _told(mine: Told, other: Told) -> Cell:
    """What one side lacks counts only where the other side, which might hold it, was read whole. The same unclear words are the same."""
    unclear, beside = _apart(mine, other), _apart(other, mine)
    lacking = tuple(words for key, words in mine.items.items() if key not in other.items) if not beside else ()
    more = tuple(words for key, words in other.items.items() if key not in mine.items) if not unclear else ()
    counts = tuple(
        f"{mine.items[key]}: danh mục {_count(mine.counts[key])}, bản này {_count(other.counts[key])}"
        for key in mine.counts
        if key in other.counts and mine.counts[key] != other.counts[key]
    )
    if lacking or more or counts:
        return Cell(Verdict.DIFFERS, mine.words, other.words, lacking, more, "; ".join(counts))
    if unclear or beside:
        why = f"Danh mục: {unclear[0]}" if unclear else f"Bản này: {beside[0]}"
        return Cell(Verdict.UNSURE, mine.words, other.words, why=why)
    return Cell(Verdict.SAME, mine.words, other.words)


def _apart(mine: Told, other: Told) -> list[str]:
    """Why something is unclear that does not stand in the very same words on the other side."""
    return [why for key, why in mine.doubts.items() if key.startswith(OPEN) or key not in other.doubts]


def _count(counts: tuple[int, int]) -> str:
    return f"{counts[0]} bản chính, {counts[1]} bản sao" if counts[1] else f"{counts[0]} bản chính"
