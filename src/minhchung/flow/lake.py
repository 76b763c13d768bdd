"""The lake of one commune: every export becomes a snapshot that never changes. See docs/dossier-lake.md for how it lies on disk.

A snapshot appears by one rename after its files are on the disk: a crash leaves it whole or not at all, and who reads never sees a part.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc
from pydantic import ValidationError

from minhchung.flow.ahead import ahead
from minhchung.flow.folders import HIDDEN, appearing, sweep
from minhchung.flow.lock import only_writer
from minhchung.flow.manifest import AsOfFrom, ColumnNote, Coverage, Manifest, Rows, Source, snapshot_id
from minhchung.flow.tables import TableFiles

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CLOCK_SKEW = timedelta(minutes=10)
"""So much later than our clock the provincial system's may run."""
MANIFEST = "manifest.json"


class LakeError(Exception):
    """What cannot be put into the lake or read from it. The message says what, why, and the way out."""


class NothingToImportError(LakeError):
    """An export without a single acceptable row: the lake is as it was."""


class RejectedRow(Protocol):
    """A reject, as far as the lake looks at it: sheet and row of the file."""

    @property
    def place(self) -> tuple[str, int]: ...


class ReadBatch(Protocol):
    """Some rows of an export, checked: tables with the lake's columns, what was rejected, how many rows of the file were read."""

    @property
    def tables(self) -> Mapping[str, pa.Table]: ...
    @property
    def rejects(self) -> tuple[RejectedRow, ...]: ...
    @property
    def read(self) -> int: ...


class ReadExport(Protocol):
    """An opened export: iterating reads it once, batch by batch; `precision` and `unknown` are complete after the last batch."""

    @property
    def profile(self) -> str: ...
    @property
    def columns(self) -> Collection[str]: ...
    @property
    def precision(self) -> Mapping[str, str]: ...
    @property
    def unknown(self) -> Mapping[str, Mapping[str, int]]: ...
    def __iter__(self) -> Iterator[ReadBatch]: ...


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One export in the lake: where its files lie and what its manifest says. `new` is False when it was there already."""

    path: Path
    manifest: Manifest
    new: bool = False

    @property
    def id(self) -> str:
        return self.manifest.id

    @property
    def as_of(self) -> datetime:
        """When the export was made, with its zone."""
        return self.manifest.as_of

    def file(self, table: str) -> Path | None:
        """The Parquet file of a table, or None when the export has no such table."""
        return self.path / f"{table}.parquet" if table in self.manifest.tables else None


class Lake:
    """The snapshots of one commune, under `<root>/lake/<commune>/`. Many may read at once; one writes, the others wait."""

    def __init__(self, root: Path, commune: str) -> None:
        if not commune or not commune.isalnum():
            raise LakeError(f"Mã phường, xã “{commune}” không dùng làm tên kho được: chỉ gồm chữ và số, ví dụ 11413.")
        self.commune = commune
        self.folder = Path(root) / "lake" / commune

    @property
    def imports(self) -> Path:
        return self.folder / "imports"

    @property
    def current(self) -> Path:
        return self.folder / "current"

    def snapshots(self) -> tuple[Snapshot, ...]:
        """The snapshots that speak, the oldest `as_of` first, equal ones by id: of every file its last reading. Raises LakeError."""
        folders = self.imports.iterdir() if self.imports.is_dir() else ()
        found = [_opened(path) for path in folders if path.is_dir() and not path.name.startswith(HIDDEN)]
        last = {snapshot.manifest.source.sha256: snapshot for snapshot in sorted(found, key=lambda snapshot: snapshot.manifest.reading)}
        return tuple(sorted(last.values(), key=lambda snapshot: (snapshot.as_of, snapshot.id)))

    def holding(self, sha256: str) -> Snapshot | None:
        """The last snapshot made of this very file, or None."""
        return next((snapshot for snapshot in self.snapshots() if snapshot.manifest.source.sha256 == sha256), None)

    def add(
        self,
        export: ReadExport,
        *,
        source_sha256: str,
        source_bytes: int,
        suffix: str,
        as_of: datetime,
        as_of_from: AsOfFrom,
        imported_at: datetime,
        whole: bool = False,
        again: bool = False,
        progress: Callable[[ReadBatch], None] | None = None,
    ) -> Snapshot:
        """Streams an export into a new snapshot and returns it; the file that is in the lake already is not read and its snapshot comes
        back with `new` False, whatever `as_of` it is given now. `again`: it is read all the same, and the new reading takes the place of
        the one before, which stays on the disk and speaks no more (a better profile, another `as_of`).

        `as_of` and `imported_at` without zone are wall-clock times of Viet Nam. `progress` gets every batch after it was written, its
        rejects too. Raises NothingToImportError, LakeError, LakeBusyError; then the lake is as it was.
        """
        as_of, imported_at = in_zone(as_of).replace(microsecond=0), in_zone(imported_at)
        if as_of > imported_at + CLOCK_SKEW:
            raise LakeError(
                f"Thời điểm xuất dữ liệu {as_of:%d/%m/%Y %H:%M} sau lúc nhập {imported_at:%d/%m/%Y %H:%M}: "
                "tệp ấy sẽ che mọi lần nhập sau. Xem lại --as-of hoặc đồng hồ của máy."
            )
        source = Source(suffix=suffix, sha256=source_sha256, bytes=source_bytes)
        with self.writing():
            present = self.holding(source_sha256)
            if present is not None and not again:
                return present
            reading = present.manifest.reading + 1 if present else 1
            target = self.imports / snapshot_id(as_of, source_sha256, reading)
            with appearing(target) as hidden:
                count = _stream(export, hidden, progress)
                facts = {"id": target.name, "source": source, "reading": reading, "as_of": as_of, "as_of_from": as_of_from}
                manifest = _manifest({**facts, "imported_at": imported_at}, export, count, whole=whole)
                (hidden / MANIFEST).write_text(manifest.written(), "utf-8")
            return Snapshot(target, manifest, new=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Makes this process the only writer and sweeps what dead ones left. Not to be nested. Raises LakeBusyError."""
        self.imports.mkdir(parents=True, exist_ok=True)
        self.current.mkdir(parents=True, exist_ok=True)
        with only_writer(self.folder / ".lock"):
            sweep(self.imports)
            sweep(self.current)
            yield


def in_zone(moment: datetime) -> datetime:
    """The moment on the clocks of Viet Nam; without zone it is taken as one."""
    return moment.astimezone(ZONE) if moment.tzinfo else moment.replace(tzinfo=ZONE)


def communes(root: Path) -> tuple[str, ...]:
    """The communes that have a snapshot under this data folder."""
    return tuple(sorted({path.parts[-4] for path in (Path(root) / "lake").glob(f"*/imports/*/{MANIFEST}") if path.parts[-2][0] != HIDDEN}))


class _Count:
    """What is learnt of an export while its batches go by."""

    def __init__(self, columns: Collection[str]) -> None:
        self.read, self.rejected, self.rows = 0, set[tuple[str, int]](), dict[str, int]()
        self._words = {name: set[str]() for name in ("unit", "field", "status") if name in columns}
        self._days: tuple[date, date] | None = None

    def take(self, batch: ReadBatch) -> None:
        self.read += batch.read
        self.rejected.update(reject.place for reject in batch.rejects)
        dossiers = batch.tables.get("dossiers")
        if dossiers is None or not dossiers.num_rows:
            return
        for name, words in self._words.items():
            words.update(word for word in pc.unique(dossiers[name]).to_pylist() if word is not None)
        if "received_at" in dossiers.column_names:
            ends = pc.min_max(dossiers["received_at"]).as_py()
            if ends["min"] is not None:
                first, last = self._days or (ends["min"].date(), ends["max"].date())
                self._days = (min(first, ends["min"].date()), max(last, ends["max"].date()))

    def coverage(self, whole: bool) -> Coverage:
        units, fields, statuses = (
            tuple(sorted(self._words[name])) if name in self._words else None for name in ("unit", "field", "status")
        )
        return Coverage(units=units, fields=fields, statuses=statuses, received=self._days, whole=whole)


def _stream(export: ReadExport, folder: Path, progress: Callable[[ReadBatch], None] | None) -> _Count:
    count = _Count(export.columns)
    with TableFiles(folder, export.columns) as files:
        for batch in ahead(export):
            for table, rows in batch.tables.items():
                files.add(table, rows)
            count.take(batch)
            if progress:
                progress(batch)
    count.rows = files.rows
    if not count.rows:
        raise NothingToImportError(
            f"Không nhập được dòng nào: đã đọc {count.read} dòng, {len(count.rejected)} dòng bị loại. "
            "Xem lý do từng dòng trong bảng lỗi (--rejects), sửa rồi nhập lại."
        )
    return count


def _manifest(facts: Mapping[str, object], export: ReadExport, count: _Count, *, whole: bool) -> Manifest:
    """The manifest of these facts and of what was learnt while reading."""
    return Manifest.model_validate(
        {
            **facts,
            "profile": export.profile,
            "coverage": count.coverage(whole),
            "columns": _notes(export),
            "rows": Rows(read=count.read, accepted=count.read - len(count.rejected), rejected=len(count.rejected)),
            "tables": count.rows,
            "unknown": {kind: dict(sorted(words.items())) for kind, words in sorted(export.unknown.items())},
        }
    )


def _notes(export: ReadExport) -> dict[str, ColumnNote]:
    """The dossier columns of the export, then the moments of its steps and supplements (no name of theirs is a dossier column's)."""
    names = [*export.columns, *sorted(name for name in export.precision if name not in export.columns)]
    return {name: ColumnNote.model_validate({"precision": export.precision.get(name)}) for name in names}


def _opened(path: Path) -> Snapshot:
    try:
        return Snapshot(path, Manifest.model_validate_json((path / MANIFEST).read_text("utf-8")))
    except (OSError, ValidationError) as error:
        raise LakeError(
            f"Bản chụp {path.name} trong kho hồ sơ hỏng, không đọc được {MANIFEST}: chép lại thư mục ấy từ bản sao lưu, "
            "hoặc chuyển nó ra khỏi kho rồi nhập lại tệp gốc."
        ) from error
