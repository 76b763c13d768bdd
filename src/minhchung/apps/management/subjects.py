"""Entries, own registers, clauses and management reviews as subjects; entries, clauses and reviews take evidence."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator

from minhchung.apps.evidence import claimable
from minhchung.apps.ground import clock
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.subjects import SubjectKind, register
from minhchung.apps.management.models import CLAUSE, Entry, ManagementReview, RegisterSetting, clause_key
from minhchung.apps.management.queries import entries_for, reviews_for
from minhchung.apps.management.registers import registers_of
from minhchung.apps.management.standards import packaged, standard_of
from minhchung.apps.organisations.rights import mandate_of
from minhchung.text.written import written_day

TITLE = 160


def _visible_entries(person: Any, keys: Iterable[str]) -> set[str]:
    return {str(pk) for pk in entries_for(person).filter(pk__in=keys_of(keys)).values_list("pk", flat=True)}


def _entry_titles(keys: Iterable[str]) -> Mapping[str, str]:
    rows = list(Entry.objects.filter(pk__in=keys_of(keys)))
    known = {commune: {each.name: each for each in registers_of(commune)} for commune in {each.commune_id for each in rows}}
    found = {}
    for each in rows:
        kind = known[each.commune_id].get(each.register)
        headline = f"{kind.title}, mục {each.number}: {kind.headline(each.values)}" if kind else str(each)
        found[str(each.pk)] = Truncator(headline).chars(TITLE)
    return found


def _visible_settings(person: Any, keys: Iterable[str]) -> set[str]:
    rows = RegisterSetting.objects.filter(commune=mandate_of(person).commune, pk__in=keys_of(keys))
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def _setting_titles(keys: Iterable[str]) -> Mapping[str, str]:
    usual = {each.name: each.title for each in packaged()}
    rows = RegisterSetting.objects.filter(pk__in=keys_of(keys))
    return {str(each.pk): f"Sổ {each.title or usual.get(each.name, each.name)}" for each in rows}


def _setting_address(key: str) -> str:
    name = RegisterSetting.objects.filter(pk__in=keys_of([key])).values_list("name", flat=True).first()
    return reverse("management:register", args=[name]) if name else reverse("management:registers")


def _visible_clauses(person: Any, keys: Iterable[str]) -> set[str]:
    commune = mandate_of(person).commune
    return {key for key in keys if commune and clause_key(key)[0] == commune and _clause(key)}


def _clause(key: str) -> str:
    found = standard_of(clock.today()).clause(clause_key(key)[1])
    return f"Điều khoản {found.number} {found.title}" if found else ""


def _clause_titles(keys: Iterable[str]) -> Mapping[str, str]:
    return {key: _clause(key) for key in keys if _clause(key)}


def _visible_reviews(person: Any, keys: Iterable[str]) -> set[str]:
    return {str(pk) for pk in reviews_for(person).filter(pk__in=keys_of(keys)).values_list("pk", flat=True)}


def _review_titles(keys: Iterable[str]) -> Mapping[str, str]:
    rows = ManagementReview.objects.filter(pk__in=keys_of(keys))
    return {str(each.pk): f"{each.title}, {written_day(each.held_on or each.planned_on)}" for each in rows}


register(
    SubjectKind(
        "register_entry", "Mục sổ ISO", _visible_entries, _entry_titles, lambda key: reverse("management:entry", args=[key])
    )
)  # fmt: skip
register(SubjectKind("iso_register", "Sổ ISO", _visible_settings, _setting_titles, _setting_address))
register(
    SubjectKind(
        CLAUSE, "Điều khoản ISO", _visible_clauses, _clause_titles, lambda key: reverse("management:clause", args=[clause_key(key)[1]])
    )
)
register(
    SubjectKind(
        "management_review", "Xem xét của lãnh đạo", _visible_reviews, _review_titles, lambda key: reverse("management:review", args=[key])
    )
)


def _writes_entry(person: Any, key: str) -> bool:
    found = entries_for(person).filter(pk__in=keys_of([key])).first()
    return found is not None and person.has_perm("management.edit_entry", found)


def _keeps_clause(person: Any, key: str) -> bool:
    return bool(_visible_clauses(person, [key])) and person.has_perm("management.plan_review", person.commune)


def _keeps_review(person: Any, key: str) -> bool:
    found = reviews_for(person).filter(pk__in=keys_of([key])).first()
    return found is not None and person.has_perm("management.edit_review", found)


def _answers(keys: Collection[str]) -> Mapping[str, tuple[int, ...]]:
    return {str(pk): (unit,) for pk, unit in Entry.objects.filter(pk__in=keys_of(keys)).values_list("pk", "unit")}


# Nothing is owed: an entry and a clause may be proven by rows alone; files are brought where there are any.
claimable.register("register_entry", claimable.Claimable(may_claim=_writes_entry, owing=lambda keys: ()))
claimable.register(CLAUSE, claimable.Claimable(may_claim=_keeps_clause, owing=lambda keys: ()))
claimable.register("management_review", claimable.Claimable(may_claim=_keeps_review, owing=lambda keys: ()))
claimable.register_answering("register_entry", _answers)
