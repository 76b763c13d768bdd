"""Which unit answered for a leaf, who heads a unit, and who holds a role of the ward, on a day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from minhchung.apps.ground import history
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.facts import end_of
from minhchung.apps.indexes.models import Criterion
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Handover, Person, RoleGrant, Unit
from minhchung.apps.organisations.passing import PASSED


def lead_as_of(criteria: Iterable[Criterion], at: datetime) -> None:
    """Gives each criterion in memory the unit that answered for it at a moment: what units handed over since is taken back.

    Rows to be read, never saved. Which unit of the ward a unit of the criteria set is (a correction, no handover) is told as of today.
    """
    known = {criterion.pk: criterion for criterion in criteria}
    communes = {criterion.commune_id for criterion in known.values()}
    handovers = {
        Ref("handover", str(each.pk)): each
        for each in Handover.objects.filter(commune__in=communes, from_unit__isnull=False).select_related("from_unit")
    }
    since = [event for events in history.after(handovers.keys(), at).values() for event in events if event.act == "indexes.pass_on"]
    for event in sorted(since, key=lambda event: (event.at, event.position), reverse=True):
        for pk in (event.after or {}).get(PASSED, ()):
            if pk in known:
                known[pk].unit = handovers[Ref(event.kind, event.key)].from_unit


def heads_of(units: Iterable[Unit | int], on: date) -> dict[int, list[Person]]:
    """Unit → who headed it on the day, each once: people who worked in the ward at its end, whether they do today or not."""
    found: dict[int, list[Person]] = defaultdict(list)
    grants = RoleGrant.objects.filter(unit__in=list(units), role=Role.UNIT_HEAD).select_related("person").order_by("pk")
    valid = [grant for grant in grants if grant.is_valid(on)]
    since = history.after({Ref("person", str(grant.person_id)) for grant in valid}, end_of(on))
    for grant in valid:
        worked = history.held_before(since.get(Ref("person", str(grant.person_id)), ())).get("is_active", grant.person.is_active)
        if worked and grant.unit_id is not None and grant.person not in found[grant.unit_id]:
            found[grant.unit_id].append(grant.person)
    return {unit: people for unit, people in found.items() if people}


def holders_of(commune: str, role: Role, on: date) -> list[Person]:
    """Who holds a role, each once."""
    grants = RoleGrant.objects.filter(person__commune=commune, person__is_active=True, role=role).select_related("person")
    return list(dict.fromkeys(grant.person for grant in grants if grant.is_valid(on)))
