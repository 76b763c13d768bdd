"""A share of the year carried on to its end: what it will be if the rest of the year goes as the last months did, and its bounds."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

ZERO, HUNDRED = Decimal(0), Decimal(100)
PLACES = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Counted:
    """What a share is made of."""

    numerator: Decimal
    denominator: Decimal


NOTHING = Counted(ZERO, ZERO)


@dataclass(frozen=True, slots=True)
class Projected:
    """The share at the end of the year, in percent: expected, at most (all that is open or still to come counts), at least (none of it
    does). `coming` is how many nobody knows yet are expected; `rate` the share of `recent`, in percent, by which they count."""

    expected: Decimal
    ceiling: Decimal
    floor: Decimal
    coming: Decimal
    rate: Decimal


def projected(sofar: Counted, recent: Counted, *, day: date, sure: Counted = NOTHING, still_open: Decimal = ZERO) -> Projected | None:
    """The share at the end of the year of `day`.

    What is still to come is as much as the year has brought a day until `day`; of it the share of `recent` counts (of the whole year so
    far where recent times brought nothing). `sure` and `still_open` are not in `sofar` but known to enter it by the end of the year: the
    one whatever happens, the other counting or not as it goes. They are part of what the pace brings; where more is known than that,
    nothing else is expected. None while the year has brought nothing to go by.
    """
    elapsed, left = (day - date(day.year, 1, 1)).days + 1, (date(day.year, 12, 31) - day).days
    if not sofar.denominator:
        return None
    known = sure.denominator + still_open
    coming = max(sofar.denominator * left / elapsed - known, ZERO)
    by = recent if recent.denominator else sofar
    undecided, certain = still_open + coming, sofar.numerator + sure.numerator
    whole = sofar.denominator + known + coming
    return Projected(
        _percent(certain + undecided * by.numerator / by.denominator, whole),
        _percent(certain + undecided, whole),
        _percent(certain, whole),
        coming.quantize(Decimal(1), ROUND_HALF_UP),
        _percent(by.numerator, by.denominator),
    )


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return (part * HUNDRED / whole).quantize(PLACES, ROUND_HALF_UP)
