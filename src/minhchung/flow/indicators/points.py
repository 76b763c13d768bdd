"""Points of an indicator: the rule shapes that QĐ 766/QĐ-TTg and the portal's figures know. Decimals only, two places as it prints."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Zero = Literal["unknown", "max", "zero"]
Level = Literal["commune", "province"]
TWO_PLACES = Decimal("0.01")
FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Points:
    """Points given, or None with the reason."""

    points: Decimal | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PointsRule:
    """How a ratio becomes points: `max` × ratio ÷ `target`, never above `max`. `target` is a percentage; 100 is the linear rule.

    `zero`: what a denominator of 0 gives. `applies`: the levels of government that are scored on it.
    `times`: an indicator whose ratio multiplies this one first (the portal's synchronisation ratio), or None.
    """

    max: Decimal
    target: Decimal = FULL
    zero: Zero = "unknown"
    applies: tuple[Level, ...] = ("commune", "province")
    times: str | None = None

    def points(self, numerator: int | None, denominator: int | None, level: Level = "commune", factor: Decimal = Decimal(1)) -> Points:
        """The points for a numerator and a denominator; `factor` is the ratio (0–1) of the indicator named by `times`."""
        if level not in self.applies:
            return Points(None, "không chấm ở cấp này")
        if numerator is None or denominator is None:
            return Points(None, "chưa có tử số hoặc mẫu số")
        if denominator == 0:
            return {
                "unknown": Points(None, "mẫu số bằng 0: không chấm"),
                "max": Points(self.max.quantize(TWO_PLACES), "mẫu số bằng 0: được điểm tối đa theo quy tắc của chỉ số"),
                "zero": Points(Decimal(0).quantize(TWO_PLACES), "mẫu số bằng 0: 0 điểm theo quy tắc của chỉ số"),
            }[self.zero]
        reached = min(Decimal(1), Decimal(numerator) / Decimal(denominator) * factor * FULL / self.target)
        return Points((self.max * max(Decimal(0), reached)).quantize(TWO_PLACES, ROUND_HALF_UP))
