"""What a record is worth: every way from a record to the leaves of the index, and sums in which a leaf counts once."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhchung.apps.assignments.models import Assignment, Duty, Occurrence
from minhchung.apps.documents.models import Document
from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.worth import held_by, leaves_of, worth_of
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.models import Index
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.plans import actions as plans
from minhchung.apps.plans.models import PlanItem
from minhchung.apps.plans.rules.when import read_when
from minhchung.apps.plans.writing import ItemFields
from tests.assignments.conftest import Assigning, assign
from tests.indexes.conftest import JANUARY
from tests.indexes.rounds import leaf_of
from tests.indexes.sets import BESIDE, small_set
from tests.personas import NOW

__all__ = ["assign"]
DIALOGUE = Decimal("1.00")
"""What leaf 1.2 holds up until the dialogue is held and proven."""


def ref(kind: str, row: object) -> Ref:
    return Ref(kind, str(getattr(row, "pk", row)))


def led_to(commune: Commune, record: Ref) -> list[tuple[str, Decimal | None]]:
    """The leaves a record leads to with what they hold up."""
    worth = worth_of(commune.pk, [record]).get(record)
    return [(leaf.code, leaf.held) for leaf in worth.proves] if worth else []


@pytest.fixture
def linked(scored: Index, assign: Assigning) -> Assignment:
    """Work that proves leaf 1.2."""
    work, leaf = assign("KT"), leaf_of(scored, "1.2")
    actions.link_assignment(criterion=leaf, requirement=leaf.requirements.get(), assignment=work, actor=None, at=NOW)
    return work


@pytest.fixture
def item(ward: Commune, units: dict[str, Unit], standing: Person) -> PlanItem:
    """An item of the year's plan that serves leaf 1.2 and one that no set has."""
    plan = plans.add_plan(commune=ward, kind="cchc", year=2026, title="Kế hoạch CCHC năm 2026", actor=standing, at=NOW)
    when = read_when("Quý IV/2026", year=2026)
    fields = ItemFields("5", "Tổ chức đối thoại", (), "Biên bản", when=when, lead=(units["KT"].pk,), codes=("1.2", "9.9"))
    return plans.add_item(plan=plan, fields=fields, actor=standing, at=NOW)


def test_every_way_to_a_leaf_is_found(ward: Commune, scored: Index, linked: Assignment, minutes: Claim, item: PlanItem) -> None:
    leaf, paper = leaf_of(scored, "1.2"), Document.objects.create(commune=ward, direction="out", state="issued", added_at=NOW)
    period = Occurrence.objects.get(duty__assignment=linked)
    brought = {"kind": "occurrence", "key": str(period.pk), "document": paper, "title": "Biên bản", "claimed_at": NOW}
    of_work = Claim.objects.create(commune=ward, **brought)
    ways = [
        ref("criterion", leaf),
        ref("requirement", leaf.requirements.get()),
        ref("claim", minutes),
        ref("claim", of_work),
        ref("document", paper),
        ref("assignment", linked),
        ref("duty", Duty.objects.get(assignment=linked)),
        ref("occurrence", period),
        ref("plan_item", item),
    ]
    assert {way: led_to(ward, way) for way in ways} == {way: [("1.2", DIALOGUE)] for way in ways}
    assert [code for code, _ in led_to(ward, Ref("figure", "assignments.on_time_share"))] == ["2.1"]


def test_what_leads_nowhere_is_not_known_rather_than_worth_nothing(
    ward: Commune, other_ward: Commune, scored: Index, linked: Assignment, assign: Assigning
) -> None:
    other = assign("VP")
    nowhere = [ref("assignment", other), ref("unit", 1), Ref("figure", "dossiers.received"), Ref("dossier", "x/mc/H99"), ref("claim", 999)]
    assert worth_of(ward.pk, nowhere) == {}
    assert worth_of(other_ward.pk, [ref("assignment", linked), ref("criterion", leaf_of(scored, "1.2"))]) == {}


def test_what_no_longer_leads_there_stops(ward: Commune, scored: Index, linked: Assignment, minutes: Claim) -> None:
    leaf = leaf_of(scored, "1.2")
    actions.unlink_assignment(criterion=leaf, requirement=leaf.requirements.get(), assignment=linked, actor=None, at=NOW)
    Claim.objects.filter(pk=minutes.pk).update(withdrawn_at=NOW)
    assert worth_of(ward.pk, [ref("assignment", linked), ref("claim", minutes)]) == {}


def test_a_leaf_counts_once_in_a_sum(ward: Commune, scored: Index, linked: Assignment, minutes: Claim) -> None:
    plan = leaf_of(scored, "1.1")
    records = [ref("assignment", linked), ref("claim", minutes), ref("criterion", leaf_of(scored, "1.2")), ref("criterion", plan)]
    found = worth_of(ward.pk, records)
    assert [leaf.code for leaf in leaves_of(found.values())] == ["1.2", "1.1"]
    assert held_by(found.values()) == DIALOGUE + (found[records[-1]].held or 0)


def test_points_nobody_can_say_yet_are_unknown_and_in_no_sum(ward: Commune, scored: Index) -> None:
    survey = ref("criterion", leaf_of(scored, "2.2"))
    assert led_to(ward, survey) == [("2.2", None)]
    found = worth_of(ward.pk, [survey])
    assert (found[survey].held, held_by(found.values())) == (None, 0)


def test_points_beside_the_scale_are_in_no_sum(ward: Commune, units: dict[str, Unit]) -> None:
    pack = actions.add_pack(commune=ward, pack=small_set(**BESIDE), source="", actor=None, at=JANUARY)
    index = actions.adopt(commune=ward, pack=pack, actor=None, at=JANUARY)
    found = worth_of(ward.pk, [ref("criterion", leaf_of(index, "T1"))])
    assert [leaf.beside for worth in found.values() for leaf in worth.proves] == [True]
    assert held_by(found.values()) == 0


def test_a_thousand_records_take_as_many_queries_as_one(
    ward: Commune, scored: Index, linked: Assignment, minutes: Claim, assign: Assigning
) -> None:
    def queries(make: Callable[[], list[Ref]]) -> int:
        records = make()
        with CaptureQueriesContext(connection) as seen:
            worth_of(ward.pk, records)
        return len(seen)

    few = [ref("assignment", linked), ref("claim", minutes), ref("requirement", leaf_of(scored, "1.1").requirements.get())]
    alone = queries(lambda: few)
    plan = leaf_of(scored, "1.1")
    more = [assign("KT") for _ in range(5)]
    for work in more:
        actions.link_assignment(criterion=plan, requirement=plan.requirements.get(), assignment=work, actor=None, at=NOW)
    assert queries(lambda: [*few, *(ref("assignment", work) for work in more), *(ref("claim", pk) for pk in range(1000))]) <= alone
