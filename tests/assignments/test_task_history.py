"""The history on the page of a work: who gave it, when, from which document; the day of the document is not the day of giving."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from minhchung.apps.assignments import actions
from minhchung.apps.assignments.models import Assignment, Occurrence, Proposal
from minhchung.apps.assignments.queries.task import task_of
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.documents.models import Document
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.actions.history import blank_event
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.assignments.conftest import READING, TEXT
from tests.guards.test_rights import signed_in
from tests.personas import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(directive: Document, standing: Person, units: dict[str, Unit]) -> Assignment:
    """The first clause of a directive of 18/11, given two days later."""
    Document.objects.filter(pk=directive.pk).update(issued_on=NOW.date() - timedelta(days=2), number=77, symbol="TB-UBND")
    document = Document.objects.get(pk=directive.pk)
    actions.propose(document=document, reading={"assignments": READING["assignments"][:1]}, text=TEXT, actor=standing, at=NOW)
    actions.take(proposal=Proposal.objects.get(document=document), actor=standing, at=NOW)
    return actions.confirm(document=document, actor=standing, at=NOW)[0]


def steps(person: Person, assignment: Assignment) -> list[tuple[date, str]]:
    return [(step.on, step.text) for step in task_of(person, assignment, occurrence=None, today=NOW.date()).steps]


def test_the_first_line_says_who_gave_the_work_when_and_from_which_document(given: Assignment, leader: Person) -> None:
    page = signed_in(leader).get(reverse("assignments:detail", args=[given.pk])).content.decode()
    document = reverse("documents:detail", args=[given.document_id])
    log = " ".join(page.split("Lịch sử</h3>")[1].split('class="log"')[0].split())
    assert f'<b>Đỗ Hạnh Nguyên</b> giao 09:00 ngày 20/11/2026, theo <a href="{document}">77/TB-UBND</a> ngày 18/11/2026.' in log


def test_the_page_of_an_occurrence_says_the_same(given: Assignment, leader: Person) -> None:
    occurrence = Occurrence.objects.filter(duty__assignment=given).first()
    assert occurrence is not None
    page = signed_in(leader).get(reverse("assignments:occurrence", args=[occurrence.pk]), follow=True).content.decode()
    assert "<b>Đỗ Hạnh Nguyên</b> giao 09:00" in page


def test_work_typed_by_hand_says_so_and_is_not_told_twice(ward: Commune, units: dict[str, Unit], leader: Person) -> None:
    draft = Draft(title="Lập sổ", lead=(DraftUnit("KT", units["KT"].pk, 1.0, "name"),), deadline_kind="date", deadline_on="2026-12-01")
    made = actions.add(commune=ward, draft=draft, wording="Lập sổ", actor=leader, at=NOW)
    task = task_of(leader, made, occurrence=None, today=NOW.date())
    assert (task.origin.who, task.origin.at, task.log, task.log_total) == ("Ngô Thanh Bách", NOW, (), 1)
    page = signed_in(leader).get(reverse("assignments:detail", args=[made.pk])).content.decode()
    assert "<b>Ngô Thanh Bách</b> giao 09:00 ngày 20/11/2026, việc nhập tay." in page


def test_where_the_event_was_blanked_the_work_itself_says_who_gave_it(given: Assignment, admin: Person, standing: Person) -> None:
    event = HistoryEvent.objects.get(act="assignments.confirm")
    blank_event(event=event, reason="Theo yêu cầu của người có dữ liệu", actor=admin, at=NOW)
    task = task_of(admin, given, occurrence=None, today=NOW.date())
    assert task.origin.who == standing.full_name


def test_a_blanked_event_is_told_without_its_content(given: Assignment, admin: Person, head: Person) -> None:
    occurrence = Occurrence.objects.get(duty__assignment=given)
    actions.set_progress(occurrence=occurrence, progress="Bà Nguyễn Thị A chưa nộp", actor=head, at=NOW)
    event = HistoryEvent.objects.get(act="assignments.set_progress")
    blank_event(event=event, reason="Lộ tên công dân trong tiến độ", actor=admin, at=NOW)
    words = [line.words for line in task_of(admin, given, occurrence=None, today=NOW.date()).log]
    assert words == ["Ghi tiến độ: nội dung đã xóa theo quy định"]


def test_the_day_of_the_document_and_the_day_of_giving_are_two_marks(given: Assignment, leader: Person) -> None:
    assert steps(leader, given)[:2] == [(date(2026, 11, 18), "ngày văn bản"), (date(2026, 11, 20), "giao việc")]


def test_given_on_the_day_of_the_document_it_is_one_mark(given: Assignment, leader: Person) -> None:
    Document.objects.filter(pk=given.document_id).update(issued_on=NOW.date())
    assert steps(leader, Assignment.objects.get(pk=given.pk))[0] == (date(2026, 11, 20), "ngày văn bản và giao việc")


def test_without_a_dated_document_there_is_only_the_day_of_giving(given: Assignment, leader: Person) -> None:
    Document.objects.filter(pk=given.document_id).update(issued_on=None)
    assert steps(leader, Assignment.objects.get(pk=given.pk))[0] == (date(2026, 11, 20), "giao việc")
