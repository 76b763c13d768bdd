"""Items: add, mend, archive; join and part the assignments behind them."""

from datetime import datetime

from django.db.models import Max

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Person
from minhchung.apps.plans.models import ItemLink, Plan, PlanItem
from minhchung.apps.plans.queries.joining import joined
from minhchung.apps.plans.rights import keeps_plans
from minhchung.apps.plans.rules.numbers import key_of
from minhchung.apps.plans.writing import (
    ItemFields,
    columns_of,
    fields_of,
    index_item,
    ref_of,
    refuse_foreign_units,
    told,
    write_items,
    write_links,
)


@act("plans.add_item", "Thêm mục kế hoạch", on="plan", allowed=keeps_plans)
def add_item(*, plan: Plan, fields: ItemFields, actor: Person | None, at: datetime) -> PlanItem:
    """One more item at the end of a plan."""
    locked = Plan.objects.select_for_update().select_related("commune").get(pk=plan.pk)
    _refuse_archived(locked)
    _refuse_number(locked, fields.number)
    last = locked.items.aggregate(last=Max("position"))["last"] or 0
    item = write_items(locked, [fields], after=last)[0]
    record(commune=plan.commune_id, subject=ref_of(item), after=told(fields))
    return item


@act("plans.edit_item", "Sửa mục kế hoạch", on="item", allowed=keeps_plans)
def edit_item(*, item: PlanItem, fields: ItemFields, actor: Person | None, at: datetime) -> PlanItem:
    """Mends an item; what it said before stays in the history."""
    plan = Plan.objects.select_for_update().select_related("commune").get(pk=item.plan_id)
    _refuse_number(plan, fields.number, besides=item.pk)
    refuse_foreign_units(plan.commune, [fields])
    current = PlanItem.objects.prefetch_related("units", "leaves").select_related("plan").get(pk=item.pk)
    before = told(fields_of(current))
    for name, value in columns_of(fields).items():
        if name != "came_from_id":
            setattr(current, name, value)
    current.save()
    current.units.all().delete()
    current.leaves.all().delete()
    write_links([current], [fields])
    if current.archived_at is None:
        index_item(current)
    record(commune=plan.commune_id, subject=ref_of(item), before=before, after=told(fields))
    return current


@act("plans.archive_item", "Bỏ mục kế hoạch", on="item", allowed=keeps_plans)
def archive_item(*, item: PlanItem, reason: str, actor: Person | None, at: datetime) -> PlanItem:
    """Takes an item out of its plan, with a reason; the work given from it goes on."""
    if not reason.strip():
        raise Refused(f"Chưa ghi lý do bỏ mục {item.number}. Ghi lý do rồi bấm lại.")
    if PlanItem.objects.filter(pk=item.pk, archived_at=None).update(archived_at=at, archived_reason=reason.strip()[:300]) != 1:
        raise Refused(f"Mục {item.number} đã được bỏ từ trước. Tải lại trang.")
    lookup.remove(ref_of(item))
    record(commune=item.commune_id, subject=ref_of(item), before={"archived": False}, after={"archived": True}, note=reason.strip())
    item.refresh_from_db()
    return item


@act("plans.restore_item", "Lấy lại mục kế hoạch", on="item", allowed=keeps_plans)
def restore_item(*, item: PlanItem, actor: Person | None, at: datetime) -> PlanItem:
    """Brings an archived item back to its place."""
    plan = Plan.objects.select_for_update().get(pk=item.plan_id)
    _refuse_number(plan, item.number, besides=item.pk)
    if PlanItem.objects.filter(pk=item.pk, archived_at__isnull=False).update(archived_at=None, archived_reason="") != 1:
        raise Refused(f"Mục {item.number} không ở trong lưu. Tải lại trang.")
    item.refresh_from_db()
    index_item(item)
    record(commune=item.commune_id, subject=ref_of(item), before={"archived": True}, after={"archived": False})
    return item


@act("plans.link_item", "Gắn nhiệm vụ với mục kế hoạch", on="item", allowed=keeps_plans)
def link_item(*, item: PlanItem, assignment: Assignment, actor: Person | None, at: datetime) -> ItemLink:
    """From now on the assignment carries out the item, whatever numbers its wording names."""
    PlanItem.objects.select_for_update().get(pk=item.pk)
    if assignment.commune_id != item.commune_id:
        raise Refused("Nhiệm vụ này không thuộc phường. Chọn nhiệm vụ khác.")
    if any(each.assignment.pk == assignment.pk for each in joined([item])[item.pk]):
        raise Refused(f"Việc {assignment.number} đã gắn với mục {item.number}.")
    said = {"joined": True, "by": actor, "at": at}
    link, _ = ItemLink.objects.update_or_create(item=item, assignment=assignment, defaults=said)
    record(commune=item.commune_id, subject=ref_of(item), after={"assignment": assignment.pk, "joined": True})
    return link


@act("plans.part_item", "Gỡ nhiệm vụ khỏi mục kế hoạch", on="item", allowed=keeps_plans)
def part_item(*, item: PlanItem, assignment: Assignment, actor: Person | None, at: datetime) -> ItemLink:
    """The assignment no longer carries out the item, and is not joined to it again by itself."""
    PlanItem.objects.select_for_update().get(pk=item.pk)
    if all(each.assignment.pk != assignment.pk for each in joined([item])[item.pk]):
        raise Refused(f"Việc {assignment.number} chưa gắn với mục {item.number}. Tải lại trang.")
    said = {"joined": False, "by": actor, "at": at}
    link, _ = ItemLink.objects.update_or_create(item=item, assignment=assignment, defaults=said)
    record(commune=item.commune_id, subject=ref_of(item), before={"joined": True}, after={"assignment": assignment.pk, "joined": False})
    return link


def _refuse_archived(plan: Plan) -> None:
    if plan.archived_at is not None:
        raise Refused(f"“{plan.title}” đã ở trong lưu. Lấy lại từ lưu rồi thêm mục.")


def _refuse_number(plan: Plan, number: str, *, besides: int = 0) -> None:
    """A number stands once among the live items of a plan."""
    key = key_of(number)
    if key and plan.items.filter(number_key=key, archived_at=None).exclude(pk=besides).exists():
        raise Refused(f"Kế hoạch đã có mục số {number}. Ghi số khác, hoặc sửa mục đang có.")
