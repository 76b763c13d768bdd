"""Tables of procedures: official lists, lists of the ward's own, tables of decisions. Which column is what, and what rows say."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from minhchung.apps.procedures.rules.basis import SYMBOL
from minhchung.apps.procedures.rules.codes import Code, code_of
from minhchung.apps.procedures.rules.content import Content, WayKind
from minhchung.apps.procedures.rules.fees import fee_of
from minhchung.apps.procedures.rules.limits import limit_of
from minhchung.text.normal import clean, fold, squeeze

Row = tuple[int, Sequence[str]]
"""A row with the number a person finds it by."""
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("ma so", "ma thu tuc", "ma tthc", "ma so tthc", "ma ho so tthc", "ma"),
    "name": ("ten", "ten thu tuc", "ten tthc", "thu tuc hanh chinh", "noi dung thu tuc"),
    "issuer": ("co quan ban hanh", "co quan cong bo"),
    "agency": ("co quan thuc hien", "co quan giai quyet", "tham quyen giai quyet"),
    "field": ("linh vuc",),
    "limit": ("thoi han giai quyet", "thoi gian giai quyet", "thoi han", "thoi gian"),
    "fee": ("phi, le phi", "phi le phi", "phi", "le phi", "muc phi"),
    "place": ("dia diem thuc hien", "dia diem", "noi tiep nhan", "cach thuc, dia diem thuc hien"),
    "basis": ("can cu phap ly", "can cu"),
    "online_level": ("muc do dvc", "muc do cung cap dvc", "muc do", "dich vu cong truc tuyen", "hinh thuc truc tuyen"),
    "level": ("cap thuc hien", "cap giai quyet"),
    "decision": ("quyet dinh cong bo", "so quyet dinh", "qd cong bo"),
    "abolished_by": ("ten vbqppl quy dinh viec bai bo", "van ban quy dinh viec bai bo", "can cu bai bo"),
    "instead": ("ten tthc thay the", "thu tuc thay the", "duoc thay the boi"),
    "note": ("ghi chu",),
}
HEADINGS_WITHIN = 12
_PARENTHESIS = re.compile(r"\([^()]*\)")
_NUMBERING = re.compile(r"\s*(?:\d+|\(\d+\)|[IVX]+)\.?\s*")


@dataclass(frozen=True)
class Read:
    """A row read: where it stands, its code and what it says."""

    row: int
    code: Code
    content: Content


@dataclass(frozen=True)
class Unread:
    """A row that cannot enter, with its words and the reason in Vietnamese."""

    row: int
    words: str
    why: str


@dataclass(frozen=True)
class Listed:
    """What a table gave: procedures, rows that cannot enter, headings inside the table (row → words)."""

    rows: tuple[Read, ...] = ()
    unread: tuple[Unread, ...] = ()
    headings: Mapping[int, str] = field(default_factory=dict)


def find_columns(rows: Sequence[Row]) -> tuple[int, dict[str, int]] | None:
    """(place of the heading row, column → place), the best of the first rows: banners above are passed over. None without a name column."""
    found = [(place, _columns(cells)) for place, (_, cells) in enumerate(rows[:HEADINGS_WITHIN])]
    found = [(place, columns) for place, columns in found if "name" in columns and len(columns) > 1]
    return max(found, key=lambda each: (len(each[1]), -each[0]), default=None)


def _columns(cells: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, cell in enumerate(cells):
        words = squeeze(_PARENTHESIS.sub("", fold(cell))).strip(" .:")
        name = next((name for name, said in COLUMNS.items() if words in said or any(words.startswith(f"{each} ") for each in said)), None)
        if name and name not in columns:
            columns[name] = place
    return columns


def read_rows(rows: Iterable[Row], columns: Mapping[str, int]) -> Listed:
    """Every row below the headings. A row without a code is a heading when only one of its cells speaks, and cannot enter otherwise."""
    read: list[Read] = []
    unread: list[Unread] = []
    headings: dict[int, str] = {}
    seen: dict[str, int] = {}
    for number, cells in rows:
        said = {name: squeeze(clean(cells[place])) for name, place in columns.items() if place < len(cells)}
        spoken = list(dict.fromkeys(squeeze(cell) for cell in cells if cell.strip()))
        code = code_of(said.get("code", "")) or code_of(said.get("name", ""))
        if code is None and not _is_entry(said, spoken):
            headings[number] = " ".join(spoken)
            continue
        why = _why_not(code, said, seen)
        if why or code is None:
            unread.append(Unread(number, " | ".join(spoken)[:300], why))
            continue
        seen[code.national] = number
        read.append(Read(number, code, _content(said, cells, columns)))
    return Listed(tuple(read), tuple(unread), headings)


def _is_entry(said: Mapping[str, str], spoken: Sequence[str]) -> bool:
    """A row that means to be a procedure: a name beside other words, and no row of column numbers."""
    words = [each for each in spoken if not _NUMBERING.fullmatch(each)]
    return bool(said.get("name")) and len(words) > 1


def _why_not(code: Code | None, said: Mapping[str, str], seen: Mapping[str, int]) -> str:
    if code is None:
        return "Không có mã thủ tục đọc được (như 1.001193)."
    if not said.get("name"):
        return f"Thủ tục {code.national} không có tên."
    return f"Mã {code.national} đã có ở dòng {seen[code.national]}." if code.national in seen else ""


def _content(said: Mapping[str, str], cells: Sequence[str], columns: Mapping[str, int]) -> Content:
    plain: dict[str, Any] = {name: said[name] for name in ("name", "field", "level", "online_level", "decision") if said.get(name)}
    plain["name"] = _without_code(said["name"])
    if "agency" in columns and (agency := _agencies(cells[columns["agency"]])):
        plain["agency"] = agency
    if place := said.get("place"):
        plain["received_at"] = place
    if said.get("limit") or said.get("fee"):
        plain["ways"] = [{"kind": WayKind.ANY, "limit": limit_of(said.get("limit", "")), "fee": fee_of(said.get("fee", ""))}]
    if basis := said.get("basis"):
        plain["basis"] = [{"title": title, "symbol": symbol, "raw": basis, "doubt": doubt} for title, symbol, doubt in _bases(basis)]
    return Content.model_validate(plain)


def _without_code(name: str) -> str:
    return re.sub(r"^\s*\(?\d\.\d{6}(?:\.[\d.A-Z]*)?\)?\s*[-–:.]?\s*", "", name) or name


def _agencies(cell: str) -> str:
    """Several agencies stand one a line in a cell, sometimes twice, sometimes empty; told apart by "; "."""
    lines = [squeeze(clean(line)).rstrip(".") for line in cell.splitlines()]
    return "; ".join(dict.fromkeys(line for line in lines if line))


def _bases(words: str) -> list[tuple[str, str, str]]:
    """The documents of a cell in words: parts that name exactly one number are certain."""
    parts = [squeeze(part).strip(" -+.") for part in re.split(r";|\s[-+]\s|^[-+]\s|\n", words) if part.strip(" -+.;")]
    found = []
    for part in parts:
        symbols = list(dict.fromkeys(each.group() for each in SYMBOL.finditer(part)))
        if len(symbols) == 1:
            found.append((part, symbols[0], ""))
        else:
            found.append(
                (part, "", "Không thấy số, ký hiệu." if not symbols else "Nhiều số, ký hiệu trong một câu: tách thành từng văn bản.")
            )
    return found
