"""The rules of inspections as tables: what may be done when, what is missing, who may check, what covers what, what is drawn."""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.apps.inspections.rules import stages
from minhchung.apps.inspections.rules.coverage import Answering, coverage
from minhchung.apps.inspections.rules.draws import draw
from minhchung.apps.inspections.rules.independence import Checker, checkers_of, conflicts, may_check
from minhchung.apps.inspections.rules.limits import Limit, last_day
from minhchung.apps.inspections.rules.stages import Facts, UnitFacts
from minhchung.worktime import vietnam

CASES = tomllib.loads(Path(__file__).with_name("missing.toml").read_text("utf-8"))["case"]
UNIT = UnitFacts("Phòng Kinh tế", reported=True, minuted=True, remedied=True, checked=True)
WHOLE = Facts(stage="planned", has_basis=True, heads=1, units=[UNIT], requirements=1, has_document=True, has_due=True, has_addressee=True)
"""An inspection of which nothing is missing at any stage."""


@pytest.mark.parametrize("stage", stages.ORDER)
def test_nothing_is_missing_of_a_whole_inspection(stage: str) -> None:
    assert stages.missing(replace(WHOLE, stage=stage)) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_missing_is_told_and_blocks_or_not(case: dict[str, object]) -> None:
    changes = {**case["facts"]}  # type: ignore[dict-item]
    if "unit" in changes:
        changes["units"] = [replace(UNIT, **changes.pop("unit"))]
    facts = replace(WHOLE, stage=str(case["stage"]), **changes)
    found = stages.missing(facts)
    assert [each.blocks for each in found if str(case["says"]) in each.text] == [case["blocks"]]
    assert bool(stages.blocked(facts)) is case["blocks"]


@pytest.mark.parametrize("what", sorted(stages.MAY))
@pytest.mark.parametrize("stage", stages.ORDER)
def test_an_act_is_open_at_its_stages_alone_and_a_shut_one_says_which(what: str, stage: str) -> None:
    reason = stages.refused(what, stage)
    assert bool(reason) == (stage not in stages.MAY[what])
    assert not reason or reason.endswith(".")
    assert not reason or stage == "closed" or all(stages.TITLES[each] in reason for each in stages.MAY[what])


def test_a_unit_of_which_nothing_was_asked_owes_no_remedy_report_but_one_it_sent_is_checked() -> None:
    silent = replace(UNIT, asked=False, remedied=False, checked=False)
    assert stages.missing(replace(WHOLE, stage="concluded", units=[silent])) == []
    sent = replace(WHOLE, stage="concluded", units=[replace(silent, remedied=True)])
    assert stages.blocked(sent) == "Chưa kiểm tra lại Phòng Kinh tế."


def test_the_stage_before_is_the_one_that_led_here() -> None:
    assert [stages.stage_before(stage) for stage in stages.ORDER] == ["planned", *stages.ORDER[:-1]]


def test_every_stage_but_the_last_leads_on() -> None:
    assert [stages.next_stage(stage) for stage in stages.ORDER] == [*stages.ORDER[1:], "closed"]


def test_the_independence_of_the_team_is_asked_of_the_wards_own_team_only() -> None:
    own = replace(WHOLE, units=[replace(UNIT, conflicts=("Lan",))])
    assert "Lan thuộc chính đơn vị này" in stages.blocked(own)
    assert stages.blocked(replace(own, own_team=False)) == ""


LAN, HUY, BINH = Checker(1, "Lan", frozenset({10})), Checker(2, "Huy", frozenset({20})), Checker(3, "Bình")


def test_nobody_checks_the_own_unit_but_may_check_another() -> None:
    assert conflicts([LAN, HUY, BINH], {10: [], 20: [], 30: []}) == {10: [LAN], 20: [HUY]}
    assert conflicts([LAN, HUY, BINH], {10: [2, 3], 20: [1]}) == {}
    assert conflicts([LAN, HUY], {10: [1, 2]}) == {10: [LAN]}


def test_with_nobody_named_the_whole_team_checks() -> None:
    assert checkers_of([LAN, HUY], []) == [LAN, HUY]
    assert checkers_of([LAN, HUY], [2]) == [HUY]


@pytest.mark.parametrize(
    ("person", "unit", "named", "says"),
    [
        (7, 20, [], ""),
        (9, 20, [], "Chỉ thành viên đoàn"),
        (7, 10, [], "không tự kiểm tra đơn vị mình"),
        (7, 20, [2], "không được phân công"),
        (7, 20, [1], ""),
    ],
)
def test_who_may_fill_the_checklist_of_a_unit(person: int, unit: int, named: list[int], says: str) -> None:
    reason = may_check(person, unit, {7: LAN}, named)
    assert (reason == "") == (says == "")
    assert says in reason


@pytest.mark.parametrize(
    ("findings", "requirements", "alone", "idle", "covered"),
    [
        ([1, 2, 3], {7: [1], 8: []}, (2, 3), (8,), 1),
        ([1, 2], {7: [1, 2]}, (), (), 2),
        ([], {7: []}, (), (7,), 0),
        ([1], {7: [99]}, (1,), (7,), 0),
        ([1], {7: [1], 8: [1]}, (), (), 1),
    ],
)
def test_what_stands_alone_on_either_side(
    findings: list[int], requirements: dict[int, list[int]], alone: tuple[int, ...], idle: tuple[int, ...], covered: int
) -> None:
    found = coverage({key: [10] for key in findings}, {key: Answering(told, [10]) for key, told in requirements.items()})
    assert (found.findings_alone, found.requirements_alone, found.covered) == (alone, idle, covered)
    assert found.is_whole == (not alone and not idle)


def test_a_finding_under_several_units_wants_each_of_them_told() -> None:
    found = coverage({1: [10, 20, 30], 2: [10]}, {7: Answering([1], [10]), 8: Answering([1, 2], [20, 10])})
    assert found.partly == {1: (30,)}
    assert not found.is_whole
    assert coverage({1: [10, 20]}, {7: Answering([1], [10]), 8: Answering([1], [20])}).is_whole


def test_limits_count_from_the_day_after_in_their_own_days() -> None:
    ended = date(2026, 11, 13)  # a Friday; the week of 24/11 has a holiday on Tuesday
    assert last_day(Limit("a", "", 15, True, "x"), ended, vietnam()) == date(2026, 12, 7)
    assert last_day(Limit("a", "", 15, False, "x"), ended, vietnam()) == date(2026, 11, 28)


POPULATION = {f"H99.12-261102-{number:04d}": unit for number, unit in enumerate(["A", "B", "B", "C", "C", "C"] * 5)}


def test_a_draw_is_the_same_for_ever() -> None:
    """The three smallest of `printf "2026\\n<code>" | sha256sum`."""
    assert draw(POPULATION, 3, seed="2026", by_stratum=False) == ["H99.12-261102-0008", "H99.12-261102-0022", "H99.12-261102-0025"]


def test_a_draw_by_unit_takes_as_many_of_each_and_all_where_there_are_fewer() -> None:
    taken = draw(POPULATION, 7, seed="x", by_stratum=True)
    assert [sum(POPULATION[code] == unit for code in taken) for unit in "ABC"] == [5, 7, 7]


@given(st.sets(st.text("0123456789", min_size=4, max_size=6), min_size=1, max_size=40), st.integers(1, 50), st.text(max_size=8))
def test_a_draw_takes_of_the_population_once_each_and_depends_on_nothing_else(codes: set[str], count: int, seed: str) -> None:
    population = dict.fromkeys(codes, "A")
    taken = draw(population, count, seed=seed, by_stratum=False)
    assert len(taken) == len(set(taken)) == min(count, len(codes))
    assert set(taken) <= codes
    assert draw(dict(reversed(population.items())), count, seed=seed, by_stratum=False) == taken


@given(st.sets(st.text("0123456789", min_size=4, max_size=6), min_size=2, max_size=40), st.integers(1, 50))
def test_a_code_that_joins_takes_at_most_one_place(codes: set[str], count: int) -> None:
    newcomer = max(codes)
    before = set(draw(dict.fromkeys(codes - {newcomer}, "A"), count, seed="s", by_stratum=False))
    after = set(draw(dict.fromkeys(codes, "A"), count, seed="s", by_stratum=False))
    assert len(before - after) <= 1
    assert after - before <= {newcomer}
