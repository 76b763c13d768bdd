"""Writing items and making plans findable: shared by the acts of this app, inside their transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from minhchung.apps.documents.models import Document
from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Unit
from minhchung.apps.plans.models import ItemLeaf, ItemUnit, Objective, Plan, PlanItem
from minhchung.apps.plans.rules.numbers import key_of
from minhchung.apps.plans.rules.when import When


@dataclass(frozen=True)
class ItemFields:
    """An item before it has a row: words as in the plan, and the units they were matched to."""

    number: str
    task: str
    headings: tuple[str, ...] = ()
    product: str = ""
    lead_text: str = ""
    cooperating_text: str = ""
    when: When = field(default_factory=When)
    note: str = ""
    codes: tuple[str, ...] = ()
    lead: tuple[int, ...] = ()
    cooperating: tuple[int, ...] = ()
    came_from: int | None = None

    @property
    def helping(self) -> tuple[int, ...]:
        """The cooperating units without those that lead, each once."""
        return tuple(unit for unit in dict.fromkeys(self.cooperating) if unit not in self.lead)


def ref_of(thing: Plan | PlanItem | Objective) -> Ref:
    """The subject under which an act is recorded."""
    kinds = {Plan: "plan", PlanItem: "plan_item", Objective: "objective"}
    return Ref(kinds[type(thing)], str(thing.pk))


def columns_of(fields: ItemFields) -> dict[str, Any]:
    """The columns of the item's own row."""
    when = fields.when
    return {
        "number": fields.number,
        "number_key": key_of(fields.number),
        "headings": list(fields.headings),
        "task": fields.task,
        "product": fields.product,
        "lead_text": fields.lead_text,
        "cooperating_text": fields.cooperating_text,
        "note": fields.note,
        "came_from_id": fields.came_from,
        "deadline_text": when.text,
        "deadline_kind": when.kind,
        "deadline_on": date.fromisoformat(when.on) if when.on else None,
        "deadline_period": when.period,
        "deadline_inclusive": when.inclusive,
        "recurrence": when.recurrence,
        "recurring_day": when.day,
    }


def fields_of(item: PlanItem) -> ItemFields:
    """An item as fields again, with its units and criteria."""
    units = list(item.units.all())
    return ItemFields(
        number=item.number,
        task=item.task,
        headings=tuple(item.headings),
        product=item.product,
        lead_text=item.lead_text,
        cooperating_text=item.cooperating_text,
        when=item.when,
        note=item.note,
        codes=tuple(leaf.code for leaf in item.leaves.all()),
        lead=tuple(each.unit_id for each in units if each.part == ItemUnit.Part.LEAD),
        cooperating=tuple(each.unit_id for each in units if each.part == ItemUnit.Part.WITH),
        came_from=item.came_from_id,
    )


def write_items(plan: Plan, fields: Sequence[ItemFields], *, after: int = 0) -> list[PlanItem]:
    """Writes the items in order behind position `after`, in few statements."""
    refuse_foreign_units(plan.commune, fields)
    rows = [PlanItem(plan=plan, position=after + place, **columns_of(each)) for place, each in enumerate(fields, 1)]
    made = PlanItem.objects.bulk_create(rows)
    write_links(made, fields)
    lookup.put_new(((ref_of(item), str(item)[:300], found_by(item)) for item in made), commune=plan.commune_id)
    return made


def write_links(items: Sequence[PlanItem], fields: Sequence[ItemFields]) -> None:
    """The units and criteria of items that have none yet."""
    pairs = list(zip(items, fields, strict=True))
    named = [
        ItemUnit(item=item, unit_id=unit, part=part)
        for item, each in pairs
        for part, units in ((ItemUnit.Part.LEAD, dict.fromkeys(each.lead)), (ItemUnit.Part.WITH, each.helping))
        for unit in units
    ]
    ItemUnit.objects.bulk_create(named)
    ItemLeaf.objects.bulk_create(ItemLeaf(item=item, code=code[:20]) for item, each in pairs for code in dict.fromkeys(each.codes))


def refuse_foreign_units(commune: Commune, fields: Iterable[ItemFields]) -> None:
    """Every unit named belongs to the commune."""
    wanted = {unit for each in fields for unit in (*each.lead, *each.cooperating)}
    known = set(Unit.objects.filter(commune=commune, pk__in=wanted).values_list("pk", flat=True))
    if wanted - known:
        raise Refused("Có đơn vị không thuộc phường này. Tải lại trang rồi chọn lại đơn vị.")


def refuse_foreign_document(document: Document | None, commune: Commune) -> None:
    """A plan is issued by a document of the commune's own register."""
    if document is not None and document.commune_id != commune.pk:
        raise Refused("Văn bản này không có trong sổ của phường. Chọn văn bản khác.")


def found_by(item: PlanItem) -> str:
    """The words by which the search finds an item."""
    return "\n".join([item.task, item.product, f"mục {item.number}", item.lead_text])


def index_item(item: PlanItem) -> None:
    """Makes an item findable anew."""
    lookup.put(ref_of(item), commune=item.commune_id, title=str(item)[:300], text=found_by(item))


def index_plan(plan: Plan) -> None:
    """Makes a plan findable by its name, year and document."""
    text = f"{plan.get_kind_display()}\n{plan.year}\n{plan.document.code if plan.document else ''}"
    lookup.put(ref_of(plan), commune=plan.commune_id, title=plan.title, text=text)


def told(fields: ItemFields) -> dict[str, Any]:
    """The fields as the history keeps them."""
    values = {name: value for name, value in columns_of(fields).items() if name not in ("number_key", "came_from_id")}
    for hidden in ("deadline_inclusive", "recurring_day"):
        values.pop(hidden)
    return {**values, "lead": list(fields.lead), "with": list(fields.helping), "leaves": list(fields.codes)}
