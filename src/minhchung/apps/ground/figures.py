"""Figures: every number scored, reported or shown has one name and one definition (DESIGN 5, Figures)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from minhchung.apps.ground.refs import Ref


@dataclass(frozen=True)
class Scope:
    """Whose figure: a commune, optionally one unit of it."""

    commune: str
    unit: int | None = None


@dataclass(frozen=True)
class Window:
    """From `start` to `end`, both days included."""

    start: date
    end: date


@dataclass(frozen=True)
class Value:
    """A computed figure: `value` is None when unknown and `reason` then says why (missing is not zero)."""

    value: Decimal | None
    reason: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    rows: Sequence[Ref] = field(default_factory=tuple)


@dataclass(frozen=True)
class Ahead:
    """What is known to enter a share by the end of its window beside what its value counts. `numerator` and `denominator` are sure whatever
    happens; `open` more will be in the denominator, and in the numerator or not as it goes. `words` says it for people, without a full
    stop ("" where there is nothing of the kind).
    """

    numerator: Decimal
    denominator: Decimal
    open: Decimal
    words: str


@dataclass(frozen=True)
class Figure:
    """One definition. `citation` names the source document where the figure is law or practice.

    `accrues`: what a share is counted over grows as its window goes on (dossiers, work falling due); False where it is known from the
    start (the items of a plan), so that nothing more is to come. `ahead`: of a share that accrues, what is known of the rest of the window
    (None: nothing can be told); `counted` is what it counts, in words ("hồ sơ").
    """

    name: str
    label: str
    unit: str
    definition: str
    citation: str
    compute: Callable[[Scope, Window, datetime], Value]
    accrues: bool = True
    counted: str = ""
    ahead: Callable[[Scope, Window, datetime], Ahead | None] | None = None


FIGURES: dict[str, Figure] = {}


def register(figure: Figure) -> None:
    """Registers a figure once; a second one of the same name is a programming error."""
    if figure.name in FIGURES:
        raise ValueError(f"figure {figure.name!r} is registered twice")
    FIGURES[figure.name] = figure


def compute(name: str, scope: Scope, window: Window, as_of: datetime) -> Value:
    """The figure's value by name; an unknown name is an error naming it."""
    try:
        figure = FIGURES[name]
    except KeyError:
        raise LookupError(f"Chưa có số liệu tên “{name}”. Chọn một tên trong danh mục số liệu.") from None
    return figure.compute(scope, window, as_of)
