"""Somebody looked again at a subject because a document it cites changed."""

from datetime import date, datetime

from django.utils.timezone import localdate

from minhchung.apps.documents.affected import affected_by
from minhchung.apps.documents.models import ValidityEvent
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import KINDS
from minhchung.apps.legal.models import BasisReview
from minhchung.apps.legal.rights import looks_again
from minhchung.apps.organisations.models import Person

Result = BasisReview.Result
LONGEST_DAYS = 366


@act("legal.look_again", "Ghi kết quả rà soát căn cứ", on="validity_event", allowed=looks_again)
def look_again(
    *, validity_event: ValidityEvent, subject: Ref, result: str, what: str, until: date | None = None, actor: Person | None, at: datetime
) -> BasisReview:
    """When it was looked at, what was brought up to date, by whom, with what result.

    "Đã cập nhật" and "đã thôi áp dụng" are taken at their word only when the subject no longer cites what changed, or is live no more;
    "vẫn áp dụng" needs its reason and a last day, at most a year ahead. Raises Refused.
    """
    row = ValidityEvent.objects.select_for_update(of=("self",)).select_related("document").get(pk=validity_event.pk)
    today = localdate(at)
    if not row.counts:
        raise Refused("Sự kiện này chưa được xác minh hoặc đã bỏ, nên chưa có gì phải rà soát. Xác minh trước rồi ghi kết quả.")
    if subject.kind not in KINDS or subject.key not in KINDS[subject.kind].titles([subject.key]):
        raise Refused("Không tìm thấy nơi viện dẫn này. Tải lại trang.")
    if not what.strip():
        raise Refused("Chưa ghi nội dung. Ghi đã cập nhật gì, hoặc vì sao vẫn áp dụng được.")
    if result == Result.STANDS and (until is None or not 0 <= (until - today).days <= LONGEST_DAYS):
        raise Refused(f"“Vẫn áp dụng” cần ngày hết hạn từ hôm nay đến {LONGEST_DAYS} ngày tới. Chọn ngày sẽ xem lại.")
    if result != Result.STANDS and _still_cites(row, subject, max(today, row.on)):
        raise Refused(
            f"Nơi này vẫn viện dẫn {row.document.shown_code} ở phần đã thay đổi, nên chưa ghi là “{Result(result).label}” được. "
            "Sửa căn cứ trước, hoặc chọn “Vẫn áp dụng” kèm lý do."
        )
    kept = until if result == Result.STANDS else None
    made = BasisReview.objects.create(
        event=row, kind=subject.kind, key=subject.key, result=Result(result), what=what.strip(), until=kept, by=actor, at=at
    )
    after = {"basis": row.document_id, "result": made.result, "what": made.what, "until": kept}
    record(commune=made.commune_id, subject=subject, after={name: value for name, value in after.items() if value is not None})
    return made


def _still_cites(event: ValidityEvent, subject: Ref, day: date) -> bool:
    return any(each.ref == subject for each in affected_by(event.document, event.as_event, day=day))
