"""The backlog: late dossiers by cause, band, officer and proposal; what the record hints at; system faults with their minutes."""

import tomllib
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from minhchung.flow.backlog import Backlog, BacklogChecklist, Card, CardError, backlog, backlog_checklist, touched_by_faults
from minhchung.flow.backlog.faults import faults_of, lost_minutes
from minhchung.flow.inputs import InputError, Tables
from minhchung.flow.slots import WorkingTime
from tests.flow.small_ward import slots, table

moment = datetime.fromisoformat
NOW = moment("2026-03-10 08:30")  # a Tuesday; office hours 07:30-12:00 and 13:30-17:00


def late(code: str = "A", due: str = "2026-03-05 17:00", **more: Any) -> dict[str, Any]:
    base = {"code": code, "status": "processing", "unit": "Phòng KT", "officer": "Toàn", "received_at": moment("2026-02-25 08:00")}
    return base | {"due_at": moment(due)} | more


def found(*dossiers: dict[str, Any], steps: Any = (), supplements: Any = (), **more: Any) -> Backlog:
    tables = Tables(
        table("dossiers", list(dossiers)),
        table("steps", list(steps)) if steps else None,
        table("supplements", list(supplements)) if supplements else None,
    )
    return backlog(tables, slots(), as_of=NOW, **more)


def faults(*rows: tuple[str, str, str | None]) -> pa.Table:
    names = ("fault", "from_at", "to_at")
    parsed = [(name, moment(start), moment(end) if end else None) for name, start, end in rows]
    return pa.Table.from_pylist(
        [dict(zip(names, row, strict=True)) for row in parsed],
        schema=pa.schema([("fault", pa.string()), ("from_at", pa.timestamp("s")), ("to_at", pa.timestamp("s"))]),
    )


def test_each_late_dossier_stands_in_one_class() -> None:
    cards = {
        "A": Card("slow-appraisal", proposal="finish-now"),
        "B": Card("system-fault", officer="Lan", proof="CV 12/VT", proposal="ask-operator"),
    }
    answer = found(late(), late("B", "2026-02-27 17:00"), late("C", "2026-03-10 08:00"), late("in-time", "2026-03-20 17:00"), cards=cards)
    rows = {row["code"]: row for row in answer.rows.to_pylist()}
    assert set(rows) == {"A", "B", "C"}
    assert (rows["A"]["late_days"], rows["A"]["band"], rows["A"]["side"], rows["A"]["proven"]) == (3, "d1-3", "subjective", None)
    assert (rows["B"]["band"], rows["B"]["officer"], rows["B"]["side"], rows["B"]["proven"]) == ("d4-10", "Lan", "objective", True)
    assert (rows["C"]["late_days"], rows["C"]["late_minutes"], rows["C"]["band"], rows["C"]["cause"]) == (0, 30, "d0", None)
    assert [tuple(row.values()) for row in answer.classes.to_pylist()] == [
        ("handling", "d1-3", "Toàn", "finish-now", 1),
        ("system", "d4-10", "Lan", "ask-operator", 1),
        (None, "d0", "Toàn", None, 1),
    ]
    assert answer.rows["code"].to_pylist() == ["B", "A", "C"], "the latest first"


def test_an_objective_cause_without_proof_is_not_proven() -> None:
    answer = found(late(), cards={"A": Card("other-agency")})
    assert answer.rows["proven"].to_pylist() == [False]


def test_a_card_with_an_unknown_cause_is_refused_by_name() -> None:
    with pytest.raises(CardError, match="Hồ sơ A: không có nguyên nhân “mưa”"):
        found(late(), cards={"A": Card("mưa")})
    with pytest.raises(CardError, match="không có đề xuất “kệ”"):
        found(late(), cards={"A": Card(proposal="kệ")})


def test_ended_dossiers_count_from_the_day_asked_for() -> None:
    ended = late("E", status="finished", finished_at=moment("2026-03-09 09:00"))
    assert found(ended).rows.num_rows == 0
    row = found(ended, since=moment("2026-03-01 00:00")).rows.to_pylist()[0]
    assert (row["late_days"], row["late_minutes"], row["ended_at"]) == (2, 480 + 90, moment("2026-03-09 09:00"))
    assert found(ended, since=moment("2026-03-10 00:00")).rows.num_rows == 0
    unknown = late("U", status=None, finished_at=moment("2026-03-03 09:00"))
    assert found(unknown, late()).rows["code"].to_pylist() == ["A"], "an end that is written is believed where the status is unknown"


def test_waiting_dossiers_are_late_only_from_a_late_request() -> None:
    asked = [{"code": "A", "seq": 1, "asked_at": moment("2026-03-04 09:00"), "given_at": None}]
    assert found(late(status="supplement"), supplements=asked).rows.num_rows == 0
    asked[0]["asked_at"] = moment("2026-03-06 09:00")
    assert found(late(status="supplement"), supplements=asked).rows["late_minutes"].to_pylist() == [90]
    assert found(late(status="payment")).rows.num_rows == 0


def test_hints_name_the_time_waited_outside_and_for_the_applicant() -> None:
    steps = [
        {"code": "A", "seq": 1, "step": "Thụ lý", "started_at": moment("2026-02-25 08:00"), "ended_at": moment("2026-02-26 08:00")},
        {"code": "A", "seq": 2, "step": "Chờ ý kiến đơn vị khác", "started_at": moment("2026-03-09 07:30"), "ended_at": None},
    ]
    asked = [{"code": "A", "seq": 1, "asked_at": moment("2026-03-02 08:00"), "given_at": moment("2026-03-02 16:30")}]
    (row,) = found(late(), steps=steps, supplements=asked).rows.to_pylist()
    assert [(hint["cause"], hint["minutes"]) for hint in row["hints"]] == [("other-agency", 540), ("applicant", 420)]
    assert row["hints"][0]["fact"] == "Bước Chờ ý kiến đơn vị khác từ 07:30 09/03/2026, 9 giờ làm việc, chưa xong."
    assert row["cause"] is None, "a hint decides nothing"


def test_a_system_fault_gives_its_working_minutes_once() -> None:
    log = faults(
        ("L1", "2026-03-05 15:00", "2026-03-06 09:00"), ("L2", "2026-03-06 08:00", "2026-03-06 10:00"), ("đêm", "2026-03-06 22:00", None)
    )
    (row,) = found(late(), faults=log).rows.to_pylist()
    hint = row["hints"][0]
    still = 480 + 60  # the last fault lasts from Friday night until now
    assert (hint["cause"], hint["minutes"]) == ("system-fault", 120 + 150 + still)
    assert "L1 (15:00 05/03/2026 – 09:00 06/03/2026)" in hint["fact"]
    touched = touched_by_faults(Tables(table("dossiers", [late()])), slots(), log, as_of=NOW).to_pylist()
    assert [(item["fault"], item["minutes"]) for item in touched] == [("L1", 210), ("L2", 120), ("đêm", still)]


def test_a_fault_outside_office_hours_or_after_the_end_touches_nothing() -> None:
    log = faults(("đêm", "2026-03-06 18:00", "2026-03-07 05:00"), ("sau", "2026-03-09 08:00", "2026-03-09 10:00"))
    done = late(status="finished", finished_at=moment("2026-03-06 16:00"))
    assert touched_by_faults(Tables(table("dossiers", [done])), slots(), log, as_of=NOW).num_rows == 0


@pytest.mark.parametrize(
    ("log", "said"),
    [
        (faults(("L", "2026-03-05 15:00", "2026-03-05 14:00")), "kết thúc trước khi bắt đầu"),
        (pa.table({"fault": ["L"]}), "thiếu cột from_at, to_at"),
    ],
)
def test_a_log_that_cannot_be_is_refused(log: pa.Table, said: str) -> None:
    with pytest.raises(InputError, match=said):
        found(late(), faults=log)


hours = st.integers(0, 400)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(hours, st.integers(1, 60)), max_size=6), st.tuples(hours, hours))
def test_faults_at_the_same_time_count_once(spans: list[tuple[int, int]], span: tuple[int, int]) -> None:
    """Against a loop over the minutes that are worked and covered by some fault."""
    origin = np.datetime64("2026-03-02T00:00", "s")
    hour = np.timedelta64(3600, "s")
    log = pa.table(
        {
            "fault": pa.array([str(number) for number in range(len(spans))], pa.string()),
            "from_at": pa.array([(origin + start * hour).item() for start, _ in spans], pa.timestamp("s")),
            "to_at": pa.array([(origin + (start + length) * hour).item() for start, length in spans], pa.timestamp("s")),
        }
    )
    work = WorkingTime(slots())
    starts, ends = (np.array([origin + number * hour]) for number in sorted(span))
    lost = lost_minutes(starts, ends, faults_of(log, origin + 1000 * hour), work)[0]
    covered = [n for n in range(min(span), max(span)) if any(start <= n < start + length for start, length in spans)]
    assert lost == sum(work.minutes(origin + n * hour, origin + (n + 1) * hour)[()] for n in covered)


def test_due_dates_outside_the_calendar_are_late_without_a_band_and_it_is_said() -> None:
    answer = found(late("X", "2019-03-05 17:00"))
    assert (answer.rows["band"].to_pylist(), answer.rows["late_days"].to_pylist()) == ([None], [None])
    assert answer.notes[0].startswith("1 hồ sơ quá hạn có ngày nằm ngoài")


def test_the_checklist_is_checked_when_loaded() -> None:
    standard = backlog_checklist()
    assert standard.band_of(0).name == "d0"
    assert standard.band_of(400).name == "d31"
    assert {cause.side for group in standard.group for cause in group.cause} == {"subjective", "objective"}
    text = """
    valid_from = 2025-07-01
    source = "thử"
    supplement_days = 15
    outside_steps = []
    proposal = []
    band = [{name = "a", title = "a", from = 0, upto = 2}, {name = "b", title = "b", from = 4}]
    group = [{name = "g", title = "g", cause = [{name = "c", title = "c", side = "subjective"}]}]
    """
    with pytest.raises(ValidationError, match="không nối tiếp"):
        BacklogChecklist.model_validate(tomllib.loads(text))
    with pytest.raises(ValidationError, match="phải ghi proof"):
        BacklogChecklist.model_validate(tomllib.loads(text.replace("from = 4", "from = 3").replace('"subjective"', '"objective"')))


def test_who_held_a_dossier_when_it_was_due_is_named_where_the_record_names_nobody() -> None:
    begun = (("Lê Tiếp", "2026-02-25 08:00"), ("Vũ Thẩm", "2026-03-04 08:00"), ("Hà Ký", "2026-03-06 08:00"))
    steps = [
        {"code": "A", "seq": seq, "step": f"Bước {seq}", "officer": name, "started_at": moment(start)}
        for seq, (name, start) in enumerate(begun, 1)
    ]
    row = found(late(officer=None), steps=steps).rows.to_pylist()[0]
    assert (row["officer"], row["due_step"]) == ("Vũ Thẩm", "Bước 2")
    assert found(late(), steps=steps).rows["officer"].to_pylist() == ["Toàn"]
    assert found(late(), steps=steps, cards={"A": Card(officer="Trần Thụ")}).rows["officer"].to_pylist() == ["Trần Thụ"]
