"""What one may read of one's own commune: units, people, bodies, handovers. The person who asks comes first.

Every role of a commune reads these; somebody of no commune (the city appraiser) and another commune's people see nothing.
"""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db.models import Count, F, Model, Prefetch, Q, QuerySet
from django.http import Http404

from minhchung.apps.ground import lookup
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import (
    Appointment,
    Body,
    BodyMember,
    Commune,
    Handover,
    Person,
    RoleGrant,
    Unit,
    UnitAlias,
    UnitGroup,
)
from minhchung.apps.organisations.written import WrittenNames, written_names

__all__ = [
    "WrittenNames",
    "appointment",
    "bodies",
    "body",
    "colleague",
    "colleagues",
    "grant",
    "group",
    "groups",
    "handover",
    "handovers",
    "in_force",
    "member",
    "unit",
    "unit_alias",
    "units",
    "visible_keys",
    "written_names",
]

Row = TypeVar("Row", bound=Model)


def in_force(on: date, prefix: str = "") -> Q:
    """Rows whose validity holds that day."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": on}))


def _one(rows: QuerySet[Row], pk: int) -> Row:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404("Không có mục này trong phường.")
    return found


def units(person: Person, *, on: date) -> QuerySet[Unit]:
    """The commune's units, those in force first, with aliases and the number of people who hold a role there that day."""
    people = Count("grants__person", filter=in_force(on, "grants__") & Q(grants__person__is_active=True), distinct=True)
    return (
        Unit.objects.filter(commune=person.commune_id, commune__isnull=False)
        .select_related("successor")
        .prefetch_related("aliases")
        .annotate(people=people)
        .order_by(F("valid_to").desc(nulls_first=True), "order", "name")
    )


def unit(person: Person, pk: int, *, on: date) -> Unit:
    """One unit of the commune; Http404 for any other."""
    return _one(units(person, on=on), pk)


def unit_alias(person: Person, pk: int) -> UnitAlias:
    """One alias of the commune's units; Http404 for any other."""
    return _one(UnitAlias.objects.filter(commune=person.commune_id).select_related("unit"), pk)


def groups(person: Person) -> QuerySet[UnitGroup]:
    """The commune's groups of units with their members."""
    members = Prefetch("units", Unit.objects.order_by("order"))
    return UnitGroup.objects.filter(commune=person.commune_id, commune__isnull=False).prefetch_related(members)


def group(person: Person, pk: int) -> UnitGroup:
    """One group of the commune; Http404 for any other."""
    return _one(groups(person), pk)


def colleagues(
    person: Person, *, on: date, words: str = "", role: str = "", unit: int | None = None, active: bool | None = True
) -> QuerySet[Person]:
    """The commune's people with the roles and posts of that day (`held`, `posts`); `active=None` for those who left too."""
    held = Prefetch("grants", RoleGrant.objects.filter(in_force(on)).select_related("unit"), to_attr="held")
    posts = Prefetch("appointments", Appointment.objects.filter(in_force(on)).select_related("unit"), to_attr="posts")
    rows = Person.objects.filter(commune=person.commune_id, commune__isnull=False).prefetch_related(held, posts)
    if active is not None:
        rows = rows.filter(is_active=active)
    if words.strip() and person.commune_id:
        found = lookup.keys_matching(words, commune=person.commune_id, kind="person", limit=1000)
        rows = rows.filter(pk__in=[ref.key for ref in found])
    if role in Role.values:
        rows = rows.filter(pk__in=RoleGrant.objects.filter(in_force(on), role=role).values("person"))
    if unit is not None:
        rows = rows.filter(pk__in=RoleGrant.objects.filter(in_force(on), unit=unit).values("person"))
    return rows.order_by("-is_active", "full_name", "pk")


def colleague(person: Person, pk: int, *, on: date) -> Person:
    """One person of the commune; Http404 for any other."""
    return _one(colleagues(person, on=on, active=None), pk)


def grant(person: Person, pk: int) -> RoleGrant:
    """One role held in the commune; Http404 for any other."""
    return _one(RoleGrant.objects.filter(person__commune=person.commune_id).select_related("person", "unit"), pk)


def appointment(person: Person, pk: int) -> Appointment:
    """One appointment of the commune; Http404 for any other."""
    return _one(Appointment.objects.filter(unit__commune=person.commune_id).select_related("person", "unit"), pk)


def bodies(person: Person, *, on: date) -> QuerySet[Body]:
    """The commune's bodies, present ones first, with the number of members who stay beyond that day."""
    present = Count("members", filter=Q(members__until=None) | Q(members__until__gt=on))
    rows = Body.objects.filter(commune=person.commune_id, commune__isnull=False).select_related("standing_unit")
    return rows.annotate(present=present).order_by(F("valid_to").desc(nulls_first=True), "name")


def body(person: Person, pk: int, *, on: date) -> Body:
    """One body of the commune with all who are or were its members; Http404 for any other."""
    members = Prefetch("members", BodyMember.objects.select_related("person"))
    return _one(bodies(person, on=on).prefetch_related(members), pk)


def member(person: Person, pk: int) -> BodyMember:
    """One member of the commune's bodies; Http404 for any other."""
    return _one(BodyMember.objects.filter(body__commune=person.commune_id).select_related("body", "person"), pk)


def handovers(person: Person) -> QuerySet[Handover]:
    """The commune's handovers, newest first."""
    rows = Handover.objects.filter(commune=person.commune_id, commune__isnull=False)
    return rows.select_related("from_unit", "to_unit", "from_person", "to_person")


def handover(person: Person, pk: int) -> Handover:
    """One handover of the commune; Http404 for any other."""
    return _one(handovers(person), pk)


def visible_keys(person: Person, model: type[Model], keys: Iterable[str]) -> set[str]:
    """Which of the keys are rows of the person's commune."""
    if person.commune_id is None:
        return set()
    if model is Commune:
        return {key for key in keys if key == person.commune_id}
    rows = model._default_manager.filter(pk__in=keys_of(keys), commune=person.commune_id)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}
