"""From a staged export to a snapshot of the lake. Runs before the act that records it: reading takes time, and no row is written here."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from minhchung.apps.dossiers import staging
from minhchung.apps.dossiers.lake import lake_of
from minhchung.apps.dossiers.own_profiles import own_profiles
from minhchung.apps.ground.acts import Refused
from minhchung.apps.organisations.models import Commune
from minhchung.flow.current import derive
from minhchung.flow.exports import ExportError, Profile, open_export
from minhchung.flow.lake import LakeError, Snapshot

TELL_EVERY = 0.3
"""Seconds between two notes of how many rows are read."""


def _nobody(rows: int) -> None:
    """For a file that nobody waits for."""


@dataclass(frozen=True)
class Intake:
    """What the person said of the export: `as_of` when it was made (`said` when the file itself says so), whether it is `whole`, and
    whether a file that was read before is read `again` (its profile was mended since)."""

    as_of: datetime
    said: bool
    whole: bool
    again: bool = False


def take_in(
    commune: Commune, uploaded: staging.Staged, profile: Profile | None, how: Intake, *, at: datetime, tell: Callable[[int], None] = _nobody
) -> Snapshot:
    """The staged file as a snapshot, with the current state derived anew; the file is deleted however it ends.

    `tell` hears now and then how many rows are read. The same file twice is one snapshot, unless it is read again. Raises Refused with
    the sentence of the reader or the lake.
    """
    with staging.in_hand(uploaded):
        try:
            snapshot = lake_of(commune).add(
                open_export(uploaded.path, profile=profile, own=own_profiles(commune.pk)),
                source_sha256=uploaded.sha256,
                source_bytes=uploaded.bytes,
                suffix=uploaded.suffix,
                as_of=how.as_of,
                as_of_from="file" if how.said else "given",
                imported_at=at,
                whole=how.whole,
                again=how.again,
                progress=_now_and_then(tell),
            )
            tell(snapshot.manifest.rows.read)
            derive(lake_of(commune))
            return snapshot
        except (ExportError, LakeError) as error:
            raise Refused(str(error)) from error


def is_known(commune: Commune, uploaded: staging.Staged) -> bool:
    """Whether the lake holds this very file already."""
    return lake_of(commune).holding(uploaded.sha256) is not None


def _now_and_then(tell: Callable[[int], None]) -> Callable[[Any], None]:
    """Tells the rows read so far, but not of every batch."""
    rows, told_at = 0, time.monotonic()

    def take(batch: Any) -> None:
        nonlocal rows, told_at
        rows += batch.read
        if time.monotonic() - told_at >= TELL_EVERY:
            told_at = time.monotonic()
            tell(rows)

    return take
