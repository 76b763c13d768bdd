"""What stands on the tab: versions that wait for the person's hand or eyes."""

from datetime import date
from typing import Any

from minhchung.apps.ground.frame import register_count
from minhchung.apps.organisations.rights import mandate_of
from minhchung.apps.quality.models import Acknowledgement, Version
from minhchung.apps.quality.queries.overview import to_sign
from minhchung.apps.quality.rules import life


def _waiting(person: Any, today: date) -> int:
    """Versions to review or approve, and those in force that the person's units read and the person has not."""
    mandate = mandate_of(person)
    if not mandate.works_here:
        return 0
    ours = Version.objects.filter(document__commune=mandate.commune, document__archived_at=None, state=life.IN_FORCE)
    mine = ours.filter(document__owner__in=mandate.units) | ours.filter(document__readers__in=mandate.units)
    read = Acknowledgement.objects.filter(person=person).values("version")
    return len(to_sign(person)) + mine.exclude(pk__in=read).distinct().count()


register_count("quality", _waiting)
