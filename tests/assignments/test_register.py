"""The register as a list: titles told once, search, chat texts, answers, and a year with much work."""

import io
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minhchung.apps.assignments import actions
from minhchung.apps.assignments.models import Assignment, Duty, Holding, Occurrence
from minhchung.apps.assignments.queries import chat, register
from minhchung.apps.assignments.queries.rows import FOUR_LINES, Line, lines_of, told_once, with_answers
from minhchung.apps.assignments.rules.drafts import title_of
from minhchung.apps.documents.models import Document, Relation
from minhchung.apps.ground import lookup
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.assignments.conftest import Assigning, only, with_paper
from tests.personas import NOW

TODAY = NOW.date()
EVERY = ("VP", "VH-XH", "KT", "XD-NN-MT", "PVHCC", "DVSNC")


def lines(person: Person, ward: Commune, **asked: Any) -> list[Line]:
    found = register.register_of(person, register.Asked(year=2026, **asked), today=TODAY)
    return lines_of(with_answers(found), commune=ward, today=TODAY)


def shown(person: Person, query: str = "") -> str:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(reverse("assignments:register") + query)
    assert response.status_code == 200
    return response.content.decode()


def test_work_given_to_every_unit_has_its_title_once_and_then_nt(assign: Assigning, reader: Person) -> None:
    assign(*EVERY, title="Đăng ký sáng kiến cải cách hành chính")
    html = shown(reader)
    assert html.count("– nt –") == 5
    assert html.count('title="Đăng ký sáng kiến cải cách hành chính"') == 5, "the whole title is in the tooltip of each such line"
    assert html.count('<span class="whole">Đăng ký sáng kiến cải cách hành chính</span>') == 5, "and is read aloud"


def test_each_block_and_each_page_begins_with_the_whole_title(assign: Assigning, reader: Person) -> None:
    for number in range(5):
        assign(*EVERY, title=f"Việc chung {number}")
    by_unit = shown(reader, "?nhom=don-vi")
    assert "– nt –" not in by_unit, "under a unit every line is of another work"
    first, second = shown(reader), shown(reader, "?trang=2")
    assert first.count("– nt –") == 25 - 5, "twenty-five lines of five works"
    assert second.count("– nt –") == 5 - 1, "the work goes on over the page and is named again there"
    assert ">Việc chung 0</a>" in second


def test_a_filter_that_hides_the_first_share_names_the_work_on_the_next(assign: Assigning, reader: Person, units: dict[str, Unit]) -> None:
    assign("VP", "KT", title="Việc chung")
    html = shown(reader, f"?don-vi={units['KT'].pk}")
    assert "– nt –" not in html
    assert ">Việc chung</a>" in html


def test_periods_of_one_work_are_told_apart_under_one_title(assign: Assigning, reader: Person, ward: Commune) -> None:
    assign("KT", title="Báo cáo tháng", deadline_kind="recurring", recurrence="monthly", at=NOW - timedelta(days=70))
    actions.open_occurrences(commune=ward, actor=None, at=NOW)
    found = list(told_once(lines(reader, ward)))
    assert [line.again for line in found] == [False] + [True] * (len(found) - 1)
    assert len({line.period for line in found}) == len(found) > 1


def test_paper_and_the_page_of_a_document_keep_all_they_need(assign: Assigning, reader: Person, directive: Document) -> None:
    made = assign("VP", "KT", title="Việc chung theo văn bản")
    Assignment.objects.filter(pk=made.pk).update(document=directive)
    client = Client()
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    paper = client.get(reverse("assignments:printed")).content.decode()
    assert paper.count("Việc chung theo văn bản") == 2
    assert "– nt –" not in paper
    assert client.get(reverse("assignments:of_document", args=[directive.pk])).content.decode().count("– nt –") == 1


def test_paper_and_spreadsheet_give_the_whole_wording_of_work_whose_name_was_cut(
    assign: Assigning, reader: Person, officer: Person
) -> None:
    wording = f"1. Rà soát {'toàn bộ thủ tục hành chính, ' * 8}báo cáo từng nội dung. Gửi kết quả về Văn phòng"
    made = assign("KT", title=title_of(wording))
    Assignment.objects.filter(pk=made.pk).update(wording=wording)
    assert "Văn phòng" not in made.title
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    paper = client.get(reverse("assignments:printed")).content.decode()
    sheet = openpyxl.load_workbook(io.BytesIO(client.post(reverse("assignments:export")).content)).worksheets[0]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    for said in (paper, " ".join(cells)):
        assert wording.removeprefix("1. ") in said


def test_a_name_a_person_gave_is_printed_as_given(assign: Assigning, officer: Person) -> None:
    made = assign("KT", title="Rà soát thủ tục")
    Assignment.objects.filter(pk=made.pk).update(wording="Rà soát thủ tục hành chính, báo cáo kết quả.")
    made.refresh_from_db()
    assert made.whole_title == "Rà soát thủ tục"


def test_a_long_title_can_be_opened_and_a_short_one_needs_no_button(assign: Assigning, reader: Person) -> None:
    assign("KT", title="Ngắn gọn")
    assert "Xem hết" not in shown(reader)
    assign("KT", title="Rà soát toàn bộ thủ tục " * 12)
    assert len("Rà soát toàn bộ thủ tục " * 12) > FOUR_LINES
    html = shown(reader)
    assert html.count("Xem hết") == 1
    assert 'aria-expanded="false"' in html


@pytest.fixture
def answered(assign: Assigning, ward: Commune, directive: Document, standing: Person, officer: Person) -> Occurrence:
    """Accepted work of a directive from above, which the ward answered with a document of its own."""
    Document.objects.filter(pk=directive.pk).update(direction=Document.Direction.INCOMING, state=Document.State.RECEIVED)
    made = assign("KT", title="Báo cáo theo văn bản cấp trên")
    Assignment.objects.filter(pk=made.pk).update(document=directive)
    values = {"number": 812, "symbol": "BC-UBND", "issued_on": date(2026, 11, 18), "added_at": NOW}
    answer = Document.objects.create(commune=ward, direction="out", state="issued", **values)
    Relation.objects.create(source=answer, target=directive, kind=Relation.Kind.ANSWERS)
    occurrence = only(made)
    actions.hand_in(occurrence=occurrence, title="Báo cáo", brought=with_paper(occurrence), actor=officer, at=NOW)
    actions.submit(occurrence=occurrence, actor=officer, at=NOW)
    return occurrence


def test_accepted_work_without_an_answer_of_its_own_shows_the_issued_answer_to_its_directive(
    answered: Occurrence, ward: Commune, standing: Person
) -> None:
    assert lines(standing, ward)[0].reply == "", "not before it is accepted"
    actions.accept(occurrence=answered, actor=None, at=NOW)
    assert lines(standing, ward)[0].reply == "812/BC-UBND"


@pytest.mark.parametrize("change", [{"state": "draft"}, {"restricted": True}, {"archived_at": NOW}, {"direction": "in"}])
def test_no_other_document_is_taken_for_the_answer(answered: Occurrence, ward: Commune, standing: Person, change: dict[str, Any]) -> None:
    actions.accept(occurrence=answered, actor=None, at=NOW)
    Document.objects.filter(number=812).update(**change)
    assert lines(standing, ward)[0].reply == ""


def test_the_day_of_finishing_is_the_one_said_else_the_one_reported_and_never_that_of_acceptance(
    assign: Assigning, ward: Commune, officer: Person, standing: Person
) -> None:
    said, reported, waiting = (only(assign("KT", title=title, at=NOW - timedelta(days=9))) for title in ("Ghi ngày", "Không ghi", "Chờ"))
    for occurrence, day in ((said, date(2026, 11, 17)), (reported, None), (waiting, None)):
        actions.hand_in(occurrence=occurrence, title="Báo cáo", brought=with_paper(occurrence), actor=officer, at=NOW - timedelta(days=2))
        actions.submit(occurrence=occurrence, done_on=day, actor=officer, at=NOW - timedelta(days=1))
    for occurrence in (said, reported):
        actions.accept(occurrence=occurrence, actor=None, at=NOW)
    days = {line.assignment.title: line.finished_on for line in lines(standing, ward)}
    assert days == {"Ghi ngày": date(2026, 11, 17), "Không ghi": date(2026, 11, 19), "Chờ": None}


def test_the_day_of_an_issued_answer_is_the_day_of_finishing(answered: Occurrence, ward: Commune, standing: Person) -> None:
    Occurrence.objects.filter(pk=answered.pk).update(answer=Document.objects.get(number=812))
    actions.accept(occurrence=answered, actor=None, at=NOW)
    assert lines(standing, ward)[0].finished_on == date(2026, 11, 18)


def test_sixty_lines_for_a_chat_come_in_messages_that_fit_and_lose_none(
    assign: Assigning, ward: Commune, standing: Person, officer: Person
) -> None:
    for number in range(60):
        assign("KT", title=f"Rà soát, cập nhật, công khai thủ tục hành chính thuộc phạm vi quản lý, lần {number}")
    made = list(chat.messages(lines(standing, ward), today=TODAY))
    assert [message.parts for message in made] == [len(made)] * len(made)
    assert len(made) > 1
    assert max(len(message.text) for message in made) <= chat.MESSAGE
    texts = [line for message in made for line in message.text.splitlines()[1:]]
    assert [text.split(".")[0] for text in texts] == [str(number) for number in range(1, 61)]
    assert made[0].text.startswith(f"Phòng Kinh tế, ngày 20/11/2026 (1/{len(made)}):")


def test_a_title_of_five_hundred_letters_is_shortened_in_a_chat(assign: Assigning, ward: Commune, standing: Person) -> None:
    assign("KT", title=("Rà soát thủ tục " * 32)[:500])
    [message] = chat.messages(lines(standing, ward), today=TODAY)
    assert "… " in message.text or "…," in message.text
    assert len(message.text) < 400


def test_no_lines_make_no_message_and_lines_of_no_unit_are_not_lost(assign: Assigning, ward: Commune, standing: Person) -> None:
    assert list(chat.messages([], today=TODAY)) == []
    assign("KT", title="Việc chưa ai giữ")
    Holding.objects.all().delete()
    [message] = chat.messages(lines(standing, ward), today=TODAY)
    assert message.unit == chat.NO_UNIT
    assert "Việc chưa ai giữ" in message.text


def test_a_page_that_cannot_hold_all_lines_says_how_many_are_left_out(
    assign: Assigning, reader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        assign("KT")
    monkeypatch.setattr("minhchung.apps.assignments.views.register.PRINT_AT_MOST", 3)
    client = Client()
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    for name in ("printed", "for_chat"):
        assert "Còn 2 dòng chưa có ở đây." in client.get(reverse(f"assignments:{name}")).content.decode()


@pytest.fixture
def busy_year(ward: Commune, units: dict[str, Unit], standing: Person) -> None:
    """Five thousand occurrences in one year: 500 works, each for one unit, with ten months."""
    day = date(2026, 1, 12)
    values = {"commune": ward, "year": 2026, "wording": "x", "origin_kind": "manual", "origin_key": "x", "deadline_kind": "recurring"}
    values |= {"recurrence": "monthly", "recurs_until": date(2026, 10, 31), "assigner": standing, "assigned_at": NOW, "assigned_on": day}
    works = Assignment.objects.bulk_create(
        Assignment(number=number, title=f"Báo cáo số {number} về đất đai", **values) for number in range(1, 501)
    )
    for work in works:
        lookup.put(Ref("assignment", str(work.pk)), commune=ward.code, title=work.title)
    duties = Duty.objects.bulk_create(Duty(assignment=work) for work in works)
    held = list(units.values())
    Holding.objects.bulk_create(
        Holding(duty=duty, unit=held[number % len(held)], since=date(2025, 7, 1)) for number, duty in enumerate(duties)
    )
    Occurrence.objects.bulk_create(
        Occurrence(duty=duty, period=f"2026-{month:02}", opens_on=day, due_on=date(2026, month, 25))
        for duty in duties
        for month in range(1, 11)
    )
    if connection.vendor == "postgresql":  # a living database measures its tables by itself; inside one transaction nobody has
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def test_a_year_of_five_thousand_lines_costs_no_more_queries_than_a_small_one(busy_year: None, standing: Person) -> None:
    client = Client()
    client.force_login(standing, backend="django.contrib.auth.backends.ModelBackend")
    for query in ("", "?trang=150", "?loc=qua-han", "?pham-vi=don-vi", "?nhom=don-vi", "?tim=dat+dai"):
        client.get(reverse("assignments:register") + query)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(reverse("assignments:register") + query)
        assert response.status_code == 200
        assert len(asked) <= 32, query


def test_a_search_that_fits_more_than_five_hundred_works_leaves_none_out(busy_year: None, assign: Assigning, standing: Person) -> None:
    for number in range(20):
        assign("KT", title=f"Đất đai thêm {number}")
    asked = register.Asked(year=2026, words="dat dai")
    assert register.register_of(standing, asked, today=TODAY).count() == 5020
