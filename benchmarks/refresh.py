"""The nightly refresh against a full recompute: `python benchmarks/refresh.py [ROWS]`.

A lake of one whole export and, a day later, an export of that day's new dossiers. Full: the current state derived from both exports and
the indicators computed by unit × procedure × month. Refresh: the same, when the state of the day before was there already.
"""

import hashlib
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from indicators import by_minhchung

from dossiers import AS_OF, DAYS, dossiers
from minhchung.flow.columns import DOSSIERS
from minhchung.flow.current import derive
from minhchung.flow.lake import Lake
from minhchung.worktime import vietnam
from minhchung.worktime.columns import SlotTable

ROWS = 1_000_000


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


def seconds(job: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    job()
    return time.perf_counter() - wall, time.process_time() - cpu


def main() -> None:
    rows, table = int(sys.argv[1].replace("_", "")) if len(sys.argv) > 1 else ROWS, SlotTable(vietnam())
    evening = datetime.fromisoformat(AS_OF)
    with tempfile.TemporaryDirectory() as place:
        lake = Lake(Path(place), "99001")
        put(lake, dossiers(0, rows), evening - timedelta(days=1), whole=True)
        derive(lake)
        put(lake, dossiers(1, max(rows // DAYS, 1), (DAYS - 1, DAYS)), evening, whole=False)
        refreshed, figures = seconds(lambda: derive(lake)), seconds(lambda: by_minhchung(derive(lake).path, table))
        found = pq.read_table(derive(lake).path / "dossiers.parquet")
        shutil.rmtree(lake.current)
        full, again = seconds(lambda: derive(lake)), seconds(lambda: by_minhchung(derive(lake).path, table))
        assert pq.read_table(derive(lake).path / "dossiers.parquet").equals(found)
    print(f"{rows:,} dossiers and one day of {max(rows // DAYS, 1):,}\n{'':<12}{'refresh s':>11}{'full s':>9}{'ratio':>8}{'cpu ratio':>11}")
    for name, one, other in (("state", refreshed, full), ("indicators", figures, again)):
        print(f"{name:<12}{one[0]:>11.2f}{other[0]:>9.2f}{one[0] / other[0]:>8.2f}{one[1] / other[1]:>11.2f}")


if __name__ == "__main__":
    main()
