"""Figures out of the lake: any number of indicators in one scan, and the dossiers behind each of them.

`wide` is the one aggregate expression (portable: it compiles to DuckDB, PostgreSQL and Spark); `compute` runs it and lays it out long, with
the definition used and the reason beside each figure; `rows` gives the dossiers that a numerator and a denominator counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from minhchung.flow.indicators.conditions import CONDITIONS, all_of
from minhchung.flow.indicators.counting import Needed, named
from minhchung.flow.indicators.definitions import Indicator, Measure, OnTime, on_time, soon_hours
from minhchung.flow.indicators.frame import Frame, Scope, soon_until
from minhchung.flow.indicators.kept import refreshed
from minhchung.flow.indicators.prepare import prepared
from minhchung.flow.indicators.scan import TITLES, finished, grouped_by, tallied
from minhchung.flow.indicators.source import Source
from minhchung.flow.indicators.windows import Window
from minhchung.flow.indicators.worked import Slots

NOT_BEGUN = "kỳ chưa bắt đầu vào lúc có số liệu"
NO_ROWS = "mẫu số bằng 0: không có hồ sơ nào để chia"


@dataclass(frozen=True, slots=True)
class Options:
    """What a figure depends on beside the window. `on_time`: the name of a definition, None for the recommended one.

    `slots`: the working calendar as a slot table, for the portal's clause on dossiers without a due date. `soon_until`: open dossiers due
    by then are about to be overdue (the caller knows what one working day ahead is); None: the hours of law/indicators/on-time.toml.
    """

    on_time: str | None = None
    slots: Slots | None = None
    soon_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How an indicator stands on a source: the definition used, why it cannot be computed ("" when it can), and what to know beside it."""

    rule: OnTime
    definition: str
    reason: str
    notes: tuple[str, ...]


def standing(source: Source, indicator: Indicator, window: Window, as_of: datetime, *, options: Options | None = None) -> Standing:
    """Which on-time definition an indicator uses, and what the lake lacks for it. Raises DefinitionError for an unknown definition."""
    options = options or Options()
    rule = on_time(indicator.on_time or options.on_time, window.last)
    names = list(dict.fromkeys(name for measure in indicator.measures for name in measure.of))
    lacking = dict.fromkeys(column for name in names for column in CONDITIONS[name].lacking(source.columns, rule))
    reason = indicator.outside
    if not reason and lacking:
        reason = f"kho hồ sơ không có cột {', '.join(f'“{TITLES[column]}”' for column in lacking)}: nhập một tệp xuất có cột ấy"
    if not reason and as_of < window.starts:
        reason = NOT_BEGUN
    timed = indicator.uses_on_time or any(CONDITIONS[name].timed for name in names)
    shifted = "; dữ liệu chỉ có ngày nên so theo ngày" if rule.compare != "day" and source.day_only & {"due_at", *rule.ends} else ""
    return Standing(rule, f"{rule.title}{shifted}" if timed else "", reason, tuple(_notes(source, indicator, rule, window, as_of)))


def _notes(source: Source, indicator: Indicator, rule: OnTime, window: Window, as_of: datetime) -> list[str]:
    said = []
    days = [name for name in ("due_at", *rule.ends) if name in source.day_only]
    judged = any(CONDITIONS[name].timed for measure in indicator.measures for name in measure.of)
    if judged and days and rule.compare != "day":
        said.append(f"{', '.join(f'“{TITLES[name]}”' for name in days)} chỉ có ngày: so theo ngày")
    if indicator.measures and "status" not in source.columns:
        said.append("không có cột “Trạng thái”: coi mọi hồ sơ có ngày tiếp nhận là đã tiếp nhận")
    if (
        judged
        and rule.supplement == "portal"
        and not {"supplement_asked_at", "supplement_count"} & source.columns
        and not source.supplements
    ):
        said.append("không có cột bổ sung: coi như không hồ sơ nào phải bổ sung")
    if judged and rule.no_due == "on-time" and "due_at" in source.columns:
        said.append("hồ sơ không có ngày hẹn trả tính là đúng hạn")
    if source.as_of and source.as_of < min(as_of, window.ends) and judged:
        said.append(f"số liệu mới nhất trong kho là lúc {source.as_of:%H:%M %d/%m/%Y}: việc xong sau đó chưa biết")
    if as_of < window.ends and (judged or indicator.uses_on_time):
        said.append("kỳ chưa hết: tính đến lúc có số liệu")
    return said


def scope(source: Source, window: Window, as_of: datetime, options: Options) -> Scope:
    """The instant that states are told for, and what the source can say about moments."""
    at = window.until(as_of)
    return Scope(window, at, options.soon_until or soon_until(at, soon_hours()), source.day_only, options.slots)


def wide(source: Source, asked: Sequence[Indicator], window: Window, as_of: datetime, by: Sequence[str], *, options: Options) -> ir.Table:
    """The one aggregate: the grouping columns, then one column per different count of the indicators (`counting.named`).

    An indicator that the lake cannot give has no columns, a group in which nothing counts no row. Raises GroupingError.
    """
    counts = named(needed(source, asked, window, as_of, options))
    return finished(tallied(source, counts, scope(source, window, as_of, options), by), counts, by)


def counted(
    source: Source, asked: Sequence[Indicator], window: Window, as_of: datetime, by: Sequence[str], *, options: Options
) -> pa.Table:
    """What `wide` gives, run. Where the source keeps counts, what an earlier night counted is not counted again. Raises GroupingError."""
    counts = named(needed(source, asked, window, as_of, options))
    if source.kept is None or not source.lots or not counts:
        return wide(source, asked, window, as_of, by, options=options).to_pyarrow()
    return refreshed(source, counts, scope(source, window, as_of, options), by)


def needed(source: Source, asked: Sequence[Indicator], window: Window, as_of: datetime, options: Options) -> tuple[Needed, ...]:
    """What has to be counted for each of the indicators: nothing for one that the lake cannot give."""
    stands = (standing(source, item, window, as_of, options=options) for item in asked)
    return tuple(Needed() if stand.reason else Needed.by(item, stand.rule) for item, stand in zip(asked, stands, strict=True))


def compute(
    source: Source, asked: Sequence[Indicator], window: Window, as_of: datetime, by: Sequence[str] = (), *, options: Options | None = None
) -> pa.Table:
    """Every indicator for every group in which anything counts, in one scan.

    Columns: the names of `by` (text; `month` a date; None where the dossier does not say), `procedure_title` when grouped by procedure,
    then `indicator`, `numerator`, `denominator` (None for a count), `undetermined` (dossiers of which nobody can say whether they count),
    `ratio` (percent; None with `reason`), `reason`, `definition` (the on-time definition used, "" when none matters) and `notes`.
    Raises GroupingError, DefinitionError.
    """
    options = options or Options()
    wanted = needed(source, asked, window, as_of, options)
    found = counted(source, asked, window, as_of, by, options=options)
    names, parts = named(wanted), []
    for item, each in zip(asked, wanted, strict=True):
        columns = [names[count] if count else None for count in (each.numerator, each.denominator, each.undetermined)]
        parts.append(_long(found, item, columns, standing(source, item, window, as_of, options=options), by))
    return pa.concat_tables(parts) if parts else _long_schema(found, by).empty_table()


def _long(found: pa.Table, item: Indicator, counts: Sequence[str | None], stand: Standing, by: Sequence[str]) -> pa.Table:
    """The rows of one indicator; `counts` are the columns of its numerator, its denominator and what is undetermined."""
    rows = found.num_rows
    numerator, denominator, undetermined = (_taken(found, name) for name in counts)
    zero = pc.fill_null(pc.equal(denominator, 0), False) if item.denominator else pa.array([False] * rows)
    ratio = pc.if_else(
        zero,
        None,
        pc.multiply(pc.divide(pc.cast(numerator, pa.float64()), pc.if_else(zero, 1.0, pc.cast(denominator, pa.float64()))), 100.0),
    )
    reason = (
        pa.array([stand.reason or None] * rows, pa.string()) if stand.reason else pc.if_else(zero, NO_ROWS, pa.scalar(None, pa.string()))
    )
    columns = {name: found[name] for name in (*by, *(f"{key}_title" for key in by if f"{key}_title" in found.column_names))}
    columns |= {
        "indicator": pa.array([item.name] * rows, pa.string()),
        "numerator": numerator,
        "denominator": denominator,
        "undetermined": undetermined if counts[-1] else pa.array([0 if not stand.reason else None] * rows, pa.int64()),
        "ratio": ratio,
        "reason": reason,
        "definition": pa.array([stand.definition] * rows, pa.string()),
        "notes": pa.array(["; ".join(stand.notes)] * rows, pa.string()),
    }
    return pa.table(columns).cast(_long_schema(found, by))


def _taken(found: pa.Table, name: str | None) -> Any:
    return pc.cast(found[name], pa.int64()) if name else pa.nulls(found.num_rows, pa.int64())


def _long_schema(found: pa.Table, by: Sequence[str]) -> pa.Schema:
    keys = [found.schema.field(name) for name in (*by, *(f"{key}_title" for key in by if f"{key}_title" in found.column_names))]
    counts = [pa.field(name, pa.int64()) for name in ("numerator", "denominator", "undetermined")]
    texts = [pa.field(name, pa.string()) for name in ("reason", "definition", "notes")]
    return pa.schema([*keys, pa.field("indicator", pa.string()), *counts, pa.field("ratio", pa.float64()), *texts])


def rows(
    source: Source,
    item: Indicator,
    window: Window,
    as_of: datetime,
    where: Mapping[str, Any] | None = None,
    *,
    options: Options | None = None,
) -> pa.Table:
    """The dossiers behind one figure: `code`, `in_numerator` (None: nobody can tell), `in_denominator`; in order of code.

    `where` keeps one group (``{"unit": "…"}``, None for dossiers that do not say). For a count both columns say the same.
    An indicator that the lake cannot give has no rows. Raises GroupingError, DefinitionError.
    """
    options = options or Options()
    stand = standing(source, item, window, as_of, options=options)
    kinds = pa.schema([("code", pa.string()), ("in_numerator", pa.bool_()), ("in_denominator", pa.bool_())])
    if stand.reason or item.numerator is None:
        return kinds.empty_table()
    told = scope(source, window, as_of, options)
    wanted = dict(where or {})
    table = grouped_by(source, prepared(source, [stand.rule], told), tuple(wanted))
    for name, value in wanted.items():
        column = table[f"by_{name}"]
        table = table.filter(column.isnull() if value is None else column == _literal(value))
    frame = Frame(table, stand.rule, told)
    return _members(frame, item.numerator, item.denominator).to_pyarrow().cast(kinds)


def _literal(value: Any) -> ir.Value:
    return ibis.date(value) if isinstance(value, date) else ibis.literal(str(value))


def _members(frame: Frame, numerator: Measure, denominator: Measure | None) -> ir.Table:
    upper = all_of(frame, numerator.of)
    lower = upper.isnull() | upper if denominator is None else all_of(frame, denominator.of)
    found = frame.table.select("code", in_numerator=upper, in_denominator=lower)
    kept = found.filter(found.in_denominator.fill_null(False) | found.in_numerator.fill_null(False))
    return kept.order_by("code")
