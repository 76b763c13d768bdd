"""Plans that come whole: out of a file, or out of last year's plan."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from django.utils.timezone import localdate

from minhchung.apps.documents.models import Document
from minhchung.apps.files.models import StoredFile
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.plans.importing import Chosen, draft_of, listing_of
from minhchung.apps.plans.models import Plan, PlanItem
from minhchung.apps.plans.rights import keeps_plans
from minhchung.apps.plans.rules.when import moved, read_when
from minhchung.apps.plans.writing import ItemFields, fields_of, index_plan, ref_of, refuse_foreign_document, write_items


@act("plans.import_plan", "Nhập kế hoạch từ tệp", on="commune", allowed=keeps_plans)
def import_plan(
    *,
    commune: Commune,
    stored: StoredFile,
    columns: Mapping[int, str],
    units: Chosen,
    kind: str,
    year: int,
    title: str,
    document: Document | None = None,
    actor: Person | None,
    at: datetime,
) -> Plan:
    """A plan in draft with the items of the file's table, read by `columns` (place → column name); `units` says what names mean.

    Good rows enter, the others were listed with their reasons. A file is read once into a plan of a kind and year.
    """
    if stored.commune_id != commune.pk:
        raise Refused("Tệp này không thuộc phường; tải lại tệp từ máy.")
    refuse_foreign_document(document, commune)
    if "task" not in columns.values():
        raise Refused("Chưa nói cột nào là nội dung nhiệm vụ; chọn cột “Nội dung nhiệm vụ” rồi nhập lại.")
    locked = Commune.objects.select_for_update().get(pk=commune.pk)
    if twin := Plan.objects.filter(commune=locked, kind=kind, year=year, source=stored, archived_at=None).first():
        raise Refused(f"Tệp này đã được nhập thành “{twin.title}”. Mở kế hoạch đó, hoặc đưa nó vào lưu rồi nhập lại.")
    draft = draft_of(listing_of(stored), columns, units, commune=locked, year=year, on=localdate(at))
    if not draft.items:
        raise Refused("Không dòng nào của bảng đọc được thành mục kế hoạch; xem lý do của từng dòng và chọn lại cột.")
    plan = Plan.objects.create(
        commune=locked, kind=kind, year=year, title=title.strip(), document=document, source=stored, added_by=actor, added_at=at
    )
    write_items(plan, [item.fields for item in draft.items])
    index_plan(plan)
    after = {"kind": kind, "year": year, "title": plan.title, "file": stored.name, "items": len(draft.items), "unread": len(draft.unread)}
    record(commune=commune.code, subject=ref_of(plan), after=after)
    return plan


@act("plans.copy_plan", "Chép kế hoạch sang năm sau", on="plan", allowed=keeps_plans)
def copy_plan(*, plan: Plan, title: str, leave_out: Collection[int] = (), actor: Person | None, at: datetime) -> Plan:
    """Next year's plan in draft out of this one: the same items without those left out, their deadlines a year later.

    A plan is copied once; each item remembers the one it came from.
    """
    locked = Commune.objects.select_for_update().get(pk=plan.commune_id)
    year = plan.year + 1
    if twin := Plan.objects.filter(copied_from=plan, year=year, archived_at=None).first():
        raise Refused(f"Kế hoạch này đã được chép thành “{twin.title}”. Mở kế hoạch đó, hoặc đưa nó vào lưu rồi chép lại.")
    items = plan.items.filter(archived_at=None).prefetch_related("units", "leaves")
    kept = [item for item in items if item.pk not in leave_out]
    if not kept:
        raise Refused("Không còn mục nào để chép: đánh dấu ít nhất một mục.")
    made = Plan.objects.create(
        commune=locked, kind=plan.kind, year=year, title=title.strip(), copied_from=plan, added_by=actor, added_at=at
    )
    write_items(made, [_a_year_later(item, year) for item in kept])
    index_plan(made)
    after = {
        "kind": made.kind,
        "year": year,
        "title": made.title,
        "copied_from": plan.pk,
        "items": len(kept),
        "left_out": len(items) - len(kept),
    }
    record(commune=plan.commune_id, subject=ref_of(made), after=after)
    return made


def _a_year_later(item: PlanItem, year: int) -> ItemFields:
    when = read_when(moved(item.deadline_text, year=year - 1), year=year)
    return replace(fields_of(item), when=when, came_from=item.pk)
