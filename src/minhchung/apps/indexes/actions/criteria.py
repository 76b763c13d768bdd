"""Acts on criteria: make one by hand, link the work that proves it, archive it."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.models import Criterion, CriterionAssignment, RequiredEvidence
from minhchung.apps.indexes.rights import keeps_criteria
from minhchung.apps.organisations.models import Commune, Handover, Person, Unit
from minhchung.apps.organisations.passing import PASSED


def _ref(criterion: Criterion) -> Ref:
    return Ref("criterion", str(criterion.pk))


@act("indexes.add_criterion", "Thêm tiêu chí", on="commune", allowed=keeps_criteria)
def add_criterion(
    *,
    commune: Commune,
    year: int,
    code: str,
    title: str,
    points: Decimal,
    unit: Unit | None,
    evidence: Sequence[str],
    actor: Person | None,
    at: datetime,
) -> Criterion:
    """A hand-made criterion (a sample, never an official set) with what it asks to see."""
    if Criterion.objects.filter(commune=commune, year=year, code=code).exists():
        raise Refused(f"Tiêu chí {code} năm {year} đã có. Dùng mã khác, hoặc sửa tiêu chí đang có.")
    if unit is not None and unit.commune_id != commune.code:
        raise Refused("Đơn vị phụ trách không thuộc phường này. Chọn đơn vị trong danh sách của phường.")
    criterion = Criterion.objects.create(commune=commune, year=year, code=code, title=title, points=points, unit=unit)
    RequiredEvidence.objects.bulk_create(RequiredEvidence(criterion=criterion, text=text) for text in evidence)
    lookup.put(_ref(criterion), commune=commune.code, title=str(criterion), text="\n".join(evidence))
    record(
        commune=commune.code,
        subject=_ref(criterion),
        after={"code": code, "title": title, "points": points, "evidence": list(evidence)},
    )
    return criterion


@act("indexes.link_assignment", "Gắn nhiệm vụ với tiêu chí", on="criterion", allowed=keeps_criteria)
def link_assignment(
    *, criterion: Criterion, requirement: RequiredEvidence, assignment: Assignment, actor: Person | None, at: datetime
) -> CriterionAssignment:
    """From now on the assignment's accepted evidence proves the requirement."""
    if requirement.criterion_id != criterion.pk or assignment.commune_id != criterion.commune_id:
        raise Refused("Yêu cầu hoặc nhiệm vụ không thuộc tiêu chí này. Mở lại trang tiêu chí rồi chọn lại.")
    link, made = CriterionAssignment.objects.get_or_create(
        requirement=requirement, assignment=assignment, unlinked_at=None, defaults={"linked_at": at}
    )
    if not made:
        raise Refused(f"Nhiệm vụ {assignment.number} đã gắn với yêu cầu này.")
    record(
        commune=criterion.commune_id,
        subject=_ref(criterion),
        after={"requirement": requirement.text, "assignment": assignment.number},
        note=f"Nhiệm vụ {assignment.number}: {assignment.title}",
    )
    return link


@act("indexes.unlink_assignment", "Gỡ nhiệm vụ khỏi tiêu chí", on="criterion", allowed=keeps_criteria)
def unlink_assignment(
    *, criterion: Criterion, requirement: RequiredEvidence, assignment: Assignment, actor: Person | None, at: datetime
) -> None:
    """The assignment no longer proves the requirement; its evidence stays where it is."""
    live = CriterionAssignment.objects.filter(requirement=requirement, assignment=assignment, unlinked_at=None)
    if not live.filter(requirement__criterion=criterion).update(unlinked_at=at):
        raise Refused(f"Nhiệm vụ {assignment.number} chưa gắn với yêu cầu này.")
    record(
        commune=criterion.commune_id,
        subject=_ref(criterion),
        before={"requirement": requirement.text, "assignment": assignment.number},
        note=f"Nhiệm vụ {assignment.number}: {assignment.title}",
    )


@act("indexes.archive_criterion", "Lưu trữ tiêu chí", on="criterion", allowed=keeps_criteria)
def archive_criterion(*, criterion: Criterion, reason: str, actor: Person | None, at: datetime) -> None:
    """Takes a criterion out of the lists; nothing is deleted."""
    if not reason.strip():
        raise Refused("Chưa nêu lý do lưu trữ tiêu chí. Ghi lý do rồi lưu lại.")
    if Criterion.objects.filter(pk=criterion.pk, archived_at=None).update(archived_at=at) != 1:
        raise Refused(f"Tiêu chí {criterion.code} đã được lưu trữ trước đó.")
    lookup.remove(_ref(criterion))
    record(commune=criterion.commune_id, subject=_ref(criterion), before={"archived": False}, after={"archived": True}, note=reason)


@act("indexes.pass_on", "Chuyển tiêu chí theo bàn giao", on="handover", allowed=keeps_criteria)
def pass_on(*, handover: Handover, actor: Person | None, at: datetime) -> int:
    """The criteria a unit answered for pass to the unit it handed over to, from the handover's year on; gives back how many."""
    live = Criterion.objects.filter(commune=handover.commune_id, unit=handover.from_unit_id, archived_at=None, year__gte=handover.on.year)
    passed = list(live.select_for_update().order_by("pk").values_list("pk", flat=True)) if handover.from_unit_id else []
    Criterion.objects.filter(pk__in=passed).update(unit=handover.to_unit_id)
    record(commune=handover.commune_id, subject=Ref("handover", str(handover.pk)), after={"criteria": len(passed), PASSED: passed})
    return len(passed)
