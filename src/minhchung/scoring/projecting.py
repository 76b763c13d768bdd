"""A share of the year carried on to its end: what it will be if the rest of the year goes as the last months did, and its bounds."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

HUNDRED = Decimal(100)
PLACES = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Counted:
    """What a share is made of."""

    numerator: Decimal
    denominator: Decimal


@dataclass(frozen=True, slots=True)
class Projected:
    """The share at the end of the year, in percent: expected, at most (all that is still to come counts), at least (none of it does)."""

    expected: Decimal
    ceiling: Decimal
    floor: Decimal


def projected(sofar: Counted, recent: Counted, *, day: date) -> Projected | None:
    """The share at the end of the year of `day`.

    What is still to come is as much as the year has brought a day until `day`; of it the share of `recent` counts (of the whole year so
    far where recent times brought nothing). None while the year has brought nothing to go by.
    """
    elapsed, left = (day - date(day.year, 1, 1)).days + 1, (date(day.year, 12, 31) - day).days
    if not sofar.denominator:
        return None
    coming = sofar.denominator * left / elapsed
    by = recent if recent.denominator else sofar
    whole = sofar.denominator + coming
    return Projected(
        _percent(sofar.numerator + coming * by.numerator / by.denominator, whole),
        _percent(sofar.numerator + coming, whole),
        _percent(sofar.numerator, whole),
    )


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return (part * HUNDRED / whole).quantize(PLACES, ROUND_HALF_UP)
