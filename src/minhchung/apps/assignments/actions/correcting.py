"""Mending what was given: the name of the work, a slip of typing in its deadline, which part a unit has. The wording never changes."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from minhchung.apps.assignments import rights
from minhchung.apps.assignments.making import due_of_draft, index, refuse_unknown_year
from minhchung.apps.assignments.models import Assignment, Duty, Extension, Occurrence
from minhchung.apps.assignments.moving import people_of, ref_of
from minhchung.apps.assignments.queries.correcting import BY_DAY, ONE_OFF, has_begun
from minhchung.apps.assignments.rules.drafts import Draft
from minhchung.apps.ground import notices
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Person
from minhchung.text import squeeze
from minhchung.text.written import written_day

State = Occurrence.State
LENGTH = 500


@act("assignments.reword", "Sửa tên nhiệm vụ", on="assignment", allowed=rights.corrects)
def reword(
    *, assignment: Assignment, title: str, expected: str | None = None, reason: str = "", actor: Person | None, at: datetime
) -> Assignment:
    """Gives the work another name; the wording of the document stays. Once a unit has begun, a reason is needed.

    `expected` is the name the person saw: refused when somebody changed it meanwhile.
    """
    locked = _locked(assignment)
    name = squeeze(title)
    if not name:
        raise Refused(f"Việc {locked.number} chưa có tên mới: ghi tên nhiệm vụ rồi lưu.")
    if len(name) > LENGTH:
        raise Refused(f"Tên nhiệm vụ dài {len(name)} chữ cái, nhiều nhất {LENGTH}. Rút gọn rồi lưu; nguyên văn vẫn được giữ riêng.")
    if expected is not None and squeeze(expected) != squeeze(locked.title):
        raise Refused(f"Việc {locked.number} vừa được người khác đổi tên thành “{locked.title}”. Xem lại rồi sửa nếu vẫn cần.")
    if name == locked.title:
        raise Refused(f"Tên của việc {locked.number} không khác tên cũ nên không có gì để lưu.")
    _ask_reason(locked, reason, "sửa tên")
    before, locked.title = locked.title, name
    locked.save(update_fields=["title"])
    index(locked)
    _tell(locked, f"Việc {locked.number} đổi tên thành: {name}", at=at)
    record(commune=locked.commune_id, subject=ref_of(locked), before={"title": before}, after={"title": name}, note=reason.strip()[:500])
    return locked


@act("assignments.correct_deadline", "Sửa lỗi gõ thời hạn", on="assignment", allowed=rights.is_assigner)
def correct_deadline(
    *,
    assignment: Assignment,
    deadline_on: date | None = None,
    deadline_period: str = "",
    before: bool = False,
    reason: str = "",
    actor: Person | None,
    at: datetime,
) -> Assignment:
    """Mends a slip of typing in the deadline of one-off work, on the day it was given, by who gave it.

    After that day, and once a unit reported or asked for more days, only an extension moves the deadline. `before`: the
    document says "trước" this day or period.
    """
    locked = _locked(assignment)
    _refuse_uncorrectable(locked, at)
    _ask_reason(locked, reason, "sửa thời hạn")
    by_day = locked.deadline_kind in BY_DAY
    new: dict[str, Any] = {
        "deadline_on": deadline_on if by_day else None,
        "deadline_period": "" if by_day else deadline_period,
        "deadline_inclusive": not before,
    }
    old = {name: getattr(locked, name) for name in new}
    if new == old:
        raise Refused(f"Thời hạn của việc {locked.number} không khác thời hạn cũ nên không có gì để lưu.")
    was, due_on = _due_of(locked, old), _due_of(locked, new)
    marks = locked.inferred if locked.document_id is None else list(dict.fromkeys([*locked.inferred, "deadline"]))
    Assignment.objects.filter(pk=locked.pk).update(**new, inferred=marks)
    _once(locked).update(due_on=due_on)
    _tell(locked, f"Việc {locked.number} sửa lỗi gõ thời hạn: {written_day(was)} thành {written_day(due_on)}.", at=at)
    changed = [name for name in new if new[name] != old[name]]
    told = [{**{name: values[name] for name in changed}, "due_on": day} for values, day in ((old, was), (new, due_on))]
    record(commune=locked.commune_id, subject=ref_of(locked), before=told[0], after=told[1], note=reason.strip()[:500])
    locked.refresh_from_db()
    return locked


@act("assignments.change_part", "Đổi vai chủ trì, phối hợp", on="duty", allowed=rights.assigns)
def change_part(*, duty: Duty, part: str, reason: str = "", actor: Person | None, at: datetime) -> Duty:
    """Makes a cooperating unit lead, or a leading one cooperate; the last leading unit stays. Begun work needs a reason."""
    locked = _locked(duty.assignment)
    current = Duty.objects.get(pk=duty.pk)
    if current.removed_at is not None:
        raise Refused(f"Phần việc này của việc {locked.number} đã bỏ. Tải lại trang.")
    if part == current.part:
        raise Refused(f"Đơn vị đang {current.get_part_display().lower()} việc {locked.number} nên không có gì để đổi.")
    if part == Duty.Part.WITH:
        others = Duty.objects.filter(assignment=locked, part=Duty.Part.LEAD, removed_at=None).exclude(pk=current.pk)
        if not others.exists():
            raise Refused(f"Đây là đơn vị chủ trì duy nhất của việc {locked.number}. Cho đơn vị khác chủ trì trước.")
    if current.occurrences.filter(state=State.SUBMITTED).exists():
        raise Refused(f"Đơn vị đã báo cáo hoàn thành việc {locked.number}, đang chờ nghiệm thu. Nghiệm thu hoặc trả lại trước khi đổi vai.")
    _ask_reason(locked, reason, "đổi vai", duty=current)
    if Duty.objects.filter(pk=current.pk, part=current.part).update(part=part) != 1:
        raise Refused("Phần việc này vừa được người khác sửa. Tải lại trang.")
    record(
        commune=locked.commune_id,
        subject=ref_of(locked),
        before={"duty": duty.pk, "part": current.part},
        after={"duty": duty.pk, "part": part},
        note=reason.strip()[:500],
    )
    duty.refresh_from_db()
    how = Duty.Part(part).label.lower()
    text = f"Việc {locked.number}: đơn vị nay {how}. {locked.title}"
    about, topic = ref_of(locked), "assignments.corrected"
    notices.notify(people_of(duty, at=at), commune=locked.commune_id, subject=about, text=text, topic=topic, at=at)
    return duty


def _locked(assignment: Assignment) -> Assignment:
    locked = Assignment.objects.select_for_update(of=("self",)).select_related("commune", "document").get(pk=assignment.pk)
    if locked.archived_at is not None:
        raise Refused(f"Việc {locked.number} đã đưa vào lưu nên không sửa được. Lấy lại từ lưu trước.")
    return locked


def _ask_reason(assignment: Assignment, reason: str, doing: str, *, duty: Duty | None = None) -> None:
    if not reason.strip() and has_begun(assignment, duty=duty):
        raise Refused(f"Việc {assignment.number} đã có đơn vị bắt đầu làm, muốn {doing} cần ghi lý do.")


def _once(assignment: Assignment) -> QuerySet[Occurrence]:
    return Occurrence.objects.filter(duty__assignment=assignment, duty__removed_at=None).exclude(state=State.CANCELLED)


def _refuse_uncorrectable(assignment: Assignment, at: datetime) -> None:
    given_on = timezone.localtime(assignment.assigned_at).date()
    if timezone.localtime(at).date() != given_on:
        raise Refused(
            f"Việc {assignment.number} giao ngày {written_day(given_on)}; chỉ sửa lỗi gõ được trong ngày giao. "
            "Muốn lùi hạn thì đơn vị xin gia hạn."
        )
    if assignment.deadline_kind not in ONE_OFF:
        raise Refused(
            f"Việc {assignment.number} làm theo từng kỳ nên không có một ngày hạn để sửa. Thôi thực hiện rồi giao lại nếu giao nhầm."
        )
    if assignment.deadline_on is None and not assignment.deadline_period:
        raise Refused(f"Việc {assignment.number} giao không kèm ngày. Ấn định ngày hạn ở từng phần việc.")
    if _once(assignment).filter(state__in=[State.SUBMITTED, State.ACCEPTED]).exists():
        raise Refused(f"Việc {assignment.number} đã có đơn vị báo cáo hoàn thành nên không sửa thời hạn được nữa.")
    if Extension.objects.filter(occurrence__duty__assignment=assignment).exists():
        raise Refused(f"Việc {assignment.number} đã có đề nghị gia hạn. Quyết định đề nghị đó thay cho sửa thời hạn.")


def _due_of(assignment: Assignment, values: dict[str, Any]) -> date:
    """The last permitted day of the deadline with these values."""
    day: date | None = values["deadline_on"]
    draft = Draft(
        title=assignment.title,
        deadline_kind=assignment.deadline_kind,
        deadline_text=assignment.deadline_text,
        deadline_on=day.isoformat() if day else "",
        deadline_period=values["deadline_period"],
        deadline_inclusive=values["deadline_inclusive"],
    )
    try:
        due = due_of_draft(draft, commune=assignment.commune, since=assignment.assigned_on)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    if due.on is None:
        raise Refused(f"Việc {assignment.number} chưa có ngày (kỳ) mới: ghi rồi lưu.")
    refuse_unknown_year(due.on)
    return due.on


def _tell(assignment: Assignment, text: str, *, at: datetime) -> None:
    """Everybody who holds a live duty learns it."""
    duties = assignment.duties.filter(removed_at=None).prefetch_related("holdings")
    people = {person.pk: person for duty in duties for person in people_of(duty, at=at)}
    about, topic = ref_of(assignment), "assignments.corrected"
    notices.notify(list(people.values()), commune=assignment.commune_id, subject=about, text=text, topic=topic, at=at)
