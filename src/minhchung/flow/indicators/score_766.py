"""The ward's own estimate under QĐ 766/QĐ-TTg: points per indicator and group from the lake, beside what the portal has published.

An estimate is labelled as one and is never mixed with an official score; what the lake cannot tell stays unknown with its reason and counts
neither for nor against a group.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from minhchung.flow.indicators.compute import Options, compute, standing
from minhchung.flow.indicators.definitions import Indicator, definition_file, indicators
from minhchung.flow.indicators.official import Official
from minhchung.flow.indicators.points import TWO_PLACES, Level, Points
from minhchung.flow.indicators.source import Source
from minhchung.flow.indicators.windows import Window

SET = "qd766-2022"
ESTIMATE = "Ước tính của phường từ kho hồ sơ, không phải điểm chính thức"


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator: its counts, the estimated points (None with `reason`), and the official figure when one was handed in."""

    indicator: Indicator
    numerator: int | None
    denominator: int | None
    undetermined: int | None
    points: Decimal | None
    reason: str
    definition: str
    notes: tuple[str, ...]
    official: Official | None = None

    @property
    def ratio(self) -> Decimal | None:
        """The ratio in percent, two decimals; None when there is nothing to divide."""
        if not self.denominator or self.numerator is None:
            return None
        return (Decimal(self.numerator) * 100 / Decimal(self.denominator)).quantize(TWO_PLACES)


@dataclass(frozen=True, slots=True)
class GroupScore:
    """A group: the estimated points of the indicators that can be told, the maximum of those, and the maximum of the group."""

    name: str
    title: str
    points: Decimal | None
    told_max: Decimal
    max: Decimal
    official: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """The estimate: lines, groups, the total of what can be told and how many points of 100 that is about."""

    window: Window
    as_of: datetime
    lines: tuple[Line, ...]
    groups: tuple[GroupScore, ...]
    label: str = ESTIMATE

    @property
    def points(self) -> Decimal | None:
        """The sum over the groups; None when nothing can be told."""
        told = [group.points for group in self.groups if group.points is not None]
        return sum(told, Decimal(0)) if told else None

    @property
    def told_max(self) -> Decimal:
        """The maximum of all that can be told."""
        return sum((group.told_max for group in self.groups), Decimal(0))


def score_766(
    source: Source,
    window: Window,
    as_of: datetime,
    level: Level = "commune",
    *,
    options: Options | None = None,
    official: Sequence[Official] = (),
) -> Score:
    """The estimate for a window. `official`: published figures of this unit and period, shown beside and never recomputed."""
    options, asked = options or Options(), indicators(SET, window.last)
    found = {line["indicator"]: line for line in compute(source, asked, window, as_of, (), options=options).to_pylist()}
    published = {item.code: item for item in official}
    lines = []
    for item in asked:
        said, stand = found[item.name], standing(source, item, window, as_of, options=options)
        factor, remark = _factor(item, found)
        given = _given(item, said["numerator"], said["denominator"], level, factor)
        notes = (*stand.notes, *(part for part in (remark, *_said_of(item), _unsure(said["undetermined"])) if part))
        reason = stand.reason or given.reason
        counts = (said["numerator"], said["denominator"], said["undetermined"])
        lines.append(Line(item, *counts, given.points, reason, stand.definition, notes, published.get(item.code) if item.code else None))
    return Score(window, as_of, tuple(lines), tuple(_groups(lines, published)))


def _given(item: Indicator, numerator: int | None, denominator: int | None, level: Level, factor: Decimal) -> Points:
    if item.points is None:
        return Points(None, "không chấm điểm")
    return item.points.rule.points(numerator, denominator, level, factor)


def _said_of(item: Indicator) -> tuple[str, ...]:
    """What the data say of the points rule itself, and whether it is only inferred."""
    if item.points is None:
        return ()
    return (item.points.note, "cách chấm suy ra [C], cần kiểm" if item.points.confidence == "C" else "")


def _unsure(undetermined: int | None) -> str:
    return f"{undetermined} hồ sơ chưa xác định được: điểm là mức thấp nhất" if undetermined else ""


def _factor(item: Indicator, found: dict[str, dict[str, int | None]]) -> tuple[Decimal, str]:
    """The ratio that multiplies this one first, and a remark when it is not known (the ratio then stands alone)."""
    if item.points is None or item.points.times is None:
        return Decimal(1), ""
    said = found.get(item.points.times, {})
    if not said.get("denominator") or said.get("numerator") is None:
        return Decimal(1), f"chưa biết tỷ lệ của {item.points.times} nên chưa nhân vào"
    return Decimal(said["numerator"] or 0) / Decimal(said["denominator"] or 1), ""


def _groups(lines: Sequence[Line], published: dict[str, Official]) -> list[GroupScore]:
    groups = []
    for group in definition_file(SET).group:
        own = [line for line in lines if line.indicator.group == group.name]
        told = [line for line in own if line.points is not None]
        points = sum((line.points or Decimal(0) for line in told), Decimal(0)) if told else None
        most = sum((line.indicator.points.max for line in told if line.indicator.points), Decimal(0))
        said = published.get(group.name)
        groups.append(GroupScore(group.name, group.title, points, most, group.max or Decimal(0), said.score if said else None))
    return groups
