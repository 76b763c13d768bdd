"""Many files as one ZIP that is sent while it is made: nothing but one chunk stands in memory, nothing is written to disk.

Files are stored, not compressed: what offices hand in (PDF, DOCX, pictures) is compressed already.
"""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO

CHUNK = 1 << 20


@dataclass(frozen=True)
class Entry:
    """One file of the archive: its path with `/`, its size, the moment shown for it, and how to open its bytes."""

    name: str
    size: int
    at: datetime
    opened: Callable[[], IO[bytes]]


class _Outlet:
    """What the archive writes to: it cannot go back, and is emptied after each chunk."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Takes a piece."""
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits anywhere else."""

    def taken(self) -> Iterator[bytes]:
        """What was written since the last time."""
        parts, self._parts = self._parts, []
        yield from parts


def zipped(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The archive in pieces. An entry that cannot be opened raises while it is sent: the caller has looked before."""
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED) as archive:  # type: ignore[call-overload]  # it writes and never seeks
        for entry in entries:
            info = zipfile.ZipInfo(entry.name, entry.at.timetuple()[:6])
            info.external_attr = 0o644 << 16
            with entry.opened() as source, archive.open(info, "w", force_zip64=entry.size >= zipfile.ZIP64_LIMIT) as target:
                while chunk := source.read(CHUNK):
                    target.write(chunk)
                    yield from outlet.taken()
            yield from outlet.taken()
    yield from outlet.taken()
