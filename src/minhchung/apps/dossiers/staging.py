"""An uploaded export between its dry run and its import: one file in a folder of its own, gone after import, cancelling, or an hour.

The export holds personal data, so it is kept nowhere else, never in the store of files, and under a name that says nothing but its token
and its digest: the file need not be read again to know it.
"""

import hashlib
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from minhchung.apps.ground.acts import Refused

KEPT_SECONDS = 3600
_TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Staged:
    """One staged file: the token that its uploader's pages carry, where it lies, its digest."""

    token: str
    path: Path
    sha256: str
    bytes: int

    @property
    def suffix(self) -> str:
        """How the file's name ended when it came, ".xlsx"."""
        return self.path.suffix


def stage(uploaded: "UploadedFile[Any]", *, commune: str, suffix: str) -> Staged:
    """Writes an upload to disk piece by piece. `suffix` is only kept when it is letters and digits. Sweeps what was forgotten."""
    folder = _folder(commune)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    sweep(commune)
    kept = suffix.lower() if re.fullmatch(r"\.[a-z0-9]{1,5}", suffix.lower()) else ""
    token = secrets.token_hex(16)
    half = folder / f".{token}"
    digest, size = hashlib.sha256(), 0
    with half.open("xb") as out:
        for chunk in uploaded.chunks():
            out.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    path = half.rename(folder / f"{token}-{digest.hexdigest()}{kept}")
    return Staged(token, path, digest.hexdigest(), size)


def staged(token: str, *, commune: str) -> Staged:
    """The staged file of a token. Raises Refused when it is gone: the way out is to choose the file again."""
    found = list(_folder(commune).glob(f"{token}*")) if _TOKEN.fullmatch(token) else []
    if not found:
        raise Refused("Tệp đã chọn không còn chờ nhập (quá một giờ, hoặc đã nhập xong). Chọn lại tệp.")
    return Staged(token, found[0], found[0].stem.rpartition("-")[2], found[0].stat().st_size)


def drop(token: str, *, commune: str) -> None:
    """Deletes a staged file; nothing happens when it is gone already."""
    for path in _folder(commune).glob(f"{token}*") if _TOKEN.fullmatch(token) else ():
        path.unlink(missing_ok=True)


def sweep(commune: str) -> int:
    """Deletes what has waited longer than an hour, and says how many."""
    gone = 0
    for path in _folder(commune).glob("*"):
        with suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > KEPT_SECONDS:  # noqa: TID251 - ages of files, by the disk's own clock
                path.unlink()
                gone += 1
    return gone


def note_rows(token: str, rows: int, *, commune: str) -> None:
    """Notes how many rows of a staged file are read, beside the file; another process of the site shows it."""
    note = _note(token, commune)
    half = note.with_suffix(".half")
    half.write_text(str(rows), "utf-8")
    half.replace(note)


def rows_noted(token: str, *, commune: str) -> int:
    """How many rows were read so far; 0 when nothing was noted."""
    try:
        return int(_note(token, commune).read_text("utf-8")) if _TOKEN.fullmatch(token) else 0
    except FileNotFoundError:
        return 0


@contextmanager
def in_hand(uploaded: Staged) -> Iterator[Staged]:
    """The file is deleted when the import ends, however it ends."""
    try:
        yield uploaded
    finally:
        uploaded.path.unlink(missing_ok=True)
        uploaded.path.with_name(f".{uploaded.token}.rows").unlink(missing_ok=True)


def _note(token: str, commune: str) -> Path:
    return _folder(commune) / f".{token}.rows"


def _folder(commune: str) -> Path:
    folder: Path = settings.DATA_DIR / "staging" / commune
    return folder
