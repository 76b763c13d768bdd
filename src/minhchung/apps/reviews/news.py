"""When news about a run is over: nothing it found in the reader's units still waits for its cause."""

from collections.abc import Iterable, Mapping, Sequence

from minhchung.apps.findings.models import Finding
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.notices import Reader, topic
from minhchung.apps.ground.refs import Ref
from minhchung.apps.reviews.models import Run


@topic("reviews.found", several=True)
def _still_unexplained(reader: Reader, asked: Mapping[str, Sequence[str]]) -> Iterable[Ref]:
    """Runs of which a finding, opened then or opened again since, is still open in a unit the reader heads."""
    headed = reader.person.mandate(reader.today).headed
    waiting = Finding.objects.filter(source=Finding.Source.CHECK, state=Finding.State.OPEN, units__unit__in=headed)
    moments = set(waiting.values_list("found_at", flat=True))
    came_back = waiting.filter(times_reopened__gt=0).exists()
    runs = Run.objects.filter(pk__in=keys_of(asked.get("review", ())), commune=reader.person.commune_id)
    return [Ref("review", str(run.pk)) for run in runs if run.at in moments or (came_back and run.reopened)]
