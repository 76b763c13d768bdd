"""When news about a round is over: the explanation was given or its last day is past; the round was approved, locked or reopened."""

from collections.abc import Iterable, Mapping, Sequence

from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.notices import Reader, topic
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.rounds.models import Explanation, Round
from minhchung.apps.indexes.rules import rounds

Asked = Mapping[str, Sequence[str]]


@topic("indexes.explanation_asked")
def _still_unanswered(reader: Reader, asked: Asked) -> Iterable[Ref]:
    found = Explanation.objects.filter(pk__in=keys_of(asked.get("explanation", ())), answer="").select_related("round")
    open_still = (each for each in found if not rounds.refusal_to_ask(each.round.stage(reader.today), each.round.dates, reader.today))
    return [Ref("explanation", str(each.pk)) for each in open_still]


@topic("indexes.round_consolidated")
def _still_to_approve(reader: Reader, asked: Asked) -> Iterable[Ref]:
    found = Round.objects.filter(pk__in=keys_of(asked.get("round", ())))
    return [Ref("round", str(each.pk)) for each in found if each.stage(reader.today) == rounds.CONSOLIDATED]
