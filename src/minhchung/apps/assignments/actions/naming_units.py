"""An office chosen for a name that the ward's list does not know: at once for every clause of the document that writes it so."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from minhchung.apps.assignments import rights
from minhchung.apps.assignments.models import Proposal
from minhchung.apps.assignments.queries.unit_names import NAMED, UNNAMED
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.documents.models import Document
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.history import of as history_of
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Person, Unit

TOUCHED = "touched"


@act("assignments.name_unit", "Chọn đơn vị cho tên trong văn bản", on="document", allowed=rights.reads_documents)
def name_unit(
    *, document: Document, name: str, unit: Unit, among: Collection[int] | None = None, actor: Person | None, at: datetime
) -> list[int]:
    """Says which unit the written name means, in the undecided clauses `among` (None: in all of them); gives back the clauses changed.

    Clauses in which the name already means a unit, and those decided, stay as they are.
    """
    if unit.commune_id != document.commune_id or not unit.is_valid(timezone.localtime(at).date()):
        raise Refused(f"{unit.name} không phải đơn vị đang hoạt động của phường này. Chọn một đơn vị khác.")

    def meant(item: DraftUnit) -> DraftUnit:
        return DraftUnit(name, unit.pk) if item.name == name and item.unit is None else item

    changed = _rewrite(document, meant, among)
    if not changed:
        raise Refused(f"Không còn ý nào chưa xem ghi “{name}” mà chưa rõ đơn vị. Tải lại trang.")
    told = {"name": name, "unit": unit.pk, "clauses": len(changed), "proposals": changed}
    record(commune=document.commune_id, subject=Ref("document", str(document.pk)), after=told)
    return changed


@act("assignments.unname_unit", "Hoàn tác chọn đơn vị cho tên", on="document", allowed=rights.reads_documents)
def unname_unit(*, document: Document, actor: Person | None, at: datetime) -> list[int]:
    """Takes the last choice of a unit for a name back, in those of its clauses that nobody has decided since."""
    last = history_of(Ref("document", str(document.pk))).filter(act__in=[NAMED, UNNAMED]).first()
    told = (last.after or {}) if last is not None and last.act == NAMED else {}
    if not told:
        raise Refused("Không có lần chọn đơn vị nào để hoàn tác. Tải lại trang.")

    def unknown(item: DraftUnit) -> DraftUnit:
        same = (item.name, item.unit, item.how) == (told["name"], told["unit"], "")
        return replace(item, unit=None, how="choice") if same else item

    changed = _rewrite(document, unknown, told["proposals"])
    if not changed:
        raise Refused(f"Các ý ghi “{told['name']}” đã được nhận, bỏ hoặc sửa nên giữ nguyên. Mở từng ý để sửa.")
    named = {"name": told["name"], "unit": told["unit"]}
    after = {"name": told["name"], "clauses": len(changed), "proposals": changed}
    record(commune=document.commune_id, subject=Ref("document", str(document.pk)), before=named, after=after)
    return changed


def _rewrite(document: Document, each: Callable[[DraftUnit], DraftUnit], among: Collection[int] | None) -> list[int]:
    """Rewrites the units of undecided clauses under the document's lock; the keys of those that changed."""
    Document.objects.select_for_update().get(pk=document.pk)
    rows = Proposal.objects.select_for_update().filter(document=document, state=Proposal.State.NEW).order_by("order")
    changed = []
    for proposal in rows if among is None else rows.filter(pk__in=among):
        draft = Draft.from_json(proposal.draft)
        lead, cooperating = _once(map(each, draft.lead)), _once(map(each, draft.cooperating))
        if (lead, cooperating) == (draft.lead, draft.cooperating):
            continue
        after: dict[str, Any] = {**proposal.draft, **replace(draft, lead=lead, cooperating=cooperating).to_json(), TOUCHED: True}
        Proposal.objects.filter(pk=proposal.pk).update(draft=after)
        changed.append(proposal.pk)
    return changed


def _once(items: Any) -> tuple[DraftUnit, ...]:
    """Each unit once: the name may mean one that the clause names by another name too."""
    seen: dict[Any, DraftUnit] = {}
    for item in items:
        seen.setdefault(item.unit or item.name, item)
    return tuple(seen.values())
