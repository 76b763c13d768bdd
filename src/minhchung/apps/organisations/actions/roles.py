"""Roles: granted and ended. Who holds what on which day decides what one may do."""

from datetime import date, datetime

from django.core.exceptions import ValidationError

from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.guarding import (
    day_after,
    locked,
    ref,
    require_an_admin_left,
    require_colleague,
    require_period,
    require_unit,
)
from minhchung.apps.organisations.mandates import OF_A_UNIT, Role
from minhchung.apps.organisations.models import Person, RoleGrant, Unit
from minhchung.apps.organisations.rights import administers
from minhchung.apps.organisations.rules import day_words, overlap
from minhchung.apps.organisations.told import told

OF_THE_WHOLE = frozenset({Role.ADMIN, Role.LEADER, Role.READER})
"""Roles that are of the commune, never of one unit."""


@act("organisations.grant_role", "Giao vai trò", on="person", allowed=administers)
def grant_role(
    *, person: Person, role: Role, unit: Unit | None, valid_from: date, valid_to: date | None, actor: Person | None, at: datetime
) -> RoleGrant:
    """The person holds the role between two days (both included), in a unit where the role is of a unit."""
    commune = locked(person.commune_id)
    require_colleague(Person.objects.get(pk=person.pk), commune)
    role = Role(role)
    _require_fitting_unit(role, unit)
    if unit is not None:
        require_unit(unit, commune, valid_from)
    require_period("valid_to", valid_from, valid_to)
    for held in person.grants.filter(role=role, unit=unit):
        if overlap((held.valid_from, held.valid_to), (valid_from, valid_to)):
            raise Refused(
                f"{person.full_name} đã giữ vai trò {role.label} từ ngày {day_words(held.valid_from)}. "
                "Kết thúc vai trò ấy trước, hoặc chọn ngày khác."
            )
    grant = RoleGrant.objects.create(person=person, role=role, unit=unit, valid_from=valid_from, valid_to=valid_to)
    record(commune=commune.pk, subject=ref(person), after=told(grant, "role", "unit", "valid_from", "valid_to"))
    return grant


def _require_fitting_unit(role: Role, unit: Unit | None) -> None:
    if role == Role.APPRAISER:
        raise ValidationError({"role": "Vai trò thẩm định do thành phố, tỉnh cấp, không cấp ở phường. Chọn vai trò khác."})
    if role in OF_A_UNIT and unit is None:
        raise ValidationError({"unit": f"Vai trò {role.label} gắn với một đơn vị: chọn đơn vị."})
    if role in OF_THE_WHOLE and unit is not None:
        raise ValidationError({"unit": f"Vai trò {role.label} là của cả phường, không gắn đơn vị: bỏ chọn đơn vị."})


@act("organisations.end_role", "Kết thúc vai trò", on="grant", allowed=administers)
def end_role(*, grant: RoleGrant, last_day: date, actor: Person | None, at: datetime) -> None:
    """The role holds through `last_day`. A last day before the first one takes the grant back as if never given.

    Refused when nobody would administer the commune afterwards.
    """
    commune = locked(grant.commune_id)
    person = grant.person
    grant = RoleGrant.objects.get(pk=grant.pk)
    if grant.valid_to is not None and grant.valid_to <= last_day:
        raise Refused(f"Vai trò này đã kết thúc từ ngày {day_words(grant.valid_to)}. Không cần làm lại.")
    if grant.role == Role.ADMIN and person.is_active:
        require_an_admin_left(commune, since=max(day_after(last_day), at.date()), without=[grant.pk])
    before = told(grant, "role", "unit", "valid_from", "valid_to")
    if last_day < grant.valid_from:
        grant.delete()
        record(commune=commune.pk, subject=ref(person), before=before, note="Thu hồi vai trò chưa có hiệu lực.")
        return
    grant.valid_to = last_day
    grant.save(update_fields=["valid_to"])
    record(commune=commune.pk, subject=ref(person), before=before, after={**before, "valid_to": last_day})
