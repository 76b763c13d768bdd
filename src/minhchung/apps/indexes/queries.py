"""Criteria as a person may read them, with where their points stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.indexes.models import Criterion, Index, PackDraft, RequiredEvidence, StoredPack
from minhchung.apps.indexes.proving import RequirementRow, requirement_rows
from minhchung.apps.indexes.rules import CriterionStanding, criterion_standing
from minhchung.apps.indexes.standing import standing_of
from minhchung.apps.organisations.models import Commune, Person
from minhchung.scoring.exchange.keeping import draft_in


@dataclass(frozen=True)
class CriterionRow:
    """A criterion as a list shows it. `outside`: "bonus" or "penalty" for a leaf beside the scale, whose points are in no sum of it."""

    criterion: Criterion
    standing: CriterionStanding
    requirements: Sequence[RequirementRow]
    outside: str = ""

    @property
    def assignments(self) -> list[Assignment]:
        """The works behind the criterion, each once."""
        return list({assignment.pk: assignment for row in self.requirements for assignment in row.assignments}.values())


def criteria(person: Person, *, on: date) -> QuerySet[Criterion]:
    """The criteria the person may read: those of the own commune. The city appraiser reads rounds that were handed in, not the work on them
    (rounds/queries.py)."""
    mandate = person.mandate(on)
    found = Criterion.objects.filter(archived_at=None).select_related("unit", "commune", "index__pack")
    return found.filter(commune_id=mandate.commune) if mandate.works_here else found.none()


def criterion(person: Person, pk: int, *, on: date) -> Criterion:
    """One criterion; Http404 when it does not exist for the person."""
    found = criteria(person, on=on).filter(pk=pk).first()
    if found is None:
        raise Http404("Không có tiêu chí này.")
    return found


def requirement(person: Person, pk: int, *, on: date) -> RequiredEvidence:
    """One required piece of evidence of a criterion the person may read."""
    found = RequiredEvidence.objects.filter(pk=pk, criterion__in=criteria(person, on=on)).select_related("criterion").first()
    if found is None:
        raise Http404("Không có yêu cầu minh chứng này.")
    return found


def linkable(person: Person, *, year: int) -> QuerySet[Assignment]:
    """Assignments of the person's commune in the year that may prove something."""
    return Assignment.objects.filter(commune_id=person.commune_id, year=year, archived_at=None).order_by("-number")


def index_of(commune: Commune, year: int) -> Index | None:
    """The index of a year, None while the ward has chosen no criteria set."""
    return Index.objects.filter(commune=commune, year=year).select_related("pack", "commune").first()


def packs(person: Person) -> QuerySet[StoredPack]:
    """The criteria sets of the person's commune, all versions."""
    return StoredPack.objects.filter(commune_id=person.commune_id).select_related("added_by")


def pack(person: Person, pk: int) -> StoredPack:
    """One stored version; Http404 when it does not exist for the person."""
    found = packs(person).filter(pk=pk).first()
    if found is None:
        raise Http404("Không có bộ tiêu chí này.")
    return found


def pack_drafts(person: Person) -> QuerySet[PackDraft]:
    """The criteria sets of the person's commune that are still on their way in."""
    return PackDraft.objects.filter(commune_id=person.commune_id, ended_at=None).select_related("by").defer("content", "body")


def pack_draft(person: Person, pk: int) -> PackDraft:
    """One draft; Http404 when it does not exist for the person or has ended."""
    found = PackDraft.objects.filter(commune_id=person.commune_id, ended_at=None, pk=pk).select_related("commune").first()
    if found is None:
        raise Http404("Không có dự thảo bộ tiêu chí này.")
    return found


def newest_packs(commune: Commune) -> dict[str, StoredPack]:
    """Identity → the newest version the commune has of that set."""
    stored = StoredPack.objects.filter(commune=commune).defer("body").order_by("version")
    return {each.identity: each for each in stored}


def taken_identities(commune: Commune, *, but: PackDraft) -> set[str]:
    """The identities that sets of the commune have, also those still on their way in, without one draft."""
    open_ = PackDraft.objects.filter(commune=commune, ended_at=None).exclude(pk=but.pk).exclude(body="")
    on_the_way = {str(draft_in(body).head.get("id") or "") for body in open_.values_list("body", flat=True)}
    return {*newest_packs(commune), *on_the_way}


def rows(found: Iterable[Criterion] | QuerySet[Criterion], *, today: date) -> list[CriterionRow]:
    """Standing of each criterion at the end of a day; the queries grow with the indexes, never with the criteria."""
    listed = list(found)
    by_hand = requirement_rows([each for each in listed if each.index_id is None], day=today)
    indexes = Index.objects.filter(pk__in={each.index_id for each in listed if each.index_id}).select_related("pack", "commune")
    scored = {index.pk: standing_of(index, day=today).leaves for index in indexes}
    shown = []
    for each in listed:
        if each.index_id is None:
            wanted = by_hand.get(each.pk, [])
            standing = criterion_standing(each.points, [row.standing for row in wanted], year=each.year, today=today)
            shown.append(CriterionRow(each, standing, wanted))
        elif leaf := scored[each.index_id].get(each.code):
            shown.append(CriterionRow(each, leaf.standing, leaf.requirements, leaf.forecast.outside))
    return shown


def own_index(person: Person, year: int) -> Index:
    """The index of the person's commune; Http404 while there is none."""
    found = index_of(person.commune, year) if person.commune else None
    if found is None:
        raise Http404(f"Phường chưa chọn bộ tiêu chí năm {year}.")
    return found
