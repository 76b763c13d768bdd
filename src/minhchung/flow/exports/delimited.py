"""CSV and TSV: encoding and delimiter found, then streamed by PyArrow; only the columns wanted are converted.

A line that cannot be read in the encoding of the file goes on with a mark in its cells, to be rejected by the checker.
"""

import csv
import io
import itertools
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from minhchung.flow.ahead import ahead
from minhchung.flow.exports.encodings import SAMPLE_BYTES, AsUtf8, Sample, encoding_of, in_the_other_encoding
from minhchung.flow.exports.model import BATCH_ROWS, ExportError, Raw, Sheet
from minhchung.flow.exports.tops import TOP_ROWS

# A file is read some dozen blocks ahead: larger ones cost memory, smaller ones the time of more batches.
BLOCK_BYTES: Final = 8 << 20
DELIMITERS: Final = ("\t", ";", ",", "|")
# A line that does not fit the table and holds no more cells than this is a title or a signature.
FEW_CELLS: Final = 2
_REPEATING: Final = pa.dictionary(pa.int32(), pa.string())


class Delimited:
    """A text file of cells. Records are counted from 1, blank lines too, as a spreadsheet would number them on opening the file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            sample = file.read(SAMPLE_BYTES)
        self._encoding, self._skip = encoding_of(sample)
        self._sample = Sample(sample[self._skip :], self._encoding)
        self._text = self._sample.text
        self.delimiter = _delimiter(self._text)

    def sheets(self) -> list[Sheet]:
        """The one sheet: the first records."""
        return [Sheet("", [record for _, record in zip(range(TOP_ROWS), self._records(), strict=False)])]

    def _records(self) -> Iterator[list[str]]:
        try:
            yield from csv.reader(io.StringIO(self._text, newline=""), delimiter=self.delimiter)
        except csv.Error:
            return  # the sample was cut within a quoted cell, or holds a cell too long: what came before is enough

    def rows(self, sheet: str, after: int, columns: dict[str, int], repeating: Collection[str] = ()) -> Iterator[Raw]:
        """The records after record `after`. Those with another number of cells than the header come back as broken."""
        width, start = self._width_and_start(after)
        names = [f"c{at}" for at in range(max(width, max(columns.values()) + 1))]
        odd: list[tuple[int, str | None]] = []

        def skip(row: arrow_csv.InvalidRow) -> str:
            said = (
                None if _empty_enough(row.text, self.delimiter) else f"Dòng có {row.actual_columns} ô, tiêu đề có {row.expected_columns} ô."
            )
            odd.append((row.number, said))
            return "skip"

        wanted = sorted(set(columns.values()))
        plain = {at for name, at in columns.items() if name not in repeating}
        types = {names[at]: pa.string() if at in plain else _REPEATING for at in wanted}
        try:
            with closing(AsUtf8(self._path, start, self._encoding)) as text:
                reader = arrow_csv.open_csv(
                    pa.PythonFile(text, mode="r"),
                    read_options=arrow_csv.ReadOptions(use_threads=False, block_size=BLOCK_BYTES, column_names=names),
                    parse_options=arrow_csv.ParseOptions(
                        delimiter=self.delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=skip
                    ),
                    convert_options=arrow_csv.ConvertOptions(
                        include_columns=[names[at] for at in wanted],
                        column_types=types,
                        strings_can_be_null=False,
                        check_utf8=False,  # `AsUtf8` gives nothing else
                    ),
                )
                yield from ahead(_numbered(reader, text, after, odd, {name: wanted.index(at) for name, at in columns.items()}))
        except pa.ArrowInvalid as error:
            if "Empty CSV file" in str(error):
                return
            raise ExportError(_why(str(error))) from error

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Every record of the file with its number, streamed."""
        errors = "replace" if self._encoding.startswith("utf-16") else "surrogateescape"
        with self._path.open(encoding=self._encoding, errors=errors, newline="") as file:
            if self._skip:
                file.read(1)
            for number, record in enumerate(csv.reader(file, delimiter=self.delimiter), start=1):
                yield number, [in_the_other_encoding(cell, self._encoding) for cell in record]

    def _width_and_start(self, after: int) -> tuple[int, int]:
        """The number of cells of the records below record `after` (the header), and the byte at which they begin.

        It is the header's own number, unless most records end in more delimiters than the header: empty cells are nothing to refuse.
        """
        used = 0

        def lines() -> Iterator[str]:
            nonlocal used
            for line in io.StringIO(self._text, newline=""):
                used += len(line)
                yield line

        width = 0
        for number, record in enumerate(csv.reader(lines(), delimiter=self.delimiter), start=1):
            width = len(record)
            if number == after:
                break
        width = max(width, self._usual_width(after, width))
        return width, self._skip + self._sample.length(used)

    def _usual_width(self, after: int, width: int) -> int:
        """How many cells most records of the sample below the header have, if those beyond `width` are all empty; else 0."""
        below = [record for record in itertools.islice(self._records(), after, None) if record]
        usual, _ = Counter(map(len, below)).most_common(1)[0] if below else (0, 0)
        return usual if not any(any(record[width:]) for record in below if len(record) == usual) else 0


def _numbered(
    reader: arrow_csv.CSVStreamingReader, text: AsUtf8, after: int, odd: list[tuple[int, str | None]], at: dict[str, int]
) -> Iterator[Raw]:
    """Pieces of the stream with record numbers: those left out by the reader are counted between those that came."""
    came, told = 0, 0
    for block in reader:
        for first in range(0, block.num_rows, BATCH_ROWS):
            piece = block.slice(first, BATCH_ROWS)
            left_out = np.array([number for number, _ in odd], dtype=np.int64)
            # The k-th record that came is the number n with n - (left out before n) = k.
            ranks = left_out - np.arange(len(left_out))
            order = np.arange(came + 1, came + 1 + piece.num_rows, dtype=np.int64)
            numbers = order + np.searchsorted(ranks, order, side="right")
            came += piece.num_rows
            fresh = [(after + number, said) for number, said in odd[told:] if number <= numbers[-1]]
            told += len(fresh)
            broken = [(n, said) for n, said in fresh if said]
            yield Raw(numbers + after, {name: piece.column(k) for name, k in at.items()}, broken, unreadable=text.pattern)
    rest = [(after + number, said) for number, said in odd[told:] if said]
    if rest:
        empty = pa.array([], pa.string())
        yield Raw(np.zeros(0, dtype=np.int64), dict.fromkeys(at, empty), rest)


def _delimiter(text: str) -> str:
    """The sign that parts most lines into the same number of cells, the more the better."""
    best, chosen = 0, ","
    for sign in DELIMITERS:
        try:
            widths = Counter(
                len(record) for _, record in zip(range(TOP_ROWS), csv.reader(io.StringIO(text, newline=""), delimiter=sign), strict=False)
            )
        except csv.Error:
            continue
        widths.pop(0, None)
        value = max((times * (width - 1) for width, times in widths.items()), default=0)
        if value > best:
            best, chosen = value, sign
    return chosen


def _empty_enough(text: str, delimiter: str) -> bool:
    return sum(bool(cell.strip(' "\r\n')) for cell in text.split(delimiter)) <= FEW_CELLS


def _why(said: str) -> str:
    if "straddling" in said:
        return "Tệp CSV có dấu ngoặc kép mở mà không đóng, nuốt nhiều dòng sau nó: mở bằng Excel, sửa dòng đó rồi lưu lại."
    return "Tệp CSV không đọc hết được (bố cục dòng, ô không đều): mở bằng Excel, lưu lại dạng .xlsx rồi đưa lại."
