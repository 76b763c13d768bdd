"""Who to call first: each list, its reason with numbers, and the order that calls an officer once."""

from datetime import datetime
from typing import Any

import numpy as np
import pytest

from minhchung.flow.calls import LISTS, CallLists, CallSettings, call_lists
from minhchung.flow.calls import lists as calls
from minhchung.flow.calls.lists import DOSSIER_COLUMNS, STEP_COLUMNS, SUPPLEMENT_COLUMNS
from minhchung.flow.inputs import Tables
from minhchung.flow.slots import WorkingTime
from minhchung.flow.usual import usual_times
from tests.flow.small_ward import Ward, clean, slots, table

moment = datetime.fromisoformat
NOW = moment("2026-03-10 08:30")  # a Tuesday; the office is open 07:30-12:00 and 13:30-17:00
CASES = 10


def closed(code: str, procedure: str, own: int, after: int, field: str = "Đất đai") -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A dossier that spent `own` working minutes in Thẩm định and then `after` in Trình ký."""
    start = np.array([np.datetime64("2026-01-12T08:00:00", "s")])
    middle, end = (slots().due_in_minutes(start, np.array([minutes]))[0].item() for minutes in (own, own + after))
    dossier = {"code": code, "procedure_code": procedure, "procedure": "Cấp phép", "field": field, "status": "finished"}
    dossier |= {"received_at": start[0].item(), "due_at": moment("2026-02-12 17:00"), "finished_at": end}
    steps = [
        {"code": code, "seq": 1, "step": "Thẩm định", "started_at": start[0].item(), "ended_at": middle},
        {"code": code, "seq": 2, "step": "Trình ký", "started_at": middle, "ended_at": end},
    ]
    return dossier, steps


def ward(*opened: dict[str, Any], procedure: str = "P1", cases: int = CASES, with_steps: bool = True) -> Tables:
    """Ten closed dossiers of 11 hours of appraisal and 1 hour of signing, and the open ones given."""
    dossiers, steps, supplements = [], [], []
    for number in range(cases):
        dossier, its_steps = closed(f"C{number}", procedure, 660, 60)
        dossiers.append(dossier)
        steps += its_steps
    for row in opened:
        supplements += [{"code": row["code"], "seq": seq, **item} for seq, item in enumerate(row.pop("asked", ()), 1)]
        step = row.pop("step", None)
        dossiers.append(
            {"procedure_code": "P1", "procedure": "Cấp phép", "field": "Đất đai", "status": "processing", "officer": None} | row
        )
        if step:
            steps.append({"code": row["code"], "seq": 1, "step": step[0], "officer": step[1], "started_at": step[2], "ended_at": None})
    return Tables(
        table("dossiers", dossiers),
        table("steps", steps) if with_steps else None,
        table("supplements", supplements) if supplements else None,
    )


def lists(current: Tables, **settings: Any) -> CallLists:
    return call_lists(current, slots(), as_of=NOW, settings=CallSettings(**settings))


def only(found: CallLists, code: str = "A") -> dict[str, Any]:
    return next(row for row in found.rows.to_pylist() if row["code"] == code)


def opened(code: str = "A", due: str = "2026-03-10 16:00", **more: Any) -> dict[str, Any]:
    return {"code": code, "received_at": moment("2026-03-02 09:00"), "due_at": moment(due), **more}


def test_at_risk_says_the_time_left_and_what_the_step_usually_takes() -> None:
    row = only(lists(ward(opened(step=("Thẩm định", "Toàn", NOW)))))
    assert (row["risk"], row["remaining_minutes"], row["need_median"], row["steps_left"]) == ("high", 360, 720, 1)
    assert row["reason"] == (
        "còn 6 giờ làm việc, bước Thẩm định thường mất 11 giờ; sau đó thường còn 1 bước, 1 giờ (10 hồ sơ cùng thủ tục)"
    )
    assert "at_risk" in row["lists"]
    assert (row["officer"], row["step"], row["place"]) == ("Toàn", "Thẩm định", 1)


def test_time_already_spent_in_the_step_counts_and_overrun_is_said() -> None:
    spent = only(lists(ward(opened(step=("Thẩm định", "Toàn", moment("2026-03-09 07:30"))))))
    assert spent["need_median"] == 660 - 540 + 60
    assert spent["risk"] == "none"
    over = only(lists(ward(opened(step=("Thẩm định", "Toàn", moment("2026-03-06 07:30"))))))
    assert over["need_median"] == 60, "the step is over its usual time: only what follows is still needed"
    assert "đã làm 17 giờ, quá 6 giờ" in over["reason"]


def test_few_cases_fall_back_to_the_field_then_to_all_and_say_so() -> None:
    of_field = only(lists(ward(opened(procedure_code="P9", step=("Thẩm định", "Toàn", NOW)))))
    assert (of_field["need_scope"], of_field["need_cases"]) == ("field", 10)
    assert "(10 hồ sơ cùng lĩnh vực, vì thủ tục này còn ít hồ sơ)" in of_field["reason"]
    of_all = only(lists(ward(opened(procedure_code="P9", field="Hộ tịch", step=("Thẩm định", "Toàn", NOW)))))
    assert (of_all["need_scope"], "mọi lĩnh vực" in of_all["reason"]) == ("all", True)
    few = only(lists(ward(opened(step=("Thẩm định", "Toàn", NOW)), cases=7)))
    assert (few["risk"], few["need_median"]) == ("unknown", None)
    assert few["reason"] == "còn 6 giờ làm việc; chưa đủ 8 hồ sơ đã xong để so sánh"
    assert only(lists(ward(opened(step=("Thẩm định", "Toàn", NOW)), cases=7), few=5))["risk"] == "high"


@pytest.mark.parametrize("lacking", ["started_at", "ended_at"])
def test_a_source_that_gives_only_one_moment_of_a_step_still_tells_how_long_it_takes(lacking: str) -> None:
    current = ward(opened(step=("Thẩm định", "Toàn", NOW)))
    rows = [row if row["code"] == "A" else {**row, lacking: None} for row in current.steps.to_pylist()]
    if lacking == "started_at":  # the first step then needs one before it that says when it began
        rows += [{"code": f"C{number}", "seq": 0, "step": "Tiếp nhận", "ended_at": moment("2026-01-12 08:00")} for number in range(CASES)]
    row = only(lists(Tables(current.dossiers, table("steps", rows))))
    assert "bước Thẩm định thường mất 11 giờ" in row["reason"]


def test_without_steps_the_whole_handling_time_is_compared() -> None:
    found = lists(ward(opened(received_at=moment("2026-03-09 13:30")), with_steps=False))
    row = only(found)
    assert (row["need_median"], row["risk"]) == (720 - 270, "high")
    assert "đã xử lý 4,5 giờ, hồ sơ lâu như vậy thường cần thêm 7,5 giờ" in row["reason"]
    assert "Nguồn không có bước xử lý: nguy cơ tính theo cả thời gian giải quyết." in found.notes
    longest = only(lists(ward(opened(received_at=moment("2026-02-24 08:00")), with_steps=False)))
    assert (longest["risk"], longest["need_median"]) == ("unknown", None)
    assert "lâu hơn 100% hồ sơ đã xong" in longest["reason"]


def test_overdue_is_counted_in_working_days_and_minutes() -> None:
    late = only(lists(ward(opened(due="2026-03-05 16:30"))))
    assert (late["late_days"], late["remaining_minutes"]) == (3, None)
    assert late["late_minutes"] == 30 + 2 * 480 + 60
    assert late["reason"].startswith("trễ 3 ngày làm việc; ")
    hours = only(lists(ward(opened(due="2026-03-10 07:45"))))
    assert hours["reason"].startswith("trễ 45 phút làm việc; ")
    assert set(hours["lists"]) == {"overdue", "due_today"}


def test_a_due_day_without_a_time_holds_until_its_evening() -> None:
    found = only(lists(ward(opened(due="2026-03-10 00:00"))))
    assert "due_today" in found["lists"]
    assert "overdue" not in found["lists"]
    assert (found["remaining_minutes"], found["due_is_day"]) == (210 + 210, True)


def test_due_soon_takes_working_hours() -> None:
    current = ward(opened("A", "2026-03-11 17:00"), opened("B", "2026-03-12 17:00"))
    assert only(lists(current, soon_hours=17), "A")["lists"] == ["due_soon"]
    assert only(lists(current, soon_hours=17), "B")["lists"] == []
    assert "due_soon" in only(lists(current, soon_hours=30), "B")["lists"]


def test_example_31_a_second_supplement_not_completed_is_overdue_for_766_before_its_due_date() -> None:
    asked = [{"asked_at": moment("2026-03-03 09:00"), "given_at": moment("2026-03-04 09:00")}, {"asked_at": moment("2026-03-06 09:00")}]
    row = only(lists(ward(opened(due="2026-03-20 17:00", status="supplement", asked=asked))))
    assert row["lists"] == ["supplement", "overdue_766"]
    assert row["reason"] == (
        "yêu cầu bổ sung lần 2 từ 06/03/2026, đã chờ 2 ngày làm việc; bổ sung lần 2 chưa xong: QĐ 766 tính là quá hạn dù chưa đến ngày hẹn"
    )
    assert row["place"] == 1
    first = only(lists(ward(opened(due="2026-03-20 17:00", status="supplement", asked=asked[1:]))))
    assert (first["lists"], first["place"]) == (["supplement"], None)
    counted = opened(due="2026-03-20 17:00", status="supplement", supplement_count=2, supplement_asked_at=moment("2026-03-06 09:00"))
    assert "overdue_766" in only(lists(ward(counted)))["lists"]


def test_the_clock_of_a_waiting_dossier_stands_at_the_request() -> None:
    in_time = opened(due="2026-03-05 17:00", status="supplement", asked=[{"asked_at": moment("2026-03-05 09:00")}])
    assert only(lists(ward(in_time)))["lists"] == ["supplement"]
    too_late = opened(due="2026-03-05 17:00", status="supplement", asked=[{"asked_at": moment("2026-03-06 09:00")}])
    assert only(lists(ward(too_late)))["lists"] == ["supplement", "overdue"]
    long = opened(status="supplement", asked=[{"asked_at": moment("2026-02-05 09:00")}])
    assert "(quá 15 ngày: xem lại việc dừng giải quyết)" in only(lists(ward(long)))["reason"]


def test_waiting_for_payment_and_stopped_have_lists_of_their_own() -> None:
    found = lists(ward(opened("A", status="payment"), opened("B", status="terminated"), opened("C", status="terminated", delivered_at=NOW)))
    assert found.of("payment")["code"].to_pylist() == ["A"]
    assert found.of("stopped")["code"].to_pylist() == ["B"], "a stopped dossier whose notice was delivered is over"
    assert found.to_call().num_rows == 0


def test_officers_are_called_once_and_the_most_urgent_first() -> None:
    risky, calm = ("Thẩm định", "Toàn", NOW), ("Trình ký", "Ngọc", NOW)
    found = lists(
        ward(
            opened("late-of-toan", "2026-03-05 16:30", officer="Toàn"),
            opened("late-of-huu", "2026-03-03 16:30", officer="Hữu"),
            opened("risk-of-toan", step=risky),
            opened("today-of-ngoc", step=calm),
            opened("far", "2026-05-20 16:00"),
            opened("soon-of-lan", "2026-03-11 16:00", step=("Thẩm định", "Lan", NOW)),
        )
    )
    assert found.to_call()["code"].to_pylist() == ["risk-of-toan", "late-of-toan", "late-of-huu", "soon-of-lan", "today-of-ngoc"]
    assert found.to_call()["place"].to_pylist() == [1, 2, 3, 4, 5]
    officers = [row["officer"] for row in found.to_call().to_pylist()]
    blocks = [name for place, name in enumerate(officers) if place == 0 or officers[place - 1] != name]
    assert len(blocks) == len(set(blocks)), "each officer's dossiers stand together"
    assert only(found, "far")["place"] is None


def test_load_counts_what_each_officer_holds() -> None:
    found = lists(
        ward(opened("A", officer="Toàn"), opened("B", "2026-03-05 16:30", officer="Toàn"), opened("C", "2026-05-20 16:00", officer="Lan"))
    )
    rows = {row["officer"]: row for row in found.load.to_pylist()}
    assert (rows["Toàn"]["open"], rows["Toàn"]["overdue"], rows["Toàn"]["due_today"], rows["Lan"]["open"]) == (2, 1, 1, 1)


class Given:
    """A ranking in which B is likelier than A."""

    def score(self, code: str) -> float | None:
        return {"A": 0.2, "B": 0.7}.get(code)

    def probability(self, code: str) -> float | None:
        return self.score(code)


def test_a_ranking_orders_an_officers_dossiers_and_shows_its_probability() -> None:
    current = ward(
        opened("A", officer="Toàn", step=("Thẩm định", "Toàn", NOW)), opened("B", officer="Toàn", step=("Thẩm định", "Toàn", NOW))
    )
    assert lists(current).to_call()["code"].to_pylist() == ["A", "B"]
    found = call_lists(current, slots(), as_of=NOW, scores=Given())
    assert found.to_call()["code"].to_pylist() == ["B", "A"]
    assert found.to_call()["probability"].to_pylist() == [0.7, 0.2]


def test_usual_times_that_the_caller_keeps_give_the_same_lists_and_are_not_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    current = ward(opened("A", officer="Toàn", step=("Thẩm định", "Toàn", NOW)), opened("B", "2026-03-09 16:00"))
    work = WorkingTime(slots())
    read = {"dossiers": DOSSIER_COLUMNS, "steps": STEP_COLUMNS, "supplements": SUPPLEMENT_COLUMNS}
    usual = usual_times(*(current.read(name, columns) for name, columns in read.items()), work)
    first = lists(current)

    def made_anew(*_: Any) -> None:
        raise AssertionError("the usual times were made anew")

    monkeypatch.setattr(calls, "usual_times", made_anew)
    again = call_lists(current, slots(), as_of=NOW, usual=usual)
    assert again.rows.equals(first.rows)
    assert again.notes == first.notes


def test_unknown_due_dates_and_years_are_said_and_not_guessed() -> None:
    found = lists(ward({"code": "A", "received_at": NOW, "due_at": None}, opened("B", "2062-03-05 16:00")))
    assert (only(found, "A")["lists"], only(found, "A")["reason"]) == (["undated"], "nguồn không có ngày hẹn trả")
    assert (only(found, "B")["remaining_minutes"], only(found, "B")["risk"]) == (None, "unknown")
    assert any(note.startswith("1 hồ sơ có ngày hẹn trả nằm ngoài") for note in found.notes)


def test_an_export_without_the_columns_gives_notes_and_no_rows() -> None:
    found = lists(Tables(table("dossiers", [{"code": "A"}])))
    assert found.rows.num_rows == 0
    assert "Nguồn không có cột Trạng thái." in found.notes
    with pytest.raises(KeyError, match="Không có danh sách"):
        found.of("khác")
    assert set(LISTS) >= {"at_risk", "overdue", "due_today", "due_soon", "supplement", "stopped", "payment"}


def test_moments_with_a_zone_are_the_clocks_of_viet_nam() -> None:
    current = ward(opened(step=("Thẩm định", "Toàn", NOW)))
    away = call_lists(current, slots(), as_of=datetime.fromisoformat("2026-03-10T01:30:00+00:00"))
    assert away.rows.equals(lists(current).rows)


def test_a_clean_ward_of_closed_dossiers_has_no_one_to_call() -> None:
    sample: Ward = clean(1, 40)
    assert lists(sample.current()).rows.num_rows == 0
