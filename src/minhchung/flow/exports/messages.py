"""The sync messages of the national portal, `DongBoHoSoMC` and `CapNhatTienDoHoSoMC`: one message, a list of them, or one to a line.

Fields as the one-stop systems send them (profile dong-bo-dvcqg). What is nested (documents, fees, results, supplements) becomes flags,
counts and rows; names, addresses, papers and free text of applicants are never copied out of the message.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa

from minhchung.flow.columns import TABLES
from minhchung.flow.exports.checking import Checker
from minhchung.flow.exports.export import Export
from minhchung.flow.exports.model import BATCH_ROWS, Batch, ExportError, Raw
from minhchung.flow.exports.profiles import Profile, load_profile
from minhchung.flow.exports.sniff import WANTED
from minhchung.flow.exports.vocabulary import Vocabulary, heading_key, vocabulary

PROFILE: Final = "dong-bo-dvcqg"
MOST_BYTES: Final = 512 << 20
DEEPEST: Final = 12
LOOKED_FOR: Final = "Đã tìm thông điệp có “MaHoSo” của DongBoHoSoMC (hồ sơ) hoặc CapNhatTienDoHoSoMC (tiến độ)"
Message = dict[str, Any]
_TRUE: Final = frozenset({"1", "true"})


@dataclass(slots=True)
class _Columns:
    """Texts by column, filled row by row; a column first met later is blank above."""

    numbers: list[int] = field(default_factory=list)
    held: dict[str, list[str | None]] = field(default_factory=dict)

    def add(self, number: int, row: dict[str, str | None]) -> None:
        for name in row.keys() - self.held.keys():
            self.held[name] = [None] * len(self.numbers)
        for name, cells in self.held.items():
            cells.append(row.get(name))
        self.numbers.append(number)

    def pieces(self) -> Iterator[Raw]:
        for first in range(0, len(self.numbers), BATCH_ROWS):
            last = first + BATCH_ROWS
            columns = {name: pa.array(cells[first:last], pa.string()) for name, cells in self.held.items()}
            yield Raw(np.array(self.numbers[first:last], dtype=np.int64), columns)


class MessagesExport(Export):
    """Sync messages. Of several messages about one dossier the last one in the file counts; steps and supplements keep their order."""

    def __init__(self, words: Vocabulary, tables: dict[str, _Columns]) -> None:
        super().__init__()
        self.profile, self.title = words.profile.name, words.profile.title
        self._tables = tables
        said = {"dossiers": words.profile.columns, "steps": words.profile.steps, "supplements": words.profile.supplements}
        self._checkers = {
            table: Checker(words, {name: said[table].get(name, (name,))[0] for name in columns.held}, self._counts, table=table)
            for table, columns in tables.items()
            if columns.numbers
        }
        self.columns = self._checkers["dossiers"].columns if "dossiers" in self._checkers else ()
        self.headings = tuple(name for checker in self._checkers.values() for name in checker.names.values())

    @property
    def precision(self) -> dict[str, str]:
        """The finest part of time each moment column uses; those of steps and supplements by their own names."""
        return {name: said for checker in reversed(self._checkers.values()) for name, said in checker.precision.items()}

    def _batches(self) -> Iterator[Batch]:
        for table, checker in self._checkers.items():
            for raw in self._tables[table].pieces():
                checked = checker.check(raw)
                yield Batch({table: checked.table}, tuple(checked.rejects), checked.read)


def open_messages(path: Path, asked: Profile | None) -> MessagesExport:
    """Open a file of sync messages. Raises ExportError when no message in it speaks of a dossier."""
    profile = asked or load_profile(PROFILE)
    if profile.kind != "messages":
        raise ExportError(f"Mẫu “{profile.name}” ({profile.title}) không dùng cho thông điệp JSON: bỏ --profile hoặc chọn mẫu {PROFILE}.")
    words = vocabulary(profile)
    reader = _Reader(words)
    for number, message in enumerate(_messages(path), start=1):
        reader.take(number, message)
    tables = reader.whole()
    if not any(columns.numbers for columns in tables.values()):
        raise ExportError(f"Tệp JSON không có hồ sơ nào. {LOOKED_FOR}. {WANTED}")
    return MessagesExport(words, tables)


def _messages(path: Path) -> Iterator[Message]:
    """Every message about one dossier, wherever it is wrapped, its keys folded."""
    if path.stat().st_size > MOST_BYTES:
        raise ExportError(f"Tệp JSON lớn hơn {MOST_BYTES >> 20} MB: xuất thành nhiều tệp theo tháng rồi đưa từng tệp.")
    text = _decoded(path)
    try:
        yield from _found(json.loads(text), 0)
        return
    except json.JSONDecodeError as error:
        if error.msg != "Extra data":
            raise ExportError(_broken(error.lineno)) from error
    except RecursionError as error:
        raise ExportError("Tệp JSON lồng quá sâu, không phải thông điệp thật: xuất lại từ hệ thống.") from error
    for line_number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield from _found(json.loads(line), 0)
            except (json.JSONDecodeError, RecursionError) as error:
                raise ExportError(_broken(line_number)) from error


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode(json.detect_encoding(data))
    except UnicodeDecodeError as error:
        raise ExportError("Tệp JSON không ở mã UTF-8: xuất lại ở mã UTF-8 rồi đưa lại.") from error


def _broken(line: int) -> str:
    return f"Tệp JSON bị hỏng hoặc cụt ở dòng {line}: tải lại hoặc xuất lại từ hệ thống."


def _found(value: object, depth: int) -> Iterator[Message]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _found(item, depth + 1)
    elif isinstance(value, dict):
        folded = _folded(value)
        if "mahoso" in folded and not isinstance(folded["mahoso"], dict | list):
            yield folded
        else:
            for item in value.values():
                yield from _found(item, depth + 1)


_field_key = lru_cache(maxsize=4096)(heading_key)


def _folded(value: dict[str, Any]) -> Message:
    return {_field_key(key): held for key, held in value.items()}


class _Reader:
    """Takes messages apart into texts by table and column."""

    def __init__(self, words: Vocabulary) -> None:
        profile = words.profile
        self.tables = {table: _Columns() for table in TABLES}
        self._keys = {
            table: {heading_key(said): name for name, all_said in columns.items() for said in all_said}
            for table, columns in (("dossiers", profile.columns), ("steps", profile.steps), ("supplements", profile.supplements))
        }
        self._steps_only = self._keys["steps"].keys() - self._keys["dossiers"].keys()
        self._titles = {str(number): title for number, title in enumerate(STATUS_TITLES, start=1)}
        self._dossiers: dict[str, tuple[int, dict[str, str | None]]] = {}
        self._order: dict[tuple[str, str], int] = {}
        self._supplements: dict[str, list[tuple[int, dict[str, str | None]]]] = {}

    def take(self, number: int, message: Message) -> None:
        """One message: progress when it says who handled the dossier when, else the dossier itself."""
        code = _text(message["mahoso"]) or ""
        if message.keys() & self._steps_only and not message.keys() & {"ngaytiepnhan", "trangthaihoso", "matthc", "tentthc"}:
            row = self._row("steps", message)
            row["step"] = self._titles.get(row.get("step") or "", row.get("step"))
            self._add("steps", number, code, row)
            return
        row = {**self._row("dossiers", message), **_from_lists(message)}
        key = code or f"?{number}"
        self._dossiers.pop(key, None)
        self._dossiers[key] = number, row
        asked = _items(message, "danhsachhosobosung")
        if asked is not None:
            self._supplements[key] = [(number, {"code": code, **self._row("supplements", item)}) for item in asked]

    def _row(self, table: str, message: Message) -> dict[str, str | None]:
        keys = self._keys[table]
        return {keys[key]: _text(value) for key, value in message.items() if key in keys}

    def _add(self, table: str, number: int, code: str, row: dict[str, str | None]) -> None:
        place = self._order[table, code] = self._order.get((table, code), 0) + 1
        self.tables[table].add(number, {**row, "seq": str(place)})

    def whole(self) -> dict[str, _Columns]:
        """The tables, once all messages are taken: of each dossier its last message."""
        for number, row in self._dossiers.values():
            self.tables["dossiers"].add(number, row)
        for code, items in self._supplements.items():
            for number, row in items:
                self._add("supplements", number, code, row)
        return self.tables


# The names of the ten states of the national portal, in the order of their numbers, for steps that give only the number.
STATUS_TITLES: Final = (
    "Mới đăng ký", "Được tiếp nhận", "Không được tiếp nhận", "Đang xử lý", "Yêu cầu bổ sung giấy tờ",
    "Yêu cầu thực hiện nghĩa vụ tài chính", "Công dân yêu cầu rút hồ sơ", "Dừng xử lý", "Đã xử lý xong", "Đã trả kết quả",
)  # fmt: skip


def _text(value: object) -> str | None:
    if value is None or isinstance(value, dict | list):
        return None
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _items(message: Message, key: str) -> list[Message] | None:
    """A list of the message, each item's keys folded; None when the message does not have it."""
    value = message.get(key)
    if isinstance(value, dict):
        value = [value]
    return [_folded(item) for item in value if isinstance(item, dict)] if isinstance(value, list) else None


def _any(items: list[Message], key: str) -> str:
    return "1" if any(_text(item.get(key)) in _TRUE for item in items) else "0"


def _from_lists(message: Message) -> dict[str, str | None]:
    """Flags and counts out of the nested lists that the message has; a list it does not have says nothing."""
    row: dict[str, str | None] = {}
    papers = _items(message, "tailieunop")
    if papers is not None:
        row["reused"], row["personal_store"] = _any(papers, "duoctaisudung"), _any(papers, "duoclaytukhodmqg")
    fees = _items(message, "danhsachlephi")
    if fees is not None:
        prices = [(_text(fee.get("gia")) or "").replace(".", "").replace(",", "") for fee in fees]
        row["has_fee"] = "1" if any(price.strip("0") for price in prices) else "0"
    results = _items(message, "danhsachgiaytoketqua")
    if results is not None:
        row["result_file"] = "1" if any((_text(item.get("duongdanteptinketqua")) or "").strip() for item in results) else "0"
    databases = _items(message, "dsketnoicsdl")
    if databases is not None and not any(_text(item.get("macsdl")) for item in databases):
        row["population_data"] = "0"
    asked = _items(message, "danhsachhosobosung")
    if asked is not None:
        row["supplement_count"] = str(len(asked))
        last = asked[-1] if asked else {}
        row["supplement_asked_at"], row["supplement_given_at"] = _text(last.get("ngaybosung")), _text(last.get("ngaytiepnhanbosung"))
    return row
