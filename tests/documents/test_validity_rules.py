"""Validity on a day, and how far a change reaches: tables of cases, and laws that hold for any events."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.apps.documents.rules.scopes import Cover, covers, places_of
from minhchung.apps.documents.rules.validity import CHANGES, ENDS, Event, EventKind, State, reach, validity

CASES = tomllib.loads((Path(__file__).parent / "validity_cases.toml").read_text("utf-8"))
DAY = date(2026, 6, 1)
days = st.dates(DAY - timedelta(days=40), DAY + timedelta(days=40))
scopes = st.sampled_from(["", "Điều 4", "khoản 1 Điều 4", "Điều 9", "Chương II"])
an_event = st.builds(Event, st.sampled_from(EventKind), days, scopes)


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_the_state_of_the_case(case: dict[str, Any]) -> None:
    events = [Event(EventKind(each["kind"]), each["on"], each.get("scope", "")) for each in case.get("events", ())]
    found = validity(events, case["day"], issued_on=case.get("issued_on"))
    assert found.state == State(case["state"])
    assert found.reason
    if "since" in case:
        assert found.since == case["since"]


@pytest.mark.parametrize("case", CASES["cover"], ids=lambda case: f"{case['changed'] or 'whole'} / {case['cited'] or 'whole'}")
def test_how_far_a_changed_part_reaches(case: dict[str, str]) -> None:
    assert covers(case["changed"], case["cited"]) == Cover(case["cover"])


def test_every_state_has_a_case() -> None:
    assert {case["state"] for case in CASES["case"]} == {state.value for state in State}


@given(st.lists(an_event, max_size=6), days)
def test_the_order_in_which_events_are_given_changes_nothing(events: list[Event], day: date) -> None:
    assert validity(events, day).state == validity(events[::-1], day).state


@given(st.lists(an_event, max_size=6), days, days)
def test_what_has_ended_as_a_whole_stays_ended(events: list[Event], day: date, later: date) -> None:
    if validity(events, day).state == State.ENDED and later >= day:
        assert validity(events, later).state == State.ENDED


@given(st.lists(an_event, max_size=6), an_event, days)
def test_an_event_changes_no_day_before_it_but_the_wait_for_it(events: list[Event], event: Event, day: date) -> None:
    before = validity(events, day).state
    if day < event.on and event.kind != EventKind.IN_FORCE:
        assert validity([*events, event], day).state == before


@given(st.lists(an_event, max_size=6), days)
def test_every_state_but_the_unknown_rests_on_an_event(events: list[Event], day: date) -> None:
    found = validity(events, day)
    assert (found.state == State.UNKNOWN) or any(each.words in found.reasons for each in events)


@given(scopes, scopes)
def test_the_whole_reaches_every_part_and_a_part_reaches_itself(one: str, other: str) -> None:
    assert covers("", other) == Cover.ALL
    if places_of(one):
        assert covers(one, one) == Cover.ALL
    if covers(one, other) == Cover.NONE:
        assert covers(other, one) == Cover.NONE


@given(an_event, scopes, days)
def test_only_changes_reach_anybody(event: Event, article: str, day: date) -> None:
    found = reach(event, article, [event], day)
    assert event.kind in CHANGES or found == Cover.NONE
    if event.kind in ENDS and not event.scope:
        assert found == Cover.ALL
