"""The nightly refresh against a full recompute: `python benchmarks/refresh.py [ROWS [ROUNDS [NIGHTS]]]`.

A lake of one whole export, its current state derived, its indicators counted and kept, and the export of a night. Refresh: the state with
the night's export, and the indicators with what was kept. Full: the same from all exports, nothing there before, nothing kept. Codes hold
the day of reception, as the law writes them. Three nights, of which the first NIGHTS are run: the day's new dossiers; these and updates to
2 % of what was received in the last 30 days; these and as many updates of dossiers of any age. Rows and counts of both ways are compared
before a time is printed. Indicators are those of `indicators.py`, by unit × procedure × month, over the state.
"""

import hashlib
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from indicators import BY, by_minhchung

from dossiers import AS_OF, DAYS, dossiers
from minhchung.flow.columns import DOSSIERS
from minhchung.flow.current import Current, Generation, derive
from minhchung.flow.lake import Lake
from minhchung.worktime import vietnam
from minhchung.worktime.columns import SlotTable

ROWS, ROUNDS, NIGHTS, KEPT = 1_000_000, 3, 3, "counts"
RECENT_DAYS, UPDATED = 30, 0.02
MEMORY = "4GB"
"""Of the derivation; with less the full one, which keeps ten million codes of two exports apart, waits for the disk and may fail."""
EVENING = datetime.fromisoformat(AS_OF)


@dataclass(frozen=True)
class Batch:
    tables: dict[str, pa.Table]
    read: int
    rejects: tuple[()] = ()


@dataclass(frozen=True)
class Export:
    """Rows as the lake takes them from an opened export."""

    rows: pa.Table
    profile: str = "benchmark"
    columns: tuple[str, ...] = tuple(column.name for column in DOSSIERS)
    precision: dict[str, str] = field(default_factory=lambda: {column.name: "second" for column in DOSSIERS if column.kind == "moment"})
    unknown: dict[str, dict[str, int]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Batch]:
        yield Batch({"dossiers": self.rows}, self.rows.num_rows)


def put(lake: Lake, rows: pa.Table, as_of: datetime, *, whole: bool) -> None:
    said = hashlib.sha256(f"{rows.num_rows} {as_of}".encode()).hexdigest()
    lake.add(
        Export(rows), source_sha256=said, source_bytes=1, suffix=".csv", as_of=as_of, as_of_from="given", imported_at=as_of, whole=whole
    )  # fmt: skip


def coded(rows: pa.Table) -> pa.Table:
    """The same dossiers in order of their codes: office, day of reception, number of that day."""
    rows = rows.take(pc.sort_indices(rows["submitted_at"]))
    days = (rows["submitted_at"].to_numpy() + np.timedelta64(1, "h")).astype("datetime64[D]")
    first = np.searchsorted(days, days)
    written = {day: f"H24.18-{day.item():%y%m%d}" for day in np.unique(days)}
    codes = [f"{written[day]}-{number:05d}" for day, number in zip(days, np.arange(len(days)) - first, strict=True)]
    return rows.set_column(rows.column_names.index("code"), "code", pa.array(codes))


def updated(rows: pa.Table, share: float, *, of_last: int, dice: np.random.Generator) -> pa.Table:
    """So many of the last rows, each finished and delivered an hour before the evening."""
    chosen = np.sort(dice.choice(of_last, round(of_last * share), replace=False)) + rows.num_rows - of_last
    said, moment = rows.take(chosen), pa.scalar(EVENING.replace(tzinfo=None) - timedelta(hours=1), pa.timestamp("s"))
    for name, value in {"status": pa.scalar("delivered"), "finished_at": moment, "delivered_at": moment}.items():
        said = said.set_column(said.column_names.index(name), said.schema.field(name), pa.repeat(value, len(said)))
    return said


def nights(rows: int, before: pa.Table) -> dict[str, pa.Table]:
    """Name of a night → its export."""
    new, dice = coded(dossiers(1, max(rows // DAYS, 1), (DAYS - 1, DAYS))), np.random.default_rng(20261130)
    recent = round(rows / DAYS * RECENT_DAYS)
    share = UPDATED * recent / before.num_rows
    return {
        "new": new,
        "new, 2 % of 30 days": pa.concat_tables([new, updated(before, UPDATED, of_last=recent, dice=dice)]),
        "new, as many of any age": pa.concat_tables([new, updated(before, share, of_last=before.num_rows, dice=dice)]),
    }


def seconds(job: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    job()
    return time.perf_counter() - wall, time.process_time() - cpu


def same_state(one: Current, other: Current) -> None:
    """Raises AssertionError naming the first column of the dossiers that differs; a column at a time, for they may be ten million."""
    assert one.columns == other.columns
    for name in one.columns:
        here, there = (each.dataset("dossiers").to_table(columns=[name]) for each in (one, other))
        assert here.equals(there), name


def same_counts(one: pa.Table, other: pa.Table) -> None:
    """Raises AssertionError when a group or a count differs."""
    here, there = (table.select(one.column_names).sort_by([(name, "ascending") for name in BY]) for table in (one, other))
    assert here.equals(there.cast(here.schema)), "counts"


def one_night(base: Lake, place: Path, export: pa.Table, table: SlotTable) -> dict[str, tuple[float, float]]:
    """What the state and the indicators took, refreshed and in full."""
    found, states, counts = dict[str, tuple[float, float]](), list[Generation](), list[pa.Table]()
    lake = Lake(place, base.commune)
    shutil.copytree(base.folder, lake.folder, copy_function=os.link)
    put(lake, export, EVENING, whole=False)
    for way, kept in (("refresh", lake.folder / KEPT), ("full", None)):
        found[f"state, {way}"] = seconds(lambda: states.append(derive(lake, memory_limit=MEMORY)))
        found[f"indicators, {way}"] = seconds(lambda kept=kept: counts.append(by_minhchung(states[-1].path, table, kept)))
        lake.current.rename(place / way)
    same_state(*(Current.at(place / way / states[-1].name) for way in ("refresh", "full")))
    same_counts(*counts)
    shutil.rmtree(place)
    for way in ("refresh", "full"):
        state, indicators = found[f"state, {way}"], found[f"indicators, {way}"]
        found[f"both, {way}"] = state[0] + indicators[0], state[1] + indicators[1]
    return found


def main() -> None:
    said = [int(written.replace("_", "")) for written in sys.argv[1:]]
    rows, count, some = (*said, *(ROWS, ROUNDS, NIGHTS)[len(said) :])
    table = SlotTable(vietnam())
    table.rows()
    with tempfile.TemporaryDirectory() as place:
        base, before = Lake(Path(place) / "base", "99001"), coded(dossiers(0, rows, (0, DAYS - 1)))
        put(base, before, EVENING - timedelta(days=1), whole=True)
        exports = list(nights(rows, before).items())[:some]
        del before
        state = derive(base, memory_limit=MEMORY)
        first = seconds(lambda: by_minhchung(state.path, table, base.folder / KEPT))
        print(f"{rows:,} dossiers, median of {count}; indicators kept for the first time: {first[0]:.2f} s (processor {first[1]:.2f})")
        print(f"{'':<38}{'rows':>8}{'refresh s':>11}{'full s':>9}{'ratio':>8}{'cpu s':>8}{'full':>8}{'ratio':>8}", flush=True)
        for night, export in exports:
            rounds = [one_night(base, Path(place) / "night", export, table) for _ in range(count)]
            for name in ("state", "indicators", "both"):
                one, other = ([statistics.median(each[f"{name}, {way}"][clock] for each in rounds) for clock in (0, 1)]
                              for way in ("refresh", "full"))  # fmt: skip
                wall = f"{one[0]:>11.2f}{other[0]:>9.2f}{one[0] / other[0]:>8.4f}"
                print(
                    f"{f'{name}: {night}':<38}{export.num_rows:>8,}{wall}{one[1]:>8.2f}{other[1]:>8.2f}{one[1] / other[1]:>8.4f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
