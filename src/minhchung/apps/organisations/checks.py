"""What a review finds wrong with appointments and bodies."""

from typing import Any

from django.db.models import Q, QuerySet

from minhchung.apps.ground.problems import Check, Look, Problem, Severity, register
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Appointment, Body
from minhchung.apps.organisations.queries import in_force
from minhchung.text.written import written_day


def _appointments(look: Look) -> QuerySet[Appointment]:
    held = Appointment.objects.filter(unit__commune=look.scope.commune).select_related("person", "unit")
    return held if look.scope.unit is None else held.filter(unit=look.scope.unit)


def _bodies(look: Look) -> QuerySet[Body]:
    found = Body.objects.filter(commune=look.scope.commune)
    return found if look.scope.unit is None else found.filter(standing_unit=look.scope.unit)


def _in_force(look: Look) -> Q:
    return in_force(look.today)


def _tell_appointment(row: Any, look: Look) -> Problem:
    message = f"{row.person.full_name}, {row.post} ({row.unit.name}) từ {written_day(row.valid_from)}: chưa ghi quyết định."
    return Problem(Ref("person", str(row.person_id)), message, units=(row.unit_id,), part=str(row.pk))


def _tell_body(row: Any, look: Look) -> Problem:
    lacking = "chưa ghi quyết định thành lập" if not row.decision else "chưa ghi ngày quyết định thành lập"
    units = (row.standing_unit_id,) if row.standing_unit_id else ()
    return Problem(Ref("body", str(row.pk)), f"{row.name}: {lacking}.", units=units)


register(
    Check(
        "TB-01",
        "Chức vụ chưa ghi quyết định",
        Severity.WARNING,
        "chức vụ của người làm việc ở các đơn vị",
        _appointments,
        _tell_appointment,
        "Ghi số, ngày quyết định bổ nhiệm hoặc giao việc ở trang người dùng.",
        where={"đang giữ chức vụ": _in_force, "chưa ghi quyết định": lambda look: Q(decision="")},
    ),
    Check(
        "TB-02",
        "Ban, tổ, đoàn chưa ghi quyết định thành lập",
        Severity.WARNING,
        "ban, tổ, đoàn của phường",
        _bodies,
        _tell_body,
        "Ghi số và ngày quyết định thành lập; chưa có thì trình ban hành.",
        where={"đang hoạt động": _in_force, "chưa ghi số hoặc ngày quyết định": lambda look: Q(decision="") | Q(decided_on=None)},
    ),
)
