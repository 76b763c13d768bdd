"""The Bản công bố: drawn up over the catalogue of a day, signed, posted, sent; the next one takes its place."""

from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from minhchung.apps.documents.models import Document
from minhchung.apps.files.receiving import Received
from minhchung.apps.files.storing import put
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Body, Commune, Person
from minhchung.apps.quality.models import Declaration
from minhchung.apps.quality.queries.scope import listed_today
from minhchung.apps.quality.rights import keeps
from minhchung.apps.quality.writing import of_the_ward
from minhchung.text.written import written_day

NO_PROCEDURES = "Danh mục thủ tục của phường chưa có thủ tục nào đang thực hiện. Đưa danh mục vào trước (thẻ Thủ tục)."


def _locked(declaration: Declaration) -> Declaration:
    return Declaration.objects.select_for_update(of=("self",)).select_related("commune").get(pk=declaration.pk)


def _told(found: Declaration) -> dict[str, Any]:
    return {"number": found.number, "standard": found.standard, "scope": found.scope, "listed": len(found.listed), "body": found.body_id}


@act("quality.declare", "Lập bản công bố", on="commune", allowed=keeps)
def declare(*, commune: Commune, standard: str, scope: str, body: Body | None = None, actor: Person | None, at: datetime) -> Declaration:
    """A draft over the procedures in force today."""
    of_the_ward(commune.pk, body)
    Commune.objects.select_for_update().get(pk=commune.pk)
    if Declaration.objects.filter(commune=commune, signed_on=None).exists():
        raise Refused("Đang có một bản công bố dự thảo. Mở bản đó để làm tiếp.")
    day = timezone.localtime(at).date()
    listed = listed_today(commune.pk, day)
    if not listed:
        raise Refused(NO_PROCEDURES)
    number = (Declaration.objects.filter(commune=commune).aggregate(last=Max("number"))["last"] or 0) + 1
    made = Declaration.objects.create(
        commune=commune, number=number, standard=standard.strip(), scope=scope.strip(), listed=listed, listed_on=day, body=body,
        added_by=actor, added_at=at,
    )  # fmt: skip
    record(commune=commune.pk, subject=made.ref, after=_told(made))
    return made


@act("quality.edit_declaration", "Sửa bản công bố dự thảo", on="declaration", allowed=keeps)
def edit_declaration(
    *, declaration: Declaration, standard: str, scope: str, body: Body | None = None, actor: Person | None, at: datetime
) -> Declaration:
    """What a draft says; its list of procedures becomes that of today."""
    found = _locked(declaration)
    of_the_ward(found.commune_id, body)
    if found.signed_on:
        raise Refused(f"Bản công bố lần {found.number} đã ký ngày {written_day(found.signed_on)}, không sửa được. Lập bản công bố lại.")
    before, day = _told(found), timezone.localtime(at).date()
    found.standard, found.scope, found.body = standard.strip(), scope.strip(), body
    found.listed, found.listed_on = listed_today(found.commune_id, day), day
    found.save()
    record(commune=found.commune_id, subject=found.ref, before=before, after=_told(found))
    return found


@act("quality.sign_declaration", "Ghi bản công bố đã ký", on="declaration", allowed=keeps)
def sign_declaration(*, declaration: Declaration, document: Document, signed_on: date, actor: Person | None, at: datetime) -> Declaration:
    """The decision by which the head declared it; the declaration before is replaced from that day on."""
    found = _locked(declaration)
    of_the_ward(found.commune_id, document)
    if found.signed_on:
        raise Refused(f"Bản công bố lần {found.number} đã ghi ký ngày {written_day(found.signed_on)}. Tải lại trang.")
    if signed_on > timezone.localtime(at).date():
        raise Refused("Ngày ký ở sau hôm nay. Ghi đúng ngày trên quyết định.")
    Declaration.objects.filter(commune=found.commune_id, signed_on__isnull=False, replaced_on=None).update(replaced_on=signed_on)
    found.document, found.signed_on = document, signed_on
    found.save(update_fields=["document", "signed_on"])
    record(commune=found.commune_id, subject=found.ref, after={"number": found.number, "document": document.pk, "signed_on": signed_on})
    return found


def _after_signing(found: Declaration, on: date, at: datetime, step: str) -> None:
    if not found.signed_on:
        raise Refused(f"Bản công bố chưa ký nên chưa {step} được. Ghi quyết định đã ký trước.")
    if not found.signed_on <= on <= timezone.localtime(at).date():
        raise Refused(f"Ngày {step} phải từ ngày ký {written_day(found.signed_on)} đến hôm nay. Ghi lại ngày.")


@act("quality.post_declaration", "Ghi niêm yết bản công bố", on="declaration", allowed=keeps)
def post_declaration(
    *, declaration: Declaration, posted_on: date, posted_at: str, proof: Received | None = None, actor: Person | None, at: datetime
) -> Declaration:
    """When and where it is posted, with a proof when there is one (photo, saved page)."""
    found = _locked(declaration)
    _after_signing(found, posted_on, at, "niêm yết")
    if not posted_at.strip():
        raise Refused("Chưa ghi nơi niêm yết. Ghi địa chỉ trang hoặc bảng niêm yết.")
    found.posted_on, found.posted_at = posted_on, posted_at.strip()
    if proof is not None:
        found.proof = put(found.commune, proof, actor=actor, at=at)[0]
    found.save(update_fields=["posted_on", "posted_at", "proof"])
    after = {"number": found.number, "posted_on": posted_on, "posted_at": found.posted_at, "file": proof.name if proof else ""}
    record(commune=found.commune_id, subject=found.ref, after=after)
    return found


@act("quality.send_declaration", "Ghi đã gửi bản công bố", on="declaration", allowed=keeps)
def send_declaration(
    *, declaration: Declaration, sent_on: date, sent_by: Document | None = None, actor: Person | None, at: datetime
) -> Declaration:
    """When it went to the lead body of the province (Sở Khoa học và Công nghệ), and with which letter."""
    found = _locked(declaration)
    of_the_ward(found.commune_id, sent_by)
    _after_signing(found, sent_on, at, "gửi")
    found.sent_on, found.sent_by = sent_on, sent_by
    found.save(update_fields=["sent_on", "sent_by"])
    record(
        commune=found.commune_id, subject=found.ref, after={"number": found.number, "sent_on": sent_on, "sent_by": sent_by and sent_by.pk}
    )
    return found
