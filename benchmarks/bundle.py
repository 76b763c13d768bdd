"""An evidence bundle streamed as ZIP against `zip -0`: `python benchmarks/bundle.py [GB]`.

The same files, each contestant in turn, written to the same disk; peak memory of the streaming process beside it.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from minhchung.apps.files.zipping import Entry, zipped

FILE_MB, ROUNDS = 5, 3


def made(folder: Path, gigabytes: float) -> list[Path]:
    """Files of random bytes: what cannot be compressed, like signed PDFs."""
    files = []
    for number in range(int(gigabytes * 1024 / FILE_MB)):
        file = folder / f"{number % 60:02d}" / f"minh-chung-{number:05d}.pdf"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(os.urandom(FILE_MB << 20))
        files.append(file)
    return files


def streamed(files: list[Path], folder: Path, target: Path) -> None:
    entries = (
        Entry(str(file.relative_to(folder)), file.stat().st_size, datetime(2026, 12, 31), lambda file=file: file.open("rb"))
        for file in files
    )
    with target.open("wb") as out:
        for piece in zipped(entries):
            out.write(piece)


def seconds(job: object) -> float:
    os.sync()
    start = time.perf_counter()
    job()  # type: ignore[operator]
    os.sync()
    return time.perf_counter() - start


def main() -> None:
    gigabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    if not shutil.which("zip"):
        raise SystemExit("zip is not installed: apt-get install zip")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "files"
        folder.mkdir()
        files = made(folder, gigabytes)
        ours, theirs = Path(place) / "ours.zip", Path(place) / "theirs.zip"
        found: dict[str, list[float]] = {"minhchung, streamed": [], "zip -0": []}
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for _ in range(ROUNDS):
            found["minhchung, streamed"].append(seconds(lambda: streamed(files, folder, ours)))
            theirs.unlink(missing_ok=True)
            found["zip -0"].append(seconds(lambda: subprocess.run(["zip", "-0", "-q", "-r", str(theirs), "."], cwd=folder, check=True)))
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        subprocess.run(["unzip", "-tq", str(ours)], check=True, stdout=subprocess.DEVNULL)
        print(f"{len(files)} files, {gigabytes:g} GB, median of {ROUNDS}")
        peer = statistics.median(found["zip -0"])
        for name, times in found.items():
            print(f"{name:<22}{statistics.median(times):>8.2f} s   speed {peer / statistics.median(times):.2f} of zip -0")
        print(f"memory grown by {grown:.0f} MB")


if __name__ == "__main__":
    main()
