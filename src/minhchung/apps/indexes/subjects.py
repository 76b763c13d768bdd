"""Criteria, rounds and explanations as subjects; the files that rounds hold."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Q
from django.urls import reverse

from minhchung.apps.evidence.claimable import Claimable, register_found_as
from minhchung.apps.evidence.claimable import register as register_claimable
from minhchung.apps.evidence.rules import Period
from minhchung.apps.files import links
from minhchung.apps.ground import clock
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import SubjectKind, register
from minhchung.apps.indexes import queries
from minhchung.apps.indexes.models import Criterion, Index, PackDraft, RequiredEvidence, StoredPack
from minhchung.apps.indexes.rights import declares
from minhchung.apps.indexes.rounds import queries as round_queries
from minhchung.apps.indexes.rounds.models import Explanation, Round
from minhchung.apps.organisations.models import Person


def visible(person: Person, keys: Iterable[str]) -> set[str]:
    found = queries.criteria(person, on=clock.today()).filter(pk__in=keys_of(keys))
    return {str(pk) for pk in found.values_list("pk", flat=True)}


def titles(keys: Iterable[str]) -> Mapping[str, str]:
    return {str(item.pk): str(item) for item in Criterion.objects.filter(pk__in=keys_of(keys))}


register(SubjectKind("criterion", "Tiêu chí", visible, titles, lambda key: reverse("indexes:criterion", args=[key])))


def _requirements(person: Person, keys: Iterable[str]) -> set[str]:
    readable = queries.criteria(person, on=clock.today())
    return {str(pk) for pk in RequiredEvidence.objects.filter(pk__in=keys_of(keys), criterion__in=readable).values_list("pk", flat=True)}


def _requirement_titles(keys: Iterable[str]) -> Mapping[str, str]:
    found = RequiredEvidence.objects.filter(pk__in=keys_of(keys)).select_related("criterion")
    return {str(item.pk): f"{item.criterion.code}: {item.text}" for item in found}


def _requirement_address(key: str) -> str:
    criterion = RequiredEvidence.objects.filter(pk=key).values_list("criterion", flat=True).first()
    return reverse("indexes:criterion", args=[criterion or key])


def _own(model: type[Index] | type[StoredPack] | type[PackDraft]) -> Callable[[Person, Iterable[str]], set[str]]:
    def visible(person: Person, keys: Iterable[str]) -> set[str]:
        found = model._default_manager.filter(commune=person.commune_id, pk__in=keys_of(keys))
        return {str(pk) for pk in found.values_list("pk", flat=True)}

    return visible


def _named(model: type[Index] | type[StoredPack] | type[PackDraft]) -> Callable[[Iterable[str]], Mapping[str, str]]:
    return lambda keys: {str(item.pk): str(item) for item in model._default_manager.filter(pk__in=keys_of(keys))}


def _works_on(person: Person, key: str) -> bool:
    found = RequiredEvidence.objects.filter(pk__in=keys_of([key])).select_related("criterion").first()
    return found is not None and bool(declares(person, found.criterion))


def _codes(keys: Collection[str]) -> Mapping[str, str]:
    found = RequiredEvidence.objects.filter(pk__in=keys_of(keys)).values_list("pk", "criterion__code")
    return {str(pk): code for pk, code in found}


def _year_of(keys: Collection[str]) -> Mapping[str, Period]:
    found = RequiredEvidence.objects.filter(pk__in=keys_of(keys)).values_list("pk", "criterion__year", "conditions")
    return {str(pk): Period(date(year, 1, 1), date(year, 12, 31)) for pk, year, asked in found if asked.get("in_year", True)}


register(SubjectKind("requirement", "Minh chứng cần có", _requirements, _requirement_titles, _requirement_address))
register(SubjectKind("index", "Bộ chỉ số", _own(Index), _named(Index), lambda key: reverse("indexes:criteria")))
register(SubjectKind("pack", "Bộ tiêu chí", _own(StoredPack), _named(StoredPack), lambda key: reverse("indexes:pack", args=[key])))
register(
    SubjectKind("pack_draft", "Dự thảo bộ tiêu chí", _own(PackDraft), _named(PackDraft), lambda key: reverse("indexes:draft", args=[key]))
)
register_claimable("requirement", Claimable(_works_on, periods=_year_of, owing=lambda keys: (), codes=_codes))


def _asked_by(keys: Collection[str]) -> Mapping[str, Sequence[Ref]]:
    """The search knows criteria; what takes evidence is what they ask for."""
    found: dict[str, list[Ref]] = {key: [] for key in keys}
    rows = RequiredEvidence.objects.filter(criterion__in=keys_of(keys)).order_by("criterion", "pk")
    for criterion, pk in rows.values_list("criterion", "pk"):
        found[str(criterion)].append(Ref("requirement", str(pk)))
    return found


register_found_as("criterion", _asked_by)


def _rounds(person: Person, keys: Iterable[str]) -> set[str]:
    found = round_queries.rounds(person, on=clock.today()).filter(pk__in=keys_of(keys))
    return {str(pk) for pk in found.values_list("pk", flat=True)}


def _round_titles(keys: Iterable[str]) -> Mapping[str, str]:
    found = Round.objects.filter(pk__in=keys_of(keys)).values_list("pk", "title", "index__year")
    return {str(pk): f"{title} ({year})" for pk, title, year in found}


def _explanations(person: Person, keys: Iterable[str]) -> set[str]:
    found = round_queries.explanations(person, on=clock.today()).filter(pk__in=keys_of(keys))
    return {str(pk) for pk in found.values_list("pk", flat=True)}


def _explanation_titles(keys: Iterable[str]) -> Mapping[str, str]:
    return {str(each.pk): str(each) for each in Explanation.objects.filter(pk__in=keys_of(keys)).select_related("criterion")}


register(SubjectKind("round", "Đợt chấm", _rounds, _round_titles, lambda key: reverse("indexes:round", args=[key])))
register(
    SubjectKind("explanation", "Giải trình", _explanations, _explanation_titles, lambda key: reverse("indexes:explanation", args=[key]))
)
links.register(
    links.FileLink(
        "rounds",
        "đợt chấm",
        Q(declarations_xlsx__isnull=False)
        | Q(declarations_docx__isnull=False)
        | Q(signed_rounds__isnull=False)
        | Q(declared__isnull=False)
        | Q(explanation_files__isnull=False, explanation_files__removed_at=None),
        round_queries.own_files,
        ("declarations_xlsx", "declarations_docx", "signed_rounds", "declared", "explanation_files"),
    )
)
links.FROM_OUTSIDE.append(round_queries.files_under_appraisal)
