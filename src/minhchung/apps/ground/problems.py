"""Checks: what a review looks at, when it is wrong, and how to say so (DESIGN 5, Checks).

A check lives with its records, in the `checks.py` of their app. Its condition is a table of named clauses that must all hold: those that a
database can answer in `where`, the others in `holds`. So a list of checks documents itself, and a test can take one clause away at a time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Q
from django.utils import timezone

from minhchung.apps.ground.figures import Scope
from minhchung.apps.ground.refs import Ref

T = TypeVar("T")


class Severity(StrEnum):
    """How bad: points or a legal duty are lost (error), they may be (warning), it could be better (hint)."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def label(self) -> str:
        """As screens say it."""
        return {"error": "Lỗi", "warning": "Cảnh báo", "hint": "Gợi ý"}[self.value]


@dataclass(frozen=True)
class Parameter:
    """A whole number of a check that a commune may change. `citation`: where the usual value is from ("" for our own choice)."""

    label: str
    usual: int
    least: int = 0
    citation: str = ""


@dataclass(frozen=True)
class Problem:
    """One thing found wrong. `message` names thing and cause, `fix` the way out ("" while a check tells it: then the check's own), both in
    Vietnamese; `units` answer for it (none: the ward).

    `part` tells problems of one check on one subject apart ("" when there can be only one): a month, a leaf, a step.
    """

    subject: Ref
    message: str
    fix: str = ""
    units: tuple[int, ...] = ()
    part: str = ""


@dataclass(frozen=True)
class Recorded:
    """What somebody wrote who looked at a problem: when, what was brought up to date, who, with what result (words for people)."""

    at: datetime
    what: str
    who: str
    result: str


@dataclass(frozen=True)
class Remedy:
    """A press beside a problem that begins its mending: its words, where it posts and what; `act`: the right (on the commune)."""

    label: str
    url: str
    fields: Mapping[str, str]
    act: str


@dataclass(frozen=True)
class Look:
    """Whose records are looked at, at which moment, with which values of the check's parameters.

    `kept` is what the checks of one run have read, for those that come after them.
    """

    scope: Scope
    now: datetime
    given: Mapping[str, int] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, read: Callable[[], T]) -> T:
        """What `read` gives, read once in a run. It must not depend on `given`, which is another for each check."""
        if name not in self.kept:
            self.kept[name] = read()
        found: T = self.kept[name]
        return found

    @cached_property
    def today(self) -> date:
        """The day in Viet Nam."""
        return timezone.localtime(self.now).date()


@dataclass(frozen=True)
class Check:
    """One rule. `rows` gives all it looks at (a queryset when there are `where` clauses), `tell` what it says of a row that is wrong.

    `looks_at`: the records in words; `fix`: the way out, where the row itself names none; `citation`: the document that asks for it (""
    when it is good practice only). A check without clauses passes on what an engine finds wrong by itself.

    `figures`: the figures that each thing found keeps from being better, so that it holds up the points scored from them.
    `through`: where the rows are only a part of what was gone through, or no table: the name of the whole and how many records it has.
    `place`: (subject, part) → the address where such a problem is dealt with, where that is not the page of the subject. `recorded`:
    (subject, part) → what people wrote of it there, the newest first. `remedy`: (subject, part) → the press that begins its mending.
    `let_go`: why a subject found before is passed over now although nothing was mended, inside "tự đóng vì …"; "" when it was.
    """

    code: str
    title: str
    severity: Severity
    looks_at: str
    rows: Callable[[Look], Any]
    tell: Callable[[Any, Look], Problem]
    fix: str
    where: Mapping[str, Callable[[Look], Q]] = field(default_factory=dict)
    holds: Mapping[str, Callable[[Any, Look], bool]] = field(default_factory=dict)
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    citation: str = ""
    figures: tuple[str, ...] = ()
    through: Callable[[Look], tuple[str, int]] | None = None
    let_go: Callable[[Ref, Look], str] | None = None
    place: Callable[[Ref, str], str] | None = None
    recorded: Callable[[Ref, str], Sequence[Recorded]] | None = None
    remedy: Callable[[Ref, str], Remedy | None] | None = None

    @property
    def clauses(self) -> tuple[str, ...]:
        """The names of what must all hold."""
        return (*self.where, *self.holds)

    def look(self, scope: Scope, now: datetime, given: Mapping[str, int] | None = None, kept: dict[str, Any] | None = None) -> Look:
        """A look with the usual value of every parameter that is not given."""
        usual = {name: parameter.usual for name, parameter in self.parameters.items()}
        chosen = usual | {name: value for name, value in (given or {}).items() if name in usual}
        return Look(scope, now, chosen, {} if kept is None else kept)

    def wrong(self, look: Look) -> Iterator[Problem]:
        """Everything that is wrong at that look."""
        rows: Iterable[Any] = self.rows(look)
        for clause in self.where.values():
            rows = rows.filter(clause(look))  # type: ignore[attr-defined]
        for row in rows:
            if all(holds(row, look) for holds in self.holds.values()):
                problem = self.tell(row, look)
                yield problem if problem.fix else replace(problem, fix=self.fix)


CHECKS: dict[str, Check] = {}
RETIRED: dict[str, str] = {}
"""Checks that are no more: what became of each, inside "vì …"."""


def register(*checks: Check) -> None:
    """Registers checks under their codes; a code given twice is a programming error."""
    for check in checks:
        if check.code in CHECKS:
            raise ValueError(f"check {check.code!r} is registered twice")
        CHECKS[check.code] = check


def retire(code: str, why: str) -> None:
    """Says what became of a check that is no more: its findings close with these words."""
    RETIRED[code] = why


def problems(
    code: str, scope: Scope, now: datetime, given: Mapping[str, int] | None = None, kept: dict[str, Any] | None = None
) -> list[Problem]:
    """What one check finds. A run hands the same `kept` (empty at first) to all its checks of one scope and moment: they read less."""
    check = CHECKS[code]
    return list(check.wrong(check.look(scope, now, given, kept)))
