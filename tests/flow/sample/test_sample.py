"""The generator: one seed, one sample; a believable ward; and what is wrong in it is exactly what is listed."""

from collections import Counter
from datetime import date, datetime
from itertools import pairwise
from statistics import mean

import numpy as np
import pytest

from minhchung.flow.columns import KEYS, TABLES, Status
from minhchung.flow.sample import ANOMALIES, Sample, generate
from minhchung.flow.sample.catalogue import Ward, ward
from tests.flow.sample.worlds import DOSSIERS, END, START, clean_world, drifting_world, listed, looked_for, planted_world, rows, working

CLOCK_KINDS = [
    "end-equals-due", "ended-same-minute", "end-before-last-step", "event-after-end", "midnight",
    "out-of-hours", "zero-length", "code-date", "route-differs",
]  # fmt: skip


def test_the_same_seed_gives_the_same_sample() -> None:
    again = generate(7, dossiers=DOSSIERS, start=START, end=END, working=working())
    first = planted_world()
    assert again.planted == first.planted
    assert again.causes == first.causes
    assert again.slips.equals(first.slips)
    assert [view.tables for view in again.exports] == [view.tables for view in first.exports]


def test_another_seed_gives_another_sample() -> None:
    assert planted_world(9).exports[0].tables != planted_world().exports[0].tables


@pytest.mark.parametrize("sample", [planted_world(), clean_world()], ids=["planted", "clean"])
@pytest.mark.parametrize("kind", CLOCK_KINDS)
def test_what_looks_wrong_is_exactly_what_was_planted(sample: Sample, kind: str) -> None:
    found = looked_for(sample)[kind]
    assert found == listed(sample, kind)
    assert bool(found) == (sample is planted_world())


def test_every_kind_is_planted_as_often_as_asked_for() -> None:
    counts = Counter(item.kind for item in planted_world().planted)
    groups = counts.pop("ended-same-minute")
    assert groups == ANOMALIES["ended-same-minute"] * 9
    assert counts == {kind: count for kind, count in ANOMALIES.items() if kind != "ended-same-minute"}


def test_nothing_is_planted_in_a_clean_world() -> None:
    assert clean_world().planted == ()
    assert clean_world().slips.num_rows == 0


def test_no_dossier_holds_two_planted_things() -> None:
    planted = planted_world().planted
    assert len({item.code for item in planted}) == len(planted)


def test_an_export_has_the_columns_of_the_lake_and_each_dossier_once() -> None:
    for view in planted_world().exports:
        for table, columns in TABLES.items():
            assert view.tables[table].column_names == [column.name for column in columns]
            keys = [tuple(row[name] for name in KEYS[table]) for row in rows(view, table)]
            assert len(set(keys)) == len(keys) > 0


def test_nothing_in_an_export_lies_after_it() -> None:
    for view in planted_world().exports:
        for row in rows(view):
            stamps = [row[name] for name in ("submitted_at", "received_at", "finished_at", "refused_at", "supplement_given_at")]
            assert all(stamp <= view.as_of for stamp in stamps if stamp)


def test_the_states_of_the_portal_happen() -> None:
    """Those that pass in minutes (received) or that have no code yet (registered) need not stand in an early export."""
    states = {row["status"] for view in (*planted_world().exports, *clean_world().exports) for row in rows(view)}
    assert states >= set(Status) - {Status.REGISTERED, Status.RECEIVED, Status.PAYMENT}


def test_people_come_on_working_days_and_most_on_mondays() -> None:
    days = [row["received_at"].date() for row in rows(clean_world().exports[-1]) if row["received_at"]]
    off = {date(2026, 2, 17), date(2026, 4, 27), date(2026, 8, 31), date(2026, 9, 2)}
    assert not off & set(days)
    by_weekday = Counter(day.weekday() for day in days)
    assert by_weekday[0] > by_weekday[4]
    assert {day for day in days if day.weekday() == 5} <= {date(2026, 1, 10), date(2026, 8, 22)}


def test_online_filing_grows() -> None:
    channels = [row["channel"] for row in rows(clean_world().exports[-1])]
    third = len(channels) // 3
    assert channels[:third].count("online") < channels[-third:].count("online")


def test_some_percent_are_overdue_each_with_a_cause() -> None:
    sample = clean_world()
    late = {
        row["code"]
        for row in rows(sample.exports[-1])
        if row["finished_at"] and row["status"] in ("finished", "delivered") and row["finished_at"] > row["due_at"]
    }
    assert 0.01 < len(late) / DOSSIERS < 0.08
    assert late <= set(sample.causes)
    assert len(set(sample.causes.values())) >= 4


def test_steps_follow_one_another_and_each_ends_after_it_began() -> None:
    steps = rows(clean_world().exports[-1], "steps")
    for before, after in pairwise(steps):
        if before["code"] == after["code"]:
            assert after["seq"] == before["seq"] + 1
            assert before["ended_at"] <= after["started_at"]
        assert before["ended_at"] is None or before["started_at"] < before["ended_at"]


def test_an_answered_supplement_moves_the_due_date() -> None:
    view = clean_world().exports[-1]
    due = {row["code"]: row["due_at"] for row in rows(view)}
    last = {row["code"]: row for row in rows(view, "supplements") if row["given_at"]}
    assert last
    assert all(due[code] == row["due_after"] > row["due_before"] for code, row in last.items())


def test_drift_makes_the_last_months_slower_and_nothing_else() -> None:
    def spent(sample: Sample, first: datetime, last: datetime) -> float:
        done = [row for row in rows(sample.exports[-1]) if row["finished_at"] and row["received_at"] and first <= row["received_at"] < last]
        starts, ends = (np.array([row[name] for row in done], "datetime64[s]") for name in ("received_at", "finished_at"))
        return mean(working().worked(starts, ends).astype(int).tolist())

    early, turn, end = (datetime.fromisoformat(day) for day in ("2026-01-05", "2026-09-01", "2026-11-01"))
    assert spent(drifting_world(), early, turn) == spent(clean_world(), early, turn)
    assert spent(drifting_world(), turn, end) > 1.3 * spent(clean_world(), turn, end)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"dossiers": 0}, "Số hồ sơ mẫu 0"),
        ({"end": START}, "phải trước ngày cuối"),
        ({"anomalies": {"no-such-kind": 1}}, "no-such-kind"),
        ({"exports": []}, "ít nhất một"),
        ({"start": date(2026, 2, 14), "end": date(2026, 2, 22)}, "không có ngày làm việc nào"),
    ],
)
def test_what_cannot_be_generated_is_said(wrong: dict[str, object], said: str) -> None:
    asked = {"dossiers": 10, "start": START, "end": END, "working": working(), **wrong}
    with pytest.raises(ValueError, match=said):
        generate(1, **asked)  # type: ignore[arg-type]


def test_a_route_whose_shares_are_not_one_is_refused() -> None:
    told = ward().model_dump()
    told["routes"]["counter"][0]["share"] = 0.9
    with pytest.raises(ValueError, match="tổng tỷ trọng các bước phải là 1"):
        Ward.model_validate(told)


def test_about_forty_procedures_of_a_ward_stand_in_the_file() -> None:
    assert 35 <= len(ward().procedure) <= 50
    assert len({procedure.code for procedure in ward().procedure}) == len(ward().procedure)
