"""How long dossiers take, in working time: count, mean, median and p90 per group (information only; indicator 2.2 of QĐ 766).

And which procedures eligible for full online service had no dossier.
"""

from collections.abc import Sequence
from datetime import datetime

import ibis
import pyarrow as pa

from minhchung.flow.columns import Level
from minhchung.flow.indicators.compute import NOT_BEGUN, Options, scope
from minhchung.flow.indicators.definitions import on_time
from minhchung.flow.indicators.frame import Frame
from minhchung.flow.indicators.prepare import prepared
from minhchung.flow.indicators.scan import grouped_by
from minhchung.flow.indicators.source import Source
from minhchung.flow.indicators.windows import Window
from minhchung.flow.indicators.worked import HOUR, with_worked

NO_CALENDAR = "chưa đưa lịch làm việc vào: cần bảng giờ làm việc để đếm thời gian xử lý"


class NotKnown(LookupError):
    """The question cannot be answered from this lake; the message says what is missing."""


def processing_times(
    source: Source, window: Window, as_of: datetime, by: Sequence[str] = (), *, options: Options | None = None
) -> pa.Table:
    """Working hours from reception to the end, less the waiting for the last supplement, of the dossiers resolved in the window.

    Columns: the names of `by`, `dossiers` (those with both moments inside the calendar), `mean_hours`, `median_hours`, `p90_hours` (float;
    None in a group without dossiers). `options.slots` is needed. Raises NotKnown, GroupingError.
    """
    options = options or Options()
    rule = on_time(options.on_time, window.last)
    if options.slots is None:
        raise NotKnown(NO_CALENDAR)
    if "received_at" not in source.columns or not source.columns & set(rule.ends):
        raise NotKnown("kho hồ sơ không có ngày tiếp nhận hoặc ngày kết thúc: nhập một tệp xuất có hai cột ấy")
    if as_of < window.starts:
        raise NotKnown(NOT_BEGUN)
    where = scope(source, window, as_of, options)
    table = grouped_by(source, prepared(source, [rule], where), by)
    frame = Frame(table, rule, where)
    done = table.filter(frame.resolved & ~frame.given_back)
    timed = with_worked(done, options.slots, "whole", "received_at", f"ended_at_{rule.name}")
    came = (timed.given >= timed.asked) & (timed.given <= timed[f"ended_at_{rule.name}"])
    timed = with_worked(timed.mutate(wait_end=ibis.cases((came, timed.given))), options.slots, "waiting", "asked", "wait_end")
    spent = timed.mutate(spent=timed.whole - timed.waiting.fill_null(0))
    hours = spent.spent / HOUR
    metrics = {
        "dossiers": spent.spent.count(),
        "mean_hours": hours.mean(),
        "median_hours": hours.median(),
        "p90_hours": hours.quantile(0.9),
    }
    keys = [f"by_{name}" for name in by]
    found = spent.group_by(keys).aggregate(**metrics).order_by(keys) if keys else spent.aggregate(**metrics)
    return found.rename({name: f"by_{name}" for name in by}).to_pyarrow()


def idle_procedures(source: Source, window: Window, as_of: datetime, catalogue: pa.Table | None = None) -> pa.Table:
    """Procedures eligible for full online service that received no dossier in the window: `procedure_code`, `procedure`, in order of code.

    `catalogue` (columns `procedure_code`, `procedure`, `level`) gives the procedures of the ward. Without it only those that ever had a
    dossier in the lake can be named. Raises NotKnown.
    """
    needed = {"procedure_code", "received_at"} | (set() if catalogue is not None else {"level"})
    if not needed <= source.columns:
        raise NotKnown("kho hồ sơ không có mã thủ tục, ngày tiếp nhận hoặc mức độ trực tuyến: nhập một tệp xuất có các cột ấy")
    rule = on_time(None, window.last)
    table = prepared(source, [rule], scope(source, window, as_of, Options()))
    frame = Frame(table, rule, scope(source, window, as_of, Options()))
    used = table.filter(frame.received & table.procedure_code.notnull()).select("procedure_code").distinct()
    offered = ibis.memtable(catalogue.select(["procedure_code", "procedure", "level"])) if catalogue is not None else table
    full = offered.filter((offered.level == str(Level.FULL)) & offered.procedure_code.notnull())
    named = full.group_by("procedure_code").aggregate(procedure=full.procedure.max())
    return named.anti_join(used, "procedure_code").order_by("procedure_code").to_pyarrow()
