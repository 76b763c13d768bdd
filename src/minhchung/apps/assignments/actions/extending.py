"""Extensions: a request for a later day with a reason, and its decision. The original deadline never moves."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from minhchung.apps.assignments import rights
from minhchung.apps.assignments.making import refuse_unknown_year
from minhchung.apps.assignments.models import Extension, Occurrence
from minhchung.apps.assignments.moving import judges_of, name_inside, name_of, people_of, ref_of, refuse_when_over
from minhchung.apps.assignments.queries.correcting import OPEN, may_mend_day
from minhchung.apps.assignments.rules.standing import Grant, in_force
from minhchung.apps.ground import notices
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Person
from minhchung.text.written import written_day


@act("assignments.ask_extension", "Xin gia hạn", on="occurrence", allowed=rights.does_as_lead)
def ask_extension(*, occurrence: Occurrence, due_on: date, reason: str, actor: Person | None, at: datetime) -> Extension:
    """Asks for a later day. One request waits at a time; the day must lie after the one in force and not in the past."""
    refuse_when_over(occurrence)
    current = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
    if current.state not in OPEN:
        raise Refused(f"{name_of(occurrence)} đang ở trạng thái “{current.get_state_display()}” nên không xin gia hạn được.")
    if not reason.strip():
        raise Refused(f"{name_of(occurrence)} chưa ghi lý do xin gia hạn: ghi lý do rồi gửi lại.")
    standing_day = _day_in_force(current)
    if standing_day is None:
        raise Refused(f"{name_of(occurrence)} chưa có hạn nên không cần gia hạn.")
    if due_on <= standing_day:
        raise Refused(
            f"Ngày xin gia hạn {written_day(due_on)} không sau hạn đang có hiệu lực {written_day(standing_day)}. Chọn ngày sau đó."
        )
    if due_on < timezone.localtime(at).date():
        raise Refused(f"Ngày xin gia hạn {written_day(due_on)} đã qua. Chọn ngày từ hôm nay trở đi.")
    refuse_unknown_year(due_on)
    extension = _asked(Extension(occurrence=current, due_on=due_on, reason=reason.strip()[:500], asked_by=actor, asked_at=at))
    _tell_judges(occurrence, f"{name_of(occurrence)} xin gia hạn đến {written_day(due_on)}: {reason.strip()}", at=at)
    told = {"extension": extension.pk, "due_on": due_on, "reason": extension.reason}
    record(commune=occurrence.commune_id, subject=ref_of(occurrence), before={"due_on": standing_day}, after=told)
    return extension


@act("assignments.decide_extension", "Quyết định gia hạn", on="extension", allowed=rights.closes)
def decide_extension(*, extension: Extension, granted: bool, note: str = "", actor: Person | None, at: datetime) -> Extension:
    """Grants a request, or refuses it with a note. The granted one decided last is the day in force."""
    if not granted and not note.strip():
        raise Refused("Chưa ghi lý do không đồng ý gia hạn: ghi lý do rồi bấm lại.")
    occurrence = Occurrence.objects.select_for_update().get(pk=extension.occurrence_id)
    refuse_when_over(occurrence)
    if occurrence.closed_at is not None:
        raise Refused(f"{name_of(occurrence)} đã đóng nên không cần quyết định gia hạn.")
    state = Extension.State.GRANTED if granted else Extension.State.REFUSED
    values = {"state": state, "decided_by": actor, "decided_at": at, "decision_note": note.strip()[:500]}
    if Extension.objects.filter(pk=extension.pk, state=Extension.State.ASKED).update(**values) != 1:
        raise Refused(f"Đề nghị gia hạn của {name_inside(occurrence)} đã có quyết định. Tải lại trang để xem.")
    extension.refresh_from_db()
    word = "được gia hạn đến" if granted else "không được gia hạn đến"
    text = f"{name_of(occurrence)} {word} {written_day(extension.due_on)}. {note.strip()}".strip()
    about, topic = ref_of(occurrence), "assignments.extension_decided"
    notices.notify(people_of(occurrence.duty, at=at), commune=occurrence.commune_id, subject=about, text=text, topic=topic, at=at)
    told = {"extension": extension.pk, "state": state, "due_on": extension.due_on, "note": note.strip()}
    record(commune=occurrence.commune_id, subject=ref_of(occurrence), before={"state": Extension.State.ASKED}, after=told)
    return extension


@act("assignments.set_day", "Ấn định ngày hạn", on="occurrence", allowed=rights.closes)
def set_day(*, occurrence: Occurrence, due_on: date, actor: Person | None, at: datetime) -> Occurrence:
    """Gives a day to work whose deadline hangs on an event ("trong 24 giờ sau khi…"). It is then the original day and never moves.

    Only who set it may set it again on the same day, to mend a slip of typing.
    """
    refuse_when_over(occurrence)
    if due_on < occurrence.opens_on:
        raise Refused(f"Ngày hạn {written_day(due_on)} trước ngày giao {written_day(occurrence.opens_on)}. Chọn ngày sau đó.")
    refuse_unknown_year(due_on)
    current = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
    old = current.due_on if may_mend_day(current, actor, today=timezone.localtime(at).date()) else None
    if due_on == old:
        raise Refused(f"{name_of(occurrence)} đã có hạn {written_day(due_on)} nên không có gì để lưu.")
    if Occurrence.objects.filter(pk=occurrence.pk, due_on=old, state__in=OPEN).update(due_on=due_on) != 1:
        raise Refused(f"{name_of(occurrence)} đã có ngày hạn hoặc đã đóng. Muốn lùi ngày thì đơn vị xin gia hạn.")
    record(commune=occurrence.commune_id, subject=ref_of(occurrence), before={"due_on": old}, after={"due_on": due_on})
    occurrence.refresh_from_db()
    return occurrence


def _day_in_force(occurrence: Occurrence) -> date | None:
    """The day in force of one occurrence."""
    granted = occurrence.extensions.filter(state=Extension.State.GRANTED)
    return in_force(occurrence.due_on, [Grant(item.due_on, item.decided_at) for item in granted if item.decided_at])


def _asked(extension: Extension) -> Extension:
    try:
        with transaction.atomic():
            extension.save()
    except IntegrityError as error:
        raise Refused(
            f"{name_of(extension.occurrence)} đang có một đề nghị gia hạn chờ duyệt. Chờ quyết định trước khi xin lại."
        ) from error
    return extension


def _tell_judges(occurrence: Occurrence, text: str, *, at: datetime) -> None:
    about, topic = ref_of(occurrence), "assignments.extension_asked"
    notices.notify(judges_of(occurrence, at=at), commune=occurrence.commune_id, subject=about, text=text, topic=topic, at=at)
