"""Gives received bytes their rows. Shared by the acts of this app and of the apps above; itself no act."""

from datetime import datetime
from typing import Any

from minhchung.apps.files import vault
from minhchung.apps.files.models import Blob, Signature, StoredFile
from minhchung.apps.files.receiving import Received
from minhchung.apps.ground import lookup
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


def _blob(received: Received) -> Blob:
    # A file that could not be read before may be readable now (a part was installed since): its text is then filled in.
    fresh = {"text": received.text, "text_state": received.text_state, "text_error": received.text_error, "said": received.said}
    blob, new = Blob.objects.get_or_create(
        sha256=received.sha256, defaults={"size": received.size, "media_type": received.media_type, **fresh}
    )
    if new:
        Signature.objects.bulk_create(
            Signature(
                blob=blob,
                order=order,
                signer=found.signer,
                issuer=found.issuer,
                signed_at=found.signed_at,
                intact=found.intact,
                changed_after=found.changed_after,
                digest_algorithm=found.digest_algorithm,
                by_agency=found.by_agency,
                note=found.note,
            )
            for order, found in enumerate(received.signatures, 1)
        )
    elif not received.known and blob.text_state == Blob.TextState.FAILED and received.text_state == Blob.TextState.READ:
        Blob.objects.filter(pk=blob.pk).update(**fresh)
        blob.refresh_from_db()
    return blob
