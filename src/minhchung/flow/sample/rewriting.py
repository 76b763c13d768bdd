"""What is written over between two exports, planted and listed: the system says something else than it said before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from minhchung.flow.columns import OPEN
from minhchung.flow.sample.arrivals import Flags
from minhchung.flow.sample.clock_anomalies import DAY, Field, Planted
from minhchung.flow.sample.course import NAT, closing
from minhchung.flow.sample.world import Revision, World, columns_at

NEW_WORD = "Tạm ngưng theo dõi (mẫu mới)"
"""A status word that no profile knows."""


@dataclass(frozen=True, slots=True)
class Between:
    """Two exports in a row: the number and moment of the newer, and what the system truly shows at both (columns of all dossiers)."""

    number: int
    older: np.datetime64
    newer: np.datetime64
    before: Mapping[str, np.ndarray]
    after: Mapping[str, np.ndarray]

    @property
    def shown(self) -> Flags:
        """Dossiers that both exports show."""
        found: Flags = self.before["arrived"] <= self.older
        return found

    def open_in(self, columns: Mapping[str, np.ndarray]) -> Flags:
        return np.isin(columns["status"].astype(str), [str(status) for status in OPEN])


def rewrite(ground: Field, moments: Sequence[datetime], wanted: Mapping[str, int]) -> None:
    """Plants so many changes of each kind between the exports, spread over them in turn; fewer where nothing fits."""
    pairs = [_between(ground.world, number, moments) for number in range(1, len(moments))]
    for kind, count in wanted.items():
        for nth in range(count if pairs else 0):
            # The newest pair first: renamed words belong to the last export only.
            for pair in (pairs[-1 - nth % len(pairs)], *reversed(pairs)):
                if REWRITERS[kind](ground, pair, len(moments)):
                    break


def _between(world: World, number: int, moments: Sequence[datetime]) -> Between:
    older, newer = (np.datetime64(moment, "s") for moment in moments[number - 1 : number + 1])
    before, after = ({**columns_at(world, now), "arrived": world.come.arrived} for now in (older, newer))
    return Between(number, older, newer, before, after)


def _one(ground: Field, fitting: Flags) -> int | None:
    rows = ground.pick(fitting, 1)
    return rows[0] if rows else None


def _write(ground: Field, kind: str, pair: Between, revision: Revision, *, true: object, said: object) -> bool:
    ground.world.revisions.append(revision)
    code = ground.world.come.code[revision.row]
    ground.planted.append(
        Planted(kind, code, None, None if true is None else str(true), None if said is None else str(said), revision.export)
    )
    return True


def _due_moved(ground: Field, pair: Between, _: int) -> bool:
    """The due date of a dossier in time is put off without a supplement."""
    due = pair.before["due_at"]
    row = _one(ground, pair.shown & pair.open_in(pair.before) & (due > pair.newer) & (pair.after["due_at"] == due) & _quiet(ground))
    return row is not None and _put_off(ground, "due-moved", pair, row)


def _due_changed_late(ground: Field, pair: Between, _: int) -> bool:
    """The due date had passed when the older export was made; the newer one shows a later date."""
    due = pair.before["due_at"]
    passed = (due.astype("datetime64[D]") < pair.older.astype("datetime64[D]")) & (pair.after["due_at"] == due)
    row = _one(ground, pair.shown & pair.open_in(pair.before) & passed & _quiet(ground))
    return row is not None and _put_off(ground, "due-changed-late", pair, row)


def _put_off(ground: Field, kind: str, pair: Between, row: int) -> bool:
    due = pair.before["due_at"][row]
    later = closing(ground.working, ground.working.due_in_working_days(np.array([max(due, pair.newer)]), np.array([5])))[0]
    return _write(ground, kind, pair, Revision(row, pair.number, {"due_at": later}), true=due, said=later)


def _backdated(ground: Field, pair: Between, _: int) -> bool:
    """Still in work in the older export, in the newer one ended some days before it."""
    day_before = pair.older - 2 * DAY
    fits = pair.shown & pair.open_in(pair.before) & (pair.before["received_at"] < day_before - 2 * DAY) & _quiet(ground)
    row = _one(ground, fits)
    if row is None:
        return False
    end = closing(ground.working, ground.working.due_in_working_days(np.array([day_before - 2 * DAY]), np.array([1])))[0]
    end -= np.timedelta64(int(ground.stamps.rng.integers(300, 3000)), "s")
    values = {"status": "finished", "finished_at": end, "delivered_at": NAT}
    return _write(ground, "backdated", pair, Revision(row, pair.number, values, cut_at=end), true=None, said=end)


def _reopened(ground: Field, pair: Between, _: int) -> bool:
    finished = pair.before["finished_at"]
    fits = pair.shown & np.isin(pair.before["status"].astype(str), ["finished", "delivered"]) & (finished > pair.older - 20 * DAY)
    row = _one(ground, fits & _quiet(ground))
    if row is None:
        return False
    values = {"status": "processing", "finished_at": NAT, "delivered_at": NAT, "result_file": False}
    return _write(ground, "reopened", pair, Revision(row, pair.number, values), true=pair.before["status"][row], said="processing")


def _vanished(ground: Field, pair: Between, _: int) -> bool:
    row = _one(ground, pair.shown & (pair.before["status"] == "delivered") & _quiet(ground))
    if row is None:
        return False
    return _write(ground, "vanished", pair, Revision(row, pair.number, gone=True), true=pair.before["status"][row], said=None)


def _renamed_status(ground: Field, pair: Between, exports: int) -> bool:
    """In the last export a word that no profile knows stands for the status."""
    if pair.number != exports - 1:
        return False
    row = _one(ground, pair.shown & (pair.before["status"] == "terminated") & (pair.after["status"] == "terminated"))
    if row is None:
        return False
    revision = Revision(row, pair.number, {"status": None}, status_word=NEW_WORD)
    return _write(ground, "renamed-status", pair, revision, true="terminated", said=NEW_WORD)


def _quiet(ground: Field) -> Flags:
    """Dossiers without supplements: their due dates have no reason to move."""
    return np.isnat(ground.world.course.asked[:, 0]) & ~np.isnat(ground.world.come.received)


REWRITERS: Mapping[str, Callable[[Field, Between, int], bool]] = {
    "due-moved": _due_moved,
    "due-changed-late": _due_changed_late,
    "backdated": _backdated,
    "reopened": _reopened,
    "vanished": _vanished,
    "renamed-status": _renamed_status,
}
