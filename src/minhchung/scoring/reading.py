"""How a rule gets its inputs: a reader hands them over, notes which were used, and decides what an unknown one means.

Three readers ask the same rule three questions. `Strictly`: what are the points? An unknown input means that nobody can say. `Sofar`: what
is certain today? What is not done counts as not done. `AtBest`: what can still be reached? What can improve has improved as far as it can.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, TypeVar

from minhchung.scoring.facts import Facts, Known
from minhchung.scoring.words import plain

HUNDRED = Decimal(100)
NOTHING = Decimal(0)
WITHOUT_END = Decimal("Infinity")
UNKNOWN = Known(reason="chưa khai")
T = TypeVar("T")
Better = Literal["more", "less", "fixed"]
"""Which way an input improves: more of it, less of it, or not by anybody's work (a published number)."""


class Unknown(Exception):
    """Inputs that are needed and not known: name → reason."""

    def __init__(self, missing: dict[str, str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


def together(*asked: Callable[[], T]) -> list[T]:
    """Every answer; where some are unknown, one Unknown that names them all."""
    found: list[T] = []
    missing: dict[str, str] = {}
    for ask in asked:
        try:
            found.append(ask())
        except Unknown as unknown:
            missing |= unknown.missing
    if missing:
        raise Unknown(missing)
    return found


class NothingToDivideBy(Exception):
    """The denominator of a share is 0: the leaf's policy decides."""


class Strictly:
    """Every input as it is known; an unknown one raises Unknown."""

    __slots__ = ("facts", "used")

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.used: dict[str, Known] = {}

    def known(self, name: str) -> Known:
        """What is known under a name, noted as used."""
        found = self.facts.values.get(name, UNKNOWN)
        self.used[name] = found
        return found

    def number(self, name: str, better: Better = "more") -> Decimal:
        """A number; `better` says which way it improves."""
        known = self.known(name)
        value = known.value
        # A yes counts as one, so that formulas can count what is done.
        if isinstance(value, bool):
            return Decimal(value)
        return value if isinstance(value, Decimal) else self._no_number(name, known, better)

    def yes(self, name: str, better: Better = "more") -> bool:
        """A yes or no; `better` is less where a no brings the points."""
        known = self.known(name)
        return known.value if isinstance(known.value, bool) else self._no_answer(name, known, better)

    def day(self, name: str, better: Better = "more") -> date:
        """A day; of a moment its day. `better` is fixed for a day that nobody's work moves (a limit)."""
        known = self.known(name)
        if isinstance(known.value, datetime):
            return known.value.date()
        return known.value if isinstance(known.value, date) else self._no_day(name, known, better)

    def word(self, name: str) -> str | None:
        """The chosen option; None (readers that allow it) when none is chosen yet."""
        value = self.known(name).value
        return value if isinstance(value, str) else self._no_word(name)

    def share(self, ratio: str, numerator: str, denominator: str, better: Better = "more") -> Decimal:
        """A percentage: of the figure `ratio`, or of two numbers. Raises NothingToDivideBy where the denominator is 0."""
        if ratio:
            known = self.known(ratio)
            if known.denominator is not None and not known.denominator:
                raise NothingToDivideBy
            if known.denominator and known.numerator is not None:
                return known.numerator * HUNDRED / known.denominator  # the figure's own value is rounded: 99,996 would reach 100
            return known.value if isinstance(known.value, Decimal) else self._no_number(ratio, known, better)
        if self.known(denominator).value == NOTHING:
            raise NothingToDivideBy
        below, above = together(lambda: self.number(denominator, "fixed"), lambda: self.number(numerator, better))
        return above * HUNDRED / below

    def fraction(self, ratio: str, numerator: str, denominator: str) -> str:
        """The share just read as it was counted, “ (59/60)”; empty where that is not known."""
        used = self.used
        above, below = (used[ratio].numerator, used[ratio].denominator) if ratio else (used[numerator].value, used[denominator].value)
        return f" ({plain(above)}/{plain(below)})" if isinstance(above, Decimal) and isinstance(below, Decimal) else ""

    def _no_number(self, name: str, known: Known, better: Better) -> Decimal:
        raise Unknown({name: known.reason})

    def _no_answer(self, name: str, known: Known, better: Better) -> bool:
        raise Unknown({name: known.reason})

    def _no_day(self, name: str, known: Known, better: Better) -> date:
        raise Unknown({name: known.reason})

    def _no_word(self, name: str) -> str | None:
        raise Unknown({name: self.used[name].reason})


class Sofar(Strictly):
    """What is done counts, what nobody has said yet counts as not done; what is unknown by nature stays unknown."""

    __slots__ = ()

    def _no_number(self, name: str, known: Known, better: Better) -> Decimal:
        return NOTHING if better == "more" else super()._no_number(name, known, better)

    def _no_answer(self, name: str, known: Known, better: Better) -> bool:
        return False if better == "more" else super()._no_answer(name, known, better)

    def _no_day(self, name: str, known: Known, better: Better) -> date:
        return date.max if better == "more" else super()._no_day(name, known, better)

    def _no_word(self, name: str) -> str | None:
        return None


class AtBest(Strictly):
    """What can still be done is done, as of today; what has happened (a late day, a violation, a published number) stays."""

    __slots__ = ()

    def number(self, name: str, better: Better = "more") -> Decimal:
        known = self.known(name)
        if better == "more":
            return WITHOUT_END if known.ceiling is None else known.ceiling
        return super().number(name, better)

    def yes(self, name: str, better: Better = "more") -> bool:
        if better != "more":
            return super().yes(name, better)
        self.known(name)
        return True

    def word(self, name: str) -> str | None:
        self.known(name)
        return None

    def share(self, ratio: str, numerator: str, denominator: str, better: Better = "more") -> Decimal:
        if better == "fixed":
            return super().share(ratio, numerator, denominator, better)
        known = self.known(ratio or numerator)
        if ratio and known.ceiling is not None:
            return known.ceiling
        below = self.known(denominator).value if not ratio else None
        if known.ceiling is not None and isinstance(below, Decimal) and below:
            return known.ceiling * HUNDRED / below
        return HUNDRED if better == "more" else NOTHING

    def fraction(self, ratio: str, numerator: str, denominator: str) -> str:
        return ""

    def _no_number(self, name: str, known: Known, better: Better) -> Decimal:
        return NOTHING if better == "less" else super()._no_number(name, known, better)

    def _no_answer(self, name: str, known: Known, better: Better) -> bool:
        return False

    def _no_day(self, name: str, known: Known, better: Better) -> date:
        return self.facts.as_of.date() if better == "more" else super()._no_day(name, known, better)
