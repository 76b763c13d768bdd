"""Objectives: planned and actual values by month, what the year has come to, and what is below."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

Better = str
""" "more" or "less"."""
Adding = str
""" "cumulative", "sum" or "last"."""


@dataclass(frozen=True)
class Month:
    """One month as entered; None is not known, never zero."""

    month: int
    planned: Decimal | None = None
    actual: Decimal | None = None


@dataclass(frozen=True)
class Stand:
    """Where an objective stands at a month: planned and actual up to it, and their share in percent.

    `below` None: one of the two is not known, so nobody can say. `share` is None as well where less is better: a rank of 22 is no
    110 % of a rank of 20.
    """

    month: int
    planned: Decimal | None
    actual: Decimal | None
    below: bool | None
    share: Decimal | None = None
    missing: tuple[int, ...] = ()


def is_below(planned: Decimal | None, actual: Decimal | None, better: Better) -> bool | None:
    """Whether the actual value falls behind the planned one; None when one is not known. Equal is not below."""
    if planned is None or actual is None:
        return None
    return actual < planned if better == "more" else actual > planned


def stand(months: Sequence[Month], *, adding: Adding, better: Better, until: int) -> Stand | None:
    """Where the series stands at the last month up to `until` with an actual value; None when no month has one.

    A running total ("cumulative") and a state ("last") are taken as entered; months that are to be added ("sum") are added from
    January on, and the months without a value are named: a sum over unknown months is not known.
    """
    known = [month for month in months if month.month <= until and month.actual is not None]
    if not known:
        return None
    last = max(known, key=lambda month: month.month)
    if adding != "sum":
        return _stood(last.month, last.planned, last.actual, better)
    by_month = {month.month: month for month in months}
    missing = tuple(number for number in range(1, last.month + 1) if number not in by_month or by_month[number].actual is None)
    actual = None if missing else sum((month.actual for month in known if month.actual is not None), Decimal(0))
    plans = [by_month[number].planned if number in by_month else None for number in range(1, last.month + 1)]
    planned = None if any(plan is None for plan in plans) else sum((plan for plan in plans if plan is not None), Decimal(0))
    return _stood(last.month, planned, actual, better, missing)


def _stood(month: int, planned: Decimal | None, actual: Decimal | None, better: Better, missing: tuple[int, ...] = ()) -> Stand:
    return Stand(month, planned, actual, is_below(planned, actual, better), _share(actual, planned, better), missing)


def _share(actual: Decimal | None, whole: Decimal | None, better: Better) -> Decimal | None:
    return None if actual is None or not whole or better == "less" else actual * 100 / whole


def reached(stood: Stand | None, target: Decimal | None, better: Better) -> Decimal | None:
    """Actual over the year's target in percent; None when either is not known, or less is better."""
    return _share(stood.actual, target, better) if stood is not None else None


def points_of(values: Sequence[tuple[int, Decimal | None]], *, top: Decimal, width: int, height: int) -> list[list[tuple[float, float]]]:
    """The stretches of a line over twelve months in a box: months without a value break the line, they are not drawn as zero."""
    stretches: list[list[tuple[float, float]]] = [[]]
    by_month = dict(values)
    for month in range(1, 13):
        value = by_month.get(month)
        if value is None:
            stretches.append([])
            continue
        x = (month - 1) * width / 11
        y = height - float(value / top) * height if top else float(height)
        stretches[-1].append((round(x, 1), round(y, 1)))
    return [stretch for stretch in stretches if stretch]
