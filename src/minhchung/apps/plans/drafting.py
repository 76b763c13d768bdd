"""The first draft of an assignment out of an item: what the plan says, and yellow what it does not."""

from dataclasses import replace
from datetime import date

from minhchung.apps.assignments.opening import ward_reading
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit, draft_of, title_of
from minhchung.apps.organisations.working_time import calendar_of
from minhchung.apps.plans.models import ItemUnit, PlanItem


def draft_of_item(item: PlanItem, *, today: date) -> Draft:
    """The draft of an item that came with its plan's commune and its units."""
    commune = item.plan.commune
    read = {
        "text": item.task,
        "product": item.product,
        "plan_items": [item.number] if item.number else [],
        "deadline": item.deadline_on.isoformat() if item.deadline_on else None,
        "deadline_text": item.deadline_text,
        "deadline_kind": item.deadline_kind,
        "deadline_period": item.deadline_period,
        "deadline_inclusive": item.deadline_inclusive,
        "recurrence": item.recurrence,
        "deadline_recurring": [item.recurring_day] if item.recurring_day else [],
    }
    made = draft_of(read, finder=_NoNames(), ward=ward_reading(commune), since=today, today=today, calendar=calendar_of(commune))
    units = {part: tuple(_unit(each) for each in item.units.all() if each.part == part) for part in ItemUnit.Part.values}
    return replace(made, title=title_of(item.task), lead=units["lead"], cooperating=units["with"])


def _unit(each: ItemUnit) -> DraftUnit:
    return DraftUnit(each.unit.name, each.unit_id, 1.0, "name")


class _NoNames:
    """The units of an item were matched when it entered; no name is looked up again."""

    def one(self, name: str) -> DraftUnit:
        return DraftUnit(name, None)

    def group(self, wording: str) -> None:
        return None
