"""Examples of checks: for every check one that it finds, and for every clause of its condition one that it spares because of that clause
alone. Each app keeps its own in `check_examples.py`; tests/guards/test_checks.py runs them all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.personas import NOW

Make = Callable[["Ground"], Ref]


@dataclass
class Ground:
    """An empty ward that one example is built in. `exports`: dossiers of one export each, put into the ward's lake by `settle`."""

    commune: Commune
    units: Mapping[str, Unit]
    officer: Person
    exports: list[dict[str, Any]] = field(default_factory=list)

    @property
    def unit(self) -> Unit:
        """The unit of the examples."""
        return self.units["KT"]

    def settle(self) -> None:
        """Puts what lies in `exports` into the lake."""
        if self.exports:
            from tests.dossiers.small_lake import put  # only examples of dossiers need the engine

            for each in self.exports:
                put(self.commune, **{"as_of": NOW.replace(tzinfo=None), **each})


@dataclass(frozen=True)
class Examples:
    """`wrong`: what the check finds; `also`: other ways to be wrong like that. `fine`: clause → what it spares for that clause alone.

    `cases`: where the engine whose findings the check passes on has its own table of cases; such a check has no clauses.
    """

    wrong: Make
    fine: Mapping[str, Make] = field(default_factory=dict)
    cases: str = ""
    also: tuple[Make, ...] = ()
