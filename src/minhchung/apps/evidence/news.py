"""When news about evidence is over: the claim was corrected, judged again or withdrawn."""

from collections.abc import Iterable, Mapping, Sequence

from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.notices import Reader, topic
from minhchung.apps.ground.refs import Ref


@topic("evidence.bad")
def _still_bad(reader: Reader, asked: Mapping[str, Sequence[str]]) -> Iterable[Ref]:
    bad = Claim.objects.filter(pk__in=keys_of(asked.get("claim", ())), state=Claim.State.BAD, withdrawn_at=None)
    return [Ref("claim", str(pk)) for pk in bad.values_list("pk", flat=True)]
