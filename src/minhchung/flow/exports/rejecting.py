"""The rejected rows back as the same table with a column "Lỗi": to be mended in place and imported again."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
import xlsxwriter

from minhchung.flow.exports.choosing import Choice, choose
from minhchung.flow.exports.delimited import Delimited
from minhchung.flow.exports.event_logs import event_sheet
from minhchung.flow.exports.model import Reject, Source
from minhchung.flow.exports.profiles import Profile, load_profile
from minhchung.flow.exports.sniff import Form, form_of
from minhchung.flow.exports.sources import table_source

ERROR_HEADING: Final = "Lỗi"
PLAIN_HEADINGS: Final = ("Dòng", "Cột", "Giá trị", ERROR_HEADING)
# What a spreadsheet would run as a formula when it stands first in a cell of a CSV.
_RUNS: Final = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL: Final = 32_767


def write_rejects(
    source: Path, rejects: Iterable[Reject], out: BinaryIO, *, profile: str | Profile | None = None, own: Sequence[Profile] = ()
) -> str:
    """Write the rejected rows of `source` into `out`; gives the ending the result should have (".xlsx" or ".csv").

    A workbook gives a workbook of one sheet, a CSV a CSV (UTF-8 with mark, the same delimiter), each with the source's own headings, in
    one row, and "Lỗi" last. Messages and event logs give a CSV of row, column, value and error. No cell can run as a formula. `profile`
    and `own` as they were given to `open_export`. Raises ExportError as `open_export` does.
    """
    listed = sorted(rejects, key=lambda reject: reject.row)
    errors, asked, form = _by_place(listed), load_profile(profile) if profile else None, form_of(source)
    table = table_source(source, form) if form in (Form.XLSX, Form.XLS, Form.TEXT) else None
    sheets = table.sheets() if table else []
    if table is None or event_sheet(sheets, asked):
        plain = [[str(reject.row), reject.column, reject.value, reject.reason] for reject in listed]
        _write_csv(out, PLAIN_HEADINGS, plain, ",")
        return ".csv"
    choice = choose(sheets, asked, own)
    if not isinstance(table, Delimited):
        _write_book(out, choice.header.headings, _book_rows(table, choice, errors))
        return ".xlsx"
    rows = ((record, errors["", number]) for number, record in table.records() if ("", number) in errors)
    _write_csv(out, (*choice.header.headings, ERROR_HEADING), _fitted(rows, len(choice.header.headings)), table.delimiter)
    return ".csv"


def _by_place(rejects: Iterable[Reject]) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], list[str]] = {}
    for reject in rejects:
        said = f"Cột “{reject.column}”: {reject.reason}" if reject.column else reject.reason
        found.setdefault(reject.place, []).append(said)
    return {place: " ".join(said) for place, said in found.items()}


def _book_rows(book: Source, choice: Choice, errors: dict[tuple[str, int], str]) -> Iterator[list[str]]:
    headings = choice.header.headings
    places = {str(at): at for at, heading in enumerate(headings) if heading}
    for sheet, header, title in choice.parts:
        wanted = [row for name, row in errors if name == title]
        for raw in book.rows(sheet.name, header.last, places) if wanted else ():
            for at in np.flatnonzero(np.isin(raw.numbers, wanted)).tolist():
                cells = [raw.columns[str(k)][at].as_py() or "" if str(k) in places else "" for k in range(len(headings))]
                yield [*cells, errors[title, int(raw.numbers[at])]]


def _fitted(rows: Iterator[tuple[list[str], str]], width: int) -> Iterator[list[str]]:
    for record, error in rows:
        # A record with too many cells keeps them all: the error stands in the last one.
        yield [*record, *[""] * (width - len(record)), error]


def _write_book(out: BinaryIO, headings: tuple[str, ...], rows: Iterator[list[str]]) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("Lỗi")
        bold, inert = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
        for at, heading in enumerate((*headings, ERROR_HEADING)):
            sheet.write_string(0, at, heading, bold)
        for number, row in enumerate(rows, start=1):
            for at, cell in enumerate(row):
                sheet.write_string(number, at, cell[:_LONGEST_CELL], inert if cell.startswith(_RUNS) else None)


def _write_csv(out: BinaryIO, headings: tuple[str, ...], rows: Iterable[list[str]], delimiter: str) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(headings)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    text.flush()
    text.detach()


def inert(cell: str) -> str:
    """A cell of a CSV that no spreadsheet runs as a formula."""
    return f"'{cell}" if cell.startswith(_RUNS) else cell
