"""The page of QĐ 766: the software's estimate and the published score beside each other, never mixed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from minhchung.apps.dossiers.asking import Asked
from minhchung.apps.dossiers.measuring import Question, question_of
from minhchung.apps.dossiers.models import OfficialScore
from minhchung.apps.dossiers.published import WHOLE
from minhchung.apps.dossiers.reading import Opened
from minhchung.flow import saying
from minhchung.flow.indicators import Line, Official, Score, rank, score_766
from minhchung.flow.indicators.score_766 import GroupScore

NOT_HERE = "Không áp dụng cho cấp xã: chỉ chấm cấp tỉnh, nên không có điểm và không tính vào tổng."


@dataclass(frozen=True)
class ScoreLine:
    """One indicator: the engine's line and how its rule gives points, in words."""

    line: Line
    rule: str
    applies: bool

    @property
    def reason(self) -> str:
        """Why there are no points: not scored for a commune, or what the lake lacks."""
        return self.line.reason if self.applies or self.line.indicator.points is None else NOT_HERE

    @property
    def short(self) -> str:
        """The indicator's number in the decision."""
        return self.line.indicator.name.removeprefix("766.")


@dataclass(frozen=True)
class ScoreGroup:
    """A group with its lines and, where the published figures of other communes are there too, the commune's rank."""

    group: GroupScore
    lines: tuple[ScoreLine, ...]
    rank: int | None
    ranked: int


@dataclass(frozen=True)
class ScorePage:
    """The whole estimate. `apart` are indicators that add to no group.

    `official` is the sum of published group scores, None when none was brought in; `official_groups` says of how many. `whole`: what was
    published of all groups together, as it was."""

    score: Score
    groups: tuple[ScoreGroup, ...]
    apart: tuple[ScoreLine, ...]
    official: Decimal | None
    official_groups: int
    source: str
    whole: tuple[OfficialScore, ...]


def score_page(lake: Opened, asked: Asked, published: Sequence[OfficialScore]) -> ScorePage:
    """The estimate for a period; `published` are the figures brought in for it, of every commune."""
    own = [_as_official(item) for item in published if item.own]
    every = [_as_official(item) for item in published]
    score = _score(question_of(lake, asked.period.window), tuple(own))
    groups = []
    for group in score.groups:
        lines = tuple(_line(line) for line in score.lines if line.indicator.group == group.name)
        places = rank(every, group.name, own[0].period) if own else {}
        groups.append(ScoreGroup(group, lines, places.get(own[0].unit) if own else None, len(places)))
    told = [group.official for group in score.groups if group.official is not None]
    whole = tuple(item for item in published if item.own and item.metric in WHOLE and item.score is not None)
    apart = tuple(_line(line) for line in score.lines if line.indicator.group is None)
    return ScorePage(score, tuple(groups), apart, sum(told, Decimal(0)) if told else None, len(told), own[0].source if own else "", whole)


@lru_cache(maxsize=32)
def _score(question: Question, official: tuple[Official, ...]) -> Score:
    return score_766(question.source, question.window, question.at, options=question.options, official=official)


def _line(line: Line) -> ScoreLine:
    points = line.indicator.points
    if points is None:
        return ScoreLine(line, "không chấm điểm", applies=False)
    if "commune" not in points.applies:
        return ScoreLine(line, "chỉ chấm cấp tỉnh", applies=False)
    target = f"trọn điểm từ {saying.number(float(points.target))}%" if points.target < 100 else "tuyến tính đến 100%"
    times = f", nhân tỷ lệ của chỉ số {points.times.removeprefix('766.')}" if points.times else ""
    zero = {"max": "; mẫu số bằng 0 được trọn điểm", "zero": "; mẫu số bằng 0 được 0 điểm", "unknown": ""}[points.zero]
    return ScoreLine(line, f"{target}{times}{zero}", applies=True)


def _as_official(item: OfficialScore) -> Official:
    numbers = (item.numerator, item.denominator, item.ratio, item.score, item.max_score)
    return Official(item.unit, item.period, item.metric, item.name, *numbers, source=item.source)
