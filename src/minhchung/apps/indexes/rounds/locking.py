"""What a lock writes: the declaration as files and what it rests on. Shared by the acts; itself no act."""

from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile

from minhchung.apps.files.receiving import Received, receive
from minhchung.apps.files.storing import put
from minhchung.apps.ground.acts import Refused
from minhchung.apps.indexes.models import Criterion
from minhchung.apps.indexes.rounds.declaring import Content, living, living_pieces
from minhchung.apps.indexes.rounds.freezing import frozen_facts, frozen_proofs, frozen_score
from minhchung.apps.indexes.rounds.models import DeclaredEvidence, Mark, Round, RoundLock
from minhchung.apps.indexes.rounds.sheets import declaration
from minhchung.apps.indexes.rounds.table import table_of
from minhchung.apps.indexes.rules import rounds
from minhchung.apps.organisations.models import Person
from minhchung.letters.tables import docx_of, xlsx_of


@dataclass(frozen=True)
class Prepared:
    """A declaration ready to be locked: its files in their place, what it rests on, and the newest mark it shows. `at` is the moment that
    counts."""

    workbook: Received
    paper: Received
    content: Content
    last_mark: int | None
    at: datetime


def prepare(round: Round, *, at: datetime) -> Prepared:
    """Writes the declaration as it stands at a moment. Runs before the act that locks: no row is written here."""
    last = _last_mark(round)
    content = living(round.index, at)
    paper = declaration(table_of(round, content, rounds.LOCKED), at=at)
    name = f"Bản tự chấm {round.index.year}"
    xlsx = receive(ContentFile(xlsx_of(paper, at=at), name=f"{name}.xlsx"))
    docx = receive(ContentFile(docx_of(paper, at=at), name=f"{name}.docx"))
    return Prepared(xlsx, docx, content, last, at)


def write_lock(round: Round, prepared: Prepared, *, actor: Person | None, at: datetime) -> RoundLock:
    """The rows of a lock. Inside an act only, the round held. Raises Refused when points were written after the declaration was."""
    if _last_mark(round) != prepared.last_mark:
        raise Refused("Điểm vừa thay đổi trong lúc lập bản tự chấm. Tải lại trang, xem lại điểm rồi khóa.")
    content = prepared.content
    if content.score is None:
        raise TypeError("a lock is written from what is living")
    workbook, _ = put(round.index.commune, prepared.workbook, actor=actor, at=at)
    paper, _ = put(round.index.commune, prepared.paper, actor=actor, at=at)
    lock = RoundLock.objects.create(
        round=round,
        pack=round.index.pack,
        digest=content.pack.digest,
        facts=frozen_facts(content.facts),
        score=frozen_score(content.score),
        proofs=frozen_proofs(content.proofs),
        workbook=workbook,
        paper=paper,
        approved=round.state == rounds.APPROVED,
        by=actor,
        at=prepared.at,
    )
    DeclaredEvidence.objects.bulk_create(
        DeclaredEvidence(
            lock=lock, criterion_id=piece.criterion, requirement=piece.requirement, claim=piece.claim, file=piece.file,
            title=piece.title, number=piece.number, dated=piece.dated, state=piece.state,
        )
        for piece in living_pieces(round.index, prepared.at, set(Criterion.objects.filter(index=round.index).values_list("pk", flat=True)))
    )  # fmt: skip
    return lock


def _last_mark(round: Round) -> int | None:
    newest: int | None = Mark.objects.filter(round=round).order_by("-pk").values_list("pk", flat=True).first()
    return newest
