"""What two exports said differently of a dossier, each with both exports and their moments: a fact, never an accusation."""

from dataclasses import dataclass
from datetime import date, datetime

from minhchung.apps.dossiers.lake import lake_of
from minhchung.apps.dossiers.record import DossierRecord, Row
from minhchung.apps.dossiers.titles import CHANGES, STATUSES
from minhchung.apps.organisations.models import Commune
from minhchung.flow.lake import Snapshot


@dataclass(frozen=True)
class Difference:
    """One difference: what the older export said (`before`) and the newer (`after`), and when each was made and brought in.

    `because` names what the record itself gives as the reason: a supplement that moved the due date. Then there is nothing to explain.
    """

    title: str
    before: str
    after: str
    older_at: datetime
    newer_at: datetime
    older_brought: datetime
    newer_brought: datetime
    because: str = ""


def differences_of(commune: Commune, record: DossierRecord) -> list[Difference]:
    """The changes of one dossier, the newest first. The snapshots are looked up only when there is a change."""
    changes = record.changes
    if not changes:
        return []
    shots = {shot.id: shot for shot in lake_of(commune).snapshots()}
    told = [_told(row, shots[row["older"]], shots[row["newer"]], record) for row in changes if {row["older"], row["newer"]} <= set(shots)]
    return sorted(told, key=lambda each: each.newer_at, reverse=True)


def _told(row: Row, older: Snapshot, newer: Snapshot, record: DossierRecord) -> Difference:
    return Difference(
        CHANGES[row["kind"]],
        _said(row["before"]),
        _said(row["after"]) if row["after"] is not None else "không có" if row["kind"] == "vanished" else "bỏ trống",
        older.as_of,
        newer.as_of,
        older.manifest.imported_at,
        newer.manifest.imported_at,
        _because(row, record),
    )


def _because(row: Row, record: DossierRecord) -> str:
    """The supplement after which the due date moved to just that day."""
    if row["kind"] != "due-moved" or row["after"] is None:
        return ""
    day = date.fromisoformat(row["after"][: len("2026-11-20")])
    moved = [each for each in record.supplements if each.get("due_after") is not None and each["due_after"].date() == day]
    return f"Khớp với ngày hẹn sau khi bổ sung lần {moved[-1]['seq']}." if moved else ""


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
