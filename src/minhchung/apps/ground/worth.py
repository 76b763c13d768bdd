"""What a record is worth in points: an app above (the criteria) says so here, so that no import goes upward."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from minhchung.apps.ground.refs import Ref


@dataclass(frozen=True)
class Proves:
    """A criterion that a record leads to. `points`: all it can bring; `held`: those held up today by unfinished work or missing proof, None
    while nobody can say (a figure or a survey is missing).

    `beside`: bonus or penalty, whose points stand beside the scale and are in no sum.
    """

    code: str
    title: str
    url: str
    points: Decimal
    held: Decimal | None
    beside: bool = False

    @property
    def counts(self) -> bool:
        """Whether a sum of points takes it in."""
        return self.held is not None and not self.beside


@dataclass(frozen=True)
class Worth:
    """The criteria a record leads to, each once, in the order of their codes."""

    proves: tuple[Proves, ...]

    @property
    def held(self) -> Decimal | None:
        """Points held up while the record is unfinished or wrong; None while nobody can say of any of its criteria."""
        return held_by([self]) if any(each.counts for each in self.proves) else None


WorthOf = Callable[[str, Collection[Ref]], Mapping[Ref, Worth]]
_sources: list[WorthOf] = []


def register(source: WorthOf) -> None:
    """`source(commune, records)` gives the worth of those that have one, in as many queries for a thousand as for one."""
    _sources.append(source)


def worth_of(commune: str, records: Collection[Ref]) -> dict[Ref, Worth]:
    """The worth of the records that have one; the others are absent: not worth nothing, but not known.

    A figure is asked for as ("figure", its name): it leads to the criteria that are scored from it.
    """
    found: dict[Ref, Worth] = {}
    for source in _sources if records else ():
        found.update(source(commune, records))
    return found


def leaves_of(worths: Iterable[Worth | None]) -> list[Proves]:
    """The criteria that several records lead to, each once."""
    return list({each.url: each for worth in worths if worth for each in worth.proves}.values())


def held_by(worths: Iterable[Worth | None]) -> Decimal:
    """Points held up by several records, as far as they are known: a criterion that more than one leads to counts once."""
    return sum((each.held for each in leaves_of(worths) if each.held is not None and not each.beside), Decimal(0))
