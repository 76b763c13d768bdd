"""Gives received bytes their rows. Shared by the acts of this app and of the apps above; itself no act."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from minhchung.apps.files import vault
from minhchung.apps.files.models import Blob, Signature, StoredFile
from minhchung.apps.files.reading import Reading
from minhchung.apps.files.receiving import Received
from minhchung.apps.files.signatures import FoundSignature
from minhchung.apps.ground import lookup, worker
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person


def put(commune: Commune, received: Received, *, actor: Person | None, at: datetime) -> tuple[StoredFile, bool]:
    """The commune's copy of the file, and whether it is new there. Inside an act only. Raises Refused when the bytes are gone."""
    if not vault.holds(received.sha256):
        raise Refused(f"“{received.name}” chưa được ghi xong vào kho tệp; hãy tải lại tệp.")
    blob = _blob(received)
    stored, new = StoredFile.objects.get_or_create(
        commune=commune, blob=blob, defaults={"name": received.name, "added_by": actor, "added_at": at}
    )
    if new:
        lookup.put(Ref("file", str(stored.pk)), commune=commune.code, title=stored.name)
    return stored, new


def told(stored: StoredFile) -> dict[str, Any]:
    """What the history says of a file: its name, and the digest that proves which bytes were meant."""
    return {"file": stored.name, "sha256": stored.blob_id}


def take_reading(blob: Blob, reading: Reading) -> bool:
    """Writes what the reading of a waiting file gave; False when it does not wait any more and nothing was written."""
    fresh: dict[str, Any] = {
        "text": reading.text,
        "text_state": reading.state,
        "text_error": reading.error,
        "said": reading.said,
        "contents": reading.contents,
        "tries": 0,
    }
    with transaction.atomic():
        if not Blob.objects.filter(pk=blob.pk, text_state=Blob.TextState.WAITING).update(**fresh):
            return False
        Signature.objects.filter(blob=blob).delete()
        _sign(blob, reading.signatures)
    return True


def let_wait(blob: Blob) -> bool:
    """Puts a file that could not be read, or gave no text, in line again; False when it is read or waits already. Inside an act only."""
    again = {"text_state": Blob.TextState.WAITING, "text_error": "", "tries": 0, "pages_read": 0, "pages": 0}
    unread = Blob.objects.filter(pk=blob.pk, text_state__in=[Blob.TextState.FAILED, Blob.TextState.NONE])
    if not unread.update(**again):
        return False
    transaction.on_commit(worker.call)
    return True


def _blob(received: Received) -> Blob:
    # A file that could not be read before may be readable now (a part was installed since): its text is then filled in.
    fresh: dict[str, Any] = {
        "text": received.text,
        "text_state": received.text_state,
        "text_error": received.text_error,
        "said": received.said,
        "contents": received.contents,
    }
    blob, new = Blob.objects.get_or_create(
        sha256=received.sha256, defaults={"size": received.size, "media_type": received.media_type, **fresh}
    )
    if new:
        _sign(blob, received.signatures)
    elif not received.known and blob.text_state == Blob.TextState.FAILED and received.text_state == Blob.TextState.READ:
        Blob.objects.filter(pk=blob.pk).update(**fresh)
        blob.refresh_from_db()
    elif not received.known and blob.text_state == Blob.TextState.FAILED and received.text_state == Blob.TextState.WAITING:
        let_wait(blob)
        blob.refresh_from_db()
    if blob.text_state == Blob.TextState.WAITING:
        transaction.on_commit(worker.call)
    return blob


def _sign(blob: Blob, signatures: Iterable[FoundSignature]) -> None:
    Signature.objects.bulk_create(Signature(blob=blob, order=order, **asdict(found)) for order, found in enumerate(signatures, 1))
