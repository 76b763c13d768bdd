"""Laws of scoring that hold for every pack and all facts."""

from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.scoring.facts import Facts, Given, Known
from minhchung.scoring.forecast import acts, forecast
from minhchung.scoring.loading import dump, packaged, packs_here, parse
from minhchung.scoring.packs import Pack
from minhchung.scoring.score import maxima_of, score
from tests.scoring.packs import branch, leaf, pack_of
from tests.scoring.strategies import QUARTERS, RULES, any_values, facts, packs, values
from tests.scoring.test_cases import AT

ZERO = Decimal(0)
CENT = Decimal("0.01")


@given(st.data())
def test_leaves_sum_to_nodes_and_nodes_to_the_total(data: st.DataObject) -> None:
    pack = data.draw(packs())
    found = score(pack, data.draw(facts(pack)))
    inside = [found.leaves[each.code] for each in pack.leaves]
    tops = [found.nodes[node.code].points if node.code in found.nodes else found.leaves[node.code].points or ZERO for node in pack.nodes]
    assert sum(tops) == sum(each.points for each in inside if each.points is not None)
    if sum(each.maximum for each in inside) == sum(each.max for each in pack.leaves):
        assert found.total == sum(tops), "nothing was taken out"
    assert found.maximum == sum(each.max for each in pack.leaves)
    assert all(each.points is None or ZERO <= each.points <= each.maximum for each in found.leaves.values())
    assert ZERO <= found.total <= found.maximum + CENT
    assert (found.bonus <= 2, found.penalty <= 3) == (True, True)
    assert all(each.why[-1] != "." and (each.why[0].isupper() or each.why[0].isdigit()) for each in found.leaves.values())
    assert all((each.points is None) == (found.leaves[each.code] in found.unknown) for each in inside)


@given(st.data())
def test_the_same_facts_give_the_same_score_whatever_their_order(data: st.DataObject) -> None:
    pack = data.draw(packs())
    known = data.draw(facts(pack))
    turned = replace(known, values=dict(reversed(known.values.items())))
    assert score(pack, known) == score(parse(dump(pack), "lại"), turned)


@given(st.data())
def test_the_five_parts_add_up_to_the_maximum_and_no_forecast_fails(data: st.DataObject) -> None:
    pack = data.draw(packs())
    known = data.draw(facts(pack))
    proven = data.draw(st.dictionaries(st.sampled_from([each.code for each in pack.leaves]), st.booleans()))
    found = forecast(pack, known, proven, projected=data.draw(st.one_of(st.none(), facts(pack))))
    maxima = maxima_of(pack, known)
    for each in found.leaves:
        parts = each.parts
        assert parts.maximum == maxima[each.leaf.code]
        assert min(parts.secured, parts.unproven, parts.winnable, parts.lost, parts.unknown) >= 0
        assert parts.secured + parts.unproven <= parts.maximum - parts.lost
        assert not (parts.winnable and not each.open), "nothing is won after the deadline"
        if each.today.points is not None and each.today.how != "unknown":
            assert parts.earned == each.today.points
    assert found.parts.maximum == sum(maxima.values())
    assert found.of(each.code for each in pack.leaves) == found.parts
    for act in acts(pack, found, known):
        assert act.points > 0
        assert act.days >= 0


@pytest.mark.parametrize("pack_id", packs_here())
@given(choose=st.randoms(use_true_random=False))
def test_no_forecast_of_a_packaged_pack_fails_whatever_is_missing(pack_id: str, choose: Random) -> None:
    pack = packaged(pack_id)
    known = Facts(AT, any_values(pack, choose))
    found = forecast(pack, known, {})
    assert found.parts.maximum == pack.scale
    assert all(each.parts.secured == 0 for each in found.leaves if each.today.how == "rule" and each.leaf.evidence)
    acts(pack, found, known)


@given(st.data())
def test_points_of_leaves_that_do_not_apply_are_spread_to_the_hundredth(data: st.DataObject) -> None:
    pack = data.draw(packs(policy=st.just("spread")))
    known = replace(data.draw(facts(pack)), given={})
    out = {each.code for each in pack.leaves if each.code in known.not_applicable}
    maxima = maxima_of(pack, known)
    for node in pack.nodes:
        under = list(node.leaves())
        assert sum(maxima[each.code] for each in under) == sum(each.max for each in under), "the sum of a group stays"
    assert all(maxima[code] == 0 or maxima[code] == next(each.max for each in pack.leaves if each.code == code) for code in out)


@given(st.lists(QUARTERS, min_size=1, max_size=30), st.data())
def test_quarters_of_a_point_survive_dump_load_and_score(steps: list[Decimal], data: st.DataObject) -> None:
    rule = {"shape": "external", "value": "x"}
    pack = parse(dump(pack_of(branch("0", *(leaf(str(place), str(step), rule) for place, step in enumerate(steps, 1))))), "thu.yaml")
    points = {each.code: Given(data.draw(st.integers(0, int(each.max * 4))) * Decimal("0.25"), "khai") for each in pack.leaves}
    found = score(pack, Facts(AT, given=points))
    assert {code: each.points for code, each in found.leaves.items()} == {code: each.points for code, each in points.items()}
    assert found.total == sum(each.points for each in points.values())
    assert found.total % Decimal("0.25") == 0


RISING = {"all", "linear", "target", "floor", "floor_grown", "tiers", "item", "count", "yes", "list", "best", "sum", "index", "external"}
FALLING = {"lower", "deduct", "no", "graded", "rank"}


def better(name: str, value: Any, by: int) -> Any:
    """The input as it is with more of it: a larger number, a yes, a later day."""
    if isinstance(value, bool):
        return True
    if isinstance(value, Decimal):
        return value + by
    return min(value.replace(year=value.year + 1), value.replace(month=12, day=31))


@given(st.sampled_from(sorted(RISING | FALLING)), st.integers(1, 50), st.data())
def test_more_of_a_good_thing_never_costs_points_and_more_of_a_bad_one_never_brings_any(name: str, by: int, data: st.DataObject) -> None:
    pack = pack_of(leaf("1", str(RULES[name]["max"]), RULES[name]["data"]))
    known = {key: value for key, value in dict(values(pack, data.draw)).items() if value.value is not None}
    fixed = {"mau", "so.mau", "binh_quan"}
    turned = data.draw(st.sampled_from(sorted(set(known) - fixed) or [""]))
    before = score(pack, Facts(AT, known)).leaves["1"].points
    if not turned:
        return
    more = known | {turned: Known(better(turned, known[turned].value, by))}
    after = score(pack, Facts(AT, more)).leaves["1"].points
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert after >= before if name in RISING else after <= before


def test_every_shape_is_held_to_a_direction_or_has_none() -> None:
    neither = {"levels", "named", "average", "survey", "external_of", "share", "cases"}
    assert set(RULES) == RISING | FALLING | neither


@given(st.data())
def test_a_pack_is_read_back_as_it_was_written(data: st.DataObject) -> None:
    pack: Pack = data.draw(packs())
    text = dump(pack)
    again = parse(text, "lại")
    assert (again, again.digest, dump(again)) == (pack, pack.digest, text)


TITLES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=40)


@given(TITLES, TITLES)
def test_any_text_survives_the_file(title: str, note: str) -> None:
    from minhchung.text.normal import nfc

    title, note = nfc(title).strip() or "x", nfc(note)
    pack = pack_of(leaf("1", "1", {"shape": "yes_no", "when": "co"}) | {"title": title, "note": note})
    assert parse(dump(pack), "lại") == pack
