"""The dossiers seen through one window and one on-time definition: who belongs to the period, who has ended, who waits, who is late.

Each property is one boolean (or moment) column expression. Booleans are never NULL except `late`, which is NULL where it cannot be known.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

import ibis
import ibis.expr.types as ir

from minhchung.flow.columns import GIVEN_BACK, Status
from minhchung.flow.indicators.definitions import OnTime
from minhchung.flow.indicators.windows import Window
from minhchung.flow.indicators.worked import HOUR, Slots

DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question is about. `at`: the instant that states are told for. `soon_until`: open and due by then is about to be overdue."""

    window: Window
    at: datetime
    soon_until: datetime
    day_only: frozenset[str] = frozenset()
    slots: Slots | None = None


def known(condition: ir.BooleanValue) -> ir.BooleanValue:
    """The condition with NULL read as false."""
    return condition.fill_null(False)


def among(column: ir.Column, values: Iterable[str]) -> ir.BooleanValue:
    """Whether a choice is one of the values; false when it is empty."""
    wanted = [str(value) for value in values]
    return known(column.isin(wanted)) if wanted else ibis.literal(False)


# What is worked out once per row, in the order in which one needs the other: each stage is a subquery of its own (`prepare.py`), so that
# an indicator names a column instead of repeating the expression behind it.
STAGES = (
    ("given_back", "taken", "ended", "undated"),
    ("received", "carried", "awaiting"),
    ("handled", "paused"),
    ("resolved", "open", "late", "early"),
    ("soon",),
)


def per_row(build: Callable[["Frame"], ir.BooleanValue]) -> "cached_property[ir.BooleanValue]":
    """A property of a frame that names its column once its stage has been worked out, and is the expression before that."""

    def read(frame: "Frame") -> ir.BooleanValue:
        column = f"{build.__name__}_{frame.rule.name}"
        return frame.table[column] if column in frame.table.columns else build(frame)

    read.__doc__ = build.__doc__
    return cached_property(read)


class Frame:
    """Columns of the prepared table (`prepare.py`) under one definition."""

    def __init__(self, table: ir.Table, rule: OnTime, scope: Scope) -> None:
        self.table, self.rule, self.scope = table, rule, scope
        self.at = ibis.literal(scope.at)

    def _before(self, column: str, moment: datetime) -> ir.BooleanValue:
        return known(self.table[column] < ibis.literal(moment))

    def in_window(self, column: ir.Column) -> ir.BooleanValue:
        window = self.scope.window
        return known((column >= ibis.literal(window.starts)) & (column < ibis.literal(window.ends)) & (column <= self.at))

    @cached_property
    def ended_at(self) -> ir.Column:
        """When the dossier ended under this definition, NULL when it has not or nobody knows."""
        return self.table[f"ended_at_{self.rule.name}"]

    @per_row
    def given_back(self) -> ir.BooleanValue:
        """Withdrawn or terminated, whenever."""
        return among(self.table.status, GIVEN_BACK)

    @per_row
    def taken(self) -> ir.BooleanValue:
        """Received, as opposed to only registered or refused."""
        outside = (Status.REGISTERED,) if self.rule.refused else (Status.REGISTERED, Status.REFUSED)
        return ~among(self.table.status, outside)

    @per_row
    def ended(self) -> ir.BooleanValue:
        """Ended by the instant that states are told for."""
        return known(self.ended_at <= self.at)

    @per_row
    def undated(self) -> ir.BooleanValue:
        """In a state that has an end, without a moment of it: it can be placed in no column of a form."""
        return self.ended_at.isnull() & among(self.table.status, self.rule.done)

    @per_row
    def received(self) -> ir.BooleanValue:
        """Received inside the window."""
        return self.taken & self.in_window(self.table.received_at)

    @per_row
    def carried(self) -> ir.BooleanValue:
        """Received before the window and not ended before it."""
        start = self.scope.window.starts
        gone = known(self.ended_at < ibis.literal(start))
        return self.taken & self._before("received_at", start) & ~gone & ~self.undated

    @per_row
    def handled(self) -> ir.BooleanValue:
        """All that the period has to do with: received inside it or carried over (column 3 of form II.06a)."""
        return self.received | self.carried

    @per_row
    def resolved(self) -> ir.BooleanValue:
        """Ended inside the window."""
        return self.handled & self.ended

    @per_row
    def open(self) -> ir.BooleanValue:
        """Belongs to the period and had not ended."""
        return self.handled & ~self.ended & ~self.undated

    @per_row
    def awaiting(self) -> ir.BooleanValue:
        """Not ended, and the applicant had been asked for a supplement that had not come."""
        asked, given = self.table.asked, self.table.given
        came = known((given >= asked) & (given <= self.at))
        later = known((asked <= self.at) & (given > self.at))
        waiting = among(self.table.status, (Status.SUPPLEMENT,)) & ~known(asked > self.at) & ~came
        return ~self.ended & (later | waiting)

    @per_row
    def paused(self) -> ir.BooleanValue:
        """Not ended, and in a state that is never counted as overdue in progress."""
        never = among(self.table.status, (state for state in self.rule.never_late if state != Status.SUPPLEMENT))
        waiting = self.awaiting if Status.SUPPLEMENT in self.rule.never_late else ibis.literal(False)
        return ~self.ended & (never | waiting)

    @cached_property
    def by_day(self) -> bool:
        """Whether moments must be compared as days because the lake has only days in one of them."""
        return bool({"due_at", *self.rule.ends} & self.scope.day_only)

    def compared(self, moment: ir.Column, due: ir.Column, *, early: bool = False) -> ir.BooleanValue:
        """Whether a moment is after (or with `early` before) the due date, by days or by moments as the definition says."""

        def side(left: ir.Value, right: ir.Value) -> ir.BooleanValue:
            return left < right if early else left > right

        days, moments = side(moment.date(), due.date()), side(moment, due)
        if self.rule.compare == "day" or self.by_day:
            return days
        if self.rule.compare == "moment":
            return moments
        return ibis.cases((among(self.table.limit_unit, ("wh",)), moments), else_=days)

    @per_row
    def late(self) -> ir.BooleanValue:
        """Late: ended after the due date, or open past it. NULL where it cannot be known."""
        if self.rule.supplement == "portal":
            return self._late_on_the_portal
        ended = self.compared(self.ended_at, self.table.due_at)
        if self.rule.given_back == "on-time":
            ended = ibis.cases((self.given_back, ibis.literal(False)), else_=ended)
        still = self.compared(self.at, self.table.due_at)
        by_due = ibis.cases((self.ended, ended), (self.paused, ibis.literal(False)), else_=still)
        without = ibis.literal(False) if self.rule.no_due == "on-time" else ibis.null("boolean")
        return ibis.cases((self.undated, ibis.null("boolean")), (self.table.due_at.isnull(), without), else_=by_due)

    @per_row
    def early(self) -> ir.BooleanValue:
        """Ended before the due date (false where the definition does not tell early from on time)."""
        if not self.rule.early:
            return ibis.literal(False)
        sooner = known(self.compared(self.ended_at, self.table.due_at, early=True))
        return sooner & ~self.given_back if self.rule.given_back == "on-time" else sooner

    @cached_property
    def _late_on_the_portal(self) -> ir.BooleanValue:
        """The portal's five clauses (see law/indicators/on-time.toml, portal-766)."""
        reached, due = self.table[f"reached_{self.rule.name}"], self.table.due_at
        again = self.awaiting & known(self.table.asks > 1)
        return ibis.cases(
            (self.undated, ibis.null("boolean")),
            (again, ibis.literal(True)),
            (due.notnull(), self.compared(reached, due)),
            else_=self._over_limit if self.rule.no_due == "limit" else ibis.null("boolean"),
        )

    @cached_property
    def _over_limit(self) -> ir.BooleanValue:
        """Clause 5: without a due date the time taken is held against the procedure's time limit. NULL without one."""
        table, reached = self.table, self.table[f"reached_{self.rule.name}"]
        begin, amount = table[f"begin_{self.rule.name}"], table.limit_amount
        elapsed = reached.epoch_seconds() - begin.epoch_seconds()
        months = (reached.year() * 12 + reached.month()) - (table.received_at.year() * 12 + table.received_at.month())
        over_months = (months > amount) | ((months == amount) & (reached.day() > table.received_at.day()))
        cases = [(table.limit_unit == "d", elapsed >= amount * DAY), (table.limit_unit == "m", over_months)]
        if self.scope.slots is not None:
            worked = table[f"worked_{self.rule.name}"]
            cases += [
                (table.limit_unit == "wd", worked > amount * (self.scope.slots.day_minutes * 60)),
                (table.limit_unit == "wh", worked > amount * HOUR),
            ]
        return ibis.cases(*cases, else_=ibis.null("boolean"))

    @per_row
    def soon(self) -> ir.BooleanValue:
        """Open, not paused, not yet late, and due by `soon_until`."""
        until = self.scope.soon_until
        if self.by_day or self.rule.compare == "day":
            until = datetime.combine(until.date(), datetime.max.time().replace(microsecond=0))
        due = known(self.table.due_at <= ibis.literal(until))
        return self.open & ~self.paused & due & ~known(self.late)


def soon_until(at: datetime, hours: int) -> datetime:
    """The usual moment for `Scope.soon_until`: so many hours after the instant that states are told for."""
    return at + timedelta(hours=hours)
