"""What a round hands in: the set, the facts, the points by the rules and the evidence, living until the lock and frozen from then on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from minhchung.apps.assignments.models import Occurrence
from minhchung.apps.evidence.facts import dated, stored_of, typed_of
from minhchung.apps.evidence.models import Claim
from minhchung.apps.files.models import StoredFile
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.facts import end_of, facts_of
from minhchung.apps.indexes.models import Criterion, CriterionAssignment, Index, RequiredEvidence
from minhchung.apps.indexes.packs import pack_of, pack_of_index
from minhchung.apps.indexes.proving import requirement_rows
from minhchung.apps.indexes.rounds.freezing import thawed_facts, thawed_leaves, thawed_proofs
from minhchung.apps.indexes.rounds.models import DeclaredEvidence, Round, RoundLock
from minhchung.apps.indexes.rules import Proof, proof
from minhchung.apps.indexes.rules.rounds import DECLARED
from minhchung.scoring.facts import Facts
from minhchung.scoring.packs import Pack
from minhchung.scoring.score import LeafScore, Score, score


@dataclass(frozen=True)
class Content:
    """What the points of a round rest on. `lock` is None while it lives; `score` is then the engine's, else None (its leaves are kept)."""

    pack: Pack
    facts: Facts
    leaves: Mapping[str, LeafScore]
    proofs: Mapping[str, Proof]
    at: datetime
    lock: RoundLock | None = None
    score: Score | None = None

    @property
    def maxima(self) -> dict[str, Decimal]:
        """Maximum of each leaf after the not-applicable policy."""
        return {code: leaf.maximum for code, leaf in self.leaves.items()}


@dataclass(frozen=True)
class Piece:
    """One piece of evidence, for one requirement of one leaf."""

    criterion: int
    requirement: str
    claim: Claim
    file: StoredFile | None
    title: str
    number: str
    dated: date | None
    state: str

    @property
    def words(self) -> str:
        """How it was judged."""
        return Claim.State(self.state).label


def living(index: Index, at: datetime) -> Content:
    """What is known at a moment; the proofs are those of now."""
    pack, facts = pack_of_index(index), facts_of(index, at)
    found = score(pack, facts)
    criteria = list(Criterion.objects.filter(index=index, archived_at=None).select_related("commune"))
    required = requirement_rows(criteria, day=timezone.localdate(at))
    proofs = {each.code: proof([row.standing for row in required.get(each.pk, ())]) for each in criteria}
    return Content(pack, facts, found.leaves, proofs, at, score=found)


def frozen(lock: RoundLock) -> Content:
    """What a lock kept."""
    facts = thawed_facts(lock.facts)
    return Content(pack_of(lock.pack), facts, thawed_leaves(lock.score, facts), thawed_proofs(lock.proofs), lock.at, lock=lock)


def lock_of(round: Round) -> RoundLock | None:
    """The lock that counts; None while the round is not locked, or its automatic lock is not yet written down."""
    if round.state not in DECLARED:
        return None
    return round.locks.select_related("pack", "workbook", "paper", "by").order_by("-pk").first()


def content_of(round: Round, today: date) -> Content:
    """What the round rests on, right even before the job has written down an automatic lock."""
    lock = lock_of(round)
    if lock is not None:
        return frozen(lock)
    return living(round.index, end_of(round.approve_by if round.stage(today) in DECLARED else today))


def pieces_of(round: Round, content: Content, criteria: Iterable[int]) -> list[Piece]:
    """The evidence of some leaves: as handed in, or as it is."""
    wanted = set(criteria)
    if content.lock is None:
        return living_pieces(round.index, content.at, wanted)
    kept = DeclaredEvidence.objects.filter(lock=content.lock, criterion__in=wanted).select_related("file", "claim")
    return [
        Piece(row.criterion_id, row.requirement, row.claim, row.file, row.title, row.number, row.dated, row.state)
        for row in kept.defer("file__blob__text")
    ]


def living_pieces(index: Index, at: datetime, criteria: Iterable[int] | None = None) -> list[Piece]:
    """Every live piece at a moment: brought for a requirement, or for work that is linked to it. A fixed number of queries."""
    asked = RequiredEvidence.objects.filter(criterion__index=index, criterion__archived_at=None, archived_at=None)
    items = list(asked if criteria is None else asked.filter(criterion__in=criteria))
    places: dict[Ref, list[RequiredEvidence]] = defaultdict(list)
    for item in items:
        places[Ref("requirement", str(item.pk))].append(item)
    by_key = {item.pk: item for item in items}
    linked: dict[int, list[RequiredEvidence]] = defaultdict(list)
    links = CriterionAssignment.objects.filter(requirement__in=items, unlinked_at=None)
    for requirement, assignment in links.values_list("requirement", "assignment"):
        linked[assignment].append(by_key[requirement])
        places[Ref("assignment", str(assignment))].append(by_key[requirement])
    leading = Occurrence.objects.filter(duty__assignment__in=list(linked), duty__part="lead", duty__removed_at=None)
    for pk, assignment in leading.values_list("pk", "duty__assignment_id"):
        places[Ref("occurrence", str(pk))] += linked[assignment]
    found = [_piece(item, claim) for claim in _claims(places, at) for item in places[Ref(claim.kind, claim.key)]]
    return list({(piece.criterion, piece.requirement, piece.claim.pk): piece for piece in found}.values())


def _claims(places: Mapping[Ref, object], at: datetime) -> Iterable[Claim]:
    keys: dict[str, list[str]] = defaultdict(list)
    for ref in places:
        keys[ref.kind].append(ref.key)
    at_them = Q(pk__in=[])
    for kind, wanted in keys.items():
        at_them |= Q(kind=kind, key__in=wanted)
    live = Claim.objects.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at), claimed_at__lte=at).filter(at_them)
    return live.select_related("file__blob", "document__file__blob").defer(
        "file__blob__text", "document__text", "document__file__blob__text"
    )


def _piece(item: RequiredEvidence, claim: Claim) -> Piece:
    return Piece(item.criterion_id, item.text, claim, stored_of(claim), claim.title, typed_of(claim).number, dated(claim), claim.state)
