"""A plan from draft to in force to archive."""

from datetime import datetime

from minhchung.apps.documents.models import Document
from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.plans.models import Plan
from minhchung.apps.plans.rights import keeps_plans
from minhchung.apps.plans.writing import index_plan, ref_of, refuse_foreign_document


@act("plans.add_plan", "Lập kế hoạch", on="commune", allowed=keeps_plans)
def add_plan(
    *, commune: Commune, kind: str, year: int, title: str, document: Document | None = None, actor: Person | None, at: datetime
) -> Plan:
    """An empty plan in draft, whose items are typed one by one."""
    refuse_foreign_document(document, commune)
    plan = Plan.objects.create(commune=commune, kind=kind, year=year, title=title.strip(), document=document, added_by=actor, added_at=at)
    index_plan(plan)
    record(
        commune=commune.code, subject=ref_of(plan), after={"kind": kind, "year": year, "title": plan.title, "document": plan.document_id}
    )
    return plan


@act("plans.edit_plan", "Sửa kế hoạch", on="plan", allowed=keeps_plans)
def edit_plan(*, plan: Plan, title: str, document: Document | None, actor: Person | None, at: datetime) -> Plan:
    """Another name, or the document by which it was issued."""
    refuse_foreign_document(document, plan.commune)
    locked = Plan.objects.select_for_update().select_related("commune").get(pk=plan.pk)
    before = {"title": locked.title, "document": locked.document_id}
    locked.title, locked.document = title.strip(), document
    locked.save(update_fields=["title", "document"])
    index_plan(locked)
    record(commune=plan.commune_id, subject=ref_of(plan), before=before, after={"title": locked.title, "document": locked.document_id})
    return locked


@act("plans.put_in_force", "Đưa kế hoạch vào thực hiện", on="plan", allowed=keeps_plans)
def put_in_force(*, plan: Plan, actor: Person | None, at: datetime) -> Plan:
    """From now on the plan is counted. Refused while another of the same kind and year is in force, or it has no items."""
    Commune.objects.select_for_update().get(pk=plan.commune_id)
    same = Plan.objects.filter(commune=plan.commune_id, kind=plan.kind, year=plan.year, state=Plan.State.IN_FORCE, archived_at=None)
    if other := same.exclude(pk=plan.pk).first():
        raise Refused(f"Năm {plan.year} đang thực hiện “{other.title}”. Đưa kế hoạch đó vào lưu trước, rồi đưa kế hoạch này vào thực hiện.")
    if not plan.items.filter(archived_at=None).exists():
        raise Refused(f"“{plan.title}” không có mục nào. Nhập hoặc thêm mục rồi đưa vào thực hiện.")
    moved = Plan.objects.filter(pk=plan.pk, state=Plan.State.DRAFT, archived_at=None).update(state=Plan.State.IN_FORCE)
    if moved != 1:
        raise Refused(f"“{plan.title}” đã ở trạng thái khác: có người vừa làm việc này. Tải lại trang.")
    record(commune=plan.commune_id, subject=ref_of(plan), before={"state": Plan.State.DRAFT}, after={"state": Plan.State.IN_FORCE})
    plan.refresh_from_db()
    return plan


@act("plans.archive_plan", "Đưa kế hoạch vào lưu", on="plan", allowed=keeps_plans)
def archive_plan(*, plan: Plan, reason: str, actor: Person | None, at: datetime) -> Plan:
    """Takes a plan out of the lists and figures; nothing is deleted, the work given from it goes on."""
    if not reason.strip():
        raise Refused(f"Chưa ghi lý do đưa “{plan.title}” vào lưu. Ghi lý do rồi bấm lại.")
    if Plan.objects.filter(pk=plan.pk, archived_at=None).update(archived_at=at, archived_reason=reason.strip()[:300]) != 1:
        raise Refused(f"“{plan.title}” đã ở trong lưu từ trước. Tải lại trang.")
    lookup.remove(ref_of(plan))
    record(commune=plan.commune_id, subject=ref_of(plan), before={"archived": False}, after={"archived": True}, note=reason.strip())
    plan.refresh_from_db()
    return plan


@act("plans.restore_plan", "Lấy kế hoạch lại từ lưu", on="plan", allowed=keeps_plans)
def restore_plan(*, plan: Plan, actor: Person | None, at: datetime) -> Plan:
    """Brings an archived plan back as a draft, so that it never stands in force beside another one."""
    values = {"archived_at": None, "archived_reason": "", "state": Plan.State.DRAFT}
    if plan.source_id and _live_twin(plan):
        raise Refused(f"Tệp của “{plan.title}” đã được nhập lại thành kế hoạch khác. Dùng kế hoạch đó, hoặc đưa nó vào lưu trước.")
    if plan.copied_from_id and Plan.objects.filter(copied_from=plan.copied_from_id, year=plan.year, archived_at=None).exists():
        raise Refused(f"Kế hoạch năm trước đã được chép lại thành kế hoạch khác của năm {plan.year}. Đưa bản chép đó vào lưu trước.")
    if Plan.objects.filter(pk=plan.pk, archived_at__isnull=False).update(**values) != 1:
        raise Refused(f"“{plan.title}” không ở trong lưu. Tải lại trang.")
    plan.refresh_from_db()
    index_plan(plan)
    after = {"archived": False, "state": Plan.State.DRAFT}
    record(commune=plan.commune_id, subject=ref_of(plan), before={"archived": True}, after=after)
    return plan


def _live_twin(plan: Plan) -> bool:
    same = Plan.objects.filter(commune=plan.commune_id, kind=plan.kind, year=plan.year, source=plan.source_id, archived_at=None)
    return same.exclude(pk=plan.pk).exists()
