"""Rows as they stand in a file → columns of the lake and rejects: whole columns at a time, bad rows found by masks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from minhchung.flow.columns import TABLES, schema
from minhchung.flow.exports.choices import Counts, read_limits, read_numbers, read_texts, read_words
from minhchung.flow.exports.codes import refused_codes, tidy_codes
from minhchung.flow.exports.duplicates import Seen, hash_rows, hash_texts
from minhchung.flow.exports.model import ExportError, Raw, Reject, plain
from minhchung.flow.exports.moments import PRECISIONS, parse_moments
from minhchung.flow.exports.personal import shown
from minhchung.flow.exports.skipping import signatures, without_lines_of_no_dossier
from minhchung.flow.exports.vocabulary import Vocabulary

Mask = NDArray[np.bool_]
WORDS_OF: Final = {"status": "statuses", "channel": "channels", "level": "levels", "paid_online": "payments"}
NO_CODE: Final = "Thiếu mã hồ sơ: ghi mã hồ sơ vào ô này."
STRANGE_CODE: Final = "Không phải mã hồ sơ (mã hồ sơ có dạng H24.1-261120-0001): sửa lại ô này."
NO_MOMENT: Final = "Không phải ngày giờ có thật: ghi dạng 20/11/2026 hoặc 20/11/2026 07:45."
NO_START: Final = "Không có ngày tiếp nhận lẫn ngày nộp: ghi ít nhất một ngày."
NO_STEP_MOMENT: Final = "Không có thời điểm của bước xử lý: ghi ngày giờ."
STARTS: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    "dossiers": (("received_at", "submitted_at"), NO_START),
    "steps": (("ended_at", "started_at"), NO_STEP_MOMENT),
}
UNREADABLE: Final = "Chữ ở ô này không đọc được: dòng ghi bằng bảng mã khác hoặc có ký tự hỏng. Ghi lại ô này rồi nhập lại dòng ấy."
MOSTLY_UNREADABLE: Final = (
    "Phần lớn tệp không đọc được chữ: tệp pha hai bảng mã hoặc hỏng khi chép. "
    "Xuất lại từ hệ thống ở mã UTF-8, hoặc mở bằng Excel, lưu lại dạng “CSV UTF-8” rồi đưa lại."
)
REPEATED: Final = "Mã hồ sơ đã có ở dòng {row}{sheet} với nội dung khác: giữ lại một dòng đúng."
_SHEET_BITS: Final = 32


@dataclass(slots=True)
class Checked:
    """What one piece of the file gave: good rows, rejects, rows looked at, and the numbers of sparse bad rows after the last good one.

    `unread`: how many of the rejects are rows that cannot be read in the encoding of the file.
    """

    table: pa.Table
    rejects: list[Reject]
    read: int
    trailing: frozenset[int] = frozenset()
    unread: int = 0


class Checker:
    """Reads pieces of one file as one table of the lake; remembers codes met, precision of moments, unknown words.

    `names` are the headings by lake column, for rejects. `strict` off (event logs): any name of a case is a code, no date is asked for.
    """

    def __init__(self, words: Vocabulary, names: dict[str, str], counts: Counts, *, table: str = "dossiers", strict: bool = True) -> None:
        self.words, self.names, self.counts, self.table, self.strict = words, names, counts, table, strict
        self.kinds = {column.name: column.kind for column in TABLES[table]}
        self.columns = tuple(column.name for column in TABLES[table] if column.name in names or self._made(column.name))
        self.precision: dict[str, str] = {}
        self._moment_columns = frozenset(name for name, kind in self.kinds.items() if kind == "moment")
        self.repeating = self.kinds.keys() - self._moment_columns - {"code"}
        self._seen = Seen() if table == "dossiers" else None
        self._sheets: list[str] = []

    def _made(self, column: str) -> bool:
        return column == "limit_unit" and "limit_amount" in self.names

    def check(self, raw: Raw) -> Checked:
        """Check one piece. Rows that are no data (blank, titles, totals, repeated headers) are left out and not counted as read."""
        codes, odd = tidy_codes(raw.columns["code"], any_name=not self.strict)
        if self.strict:
            raw, kept_rows = without_lines_of_no_dossier(raw, self._moment_columns, self.names["code"], odd)
            if len(raw.numbers) < len(odd):
                codes, odd = codes.filter(pa.array(kept_rows)), odd[kept_rows]
        unread, readable = unreadable_rows(raw, self.names)
        if unread:
            raw, codes, odd = raw.only(readable), codes.filter(pa.array(readable)), odd[readable]
        bad: dict[int, list[tuple[str, str]]] = {}
        self._note(bad, np.asarray(pc.is_null(codes)), "code", NO_CODE)
        self._note(bad, refused_codes(codes, odd, any_name=not self.strict), "code", STRANGE_CODE)
        held = self._values(raw, codes, bad)
        self._note(bad, *self._without_start(held, bad, len(raw.numbers)))
        good = np.ones(len(raw.numbers), dtype=np.bool_)
        good[list(bad)] = False
        repeated = self._drop_repeated([held[name] for name in self.columns], raw, good, bad)
        table = pa.table([plain(held[name]) for name in self.columns], schema=schema(self.table, self.columns))
        rejects = [self._reject(raw, row, said) for row, said in sorted(bad.items())]
        rejects += [*unread, *(Reject(row, "", "", reason, raw.sheet) for row, reason in raw.broken)]
        kept = table if good.all() and not repeated else table.filter(pa.array(good))
        rejects.sort(key=lambda reject: reject.row)
        read = len(raw.numbers) + len(unread) + len(raw.broken)
        return Checked(kept, rejects, read, self._trailing(raw, good, bad), len(unread))

    def _values(self, raw: Raw, codes: pa.Array, bad: dict[int, list[tuple[str, str]]]) -> dict[str, pa.Array]:
        held: dict[str, pa.Array] = {"code": codes}
        for name in self.columns:
            if name in held or (texts := raw.columns.get(name)) is None:
                continue
            kind = self.kinds[name]
            if name == "limit_amount":
                units = raw.columns.get("limit_unit")
                held[name], held["limit_unit"] = read_limits(texts, units, self.words.words["limit_units"], self.counts)
            elif name == "limit_unit":
                held[name] = read_words(texts, self.words.words["limit_units"], "limit_units", self.counts)
            elif kind == "moment":
                held[name] = self._moments(name, texts, bad)
            elif kind == "choice":
                held[name] = read_words(texts, self.words.words[WORDS_OF[name]], WORDS_OF[name], self.counts)
            elif kind == "flag":
                held[name] = read_words(texts, self.words.words["flags"], "flags", self.counts)
            elif kind == "count":
                held[name] = read_numbers(texts, "numbers", self.counts)
            else:
                held[name] = read_texts(texts, name, self.counts)
        return held

    def _moments(self, name: str, texts: pa.Array, bad: dict[int, list[tuple[str, str]]]) -> pa.Array:
        dates = self.words.profile.dates
        read = parse_moments(texts, day_first=dates.day_first, keep_offset=dates.keep_offset)
        self._note(bad, read.bad, name, NO_MOMENT)
        if read.values.null_count < len(read.values):
            known = self.precision.get(name, PRECISIONS[0])
            self.precision[name] = max(known, read.precision, key=PRECISIONS.index)
        return read.values

    @staticmethod
    def _note(bad: dict[int, list[tuple[str, str]]], rows: Mask, column: str, reason: str) -> None:
        for row in np.flatnonzero(rows).tolist():
            bad.setdefault(row, []).append((column, reason))

    def _without_start(self, held: dict[str, pa.Array], bad: dict[int, list[tuple[str, str]]], size: int) -> tuple[Mask, str, str]:
        """Rows that have none of the moments without which a row has no place in time, the column to name, and why.

        Only where the file has such a column (a part of the columns may be exported) and says nothing wrong in the row.
        """
        columns, reason = STARTS.get(self.table, ((), ""))
        there = [name for name in columns if name in held]
        if not there or (self.table == "dossiers" and not self.strict):
            return np.zeros(size, dtype=np.bool_), "", ""
        missing: Mask = np.logical_and.reduce([np.asarray(pc.is_null(held[name])) for name in there])
        missing[list(bad)] = False
        return missing, there[0], reason

    def _drop_repeated(self, held: list[pa.Array], raw: Raw, good: Mask, bad: dict[int, list[tuple[str, str]]]) -> bool:
        """Of lines with one code the first stays: an identical later one goes silently, another is a reject. Whether any went."""
        if self._seen is None:
            return False
        if raw.sheet not in self._sheets:
            self._sheets.append(raw.sheet)
        here = self._sheets.index(raw.sheet)
        rows, numbers = np.flatnonzero(good), raw.numbers + (here << _SHEET_BITS)
        first, same = self._seen.meet(hash_texts(held[0])[rows], numbers[rows], hash_rows(held[1:], len(numbers))[rows])
        for at in np.flatnonzero((first >= 0) & ~same).tolist():
            there, row = divmod(int(first[at]), 1 << _SHEET_BITS)
            said = f" của trang “{self._sheets[there]}”" if there != here else ""
            bad[int(rows[at])] = [("code", REPEATED.format(row=row, sheet=said))]
        good[rows[first >= 0]] = False
        return bool((first >= 0).any())

    def _reject(self, raw: Raw, row: int, said: list[tuple[str, str]]) -> Reject:
        column, _ = said[0]
        cells = raw.columns.get(column)
        value = cells[row].as_py() if cells is not None else None
        reasons = [reason if name == column else f"Cột “{self.names.get(name, name)}”: {reason}" for name, reason in said]
        return Reject(int(raw.numbers[row]), self.names.get(column, column), shown(value or ""), " ".join(reasons), raw.sheet)

    def _trailing(self, raw: Raw, good: Mask, bad: dict[int, list[tuple[str, str]]]) -> frozenset[int]:
        """Numbers of rows without a code after the last good one that may be the signature block, unless good rows follow."""
        last = int(np.flatnonzero(good)[-1]) if good.any() else -1
        tail = [row for row, said in bad.items() if row > last and said[0] in _NO_TRUE_CODE]
        return signatures(raw, self._moment_columns, tail) if tail and self.strict else frozenset()


_NO_TRUE_CODE: Final = (("code", STRANGE_CODE), ("code", NO_CODE))


def unreadable_rows(raw: Raw, names: Mapping[str, str]) -> tuple[list[Reject], Mask]:
    """Rejects for the rows with a cell that cannot be read in the encoding of the file, and which rows are left. `names`: see Checker."""
    found, readable = raw.unread(), np.ones(len(raw.numbers), dtype=np.bool_)
    readable[list(found)] = False
    values = {row: raw.columns[name][row].as_py() or "" for row, name in found.items()}
    return [
        Reject(int(raw.numbers[row]), names.get(name, name), shown(values[row]), UNREADABLE, raw.sheet) for row, name in found.items()
    ], readable


def refuse_unreadable(read: int, unread: int) -> None:
    """Raises ExportError when most of the rows of a file cannot be read: then it is the file that has to be mended, not its rows."""
    if 2 * unread > read:
        raise ExportError(MOSTLY_UNREADABLE)
