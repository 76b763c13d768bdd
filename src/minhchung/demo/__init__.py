"""The demonstration: a fictional ward with directives written for the project, its clock frozen at a date in its data."""

import shutil
from pathlib import Path

NOW = "2026-11-20T09:00:00"
"""The demo's moment: a Friday, the day after the last sample directive."""
MARK = "minhchung-demo"
READY = "minhchung-demo-ready"
"""Written last: without it a demo folder holds a ward that was only half built."""


def is_half_built(folder: Path) -> bool:
    """Whether a demo was begun in the folder and stopped before its ward was ready."""
    return (folder / MARK).exists() and not (folder / READY).exists()


def forget(folder: Path) -> None:
    """Deletes a demo folder. Refuses a folder that no demo made, so that real data can never be named by mistake."""
    if not folder.exists():
        return
    if not (folder / MARK).exists():
        raise SystemExit(f"Thư mục {folder} không phải của bản trình diễn nên không xóa. Chọn thư mục khác bằng --data.")
    shutil.rmtree(folder)
