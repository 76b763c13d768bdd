"""Work that only one process, and in it only one thread, may do at a time.

The holder's death frees the work at once, however it died: the lock belongs to the operating system (one machine) or to the database
session (PostgreSQL, any number of machines), never to a row that somebody would have to clean up.
"""

import contextlib
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection


@contextlib.contextmanager
def alone(name: str) -> Iterator[bool]:
    """True for the one who holds the work of this name until the block ends; False for everybody who asks meanwhile. Never waits.

    `name` is a file name: letters, digits, "-". Inside the block the database connection of this thread must not be closed.
    """
    if connection.vendor == "postgresql":
        with _held_in_the_database(name) as held:
            yield held
    else:
        with _held_on_disk(Path(settings.DATA_DIR) / "locks" / name) as held:
            yield held


@contextlib.contextmanager
def _held_in_the_database(name: str) -> Iterator[bool]:
    key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        held = bool(cursor.fetchone()[0])
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


@contextlib.contextmanager
def _held_on_disk(path: Path) -> Iterator[bool]:
    # The lock file stays: removing it would let two holders lock two files of one name.
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _locked(descriptor)
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    """Locks the open file, or says that somebody else has. Closing the file, or dying, frees it."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - there only on Windows

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - there only on POSIX

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
