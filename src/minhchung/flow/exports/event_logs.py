"""Event logs, XES or a table of case, activity, time and resource: a case is a dossier, an event a step.

Source: IEEE 1849-2023 (XES). A "start" is joined with the next "complete" of the same activity in the same case; a log of completions only
gives steps without a beginning. A dossier's reception is the first moment the log has of its case.
"""

import gzip
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from minhchung.flow.columns import schema
from minhchung.flow.exports.checking import Checker, refuse_unreadable, unreadable_rows
from minhchung.flow.exports.choices import Counts
from minhchung.flow.exports.defused import parse
from minhchung.flow.exports.export import Export
from minhchung.flow.exports.headings import Header, find_header
from minhchung.flow.exports.model import BATCH_ROWS, Batch, ExportError, Raw, Reject, Sheet, Source
from minhchung.flow.exports.profiles import Profile, general_profile, load_profile
from minhchung.flow.exports.vocabulary import Vocabulary, heading_key, vocabulary
from minhchung.flow.exports.zipped import MOST_BYTES, MOST_RATIO, PIECE

PROFILE: Final = "nhat-ky-su-kien"
LOOKED_FOR: Final = "Đã tìm vụ việc (concept:name), hoạt động và thời điểm (time:timestamp) của từng sự kiện"
_BEGINS, _ENDS = "start", ("complete", "")
# Parts of a step as text, in the order of the columns of the lake that they become.
PARTS: Final[tuple[str, ...]] = ("code", "step", "unit", "officer", "started_at", "ended_at")


@dataclass(slots=True)
class Steps:
    """Steps gathered event by event, as texts; a start waits for its end."""

    counts: Counts
    cells: dict[str, list[str | None]] = field(default_factory=lambda: {name: [] for name in PARTS})
    seq: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    present: set[str] = field(default_factory=lambda: {"code", "step"})
    _waiting: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    _places: dict[str, int] = field(default_factory=dict)

    def add(self, number: int, event: dict[str, str | None]) -> None:
        """One event: texts by lake column, `ended_at` its moment, `transition` its place in the life of the step."""
        transition = (event.get("transition") or "").lower()
        code, step = event.get("code") or "", event.get("step") or ""
        if transition == _BEGINS:
            event = {**event, "started_at": event.get("ended_at"), "ended_at": None}
            self._waiting.setdefault((code, step), []).append(len(self.numbers))
        elif transition in _ENDS:
            if begun := self._waiting.get((code, step)):
                self.cells["ended_at"][begun.pop(0)] = event.get("ended_at")
                self.present.add("ended_at")
                return
        else:
            self.counts.add("transitions", transition, 1)
            return
        for name, cells in self.cells.items():
            value = event.get(name)
            cells.append(value)
            if value:
                self.present.add(name)
        self._places[code] = place = self._places.get(code, 0) + 1
        self.seq.append(place)
        self.numbers.append(number)

    def pieces(self) -> Iterator[Raw]:
        """The steps as columns of text, a batch at a time."""
        names: list[str] = [name for name in PARTS if name in self.present]
        for first in range(0, len(self.numbers), BATCH_ROWS):
            last = first + BATCH_ROWS
            columns: dict[str, pa.Array] = {name: pa.array(self.cells[name][first:last], pa.string()) for name in names}
            columns["seq"] = pa.array(self.seq[first:last]).cast(pa.string())
            yield Raw(np.array(self.numbers[first:last], dtype=np.int64), columns)


class LogExport(Export):
    """An event log."""

    columns = ("code", "received_at")

    def __init__(self, words: Vocabulary, steps: Steps, names: dict[str, str], broken: Sequence[Reject] = ()) -> None:
        super().__init__()
        self._broken = tuple(broken)
        self._counts, self._steps = steps.counts, steps
        self.profile, self.title = words.profile.name, words.profile.title
        self.headings = tuple(dict.fromkeys(names.values()))
        said = {name: names.get(name, names.get("ended_at", name)) for name in steps.present} | {"seq": "seq"}
        self._checker = Checker(words, said, self._counts, table="steps", strict=False)

    @property
    def precision(self) -> dict[str, str]:
        """The finest part of time each moment column uses."""
        found = dict(self._checker.precision)
        return found | ({"received_at": max(found.values(), key=("day", "minute", "second").index)} if found else {})

    def _batches(self) -> Iterator[Batch]:
        if self._broken:
            yield Batch({}, self._broken, len(self._broken))
        first: dict[str, int] = {}
        for raw in self._steps.pieces():
            checked = self._checker.check(raw)
            yield Batch({"steps": checked.table}, tuple(checked.rejects), checked.read)
            _remember(first, checked.table)
        codes, moments = list(first), list(first.values())
        for at in range(0, len(codes), BATCH_ROWS):
            held = [pa.array(codes[at : at + BATCH_ROWS]), pa.array(moments[at : at + BATCH_ROWS], pa.int64()).cast(pa.timestamp("s"))]
            yield Batch({"dossiers": pa.table(held, schema=schema("dossiers", self.columns))}, (), 0)


def _remember(first: dict[str, int], table: pa.Table) -> None:
    """Keep the earliest moment of each case."""
    held = [table.column(name) for name in ("started_at", "ended_at") if name in table.column_names]
    if not held or not table.num_rows:
        return
    grouped = pa.table({"code": table.column("code"), "at": pc.coalesce(*held).cast(pa.int64())}).group_by("code", use_threads=False)
    for row in grouped.aggregate([("at", "min")]).to_pylist():
        first[row["code"]] = min(first.get(row["code"], row["at_min"]), row["at_min"])


def open_event_table(source: Source, sheets: list[Sheet], asked: Profile | None) -> LogExport | None:
    """A table of events, or None when no sheet is one (a dossier list has a reception or a due date, a log has neither)."""
    words = vocabulary(asked or load_profile(PROFILE))
    found = event_sheet(sheets, asked)
    return _read_table(source, *found, words) if found else None


def event_sheet(sheets: list[Sheet], asked: Profile | None) -> tuple[Sheet, Header] | None:
    """The sheet that is a table of events, with its header."""
    if asked is not None and asked.kind != "events":
        return None
    words = vocabulary(asked or load_profile(PROFILE))
    for sheet in sheets:
        header = find_header(sheet, words, steps=True)
        if header is None or not {"code", "step", "ended_at"} <= header.places.keys():
            continue
        listed = None if asked else find_header(sheet, vocabulary(general_profile()))
        if listed is None or not listed.places.keys() & {"received_at", "submitted_at", "due_at"}:
            return sheet, header
    return None


def _read_table(source: Source, sheet: Sheet, header: Header, words: Vocabulary) -> LogExport:
    counts = Counts()
    steps = Steps(counts)
    broken: list[Reject] = []
    unread = read = 0
    for piece in source.rows(sheet.name, header.last, header.places):
        rejects, readable = unreadable_rows(piece, header.names)
        read, unread = read + len(piece.numbers), unread + len(rejects)
        broken += [*rejects, *(Reject(row, "", "", reason) for row, reason in piece.broken)]
        raw = piece.only(readable) if rejects else piece
        names = list(raw.columns)
        for number, cells in zip(raw.numbers.tolist(), zip(*(raw.columns[name].to_pylist() for name in names), strict=True), strict=True):
            if any(cells):
                steps.add(number, dict(zip(names, cells, strict=True)))
    refuse_unreadable(read, unread)
    return LogExport(words, steps, header.names, broken)


def open_xes(path: Path, asked: Profile | None, *, zipped: bool) -> LogExport:
    """Open an XES log, streamed. Raises ExportError when it is broken, hostile, or holds no event with a case and a moment."""
    profile = asked or load_profile(PROFILE)
    if profile.kind != "events":
        raise ExportError(f"Mẫu “{profile.name}” ({profile.title}) không dùng cho nhật ký XES: bỏ --profile hoặc chọn mẫu {PROFILE}.")
    words = vocabulary(profile)
    reader = _XesReader(Steps(Counts()), {key: column for key, (column, _) in words.steps.items()})
    parse(_unzipped(path) if zipped else _plain(path), reader.start, reader.end)
    if not reader.steps.numbers:
        raise ExportError(f"Nhật ký không có sự kiện nào đọc được. {LOOKED_FOR}. Xuất lại nhật ký từ hệ thống.")
    return LogExport(words, reader.steps, reader.names)


_attribute_key = lru_cache(maxsize=4096)(heading_key)


@dataclass(slots=True)
class _XesReader:
    steps: Steps
    columns: dict[str, str]
    names: dict[str, str] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)
    case: str = ""
    event: dict[str, str | None] | None = None
    number: int = 0

    def start(self, name: str, held: dict[str, str]) -> None:
        """An element begins: its attributes are those directly under a trace or an event."""
        under = self.path[-1] if self.path else ""
        if not self.path and name != "log":
            raise ExportError(f"Tệp nén không phải nhật ký XES (thẻ ngoài cùng không phải log). {LOOKED_FOR}.")
        self.path.append(name)
        if name == "trace":
            self.case = ""
        elif name == "event" and under in ("trace", "log"):
            self.number += 1
            self.event = {"code": self.case}
        elif under == "trace" and held.get("key") == "concept:name":
            self.case = held.get("value", "")
            self.names["code"] = "case:concept:name"
        elif under == "event" and self.event is not None:
            self._attribute(held.get("key", ""), held.get("value"))

    def _attribute(self, key: str, value: str | None) -> None:
        column = self.columns.get(_attribute_key(key))
        # The standard keys come first; a tool's own copy ("Activity") does not override them.
        if column is not None and self.event is not None and (column not in self.event or (":" in key and column != "code")):
            self.event[column] = value
            self.names.setdefault(column, key)

    def end(self, name: str) -> None:
        """An event ends: it becomes a step, or the end of one."""
        self.path.pop()
        if name == "event" and self.event is not None:
            if not self.event.get("code"):
                self.event["code"] = self.case
            self.steps.add(self.number, self.event)
            self.event = None


def _plain(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _unzipped(path: Path) -> Iterator[bytes]:
    """The log inside a .gz, refused when it grows as no real log does."""
    packed, grown = path.stat().st_size, 0
    try:
        with gzip.open(path) as file:
            while piece := file.read(PIECE):
                grown += len(piece)
                if grown > MOST_BYTES or grown > MOST_RATIO * max(packed, PIECE):
                    raise ExportError(
                        "Tệp nén bất thường: giải ra lớn hơn hẳn một nhật ký thật, có thể là tệp phá hoại. Xuất lại từ hệ thống."
                    )
                yield piece
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ExportError("Tệp nén GZIP bị hỏng hoặc tải chưa hết: tải lại.") from error
