"""Exports into the lake against the bare readers: `python benchmarks/lake.py [ROWS]`, a million rows of twenty columns if not said.

Each contestant is a process of its own, start of Python included, and the contestants of a comparison take turns; the figures are medians
over the rounds, the peak is the process's own. The bare readers look at every cell and keep nothing; the import opens the file, takes its
fingerprint, checks every row, and writes the Parquet snapshot with its manifest to the disk. Files are made once, into the folder for
temporary files, and used again. Two limits are tried besides: cells in column XFD, and a CSV of one gigabyte.
"""

import hashlib
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from dossier_files import write_csv, write_xlsx

ROUNDS = 3
LAST_ROW_OF_A_SHEET = 1_048_576
FOLDER = Path(tempfile.gettempdir()) / "minhchung-benchmark"


def fastexcel_read(path: Path) -> int:
    import fastexcel

    return fastexcel.read_excel(path).load_sheet(0).to_arrow().num_rows


def pyarrow_read(path: Path) -> int:
    from pyarrow import csv

    return csv.read_csv(path).num_rows


def pyarrow_stream(path: Path) -> int:
    from pyarrow import csv

    return sum(batch.num_rows for batch in csv.open_csv(path))


def lake_import(path: Path) -> int:
    from minhchung.flow.exports import open_export
    from minhchung.flow.lake import Lake

    moment = datetime(2026, 11, 30, 7, 45)
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        with path.open("rb") as file:
            fingerprint = hashlib.file_digest(file, "sha256").hexdigest()
        snapshot = Lake(Path(folder), "99001").add(
            open_export(path), source_sha256=fingerprint, source_bytes=path.stat().st_size, suffix=path.suffix,
            as_of=moment, as_of_from="given", imported_at=moment,
        )  # fmt: skip
        return snapshot.manifest.rows.accepted


def rejects_sheet(path: Path) -> int:
    """The rejected rows as the same sheet with a column "Lỗi": the file is read once for what is wrong and once for the cells."""
    from minhchung.flow.exports import open_export, write_rejects

    rejects = [reject for batch in open_export(path) for reject in batch.rejects]
    with tempfile.TemporaryFile(dir=FOLDER) as out:
        write_rejects(path, rejects, out)
    return len(rejects)


CONTESTANTS: dict[str, Callable[[Path], int]] = {
    job.__name__: job for job in (fastexcel_read, pyarrow_read, pyarrow_stream, lake_import, rejects_sheet)
}


def alone(name: str, path: Path) -> None:
    """What a child does: one job, then its rows, its processor seconds and its peak of memory in MB, as it sees them itself."""
    rows = CONTESTANTS[name](path)
    used = resource.getrusage(resource.RUSAGE_SELF)
    try:  # the peak of this program alone: what rusage says begins with that of the process it was forked from
        peak = int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[0])
    except FileNotFoundError:
        peak = used.ru_maxrss
    print(rows, used.ru_utime + used.ru_stime, peak / 1024)


def compare(title: str, path: Path, names: Sequence[str], rounds: int = ROUNDS) -> None:
    """Prints one comparison; ratios are to the first contestant."""
    taken: dict[str, list[tuple[float, float, float]]] = {name: [] for name in names}
    counted = {}
    for _ in range(rounds):
        for name in names:
            start = time.perf_counter()
            said = subprocess.run([sys.executable, __file__, "--alone", name, path], check=True, capture_output=True, text=True).stdout
            rows, processor, peak = said.split()
            taken[name].append((time.perf_counter() - start, float(processor), float(peak)))
            counted[name] = int(rows)
    print(f"\n{title}: {path.name}, {path.stat().st_size / 1e6:.0f} MB, median of {rounds}")
    print(f"{'':<18}{'rows':>11}{'s':>9}{'ratio':>7}{'cpu s':>9}{'ratio':>7}{'peak MB':>9}{'more':>7}")
    first = [statistics.median(column) for column in zip(*taken[names[0]], strict=True)]
    for name in names:
        wall, processor, peak = (statistics.median(column) for column in zip(*taken[name], strict=True))
        print(
            f"{name:<18}{counted[name]:>11,}{wall:>9.2f}{wall / first[0]:>7.2f}{processor:>9.2f}{processor / first[1]:>7.2f}"
            f"{peak:>9.0f}{peak - first[2]:>+7.0f}",
            flush=True,
        )


def made(name: str, write: Callable[[Path], None]) -> Path:
    """The file of this name, written if it is not there; half of one is never left."""
    path = FOLDER / name
    if not path.exists():
        print(f"making {name} …", flush=True)
        half = path.with_suffix(".half")
        write(half)
        half.replace(path)
    return path


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    tenth = rows // 10
    FOLDER.mkdir(exist_ok=True)
    book = made(f"{rows}.xlsx", lambda path: write_xlsx(path, rows))
    compare("XLSX", book, ["fastexcel_read", "lake_import"])
    table = made(f"{rows}.csv", lambda path: write_csv(path, rows))
    compare("CSV", table, ["pyarrow_read", "lake_import"])
    compare("CSV, the peer streaming", table, ["pyarrow_stream", "lake_import"])
    bad = made(f"{tenth}-bad.xlsx", lambda path: write_xlsx(path, tenth, bad=1))
    compare("XLSX, one row in a hundred bad", bad, ["lake_import", "rejects_sheet"])
    stray = (tenth // 2, LAST_ROW_OF_A_SHEET)
    plain = made(f"{tenth}.xlsx", lambda path: write_xlsx(path, tenth))
    far = made(f"{tenth}-stray.xlsx", lambda path: write_xlsx(path, tenth, stray=stray))
    compare("XLSX as it should be", plain, ["lake_import"])
    compare(f"XLSX, cells XFD{stray[0]} and XFD{stray[1]} besides", far, ["lake_import"])
    large = made(f"{rows * 9 // 4}.csv", lambda path: write_csv(path, rows * 9 // 4))
    compare("CSV, larger", large, ["pyarrow_stream", "lake_import"], rounds=1)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--alone"]:
        alone(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
