"""Scoring rounds as a person may read them: the ward's own; for the city appraiser those of the province that were handed in."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from minhchung.apps.files.models import StoredFile
from minhchung.apps.ground import clock
from minhchung.apps.indexes.declaring import living_pieces, lock_of
from minhchung.apps.indexes.facts import end_of
from minhchung.apps.indexes.models import Criterion
from minhchung.apps.indexes.round_models import DeclaredEvidence, Explanation, ExplanationFile, Round
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
    open_rounds = [each for each in rounds(person, on=today) if each.stage(today) in UNDER_APPRAISAL]
    seen: set[int] = set()
    for each in open_rounds:
        seen |= _files_of(each) & set(ids)
    return seen


def _files_of(round: Round) -> set[int]:
    lock = lock_of(round)
    if lock is None:
        pieces = living_pieces(round.index, end_of(round.approve_by))
        return {piece.file.pk for piece in pieces if piece.file is not None}
    evidence = DeclaredEvidence.objects.filter(lock=lock, file__isnull=False).values_list("file_id", flat=True)
    added = ExplanationFile.objects.filter(explanation__round=round, removed_at=None).values_list("file_id", flat=True)
    return {pk for pk in (*evidence, *added, lock.workbook_id, lock.paper_id, round.signed_id) if pk is not None}


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
