"""What is stamped on a Word file's pages, above and below the running text, and on the first rows of a spreadsheet."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from minhchung.text.extract.archive import MACHINE_ERRORS, Archive, broken
from minhchung.text.extract.secrecy import stamp_in_lines, stamp_in_rows

HEADS = re.compile(r"word/(?:header|footer)[0-9]{0,3}\.xml")
SHEETS = re.compile(r"xl/worksheets/[^/]{1,60}\.xml")
STRINGS = "xl/sharedStrings.xml"
SHEET_ROWS = 15


def stamped_on_heads(data: bytes, name: str) -> str | None:
    """The secrecy level stamped on the heads or feet of a Word file's pages, None when none is. Raises ExtractError (broken, bomb)."""
    archive = Archive(data, name)
    for head in filter(HEADS.fullmatch, archive.members):
        paragraphs = archive.xml(head).iter("{*}p")
        lines = ("".join(_words(paragraph)) for paragraph in paragraphs)
        if level := stamp_in_lines(lines):
            return level
    return None


def stamped_on_sheets(data: bytes, name: str) -> str | None:
    """The level that stands alone in a cell of a sheet's first 15 rows, None when none does. Raises ExtractError (broken).

    Only these rows are read, however long the sheet is; what is no spreadsheet inside says nothing.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            members = sorted(book.namelist())
            sheets = [_rows(book, member) for member in members if SHEETS.fullmatch(member)]
            last = max((index for rows in sheets for row in rows for index in row if isinstance(index, int)), default=-1)
            strings = _strings(book, last) if last >= 0 and STRINGS in members else []
    except (*MACHINE_ERRORS, etree.XMLSyntaxError) as error:
        raise broken(name, "bảng tính bị cắt hoặc hỏng") from error
    for rows in sheets:
        said = [[_said(cell, strings) for cell in row] for row in rows]
        if level := stamp_in_rows(said):
            return level
    return None


def _words(paragraph: etree._Element) -> Iterator[str]:
    for part in paragraph.iter("{*}t", "{*}tab", "{*}br"):
        yield {"t": part.text or "", "tab": "\t"}.get(etree.QName(part).localname, "\n")


def _rows(book: zipfile.ZipFile, sheet: str) -> list[list[str | int]]:
    """The first rows, each cell at the place of its column: text, or the number of a shared string."""
    rows: list[list[str | int]] = []
    with book.open(sheet) as stream:
        for _, row in etree.iterparse(stream, tag="{*}row", resolve_entities=False, no_network=True, load_dtd=False):
            place = row.get("r", "")
            if len(rows) >= SHEET_ROWS or (place.isdigit() and int(place) > SHEET_ROWS):
                break
            cells: list[str | int] = []
            for cell in row.iter("{*}c"):
                column = _column(cell.get("r", "")) or len(cells)
                cells += [""] * (column - len(cells))
                cells.append(_value(cell))
            rows.append(cells)
            row.clear()
    return rows


def _value(cell: etree._Element) -> str | int:
    value = cell.findtext("{*}v") or ""
    if cell.get("t") == "s":
        return int(value) if value.isdigit() else ""
    return "".join(part.text or "" for part in cell.iter("{*}t")) if cell.get("t") == "inlineStr" else value


def _column(address: str) -> int:
    """The column of "C7" is 2; what is no address, or lies beyond any sheet, counts as not said (0)."""
    letters = re.match(r"[A-Z]{1,3}(?=\d)", address)
    column = 0
    for letter in letters[0] if letters else "":
        column = column * 26 + ord(letter) - 64
    return max(column - 1, 0)


def _strings(book: zipfile.ZipFile, last: int) -> list[str]:
    found: list[str] = []
    with book.open(STRINGS) as stream:
        for _, item in etree.iterparse(stream, tag="{*}si", resolve_entities=False, no_network=True, load_dtd=False):
            found.append("".join(part.text or "" for part in item.iter("{*}t")))
            item.clear()
            if len(found) > last:
                break
    return found


def _said(cell: str | int, strings: list[str]) -> str:
    if isinstance(cell, str):
        return cell
    return strings[cell] if cell < len(strings) else ""
