"""Not applicable, nothing to divide by, no data, points by hand: whole packs, and what lies outside the scale."""

from decimal import Decimal
from typing import Any

import pytest

from minhchung.scoring.facts import Facts, Given
from minhchung.scoring.score import score
from tests.scoring.packs import branch, leaf, pack_of
from tests.scoring.test_cases import AT, facts_of, number, table

YES = {"shape": "yes_no", "when": "co"}
COUNT = {"shape": "per_item", "count": "so", "each": 1}


@pytest.mark.parametrize("case", table("policies")["case"], ids=lambda case: case["name"])
def test_a_policy_holds_for_the_whole_pack(case: dict[str, Any]) -> None:
    def rule(code: str) -> dict[str, Any]:
        return {"shape": "ratio_linear", "numerator": f"tu_{code}", "denominator": f"mau_{code}"}

    policies = {"not_applicable": case.get("policy", "full"), "zero_denominator": case.get("zero", "full")}
    pack = pack_of(
        branch("0", *(leaf(each["code"], str(each["max"]), rule(each["code"])) for each in case["leaves"])),
        scale=case["scale"],
        policies=policies | {"missing": case.get("missing", "unknown")},
    )
    facts = facts_of(
        {f"{side}_{each['code']}": each[side] for each in case["leaves"] for side in ("tu", "mau") if side in each},
        not_applicable={each["code"]: each["out"] for each in case["leaves"] if "out" in each},
        given={each["code"]: Given(number(each["points"]), "theo bảng") for each in case["leaves"] if "points" in each},
    )
    found = score(pack, facts)
    assert {code: found.leaves[code].why for code in case.get("why", {})} == case.get("why", {})
    assert {code: each.points for code, each in found.leaves.items() if each.points is not None} == case["points"]
    assert {code: each.maximum for code, each in found.leaves.items()} == case["maxima"]
    assert (found.total, found.maximum) == (case["total"], case["scale"])


def outside(bonus: list[dict[str, Any]], penalty: list[dict[str, Any]], **more: Any) -> Any:
    return pack_of(
        leaf("1", "100", YES), bonus={"cap": 3, "items": bonus}, penalty={"cap": 5, "items": penalty}, bounds=[0, 100], **more
    )  # fmt: skip


def test_bonus_and_penalty_have_caps_and_the_result_its_bounds() -> None:
    pack = outside([leaf("T1", "2", COUNT), leaf("T2", "2", COUNT)], [leaf("P1", "4", COUNT), leaf("P2", "4", COUNT)])
    found = score(pack, facts_of({"co": True, "so": 9}))
    assert (found.total, found.bonus, found.penalty, found.final) == (100, 3, 5, 98)
    found = score(pack, facts_of({"co": True, "so": 0}))
    assert (found.bonus, found.penalty, found.final) == (0, 0, 100)
    assert score(outside([leaf("T1", "2", COUNT)], []), facts_of({"co": True, "so": 9})).final == 100


@pytest.mark.parametrize("policy", ["full", "zero", "rescale", "spread"])
def test_nothing_is_given_or_taken_outside_the_scale_where_it_does_not_apply(policy: str) -> None:
    share = {"shape": "ratio_linear", "numerator": "tu", "denominator": "mau"}
    policies = {"not_applicable": policy, "zero_denominator": "full"}
    pack = outside([leaf("T1", "2", COUNT), leaf("T2", "1", share)], [leaf("P1", "4", COUNT)], policies=policies)
    facts = facts_of({"co": True, "so": 9, "tu": 0, "mau": 0}, not_applicable={"T1": "không xét", "P1": "không xét"})
    found = score(pack, facts)
    assert (found.bonus, found.penalty, found.final) == (0, 0, 100)


def test_a_rating_waits_until_everything_is_known() -> None:
    bands = [{"label": "Tốt", "min": 80}, {"label": "Khá", "min": 50}]
    pack = pack_of(leaf("1", "80", YES), leaf("2", "20", COUNT), bands=bands)
    assert score(pack, facts_of({"co": True})).band is None
    for so, label in ((0, "Tốt"), (20, "Tốt")):
        band = score(pack, facts_of({"co": True, "so": so})).band
        assert band is not None
        assert band.label == label
    assert score(pack, facts_of({"co": False, "so": 20})).band is None, "under every band"


def test_a_leaf_never_exceeds_its_maximum_by_rounding() -> None:
    found = score(pack_of(leaf("1", "0.125", YES), scale="0.125"), facts_of({"co": True}))
    assert found.leaves["1"].points == Decimal("0.125")


def test_nodes_sum_their_leaves_and_say_how_many_are_unknown() -> None:
    pack = pack_of(branch("1", branch("1.1", leaf("1.1.1", "1", YES), leaf("1.1.2", "1", COUNT)), leaf("1.2", "1", YES)), scale=3)
    found = score(pack, Facts(AT, facts_of({"co": True}).values))
    told = {code: (node.points, node.maximum, node.unknown) for code, node in found.nodes.items()}
    assert told == {"1.1": (1, 2, 1), "1": (2, 3, 1)}
    assert [each.code for each in found.unknown] == ["1.1.2"]
