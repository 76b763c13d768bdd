"""The table that every condition stands on: the dossiers, with what the chosen on-time definitions need worked out once per row."""

from collections.abc import Iterable

import ibis
import ibis.expr.types as ir

from minhchung.flow.columns import GIVEN_BACK, Status
from minhchung.flow.indicators.definitions import OnTime
from minhchung.flow.indicators.frame import STAGES, Frame, Scope, among, known
from minhchung.flow.indicators.source import Source
from minhchung.flow.indicators.worked import with_worked

ibis.options.sql.fuse_selects = False
"""Each stage stays a subquery of its own. Where Ibis looks for stages to merge, compiling takes twice as long and the query as long."""


def prepared(source: Source, rules: Iterable[OnTime], scope: Scope) -> ir.Table:
    """The dossiers with `asked`, `given`, `asks`, `waited` (seconds), and per definition `ended_at_<name>` and the columns of STAGES.

    For the portal's definition also `reached_<name>` (the moment that is held against the due date), `begin_<name>` and, with slots,
    `worked_<name>`.
    """
    table, chosen = _with_supplements(source, scope), tuple(rules)
    table = table.mutate(**{f"ended_at_{rule.name}": ended_at(table, rule) for rule in chosen})
    for names in STAGES:
        frames = [(rule, Frame(table, rule, scope)) for rule in chosen]
        table = table.mutate(**{f"{name}_{rule.name}": getattr(frame, name) for rule, frame in frames for name in names})
        if "awaiting" in names:
            for rule in chosen:
                table = _with_portal(table, rule, scope) if rule.supplement == "portal" else table
    return table


def ended_at(table: ir.Table, rule: OnTime) -> ir.Column:
    """The first known of the definition's moments; one that was given back may have any of the three."""
    ends = ibis.coalesce(*(table[name] for name in rule.ends))
    back = among(table.status, (*GIVEN_BACK, Status.REFUSED) if rule.refused else GIVEN_BACK)
    return ibis.cases((back, ibis.coalesce(ends, table.finished_at, table.delivered_at, table.refused_at)), else_=ends)


def _with_supplements(source: Source, scope: Scope) -> ir.Table:
    table, at = source.whole, ibis.literal(scope.at)
    if source.supplements is None:
        asked, given, asks, waited = table.supplement_asked_at, table.supplement_given_at, table.supplement_count, ibis.null("int64")
    else:
        said = _per_dossier(source.supplements, at)
        table = table.left_join(said, "code").drop("code_right")
        asked = ibis.coalesce(table.supplement_asked_at, table.last_asked)
        given = ibis.coalesce(table.supplement_given_at, ibis.cases((table.open_asks == 0, table.last_given)))
        asks, waited = ibis.coalesce(table.table_asks.cast("int32"), table.supplement_count), table.table_waited
    # The count is as of the export: a request made after the instant that is asked about had not been made then.
    made = ibis.coalesce(asks, ibis.cases((asked.notnull(), 1), else_=0)) - ibis.cases((known(asked > at), 1), else_=0)
    last = ibis.cases((known((given >= asked) & (given <= at)), (given.epoch_seconds() - asked.epoch_seconds()).cast("int64")), else_=0)
    return table.mutate(asked=asked, given=given, asks=made, waited=ibis.coalesce(waited, last))


def _per_dossier(supplements: ir.Table, at: ir.Value) -> ir.Table:
    made = supplements.filter(supplements.asked_at <= at)
    back = known((made.given_at >= made.asked_at) & (made.given_at <= at))
    span = (made.given_at.epoch_seconds() - made.asked_at.epoch_seconds()).cast("int64")
    return made.group_by("code").aggregate(
        table_asks=made.count(),
        open_asks=made.count(where=~back),
        table_waited=ibis.cases((back, span), else_=0).sum(),
        last_asked=made.asked_at.max(),
        last_given=made.given_at.max(),
    )


def _with_portal(table: ir.Table, rule: OnTime, scope: Scope) -> ir.Table:
    frame = Frame(table, rule, scope)
    reached = ibis.cases(
        (frame.ended & (table.waited > 0), frame.ended_at - table.waited.as_interval("s")),
        (frame.ended, frame.ended_at),
        (frame.awaiting & table.asked.notnull(), table.asked),
        # Clause 5 subtracts the waiting of an unfinished dossier too; clause 4, which needs a due date, that of a finished one only.
        (table.due_at.isnull() & ~frame.awaiting & (table.waited > 0), frame.at - table.waited.as_interval("s")),
        else_=frame.at,
    )
    next_day = table.received_at.truncate("D") + ibis.interval(days=1)
    begin = ibis.cases((among(table.limit_unit, ("wh",)), table.received_at), else_=next_day)
    found = table.mutate(**{f"reached_{rule.name}": reached, f"begin_{rule.name}": begin})
    if scope.slots is None:
        return found
    # Only clause 5 asks for working time: for the other dossiers there is nothing to look up in the calendar.
    asked = table.due_at.isnull() & among(table.limit_unit, ("wd", "wh"))
    moments = {f"{side}_for_limit": ibis.cases((asked, found[f"{side}_{rule.name}"])) for side in ("begin", "reached")}
    timed = with_worked(found.mutate(**moments), scope.slots, f"worked_{rule.name}", *moments)
    return timed.drop(*moments)
