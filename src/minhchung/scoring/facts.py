"""What is known when a pack is scored: figures and declared variables, one value per name, each with the reason when it is unknown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

Scalar = Decimal | date | bool | str | None


@dataclass(frozen=True, slots=True)
class Known:
    """The value of one figure or variable; None is unknown, and `reason` then says why (missing is not zero).

    A share carries its `numerator` and `denominator`; its value is a percentage. `ceiling` is the best value that may still be reached
    before the year ends, where whoever hands in the value can tell.
    """

    value: Scalar = None
    reason: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    ceiling: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """Points put down by hand instead of the rule's, with the reason."""

    points: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a score depends on beside the pack. `as_of` is the moment the values were true.

    `values`: name of a figure or variable → what is known. `not_applicable`: code of a leaf → why it does not apply to this unit.
    `given`: code of a leaf → points by hand.
    """

    as_of: datetime
    values: Mapping[str, Known] = field(default_factory=dict)
    not_applicable: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, Given] = field(default_factory=dict)
