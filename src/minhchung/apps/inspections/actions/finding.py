"""What is found and what is demanded: strengths, findings, requirements, and which requirement answers which finding."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from minhchung.apps.findings.models import Finding
from minhchung.apps.findings.writing import SEVERITY_OF, Found, write
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.inspections.gathering import gathered
from minhchung.apps.inspections.models import ChecklistResult, Inspection, Requirement, Strength
from minhchung.apps.inspections.rights import looks
from minhchung.apps.inspections.writing import Due, locked, names_of, next_order, refuse_foreign, refuse_not_inspected, told_keys
from minhchung.apps.organisations.models import Commune, Person, Unit


@act("inspections.add_finding", "Nêu tồn tại trong kiểm tra", on="inspection", allowed=looks)
def add_finding(
    *, inspection: Inspection, message: str, units: Collection[Unit], kind: str, closing_test: str = "", actor: Person | None, at: datetime
) -> Finding:
    """Something found wrong, under one inspected unit or several."""
    Commune.objects.select_for_update().get(pk=inspection.commune_id)
    found = locked(inspection, "find")
    if not message.strip():
        raise Refused("Chưa ghi nội dung tồn tại. Ghi một câu nêu việc gì sai, ở đâu.")
    if not units:
        raise Refused("Chưa chọn đơn vị có tồn tại. Chọn ít nhất một đơn vị.")
    refuse_not_inspected(found, units)
    each = Found(
        found.source,
        message.strip(),
        SEVERITY_OF[Finding.Kind(kind)],
        {unit.pk: "" for unit in units},
        kind=kind,
        closing_test=closing_test.strip(),
        origin=found.ref,
        found_on=timezone.localtime(at).date(),
    )
    made = write([each], commune=found.commune, actor=actor, at=at)[0]
    record(commune=found.commune_id, subject=found.ref, after={"finding": made.pk, "kind": kind, "units": names_of(units)})
    return made


@act("inspections.findings_of_checklist", "Nêu tồn tại từ bảng kiểm", on="inspection", allowed=looks)
def findings_of_checklist(*, inspection: Inspection, actor: Person | None, at: datetime) -> list[Finding]:
    """A finding for every line that is not right and has none yet; the same line at several units is one finding under all of them."""
    Commune.objects.select_for_update().get(pk=inspection.commune_id)
    found = locked(inspection, "find")
    groups = gathered(found)
    if not groups:
        raise Refused("Không có dòng nào của bảng kiểm còn phải nêu thành tồn tại.")
    on = timezone.localtime(at).date()
    made = write([group.found(found, on=on) for group in groups], commune=found.commune, actor=actor, at=at)
    for group, finding in zip(groups, made, strict=True):
        ChecklistResult.objects.filter(pk__in=told_keys(group.results)).update(finding=finding)
    record(commune=found.commune_id, subject=found.ref, after={"findings": told_keys(made)})
    return made


@act("inspections.add_strength", "Ghi ưu điểm", on="inspection", allowed=looks)
def add_strength(*, inspection: Inspection, theme: str, text: str, actor: Person | None, at: datetime) -> Strength:
    """Something found good."""
    found = locked(inspection, "find")
    if not text.strip():
        raise Refused("Chưa ghi ưu điểm. Ghi nội dung rồi lưu.")
    made = Strength.objects.create(inspection=found, theme=theme.strip(), text=text.strip())
    record(commune=found.commune_id, subject=found.ref, after={"theme": made.theme, "strength": made.text})
    return made


@act("inspections.drop_strength", "Bỏ ưu điểm", on="strength", allowed=looks)
def drop_strength(*, strength: Strength, actor: Person | None, at: datetime) -> Inspection:
    """Takes it out of the draft."""
    found = locked(strength.inspection, "find")
    before = {"theme": strength.theme, "strength": strength.text}
    strength.delete()
    record(commune=found.commune_id, subject=found.ref, before=before, after={"strength": ""})
    return found


@act("inspections.require_work", "Nêu yêu cầu sau kiểm tra", on="inspection", allowed=looks)
def require_work(
    *,
    inspection: Inspection,
    text: str,
    units: Collection[Unit],
    cooperating: Collection[Unit] = (),
    findings: Collection[Finding] = (),
    due: Due | None = None,
    actor: Person | None,
    at: datetime,
) -> Requirement:
    """Something demanded of units, with the findings it answers; `due`: a limit of its own; `cooperating` help the units."""
    found = locked(inspection, "require")
    refuse_foreign(found.commune, *units, *cooperating)
    if not text.strip():
        raise Refused("Chưa ghi nội dung yêu cầu. Ghi việc đơn vị phải làm.")
    if not units:
        raise Refused("Chưa chọn đơn vị thực hiện yêu cầu. Chọn ít nhất một đơn vị.")
    _refuse_other_findings(found, findings)
    own = due or Due()
    made = Requirement.objects.create(
        inspection=found, order=next_order(found), text=text.strip(), due_text=own.text, due_on=own.on, due_inclusive=own.inclusive
    )
    made.units.set(units)
    made.cooperating.set(helping := [unit for unit in cooperating if unit not in units])
    made.findings.set(findings)
    after = {
        "requirement": made.text,
        "units": names_of(units),
        "cooperating": names_of(helping),
        "findings": told_keys(findings),
        "due_on": own.on,
    }
    record(commune=found.commune_id, subject=found.ref, after=after)
    return made


@act("inspections.drop_requirement", "Bỏ yêu cầu", on="required", allowed=looks)
def drop_requirement(*, required: Requirement, actor: Person | None, at: datetime) -> Inspection:
    """Takes it out of the draft; the others keep their places."""
    found = locked(required.inspection, "require")
    before = {"requirement": required.text}
    required.delete()
    record(commune=found.commune_id, subject=found.ref, before=before, after={"requirement": ""})
    return found


@act("inspections.cover", "Nối yêu cầu với tồn tại", on="required", allowed=looks)
def cover(*, required: Requirement, findings: Collection[Finding], actor: Person | None, at: datetime) -> Requirement:
    """Which findings the requirement answers, as a person sees it."""
    found = locked(required.inspection, "cover")
    _refuse_other_findings(found, findings)
    before = sorted(required.findings.values_list("pk", flat=True))
    required.findings.set(findings)
    told = {"order": required.order}
    record(
        commune=found.commune_id,
        subject=found.ref,
        before={**told, "findings": before},
        after={**told, "findings": sorted(told_keys(findings))},
    )
    return required


def _refuse_other_findings(inspection: Inspection, findings: Collection[Finding]) -> None:
    if any((each.origin_kind, each.origin_key) != inspection.ref for each in findings):
        raise Refused("Có tồn tại không thuộc cuộc kiểm tra này. Tải lại trang rồi chọn lại.")
