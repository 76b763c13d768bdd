"""What apps above know of a procedure: they tell it from their subjects.py, and the page of the procedure shows it beside the rest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from minhchung.apps.organisations.models import Person
from minhchung.apps.procedures.models import Procedure


@dataclass(frozen=True)
class Line:
    """Words that lead somewhere, with a number or a word behind them; `late` marks a number nobody wants to see."""

    words: str
    url: str
    value: str = ""
    late: bool = False


@dataclass(frozen=True)
class Told:
    """What one app tells under its heading; `empty` says why there are no lines."""

    heading: str
    lines: Sequence[Line]
    empty: str = ""


Telling = Callable[[Person, Procedure, datetime], Told | None]
_telling: list[Telling] = []


def register(telling: Telling) -> None:
    """Registers what an app tells: None where it has nothing, or nothing this person may see. A few queries at most."""
    _telling.append(telling)


def told_of(person: Person, procedure: Procedure, *, now: datetime) -> list[Told]:
    """What the apps tell of a procedure, in their order."""
    found = [telling(person, procedure, now) for telling in _telling]
    return [each for each in found if each is not None]
