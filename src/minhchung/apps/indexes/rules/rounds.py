"""A scoring round: its stages, what may be done in which, and what the clock does by itself. Pure: values in, values out.

Practice: par-index sections 5 and 7 (self-scoring, consolidation, approval, lock, two appraisals with an explanation between, published);
the dates are those the city's letter sets, each the last day on which the stage is open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from minhchung.scoring.packs import Node, Outside, Pack
from minhchung.scoring.words import plain
from minhchung.text.written import written_day

SELF, CONSOLIDATED, APPROVED, LOCKED = "self", "consolidated", "approved", "locked"
APPRAISED1, EXPLAINING, APPRAISED2, PUBLISHED = "appraised1", "explaining", "appraised2", "published"
STAGES: Mapping[str, str] = {
    SELF: "Đơn vị tự chấm",
    CONSOLIDATED: "Đã tổng hợp, chờ phê duyệt",
    APPROVED: "Đã phê duyệt, chờ khóa",
    LOCKED: "Đã khóa, thẩm định lần 1",
    APPRAISED1: "Đã thẩm định lần 1",
    EXPLAINING: "Giải trình, thẩm định lần 2",
    APPRAISED2: "Đã thẩm định lần 2, chờ công bố",
    PUBLISHED: "Đã công bố",
}
ORDER = tuple(STAGES)
DECLARED = frozenset(ORDER[ORDER.index(LOCKED) :])
"""What the ward has handed in: the city appraiser sees it, the ward changes nothing of it."""
UNDER_APPRAISAL = DECLARED - {PUBLISHED}

MARK_SELF, MARK_UNIT, MARK_APPROVED = "self", "unit_approved", "approved"
MARK_FIRST, MARK_SECOND, MARK_PUBLISHED = "appraised1", "appraised2", "published"
COLUMNS: Mapping[str, str] = {
    MARK_SELF: "Đơn vị tự chấm",
    MARK_UNIT: "Tổng hợp",
    MARK_APPROVED: "Lãnh đạo duyệt",
    MARK_FIRST: "Thẩm định lần 1",
    MARK_SECOND: "Thẩm định lần 2",
    MARK_PUBLISHED: "Công bố",
}
OPEN_IN: Mapping[str, frozenset[str]] = {
    MARK_SELF: frozenset({SELF}),
    MARK_UNIT: frozenset({CONSOLIDATED}),
    MARK_APPROVED: frozenset({CONSOLIDATED}),
    MARK_FIRST: frozenset({LOCKED}),
    MARK_SECOND: frozenset({EXPLAINING}),
    MARK_PUBLISHED: UNDER_APPRAISAL,
}
"""In which stages points of a column are given."""


@dataclass(frozen=True)
class Dates:
    """The first day of self-scoring and the last days of what follows, in order."""

    opens: date
    self_closes: date
    approve_by: date
    appraisal1_closes: date
    explanation_closes: date
    appraisal2_closes: date

    def disorder(self) -> str:
        """What is wrong with the order of the days; "" when nothing is."""
        named = (
            ("mở tự chấm", self.opens), ("hết tự chấm", self.self_closes), ("hạn phê duyệt", self.approve_by),
            ("hết thẩm định lần 1", self.appraisal1_closes), ("hết giải trình", self.explanation_closes),
            ("hết thẩm định lần 2", self.appraisal2_closes),
        )  # fmt: skip
        for (before, first), (after, second) in pairwise(named):
            if second < first:
                return f"Ngày {after} ({written_day(second)}) ở trước ngày {before} ({written_day(first)}). Sửa lại cho đúng thứ tự."
        return ""


@dataclass(frozen=True)
class Step:
    """A stage that is over: what comes next, and the last day it was open."""

    to: str
    last_day: date


def due_step(stage: str, dates: Dates, today: date) -> Step | None:
    """What the clock does by itself; one step at a time, so that each leaves its own mark."""
    nexts = {
        SELF: Step(CONSOLIDATED, dates.self_closes),
        CONSOLIDATED: Step(LOCKED, dates.approve_by),
        APPROVED: Step(LOCKED, dates.approve_by),
        LOCKED: Step(APPRAISED1, dates.appraisal1_closes),
        APPRAISED1: Step(EXPLAINING, dates.appraisal1_closes),
        EXPLAINING: Step(APPRAISED2, dates.appraisal2_closes),
    }
    step = nexts.get(stage)
    return step if step and today > step.last_day else None


def stage_at(stage: str, dates: Dates, today: date) -> str:
    """The stage on a day, whether the steps that fell due were written down or not."""
    while step := due_step(stage, dates, today):
        stage = step.to
    return stage


MOVES: Mapping[str, tuple[frozenset[str], str]] = {
    "consolidate": (frozenset({SELF}), CONSOLIDATED),
    "approve": (frozenset({CONSOLIDATED}), APPROVED),
    "lock": (frozenset({APPROVED}), LOCKED),
    "reopen": (frozenset({CONSOLIDATED, APPROVED, LOCKED}), SELF),
    "end_first": (frozenset({LOCKED}), APPRAISED1),
    "open_explaining": (frozenset({APPRAISED1}), EXPLAINING),
    "end_second": (frozenset({EXPLAINING}), APPRAISED2),
    "publish": (UNDER_APPRAISAL, PUBLISHED),
}
"""Every step by a person: from which stages, to which."""


def refusal_to_move(move: str, stage: str) -> str:
    """Why a step is not to be taken now; "" when it is."""
    before, after = MOVES[move]
    if stage in before:
        return ""
    if stage == after:
        return f"Đợt chấm đã ở bước “{STAGES[after]}” rồi. Tải lại trang."
    return f"Đợt chấm đang ở bước “{STAGES[stage]}” nên chưa làm hoặc không còn làm được việc này. Tải lại trang để xem bước hiện tại."


def refusal_to_mark(column: str, stage: str, dates: Dates, today: date) -> str:
    """Why no points can be given in a column now; "" when they can."""
    if stage not in OPEN_IN[column]:
        return f"Cột “{COLUMNS[column]}” đã đóng hoặc chưa mở: đợt chấm đang ở bước “{STAGES[stage]}”. Tải lại trang."
    if column == MARK_SELF and today < dates.opens:
        return f"Đợt chấm mở từ {written_day(dates.opens)}. Từ ngày đó mới ghi điểm tự chấm."
    return ""


def refusal_to_ask(stage: str, dates: Dates, today: date) -> str:
    """Why the city cannot ask for an explanation now; "" when it can."""
    if stage in (LOCKED, APPRAISED1) or (stage == EXPLAINING and today <= dates.explanation_closes):
        return ""
    return f"Không còn yêu cầu giải trình được: đợt chấm ở bước “{STAGES[stage]}”, hạn giải trình {written_day(dates.explanation_closes)}."


def refusal_to_explain(stage: str, dates: Dates, today: date) -> str:
    """Why the ward cannot explain now; "" when it can."""
    if stage != EXPLAINING:
        return f"Mục giải trình mở khi thành phố thẩm định xong lần 1; đợt chấm đang ở bước “{STAGES[stage]}”."
    if today > dates.explanation_closes:
        return f"Đã hết hạn giải trình ngày {written_day(dates.explanation_closes)}. Liên hệ người thẩm định để được gia hạn."
    return ""


def refusal_of_points(points: Decimal, *, maximum: Decimal, step: Decimal, by_rule: Decimal | None) -> str:
    """Why these points cannot be given; "" when they can. What the rule itself gives need not keep to the steps."""
    if not 0 <= points <= maximum:
        return f"Điểm {plain(points)} ngoài khoảng 0 đến {plain(maximum)} của tiêu chí. Ghi lại số điểm."
    if step and points % step and points != by_rule:
        return f"Điểm {plain(points)} không theo bước {plain(step)} của bộ tiêu chí. Ghi lại số điểm."
    return ""


def reason_for(points: Decimal, *, by_rule: Decimal | None, proven: bool) -> str:
    """Why a self-score needs an explanation; "" when it needs none (BNV 2021: thiếu tài liệu kiểm chứng thì phải giải trình)."""
    wanting = []
    if by_rule is None:
        wanting.append("phần mềm chưa có số liệu để tính điểm")
    elif points != by_rule:
        wanting.append(f"điểm theo quy tắc là {plain(by_rule)}")
    if not proven:
        wanting.append("minh chứng chưa đủ")
    return f"Cần giải trình: {'; '.join(wanting)}." if wanting else ""


def first_known(marks: Mapping[str, Decimal], *columns: str) -> Decimal | None:
    """The points of the first of the columns that has any."""
    return next((marks[column] for column in columns if column in marks), None)


def declared_points(marks: Mapping[str, Decimal]) -> Decimal | None:
    """What the ward says: as approved, else as consolidated, else as the unit scored itself."""
    return first_known(marks, MARK_APPROVED, MARK_UNIT, MARK_SELF)


def latest_points(marks: Mapping[str, Decimal]) -> Decimal | None:
    """The points that count now: the furthest column."""
    appraised = first_known(marks, MARK_PUBLISHED, MARK_SECOND, MARK_FIRST)
    return declared_points(marks) if appraised is None else appraised


def is_self_scored(leaf: Node) -> bool:
    """Whether a ward scores the leaf itself: a survey it does not (BNV 2021), nor what the set closes to it."""
    return leaf.self_scored and leaf.source != "survey"


@dataclass(frozen=True)
class Total:
    """A column added up: inside the scale, outside of it, and all together inside the bounds of the set."""

    inside: Decimal
    bonus: Decimal
    penalty: Decimal
    final: Decimal


def total_of(pack: Pack, maxima: Mapping[str, Decimal], points: Mapping[str, Decimal]) -> Total:
    """The points of a column as the set adds them up: leaves taken out are made up to the scale, bonus and penalty keep to their caps."""
    inside = sum((points.get(leaf.code, Decimal(0)) for leaf in pack.leaves), Decimal(0))
    whole = sum((leaf.max for leaf in pack.leaves), Decimal(0))
    applicable = sum((maxima.get(leaf.code, leaf.max) for leaf in pack.leaves), Decimal(0))
    if applicable and applicable < whole:
        inside = (inside * whole / applicable).quantize(Decimal(1).scaleb(-pack.decimals), ROUND_HALF_UP)
    bonus, penalty = _outside(pack.bonus, points), _outside(pack.penalty, points)
    final = inside + bonus - penalty
    if pack.bounds:
        final = min(max(final, pack.bounds[0]), pack.bounds[1])
    return Total(inside, bonus, penalty, final)


def _outside(part: Outside | None, points: Mapping[str, Decimal]) -> Decimal:
    if part is None:
        return Decimal(0)
    found = sum((points.get(leaf.code, Decimal(0)) for item in part.items for leaf in item.leaves()), Decimal(0))
    return min(found, part.cap)
