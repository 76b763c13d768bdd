"""When news about findings is over."""

from collections.abc import Iterable, Mapping, Sequence

from minhchung.apps.findings.models import Waiver
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.notices import Reader, topic
from minhchung.apps.ground.refs import Ref


@topic("findings.waiver_asked")
def _waiver_waits(reader: Reader, asked: Mapping[str, Sequence[str]]) -> Iterable[Ref]:
    """Findings of which a waiver still waits for a word."""
    waiting = Waiver.objects.filter(finding__in=keys_of(asked.get("finding", ())), state=Waiver.State.ASKED)
    return [Ref("finding", str(pk)) for pk in waiting.values_list("finding", flat=True)]
