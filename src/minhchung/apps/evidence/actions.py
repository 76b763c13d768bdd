"""Bringing evidence, taking it back, judging it, correcting what was typed."""

from datetime import datetime

from django.utils import timezone

from minhchung.apps.documents.models import Document
from minhchung.apps.evidence import rights
from minhchung.apps.evidence.claimable import Place, accepted_since
from minhchung.apps.evidence.models import WORDS, Claim
from minhchung.apps.evidence.showing import Piece, Typed, find_by_words, make_claim, take_newer
from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.receiving import Received
from minhchung.apps.files.storing import told
from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.notices import notify
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Person
from minhchung.text.normal import squeeze
from minhchung.text.written import written_day

__all__ = ["Typed", "claim", "edit_typed", "replace", "verify", "withdraw"]
State = Claim.State


@act("evidence.claim", "Nộp minh chứng", on="place", allowed=rights.claims)
def claim(
    *,
    place: Place,
    upload: Received | None = None,
    stored: StoredFile | None = None,
    document: Document | None = None,
    title: str = "",
    typed: Typed | None = None,
    actor: Person | None,
    at: datetime,
) -> Claim:
    """Says that a received file, a stored file or a registered document proves the subject at `place`.

    The caller has made sure that the person may read `stored` and `document`. Raises Refused when nothing is shown, when it belongs to
    another commune, or when the same thing proves this subject already. What was accepted takes more, and its history says that it
    came later.
    """
    what = Piece(upload=upload, stored=stored, document=document)
    made = make_claim(place, what, title=title, typed=typed, actor=actor, at=at)
    columns = (typed or Typed()).columns()
    after = {"title": made.title, "document": made.document_id, **columns, **(told(made.file) if made.file else {})}
    record(commune=place.commune_id, subject=place.ref, after={"claim": made.pk, **after}, note=_later_words(place.ref))
    return made


def _later_words(subject: Ref) -> str:
    accepted = accepted_since([subject]).get(subject)
    return f"Thêm sau nghiệm thu ngày {written_day(timezone.localtime(accepted))}" if accepted else ""


@act("evidence.withdraw", "Rút minh chứng", on="claim", allowed=rights.corrects)
def withdraw(*, claim: Claim, reason: str = "", actor: Person | None, at: datetime) -> Claim:
    """Takes a claim back; the file stays in the store. Raises Refused when it is withdrawn already."""
    if not Claim.objects.filter(pk=claim.pk, withdrawn_at=None).update(withdrawn_at=at):
        raise Refused(f"“{claim.title}” đã được rút trước đó; tải lại trang.")
    record(commune=claim.commune_id, subject=_subject(claim), before={"claim": claim.pk, "withdrawn_at": None},
           after={"claim": claim.pk, "withdrawn_at": at}, note=reason.strip())  # fmt: skip
    lookup.remove(Ref("claim", str(claim.pk)))
    claim.refresh_from_db()
    return claim


@act("evidence.replace", "Thay bằng bản mới", on="claim", allowed=rights.corrects)
def replace(*, claim: Claim, upload: Received, actor: Person | None, at: datetime) -> Claim:
    """A newer file takes the place of what the claim showed, which is kept as a revision. The claim waits to be checked anew; what was
    typed of the older file is no longer said.

    Raises Refused when the claim was withdrawn meanwhile, or when the file is already evidence of this subject.
    """
    row = Claim.objects.select_for_update(of=("self",)).select_related("file").get(pk=claim.pk)
    if row.withdrawn_at is not None:
        raise Refused(f"“{row.title}” đã được rút nên không thay tệp được; nộp tệp như minh chứng mới.")
    stored = take_newer(row, upload, actor=actor, at=at)
    told_before = told(row.file) if row.file else {"document": row.document_id}
    claim.refresh_from_db()
    gone = {column: value for column in WORDS if (value := getattr(row, column)) != getattr(claim, column)}
    record(commune=row.commune_id, subject=_subject(row), before={"claim": row.pk, "state": row.state, **gone, **told_before},
           after={"claim": row.pk, "state": State.WAITING, **{column: getattr(claim, column) for column in gone}, **told(stored)},
           note=_later_words(_subject(row)))  # fmt: skip
    find_by_words(claim)
    return claim


@act("evidence.verify", "Kiểm tra minh chứng", on="claim", allowed=rights.checks)
def verify(*, claim: Claim, good: bool, reason: str = "", seen: str | None = None, actor: Person | None, at: datetime) -> Claim:
    """Judges a claim: good, or bad with a reason. `seen` is the state the checker saw (default: the one `claim` carries).

    Raises Refused when the claim was withdrawn or judged by another meanwhile, or when a rejection gives no reason.
    """
    if not good and not reason.strip():
        raise Refused(f"Chưa ghi vì sao “{claim.title}” chưa đạt; ghi lý do để người nộp biết cách sửa.")
    before = {"claim": claim.pk, "state": seen or claim.state, "reason": claim.reason}
    after = {"state": State.GOOD if good else State.BAD, "reason": reason.strip()[:500]}
    live = Claim.objects.filter(pk=claim.pk, state=seen or claim.state, withdrawn_at=None)
    if not live.update(**after, checked_by=actor, checked_at=at):
        raise Refused(f"“{claim.title}” vừa được người khác kiểm tra, sửa hoặc rút; tải lại trang để xem kết quả mới.")
    claim.refresh_from_db()
    if not good and claim.claimed_by is not None:
        text = f"Minh chứng “{claim.title[:200]}” chưa đạt: {claim.reason[:200]}"
        about = Ref("claim", str(claim.pk))
        notify([claim.claimed_by], commune=claim.commune_id, subject=about, text=text, topic="evidence.bad", at=at)
    record(commune=claim.commune_id, subject=_subject(claim), before=before, after={"claim": claim.pk, **after})
    return claim


@act("evidence.edit_typed", "Sửa thông tin minh chứng", on="claim", allowed=rights.corrects)
def edit_typed(*, claim: Claim, typed: Typed, title: str = "", actor: Person | None, at: datetime) -> Claim:
    """Corrects what was typed. A judgement given on the earlier words no longer holds: the claim waits to be checked again."""
    row = Claim.objects.select_for_update().get(pk=claim.pk)
    if row.withdrawn_at is not None:
        raise Refused(f"“{row.title}” đã được rút nên không sửa được; nộp lại nếu cần.")
    after = {**typed.columns(), "title": (squeeze(title) or row.title)[:300]}
    before = {column: getattr(row, column) for column in after}
    if before == after:
        raise Refused(f"“{row.title}” chưa có gì thay đổi; sửa số, ngày, cơ quan hoặc chữ ký rồi lưu.")
    waiting = {"state": State.WAITING, "checked_by": None, "checked_at": None, "reason": ""}
    Claim.objects.filter(pk=row.pk).update(**after, **waiting)
    if row.reason:
        before, after = {**before, "reason": row.reason}, {**after, "reason": ""}
    record(commune=row.commune_id, subject=_subject(row), before={"claim": row.pk, "state": row.state, **before},
           after={"claim": row.pk, "state": State.WAITING, **after})  # fmt: skip
    claim.refresh_from_db()
    find_by_words(claim)
    return claim


def _subject(claim: Claim) -> Ref:
    return Ref(claim.kind, claim.key)
