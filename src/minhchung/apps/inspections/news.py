"""When news about inspections is over."""

from collections.abc import Iterable, Mapping, Sequence

from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.notices import Reader, topic
from minhchung.apps.ground.refs import Ref
from minhchung.apps.inspections.models import InspectedUnit
from minhchung.apps.inspections.rules import stages


@topic("inspections.report_wanted")
def _report_wanted(reader: Reader, asked: Mapping[str, Sequence[str]]) -> Iterable[Ref]:
    """Inspections at which a unit of the reader still owes its own report."""
    owed = InspectedUnit.objects.filter(inspection__in=keys_of(asked.get("inspection", ())), reported_at=None)
    own = owed.filter(inspection__state__in=stages.MAY["report"], unit__in=reader.person.mandate(reader.today).units)
    return [Ref("inspection", str(pk)) for pk in own.values_list("inspection", flat=True)]


@topic("inspections.remedy_sent")
def _remedy_sent(reader: Reader, asked: Mapping[str, Sequence[str]]) -> Iterable[Ref]:
    """Inspections at which a remedy report still waits to be checked."""
    waiting = InspectedUnit.objects.filter(inspection__in=keys_of(asked.get("inspection", ())), verdict="").exclude(remedied_at=None)
    return [Ref("inspection", str(pk)) for pk in waiting.values_list("inspection", flat=True)]
