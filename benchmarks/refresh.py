"""The nightly refresh against a full recompute: `python benchmarks/refresh.py [ROWS [ROUNDS]]`.

A lake of one whole export, its current state derived, and the export of a night. Refresh: that state with the night's export. Full: the
same from all exports, nothing there before. Codes hold the day of reception, as the law writes them. Three nights: the day's new dossiers;
these and updates to 2 % of what was received in the last 30 days; these and as many updates of dossiers of any age. The rows of both ways
are compared. Indicators are those of `indicators.py`, by unit × procedure × month, over the state.
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
from indicators import by_minhchung

from dossiers import AS_OF, DAYS, dossiers
from minhchung.flow.columns import DOSSIERS
from minhchung.flow.current import Generation, derive, open_current
from minhchung.flow.lake import Lake
from minhchung.worktime import vietnam
from minhchung.worktime.columns import SlotTable

ROWS, ROUNDS = 1_000_000, 3
RECENT_DAYS, UPDATED = 30, 0.02
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


def state_of(lake: Lake) -> pa.Table:
    found = open_current(lake)
    assert found is not None
    return found.dataset("dossiers").to_table()


def one_night(base: Lake, place: Path, export: pa.Table, table: SlotTable) -> dict[str, tuple[float, float]]:
    """What the state and the indicators took, refreshed and in full."""
    found, made = dict[str, tuple[float, float]](), list[Generation]()
    lake = Lake(place, base.commune)
    shutil.copytree(base.folder, lake.folder, copy_function=os.link)
    put(lake, export, EVENING, whole=False)
    found["state, refresh"] = seconds(lambda: made.append(derive(lake)))
    found["indicators, refresh"] = seconds(lambda: by_minhchung(made[-1].path, table))
    refreshed = state_of(lake)
    shutil.rmtree(lake.current)
    found["state, full"] = seconds(lambda: made.append(derive(lake)))
    found["indicators, full"] = seconds(lambda: by_minhchung(made[-1].path, table))
    assert state_of(lake).equals(refreshed)
    shutil.rmtree(place)
    return found


def main() -> None:
    rows, count = (int(said.replace("_", "")) for said in (*sys.argv[1:], *(str(ROWS), str(ROUNDS))[len(sys.argv) - 1 :]))
    table = SlotTable(vietnam())
    table.rows()
    with tempfile.TemporaryDirectory() as place:
        base, before = Lake(Path(place) / "base", "99001"), coded(dossiers(0, rows, (0, DAYS - 1)))
        put(base, before, EVENING - timedelta(days=1), whole=True)
        derive(base)
        exports = nights(rows, before)
        del before
        print(f"{rows:,} dossiers, median of {count}\n{'':<38}{'rows':>8}{'refresh s':>11}{'full s':>9}{'ratio':>8}{'cpu ratio':>11}")
        for night, export in exports.items():
            rounds = [one_night(base, Path(place) / "night", export, table) for _ in range(count)]
            for name in ("state", "indicators"):
                one, other = ([statistics.median(each[f"{name}, {way}"][clock] for each in rounds) for clock in (0, 1)]
                              for way in ("refresh", "full"))  # fmt: skip
                said = f"{one[0]:>11.2f}{other[0]:>9.2f}{one[0] / other[0]:>8.3f}{one[1] / other[1]:>11.3f}"
                print(f"{f'{name}: {night}':<38}{export.num_rows:>8,}{said}", flush=True)


if __name__ == "__main__":
    main()
