"""What was known on a past day: weeks of a ward are kept as they go by, and every one of them is told the same when it is over."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import date, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Assignment, Occurrence
from minhchung.apps.documents import actions as documents
from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.models import Document
from minhchung.apps.evidence import actions as evidence
from minhchung.apps.evidence.claimable import Place
from minhchung.apps.evidence.models import Claim
from minhchung.apps.files.receiving import Received, receive
from minhchung.apps.ground import history
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.models import CriterionAssignment, Index, WeekStanding
from minhchung.apps.indexes.standing import IndexStanding, standing_of, units_of
from minhchung.apps.organisations import actions as organisations
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.scoring.forecast import Parts
from tests.assignments.conftest import assign, only
from tests.evidence.papers import letter, word
from tests.files.conftest import own_store
from tests.indexes.rounds import leaf_of
from tests.indexes.sets import small_set
from tests.personas import NOW

__all__ = ["assign", "own_store"]
pytestmark = pytest.mark.django_db
ADOPTED = datetime(2026, 2, 2, 8, tzinfo=ZONE)


def paper(name: str, **said: Any) -> Received:
    return receive(ContentFile(word(letter(**said)), name=name))


def told(found: IndexStanding) -> dict[str, Any]:
    """All that a page says of an index on a day."""
    units = {str(pk or ""): [str(getattr(each, part.name)) for part in fields(Parts)] for pk, each in units_of(found).items()}
    leaves = {
        code: (
            row.forecast.parts,
            row.standing.reason,
            [(item.standing, [str(claim) for claim in item.claims]) for item in row.requirements],
        )
        for code, row in found.leaves.items()
    }
    return {"parts": found.forecast.parts, "units": units, "leaves": leaves}


class Weeks:
    """The weeks of the ward: `then` does something on a Wednesday, and the Sunday after it is kept."""

    def __init__(self, index: Index) -> None:
        self.index, self.day, self.kept = index, date(2026, 2, 1), {}  # type: ignore[var-annotated]

    @contextmanager
    def then(self) -> Iterator[datetime]:
        yield datetime.combine(self.day + timedelta(days=3), datetime.min.time(), ZONE) + timedelta(hours=9)
        self.day += timedelta(days=7)
        actions.keep_week(index=self.index, day=self.day, actor=None, at=datetime.combine(self.day, datetime.max.time(), ZONE))
        self.kept[self.day] = told(standing_of(self.index, day=self.day))


@pytest.fixture
def index(ward: Commune, units: dict[str, Unit]) -> Index:
    pack = actions.add_pack(commune=ward, pack=small_set(), source="", actor=None, at=ADOPTED)
    made = actions.adopt(commune=ward, pack=pack, actor=None, at=ADOPTED)
    actions.declare(criterion=leaf_of(made, "1.1"), values={"ngay_ke_hoach": date(2026, 1, 12)}, note="", actor=None, at=ADOPTED)
    actions.declare(criterion=leaf_of(made, "1.2"), values={"co_doi_thoai": True}, note="", actor=None, at=ADOPTED)
    return made


def place_of(index: Index, code: str) -> Place:
    return Place(index.commune_id, "requirement", str(leaf_of(index, code).requirements.get().pk))


def weeks_of_a_plan(weeks: Weeks, actor: Person) -> Claim:
    """A file of the wrong year, rejected, replaced, found good, its words changed for wrong ones and back."""
    plan = place_of(weeks.index, "1.1")
    with weeks.then():
        pass
    with weeks.then() as at:
        claim = evidence.claim(place=plan, upload=paper("cu.docx", day=date(2025, 1, 9), year=2025), actor=actor, at=at)
    with weeks.then() as at:
        evidence.verify(claim=claim, good=False, reason="Kế hoạch của năm trước", actor=None, at=at)
    with weeks.then() as at:
        evidence.replace(claim=claim, upload=paper("moi.docx"), actor=actor, at=at)
    with weeks.then() as at:
        evidence.verify(claim=claim, good=True, actor=None, at=at)
    with weeks.then() as at:
        evidence.edit_typed(claim=claim, typed=evidence.Typed(number="99/KH-UBND"), actor=actor, at=at)
    with weeks.then() as at:
        claim = evidence.edit_typed(claim=claim, typed=evidence.Typed(), title="Kế hoạch năm", actor=actor, at=at)
        evidence.verify(claim=claim, good=True, actor=None, at=at)
    return claim


def weeks_of_work(weeks: Weeks, assign: Callable[..., Assignment], other: Unit) -> Assignment:
    """Work linked to what it proves, its evidence good before it is accepted; opened again, shared with a unit that is then taken away."""
    talk = leaf_of(weeks.index, "1.2")
    with weeks.then() as at:
        work = assign("KT", at=at)
        actions.link_assignment(criterion=talk, requirement=talk.requirements.get(), assignment=work, actor=None, at=at)
    step = only(work)
    with weeks.then() as at:
        place = Place(talk.commune_id, "occurrence", str(step.pk))
        minutes = evidence.claim(place=place, upload=paper("bb.docx", number="30"), actor=None, at=at)
        evidence.verify(claim=minutes, good=True, actor=None, at=at)
        assignments.submit(occurrence=step, actor=None, at=at)
    with weeks.then() as at:
        assignments.accept(occurrence=step, actor=None, at=at)
    with weeks.then() as at:
        assignments.reopen(occurrence=step, reason="Thiếu chữ ký", actor=None, at=at)
    with weeks.then() as at:
        duty = assignments.add_duty(assignment=work, unit=other.pk, part="lead", actor=None, at=at)
        assignments.submit(occurrence=step, actor=None, at=at)
        assignments.accept(occurrence=step, actor=None, at=at)
    with weeks.then() as at:
        assignments.remove_duty(duty=duty, reason="Giao nhầm", actor=None, at=at)
    return work


def test_every_week_is_told_again_as_it_was_kept(
    index: Index, ward: Commune, units: dict[str, Unit], standing: Person, assign: Callable[..., Assignment]
) -> None:
    weeks, talk = Weeks(index), leaf_of(index, "1.2")
    claim = weeks_of_a_plan(weeks, standing)
    work = weeks_of_work(weeks, assign, units["VP"])
    with weeks.then() as at:
        evidence.withdraw(claim=claim, reason="Nộp nhầm", actor=None, at=at)
    with weeks.then() as at:
        organisations.hand_over(commune=ward, from_unit=units["KT"], to_unit=units["VP"], on=at.date(), actor=None, at=at)
        actions.pass_on(handover=ward.handovers.get(), actor=None, at=at)
    with weeks.then() as at:
        actions.unlink_assignment(criterion=talk, requirement=talk.requirements.get(), assignment=work, actor=None, at=at)
    for week in WeekStanding.objects.all():
        now = told(standing_of(index, day=week.day))
        assert now == weeks.kept[week.day], week.day
        assert (now["units"], now["parts"]) == (week.units, Parts(*(getattr(week, part.name) for part in fields(Parts))))
    assert [int(week.secured) for week in WeekStanding.objects.all()] == [0, 0, 0, 0, 2, 0, 2, 2, 2, 3, 2, 2, 3, 1, 1, 0]


def test_a_registered_document_is_told_as_the_register_had_it(index: Index, ward: Commune, standing: Person) -> None:
    weeks, plan = Weeks(index), place_of(index, "1.1")
    fields_then = Fields(code="15/KH-UBND", type="Kế hoạch", issued_on=date(2025, 1, 12), subject="Kế hoạch")
    document = documents.register_incoming(commune=ward, fields=fields_then, actor=None, at=ADOPTED)
    with weeks.then() as at:
        claim = evidence.claim(place=plan, document=document, actor=standing, at=at)
        evidence.verify(claim=claim, good=True, actor=None, at=at)
    with weeks.then() as at:
        documents.attach(document=document, upload=paper("ban-cu.docx", day=date(2025, 1, 12), year=2025), actor=None, at=at)
    with weeks.then() as at:
        documents.attach(document=document, upload=paper("ban-moi.docx"), actor=None, at=at)
    with weeks.then() as at:
        documents.edit(document=Document.objects.get(), fields=Fields(code="15/KH-UBND", type="Kế hoạch", issued_on=date(2026, 1, 12),
                       subject="Kế hoạch"), actor=None, at=at)  # fmt: skip
    words = [weeks.kept[day]["leaves"]["1.1"][2][0][0].words for day in weeks.kept]
    assert words == ["thiếu", "sai kỳ", "khác tệp", "đủ"]
    for day, kept in weeks.kept.items():
        assert told(standing_of(index, day=day)) == kept, day


def test_what_was_blanked_since_is_told_as_of_today_and_said_to_be(index: Index, standing: Person, admin: Person) -> None:
    plan = place_of(index, "1.1")
    claim = evidence.claim(place=plan, upload=paper("moi.docx"), actor=standing, at=ADOPTED)
    evidence.verify(claim=claim, good=True, actor=None, at=NOW)
    before = standing_of(index, day=date(2026, 3, 1)).leaves["1.1"].requirements[0]
    assert (before.standing.state, before.unsure) == ("wait", False)
    event = history.of(Ref("requirement", plan.key)).get(act="evidence.verify")
    organisations.blank_event(event=event, reason="Theo đơn", actor=admin, at=NOW)
    after = standing_of(index, day=date(2026, 3, 1)).leaves["1.1"].requirements[0]
    assert (after.standing.state, after.unsure) == ("full", True)
    assert not standing_of(index, day=NOW.date()).leaves["1.1"].requirements[0].unsure


def test_telling_a_past_day_saves_nothing(index: Index, standing: Person) -> None:
    claim = evidence.claim(place=place_of(index, "1.1"), upload=paper("moi.docx"), actor=standing, at=ADOPTED)
    evidence.verify(claim=claim, good=True, actor=None, at=NOW)
    rows = list(Claim.objects.values()), list(Occurrence.objects.values())
    standing_of(index, day=date(2026, 3, 1))
    assert (list(Claim.objects.values()), list(Occurrence.objects.values())) == rows


def test_the_cost_of_a_past_day_does_not_grow_with_what_happened_since(
    index: Index, standing: Person, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        claim = evidence.claim(place=place_of(index, "1.1"), upload=paper(f"{number}.docx", number=str(number)), actor=standing, at=ADOPTED)
        evidence.replace(claim=claim, upload=paper(f"{number}-moi.docx", number=f"1{number}"), actor=standing, at=NOW)
    with django_assert_max_num_queries(25):
        found = standing_of(index, day=date(2026, 3, 1))
    assert [str(each) for each in found.leaves["1.1"].requirements[0].claims] == [f"{number}.docx" for number in range(6)]


def test_links_from_before_their_moment_was_kept_take_it_from_the_history(index: Index, assign: Callable[..., Assignment]) -> None:
    talk, known = leaf_of(index, "1.2"), datetime(2026, 3, 4, 9, tzinfo=ZONE)
    for at in (known, NOW):
        work = assign("KT", at=at)
        actions.link_assignment(criterion=talk, requirement=talk.requirements.get(), assignment=work, actor=None, at=at)
    CriterionAssignment.objects.update(linked_at=None)
    import_module("minhchung.apps.indexes.migrations.0008_known_then").tell_when_linked(apps, None)
    assert list(CriterionAssignment.objects.order_by("pk").values_list("linked_at", flat=True)) == [known, NOW]
    linked = [
        len(standing_of(index, day=day).leaves["1.2"].requirements[0].assignments) for day in (ADOPTED.date(), known.date(), NOW.date())
    ]
    assert linked == [0, 1, 2]
