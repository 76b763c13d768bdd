"""Scoring rounds as a person may read them: the ward's own; for the city appraiser those of the province that were handed in."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from minhchung.apps.files.models import StoredFile
from minhchung.apps.ground import clock
from minhchung.apps.indexes.facts import end_of
from minhchung.apps.indexes.models import Criterion
from minhchung.apps.indexes.rounds.declaring import living_pieces
from minhchung.apps.indexes.rounds.models import DeclaredEvidence, Explanation, ExplanationFile, Round, RoundLock
from minhchung.apps.indexes.rules.rounds import DECLARED, UNDER_APPRAISAL
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Person


def rounds(person: Person, *, on: date) -> QuerySet[Round]:
    """The rounds the person may read, newest first."""
    mandate = person.mandate(on)
    found = Round.objects.select_related("index__commune", "index__pack", "signed", "decision", "made_by")
    if mandate.works_here:
        return found.filter(index__commune=mandate.commune)
    if mandate.has(Role.APPRAISER) and mandate.province:
        # A round whose last day of approval is over is locked, whether the job has written it down or not.
        handed_in = Q(state__in=DECLARED) | Q(approve_by__lt=on)
        return found.filter(handed_in, index__commune__province=mandate.province, index__commune__in_use=True)
    return found.none()


def one_round(person: Person, pk: int, *, on: date) -> Round:
    """One round; Http404 when it does not exist for the person."""
    found = rounds(person, on=on).filter(pk=pk).first()
    if found is None:
        raise Http404("Không có đợt chấm này.")
    return found


def leaf_of(round: Round, pk: int) -> Criterion:
    """A leaf of the round's index; Http404 for any other."""
    found = Criterion.objects.filter(pk=pk, index=round.index_id, archived_at=None).select_related("unit", "index__pack").first()
    if found is None:
        raise Http404("Không có tiêu chí này trong đợt chấm.")
    return found


def explanations(person: Person, *, on: date) -> QuerySet[Explanation]:
    """The explanations of the rounds the person may read."""
    found = Explanation.objects.filter(round__in=rounds(person, on=on).values("pk"))
    return found.select_related("round__index__commune", "criterion__unit", "asked_by", "answered_by")


def one_explanation(person: Person, pk: int, *, on: date) -> Explanation:
    """One explanation; Http404 when it does not exist for the person."""
    found = explanations(person, on=on).filter(pk=pk).first()
    if found is None:
        raise Http404("Không có yêu cầu giải trình này.")
    return found


def one_explanation_file(person: Person, pk: int, *, on: date) -> ExplanationFile:
    """A file of an explanation the person may read; Http404 otherwise."""
    mine = explanations(person, on=on).order_by().values("pk")
    found = ExplanationFile.objects.filter(pk=pk, removed_at=None, explanation__in=mine)
    file = found.select_related("explanation__criterion", "explanation__round__index__commune", "file").first()
    if file is None:
        raise Http404("Không có tệp này.")
    return file


def files_under_appraisal(person: Person, ids: Collection[int]) -> set[int]:
    """Which files the city appraiser may open: what a round under appraisal rests on, and what was handed in with it. Nothing else, and
    nothing any more once the points are published."""
    today = clock.today()
    if person.commune_id is not None or not person.mandate(today).has(Role.APPRAISER):
        return set()
    readable = rounds(person, on=today)
    held = _held_by_rounds(ids)
    found = [each for each in readable.filter(pk__in=held) if each.stage(today) in UNDER_APPRAISAL]
    seen = {file for each in found for file in held[each.pk]}
    # Locked by the clock, and the job has not written it down yet: what it will hand in.
    for each in readable.exclude(state__in=DECLARED):
        if each.stage(today) in UNDER_APPRAISAL:
            seen |= {piece.file.pk for piece in living_pieces(each.index, end_of(each.approve_by)) if piece.file is not None} & set(ids)
    return seen


def _held_by_rounds(ids: Collection[int]) -> dict[int, set[int]]:
    """Round → which of the files it holds: the evidence and the papers of its newest lock, the signed copy, the explanations."""
    newest = RoundLock.objects.filter(round=OuterRef("round")).order_by("-pk").values("pk")[:1]
    locks = RoundLock.objects.filter(pk=Subquery(newest))
    pairs: list[tuple[int, int | None]] = [
        *DeclaredEvidence.objects.filter(lock__in=locks.values("pk"), file__in=ids).values_list("lock__round", "file"),
        *locks.filter(workbook__in=ids).values_list("round", "workbook"),
        *locks.filter(paper__in=ids).values_list("round", "paper"),
        *Round.objects.filter(signed__in=ids).values_list("pk", "signed"),
        *ExplanationFile.objects.filter(file__in=ids, removed_at=None).values_list("explanation__round", "file"),
    ]
    held: dict[int, set[int]] = defaultdict(set)
    for round, file in pairs:
        if file is not None:
            held[round].add(file)
    return held


def own_files(person: Person, ids: Collection[int]) -> set[int]:
    """Which files of rounds a person of the ward may open: declarations, the signed copy and explanations are everybody's; evidence that
    was handed in and withdrawn since is for those who coordinate."""
    mandate = person.mandate(clock.today())
    if not mandate.works_here:
        return set()
    found = StoredFile.objects.filter(pk__in=ids, commune=mandate.commune)
    papers = Q(declarations_xlsx__isnull=False) | Q(declarations_docx__isnull=False) | Q(signed_rounds__isnull=False)
    papers |= Q(explanation_files__removed_at=None, explanation_files__isnull=False)
    if mandate.has(Role.LEADER, Role.STANDING):
        papers |= Q(declared__isnull=False)
    return set(found.filter(papers).values_list("pk", flat=True))
