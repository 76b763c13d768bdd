"""The paper of a version in force as evidence: its DOCX or the signed scan, kept once."""

from datetime import datetime

from django.core.files.base import ContentFile

from minhchung.apps.evidence.claimable import Place
from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.showing import Piece, make_claim
from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.receiving import Received, receive
from minhchung.apps.files.storing import put, told
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Person
from minhchung.apps.organisations.rights import keeps_records
from minhchung.apps.quality.models import Version
from minhchung.apps.quality.paper import paper_of
from minhchung.apps.quality.rights import drafts
from minhchung.apps.quality.rules import life
from minhchung.letters.controlled_docx import controlled_docx


@act("quality.prove_with", "Dùng bản tài liệu ISO làm minh chứng", on="version", allowed=keeps_records)
def prove_with(*, version: Version, place: Place, actor: Person | None, at: datetime) -> Claim:
    """The version's own file proves what is asked at `place`: the signed scan where one was brought, else its DOCX, stored at the first
    time. The caller has made sure that the person may bring evidence there. Raises Refused for a version that is not in force."""
    found = _in_force(version)
    kept = Version.papers.through.objects.filter(version=found).order_by("-pk").select_related("storedfile").first()
    stored = kept.storedfile if kept else _drawn(found, actor, at)
    title = f"{found.document.code} ({found.number}): {found.title}"
    made = make_claim(place, Piece(stored=stored), title=title, actor=actor, at=at)
    record(commune=found.commune_id, subject=found.ref, after={"version": found.short, "claim": made.pk, **told(stored)})
    return made


@act("quality.bring_signed", "Gắn bản ký quét", on="version", allowed=drafts)
def bring_signed(*, version: Version, upload: Received, actor: Person | None, at: datetime) -> Version:
    """The scan of the signed paper: from now on it is what proves. What was claimed by the DOCX before stays so."""
    found = _in_force(version)
    stored, _ = put(found.document.commune, upload, actor=actor, at=at)
    if found.papers.filter(pk=stored.pk).exists():
        raise Refused(f"“{stored.name}” đã gắn với bản này rồi. Chọn tệp khác, hoặc tải lại trang.")
    found.papers.add(stored)
    record(commune=found.commune_id, subject=found.ref, after={"version": found.short, **told(stored)})
    return found


def _in_force(version: Version) -> Version:
    found = Version.objects.select_for_update(of=("self",)).select_related("document__commune").get(pk=version.pk)
    if found.state != life.IN_FORCE:
        raise Refused(f"Bản {found.short} không phải bản đang có hiệu lực. Mở bản có hiệu lực của tài liệu rồi làm lại.")
    return found


def _drawn(version: Version, actor: Person | None, at: datetime) -> StoredFile:
    """The DOCX as it was approved, in the store."""
    content = controlled_docx(paper_of(version), at=version.approved_at or at)
    name = f"{version.document.code} bản {version.short}.docx".replace("/", "-").replace('"', "")
    stored, _ = put(version.document.commune, receive(ContentFile(content, name=name)), actor=actor, at=at)
    version.papers.add(stored)
    return stored
