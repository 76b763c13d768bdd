"""The work of `minhchung dossiers import`: one broken file never costs the others, one bad row never costs the good ones."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from minhchung.cli.progress import rows_expected, shown_progress
from minhchung.flow.columns import TABLES
from minhchung.flow.current import derive, open_current
from minhchung.flow.exports import ExportError, open_export, write_rejects
from minhchung.flow.exports.export import NOT_READ, Export
from minhchung.flow.exports.model import Batch, Reject
from minhchung.flow.lake import Lake, LakeError, Snapshot, communes, in_zone
from minhchung.flow.lock import LakeBusyError
from minhchung.flow.manifest import AsOfFrom

ALL_GOOD, SOME_REJECTED, NOTHING_IMPORTED = 0, 1, 2
SHOWN = 5
"""So many rejected rows are told for each file; --rejects gives all."""
_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)[T _-]?(\d\d)[:hH.-]?(\d\d)(?:[:mM.-]?(\d\d))?(?!\d)")
SAID_BY: dict[str, str] = {"file": "ghi trong tệp", "given": "theo --as-of", "name": "theo tên tệp"}
KINDS = {
    "due-moved": "dời ngày hẹn trả",
    "backdated": "ghi lùi ngày kết thúc",
    "reopened": "đã xong lại mở",
    "vanished": "biến mất",
    "renamed-status": "trạng thái đổi tên",
}
UNKNOWN = {"statuses": "trạng thái", "headings": "tiêu đề", "channels": "kênh nộp", "levels": "mức độ", "payments": "thanh toán",
           "flags": "có/không", "limits": "thời hạn", "limit_units": "đơn vị thời hạn", "transitions": "chuyển bước"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command was asked for; `now` is its clock."""

    root: Path
    commune: str | None
    profile: str | None
    as_of: datetime | None
    whole: bool
    again: bool
    dry_run: bool
    rejects: Path | None
    now: datetime


@dataclass(slots=True)
class Outcome:
    """What became of one file. `error`: why nothing of it was imported, in Vietnamese."""

    file: Path
    error: str | None = None
    snapshot: Snapshot | None = None
    profile: str | None = None
    as_of: datetime | None = None
    as_of_from: AsOfFrom | None = None
    read: int = 0
    rejects: list[Reject] = field(default_factory=list)
    unknown: dict[str, dict[str, int]] = field(default_factory=dict)
    dropped: dict[str, int] = field(default_factory=dict)
    rejects_at: Path | None = None
    columns: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    continued: tuple[str, ...] = ()

    @property
    def rejected(self) -> int:
        return len({reject.place for reject in self.rejects})

    @property
    def known_already(self) -> bool:
        return self.snapshot is not None and not self.snapshot.new

    def as_json(self) -> dict[str, Any]:
        """The outcome as JSON; `snapshot` is null in a dry run and where nothing was imported."""
        return {
            "file": self.file.name,
            "error": self.error,
            "snapshot": self.snapshot.id if self.snapshot else None,
            "known_already": self.known_already,
            "profile": self.profile,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "as_of_from": self.as_of_from,
            "rows": {"read": self.read, "accepted": self.read - self.rejected, "rejected": self.rejected},
            "rejects": [
                {"sheet": item.sheet, "row": item.row, "column": item.column, "value": item.value, "reason": item.reason}
                for item in self.rejects
            ],
            "sheets": list(self.sheets),
            "sheets_without_header": list(self.continued),
            "rejects_at": str(self.rejects_at) if self.rejects_at else None,
            "unknown": self.unknown,
            "dropped": self.dropped,
            "lacking": [column.name for column in TABLES["dossiers"] if column.name not in self.columns] if self.columns else [],
        }


def import_files(files: Sequence[Path], wanted: Wanted, *, as_json: bool) -> int:
    """Imports every file, derives the current state once, prints what came of it. Returns the exit code: 0 all good, 1 some rows or files
    rejected, 2 nothing imported. Errors go to standard error, one Vietnamese line per file."""
    try:
        lake = _lake(wanted)
        outcomes = [_attempt(file, lake, wanted, several=len(files) > 1) for file in dict.fromkeys(files)]
        changed = [] if wanted.dry_run or not any(outcome.snapshot for outcome in outcomes) else _derive(lake, outcomes)
    except (LakeError, LakeBusyError) as error:
        sys.stderr.write(f"Lỗi: {error}\n")
        return NOTHING_IMPORTED
    if as_json:
        answer = {
            "commune": lake.commune,
            "dry_run": wanted.dry_run,
            "files": [outcome.as_json() for outcome in outcomes],
            "changes": changed,
        }
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    for outcome in outcomes:
        if outcome.error:
            sys.stderr.write(f"Lỗi: {outcome.file.name}: {outcome.error}\n")
        elif not as_json:
            sys.stdout.write("\n".join(_told(outcome, wanted)) + "\n")
    if changed and not as_json:
        counts = Counter(change["kind"] for change in changed)
        sys.stdout.write(
            "Thay đổi so với các bản trước: " + ", ".join(f"{KINDS[kind]} {counts[kind]}" for kind in KINDS if counts[kind]) + ".\n"
        )
    failed = [outcome for outcome in outcomes if outcome.error]
    if len(failed) == len(outcomes):
        return NOTHING_IMPORTED
    return SOME_REJECTED if failed or any(outcome.rejects for outcome in outcomes) else ALL_GOOD


def _lake(wanted: Wanted) -> Lake:
    if wanted.commune is not None:
        return Lake(wanted.root, wanted.commune)
    known = communes(wanted.root)
    if len(known) == 1:
        return Lake(wanted.root, known[0])
    if known:
        raise LakeError(f"Kho hồ sơ có nhiều phường, xã ({', '.join(known)}): chọn một bằng --commune MÃ.")
    raise LakeError("Kho hồ sơ chưa có phường, xã nào: lần nhập đầu tiên ghi rõ --commune MÃ (mã phường, xã theo danh mục quốc gia).")


def _attempt(file: Path, lake: Lake, wanted: Wanted, *, several: bool) -> Outcome:
    outcome = Outcome(file)
    try:
        sha256, size = _fingerprint(file)
        present = lake.holding(sha256)
        if present is not None and not wanted.again:
            manifest = present.manifest
            outcome.snapshot, outcome.profile = present, manifest.profile
            outcome.as_of, outcome.as_of_from = manifest.as_of, manifest.as_of_from
            return outcome
        export = open_export(file, profile=wanted.profile)
        outcome.profile, outcome.columns = export.profile, export.columns
        outcome.sheets, outcome.continued = export.sheets, export.continued
        outcome.as_of, outcome.as_of_from = _time_of(file, export, wanted)
        with shown_progress(file.name, rows_expected(file)) as tell:
            take = _taker(outcome, tell)
            if wanted.dry_run:
                for batch in export:
                    take(batch)
            else:
                outcome.snapshot = _added(lake, export, outcome, wanted, sha256=sha256, size=size, take=take)
        outcome.unknown, outcome.dropped = export.unknown, export.dropped
    except (ExportError, LakeError) as error:
        outcome.error = str(error)
    except OSError as error:
        outcome.error = f"không đọc được tệp: {error.strerror or error}. Kiểm tra tên tệp và quyền đọc."
    if outcome.read and outcome.read == outcome.rejected and not outcome.error:
        outcome.error = f"không có dòng nào nhận được: đã đọc {outcome.read} dòng, loại cả {outcome.rejected}. Xem lý do bằng --rejects."
    _write_rejects(outcome, wanted, several=several)
    return outcome


def _added(
    lake: Lake, export: Export, outcome: Outcome, wanted: Wanted, *, sha256: str, size: int, take: Callable[[Any], None]
) -> Snapshot:
    assert outcome.as_of is not None and outcome.as_of_from is not None  # noqa: S101 - found just before
    return lake.add(
        export,
        source_sha256=sha256,
        source_bytes=size,
        suffix="".join(outcome.file.suffixes[-2:] if outcome.file.suffix == ".gz" else outcome.file.suffixes[-1:]).lower(),
        as_of=outcome.as_of,
        as_of_from=outcome.as_of_from,
        imported_at=wanted.now,
        whole=wanted.whole,
        again=wanted.again,
        progress=take,
    )


def _taker(outcome: Outcome, tell: Callable[[int], None]) -> Callable[[Any], None]:
    def take(batch: Batch) -> None:
        outcome.read += batch.read
        outcome.rejects.extend(batch.rejects)
        tell(batch.read)

    return take


def _fingerprint(file: Path) -> tuple[str, int]:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest(), file.stat().st_size


def _time_of(file: Path, export: Export, wanted: Wanted) -> tuple[datetime, AsOfFrom]:
    """When the export was made: as asked, as the file says, as its name says. Raises LakeError when nobody says."""
    if wanted.as_of is not None:
        return in_zone(wanted.as_of), "given"
    if export.as_of is not None:
        return in_zone(export.as_of), "file"
    named = _IN_NAME.search(file.stem)
    if named:
        try:
            return in_zone(datetime(*(int(part or 0) for part in named.groups()))), "name"  # type: ignore[arg-type]  # noqa: DTZ001 - wall clock
        except ValueError:  # thirteen months: some other number
            pass
    raise LakeError(
        "không rõ dữ liệu được xuất lúc nào: tệp và tên tệp đều không ghi ngày giờ. "
        "Ghi --as-of với ngày giờ xuất, ví dụ --as-of 2026-11-20T07:45."
    )


def _write_rejects(outcome: Outcome, wanted: Wanted, *, several: bool) -> None:
    """The rejected rows as their own sheet, where the command was asked for it."""
    if wanted.rejects is None or not outcome.rejects:
        return
    folder = several or wanted.rejects.is_dir()
    target = wanted.rejects / f"{outcome.file.stem}-loi" if folder else wanted.rejects
    target.parent.mkdir(parents=True, exist_ok=True)
    hidden = target.with_name(f".{target.name}.part")
    try:
        with hidden.open("wb") as out:
            ending = write_rejects(outcome.file, outcome.rejects, out, profile=wanted.profile)
        outcome.rejects_at = target.with_name(target.name + ending) if folder else target.with_suffix(ending)
        hidden.replace(outcome.rejects_at)
    finally:
        hidden.unlink(missing_ok=True)


def _derive(lake: Lake, outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """Derives the current state; the changes that the new snapshots have a part in."""
    derive(lake)
    current = open_current(lake)
    new = {outcome.snapshot.id for outcome in outcomes if outcome.snapshot and outcome.snapshot.new}
    if current is None or not new:
        return []
    rows = current.dataset("changes").to_table().to_pylist()
    return [{**row, "seen_at": in_zone(row["seen_at"]).isoformat()} for row in rows if new & {row["older"], row["newer"]}]


def _told(outcome: Outcome, wanted: Wanted) -> Iterator[str]:
    assert outcome.as_of is not None and outcome.as_of_from is not None  # noqa: S101 - an outcome without error has both
    when = f"số liệu lúc {outcome.as_of:%H:%M %d/%m/%Y} ({SAID_BY[outcome.as_of_from]})"
    if outcome.known_already:
        yield f"{outcome.file.name}: tệp này đã nhập từ trước, {when}; không có gì thay đổi (muốn đọc lại: --again)."
        return
    yield f"{outcome.file.name}: mẫu {outcome.profile}, {when}" + ("; chỉ đọc thử, chưa ghi gì" if wanted.dry_run else "")
    yield f"  đã đọc {_count(outcome.read)} dòng, nhận {_count(outcome.read - outcome.rejected)}, loại {_count(outcome.rejected)}"
    if outcome.sheets:
        yield f"  danh sách nằm trên {len(outcome.sheets)} trang, đã đọc cả: {_named(outcome.sheets)}"
    if outcome.continued:
        yield f"  không có hàng tiêu đề nhưng khớp cột trang trước nên đọc tiếp: {_named(outcome.continued)}"
    for kind, reason in NOT_READ.items():
        if names := outcome.unknown.get(kind):
            yield f"  KHÔNG ĐỌC trang {_named(names)}: {reason}"
    for reject in outcome.rejects[:SHOWN]:
        sheet = f" trang “{reject.sheet}”" if reject.sheet else ""
        column = f", cột “{reject.column}”" if reject.column else ""
        yield f"  loại dòng {reject.row}{sheet}{column}: {reject.reason}"
    if len(outcome.rejects) > SHOWN:
        yield f"  … và {_count(len(outcome.rejects) - SHOWN)} lỗi nữa" + ("" if wanted.rejects else " (ghi cả ra tệp bằng --rejects)")
    if outcome.rejects_at:
        yield f"  dòng bị loại kèm cột “Lỗi”: {outcome.rejects_at}"
    for kind, words in ((kind, words) for kind, words in outcome.unknown.items() if kind not in NOT_READ):
        said = ", ".join(f"“{word}” {_count(times)}" for word, times in list(words.items())[:SHOWN])
        yield f"  chưa biết {UNKNOWN.get(kind, kind)}: {said}" + (", …" if len(words) > SHOWN else "")
    for column, times in outcome.dropped.items():
        yield f"  bỏ {_count(times)} giá trị có dấu hiệu dữ liệu cá nhân ở cột {column}"


def _named(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")
