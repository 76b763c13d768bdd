"""Tells every record what it is worth: the criteria it leads to, and the points these hold up."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse

from minhchung.apps.assignments.models import Duty, Occurrence
from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground import clock, worth
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.worth import Proves, Worth
from minhchung.apps.indexes.models import Criterion, CriterionAssignment, Index, RequiredEvidence
from minhchung.apps.indexes.packs import pack_of_index
from minhchung.apps.indexes.queries import rows
from minhchung.apps.indexes.rules import CriterionStanding
from minhchung.apps.plans.models import ItemLeaf

Pairs = Iterable[tuple[Ref, Ref]]
"""A record and one that it leads to, a step nearer to a criterion."""


def of_records(commune: str, records: Collection[Ref]) -> Mapping[Ref, Worth]:
    """The worth of those records that lead to a live criterion of the commune; a fixed number of queries whatever the records."""
    reached = _reached(commune, records)
    keys = keys_of(ref.key for refs in reached.values() for ref in refs)
    criteria = Criterion.objects.filter(commune=commune, archived_at=None, pk__in=keys).select_related("commune")
    told = {
        Ref("criterion", str(row.criterion.pk)): Proves(
            row.criterion.code,
            row.criterion.title,
            reverse("indexes:criterion", args=[row.criterion.pk]),
            row.criterion.points,
            _held(row.standing),
            bool(row.outside),
        )
        for row in rows(criteria if keys else (), today=clock.today())
    }
    found = {
        record: tuple(sorted((told[ref] for ref in refs if ref in told), key=lambda each: each.code)) for record, refs in reached.items()
    }
    return {record: Worth(proves) for record, proves in found.items() if proves}


def _held(standing: CriterionStanding) -> Decimal | None:
    return None if standing.parts.unknown and not standing.held else standing.held


def _reached(commune: str, records: Collection[Ref]) -> dict[Ref, set[Ref]]:
    """Record → the criteria that the steps lead to. Each kind is taken once, those farthest from a criterion first."""
    standing: dict[Ref, set[Ref]] = {record: {record} for record in records}
    for kind, step in STEPS.items():
        asked = {ref.key for refs in standing.values() for ref in refs if ref.kind == kind}
        if not asked:
            continue
        nearer: dict[Ref, set[Ref]] = defaultdict(set)
        for ref, leads_to in step(commune, asked):
            nearer[ref].add(leads_to)
        standing = {
            record: {near for ref in refs for near in (nearer[ref] if ref.kind == kind else {ref})} for record, refs in standing.items()
        }
    return {record: {ref for ref in refs if ref.kind == "criterion"} for record, refs in standing.items()}


def _figures(commune: str, names: Collection[str]) -> Pairs:
    """The leaves of this year's index whose rule reads the figure."""
    index = Index.objects.filter(commune=commune, year=clock.today().year).select_related("pack").first()
    if index is None:
        return
    asked = [(leaf.code, read.name) for leaf, read in pack_of_index(index).inputs() if read.name in names]
    leaves = dict(Criterion.objects.filter(index=index, archived_at=None, code__in=[code for code, _ in asked]).values_list("code", "pk"))
    yield from ((Ref("figure", name), Ref("criterion", str(leaves[code]))) for code, name in asked if code in leaves)


def _live_claims() -> QuerySet[Claim]:
    return Claim.objects.filter(withdrawn_at=None).order_by()


def _documents(commune: str, keys: Collection[str]) -> Pairs:
    """A document of the register that is brought as evidence."""
    brought = _live_claims().filter(commune=commune, document__in=keys_of(keys)).values_list("document", "kind", "key")
    return ((Ref("document", str(document)), Ref(kind, key)) for document, kind, key in brought)


def _claims(commune: str, keys: Collection[str]) -> Pairs:
    proven = _live_claims().filter(commune=commune, pk__in=keys_of(keys)).values_list("pk", "kind", "key")
    return ((Ref("claim", str(pk)), Ref(kind, key)) for pk, kind, key in proven)


def _periods(commune: str, keys: Collection[str]) -> Pairs:
    found = Occurrence.objects.filter(pk__in=keys_of(keys), duty__assignment__commune=commune).order_by()
    pairs = found.values_list("pk", "duty__assignment")
    return ((Ref("occurrence", str(pk)), Ref("assignment", str(work))) for pk, work in pairs)


def _duties(commune: str, keys: Collection[str]) -> Pairs:
    pairs = Duty.objects.filter(pk__in=keys_of(keys), assignment__commune=commune).order_by().values_list("pk", "assignment")
    return ((Ref("duty", str(pk)), Ref("assignment", str(work))) for pk, work in pairs)


def _works(commune: str, keys: Collection[str]) -> Pairs:
    linked = CriterionAssignment.objects.filter(assignment__in=keys_of(keys), unlinked_at=None, requirement__archived_at=None)
    pairs = linked.filter(requirement__criterion__commune=commune).values_list("assignment", "requirement__criterion")
    return ((Ref("assignment", str(work)), Ref("criterion", str(leaf))) for work, leaf in pairs)


def _requirements(commune: str, keys: Collection[str]) -> Pairs:
    asked = RequiredEvidence.objects.filter(pk__in=keys_of(keys), archived_at=None, criterion__commune=commune)
    return ((Ref("requirement", str(pk)), Ref("criterion", str(leaf))) for pk, leaf in asked.values_list("pk", "criterion"))


def _items(commune: str, keys: Collection[str]) -> Pairs:
    """The leaves a plan item serves, by their codes in the year of its plan."""
    named = ItemLeaf.objects.filter(item__in=keys_of(keys), item__plan__commune=commune).values_list("item", "item__plan__year", "code")
    leaves = Criterion.objects.filter(commune=commune, archived_at=None).order_by()
    known = {(year, code): pk for pk, year, code in leaves.values_list("pk", "year", "code")}
    pairs = ((item, known.get((year, code))) for item, year, code in named)
    return ((Ref("plan_item", str(item)), Ref("criterion", str(leaf))) for item, leaf in pairs if leaf)


STEPS: Mapping[str, Callable[[str, Collection[str]], Pairs]] = {
    "figure": _figures,
    "document": _documents,
    "claim": _claims,
    "occurrence": _periods,
    "duty": _duties,
    "assignment": _works,
    "requirement": _requirements,
    "plan_item": _items,
}
"""From what a finding may be about to the criteria: each step leads to a kind further down, or to a criterion."""
worth.register(of_records)
