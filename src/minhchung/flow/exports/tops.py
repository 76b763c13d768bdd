"""The first rows of each sheet of an .xlsx, without reading the rest: the header decides which columns are read at all."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from minhchung.flow.exports.defused import Stop, parse
from minhchung.flow.exports.model import ExportError, Sheet
from minhchung.flow.exports.zipped import column_number, pieces

TOP_ROWS: Final = 64
TOP_WIDTH: Final = 256
_STRINGS: Final = "xl/sharedStrings.xml"


@dataclass(frozen=True, slots=True)
class Place:
    """A sheet of the workbook: its name, its member of the archive, its top."""

    name: str
    member: str
    top: Sheet


def places(archive: zipfile.ZipFile) -> list[Place]:
    """All worksheets with their first rows. Raises ExportError for a damaged workbook."""
    names = set(archive.namelist())
    tops = [(name, member, _top(archive, member)) for name, member in _members(archive) if member in names]
    wanted = {int(cell.text) for _, _, cells in tops for cell in cells if cell.shared and cell.text.isdigit()}
    strings = _strings(archive, wanted) if _STRINGS in names else {}
    found = []
    for name, member, cells in tops:
        grid: list[list[str]] = [[] for _ in range(TOP_ROWS)]
        for cell in cells:
            row = grid[cell.row - 1]
            row += [""] * (cell.column - len(row))
            row[cell.column - 1] = strings.get(int(cell.text), "") if cell.shared and cell.text.isdigit() else cell.text
        while grid and not grid[-1]:
            grid.pop()
        found.append(Place(name, member, Sheet(name, grid, archive.getinfo(member).file_size)))
    return found


def _members(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Sheet names with the members that hold them, in the workbook's order."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def relation(name: str, held: dict[str, str]) -> None:
        if name == "Relationship" and held.get("Type", "").endswith("/worksheet"):
            target = held.get("Target", "")
            targets[held.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    def sheet(name: str, held: dict[str, str]) -> None:
        if name == "sheet":
            link = next((value for key, value in held.items() if key.rpartition(":")[2] == "id"), "")
            sheets.append((held.get("name", ""), link))

    for member, handler in (("xl/_rels/workbook.xml.rels", relation), ("xl/workbook.xml", sheet)):
        try:
            parse(pieces(archive, member), handler, lambda _: None)
        except KeyError as error:
            raise ExportError("Bảng tính thiếu phần mục lục bên trong, tệp bị hỏng: mở bằng Excel, lưu lại rồi đưa lại.") from error
    return [(name, targets[link]) for name, link in sheets if link in targets]


@dataclass(slots=True)
class _Cell:
    row: int
    column: int
    text: str
    shared: bool


@dataclass(slots=True)
class _TopReader:
    """Handlers that gather the cells of the first rows."""

    cells: list[_Cell] = field(default_factory=list)
    row: int = 0
    column: int = 0
    kind: str = ""
    letters: list[str] = field(default_factory=list)
    inside: bool = False

    def start(self, name: str, held: dict[str, str]) -> None:
        if name == "row":
            said = held.get("r", "")
            self.row, self.column = int(said) if said.isdigit() else self.row + 1, 0
            if self.row > TOP_ROWS:
                raise Stop
        elif name == "c":
            letters = held.get("r", "").rstrip("0123456789")
            self.column = column_number(letters.encode()) if letters.isascii() and letters.isupper() else self.column + 1
            self.kind, self.letters = held.get("t", ""), []
        elif name in ("v", "t"):
            self.inside = True

    def text(self, letters: str) -> None:
        if self.inside:
            self.letters.append(letters)

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self.inside = False
        elif name == "c" and self.letters and 0 < self.column <= TOP_WIDTH and self.row > 0:
            self.cells.append(_Cell(self.row, self.column, "".join(self.letters), self.kind == "s"))
        elif name == "sheetData":
            raise Stop


def _top(archive: zipfile.ZipFile, member: str) -> list[_Cell]:
    reader = _TopReader()
    parse(pieces(archive, member), reader.start, reader.end, reader.text)
    return reader.cells


def _strings(archive: zipfile.ZipFile, wanted: set[int]) -> dict[int, str]:
    """The shared strings of the numbers wanted; the reading ends at the last of them."""
    found: dict[int, str] = {}
    last = max(wanted, default=-1)
    at, letters, inside, spoken = -1, [""], False, False

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal at, letters, inside, spoken
        if name == "si":
            if at >= last:
                raise Stop
            at, letters = at + 1, []
        elif name == "rPh":
            spoken = True
        elif name == "t":
            inside = not spoken

    def end(name: str) -> None:
        nonlocal inside, spoken
        if name == "t":
            inside = False
        elif name == "rPh":
            spoken = False
        elif name == "si" and at in wanted:
            found[at] = "".join(letters)

    def text(piece: str) -> None:
        if inside and at in wanted:
            letters.append(piece)

    if wanted:
        parse(pieces(archive, _STRINGS), start, end, text)
    return found


def strings_whole(archive: zipfile.ZipFile) -> Iterator[bytes]:
    """The pieces of the shared strings, for a pass that proves their real size."""
    if _STRINGS in archive.namelist():
        yield from pieces(archive, _STRINGS)
