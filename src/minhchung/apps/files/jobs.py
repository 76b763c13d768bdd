"""Work that follows by itself: bytes that never got a row are removed."""

from datetime import datetime, timedelta

from minhchung.apps.files import vault
from minhchung.apps.files.models import Blob
from minhchung.apps.ground.jobs import due_job

GRACE = timedelta(days=1)
"""An upload between its bytes and its row is far younger than this."""


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
