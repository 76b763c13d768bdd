"""Every stage of a round: who opens it, what the clock does by itself, which columns are open, which points may stand."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.apps.indexes.rules import rounds
from minhchung.apps.indexes.rules.rounds import Dates
from tests.indexes.sets import small_set

DAYS = tuple(date(2026, 12, day) for day in (1, 10, 15, 20, 25, 30))
DATES = Dates(*DAYS)
ON = {
    "before": date(2026, 11, 30), "self": date(2026, 12, 10), "approving": date(2026, 12, 15), "first": date(2026, 12, 20),
    "explaining": date(2026, 12, 25), "second": date(2026, 12, 30), "after": date(2026, 12, 31),
}  # fmt: skip
S, C, A, L, F, E, D, P = rounds.ORDER


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (S, {"before": S, "self": S, "approving": C, "first": L, "explaining": E, "second": E, "after": D}),
        (C, {"before": C, "self": C, "approving": C, "first": L, "explaining": E, "second": E, "after": D}),
        (A, {"before": A, "self": A, "approving": A, "first": L, "explaining": E, "second": E, "after": D}),
        (L, {"before": L, "self": L, "approving": L, "first": L, "explaining": E, "second": E, "after": D}),
        (F, {"before": F, "self": F, "approving": F, "first": F, "explaining": E, "second": E, "after": D}),
        (E, {"before": E, "self": E, "approving": E, "first": E, "explaining": E, "second": E, "after": D}),
        (D, dict.fromkeys(ON, D)),
        (P, dict.fromkeys(ON, P)),
    ],
)
def test_the_clock_closes_a_stage_after_its_last_day_and_not_on_it(stage: str, expected: dict[str, str]) -> None:
    assert {name: rounds.stage_at(stage, DATES, day) for name, day in ON.items()} == expected


def test_the_clock_takes_one_step_at_a_time_and_says_which_day_was_the_last() -> None:
    step = rounds.due_step(S, DATES, ON["after"])
    assert step == rounds.Step(C, DATES.self_closes)
    assert rounds.due_step(C, DATES, ON["after"]) == rounds.Step(L, DATES.approve_by)
    assert rounds.due_step(D, DATES, ON["after"]) is None, "nothing is published by itself"


@given(stage=st.sampled_from(rounds.ORDER), first=st.dates(DAYS[0], date(2027, 1, 31)), days=st.integers(0, 60))
def test_a_round_never_goes_back_by_itself(stage: str, first: date, days: int) -> None:
    before, later = (rounds.stage_at(stage, DATES, day) for day in (first, first + timedelta(days=days)))
    assert rounds.ORDER.index(stage) <= rounds.ORDER.index(before) <= rounds.ORDER.index(later)


ALLOWED = {
    "consolidate": {S}, "approve": {C}, "lock": {A}, "reopen": {C, A, L}, "end_first": {L}, "open_explaining": {F}, "end_second": {E},
    "publish": {L, F, E, D},
}  # fmt: skip


@pytest.mark.parametrize("stage", rounds.ORDER)
@pytest.mark.parametrize("move", sorted(rounds.MOVES))
def test_a_step_is_taken_from_its_own_stages_only(move: str, stage: str) -> None:
    assert (not rounds.refusal_to_move(move, stage)) == (stage in ALLOWED[move])


OPEN = {"self": {S}, "unit_approved": {C}, "approved": {C}, "appraised1": {L}, "appraised2": {E}, "published": {L, F, E, D}}


@pytest.mark.parametrize("stage", rounds.ORDER)
@pytest.mark.parametrize("column", sorted(rounds.COLUMNS))
def test_a_column_is_open_in_its_own_stages_only(column: str, stage: str) -> None:
    assert (not rounds.refusal_to_mark(column, stage, DATES, ON["self"])) == (stage in OPEN[column])


def test_self_scoring_opens_on_its_first_day() -> None:
    assert "mở từ 01/12/2026" in rounds.refusal_to_mark("self", S, DATES, ON["before"])
    assert rounds.refusal_to_mark("self", S, DATES, DATES.opens) == ""


@pytest.mark.parametrize(("stage", "day", "ask", "explain"), [
    (S, "self", False, False), (A, "approving", False, False), (L, "first", True, False), (F, "first", True, False),
    (E, "explaining", True, True), (E, "second", False, False), (D, "after", False, False), (P, "after", False, False),
])  # fmt: skip
def test_the_city_asks_and_the_ward_explains_in_their_time(stage: str, day: str, ask: bool, explain: bool) -> None:
    assert (not rounds.refusal_to_ask(stage, DATES, ON[day])) is ask
    assert (not rounds.refusal_to_explain(stage, DATES, ON[day])) is explain


def test_days_out_of_order_are_named() -> None:
    for place, (before, after) in enumerate(pairwise(DAYS)):
        days = list(DAYS)
        days[place], days[place + 1] = after, before
        assert "ở trước ngày" in Dates(*days).disorder()
    assert DATES.disorder() == ""
    assert Dates(*[DAYS[0]] * 6).disorder() == "", "everything on one day is in order"


@pytest.mark.parametrize(("points", "by_rule", "words"), [
    ("2.25", None, "ngoài khoảng"), ("-0.25", None, "ngoài khoảng"), ("1.10", None, "không theo bước 0,25"), ("1.10", "1.10", ""),
    ("1.75", None, ""), ("0", None, ""), ("2", None, ""), ("2.00", "1.93", ""),
])  # fmt: skip
def test_points_keep_to_the_maximum_and_the_quarters_but_for_what_the_rule_itself_gives(
    points: str, by_rule: str | None, words: str
) -> None:
    told = rounds.refusal_of_points(
        Decimal(points), maximum=Decimal(2), step=Decimal("0.25"), by_rule=Decimal(by_rule) if by_rule else None
    )
    assert (words in told) if words else told == ""


@pytest.mark.parametrize(("points", "by_rule", "proven", "words"), [
    ("1.75", "1.75", True, ""), ("2", "1.75", True, "điểm theo quy tắc là 1,75"), ("1.75", "1.75", False, "minh chứng chưa đủ"),
    ("1", None, True, "chưa có số liệu"), ("2", "1.75", False, "điểm theo quy tắc là 1,75; minh chứng chưa đủ"),
])  # fmt: skip
def test_a_self_score_is_explained_when_the_rule_says_otherwise_or_the_evidence_lacks(
    points: str, by_rule: str | None, proven: bool, words: str
) -> None:
    told = rounds.reason_for(Decimal(points), by_rule=Decimal(by_rule) if by_rule else None, proven=proven)
    assert (words in told) if words else told == ""


def test_the_furthest_column_counts() -> None:
    marks = {"self": Decimal(1), "unit_approved": Decimal("0.75")}
    assert (rounds.declared_points(marks), rounds.latest_points(marks)) == (Decimal("0.75"), Decimal("0.75"))
    marks["appraised1"] = Decimal(0)
    assert rounds.latest_points(marks) == Decimal(0), "zero points are points"
    assert rounds.declared_points({}) is None


def test_a_survey_is_closed_to_self_scoring() -> None:
    pack = small_set()
    assert {leaf.code: rounds.is_self_scored(leaf) for leaf in pack.leaves} == {
        "1.1": True, "1.2": True, "1.3": True, "2.1": True, "2.2": False,
    }  # fmt: skip


def test_a_column_adds_up_as_the_set_says() -> None:
    pack = small_set(bounds=["0", "9.5"])
    points = {"1.1": Decimal("1.75"), "1.2": Decimal("0.25"), "1.3": Decimal("2"), "2.1": Decimal("3"), "2.2": Decimal("2")}
    maxima = {leaf.code: leaf.max for leaf in pack.leaves}
    assert rounds.total_of(pack, maxima, {"1.1": Decimal("1.75"), "1.2": Decimal("0.25")}).final == Decimal("2.00")
    assert rounds.total_of(pack, maxima, points).inside == Decimal("9.00")
    taken_out = rounds.total_of(pack, maxima | {"2.2": Decimal(0)}, {**points, "2.2": Decimal(0)})
    assert taken_out.inside == Decimal("8.75"), "7 of 8 stand for 8.75 of 10"
