"""How a claim comes into being. Shared by the acts of this app and of the apps above; itself no act."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from minhchung.apps.documents.models import Document
from minhchung.apps.evidence.claimable import Place
from minhchung.apps.evidence.models import Claim, Revision
from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.receiving import Received
from minhchung.apps.files.storing import put
from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person
from minhchung.text.normal import nfc, squeeze


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What the person says of the document; None and "" mean not said."""

    number: str = ""
    dated: date | None = None
    issuer: str = ""
    signed: bool | None = None

    def columns(self) -> dict[str, Any]:
        """The claim's columns."""
        return {
            "typed_number": squeeze(nfc(self.number))[:80],
            "typed_date": self.dated,
            "typed_issuer": squeeze(nfc(self.issuer))[:200],
            "typed_signed": self.signed,
        }


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One thing shown as evidence: a received file, a stored file, or a registered document."""

    upload: Received | None = None
    stored: StoredFile | None = None
    document: Document | None = None


def make_claim(place: Place, what: Piece, *, title: str = "", typed: Typed | None = None, actor: Person | None, at: datetime) -> Claim:
    """A new claim at the place, findable by its words.

    The caller has made sure that the person may read what is shown. Raises Refused when nothing is shown, when it belongs to another
    commune, or when the same thing proves this subject already.
    """
    stored, document = _kept(place, what, actor=actor, at=at), what.document
    name = squeeze(title) or (document.title if document else stored.name if stored else "")
    made = Claim(commune_id=place.commune_id, kind=place.kind, key=place.key, file=stored, document=document, title=name[:300],
                 claimed_by=actor, claimed_at=at, **(typed or Typed()).columns())  # fmt: skip
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as twice:
        raise Refused(f"“{name}” đã là minh chứng ở đây rồi, không nộp hai lần; xem trong danh sách minh chứng.") from twice
    find_by_words(made)
    return made


def claim_once(place: Place, what: Piece, *, actor: Person | None, at: datetime) -> Claim:
    """The live claim by which this thing proves the place already, else a new one. Raises Refused as `make_claim` does."""
    stored = _kept(place, what, actor=actor, at=at)
    live = Claim.objects.filter(commune=place.commune_id, kind=place.kind, key=place.key, withdrawn_at=None)
    same = live.filter(file=stored) if stored else live.filter(file=None, document=what.document)
    return same.first() or make_claim(place, Piece(stored=stored, document=what.document), actor=actor, at=at)


def _kept(place: Place, what: Piece, *, actor: Person | None, at: datetime) -> StoredFile | None:
    """The stored file of what is shown, put into the store where it comes by upload."""
    stored = what.stored
    if what.upload is not None:
        stored, _ = put(Commune.objects.get(pk=place.commune_id), what.upload, actor=actor, at=at)
    if stored is None and what.document is None:
        raise Refused("Chưa chọn tệp hay văn bản nào làm minh chứng; tải tệp lên hoặc chọn văn bản trong sổ.")
    if any(thing is not None and thing.commune_id != place.commune_id for thing in (stored, what.document)):
        raise Refused("Tệp hoặc văn bản này không thuộc phường; chọn một tệp trong kho của phường.")
    return stored


def take_newer(claim: Claim, upload: Received, *, actor: Person | None, at: datetime) -> StoredFile:
    """Puts the file into the claim's place and keeps the older one. Raises Refused when it is evidence of the subject already."""
    stored, _ = put(Commune.objects.get(pk=claim.commune_id), upload, actor=actor, at=at)
    twice = f"“{stored.name}” đã là minh chứng ở đây rồi; chọn tệp mới hơn để thay “{claim.title}”."
    if stored.pk == claim.file_id:
        raise Refused(twice)
    Revision.objects.create(
        claim=claim, file=claim.file, document=claim.document, typed_number=claim.typed_number, typed_date=claim.typed_date,
        state=claim.state, reason=claim.reason, shown_from=claim.claimed_at, shown_by=claim.claimed_by, replaced_at=at, replaced_by=actor,
    )  # fmt: skip
    named = {"title": stored.name[:300]} if claim.file and claim.title == claim.file.name else {}
    shown = {**named, "file": stored, "document": None, "claimed_by": actor, "claimed_at": at, **Typed().columns()}
    waiting = {"state": Claim.State.WAITING, "checked_by": None, "checked_at": None, "reason": ""}
    try:
        with transaction.atomic():
            Claim.objects.filter(pk=claim.pk).update(**shown, **waiting)
    except IntegrityError as error:
        raise Refused(twice) from error
    return stored


def find_by_words(claim: Claim) -> None:
    """Writes the claim's row of the search."""
    words = "\n".join((claim.typed_number, claim.typed_issuer, claim.file.name if claim.file else ""))
    lookup.put(Ref("claim", str(claim.pk)), commune=claim.commune_id, title=claim.title, text=words)
