"""A management review up to the day it is held: planned, its inputs prepared, then kept as they stood."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.management.models import Attendee, ManagementReview
from minhchung.apps.management.proofs import Asked
from minhchung.apps.management.queries.inputs import inputs_of, snapshot_of
from minhchung.apps.management.rights import keeps
from minhchung.apps.management.standards import standard_of
from minhchung.apps.management.writing import day_of, index_review, interval_of, locked, of_the_ward
from minhchung.apps.organisations.models import Commune, Person
from minhchung.text.written import written_day
from minhchung.worktime import months_later


def _told(review: ManagementReview) -> dict[str, Any]:
    names = ("number", "title", "planned_on", "since", "place", "chair_id", "secretary_id")
    return {name.removesuffix("_id"): getattr(review, name) for name in names}


def _since(commune: str, day: date) -> date:
    """From the day of the last review on; before the first, one interval back."""
    last = ManagementReview.objects.filter(commune=commune, held_on__isnull=False).aggregate(last=Max("held_on"))["last"]
    return last or months_later(day, -interval_of(commune, day).months)


@act("management.plan_review", "Lập cuộc xem xét của lãnh đạo", on="commune", allowed=keeps)
def plan_review(
    *,
    commune: Commune,
    title: str,
    planned_on: date,
    since: date | None = None,
    place: str = "",
    chair: Person | None = None,
    secretary: Person | None = None,
    actor: Person | None,
    at: datetime,
) -> ManagementReview:
    """One that is being prepared; its inputs are looked at from `since` on (usually the day of the last one)."""
    of_the_ward(commune.pk, [chair, secretary])
    Commune.objects.select_for_update().get(pk=commune.pk)
    if ManagementReview.objects.filter(commune=commune, held_on=None, cancelled_at=None).exists():
        raise Refused("Đang có một cuộc xem xét chuẩn bị. Mở cuộc đó để làm tiếp.")
    start = since or _since(commune.pk, planned_on)
    if start >= planned_on:
        raise Refused(f"Số liệu phải tính từ trước ngày họp {written_day(planned_on)}. Ghi lại ngày.")
    number = (ManagementReview.objects.filter(commune=commune).aggregate(last=Max("number"))["last"] or 0) + 1
    made = ManagementReview.objects.create(
        commune=commune, number=number, title=title.strip(), planned_on=planned_on, since=start, place=place.strip(), chair=chair,
        secretary=secretary, added_by=actor, added_at=at,
    )  # fmt: skip
    index_review(made)
    record(commune=commune.pk, subject=made.ref, after=_told(made))
    return made


@act("management.edit_review", "Sửa cuộc xem xét của lãnh đạo", on="review", allowed=keeps)
def edit_review(
    *,
    review: ManagementReview,
    title: str,
    planned_on: date,
    since: date | None = None,
    place: str = "",
    chair: Person | None = None,
    secretary: Person | None = None,
    actor: Person | None,
    at: datetime,
) -> ManagementReview:
    """Day, place, people of one that is being prepared."""
    found = locked(review, "prepare")
    of_the_ward(found.commune_id, [chair, secretary])
    start = since or found.since
    if start >= planned_on:
        raise Refused(f"Số liệu phải tính từ trước ngày họp {written_day(planned_on)}. Ghi lại ngày.")
    before = _told(found)
    found.title, found.planned_on, found.since, found.place = title.strip(), planned_on, start, place.strip()
    found.chair, found.secretary = chair, secretary
    found.save()
    index_review(found)
    record(commune=found.commune_id, subject=found.ref, before=before, after=_told(found))
    return found


@act("management.invite", "Mời dự xem xét của lãnh đạo", on="review", allowed=keeps)
def invite(
    *, review: ManagementReview, people: Collection[Person], guests: str = "", actor: Person | None, at: datetime
) -> ManagementReview:
    """Who is asked to come from now on: people of the ward, and guests by name, one a line."""
    found = locked(review, "prepare")
    of_the_ward(found.commune_id, people)
    names = list(dict.fromkeys(line.strip()[:200] for line in guests.splitlines() if line.strip()))
    before = {"people": _people(found), "guests": _guests(found)}
    found.attendees.all().delete()
    Attendee.objects.bulk_create(Attendee(review=found, person=each) for each in people)
    Attendee.objects.bulk_create(Attendee(review=found, guest=each) for each in names)
    record(commune=found.commune_id, subject=found.ref, before=before, after={"people": _people(found), "guests": names})
    return found


def _people(review: ManagementReview) -> list[int]:
    return [pk for pk in review.attendees.values_list("person", flat=True) if pk is not None]


def _guests(review: ManagementReview) -> list[str]:
    return [name for name in review.attendees.values_list("guest", flat=True) if name]


@act("management.note_input", "Ghi ý kiến về đầu vào xem xét", on="review", allowed=keeps)
def note_input(*, review: ManagementReview, code: str, note: str = "", actor: Person | None, at: datetime) -> ManagementReview:
    """What is said of an input beside its rows; it may be emptied."""
    found = locked(review, "note")
    wanted = standard_of(found.held_on or day_of(at)).input(code)
    if wanted is None:
        raise Refused(f"Không có đầu vào {code}. Tải lại trang.")
    before = found.notes.get(code, "")
    found.notes = {**found.notes, code: note.strip()} if note.strip() else {key: text for key, text in found.notes.items() if key != code}
    found.save(update_fields=["notes"])
    record(
        commune=found.commune_id,
        subject=found.ref,
        before={"note": before},
        after={"input": f"{code}) {wanted.title}", "note": note.strip()},
    )
    return found


@act("management.hold_review", "Ghi đã họp xem xét của lãnh đạo", on="review", allowed=keeps)
def hold_review(
    *, review: ManagementReview, held_on: date, present: Collection[Attendee], actor: Person | None, at: datetime
) -> ManagementReview:
    """It was held on a day: who came, and the inputs as they now stand are kept for good."""
    found, today = locked(review, "hold"), day_of(at)
    if not found.since < held_on <= today:
        raise Refused(f"Ngày họp phải sau ngày {written_day(found.since)} và không sau hôm nay. Ghi lại ngày.")
    came = {each.pk for each in present}
    if not came:
        raise Refused("Chưa đánh dấu ai có mặt. Mời người dự rồi đánh dấu người có mặt.")
    if came - set(found.attendees.values_list("pk", flat=True)):
        raise Refused("Có người không được mời dự cuộc này. Tải lại trang.")
    found.attendees.filter(pk__in=came).update(present=True)
    found.attendees.exclude(pk__in=came).update(present=False)
    asked = Asked(found.commune, since=found.since, until=held_on, now=at, review=found.pk)
    kept = snapshot_of(standard_of(held_on), inputs_of(standard_of(held_on), asked), asked)
    if not ManagementReview.objects.filter(pk=found.pk, held_on=None, cancelled_at=None).update(held_on=held_on, snapshot=kept):
        raise Refused("Cuộc xem xét này vừa đổi trạng thái. Tải lại trang.")
    found.refresh_from_db()
    bare = sum(not any(source["rows"] for source in each["sources"]) for each in kept["inputs"])
    after = {"held_on": held_on, "present": len(came), "inputs": len(kept["inputs"]), "bare": bare}
    record(commune=found.commune_id, subject=found.ref, after=after)
    return found


@act("management.cancel_review", "Hủy cuộc xem xét của lãnh đạo", on="review", allowed=keeps)
def cancel_review(*, review: ManagementReview, reason: str, actor: Person | None, at: datetime) -> ManagementReview:
    """It will not be held."""
    found = locked(review, "cancel")
    if not reason.strip():
        raise Refused("Chưa ghi lý do hủy. Ghi lý do rồi bấm lại.")
    found.cancelled_at, found.cancelled_reason = at, reason.strip()
    found.save(update_fields=["cancelled_at", "cancelled_reason"])
    record(commune=found.commune_id, subject=found.ref, after={"cancelled": at, "reason": found.cancelled_reason})
    return found
