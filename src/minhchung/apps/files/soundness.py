"""Whether the bytes every row names are still there and still the same: what `minhchung doctor` asks of the store."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from minhchung.apps.files import vault
from minhchung.apps.files.links import FILE_LINKS
from minhchung.apps.files.models import Blob, StoredFile
from minhchung.apps.files.rules import size_words

PIECE = 1024 * 1024
NAMED = 5
"""So many of those that refer to a file are named, the others counted."""
WAY_OUT = "Chép lại tệp này từ bản sao lưu của thư mục dữ liệu, hoặc xin lại tệp gốc và nộp lại."


@dataclass(frozen=True)
class Looked:
    """One file of the store: its size, and what is wrong with it in Vietnamese ("" when nothing is)."""

    size: int
    fault: str


def kept() -> QuerySet[Blob]:
    """The files that have to be in the store; of a secret document that was taken out only the row is left."""
    return Blob.objects.exclude(text_state=Blob.TextState.SECRET).order_by("pk").only("sha256", "size")


def looked_over(*, hashing: bool) -> Iterator[Looked]:
    """Each of `kept()` in turn. Without hashing only that it is there and as long as it was is looked at."""
    for blob in kept().iterator(chunk_size=500):
        cause = _cause(blob, hashing=hashing)
        yield Looked(blob.size, f"{_named(blob)} {cause}. {_holders(blob)} {WAY_OUT}" if cause else "")


def _cause(blob: Blob, *, hashing: bool) -> str:
    try:
        with vault.opened(blob.sha256) as stream:
            if stream.size != blob.size:
                return f"đã đổi: trong kho {size_words(stream.size)}, lúc nhận {size_words(blob.size)}"
            if hashing and _digest(iter(lambda: stream.read(PIECE), b"")) != blob.sha256:
                return "đã đổi: nội dung không còn khớp mã băm SHA-256 lúc nhận"
    except FileNotFoundError:
        return "mất khỏi kho"
    except OSError as error:
        return f"không đọc được từ kho ({error.strerror or error})"
    return ""


def _digest(pieces: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def _named(blob: Blob) -> str:
    copies = StoredFile.objects.filter(blob=blob).select_related("commune").order_by("commune", "pk")
    named = ", ".join(f"“{stored.name}” ({stored.commune.name})" for stored in copies)
    return f"Tệp {named or 'không tên'}, mã {blob.sha256[:12]}…"


def _holders(blob: Blob) -> str:
    """Who refers to it, of every commune: for the person at the server, who reads the data folder anyway."""
    named = [
        f"{link.noun} “{holder}”"
        for stored in StoredFile.objects.filter(blob=blob).order_by("pk")
        for link in FILE_LINKS.values()
        for relation in link.relations or (link.name,)
        for holder in getattr(stored, relation).all()
    ]
    if not named:
        return "Chưa gắn vào đâu."
    more = f" và {len(named) - NAMED} nơi nữa" if len(named) > NAMED else ""
    return f"Đang dùng: {', '.join(named[:NAMED])}{more}."
