"""Objectives and their values by month."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from minhchung.apps.documents.models import Document
from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.plans.models import Objective, ObjectiveValue, PlanItem
from minhchung.apps.plans.rights import enters_values, keeps_objectives
from minhchung.apps.plans.rules.objectives import is_below
from minhchung.apps.plans.writing import ref_of

FIELDS = ("title", "measure", "better", "adding", "unit", "target", "item", "source")


@act("plans.add_objective", "Thêm mục tiêu", on="commune", allowed=keeps_objectives)
def add_objective(
    *,
    commune: Commune,
    year: int,
    title: str,
    measure: str,
    better: str,
    adding: str,
    unit: Unit | None,
    target: Decimal | None,
    item: PlanItem | None = None,
    source: str = "",
    actor: Person | None,
    at: datetime,
) -> Objective:
    """Something to be measured month by month in a year."""
    _refuse_foreign(commune, unit, item)
    Commune.objects.select_for_update().get(pk=commune.pk)
    _refuse_twin(commune.pk, year, title)
    objective = Objective.objects.create(
        commune=commune,
        year=year,
        title=title.strip(),
        measure=measure.strip(),
        better=better,
        adding=adding,
        unit=unit,
        target=target,
        item=item,
        source=source.strip(),
    )
    _index(objective)
    record(commune=commune.code, subject=ref_of(objective), after={"year": year, **_told(objective)})
    return objective


@act("plans.edit_objective", "Sửa mục tiêu", on="objective", allowed=keeps_objectives)
def edit_objective(
    *,
    objective: Objective,
    title: str,
    measure: str,
    better: str,
    adding: str,
    unit: Unit | None,
    target: Decimal | None,
    item: PlanItem | None = None,
    source: str = "",
    actor: Person | None,
    at: datetime,
) -> Objective:
    """Another name, unit or target; what stood before stays in the history."""
    _refuse_foreign(objective.commune, unit, item)
    Commune.objects.select_for_update().get(pk=objective.commune_id)
    _refuse_twin(objective.commune_id, objective.year, title, besides=objective.pk)
    locked = Objective.objects.select_for_update().get(pk=objective.pk)
    before = _told(locked)
    given = (title.strip(), measure.strip(), better, adding, unit, target, item, source.strip())
    for name, value in zip(FIELDS, given, strict=True):
        setattr(locked, name, value)
    locked.save(update_fields=FIELDS)
    _index(locked)
    record(commune=objective.commune_id, subject=ref_of(objective), before=before, after=_told(locked))
    return locked


@act("plans.archive_objective", "Đưa mục tiêu vào lưu", on="objective", allowed=keeps_objectives)
def archive_objective(*, objective: Objective, reason: str, actor: Person | None, at: datetime) -> Objective:
    """Takes an objective out of the lists; its values stay."""
    if not reason.strip():
        raise Refused(f"Chưa ghi lý do đưa “{objective.title}” vào lưu. Ghi lý do rồi bấm lại.")
    if Objective.objects.filter(pk=objective.pk, archived_at=None).update(archived_at=at, archived_reason=reason.strip()[:300]) != 1:
        raise Refused(f"“{objective.title}” đã ở trong lưu từ trước. Tải lại trang.")
    lookup.remove(ref_of(objective))
    record(
        commune=objective.commune_id, subject=ref_of(objective), before={"archived": False}, after={"archived": True}, note=reason.strip()
    )
    objective.refresh_from_db()
    return objective


@act("plans.enter_value", "Ghi số liệu mục tiêu", on="objective", allowed=enters_values)
def enter_value(
    *,
    objective: Objective,
    month: int,
    planned: Decimal | None,
    actual: Decimal | None,
    document: Document | None = None,
    cause: str = "",
    actor: Person | None,
    at: datetime,
) -> ObjectiveValue:
    """Planned and actual value of a month, over what stood there. A month below its plan says why and by which document."""
    locked = Objective.objects.select_for_update().get(pk=objective.pk)
    if locked.archived_at is not None:
        raise Refused(f"“{locked.title}” đã ở trong lưu nên không ghi thêm số liệu.")
    if not 1 <= month <= 12:
        raise Refused(f"Tháng {month} không có thật. Chọn tháng từ 1 đến 12.")
    if document is not None and document.commune_id != locked.commune_id:
        raise Refused("Văn bản nguồn không có trong sổ của phường. Chọn văn bản khác.")
    if is_below(planned, actual, locked.better) and not cause.strip():
        raise Refused(f"Tháng {month}: thực hiện chưa đạt kế hoạch. Ghi nguyên nhân rồi lưu lại.")
    value = ObjectiveValue.objects.filter(objective=locked, month=month).first() or ObjectiveValue(objective=locked, month=month)
    before = _value_told(value) if value.pk else None
    value.planned, value.actual, value.document, value.cause = planned, actual, document, cause.strip()
    value.entered_by, value.entered_at = actor, at
    value.save()
    record(commune=locked.commune_id, subject=ref_of(locked), before=before, after={"month": month, **_value_told(value)})
    return value


def _told(objective: Objective) -> dict[str, Any]:
    plain = {name: getattr(objective, name) for name in FIELDS if name not in ("unit", "item")}
    return {**plain, "unit": objective.unit_id, "item": objective.item_id}


def _value_told(value: ObjectiveValue) -> dict[str, Any]:
    return {"planned": value.planned, "actual": value.actual, "document": value.document_id, "cause": value.cause}


def _index(objective: Objective) -> None:
    title = f"{objective.title}, năm {objective.year}"
    lookup.put(ref_of(objective), commune=objective.commune_id, title=title, text=f"{objective.measure}\n{objective.source}")


def _refuse_foreign(commune: Commune, unit: Unit | None, item: PlanItem | None) -> None:
    if (unit is not None and unit.commune_id != commune.pk) or (item is not None and item.commune_id != commune.pk):
        raise Refused("Đơn vị hoặc mục kế hoạch không thuộc phường này. Tải lại trang rồi chọn lại.")


def _refuse_twin(commune: str, year: int, title: str, *, besides: int = 0) -> None:
    same = Objective.objects.filter(commune=commune, year=year, title=title.strip(), archived_at=None)
    if same.exclude(pk=besides).exists():
        raise Refused(f"Năm {year} đã có mục tiêu “{title.strip()}”. Ghi tên khác, hoặc mở mục tiêu đang có.")
