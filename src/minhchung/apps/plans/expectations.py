"""The documents that items of the year's plans name as their product."""

from collections.abc import Iterator
from datetime import date

from minhchung.apps.assignments.queries.papers import papers_of
from minhchung.apps.documents import expecting
from minhchung.apps.documents.expecting import Expected
from minhchung.apps.documents.rules.expecting import Wanted, series_named
from minhchung.apps.ground.refs import Ref
from minhchung.apps.plans.models import ItemUnit, Plan, PlanItem
from minhchung.apps.plans.queries.joining import joined
from minhchung.apps.plans.queries.progress import due_of

EVERY = {"quarterly": "quarters", "monthly": "months"}


def of_plans(commune: str, year: int, today: date) -> Iterator[Expected]:
    """One for each live item of a plan in force whose product begins with a type of document."""
    live = PlanItem.objects.filter(plan__commune=commune, plan__year=year, plan__state=Plan.State.IN_FORCE, plan__archived_at=None)
    items = [item for item in live.filter(archived_at=None).exclude(product="") if series_named(item.product)]
    items = list(PlanItem.objects.filter(pk__in=[item.pk for item in items]).select_related("plan__commune").prefetch_related("units"))
    works = {pk: [each.assignment.pk for each in found] for pk, found in joined(items).items()}
    papers = papers_of({key for keys in works.values() for key in keys})
    for item in items:
        shown = tuple(dict.fromkeys(paper for key in works[item.pk] for paper in papers.get(key, ())))
        ref = Ref("plan_item", str(item.pk))
        due = due_of(item, before_excludes_the_day=item.plan.commune.before_excludes_the_day)
        every = EVERY.get(item.recurrence, "")
        yield Expected(
            ref,
            item.product,
            f"Mục {item.number}: {item.task}" if item.number else item.task,
            Wanted(str(ref), series_named(item.product), (item.product, item.task, f"{item.product} {item.task}"), due, every, shown),
            tuple(each.unit_id for each in item.units.all() if each.part == ItemUnit.Part.LEAD),
            tuple(works[item.pk]),
        )


expecting.register(of_plans)
