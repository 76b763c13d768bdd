"""Work that follows by itself: files are read after their upload; bytes that never got a row are removed."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from minhchung.apps.files import vault
from minhchung.apps.files.actions import take_out_secret
from minhchung.apps.files.links import AFTER_READING
from minhchung.apps.files.models import Blob, StoredFile
from minhchung.apps.files.reading import Reading, looked_into, read
from minhchung.apps.files.storing import take_reading
from minhchung.apps.ground.alone import alone
from minhchung.apps.ground.jobs import due_job
from minhchung.apps.ground.models import HistoryEvent
from minhchung.text.extract import MediaType

logger = logging.getLogger(__name__)
GRACE = timedelta(days=1)
"""An upload between its bytes and its row is far younger than this."""
TRIES = 3
"""A file in whose reading the process died this often is not tried again by itself."""
LOOKED_AT_ONCE = 2_000
"""So many old files are looked into in one round of the job."""
TELL_EVERY = 2.0
"""Seconds between two notes of how many pages are done."""


@due_job("files.read", "Đọc tệp đang chờ", soon=True)
def read_waiting(now: datetime) -> int:
    """Reads every file that waits, the smallest first, each by one process alone; returns how many were read here."""
    done, seen = 0, set[str]()
    # Asked anew after each file: what came meanwhile may be smaller than what is left.
    while (sha256 := _waiting().exclude(pk__in=seen).values_list("pk", flat=True).first()) is not None:
        seen.add(sha256)
        with alone(f"reading-{sha256[:2]}") as mine:
            if mine and _read_one(sha256, now):
                done += 1
                _tell_followers(sha256, now)
    return done


def _waiting() -> QuerySet[Blob]:
    return Blob.objects.filter(text_state=Blob.TextState.WAITING).order_by("size", "pk")


def _read_one(sha256: str, now: datetime) -> bool:
    """Reads one file while holding it; False when somebody else has done so meanwhile."""
    blob = Blob.objects.filter(pk=sha256, text_state=Blob.TextState.WAITING).defer("text").first()
    if blob is None:
        return False
    Blob.objects.filter(pk=sha256).update(tries=F("tries") + 1, pages_read=0, pages=0)
    holders = list(StoredFile.objects.filter(blob=blob).select_related("added_by").order_by("pk"))
    name = holders[0].name if holders else "tệp"
    reading = _reading(blob, name)
    if reading.code == "gone" and (said := _taken_out(holders)):
        reading = Reading(Blob.TextState.SECRET, error=said)
    if reading.state == Blob.TextState.SECRET:
        _take_out(blob, holders, reading.error, now)
    return take_reading(blob, reading)


def _reading(blob: Blob, name: str) -> Reading:
    if blob.tries >= TRIES:
        error = (
            f"Chưa đọc được “{name}”: {TRIES} lần đọc đều bị ngắt giữa chừng (tệp quá nặng cho máy này, hoặc máy chủ bị tắt); "
            "hãy tách nhỏ tệp rồi tải lên, hoặc bấm “Đọc lại”."
        )
        return Reading(Blob.TextState.FAILED, error=error, code="interrupted")
    try:
        with vault.opened(blob.pk) as stream:
            data = stream.read()
    except FileNotFoundError:
        error = f"Tệp “{name}” không còn trong kho; hãy tải lại tệp từ máy, hoặc khôi phục kho tệp từ bản sao lưu."
        return Reading(Blob.TextState.FAILED, error=error, code="gone")
    return read(data, MediaType(blob.media_type), name, progress=_progress_of(blob))


def _progress_of(blob: Blob) -> Callable[[int, int], None]:
    """Notes how far the recognition is, now and then: whoever waits for a long scan wants to see it move."""
    told_at = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal told_at
        if time.monotonic() - told_at >= TELL_EVERY:
            told_at = time.monotonic()
            Blob.objects.filter(pk=blob.pk).update(pages_read=done, pages=total)

    return tell


def _take_out(blob: Blob, holders: list[StoredFile], reason: str, now: datetime) -> None:
    """A secret document: said in every history that holds it, then its bytes go. Killed in between, the next reading does the rest."""
    for file in holders:
        if not _taken_out([file]):
            take_out_secret(file=file, reason=reason, actor=None, at=now)
    vault.remove(blob.pk)


def _taken_out(holders: list[StoredFile]) -> str:
    """Why the file was taken out as secret; "" when it was not."""
    events = HistoryEvent.objects.filter(act="files.take_out_secret", kind="file", key__in=[str(file.pk) for file in holders])
    return events.values_list("note", flat=True).first() or ""


def _tell_followers(sha256: str, now: datetime) -> None:
    for follow in AFTER_READING:
        try:
            follow(sha256, now)
        except Exception:
            # The file is read; the follower's own job finds what it missed.
            logger.exception("what follows the reading of a file failed")


@due_job("files.look_into", "Đếm lại danh sách, kỳ và đơn vị trong tệp cũ")
def look_into_old(now: datetime) -> int:
    """Files read before their contents were counted; returns how many were looked into. Of lost bytes nothing is counted."""
    done = 0
    unread = (Blob.TextState.WAITING, Blob.TextState.SECRET)
    waiting = Blob.objects.filter(contents__isnull=True).exclude(text_state__in=unread).order_by("size", "pk")
    for sha256 in list(waiting.values_list("pk", flat=True)[:LOOKED_AT_ONCE]):
        blob = Blob.objects.get(pk=sha256)
        try:
            with vault.opened(sha256) as stream:
                found = looked_into(stream.read(), MediaType(blob.media_type), blob.text, blob.said)
        except FileNotFoundError:
            found = Reading(blob.text_state, said=blob.said)
        done += Blob.objects.filter(pk=sha256, contents__isnull=True).update(contents=found.contents, said=found.said)
    return done


@due_job("files.sweep", "Dọn tệp tải dở")
def sweep(now: datetime) -> int:
    """Removes bytes older than a day that no row names, and what broken uploads left behind; returns how many files went."""
    before = now - GRACE
    old = [sha256 for sha256, came in vault.settled() if came < before]
    removed = vault.remove_leftovers(before=before)
    for start in range(0, len(old), 500):
        batch = old[start : start + 500]
        named = set(Blob.objects.filter(pk__in=batch).values_list("pk", flat=True))
        removed += sum(vault.remove_unless_fresh(sha256, before=before) for sha256 in batch if sha256 not in named)
    return removed
