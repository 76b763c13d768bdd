"""Clock anomalies: what was planted is found, what is clean is left alone, what a source cannot hold is not asked."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pydantic import ValidationError

from minhchung.flow.anomalies import AnomalyReport, ClockChecklist, clock_checklist, find_anomalies, kinds_of
from minhchung.flow.inputs import InputError, Tables
from tests.flow.event_logs import steps_of
from tests.flow.planting import planted
from tests.flow.small_ward import Ward, clean, slots, table

moment = datetime.fromisoformat
ACCUSING = ("vi phạm", "gian", "sai phạm", "cố ý", "khống")


def report_of(ward: Ward) -> AnomalyReport:
    changes = pa.Table.from_pylist(ward.changes) if ward.changes else None
    slips = pa.Table.from_pylist(ward.slips) if ward.slips else None
    return find_anomalies(ward.current(), slots(), changes=changes, slips=slips)


def found_in(report: AnomalyReport, kind: str) -> set[str]:
    return {anomaly.code for anomaly in report.anomalies if anomaly.kind == kind}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_clean_ward_gives_no_alarm(seed: int) -> None:
    report = report_of(clean(seed))
    assert [anomaly.facts for anomaly in report.anomalies] == []
    assert set(report.unchecked) == {"due-changed-late", "route-differs"}, "these need earlier snapshots and slips"


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_every_planted_anomaly_is_found_and_nothing_else(seed: int) -> None:
    ward = planted(clean(seed), seed + 100)
    report = report_of(ward)
    assert report.unchecked == {}
    missed = {kind: codes - found_in(report, kind) for kind, codes in ward.planted.items()}
    assert {kind: codes for kind, codes in missed.items() if codes} == {}
    false = {kind: found_in(report, kind) - codes for kind, codes in ward.planted.items()}
    assert {kind: codes for kind, codes in false.items() if codes} == {}


def test_facts_hold_numbers_and_accuse_nobody() -> None:
    report = report_of(planted(clean(21), 22))
    assert report.anomalies
    for anomaly in report.anomalies:
        assert not any(word in anomaly.facts.lower() for word in ACCUSING)
        assert anomaly.facts.endswith(".")
    one = next(anomaly for anomaly in report.anomalies if anomaly.kind == "ended-same-minute")
    assert one.facts == "9 hồ sơ của cùng cán bộ Trần Thụ kết thúc trong cùng phút 16:12 08/07/2026."
    assert (one.count, one.seq) == (9, None)


def test_counts_name_the_kinds_not_checked_instead_of_zero() -> None:
    report = report_of(clean(1, 20))
    assert "route-differs" not in report.counts()
    rows = {row["kind"]: row for row in kinds_of(report)}
    assert rows["route-differs"]["count"] is None
    assert rows["route-differs"]["why"] == "chưa ghi phiếu kiểm soát nào"
    assert rows["end-equals-due"]["count"] == 0


def test_a_source_of_days_gives_no_alarm_of_hours() -> None:
    ward = clean(5, 60)
    for dossier in ward.dossiers:
        for name in ("received_at", "due_at", "finished_at", "delivered_at"):
            dossier[name] = dossier[name].replace(hour=0, minute=0, second=0)
        dossier["due_at"] = dossier["finished_at"]
    for steps in ward.steps.values():
        for step in steps:
            for name in ("started_at", "ended_at"):
                step[name] = step[name].replace(hour=0, minute=0, second=0)
    for precision in ({}, {"received_at": "day", "finished_at": "day", "due_at": "day", "delivered_at": "day"}):
        report = find_anomalies(ward.current(**precision), slots())
        assert report.anomalies == ()
        assert {"end-equals-due", "ended-same-minute", "midnight", "out-of-hours", "zero-length"} <= set(report.unchecked)
    assert report.unchecked["end-equals-due"] == "ngày kết thúc xử lý trong nguồn chỉ ghi đến ngày"


def test_an_end_to_the_minute_is_not_called_equal_to_the_second() -> None:
    ward = clean(6, 40)
    for dossier in ward.dossiers:
        dossier["finished_at"] = dossier["finished_at"].replace(second=0)
    ward.dossiers[0]["due_at"] = ward.dossiers[0]["finished_at"]
    report = find_anomalies(ward.current(), slots())
    assert report.unchecked["end-equals-due"] == "ngày kết thúc xử lý trong nguồn chỉ ghi đến phút"


def test_a_due_date_moved_before_it_passed_is_not_asked_about() -> None:
    ward = clean(7, 20)
    code, due = ward.dossiers[0]["code"], ward.dossiers[0]["due_at"]
    moved = {"code": code, "kind": "due-moved", "before": str(due), "after": str(due.replace(year=2027))}
    for older, asked in ((f"{due.replace(hour=7):%Y%m%dT%H%M%S}-0", False), (f"{due.replace(hour=18):%Y%m%dT%H%M%S}-0", True)):
        changes = pa.Table.from_pylist([{**moved, "older": older}])
        found = find_anomalies(ward.current(), slots(), changes=changes)
        assert bool(found_in(found, "due-changed-late")) is asked


def test_a_due_date_moved_by_a_supplement_asked_in_time_is_not_asked_about() -> None:
    ward = clean(7, 20)
    code, due = ward.dossiers[0]["code"], ward.dossiers[0]["due_at"]
    moved = {"code": code, "kind": "due-moved", "before": str(due), "after": str(due.replace(year=2027))}
    changes = pa.Table.from_pylist([{**moved, "older": f"{due.replace(hour=18):%Y%m%dT%H%M%S}-0"}])
    for asked, excused in ((due.replace(hour=8), True), (due.replace(hour=17, minute=30), False)):
        ward.dossiers[0] |= {"supplement_asked_at": asked, "supplement_given_at": due.replace(year=2027)}
        found = find_anomalies(ward.current(), slots(), changes=changes)
        assert (found_in(found, "due-changed-late") == set()) is excused


def test_a_supplement_asked_after_the_due_date_that_moves_it_is_asked_about() -> None:
    ward = clean(7, 20)
    due = ward.dossiers[3]["due_at"]
    ward.supplements = [
        {"code": ward.dossiers[3]["code"], "seq": 1, "asked_at": due.replace(hour=17, minute=20), "given_at": None}
        | {"due_before": due, "due_after": due.replace(year=2027)}
    ]
    found = find_anomalies(ward.current(), slots())
    assert found_in(found, "due-changed-late") == {ward.dossiers[3]["code"]}


def test_an_online_dossier_may_carry_the_day_it_was_handed_in() -> None:
    ward = clean(8, 10)
    for row, channel in ((0, "online"), (1, "direct")):
        submitted = ward.dossiers[row]["received_at"]
        ward.dossiers[row] |= {"channel": channel, "submitted_at": submitted, "received_at": submitted.replace(day=submitted.day % 27 + 1)}
    assert found_in(find_anomalies(ward.current(), slots()), "code-date") == {ward.dossiers[1]["code"]}


def test_a_desk_outside_office_hours_is_a_setting() -> None:
    ward = clean(9, 30)
    steps = ward.steps[ward.dossiers[0]["code"]]
    steps[0] |= {"ended_at": moment("2026-03-07 09:05:03")}  # a Saturday
    assert found_in(find_anomalies(ward.current(), slots()), "out-of-hours")
    standard = clock_checklist()
    desk = standard.model_copy(update={"settings": standard.settings.model_copy(update={"desk_hours": ("saturday 07:30-11:30",)})})
    assert not found_in(find_anomalies(ward.current(), slots(), checklist=desk), "out-of-hours")


def test_years_without_a_calendar_are_not_judged() -> None:
    dossiers = table("dossiers", [{"code": "A", "finished_at": moment("2019-03-03 03:03:03"), "status": "finished"}])
    assert find_anomalies(Tables(dossiers), slots()).anomalies == ()


def test_an_open_dossier_whose_slip_is_behind_is_not_asked_about() -> None:
    ward = clean(10, 5)
    code = ward.dossiers[0]["code"]
    slips = pa.Table.from_pylist([{"code": code, "seq": 1, "unit": "TRUNG TÂM PVHCC"}, {"code": code, "seq": 2, "unit": "Phòng VH-XH"}])
    assert found_in(find_anomalies(ward.current(), slots(), slips=slips), "route-differs") == {code}
    ward.dossiers[0]["status"] = "processing"
    assert found_in(find_anomalies(ward.current(), slots(), slips=slips), "route-differs") == set()


def test_a_table_of_another_shape_is_refused_with_its_columns() -> None:
    with pytest.raises(InputError, match="Bảng slips thiếu cột seq"):
        find_anomalies(clean(1, 3).current(), slots(), slips=pa.table({"code": ["A"]}))
    with pytest.raises(InputError, match="Bảng dossiers thiếu cột code"):
        find_anomalies(Tables(pa.table({"x": [1]})), slots())


@pytest.mark.parametrize("name", ["running-example.csv", "roadtraffic100traces.csv", "Helpdesk.xes.gz"])
def test_public_event_logs_give_no_alarm_of_kinds_they_cannot_hold(shared: Path, name: str) -> None:
    steps = steps_of(shared / "data" / "eventlogs" / name)
    dossiers = pa.table({"code": steps["code"].unique()})
    report = find_anomalies(Tables(dossiers, steps), slots())
    assert report.counts().get("midnight", 0) == 0
    assert report.anomalies == ()
    cannot = {
        "end-equals-due",
        "ended-same-minute",
        "end-before-last-step",
        "event-after-end",
        "zero-length",
        "due-changed-late",
        "code-date",
    }
    assert cannot <= set(report.unchecked)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"settings": {"desk_hours": ["thứ bảy sáng"]}}, "Không hiểu giờ trực"),
        ({"settings": {"same_minute": 1}}, "same_minute"),
        ({"kind": []}, "mỗi loại đúng một lần"),
    ],
)
def test_the_checklist_is_checked_when_loaded(change: dict[str, Any], said: str) -> None:
    standard = clock_checklist().model_dump(mode="json")
    changed = standard | {key: standard[key] | value if isinstance(value, dict) else value for key, value in change.items()}
    with pytest.raises(ValidationError, match=said):
        ClockChecklist.model_validate(changed)


def test_every_kind_has_a_title_and_says_why_the_question_is_put() -> None:
    for kind in clock_checklist().kind:
        assert kind.title
        assert len(kind.source) > 20
