"""The one scan: every different count for every group, told in two steps so that what was counted apart can be put together.

`tallied` counts the dossiers of a source; `added` puts tallies of different dossiers together, for a count is a sum; `finished` makes of a
tally what was asked for. All are portable expressions: they compile to DuckDB, PostgreSQL and Spark.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import ibis
import ibis.expr.types as ir

from minhchung.flow.columns import DOSSIERS
from minhchung.flow.indicators.conditions import condition
from minhchung.flow.indicators.counting import Count, Holds, somewhere
from minhchung.flow.indicators.definitions import OnTime, on_time
from minhchung.flow.indicators.frame import Frame, Scope
from minhchung.flow.indicators.prepare import prepared
from minhchung.flow.indicators.source import Source

TITLES = {column.name: column.title for column in DOSSIERS}
GROUPINGS = {
    "unit": "Đơn vị giải quyết",
    "receiving_unit": "Đơn vị tiếp nhận",
    "field": "Lĩnh vực",
    "procedure": "Thủ tục",
    "officer": "Cán bộ đang xử lý",
    "receiver": "Người tiếp nhận",
    "channel": "Kênh nộp",
    "level": "Mức độ trực tuyến",
    "status": "Trạng thái",
    "month": "Tháng tiếp nhận",
}
APART = "procedure_key"
"""A further key of a tally, where different procedures are counted and the groups do not tell them apart already."""
Named = Mapping[Count, str]
"""Each different count → the name of its column (`counting.named`)."""


class GroupingError(ValueError):
    """Figures cannot be divided in the way that was asked; the message says what can be chosen."""


def tallied(source: Source, counts: Named, where: Scope, by: Sequence[str]) -> ir.Table:
    """Dossiers for which each count holds, per `by_<name>` of each grouping, mark of the source and, where needed, APART.

    A group in which nothing counts has no row: the procedures of other years would stand there with nothing but zeros. Columns: the keys,
    those of the counts, `procedure_title` when grouped by procedure. Raises GroupingError.
    """
    rules = rules_of(counts, where)
    keyed = grouped_by(source, prepared(source, rules.values(), where), by)
    keys = [*source.marks, *keys_of(counts, by)]
    if keys and counts:
        anywhere = somewhere(counts, _conditions(keyed, rules, where))
        keyed = keyed.filter(ibis.or_(*anywhere)) if anywhere else keyed
    told, holds = _told(keyed, counts, _conditions(keyed, rules, where), [*dict.fromkeys([*keys, APART]), *_titles(keyed, by)])
    metrics = {name: told.count(where=count.of_dossier(holds)) for count, name in counts.items()}
    metrics |= {name: told[name].max() for name in told.columns if name in _titled(by)}
    metrics = metrics or {"none": told.count()}
    return told.group_by(keys).aggregate(**metrics) if keys else told.aggregate(**metrics)


def finished(tally: ir.Table, counts: Named, by: Sequence[str]) -> ir.Table:
    """The groups as they were asked for: different procedures counted, the keys under their own names."""
    keys, several = [f"by_{name}" for name in by], {name for count, name in counts.items() if count.distinct}
    if APART in tally.columns:
        there = tally[APART].notnull()
        told = {name: tally.count(where=there & (tally[name] > 0)) if name in several else tally[name].sum().cast("int64").fill_null(0)
                for name in counts.values()}  # fmt: skip
        found = tally.group_by(keys).aggregate(**told) if keys else tally.aggregate(**told)
    else:  # a group has one procedure, or none of a known name
        one = {name: ibis.cases((tally.by_procedure.notnull(), ibis.least(tally[name], 1)), else_=0).cast("int64") for name in several}
        found = tally.mutate(**one)
    return found.rename({name: f"by_{name}" for name in by})


def rules_of(counts: Named, where: Scope) -> dict[str, OnTime]:
    """The on-time definitions that the counts name. Raises DefinitionError."""
    return {name: on_time(name, where.window.last) for name in dict.fromkeys(count.rule for count in counts)}


def keys_of(counts: Named, by: Sequence[str]) -> list[str]:
    """The keys of a tally, without the marks of its source."""
    apart = any(count.distinct for count in counts) and "procedure" not in by
    return [*(f"by_{name}" for name in by), *([APART] if apart else [])]


def grouped_by(source: Source, table: ir.Table, by: Sequence[str]) -> ir.Table:
    """The table with the keys that figures are grouped and procedures are told apart by."""
    key = ibis.coalesce(table.procedure_code, table.procedure)
    return table.mutate(**{APART: key}, **{f"by_{name}": _key(source, table, name) for name in by})


def _key(source: Source, table: ir.Table, name: str) -> ir.Value:
    if name not in GROUPINGS:
        raise GroupingError(f"Không chia được theo “{name}”: chọn {', '.join(GROUPINGS)}.")
    needed = {"month": ("received_at",), "procedure": ("procedure_code", "procedure")}.get(name, (name,))
    if not source.columns & set(needed):
        raise GroupingError(f"Kho hồ sơ không có cột “{TITLES[needed[0]]}” nên không chia theo {name} được: nhập tệp xuất có cột ấy.")
    if name == "month":
        return table.received_at.truncate("M").date()
    return ibis.coalesce(table.procedure_code, table.procedure) if name == "procedure" else table[name]


def _titled(by: Sequence[str]) -> list[str]:
    return ["procedure_title"] if "procedure" in by else []


def _titles(table: ir.Table, by: Sequence[str]) -> list[ir.Value]:
    return [table.procedure.name(name) for name in _titled(by)]


def _conditions(table: ir.Table, rules: Mapping[str, OnTime], where: Scope) -> Holds:
    frames = {name: Frame(table, rule, where) for name, rule in rules.items()}
    return lambda rule, name: condition(name).build(frames[rule])


def _told(keyed: ir.Table, counts: Iterable[Count], holds: Holds, kept: Sequence[str | ir.Value]) -> tuple[ir.Table, Holds]:
    """Per dossier every condition that is counted by, each worked out once, and how to find one again."""
    named: dict[Any, tuple[str, ir.BooleanValue]] = {}
    places: dict[tuple[str, str], str] = {}
    for count in counts:
        for name in (*count.of, *count.within):
            built = holds(count.rule, name)
            places[count.rule, name] = named.setdefault(built.op(), (f"m{len(named)}", built))[0]
    told = keyed.select(*kept, **dict(named.values()))
    return told, lambda rule, name: told[places[rule, name]]
