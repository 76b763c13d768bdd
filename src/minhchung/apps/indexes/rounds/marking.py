"""How points are written into a column of a round. Shared by the acts; itself no act."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from minhchung.apps.ground.acts import Refused, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.models import Criterion
from minhchung.apps.indexes.rounds.declaring import Content, content_of
from minhchung.apps.indexes.rounds.models import Mark, Round
from minhchung.apps.indexes.rules import rounds
from minhchung.apps.organisations.models import Person

UNSEEN = -1
"""The newest mark was not looked at: whoever writes does not mind what stood there."""
Newest = Mapping[int, Mapping[str, Mark]]


def newest_marks(round: Round, criteria: Iterable[int] | None = None) -> Newest:
    """Criterion → column → the mark that counts."""
    found: dict[int, dict[str, Mark]] = defaultdict(dict)
    marks = Mark.objects.filter(round=round).select_related("by").order_by("pk")
    for mark in marks if criteria is None else marks.filter(criterion__in=criteria):
        found[mark.criterion_id][mark.column] = mark
    return found


def held(round: Round, at: datetime) -> Round:
    """The round as it stands, kept from everybody else until the act is over. Raises Refused when a stage has run out that the clock has
    not yet closed: whoever calls lets it close first (`closing.close_due`)."""
    found = Round.objects.select_for_update(of=("self",)).select_related("index__commune", "index__pack").get(pk=round.pk)
    if found.stage(timezone.localdate(at)) != found.state:
        raise Refused(f"Bước “{rounds.STAGES[found.state]}” vừa hết hạn. Tải lại trang để xem bước hiện tại.")
    return found


def moved(round: Round, move: str, at: datetime) -> Round:
    """The round held, if this step is to be taken now. Raises Refused."""
    found = held(round, at)
    if refusal := rounds.refusal_to_move(move, found.state):
        raise Refused(refusal)
    return found


@dataclass(frozen=True)
class Place:
    """A leaf in a column, with what stands there and what the points rest on."""

    round: Round
    criterion: Criterion
    column: str
    marks: Mapping[str, Mark]
    content: Content

    @property
    def points(self) -> dict[str, Decimal]:
        """The points of the leaf by column."""
        return {column: mark.points for column, mark in self.marks.items()}

    @property
    def by_rule(self) -> Decimal | None:
        """What the rule gives."""
        return self.content.leaves[self.criterion.code].points

    @property
    def proven(self) -> bool:
        """Whether the evidence suffices."""
        proof = self.content.proofs.get(self.criterion.code)
        return proof is not None and proof.suffices

    def differs_from(self, points: Decimal, before: str) -> bool:
        """Whether points differ from those of an earlier column that has some."""
        return before in self.marks and self.marks[before].points != points


def place(round: Round, criterion: Criterion, column: str, *, seen: int | None, at: datetime) -> Place:
    """The leaf as it can be marked now. `seen`: the key of the mark the person saw in the column (None: none; UNSEEN: any).

    Raises Refused when the column is closed, the leaf is of another index or of the survey, or somebody else wrote meanwhile.
    """
    today, found = timezone.localdate(at), held(round, at)
    if criterion.index_id != found.index_id or criterion.archived_at is not None:
        raise Refused(f"Tiêu chí {criterion.code} không thuộc đợt chấm này. Mở lại bảng điểm của đợt.")
    if refusal := rounds.refusal_to_mark(column, found.state, found.dates, today):
        raise Refused(refusal)
    marks, content = newest_marks(found, [criterion.pk]).get(criterion.pk, {}), content_of(found, today)
    leaf = content.pack.leaf(criterion.code)
    if leaf is None:
        raise Refused(f"Bộ tiêu chí của đợt không có tiêu chí {criterion.code}. Mở lại bảng điểm của đợt.")
    if column in (rounds.MARK_SELF, rounds.MARK_UNIT, rounds.MARK_APPROVED) and not rounds.is_self_scored(leaf):
        raise Refused(f"Tiêu chí {criterion.code} do khảo sát hoặc cấp trên chấm, phường không tự chấm.")
    newest = marks.get(column)
    if seen not in (UNSEEN, newest.pk if newest else None):
        who = newest.by.full_name if newest and newest.by else "người khác"
        raise Refused(f"Điểm tiêu chí {criterion.code} vừa được {who} ghi. Tải lại trang để xem điểm mới rồi ghi lại nếu cần.")
    return Place(found, criterion, column, marks, content)


def put(where: Place, points: Decimal, reason: str, *, actor: Person | None, at: datetime) -> Mark:
    """Writes the points and the event of the running act. Raises Refused outside 0…maximum, between the steps, and when nothing changes."""
    leaf = where.content.leaves[where.criterion.code]
    if refusal := rounds.refusal_of_points(points, maximum=leaf.maximum, step=where.content.pack.step, by_rule=leaf.points):
        raise Refused(refusal)
    before, reason = where.marks.get(where.column), reason.strip()[:1000]
    if before is not None and (before.points, before.reason) == (points, reason):
        raise Refused("Điểm và lý do không thay đổi so với lần ghi trước.")
    mark = Mark(round=where.round, criterion=where.criterion, column=where.column, points=points, reason=reason, by=actor, at=at)
    mark.save()
    record(
        commune=where.round.commune_id,
        subject=Ref("criterion", str(where.criterion.pk)),
        before={"column": where.column, "points": before.points if before else None},
        after={"round": where.round.title, "column": where.column, "points": points},
        note=reason[:300],
    )
    return mark


def carry(round: Round, source: str, target: str, words: str, *, actor: Person | None, at: datetime, fill_only: bool = False) -> int:
    """Takes the points of a column over into the next, where they are newer than what stands there (`fill_only`: where nothing does).
    Returns how many."""
    fresh = [
        Mark(round=round, criterion_id=criterion, column=target, points=marks[source].points, reason=words, by=actor, at=at)
        for criterion, marks in newest_marks(round).items()
        if source in marks and (target not in marks or (not fill_only and marks[target].pk < marks[source].pk))
    ]
    Mark.objects.bulk_create(fresh)
    return len(fresh)


def unscored(round: Round, content: Content, columns: Iterable[str], *, all_leaves: bool = False) -> list[str]:
    """Codes of the leaves that have no points in any of the columns: those the ward scores itself, or (`all_leaves`) all of the scale."""
    marked = {pk for pk, marks in newest_marks(round).items() if any(column in marks for column in columns)}
    codes = dict(Criterion.objects.filter(index=round.index_id, archived_at=None).values_list("code", "pk"))
    # A bonus or a penalty that nobody claimed is none.
    return [
        leaf.code
        for leaf in content.pack.leaves
        if (all_leaves or rounds.is_self_scored(leaf)) and codes.get(leaf.code) not in marked and content.leaves[leaf.code].maximum
    ]


def listed(codes: list[str]) -> str:
    """1.1, 1.2, 1.3 và 4 tiêu chí khác."""
    shown = ", ".join(codes[:6])
    return shown if len(codes) <= 6 else f"{shown} và {len(codes) - 6} tiêu chí khác"
