"""Working time inside a query is the working time of the calendar engine."""

import random
from datetime import datetime, timedelta
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pytest
from tests.flow.indicators.lakes import lake, slots

from minhchung.flow.indicators import NotKnown, Options, idle_procedures, parse_window, processing_times, with_worked
from minhchung.worktime import vietnam
from minhchung.worktime.columns import SlotTable

JUNE = parse_window("2026-06")
AS_OF = datetime(2026, 7, 3, 9)


def test_a_join_with_the_slot_table_gives_the_seconds_of_the_engine() -> None:
    dice = random.Random(7)  # noqa: S311 - sample data
    starts = [datetime(2025, 12, 20) + timedelta(seconds=dice.randrange(400 * 86_400)) for _ in range(2_000)]
    ends = [start + timedelta(seconds=dice.randrange(-86_400, 40 * 86_400)) for start in starts]
    table = pa.table({"n": range(2_000), "a": pa.array(starts, pa.timestamp("s")), "b": pa.array(ends, pa.timestamp("s"))})
    found = with_worked(ibis.memtable(table), slots(), "spent", "a", "b").order_by("n").to_pyarrow()
    expected = SlotTable(vietnam()).worked(np.array(starts, "datetime64[s]"), np.array(ends, "datetime64[s]"))
    assert found["spent"].to_pylist() == expected.astype(int).tolist()
    assert found.column_names == ["n", "a", "b", "spent"]


def test_what_is_empty_or_outside_the_calendar_is_unknown() -> None:
    moments = [datetime(1999, 1, 4, 9), None, datetime(2099, 1, 4, 9)]
    column = pa.array(moments, pa.timestamp("s"))
    found = with_worked(ibis.memtable(pa.table({"a": column, "b": column})), slots(), "spent", "a", "b").to_pyarrow()
    assert found["spent"].to_pylist() == [None, None, None]


def test_median_and_p90_are_in_working_hours_less_the_waiting_for_the_applicant() -> None:
    made: list[dict[str, Any]] = [
        {"unit": "A", "status": "finished", "received_at": at(8, 8), "finished_at": at(8, 10)},  # 2 h
        {"unit": "A", "status": "finished", "received_at": at(8, 8), "finished_at": at(9, 8)},  # 8 h
        {"unit": "A", "status": "finished", "received_at": at(5, 16), "finished_at": at(8, 8, 30)},  # over a weekend: 2 h
        {"unit": "A", "status": "withdrawn", "received_at": at(8, 8), "finished_at": at(30, 8)},  # was not worked to an end
        {"unit": "B", "status": "finished", "received_at": at(8, 8), "finished_at": at(10, 8)}
        | {"supplement_asked_at": at(8, 10), "supplement_given_at": at(10, 7, 30)},  # 16 h less 13.5
    ]
    found = processing_times(lake(made), JUNE, AS_OF, ("unit",), options=Options(slots=slots())).to_pylist()
    hours = [2.0, 8.0, 2.0]
    assert found[0] == {
        "unit": "A",
        "dossiers": 3,
        "mean_hours": 4.0,
        "median_hours": 2.0,
        "p90_hours": pytest.approx(np.quantile(hours, 0.9)),
    }
    assert found[1]["median_hours"] == pytest.approx(2.5)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 6, day, hour, minute)


def test_without_a_calendar_or_an_end_nothing_is_said() -> None:
    with pytest.raises(NotKnown, match="lịch làm việc"):
        processing_times(lake([]), JUNE, AS_OF)
    with pytest.raises(NotKnown, match="ngày kết thúc"):
        processing_times(lake([], absent=["finished_at", "delivered_at"]), JUNE, AS_OF, options=Options(slots=slots()))
    with pytest.raises(NotKnown, match="chưa bắt đầu"):
        processing_times(lake([]), parse_window("2026-09"), AS_OF, options=Options(slots=slots()))
    assert processing_times(lake([]), JUNE, AS_OF, options=Options(slots=slots())).to_pylist() == [
        {"dossiers": 0, "mean_hours": None, "median_hours": None, "p90_hours": None}
    ]


def test_procedures_for_full_online_service_without_a_dossier_are_named() -> None:
    made = [
        {"procedure_code": "1.001", "procedure": "Khai sinh", "level": "full", "received_at": at(8, 8)},
        {"procedure_code": "1.002", "procedure": "Kết hôn", "level": "full", "received_at": datetime(2026, 3, 2, 8)},
        {"procedure_code": "1.003", "procedure": "Đất đai", "level": "partial", "received_at": datetime(2026, 3, 2, 8)},
    ]
    assert idle_procedures(lake(made), JUNE, AS_OF).to_pylist() == [{"procedure_code": "1.002", "procedure": "Kết hôn"}]
    catalogue = pa.table({"procedure_code": ["1.001", "1.009"], "procedure": ["Khai sinh", "Khai tử"], "level": ["full", "full"]})
    assert idle_procedures(lake(made), JUNE, AS_OF, catalogue)["procedure_code"].to_pylist() == ["1.009"]
    with pytest.raises(NotKnown, match="mức độ trực tuyến"):
        idle_procedures(lake(made, absent=["level"]), JUNE, AS_OF)
