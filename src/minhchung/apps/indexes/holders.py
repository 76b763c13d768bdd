"""Who heads a unit, and who holds a role of the ward, on a day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Person, RoleGrant, Unit


def heads_of(units: Iterable[Unit | int], on: date) -> dict[int, list[Person]]:
    """Unit → who heads it."""
    found: dict[int, list[Person]] = defaultdict(list)
    for grant in RoleGrant.objects.filter(unit__in=list(units), role=Role.UNIT_HEAD, person__is_active=True).select_related("person"):
        if grant.is_valid(on) and grant.unit_id is not None:
            found[grant.unit_id].append(grant.person)
    return found


def holders_of(commune: str, role: Role, on: date) -> list[Person]:
    """Who holds a role, each once."""
    grants = RoleGrant.objects.filter(person__commune=commune, person__is_active=True, role=role).select_related("person")
    return list(dict.fromkeys(grant.person for grant in grants if grant.is_valid(on)))
