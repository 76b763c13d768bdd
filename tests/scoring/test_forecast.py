"""Where the points of a leaf stand on a day, and what to do for them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from minhchung.scoring.facts import Facts, Given, Known
from minhchung.scoring.forecast import Parts, acts, forecast
from tests.scoring.packs import leaf, pack_of
from tests.scoring.test_cases import AT, facts_of

YES: dict[str, Any] = {"shape": "yes_no", "when": "co"}
BANDS = [{"late_days": 0, "points": 2}, {"late_days": 15, "points": 1}]
GRADED: dict[str, Any] = {"shape": "deadline_graded", "on": "ngay", "due": date(2026, 1, 31), "bands": BANDS}
NAMED: dict[str, Any] = GRADED | {"due": "han"}
DEDUCT: dict[str, Any] = {"shape": "deduction", "violations": [{"label": "chậm", "count": "so", "points": 0.5}]}
SHARE: dict[str, Any] = {"shape": "ratio_linear", "ratio": "dossiers.x"}
INDEX: dict[str, Any] = {"shape": "index_linear", "index": "sipas"}
FORMULA: dict[str, Any] = {"shape": "composite", "expression": "2 - A", "where": {"A": "so"}}
THREE_OF_FOUR = {"dossiers.x": {"numerator": 3, "denominator": 4}}
UP_TO_90 = {"dossiers.x": {"value": 75, "ceiling": 90}}
SHOWN = [{"text": "Kế hoạch"}]


def parts(rule: dict[str, Any], inputs: dict[str, Any], *, proven: bool = False, at: str = "2026-06-30", **more: Any) -> Parts:
    pack = pack_of(leaf("1", "2", rule, **({"evidence": SHOWN} | more)), scale=2)
    facts = facts_of(inputs, at=datetime.fromisoformat(f"{at}T17:00:00+07:00"))
    return forecast(pack, facts, {"1": proven}).leaves[0].parts


def told(**points: str) -> Parts:
    return Parts(**{name: Decimal(value) for name, value in points.items()})


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (parts(YES, {"co": True}, proven=True), told(secured="2")),
        (parts(YES, {"co": True}), told(unproven="2")),
        (parts(YES, {"co": True}, evidence=[]), told(secured="2")),
        (parts(YES, {"co": False}), told(winnable="2")),
        (parts(YES, {}), told(winnable="2")),
        (parts(YES, {}, deadline=date(2026, 6, 29)), told(lost="2")),
        (parts(YES, {}, deadline=date(2026, 6, 30)), told(winnable="2")),
        (parts(YES, {}, at="2027-01-01"), told(lost="2")),
        (parts(YES, {}, source="survey"), told(unknown="2")),
        # Late days are judged by the rule: the deadline itself does not end what they are still worth.
        (parts(GRADED, {}, at="2026-01-31", deadline=date(2026, 1, 31)), told(winnable="2")),
        (parts(GRADED, {}, at="2026-02-10", deadline=date(2026, 1, 31)), told(winnable="1", lost="1")),
        (parts(GRADED, {}, at="2026-02-16", deadline=date(2026, 1, 31)), told(lost="2")),
        (parts(GRADED, {"ngay": date(2026, 2, 10)}, at="2026-02-20"), told(unproven="1", lost="1")),
        # A limit that nobody knows is not a limit far away.
        (parts(NAMED, {"ngay": date(2026, 2, 10)}), told(unknown="2")),
        (parts(SHARE, THREE_OF_FOUR, source="metric", proven=True), told(secured="1.5", winnable="0.5")),
        (parts(SHARE, UP_TO_90, source="metric", proven=True), told(secured="1.5", winnable="0.3", lost="0.2")),
        (parts(SHARE, {}, source="metric"), told(unknown="2")),
        (parts(DEDUCT, {"so": 1}, proven=True), told(secured="1.5", lost="0.5")),
        (parts(INDEX, {"sipas": 90}, source="survey", evidence=[]), told(secured="1.8", lost="0.2")),
        # What is not said in a formula is never taken for nothing: 2 - 0 would be full points.
        (parts(FORMULA, {}), told(winnable="2")),
        (parts(FORMULA, {"so": 2}), told(winnable="2")),
    ],
)  # fmt: skip
def test_where_the_points_of_a_leaf_stand(found: Parts, expected: Parts) -> None:
    assert found == expected


def test_points_by_hand_stand_as_they_were_given() -> None:
    pack = pack_of(leaf("1", "2", YES, evidence=SHOWN), scale=2)
    found = forecast(pack, Facts(AT, given={"1": Given(Decimal("1.25"), "thống nhất")}), {"1": True})
    assert found.parts == told(secured="1.25", lost="0.75")


def test_a_projection_says_what_the_year_will_bring() -> None:
    pack = pack_of(leaf("1", "2", SHARE, source="metric"), leaf("2", "2", YES), scale=4)
    known = facts_of({"dossiers.x": {"numerator": 3, "denominator": 4}, "co": True})
    later = Facts(known.as_of, {**known.values, "dossiers.x": Known(Decimal(90))})
    found = forecast(pack, known, {}, later)
    assert [each.expected for each in found.leaves] == [Decimal("1.8"), 2]
    assert (found.expected, found.parts.earned, found.reachable) == (Decimal("3.8"), Decimal("3.5"), 4)


def test_acts_name_what_to_better_and_come_most_points_a_day_first() -> None:
    pack = pack_of(
        leaf("1", "2", YES, deadline=date(2026, 7, 1)),
        leaf("2", "3", {"shape": "per_item", "count": "so", "each": 1}, evidence=SHOWN),
        leaf("3", "1", YES | {"when": "khac"}, deadline=date(2026, 1, 1)),
        scale=6,
    )
    known = facts_of({"so": 1})
    found = acts(pack, forecast(pack, known, {}), known)
    assert [(act.leaf.code, act.kind, act.input, act.points, act.days) for act in found] == [
        ("1", "do", "co", 2, 1),
        ("2", "do", "so", 2, 184),
        ("2", "prove", "", 1, 184),
    ]
    assert [act.points for act in acts(pack, forecast(pack, facts_of({"so": 1, "co": True}), {}), facts_of({"so": 1, "co": True}))] == [
        2,
        1,
    ]


LATE_SHARE: dict[str, Any] = {"shape": "ratio_linear", "ratio": "dossiers.x"}
TOO_FEW: dict[str, Any] = {"shape": "ratio_tiers", "ratio": "dossiers.x", "direction": "lower",
                           "bands": [{"max": 90, "points": 2}, {"max": 100, "points": 0}]}  # fmt: skip
NOT_SENT: dict[str, Any] = {"shape": "yes_no", "when": "co", "yes": 0, "no": 2}
EACH: dict[str, Any] = {"shape": "per_item", "count": "so", "each": 0.5}


def of_penalty(rule: dict[str, Any], inputs: dict[str, Any], *, at: str = "2026-06-30", **more: Any) -> Parts:
    pack = pack_of(leaf("1", "2", YES), scale=2, penalty={"cap": 1, "items": [leaf("P1", "2", rule, **more)]})
    facts = facts_of(inputs, at=datetime.fromisoformat(f"{at}T17:00:00+07:00"))
    found = forecast(pack, facts, {})
    assert found.parts.maximum == 2  # nothing beside the scale is in its sum
    return found.penalty.leaves[0].parts


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (of_penalty(EACH, {"so": 3}), told(secured="0.5", lost="1.5")),
        (of_penalty(EACH, {}), told(unknown="2")),
        (of_penalty(NOT_SENT, {"co": False}), told(winnable="2")),
        (of_penalty(NOT_SENT, {"co": False}, at="2027-01-01"), told(lost="2")),
        (of_penalty(NOT_SENT, {"co": False}, deadline=date(2026, 6, 29)), told(lost="2")),
        (of_penalty(NOT_SENT, {"co": True}), told(secured="2")),
        # A share that is too low can rise; what was late stays late.
        (of_penalty(TOO_FEW, {"dossiers.x": {"value": 75, "ceiling": 95}}), told(winnable="2")),
        (of_penalty(TOO_FEW, {"dossiers.x": {"value": 75, "ceiling": 85}}), told(lost="2")),
        (of_penalty(LATE_SHARE, {"dossiers.x": {"numerator": 1, "denominator": 4}}), told(secured="1.5", lost="0.5")),
    ],
)
def test_a_penalty_is_lost_as_far_as_it_cannot_be_avoided_any_more(found: Parts, expected: Parts) -> None:
    assert found == expected
