"""The documents that leaves of the year's index ask for as evidence."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from minhchung.apps.assignments.queries.papers import papers_of
from minhchung.apps.documents import expecting
from minhchung.apps.documents.expecting import Expected
from minhchung.apps.documents.rules.expecting import PERIODS, Wanted, issued_as, only_if_any, series_named
from minhchung.apps.documents.rules.numbering import TYPE_NAMES
from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.models import CriterionAssignment, RequiredEvidence
from minhchung.apps.indexes.packs import pack_of_index
from minhchung.apps.indexes.proving import asked_of
from minhchung.scoring.packs import Requirement


def of_index(commune: str, year: int, today: date) -> Iterator[Expected]:
    """One for each required document of a live leaf that must be dated in the year; "nếu có" asks for nothing."""
    live = RequiredEvidence.objects.filter(criterion__commune=commune, criterion__year=year, criterion__archived_at=None, archived_at=None)
    live = live.exclude(criterion__index=None)
    items = list(live.select_related("criterion__index__pack").prefetch_related("criterion__supporting"))
    items = _scored(items)
    wanted = [(item, asked_of(item), series) for item in items if (series := _series(item))]
    works = _works([item.pk for item, _, _ in wanted])
    papers = papers_of({key for keys in works.values() for key in keys})
    claimed = _claimed([str(item.pk) for item, _, _ in wanted])
    for item, asked, series in wanted:
        ref, leaf = Ref("requirement", str(item.pk)), item.criterion
        shown = (*claimed[str(item.pk)], *(paper for key in works[item.pk] for paper in papers.get(key, ())))
        every = asked.covers if asked.covers in PERIODS else ""
        due = asked.before or date(year, 12, 31)
        units = tuple(dict.fromkeys(unit for unit in (leaf.unit_id, *(each.pk for each in leaf.supporting.all())) if unit))
        names = (item.text, f"{item.text} {leaf.title}")
        fits = Wanted(str(ref), series, names, due, every or "", tuple(dict.fromkeys(shown)))
        yield Expected(ref, item.text, f"Tiêu chí {leaf.code} {leaf.title}", fits, units, tuple(works[item.pk]))


def _scored(items: list[RequiredEvidence]) -> list[RequiredEvidence]:
    """Without those of bonus and penalty: nobody must earn the one or suffer the other."""
    packs = {item.criterion.index_id: pack_of_index(item.criterion.index) for item in items if item.criterion.index is not None}
    outside = {index: {leaf.code for leaf in pack.outside} for index, pack in packs.items()}
    return [item for item in items if item.criterion.code not in outside[item.criterion.index_id]]


def _series(item: RequiredEvidence) -> tuple[str, ...]:
    """The types of document that will do: those the set names, else those its words begin with; () where it is no document of the year.

    What a set leaves unsaid has the engine's usual value: a document, dated in the year.
    """
    asked = Requirement.model_validate({"text": item.text, **item.conditions})
    if asked.kind != "document" or not asked.in_year or only_if_any(item.text):
        return ()
    return issued_as(code for code in asked.document if code in TYPE_NAMES) or series_named(item.text)


def _works(items: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    links = CriterionAssignment.objects.filter(requirement__in=items, unlinked_at=None, assignment__archived_at=None)
    for item, assignment in links.order_by("pk").values_list("requirement", "assignment"):
        found[item].append(assignment)
    return found


def _claimed(keys: list[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    claims = Claim.objects.filter(kind="requirement", key__in=keys, withdrawn_at=None, document__isnull=False).exclude(state="bad")
    for key, document in claims.values_list("key", "document"):
        if document is not None:
            found[key].append(document)
    return found


expecting.register(of_index)
