"""Tables in which a channel shows procedures: which column is what, and what each row shows, with a code or without one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from minhchung.apps.procedures.rules.basis import SYMBOL
from minhchung.apps.procedures.rules.codes import code_of
from minhchung.apps.procedures.rules.columns import COLUMNS, Row
from minhchung.apps.procedures.rules.content import Basis, Component, Content, Way, WayKind
from minhchung.apps.procedures.rules.fees import fee_of
from minhchung.apps.procedures.rules.limits import limit_of
from minhchung.apps.publication.rules.telling import Shown
from minhchung.text.normal import clean, fold, squeeze

MORE: Mapping[str, tuple[str, ...]] = {
    "components": ("thanh phan ho so", "thanh phan", "ho so gom", "giay to phai nop"),
    "forms": ("mau don, to khai", "mau don", "bieu mau", "mau to khai"),
}
HEADINGS_WITHIN = 12
_CODE = re.compile(r"^\s*\(?\d\.\d{6}(?:\.[\d.A-Z]*)?\)?\s*[-–:.]?\s*")
_BULLET = re.compile(r"^\s*(?:[-+•*–]|\d{1,2}[.)]|[a-zđ][.)])\s*")
_NUMBERING = re.compile(r"\(?(?:\d+|[IVX]+)\)?\.?")


@dataclass(frozen=True)
class Listed:
    """A row: where it stands, the code it shows ("" when none), its name and what it shows."""

    row: int
    code: str
    name: str
    shown: Shown


def read_table(rows: Sequence[Row]) -> list[Listed]:
    """The procedures of a table; [] when it has no heading with a column of names. Rows in which one cell only speaks are headings."""
    head = _heading(rows)
    if head is None:
        return []
    place, columns = head
    found = (_row(number, cells, columns) for number, cells in rows[place + 1 :])
    return [row for row in found if row is not None]


def _heading(rows: Sequence[Row]) -> tuple[int, dict[str, int]] | None:
    """The heading with most columns; of equals the first."""
    found = [(place, _columns(cells)) for place, (_, cells) in enumerate(rows[:HEADINGS_WITHIN])]
    named = [each for each in found if "name" in each[1]]
    return max(named, key=lambda each: (len(each[1]), -each[0]), default=None)


def _columns(cells: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, cell in enumerate(cells):
        words = squeeze(re.sub(r"\([^()]*\)", "", fold(cell))).strip(" .:")
        known = {**COLUMNS, **MORE}
        name = next((name for name, said in known.items() if words in said or any(words.startswith(f"{each} ") for each in said)), None)
        if name and name not in columns:
            columns[name] = place
    return columns


def _row(number: int, cells: Sequence[str], columns: Mapping[str, int]) -> Listed | None:
    said = {name: clean(cells[place]).strip() for name, place in columns.items() if place < len(cells)}
    code = code_of(said.get("code", "")) or code_of(said.get("name", ""))
    name = squeeze(_CODE.sub("", said.get("name", "")))
    spoken = [cell for cell in cells if cell.strip() and not _NUMBERING.fullmatch(cell.strip())]
    alone = len(spoken) < 2 and len(columns) > 1
    if not name or (code is None and alone):
        return None
    forms = None if "forms" not in columns else tuple(_lines(said.get("forms", "")))
    return Listed(number, code.national if code else "", name, Shown(_content(name, said), forms))


def _content(name: str, said: Mapping[str, str]) -> Content:
    plain: dict[str, Any] = {"name": name}
    plain |= {field: squeeze(said[field]) for field in ("field", "level", "online_level", "decision") if said.get(field)}
    if said.get("place"):
        plain["received_at"] = squeeze(said["place"])
    if said.get("limit") or said.get("fee"):
        plain["ways"] = (Way(kind=WayKind.ANY, limit=limit_of(said.get("limit", "")), fee=fee_of(said.get("fee", ""))),)
    if papers := _lines(said.get("components", "")):
        plain["components"] = tuple(Component(name=each, raw=each) for each in papers)
    if documents := _lines(said.get("basis", "")):
        plain["basis"] = tuple(_basis(each) for each in documents)
    return Content.model_validate(plain)


def _lines(cell: str) -> list[str]:
    """The parts of a cell: one a line, or parted by semicolons; bullets and numbers before them are dropped."""
    parts = [part for line in cell.splitlines() for part in line.split(";")]
    return [words for part in parts if (words := squeeze(_BULLET.sub("", part)).strip(" ."))]


def _basis(words: str) -> Basis:
    symbols = list(dict.fromkeys(each.group() for each in SYMBOL.finditer(words)))
    if len(symbols) == 1:
        return Basis(title=words, symbol=symbols[0], raw=words)
    return Basis(title=words, raw=words, doubt="Không thấy số, ký hiệu." if not symbols else "Nhiều số, ký hiệu trong một câu.")
