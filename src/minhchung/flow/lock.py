"""One writer at a time in one lake.

The lock belongs to the operating system and not to the existence of a file: it falls when its holder dies, however it dies, so that a
stale lock cannot be, and no other process has to guess from a number that may have been given to someone else. The file only says who
holds it. The byte that is locked lies far behind the text, because Windows would refuse to let others read a locked text.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BYTE = 1 << 30
EVERY_SECONDS = 0.1


class LakeBusyError(Exception):
    """Another process writes into this lake. The message says which, and what to do."""


@contextmanager
def only_writer(path: Path, *, wait_seconds: float = 60) -> Iterator[None]:
    """Holds the lock file at `path` (made when there is none); waits for another holder at most so long, then LakeBusyError."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        for _ in range(max(1, round(wait_seconds / EVERY_SECONDS))):
            if _taken(descriptor):
                break
            time.sleep(EVERY_SECONDS)
        else:
            raise LakeBusyError(
                f"Kho hồ sơ đang được lần nhập khác ghi (tiến trình số {holder(path) or 'không rõ'}): đợi lần ấy xong rồi chạy lại."
            )
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, str(os.getpid()).encode())
        try:
            yield
        finally:
            os.ftruncate(descriptor, 0)
            _let_go(descriptor)
    finally:
        os.close(descriptor)


def holder(path: Path) -> int | None:
    """The number of the process that last took the lock and did not end its work, or None: it may be dead by now."""
    try:
        return int(path.read_text("ascii"))
    except (FileNotFoundError, ValueError):
        return None


if sys.platform == "win32":  # pragma: no cover - Windows only
    import msvcrt

    def _taken(descriptor: int) -> bool:
        os.lseek(descriptor, BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _let_go(descriptor: int) -> None:
        os.lseek(descriptor, BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _taken(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _let_go(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
