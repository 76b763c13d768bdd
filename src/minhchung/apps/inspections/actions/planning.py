"""From the plan to the start: documents and days, the team, the units looked into, the way from stage to stage."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from minhchung.apps.documents.models import Document
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.inspections.models import InspectedUnit, Inspection, Member
from minhchung.apps.inspections.queries.facts import facts_of
from minhchung.apps.inspections.rights import keeps
from minhchung.apps.inspections.rules import stages
from minhchung.apps.inspections.telling import tell_units
from minhchung.apps.inspections.writing import index, locked, names_of, next_number, refuse_foreign, told_keys, unit_locked
from minhchung.apps.organisations.models import Commune, Person, Unit

DAYS = ("starts_on", "ends_on", "since", "until")


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What a plan says: title, documents, the days of the work and the time looked at (both days included)."""

    title: str
    plans: Collection[Document] = ()
    decision: Document | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    since: date | None = None
    until: date | None = None


@act("inspections.plan", "Lập cuộc kiểm tra", on="commune", allowed=keeps)
def plan(*, commune: Commune, kind: str, planned: Planned, units: Collection[Unit] = (), actor: Person | None, at: datetime) -> Inspection:
    """A new inspection at the first stage, with the units it looks into."""
    _refuse_wrong(commune, planned, units)
    held = Commune.objects.select_for_update().get(pk=commune.pk)
    year = (planned.starts_on or timezone.localtime(at).date()).year
    made = Inspection(commune=held, kind=Inspection.Kind(kind), year=year, number=next_number(held, year), added_by=actor, added_at=at)
    _write(made, planned)
    InspectedUnit.objects.bulk_create(InspectedUnit(inspection=made, unit=unit) for unit in units)
    index(made)
    record(commune=commune.pk, subject=made.ref, after={"kind": made.kind, "units": names_of(units), **_told(made)})
    return made


@act("inspections.edit", "Sửa cuộc kiểm tra", on="inspection", allowed=keeps)
def edit(*, inspection: Inspection, planned: Planned, actor: Person | None, at: datetime) -> Inspection:
    """Another title, other documents or days."""
    found = locked(inspection, "edit")
    _refuse_wrong(found.commune, planned, ())
    before = _told(found)
    _write(found, planned)
    index(found)
    record(commune=found.commune_id, subject=found.ref, before=before, after=_told(found))
    return found


@act("inspections.put_on_team", "Thêm thành viên đoàn", on="inspection", allowed=keeps)
def put_on_team(*, inspection: Inspection, person: Person | None, name: str = "", role: str, actor: Person | None, at: datetime) -> Member:
    """Somebody of the ward, or by name somebody from elsewhere. There is one head."""
    found = locked(inspection, "arrange")
    refuse_foreign(found.commune, person)
    if (person is None) == (not name.strip()):
        raise Refused("Chưa chọn người. Chọn một người của phường, hoặc ghi họ tên, cơ quan nếu là người ngoài.")
    if person is not None and found.members.filter(person=person).exists():
        raise Refused(f"{person.full_name} đã ở trong đoàn.")
    head = found.members.filter(role=Member.Role.HEAD).first()
    if role == Member.Role.HEAD and head is not None:
        raise Refused(f"Đoàn đã có trưởng đoàn là {head}. Bỏ vai của người đó trước.")
    made = Member.objects.create(inspection=found, person=person, name=name.strip(), role=Member.Role(role))
    record(commune=found.commune_id, subject=found.ref, after={"member": str(made), "role": made.role})
    return made


@act("inspections.take_off_team", "Bỏ thành viên đoàn", on="team_member", allowed=keeps)
def take_off_team(*, team_member: Member, actor: Person | None, at: datetime) -> Inspection:
    """Takes a member off; what the person has written stays."""
    found = locked(team_member.inspection, "arrange")
    before = {"member": str(team_member), "role": team_member.role}
    team_member.delete()
    record(commune=found.commune_id, subject=found.ref, before=before, after={"member": ""})
    return found


@act("inspections.arrange_units", "Chọn đơn vị được kiểm tra", on="inspection", allowed=keeps)
def arrange_units(*, inspection: Inspection, units: Collection[Unit], actor: Person | None, at: datetime) -> Inspection:
    """Which units are looked into. A unit of which something was written already stays."""
    found = locked(inspection, "arrange")
    refuse_foreign(found.commune, *units)
    if not units:
        raise Refused("Chưa chọn đơn vị nào. Chọn ít nhất một đơn vị được kiểm tra.")
    present = {each.unit_id: each for each in found.inspectedunits.select_related("unit")}
    gone = [each for unit, each in present.items() if unit not in {wanted.pk for wanted in units}]
    if busy := [each.unit.name for each in gone if each.reported_at or each.worked_on or each.results.exists()]:
        raise Refused(f"{', '.join(busy)} đã có báo cáo, biên bản hoặc kết quả bảng kiểm, nên không bỏ được.")
    InspectedUnit.objects.filter(pk__in=told_keys(gone)).delete()
    InspectedUnit.objects.bulk_create(InspectedUnit(inspection=found, unit=unit) for unit in units if unit.pk not in present)
    record(commune=found.commune_id, subject=found.ref, before={"units": sorted(present)}, after={"units": sorted(names_of(units))})
    return found


@act("inspections.name_checkers", "Phân công kiểm tra đơn vị", on="inspected", allowed=keeps)
def name_checkers(*, inspected: InspectedUnit, members: Collection[Member], actor: Person | None, at: datetime) -> InspectedUnit:
    """Who of the team checks the unit; nobody named: the whole team. That nobody checks the own unit is asked when the stage is left."""
    found = unit_locked(inspected, "arrange")
    if any(member.inspection_id != found.inspection_id for member in members):
        raise Refused("Có người không thuộc đoàn này. Chọn lại thành viên.")
    before = [str(member) for member in found.checkers.all()]
    found.checkers.set(members)
    after = {"unit": found.unit_id, "checkers": [str(member) for member in members]}
    record(commune=found.commune_id, subject=found.inspection.ref, before={"unit": found.unit_id, "checkers": before}, after=after)
    return found


@act("inspections.advance", "Chuyển bước cuộc kiểm tra", on="inspection", allowed=keeps)
def advance(*, inspection: Inspection, actor: Person | None, at: datetime) -> Inspection:
    """On to the next stage, unless something is missing that the next one needs."""
    found = locked(inspection, "advance")
    if reason := stages.blocked(facts_of(found, on=timezone.localtime(at).date())):
        raise Refused(reason)
    moved = _moved(found, stages.next_stage(found.state))
    if moved.state == stages.REPORTING:
        tell_units(moved, at=at)
    return moved


@act("inspections.step_back", "Lùi bước cuộc kiểm tra", on="inspection", allowed=keeps)
def step_back(*, inspection: Inspection, reason: str, actor: Person | None, at: datetime) -> Inspection:
    """Back to the stage before, with the reason."""
    found = locked(inspection, "step_back")
    if not reason.strip():
        raise Refused("Chưa ghi lý do lùi bước. Ghi lý do rồi bấm lại.")
    return _moved(found, stages.ORDER[stages.ORDER.index(found.state) - 1], note=reason.strip())


def _moved(found: Inspection, state: str, note: str = "") -> Inspection:
    before = {"state": found.state}
    found.state = state
    found.save(update_fields=["state"])
    index(found)
    record(commune=found.commune_id, subject=found.ref, before=before, after={"state": state}, note=note)
    return found


def _refuse_wrong(commune: Commune, planned: Planned, units: Collection[Unit]) -> None:
    refuse_foreign(commune, planned.decision, *planned.plans, *units)
    if not planned.title.strip():
        raise Refused("Chưa ghi tên cuộc kiểm tra. Ghi tên rồi lưu.")
    for first, last, what in (
        (planned.starts_on, planned.ends_on, "Ngày kết thúc kiểm tra"),
        (planned.since, planned.until, "Ngày cuối thời kỳ kiểm tra"),
    ):
        if last and (first is None or last < first):
            raise Refused(f"{what} phải có ngày đầu và không trước ngày đầu. Sửa ngày rồi lưu.")


def _write(inspection: Inspection, planned: Planned) -> None:
    inspection.title, inspection.decision = planned.title.strip(), planned.decision
    for name in DAYS:
        setattr(inspection, name, getattr(planned, name))
    inspection.save()
    inspection.plans.set(planned.plans)


def _told(inspection: Inspection) -> dict[str, Any]:
    days = {name: getattr(inspection, name) for name in DAYS}
    plans = list(inspection.plans.values_list("pk", flat=True))
    return {"title": inspection.title, "decision": inspection.decision_id, "plans": plans, **days}
