"""What the versions of controlled documents cite: which of them are live, and which units answer."""

from collections.abc import Collection, Mapping
from datetime import date

from minhchung.apps.ground.keys import keys_of
from minhchung.apps.quality.models import Version
from minhchung.apps.quality.rules import life


def live(commune: str, keys: Collection[str], day: date) -> Mapping[str, frozenset[int]]:
    """Of these versions the one of each document in force on the day, or approved for a later one: it has to be right when its day comes.
    Each with the unit that owns its document."""
    rows = Version.objects.filter(document__commune=commune, document__versions__in=keys_of(keys), state__in=life.FROZEN).distinct()
    told = list(rows.values_list("pk", "document", "document__owner", "state", "effective_on", "ended_on"))
    gives_way = {document: begins for _, document, _, state, begins, _ in told if state == life.WAITING}
    found = {}
    for pk, document, owner, state, begins, ended in told:
        until = gives_way.get(document) if state == life.IN_FORCE else ended
        if str(pk) in keys and life.counts(state, begins=begins, until=until, day=day):
            found[str(pk)] = frozenset((owner,))
    return found
