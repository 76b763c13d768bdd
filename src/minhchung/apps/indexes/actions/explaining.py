"""Acts of explanation: the city asks about a leaf, the ward answers with text and files."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from minhchung.apps.files.receiving import Received
from minhchung.apps.files.storing import put
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.notices import notify
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.holders import heads_of, holders_of
from minhchung.apps.indexes.models import Criterion
from minhchung.apps.indexes.rights import appraises, explains
from minhchung.apps.indexes.rounds.marking import held
from minhchung.apps.indexes.rounds.models import Explanation, ExplanationFile, Round
from minhchung.apps.indexes.rules import rounds
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Person


def _ref(explanation: Explanation) -> Ref:
    return Ref("explanation", str(explanation.pk))


def _tell_the_unit(made: Explanation, at: datetime) -> None:
    """Whoever heads the unit of the leaf; without one the standing officers, who find whose it is."""
    on, leaf = timezone.localdate(at), made.criterion
    heads = heads_of([leaf.unit_id], on).get(leaf.unit_id, []) if leaf.unit_id else []
    text = f"Thành phố yêu cầu giải trình tiêu chí {leaf.code}: {made.asked[:200]}"
    people = heads or holders_of(leaf.commune_id, Role.STANDING, on)
    notify(people, commune=leaf.commune_id, subject=_ref(made), text=text, topic="indexes.explanation_asked", at=at)


@act("indexes.ask_explanation", "Yêu cầu giải trình", on="declared", allowed=appraises)
def ask_explanation(*, declared: Round, criterion: Criterion, asked: str, actor: Person | None, at: datetime) -> Explanation:
    """Asks the ward about a leaf, once in a round. Raises Refused."""
    found, words = held(declared, at), asked.strip()[:1000]
    if criterion.index_id != found.index_id:
        raise Refused(f"Tiêu chí {criterion.code} không thuộc đợt chấm này. Mở lại danh sách tiêu chí của đợt.")
    if refusal := rounds.refusal_to_ask(found.state, found.dates, timezone.localdate(at)):
        raise Refused(refusal)
    if not words:
        raise Refused("Chưa ghi cần giải trình điều gì. Ghi nội dung cần làm rõ.")
    made, new = Explanation.objects.get_or_create(
        round=found, criterion=criterion, defaults={"asked": words, "asked_by": actor, "asked_at": at}
    )
    if not new:
        raise Refused(f"Tiêu chí {criterion.code} đã được yêu cầu giải trình: “{made.asked[:80]}”.")
    _tell_the_unit(made, at)
    record(commune=found.commune_id, subject=_ref(made), after={"asked": words}, note=f"{criterion.code} {criterion.title}"[:300])
    return made


@act("indexes.explain", "Giải trình", on="explanation", allowed=explains)
def explain(*, explanation: Explanation, answer: str, uploads: Sequence[Received] = (), actor: Person | None, at: datetime) -> Explanation:
    """The ward's answer and its files, as often as needed until the last day. Raises Refused."""
    _open(explanation, at)
    row = Explanation.objects.select_for_update().get(pk=explanation.pk)
    before, words = row.answer, answer.strip()
    if not words:
        raise Refused("Chưa ghi nội dung giải trình. Ghi vì sao phường chấm điểm này, tệp kèm theo chứng minh điều gì.")
    kept = [put(explanation.round.index.commune, upload, actor=actor, at=at)[0] for upload in uploads]
    fresh = [file for file in kept if not row.files.filter(file=file, removed_at=None).exists()]
    if before == words and not fresh:
        raise Refused("Nội dung và tệp không thay đổi so với lần giải trình trước.")
    ExplanationFile.objects.bulk_create(
        ExplanationFile(explanation=row, file=file, added_by=actor, added_at=at) for file in {each.pk: each for each in fresh}.values()
    )
    Explanation.objects.filter(pk=row.pk).update(answer=words, answered_by=actor, answered_at=at)
    record(commune=explanation.commune_id, subject=_ref(explanation), before={"answer": before[:300]},
           after={"answer": words[:300], "files": [file.name for file in fresh]})  # fmt: skip
    explanation.refresh_from_db()
    return explanation


@act("indexes.drop_explanation_file", "Bỏ tệp giải trình", on="explanation", allowed=explains)
def drop_explanation_file(*, explanation: Explanation, file: ExplanationFile, actor: Person | None, at: datetime) -> None:
    """A file brought by mistake no longer belongs to the answer; it stays in the store and in the history. Raises Refused."""
    _open(explanation, at)
    if not explanation.files.filter(pk=file.pk, removed_at=None).update(removed_at=at):
        raise Refused("Tệp này đã được bỏ khỏi giải trình. Tải lại trang.")
    record(commune=explanation.commune_id, subject=_ref(explanation), before={"files": [file.file.name]}, after={"files": []})


def _open(explanation: Explanation, at: datetime) -> None:
    found = held(explanation.round, at)
    if refusal := rounds.refusal_to_explain(found.state, found.dates, timezone.localdate(at)):
        raise Refused(refusal)
