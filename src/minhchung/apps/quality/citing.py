"""What the versions of controlled documents cite: which of them are live, and which units answer."""

from collections.abc import Collection, Mapping
from datetime import date

from minhchung.apps.ground.keys import keys_of
from minhchung.apps.quality.models import Version
from minhchung.apps.quality.rules import life


def live(commune: str, keys: Collection[str], day: date) -> Mapping[str, frozenset[int]]:
    """Of these versions those in force, or approved for a day to come, each with the unit that owns its document."""
    rows = Version.objects.filter(document__commune=commune, pk__in=keys_of(keys), state__in=[life.WAITING, life.IN_FORCE])
    return {str(pk): frozenset((owner,)) for pk, owner in rows.values_list("pk", "document__owner")}
