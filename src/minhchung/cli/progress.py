"""A progress bar over the rows of a file: how many, how fast, how long still. Only on a terminal, on standard error."""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PIECE = 1 << 20
_DIMENSION = re.compile(rb'<dimension ref="[A-Z]+\d+:[A-Z]+(\d+)"')


def rows_expected(file: Path) -> int | None:
    """About how many rows a file has, without reading it as an export: enough for a remaining time. None when it does not tell."""
    if not sys.stderr.isatty():
        return None
    suffix = file.suffix.lower()
    if suffix == ".xlsx":
        return _rows_of_workbook(file)
    mark = {".csv": b"\n", ".tsv": b"\n", ".json": b'"MaHoSo"', ".xes": b"<event"}.get(suffix)
    if mark is None:
        return None
    with file.open("rb") as opened:
        return sum(piece.count(mark) for piece in iter(lambda: opened.read(PIECE), b"")) or None


def _rows_of_workbook(file: Path) -> int | None:
    """The last row of the longest sheet, as its head says."""
    try:
        with zipfile.ZipFile(file) as archive:
            found = []
            for name in archive.namelist():
                if name.startswith("xl/worksheets/sheet"):
                    with archive.open(name) as sheet:
                        found += [int(rows) for rows in _DIMENSION.findall(sheet.read(4096))]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return None  # what is wrong with the file is told by its reader
    return max(found, default=None)


@contextmanager
def shown_progress(name: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """While this lasts, the rows that the callable is told of are shown; off a terminal nothing is."""
    if not sys.stderr.isatty():
        yield lambda rows: None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{int(speed):,} dòng/giây".replace(",", ".") if speed else "")

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:.0f} dòng"), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
        task = bar.add_task(name.replace("[", "\\["), total=total)
        yield lambda rows: bar.advance(task, rows)
