"""Rules of plans without a database: numbers, deadlines, tables, progress, objectives."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.apps.plans.rules import grids
from minhchung.apps.plans.rules.columns import chosen, find_listing, guess
from minhchung.apps.plans.rules.listing import Read, ReadItem, read_listing
from minhchung.apps.plans.rules.numbers import after, bare, key_of, led, mark_of
from minhchung.apps.plans.rules.objectives import Month, is_below, points_of, reached, stand
from minhchung.apps.plans.rules.progress import Work, counts, progress, share
from minhchung.apps.plans.rules.when import moved, read_when, still_names

HERE = Path(__file__).parent
TODAY = date(2026, 11, 20)


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((HERE / name).read_text("utf-8"))["case"]
    return found


@pytest.mark.parametrize(
    ("written", "key"),
    [("25", "25"), ("25.", "25"), ("(25)", "25"), ("Nhiệm vụ số 05", "5"), ("I.3.", "i.3"), ("mục 12", "12"), ("", ""), ("-", "-")],
)
def test_all_ways_of_writing_a_number_are_one_key(written: str, key: str) -> None:
    assert key_of(written) == key


@pytest.mark.parametrize(
    ("written", "mark"),
    [("IV", "roman"), ("A.", "letter"), ("12", "number"), ("1.2.3", "number"), ("b)", "small"), ("-", "bullet"), ("", ""), ("Mục", "")],
)
def test_marks_of_lines(written: str, mark: str) -> None:
    assert mark_of(written) == mark


def test_a_line_and_its_mark_are_told_apart() -> None:
    assert led("II. Thủ tục") == ("II", "Thủ tục")
    assert led("3) Đối thoại") == ("3", "Đối thoại")
    assert led("Đối thoại 3 bên") == ("", "Đối thoại 3 bên")
    assert bare(" (12). ") == "12"


def test_a_number_kept_as_a_decimal_is_given_back() -> None:
    assert after("1.9", "1.1") == "1.10"
    assert after("1.19", "1.2") == "1.20"
    assert after("1.1", "1.2") == "1.2"
    assert after("2.9", "1.1") == "1.1"


@pytest.mark.parametrize("case", cases("when.toml"), ids=lambda case: case["words"] or "nothing")
def test_words_of_time(case: dict[str, Any]) -> None:
    found = read_when(case["words"], year=2026)
    wanted = {"on": "", "period": "", "inclusive": True, "recurrence": "", "day": "", **case}
    assert found.to_json() == {**{name: wanted[name] for name in found.to_json() if name != "text"}, "text": case["words"]}


@given(st.text(max_size=60))
def test_any_words_are_read_or_kept(words: str) -> None:
    found = read_when(words, year=2026)
    assert found.kind in ("", "date", "period", "recurring", "relative", "urgent", "standing")
    assert (found.kind == "date") == bool(found.on)


def test_a_deadline_moves_by_a_year_and_older_years_stay() -> None:
    assert moved("Quý II/2026", year=2026) == "Quý II/2027"
    assert moved("Trước 15/01/2027", year=2026) == "Trước 15/01/2028"
    assert moved("theo Kế hoạch năm 2021", year=2026) == "theo Kế hoạch năm 2021"
    assert still_names("Tự chấm điểm năm 2026", year=2026)
    assert not still_names("Hồ sơ 20261", year=2026)


def read(text: str) -> Read:
    listing = find_listing(grids.of_text(text))
    assert listing is not None
    return read_listing(listing, guess(listing.headings), year=2026)


def as_line(item: ReadItem) -> str:
    return " | ".join([item.number, " / ".join(item.headings), item.task, item.product, item.lead, item.cooperating, item.when.text])


@pytest.mark.parametrize("case", cases("tables.toml"), ids=lambda case: case["name"])
def test_tables_of_different_make(case: dict[str, Any]) -> None:
    found = read(case["text"])
    assert [as_line(item) for item in found.items] == case["items"]
    wanted = case.get("unread", [])
    assert len(found.unread) == len(wanted)
    assert all(f"{got.row}: {got.reason}".startswith(start) for got, start in zip(found.unread, wanted, strict=True))
    if "codes" in case:
        assert [list(item.codes) for item in found.items] == case["codes"]


def test_a_table_with_another_head_is_named_and_one_without_is_none() -> None:
    text = "| STT | Nội dung | Đơn vị chủ trì |\n| 1 | A | B |\n\n| Nội dung | Người thực hiện | Thời gian |\n| C | D | Quý I |\n"
    listing = find_listing(grids.of_text(text))
    assert listing is not None
    assert listing.left_out == ("bảng 2",)
    assert find_listing(grids.of_text("| Họ tên | Tuổi |\n| A | 30 |\n")) is None


def test_a_foot_is_passed_over_and_said() -> None:
    found = read("| Nội dung | Đơn vị chủ trì |\n| Rà soát | Văn phòng |\n| Người lập biểu |  |\n")
    assert len(found.items) == 1
    assert "Người lập biểu" in found.passed_over[0]


def test_a_cell_too_long_loses_its_row_only() -> None:
    found = read(f"| Nội dung | Sản phẩm | Đơn vị chủ trì |\n| A | {'x' * 1200} | P |\n| B | Báo cáo | P |\n")
    assert [item.task for item in found.items] == ["B"]
    assert "1200 ký tự" in found.unread[0].reason


def test_a_column_is_chosen_once() -> None:
    assert chosen(["a", "b", "c"], {0: "task", 1: "task", 2: "nonsense", 7: "time"}) == {0: "task"}


WORK = Work(asked=1, accepted=0, waiting=False, late=False, closed=False)
DONE = Work(asked=1, accepted=1, waiting=False, late=False, closed=True, done_on=date(2026, 6, 20))
DUE = date(2026, 12, 15)


@pytest.mark.parametrize(
    ("works", "due", "state"),
    [
        ([], DUE, "none"),
        ([], date(2026, 6, 30), "late"),
        ([WORK], DUE, "doing"),
        ([WORK], date(2026, 6, 30), "late"),
        ([Work(1, 0, waiting=True, late=False, closed=False)], DUE, "waiting"),
        ([Work(1, 0, waiting=True, late=True, closed=False)], DUE, "late"),
        ([DONE], date(2026, 6, 30), "done"),
        ([DONE, WORK], DUE, "doing"),
        ([Work(12, 10, waiting=False, late=False, closed=False)], DUE, "doing"),
        ([Work(1, 0, waiting=False, late=False, closed=True)], DUE, "doing"),
        ([Work(0, 0, waiting=False, late=False, closed=True)], DUE, "none"),
    ],
)
def test_the_state_of_an_item(works: list[Work], due: date, state: str) -> None:
    assert progress(works, due_on=due, today=TODAY).state == state


def test_done_is_judged_by_the_plans_own_day() -> None:
    assert progress([DONE], due_on=date(2026, 6, 30), today=TODAY).in_time is True
    assert progress([DONE], due_on=date(2026, 6, 19), today=TODAY).in_time is False
    assert progress([DONE], due_on=None, today=TODAY).in_time is None


@given(st.lists(st.builds(Work, st.integers(0, 5), st.integers(0, 9), st.booleans(), st.booleans(), st.booleans()), max_size=4))
def test_never_more_is_accepted_than_asked(works: list[Work]) -> None:
    found = progress(works, due_on=DUE, today=TODAY)
    assert 0 <= found.accepted <= found.asked
    assert found.state != "done" or found.accepted == found.asked > 0


def test_counts_name_every_state() -> None:
    assert counts([progress([DONE], due_on=DUE, today=TODAY)]) == {"done": 1, "waiting": 0, "doing": 0, "late": 0, "none": 0}
    assert share(1, 3) == Decimal(100) / 3
    assert share(0, 0) is None


def month(number: int, planned: str | None, actual: str | None) -> Month:
    return Month(number, Decimal(planned) if planned else None, Decimal(actual) if actual else None)


def test_below_knows_its_direction_and_does_not_guess() -> None:
    assert is_below(Decimal(10), Decimal(9), "more") is True
    assert is_below(Decimal(10), Decimal(9), "less") is False
    assert is_below(Decimal(10), Decimal(10), "more") is False
    assert is_below(None, Decimal(9), "more") is None


def test_a_running_total_stands_at_its_last_month() -> None:
    stood = stand([month(1, "8", "7"), month(2, "17", "18"), month(3, "28", None)], adding="cumulative", better="more", until=12)
    assert stood is not None
    assert (stood.month, stood.actual, stood.below) == (2, Decimal(18), False)
    assert reached(stood, Decimal(36), "more") == 50
    assert reached(stood, Decimal(36), "less") is None


def test_months_to_be_added_are_not_added_over_a_gap() -> None:
    months = [month(1, "5", "5"), month(3, "5", "4")]
    gap = stand(months, adding="sum", better="more", until=12)
    assert gap is not None
    assert (gap.actual, gap.missing, gap.below) == (None, (2,), None)
    whole = stand([*months, month(2, "5", "5")], adding="sum", better="more", until=12)
    assert whole is not None
    assert (whole.actual, whole.planned, whole.below) == (Decimal(14), Decimal(15), True)


def test_nothing_known_stands_nowhere_and_later_months_wait() -> None:
    assert stand([month(1, "5", None)], adding="last", better="more", until=12) is None
    assert stand([month(5, "5", "5")], adding="last", better="more", until=4) is None


def test_a_month_without_a_value_breaks_the_line() -> None:
    values = [(1, Decimal(0)), (2, Decimal(5)), (4, Decimal(10))]
    assert points_of(values, top=Decimal(10), width=110, height=100) == [[(0.0, 100.0), (10.0, 50.0)], [(30.0, 0.0)]]
