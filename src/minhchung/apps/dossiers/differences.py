"""What two exports said differently of a dossier, each with both exports and their moments: a fact, never an accusation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from minhchung.apps.dossiers.lake import lake_of
from minhchung.apps.dossiers.titles import CHANGES, STATUSES
from minhchung.apps.organisations.models import Commune
from minhchung.flow.lake import Snapshot


@dataclass(frozen=True)
class Difference:
    """One difference: what the older export said (`before`) and the newer (`after`), and when each was made and brought in."""

    title: str
    before: str
    after: str
    older_at: datetime
    newer_at: datetime
    older_brought: datetime
    newer_brought: datetime


def differences_of(commune: Commune, changes: Sequence[Mapping[str, Any]]) -> list[Difference]:
    """The changes of one dossier, the newest first. The snapshots are looked up only when there is a change."""
    if not changes:
        return []
    shots = {shot.id: shot for shot in lake_of(commune).snapshots()}
    told = [_told(row, shots[row["older"]], shots[row["newer"]]) for row in changes if {row["older"], row["newer"]} <= set(shots)]
    return sorted(told, key=lambda each: each.newer_at, reverse=True)


def _told(row: Mapping[str, Any], older: Snapshot, newer: Snapshot) -> Difference:
    return Difference(
        CHANGES[row["kind"]],
        _said(row["before"]),
        _said(row["after"]) if row["after"] is not None else "không có" if row["kind"] == "vanished" else "bỏ trống",
        older.as_of,
        newer.as_of,
        older.manifest.imported_at,
        newer.manifest.imported_at,
    )


def _said(value: str | None) -> str:
    """A status by its title, a day or moment as the screen writes it, other words as they came."""
    if value is None:
        return "có trong danh sách"
    if value in STATUSES:
        return STATUSES[value].lower()
    try:
        return (
            f"{date.fromisoformat(value):%d/%m/%Y}"
            if len(value) == len("2026-11-20")
            else f"{datetime.fromisoformat(value):%H:%M %d/%m/%Y}"
        )
    except ValueError:
        return value
