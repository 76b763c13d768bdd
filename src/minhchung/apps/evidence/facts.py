"""A claim's facts: as typed, as the registered document has them, as the file says them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from minhchung.apps.documents.fields import code_said, date_said
from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.rules import Check, Difference, Facts, Period, Shown, Signatures, checks, differences
from minhchung.apps.files.models import Blob, StoredFile
from minhchung.text.extract import MediaType


@dataclass(frozen=True)
class Looked:
    """A claim with what a screen shows beside it. `dated_from_file`: the date is the file's own, nobody typed it."""

    claim: Claim
    checks: list[Check]
    differences: list[Difference]
    dated: date | None
    dated_from_file: bool

    @property
    def being_read(self) -> bool:
        """The file is still being read: what it says is not known yet."""
        blob = blob_of(self.claim)
        return blob is not None and blob.text_state == Blob.TextState.WAITING


def stored_of(claim: Claim) -> StoredFile | None:
    """The file shown: the claim's own, else the registered document's."""
    return claim.file or (claim.document.file if claim.document else None)


def blob_of(claim: Claim) -> Blob | None:
    """Its bytes."""
    stored = stored_of(claim)
    return stored.blob if stored else None


def typed_of(claim: Claim) -> Facts:
    """What a person said: the claim's own fields, and where they are empty those of the registered document."""
    document = claim.document
    signed = claim.typed_signed
    if document is not None and signed is None:
        signed = document.personal_signature
    return Facts(
        number=claim.typed_number or (document.code if document else ""),
        dated=claim.typed_date or (document.issued_on if document else None),
        issuer=claim.typed_issuer or (document.issuer if document else ""),
        signed=signed,
    )


def said_of(claim: Claim, *, carries: bool | None = None) -> Facts:
    """What the file says of itself. Only a PDF tells whether it is signed; other files leave it open.

    `carries`: whether the file carries a signature, where the caller has asked already; else its `signatures` are looked at.
    """
    blob = blob_of(claim)
    if blob is None:
        return Facts()
    told = blob.media_type == MediaType.PDF and blob.text_state not in (Blob.TextState.WAITING, Blob.TextState.SECRET)
    signed = (bool(blob.signatures.all()) if carries is None else carries) if told else None
    # On a scan the number may be stamped or written by hand: a symbol alone says nothing of it.
    unread = bool((blob.contents or {}).get("scanned")) and not blob.said.get("number")
    return Facts(
        number="" if unread else code_said(blob.said), dated=date_said(blob.said), issuer=str(blob.said.get("issuer") or ""), signed=signed
    )


def dated(claim: Claim) -> date | None:
    """The date of what the claim shows: typed, else the registered document's, else the file's own; None when nobody says."""
    return typed_of(claim).dated or day_of(claim)


def day_of(claim: Claim) -> date | None:
    """The day the file itself tells."""
    blob = blob_of(claim)
    return day_told(blob.said, blob.contents, brought=localdate(claim.claimed_at)) if blob else None


def day_told(said: Mapping[str, Any], contents: Mapping[str, Any] | None, *, brought: date) -> date | None:
    """The day a file tells: the date of its head. A picture carries the camera's day, minutes the day of the meeting in their text; what
    is no official document (a saved page, a list) is as old as the latest day in it that had come when it was brought."""
    holds = contents or {}
    if day := date_said(said):
        return day
    if taken := holds.get("taken"):
        return date.fromisoformat(taken)
    come = [day for each in holds.get("days") or () if (day := date.fromisoformat(each)) <= brought]
    if said.get("type") == "bien-ban":
        return come[0] if come else None
    official = said.get("number") or said.get("symbol") or said.get("type")
    return None if official else max(come, default=None)


def shown(claims: Iterable[Claim]) -> list[Shown]:
    """The claims as sufficiency counts them."""
    return [Shown(claim.state, dated(claim)) for claim in claims]


def looked_at(claim: Claim, period: Period | None) -> Looked:
    """The claim with its checks; `claim.file.blob.signatures` and `claim.document.file.blob.signatures` should be prefetched."""
    typed, said, day = typed_of(claim), said_of(claim), day_of(claim)
    # A day the file tells elsewhere than in its head says when it is of; it does not contradict what a person typed.
    told = said if typed.dated else replace(said, dated=day)
    found = checks(typed=typed, said=told, period=period, signatures=signatures_of(claim), claimed_on=localdate(claim.claimed_at))
    return Looked(claim, found, differences(typed, said), typed.dated or day, typed.dated is None and day is not None)


def signatures_of(claim: Claim) -> Signatures:
    """What the signatures of its file add up to."""
    blob = blob_of(claim)
    state = blob.text_state if blob else ""
    if blob is None or blob.media_type != MediaType.PDF:
        return Signatures(readable=False, reading=state)
    rows = list(blob.signatures.all())
    return Signatures(
        readable=True,
        reading=state,
        count=len(rows),
        intact=all(row.intact for row in rows),
        changed_after=any(row.changed_after for row in rows),
        weak=any(row.digest_algorithm == "SHA1" for row in rows),
    )
