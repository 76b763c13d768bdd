"""Entering documents that came from elsewhere."""

from datetime import datetime

from minhchung.apps.documents import rights
from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.writing import enter, ref
from minhchung.apps.files.receiving import Received
from minhchung.apps.ground.acts import act, record
from minhchung.apps.organisations.models import Commune, Person


@act("documents.register_incoming", "Vào sổ văn bản đến", on="commune", allowed=rights.registers)
def register_incoming(
    *,
    commune: Commune,
    upload: Received | None = None,
    text: str = "",
    fields: Fields | None = None,
    actor: Person | None,
    at: datetime,
) -> Document:
    """Enters an incoming document: a received file (files.receiving.receive), pasted text, or fields typed by hand.

    Without `fields` the row is filled with what the file or text says of itself (`from_file` names those fields). Raises Refused when
    there is nothing to enter or the text carries a secrecy stamp.
    """
    document, said = enter(
        commune,
        direction=Document.Direction.INCOMING,
        state=Document.State.RECEIVED,
        fields=fields,
        upload=upload,
        text=text,
        actor=actor,
        at=at,
    )
    record(commune=commune.code, subject=ref(document), after=said)
    return document


@act("documents.register_law", "Thêm văn bản pháp luật", on="commune", allowed=rights.registers)
def register_law(
    *,
    commune: Commune,
    upload: Received | None = None,
    text: str = "",
    fields: Fields | None = None,
    actor: Person | None,
    at: datetime,
) -> Document:
    """Enters a law or other legal text that others cite. Same terms as `register_incoming`."""
    document, said = enter(
        commune, direction=Document.Direction.LAW, state=Document.State.ISSUED, fields=fields, upload=upload, text=text, actor=actor, at=at
    )
    record(commune=commune.code, subject=ref(document), after=said)
    return document
