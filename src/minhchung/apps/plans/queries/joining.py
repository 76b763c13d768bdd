"""Which assignments carry out which items: by hand, opened from the item, or by the numbers the assignment's own words name.

"Nhiệm vụ số 25, 26" joins items 25 and 26 of a plan when the assignment or its directive cites that plan, or when the ward has but one
plan in force that year and the wording cites no other one. Such joins are derived on every reading; what a person parted stays parted.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import Q

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.documents.models import Citation
from minhchung.apps.plans.models import ItemLink, Plan, PlanItem
from minhchung.apps.plans.rules.numbers import key_of

How = Literal["hand", "opened", "auto"]
HOW_WORDS = {"hand": "gắn tay", "opened": "giao từ mục này", "auto": "nối tự động"}
ITEM_KIND = "plan_item"
PLAN_SERIES = ("KH|", "QĐ|", "QD|")
"""Series of documents that issue plans: a wording that cites another of these speaks of another plan."""


@dataclass(frozen=True)
class Joined:
    """One assignment behind an item, and why it is."""

    assignment: Assignment
    how: How

    @property
    def words(self) -> str:
        """How they came together, in words."""
        return HOW_WORDS[self.how]


def joined(items: Sequence[PlanItem]) -> dict[int, list[Joined]]:
    """The live assignments behind each item, by register number; the same number of queries however many items and assignments."""
    plans = {item.plan_id: item.plan for item in items}
    told = {(link.item_id, link.assignment_id): link.joined for link in ItemLink.objects.filter(item__in=[item.pk for item in items])}
    pairs: dict[int, dict[int, How]] = {item.pk: {} for item in items}
    for (item_pk, assignment_pk), by_hand in told.items():
        if by_hand:
            pairs[item_pk][assignment_pk] = "hand"
    for item_pk, assignment_pk, how in (*_opened(items), *_by_number(items, plans)):
        if told.get((item_pk, assignment_pk)) is not False:
            pairs[item_pk].setdefault(assignment_pk, how)
    wanted = {assignment for found in pairs.values() for assignment in found}
    live = {row.pk: row for row in Assignment.objects.filter(pk__in=wanted, archived_at=None).select_related("commune", "document")}
    return {pk: sorted((Joined(live[key], how) for key, how in found.items() if key in live), key=_place) for pk, found in pairs.items()}


def items_of(assignment: Assignment) -> list[PlanItem]:
    """The items an assignment carries out, of plans in force or in the making."""
    keys = {key_of(number) for number in assignment.plan_items}
    mine = Q(links__assignment=assignment, links__joined=True) | Q(number_key__in=keys - {""})
    if assignment.origin_kind == ITEM_KIND:
        mine |= Q(pk=assignment.origin_key)
    found = PlanItem.objects.filter(mine, plan__commune=assignment.commune_id, archived_at=None, plan__archived_at=None)
    items = list(found.select_related("plan").distinct())
    return [item for item in items if any(each.assignment.pk == assignment.pk for each in joined([item])[item.pk])]


def _place(each: Joined) -> tuple[int, int]:
    return each.assignment.year, each.assignment.number


def _opened(items: Sequence[PlanItem]) -> Iterable[tuple[int, int, How]]:
    keys = [str(item.pk) for item in items]
    found = Assignment.objects.filter(origin_kind=ITEM_KIND, origin_key__in=keys).values_list("origin_key", "pk")
    return [(int(item), pk, "opened") for item, pk in found]


def _by_number(items: Sequence[PlanItem], plans: dict[int, Plan]) -> list[tuple[int, int, How]]:
    by_key = defaultdict(list)
    for item in items:
        if item.number_key:
            by_key[item.plan_id, item.number_key].append(item.pk)
    pairs: list[tuple[int, int, How]] = []
    for plan in plans.values():
        for pk, numbers in _naming_numbers(plan):
            pairs += [(item, pk, "auto") for number in numbers for item in by_key[plan.pk, key_of(number)]]
    return pairs


def _naming_numbers(plan: Plan) -> list[tuple[int, list[str]]]:
    """The assignments whose numbers are those of this plan."""
    numbered = Assignment.objects.filter(commune=plan.commune_id, archived_at=None).exclude(plan_items=[])
    rows = numbered.values_list("pk", "document", "year", "plan_items")
    cites, cited_by_documents = _citing(plan)
    only = _is_the_only_one(plan)
    foreign = _citing_another(plan, [pk for pk, *_ in rows])
    return [
        (pk, numbers)
        for pk, document, year, numbers in rows
        if pk in cites
        or (document is not None and document in cited_by_documents and pk not in foreign)
        or (only and year == plan.year and pk not in foreign)
    ]


def _citing(plan: Plan) -> tuple[set[int], set[int]]:
    """Assignments, and documents, that cite the plan's document (the document itself among them)."""
    if plan.document_id is None:
        return set(), set()
    found = Citation.objects.filter(commune=plan.commune_id, document=plan.document_id, kind__in=["assignment", "document"])
    pairs = list(found.values_list("kind", "key"))
    return {int(key) for kind, key in pairs if kind == "assignment"}, {
        plan.document_id,
        *(int(key) for kind, key in pairs if kind == "document"),
    }


def _citing_another(plan: Plan, assignments: Collection[int]) -> set[int]:
    """Those whose own wording cites some other document of the kind that issues plans."""
    series = Q()
    for prefix in PLAN_SERIES:
        series |= Q(match_key__startswith=prefix)
    found = Citation.objects.filter(series, commune=plan.commune_id, kind="assignment", key__in=[str(pk) for pk in assignments])
    if plan.document_id is not None:
        found = found.exclude(document=plan.document_id)
    return {int(key) for key in found.values_list("key", flat=True)}


def _is_the_only_one(plan: Plan) -> bool:
    """Whether this is the one plan in force in its year."""
    live = Plan.objects.filter(commune=plan.commune_id, year=plan.year, state=Plan.State.IN_FORCE, archived_at=None)
    return list(live.values_list("pk", flat=True)[:2]) == [plan.pk]
