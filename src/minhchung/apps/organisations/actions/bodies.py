"""Bodies (ban, tổ, đoàn), their standing unit and members."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import Q

from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.guarding import (
    locked,
    needed,
    put_body,
    ref,
    require_colleague,
    require_free_name,
    require_period,
    require_unit,
    tidy,
)
from minhchung.apps.organisations.models import Body, BodyMember, Commune, Person, Unit
from minhchung.apps.organisations.rights import arranges
from minhchung.apps.organisations.rules import day_words
from minhchung.apps.organisations.told import changed, told
from minhchung.text.normal import fold

TOLD = ("name", "decision", "decided_on", "standing_unit", "valid_from")


def _after(day: date) -> Q:
    """Members whose place lasts beyond that day."""
    return Q(until=None) | Q(until__gt=day)


@act("organisations.add_body", "Thêm ban, tổ, đoàn", on="commune", allowed=arranges)
def add_body(
    *,
    commune: Commune,
    name: str,
    decision: str = "",
    decided_on: date | None = None,
    standing_unit: Unit | None = None,
    valid_from: date,
    actor: Person | None,
    at: datetime,
) -> Body:
    """A body set up by a decision. What is assigned to it goes to its standing unit."""
    commune = locked(commune.pk)
    body = Body(commune=commune, valid_from=valid_from)
    _fill(commune, body, name=name, decision=decision, decided_on=decided_on, standing_unit=standing_unit, on=at.date())
    record(commune=commune.pk, subject=ref(body), after=told(body, *TOLD))
    return body


@act("organisations.edit_body", "Sửa ban, tổ, đoàn", on="body", allowed=arranges)
def edit_body(
    *, body: Body, name: str, decision: str, decided_on: date | None, standing_unit: Unit | None, actor: Person | None, at: datetime
) -> Body:
    """Name, decision and standing unit, as the latest decision has them."""
    commune = locked(body.commune_id)
    body = Body.objects.select_related("standing_unit").get(pk=body.pk)
    before = told(body, *TOLD)
    _fill(commune, body, name=name, decision=decision, decided_on=decided_on, standing_unit=standing_unit, on=at.date())
    old, new = changed(before, told(body, *TOLD))
    record(commune=commune.pk, subject=ref(body), before=old, after=new)
    return body


def _fill(commune: Commune, body: Body, *, name: str, decision: str, decided_on: date | None, standing_unit: Unit | None, on: date) -> None:
    body.name = needed("name", name, "Ghi tên ban, tổ, đoàn như trong quyết định.")
    require_free_name(commune, "name", body.name, unit=None, on=on)
    if standing_unit is not None:
        require_unit(standing_unit, commune, on)
    others = Body.objects.filter(commune=commune, valid_to=None).exclude(pk=body.pk).values_list("name", flat=True)
    if same := next((other for other in others if fold(other) == fold(body.name)), None):
        raise ValidationError({"name": f"Đang có “{same}”. Cho kết thúc cái cũ trước, hoặc sửa ngay ở đó."})
    if decided_on is not None and decided_on > on:
        raise ValidationError({"decided_on": f"Ngày {day_words(decided_on)} chưa tới. Ghi ngày ký trên quyết định."})
    body.decision, body.decided_on, body.standing_unit = tidy(decision), decided_on, standing_unit
    body.save()
    put_body(body)


@act("organisations.close_body", "Kết thúc ban, tổ, đoàn", on="body", allowed=arranges)
def close_body(*, body: Body, last_day: date, reason: str, actor: Person | None, at: datetime) -> Body:
    """The body works through `last_day`; its members' places end with it."""
    commune = locked(body.commune_id)
    reason = needed("reason", reason, "Ghi lý do, ví dụ số quyết định.")
    require_period("last_day", body.valid_from, last_day)
    if Body.objects.filter(pk=body.pk, valid_to=None).update(valid_to=last_day) != 1:
        raise Refused(f"{body.name} đã kết thúc trước đó. Tải lại trang để xem.")
    body.valid_to = last_day
    body.members.filter(_after(last_day)).update(until=last_day)
    record(commune=commune.pk, subject=ref(body), before={"valid_to": None}, after={"valid_to": last_day}, note=reason)
    return body


@act("organisations.add_member", "Thêm thành viên", on="body", allowed=arranges)
def add_member(*, body: Body, person: Person, place: str, order: int = 100, actor: Person | None, at: datetime) -> BodyMember:
    """A colleague's place in the body ("Trưởng ban", "Thư ký", "Thành viên")."""
    commune = locked(body.commune_id)
    body = Body.objects.get(pk=body.pk)
    require_colleague(Person.objects.get(pk=person.pk), commune)
    if body.valid_to is not None and body.valid_to <= at.date():
        raise Refused(f"{body.name} đã kết thúc ngày {day_words(body.valid_to)}, không thêm thành viên được.")
    if body.members.filter(_after(at.date()), person=person).exists():
        raise Refused(f"{person.full_name} đang là thành viên của {body.name}. Cho thôi rồi thêm lại nếu đổi vai.")
    place = needed("place", place, "Ghi vai trong ban, tổ.")
    member = BodyMember.objects.create(body=body, person=person, place=place, order=order, until=body.valid_to)
    record(commune=commune.pk, subject=ref(body), after=told(member, "person", "place"))
    return member


@act("organisations.end_member", "Cho thôi thành viên", on="member", allowed=arranges)
def end_member(*, member: BodyMember, last_day: date, actor: Person | None, at: datetime) -> BodyMember:
    """The place is held through `last_day`."""
    commune = locked(member.commune_id)
    if BodyMember.objects.filter(_after(last_day), pk=member.pk).update(until=last_day) != 1:
        raise Refused(f"{member.person.full_name} đã thôi trước đó. Tải lại trang để xem.")
    member.until = last_day
    before = told(member, "person", "place")
    record(commune=commune.pk, subject=ref(member.body), before=before, after={**before, "until": last_day})
    return member
