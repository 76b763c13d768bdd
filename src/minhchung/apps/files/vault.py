"""The bytes on disk: taken in beside the store, hashed, made safe, and only then moved to their place by one rename.

A file is first written under `incoming/`; nothing there is ever served. Its place is `ab/cd/<sha256>`. A row may name a file
only after `settle` has returned: a power cut between the two leaves bytes without a row, which the sweep removes a day later.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages

from minhchung.apps.files.rules import size_words
from minhchung.apps.ground.acts import Refused

INCOMING = "incoming"


@dataclass(frozen=True)
class Waiting:
    """Bytes written and hashed, not yet in their place."""

    path: Path
    sha256: str
    size: int

    def read(self) -> bytes:
        """All of them."""
        return self.path.read_bytes()


def store() -> Storage:
    """Where files live: a folder by default, S3 by configuration (STORAGES["files"])."""
    return storages["files"]


def place(sha256: str) -> str:
    """The name of a file inside the store."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


@contextlib.contextmanager
def taken_in(chunks: Iterable[bytes], *, name: str, limit: int) -> Iterator[Waiting]:
    """The bytes as a waiting file, gone again at the end unless `settle` moved them. Raises Refused beyond `limit` bytes."""
    folder = _incoming()
    descriptor, temporary = tempfile.mkstemp(dir=folder)
    path = Path(temporary)
    try:
        with os.fdopen(descriptor, "wb") as out:
            sha256, size = _copy(chunks, out, name=name, limit=limit)
            out.flush()
            os.fsync(out.fileno())
        yield Waiting(path, sha256, size)
    finally:
        path.unlink(missing_ok=True)


def settle(waiting: Waiting) -> None:
    """Moves the bytes to their place; they survive a power cut once this returns. The same bytes there are replaced by themselves."""
    storage = store()
    if not isinstance(storage, FileSystemStorage):
        if not storage.exists(place(waiting.sha256)):
            with waiting.path.open("rb") as stream:
                storage.save(place(waiting.sha256), File(stream))
        return
    target = Path(storage.path(place(waiting.sha256)))
    target.parent.mkdir(parents=True, exist_ok=True)
    # Replacing also when the file is there: its fresh date keeps the sweep away until the row is written.
    waiting.path.touch()
    waiting.path.replace(target)
    for folder in (target.parent, target.parent.parent, target.parent.parent.parent):
        _make_lasting(folder)


def holds(sha256: str) -> bool:
    """Whether the bytes are in their place."""
    return store().exists(place(sha256))


def opened(sha256: str) -> File:  # type: ignore[type-arg]  # Storage.open gives a File of either kind
    """The bytes, open for reading. Raises FileNotFoundError."""
    return store().open(place(sha256), "rb")


def settled() -> Iterator[tuple[str, datetime]]:
    """Every file in its place, with the moment it came there."""
    storage = store()
    for shard in _folders(storage, ""):
        if len(shard) != 2:
            continue
        for inner in _folders(storage, shard):
            for name in storage.listdir(f"{shard}/{inner}")[1]:
                if len(name) == 64:
                    yield name, storage.get_modified_time(f"{shard}/{inner}/{name}")


def remove_unless_fresh(sha256: str, *, before: datetime) -> bool:
    """Removes a file that came before `before`. Set aside first and looked at again: the same bytes may arrive at this very moment."""
    storage = store()
    if not isinstance(storage, FileSystemStorage):
        if storage.get_modified_time(place(sha256)) >= before:
            return False
        storage.delete(place(sha256))
        return True
    target = Path(storage.path(place(sha256)))
    aside = _incoming() / f"sweep-{sha256}"
    try:
        target.replace(aside)
    except FileNotFoundError:
        return False
    if aside.stat().st_mtime >= before.timestamp():
        aside.replace(target)
        return False
    aside.unlink()
    return True


def remove(sha256: str) -> None:
    """Removes a file from its place, whether or not it is there: a secret document does not stay."""
    store().delete(place(sha256))


def remove_leftovers(*, before: datetime) -> int:
    """Removes what broken uploads left under `incoming/` before that moment; returns how many."""
    removed = 0
    for path in _incoming().iterdir():
        if path.is_file() and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _copy(chunks: Iterable[bytes], out: BinaryIO, *, name: str, limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise Refused(f"“{name}” nặng hơn mức {size_words(limit)} của phường; hãy giảm dung lượng ảnh hoặc tách tệp rồi tải lại.")
        digest.update(chunk)
        out.write(chunk)
    return digest.hexdigest(), size


def _incoming() -> Path:
    storage = store()
    root = Path(storage.path("")) if isinstance(storage, FileSystemStorage) else Path(tempfile.gettempdir()) / "minhchung"
    folder = root / INCOMING
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _folders(storage: Storage, path: str) -> list[str]:
    try:
        return storage.listdir(path)[0]
    except FileNotFoundError:
        return []


def _make_lasting(folder: Path) -> None:
    """A rename lasts once the folder itself is on disk; Windows has no such call and does not need it."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
