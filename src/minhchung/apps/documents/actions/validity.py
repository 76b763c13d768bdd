"""Events of validity: entered with their source by one person, verified by another; many at once from a file."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from minhchung.apps.documents import rights
from minhchung.apps.documents.changing import locked
from minhchung.apps.documents.laws import Rows, bring_in
from minhchung.apps.documents.models import Document, Relation, ValidityEvent
from minhchung.apps.documents.rules.validity import EventKind
from minhchung.apps.documents.validity import RELATION_OF
from minhchung.apps.documents.writing import ref
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where an event is known from: the registered document that does it, what the source says word for word, its address and the day it
    was looked at."""

    by_document: Document | None = None
    words: str = ""
    url: str = ""
    fetched_on: date | None = None


@act("documents.enter_validity", "Ghi sự kiện hiệu lực", on="document", allowed=rights.enters_validity)
def enter_validity(
    *, document: Document, kind: EventKind, on: date, scope: str = "", source: Source, actor: Person | None, at: datetime
) -> ValidityEvent:
    """Writes that something happens to the document from the day `on`, in `scope` ("" the whole). It counts once somebody else verifies it.

    The document that does it is related to this one in the same way. Raises Refused without a source, for another commune's document, for a
    part where only a whole document can be meant, and for what is written already.
    """
    row, scope = locked(document), scope.strip()[:200]
    by = source.by_document
    if by is not None and (by.commune_id != row.commune_id or by.pk == row.pk):
        raise Refused("Văn bản làm thay đổi hiệu lực phải là một văn bản khác trong sổ của phường; chọn lại.")
    if by is None and not source.words.strip() and not source.url.strip():
        raise Refused("Chưa có nguồn của sự kiện. Chọn văn bản làm thay đổi, hoặc ghi trích đoạn hay địa chỉ trang đã xem.")
    if scope and kind in (EventKind.UNFIT, EventKind.EXPIRED):
        raise Refused(f"“{kind.label}” nói về cả văn bản; bỏ phạm vi, hoặc chọn bãi bỏ, sửa đổi một phần.")
    if ValidityEvent.objects.filter(document=row, kind=kind, on=on, scope=scope, withdrawn_at=None).exists():
        raise Refused("Sự kiện này đã có trong sổ; không ghi lần hai. Xem ở mục Hiệu lực của văn bản.")
    made = ValidityEvent.objects.create(
        document=row, kind=kind, on=on, scope=scope, by_document=by, words=source.words.strip(), url=source.url.strip(),
        fetched_on=source.fetched_on, entered_by=actor, entered_at=at,
    )  # fmt: skip
    if by is not None and kind in RELATION_OF:
        Relation.objects.get_or_create(source=by, target=row, kind=RELATION_OF[kind], scope=scope, defaults={"on": on})
    record(commune=row.commune_id, subject=ref(row), after=_said(made))
    return made


@act("documents.verify_validity", "Xác minh sự kiện hiệu lực", on="validity_event", allowed=rights.verifies_validity)
def verify_validity(*, validity_event: ValidityEvent, actor: Person | None, at: datetime) -> ValidityEvent:
    """A second person compared the event with its source: from now on it counts. Raises Refused when it is taken back or verified."""
    row = _open(validity_event)
    if row.verified_at is not None:
        raise Refused(f"Sự kiện này đã được xác minh ngày {localdate(row.verified_at):%d/%m/%Y}; tải lại trang.")
    if actor is not None and actor.pk == row.entered_by_id:
        raise Refused("Người ghi sự kiện không tự xác minh. Đề nghị người khác đối chiếu với nguồn.")
    ValidityEvent.objects.filter(pk=row.pk, verified_at=None).update(verified_by=actor, verified_at=at)
    record(commune=row.commune_id, subject=ref(row.document), before={"verified": False}, after={**_said(row), "verified": True})
    validity_event.refresh_from_db()
    return validity_event


@act("documents.withdraw_validity", "Bỏ sự kiện hiệu lực", on="validity_event", allowed=rights.withdraws_validity)
def withdraw_validity(*, validity_event: ValidityEvent, reason: str, actor: Person | None, at: datetime) -> ValidityEvent:
    """Takes an event back, with a reason; it stays in the record. The relation to the document that did it stays too."""
    row = _open(validity_event)
    if not reason.strip():
        raise Refused("Chưa ghi lý do bỏ sự kiện. Ghi lý do rồi bấm lại.")
    ValidityEvent.objects.filter(pk=row.pk).update(withdrawn_by=actor, withdrawn_at=at, withdrawn_note=reason.strip()[:300])
    record(commune=row.commune_id, subject=ref(row.document), before=_said(row), after={"event": ""}, note=reason.strip())
    validity_event.refresh_from_db()
    return validity_event


@act("documents.import_validity", "Nhập văn bản pháp luật và hiệu lực", on="commune", allowed=rights.imports)
def import_validity(*, commune: Commune, rows: Rows, name: str, actor: Person | None, at: datetime) -> tuple[int, int]:
    """Laws that are not in the register yet and events that are not written yet, out of a file's good rows (laws.py). Every event waits for
    somebody to verify it. Returns how many laws and how many events."""
    held = Commune.objects.select_for_update().get(pk=commune.pk)
    laws, events = bring_in(held, rows, actor=actor, at=at)
    after = {"laws": laws, "events": events, "rejected": len(rows.rejected)}
    record(commune=held.pk, subject=Ref("commune", held.pk), after=after, note=name[:200])
    return laws, events


def _open(event: ValidityEvent) -> ValidityEvent:
    """The event as it stands, its row held. Raises Refused when it was taken back."""
    row = ValidityEvent.objects.select_for_update(of=("self",)).select_related("document").get(pk=event.pk)
    if row.withdrawn_at is not None:
        raise Refused("Sự kiện này đã được bỏ trước đó; tải lại trang.")
    return row


def _said(event: ValidityEvent) -> dict[str, object]:
    told = {"event": event.kind, "on": event.on, "scope": event.scope, "by_document": event.by_document_id, "words": event.words,
            "url": event.url, "fetched_on": event.fetched_on}  # fmt: skip
    return {name: value for name, value in told.items() if value not in (None, "")}
