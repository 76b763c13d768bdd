"""Folders that appear whole or not at all: written under a hidden name, flushed to disk, then named by one rename."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HIDDEN = "."


@contextmanager
def appearing(target: Path) -> Iterator[Path]:
    """A hidden folder beside `target` to fill; when the block ends well it becomes `target`, which must not be there yet. A file may be
    a link to one of a folder that appeared before.

    To be called by the only writer, after `sweep`. When the block fails the hidden folder is removed; when the process dies it stays,
    is seen by nobody and is swept by `sweep`.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    hidden = target.with_name(f"{HIDDEN}{target.name}-{os.getpid()}")
    hidden.mkdir()
    try:
        yield hidden
        for file in hidden.iterdir():
            if file.stat().st_nlink == 1:  # what has another name too was flushed under that one
                _flush(file)
        _flush(hidden)
        hidden.rename(target)
    except BaseException:
        shutil.rmtree(hidden, ignore_errors=True)  # the fault that is under way matters more; what stays is swept later
        raise
    _flush(target.parent)


def replace_text(path: Path, text: str) -> None:
    """Replaces a small file by one rename: a reader sees the old text or the new one."""
    hidden = path.with_name(f"{HIDDEN}{path.name}-{os.getpid()}")
    hidden.write_text(text, "utf-8")
    _flush(hidden)
    hidden.replace(path)
    _flush(path.parent)


def sweep(folder: Path) -> int:
    """Removes what earlier processes left unfinished; to be called by the only writer. Returns how many leftovers there were."""
    leftovers = list(folder.glob(f"{HIDDEN}*")) if folder.is_dir() else []
    for path in leftovers:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)  # Windows keeps a file that someone still reads: the next sweep takes it
        else:
            path.unlink(missing_ok=True)
    return len(leftovers)


def retire(folder: Path) -> None:
    """Takes a folder away: first its name, so that nobody opens half of it, then its files."""
    hidden = folder.with_name(f"{HIDDEN}{folder.name}-retired")
    try:
        folder.rename(hidden)
    except PermissionError:  # Windows, while someone reads it: it is retired after the next import
        return
    shutil.rmtree(hidden, ignore_errors=True)


def _flush(path: Path) -> None:
    """Forces a file, or the names in a folder, onto the disk. Windows cannot open a folder and journals names by itself."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() or os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
