"""All indicators by unit × procedure × month against a hand-written DuckDB query and pandas: `python benchmarks/indicators.py [ROWS …]`.

Each contestant runs in a process of its own, the contestants in turn; time is that from the Parquet file to the result in memory (start of
Python and imports left out), once to warm up and then the median. The results are compared with each other before any time is printed.
"""

import importlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dossiers import generation
from minhchung.flow.current import Current
from minhchung.flow.indicators import Options, Slots, counted, needed, of_generation, packaged, parse_window
from minhchung.flow.indicators.counting import Count, named
from minhchung.worktime import vietnam
from minhchung.worktime.columns import SlotTable

SIZES, ROUNDS = (1_000_000, 3_000_000, 10_000_000), 3
BY = ("unit", "procedure", "month")
WINDOW = parse_window("2025-01-01/2027-06-30")


def by_minhchung(folder: Path, table: SlotTable, kept: Path | None = None) -> pa.Table:
    """The packaged indicators that a lake can give, as the software computes them; `kept`: with counts of nights before."""
    source = of_generation(folder, kept)
    asked = [item for file in packaged() for item in file.indicator if item.valid_on(WINDOW.last)]
    options = Options(None, Slots.of(table.rows(), table.origin, table.slot_minutes))
    found = counted(source, asked, WINDOW, source.as_of, BY, options=options)
    counts = named(needed(source, asked, WINDOW, source.as_of, options))
    names = {column: _name(count) for count, column in counts.items()}
    return found.rename_columns([names.get(name, name) for name in found.column_names])


def _name(count: Count) -> str:
    said = ("portal: " if count.rule == "portal-766" else "") + " ".join(count.of) + (" #" if count.distinct else "")
    return f"{said} ? {' '.join(count.within)}".rstrip() if count.unsure else said


def _by_duckdb(folder: Path, table: SlotTable) -> pa.Table:
    from indicators_by_hand import by_duckdb

    return by_duckdb(Current.at(folder).files("dossiers"), table)


def _by_pandas(folder: Path, table: SlotTable) -> pa.Table:
    from indicators_by_hand import by_pandas

    return by_pandas(Current.at(folder).files("dossiers"), table)


CONTESTANTS: dict[str, Callable[[Path, SlotTable], pa.Table]] = {
    "minhchung": by_minhchung,
    "DuckDB, by hand": _by_duckdb,
    "pandas, by hand": _by_pandas,
}


def run(name: str, folder: Path, result: Path | None) -> dict[str, float]:
    """One contestant, in this process: seconds by the wall and by the processors, peak memory in MB."""
    table = SlotTable(vietnam())
    table.rows()
    for module in ("ibis.backends.duckdb", "indicators_by_hand"):  # both are loaded at first use: that is no time of a contestant
        importlib.import_module(module)
    wall, cpu = time.perf_counter(), time.process_time()
    found = CONTESTANTS[name](folder, table)
    said = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "groups": found.num_rows}
    if result:
        pq.write_table(_comparable(found), result)
    return said | {"mb": _peak()}


def _peak() -> float:
    """Peak memory in MB (Linux). What getrusage says includes the peak of the process that started this one."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def _comparable(found: pa.Table) -> pa.Table:
    """The same rows in the same order with the same types, whoever found them."""
    kinds = {"unit": pa.string(), "procedure": pa.string(), "procedure_title": pa.string(), "month": pa.date32()}
    names = [*BY, *sorted(name for name in found.column_names if name not in BY)]
    columns = []
    for name in names:
        column = found[name]
        column = column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
        columns.append(column.cast(kinds.get(name, pa.int64()), safe=False))
    return pa.table(columns, names=names).sort_by([(name, "ascending") for name in BY])


def child(name: str, folder: Path, result: Path | None = None) -> dict[str, Any]:
    """One contestant in a process of its own."""
    arguments = [sys.executable, __file__, "--run", name, str(folder), *([str(result)] if result else [])]
    return json.loads(subprocess.run(arguments, check=True, capture_output=True, text=True).stdout.splitlines()[-1])


def same(results: dict[str, pa.Table]) -> None:
    """Raises AssertionError naming the first column in which two results differ."""
    own = results["minhchung"]
    for name, other in results.items():
        assert own.column_names == other.column_names, set(own.column_names) ^ set(other.column_names)
        assert own.num_rows == other.num_rows, (name, own.num_rows, other.num_rows)
        for column in own.column_names:
            here, there = (pc.fill_null(table[column].cast(pa.string()), "") for table in (own, other))
            differing = pc.sum(pc.not_equal(here, there))
            assert not differing.as_py(), f"{name}: {column} differs in {differing} groups"


def compare(rows: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = generation(Path(place) / "generation", rows)
        files = {name: Path(place) / f"{number}.parquet" for number, name in enumerate(CONTESTANTS)}
        for name, file in files.items():
            child(name, folder, file)
        same({name: pq.read_table(file) for name, file in files.items()})
        found: dict[str, list[dict[str, Any]]] = {name: [] for name in CONTESTANTS}
        for _ in range(ROUNDS):
            for name, said in found.items():
                said.append(child(name, folder))
        peer = found["DuckDB, by hand"]
        print(f"\n{rows:,} dossiers, {peer[0]['groups']:,} groups, equal results, median of {ROUNDS}")
        print(f"{'':<20}{'s':>8}{'ratio':>8}{'cpu s':>9}{'ratio':>8}{'peak MB':>9}")
        for name, said in found.items():
            middle = {key: statistics.median(each[key] for each in said) for key in said[0]}
            ratios = [statistics.median(one[key] / other[key] for one, other in zip(said, peer, strict=True)) for key in ("wall", "cpu")]
            print(f"{name:<20}{middle['wall']:>8.2f}{ratios[0]:>8.2f}{middle['cpu']:>9.2f}{ratios[1]:>8.2f}{middle['mb']:>9.0f}")


def main() -> None:
    if sys.argv[1:2] == ["--run"]:
        print(json.dumps(run(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]) if len(sys.argv) > 4 else None)))
        return
    for rows in [int(written.replace("_", "")) for written in sys.argv[1:]] or SIZES:
        compare(rows)


if __name__ == "__main__":
    main()
