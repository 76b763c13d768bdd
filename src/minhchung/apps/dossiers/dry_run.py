"""What an export would bring, read once without writing anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from minhchung.apps.ground.acts import Refused
from minhchung.flow.exports import Export, ExportError, Profile, Reject, open_export
from minhchung.flow.exports.export import NOT_READ

SHOWN = 100


@dataclass(frozen=True)
class DryRun:
    """Counts of a whole reading; `rejects` are the first SHOWN, `unknown` words of the source that no profile knows.

    `sheets`: those read together, where the list lies on several, `continued` those of them without a header; `left_out`: why → sheets
    that were not read.
    """

    profile: str
    title: str
    as_of: datetime | None
    read: int
    accepted: int
    rejected: int
    rejects: tuple[Reject, ...]
    unknown: Mapping[str, Mapping[str, int]]
    left_out: Mapping[str, tuple[str, ...]]
    dropped: Mapping[str, int]
    columns: tuple[str, ...]
    sheets: tuple[str, ...]
    continued: tuple[str, ...]
    steps: int


def said_in(path: Path, profile: Profile | None, own: Sequence[Profile]) -> datetime | None:
    """When an export was made, if its top says so: the rest is not read. Raises Refused with the sentence of the reader when it is none."""
    try:
        return open_export(path, profile=profile, own=own).as_of
    except ExportError as error:
        raise Refused(str(error)) from error


def dry_run(path: Path, profile: Profile | None, own: Sequence[Profile]) -> DryRun:
    """Reads an export to its end, by `profile` or by the one that fits of those that ship and the ward's own.

    Raises Refused with the sentence of the reader when it is no export.
    """
    try:
        export = open_export(path, profile=profile, own=own)
        return _read(export)
    except ExportError as error:
        raise Refused(str(error)) from error


def _read(export: Export) -> DryRun:
    rejects: list[Reject] = []
    read, steps, rows = 0, 0, set[tuple[str, int]]()
    for batch in export:
        read += batch.read
        steps += batch.tables["steps"].num_rows if "steps" in batch.tables else 0
        rows.update(reject.place for reject in batch.rejects)
        rejects.extend(batch.rejects[: SHOWN - len(rejects)])
    return DryRun(
        profile=export.profile,
        title=export.title,
        as_of=export.as_of,
        read=read,
        accepted=read - len(rows),
        rejected=len(rows),
        rejects=tuple(rejects),
        unknown={kind: words for kind, words in export.unknown.items() if kind not in NOT_READ},
        left_out={reason: tuple(export.unknown[kind]) for kind, reason in NOT_READ.items() if kind in export.unknown},
        dropped=export.dropped,
        columns=export.columns,
        sheets=export.sheets,
        continued=export.continued,
        steps=steps,
    )
