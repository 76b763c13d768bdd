"""Work given by hand and clauses changed in the reader: the forms ask what the kind of deadline needs and lose nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from minhchung.apps.assignments.models import Assignment, Occurrence, Proposal
from minhchung.apps.documents.models import Document
from minhchung.apps.organisations.models import Person, Unit
from tests.assignments.conftest import Assigning, only

BROWSER = {"Accept": "text/html,application/xhtml+xml"}


At = Callable[[Person], Client]
ADD = "/viec/them/"


def work(units: dict[str, Unit], **values: Any) -> dict[str, Any]:
    return {"title": "Rà soát quy chế", "lead": [units["KT"].pk], **values}


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        ({"deadline_kind": "period", "deadline_period": "quý IV/2026"}, "2026-12-31"),
        ({"deadline_kind": "period", "deadline_period": "12/2026"}, "2026-12-31"),
        ({"deadline_kind": "period", "deadline_period": "tuần 49/2026"}, "2026-12-06"),
        ({"deadline_kind": "period", "deadline_period": "tháng 12", "before": "on"}, "2026-11-30"),
        ({"deadline_kind": "period", "deadline_period-kind": "half2", "deadline_period-year": "2026"}, "2026-12-31"),
        ({"deadline_kind": "date", "deadline_on": "4/12"}, "2026-12-04"),
        ({"deadline_kind": "date", "deadline_on": "thứ sáu"}, "2026-11-27"),
        ({"deadline_kind": "urgent", "deadline_on": "mai"}, "2026-11-21"),
    ],
)
def test_a_deadline_is_given_in_any_usual_form(at: At, standing: Person, units: dict[str, Unit], sent: dict[str, str], due: str) -> None:
    assert at(standing).post(ADD, work(units, **sent)).status_code == 302
    occurrence = Occurrence.objects.get()
    assert occurrence.due_on is not None
    assert occurrence.due_on.isoformat() == due


@pytest.mark.parametrize(
    ("kind", "field", "says"),
    [
        ("date", "deadline_on", "Chưa có ngày hạn."),
        ("urgent", "deadline_on", "Chưa có ngày hạn cho việc khẩn trương."),
        ("period", "deadline_period", "Chưa có kỳ."),
        ("recurring", "recurrence", "Chưa chọn định kỳ"),
    ],
)
def test_what_the_kind_of_deadline_needs_is_asked_for_at_its_field_and_the_rest_is_kept(
    at: At, standing: Person, units: dict[str, Unit], kind: str, field: str, says: str
) -> None:
    response = at(standing).post(ADD, work(units, deadline_kind=kind, cooperating=[units["VP"].pk], product="Báo cáo"))
    assert response.status_code == 422
    form = response.context["form"]
    assert list(form.errors) == [field]
    assert says in form.errors[field][0]
    html = response.content.decode()
    for kept in ("Rà soát quy chế", f'<option value="{kind}" selected>', 'value="Báo cáo"'):
        assert kept in html
    assert html.count("checked") >= 2


def test_a_field_of_another_kind_is_neither_kept_nor_found_fault_with(at: At, standing: Person, units: dict[str, Unit]) -> None:
    left_over = {"deadline_on": "31/11", "deadline_period": "mùa đông", "recurring_day": "abc", "recurs_until": "khi xong", "before": "on"}
    sent = work(units, deadline_kind="standing", review_every_months="3", **{**left_over, "recurs_until": ""})
    assert at(standing).post(ADD, sent).status_code == 302
    made = Assignment.objects.get()
    assert (made.deadline_on, made.deadline_period, made.recurring_day, made.deadline_inclusive) == (None, "", "", True)
    sent = work(units, deadline_kind="date", deadline_on="4/12", recurs_until="khi xong", **{"deadline_period-kind": "week"})
    assert at(standing).post(ADD, sent).status_code == 302


def test_work_without_a_unit_or_a_name_says_so_at_the_field(at: At, standing: Person) -> None:
    response = at(standing).post(ADD, {"title": "", "deadline_kind": "date", "deadline_on": "4/12"})
    assert response.context["form"].errors == {
        "title": ["Nhiệm vụ chưa có tên. Ghi tên nhiệm vụ."],
        "lead": ["Chưa xác định đơn vị chủ trì: chọn ít nhất một đơn vị."],
    }
    assert "4/12" in response.content.decode()


def test_recurring_work_takes_its_day_as_people_say_it_and_refuses_one_that_does_not_fit(
    at: At, standing: Person, units: dict[str, Unit]
) -> None:
    weekly = work(units, deadline_kind="recurring", recurrence="weekly", recurring_day="10")
    response = at(standing).post(ADD, weekly)
    assert "ghi thứ trong tuần" in response.context["form"].errors["recurring_day"][0]
    at(standing).post(ADD, {**weekly, "recurring_day": "thứ tư"})
    assert Assignment.objects.get().recurring_day == "wed"


def test_a_period_is_said_back_in_words(at: At, standing: Person) -> None:
    found = at(standing).get("/viec/ten-ky/", {"v": "quý 4"}).json()
    assert found == {"value": "2026-Q4", "typed": "quý IV/2026", "words": "Quý IV/2026: từ 01/10/2026 đến hết 31/12/2026"}
    assert "Không có quý 5" in at(standing).get("/viec/ten-ky/", {"v": "quý 5"}).json()["error"]
    assert at(standing).get("/viec/ten-ky/").json()["words"] == ""


def test_a_clause_taken_without_its_day_or_unit_keeps_what_was_changed(
    at: At, proposals: list[Proposal], standing: Person, units: dict[str, Unit]
) -> None:
    client = at(standing)
    address = reverse("assignments:edit", args=[proposals[0].pk])
    sent = {"y-title": "Tổng hợp tồn tại sau kiểm tra", "y-deadline_kind": "date", "y-deadline_on": "", "nhan": "1"}
    response = client.post(address, sent)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"deadline_on", "lead"}
    html = response.content.decode()
    assert "Sửa ý 1" in html
    assert "Tổng hợp tồn tại sau kiểm tra" in html
    part = client.post(address, sent, headers={"HX-Request": "true"})
    assert part.status_code == 422
    assert "<html" not in part.content.decode()
    later = client.post(address, {**sent, "y-deadline_on": "30/11", "nhan": ""} | {"y-lead": [units["VH-XH"].pk]}, follow=True)
    assert "Tổng hợp tồn tại sau kiểm tra" in later.content.decode()


def test_a_clause_being_changed_shows_its_period_and_its_day_in_words(at: At, proposals: list[Proposal], standing: Person) -> None:
    proposal = proposals[2]
    Proposal.objects.filter(pk=proposal.pk).update(draft={**proposal.draft, "recurring_day": "10"})
    html = at(standing).get(reverse("assignments:reader", args=[proposal.document_id]) + f"?y={proposal.order}&che-do=sua").content.decode()
    assert 'value="ngày 10"' in html
    Proposal.objects.filter(pk=proposal.pk).update(draft={**proposal.draft, "deadline_kind": "period", "deadline_period": "2026-Q4"})
    html = at(standing).get(reverse("assignments:reader", args=[proposal.document_id]) + f"?y={proposal.order}&che-do=sua").content.decode()
    assert 'value="quý IV/2026"' in html
    assert "Quý IV/2026: từ 01/10/2026 đến hết 31/12/2026" in html


def test_a_document_not_read_yet_counts_no_clauses(at: At, directive: Document, standing: Person) -> None:
    html = at(standing).get(reverse("assignments:reader", args=[directive.pk])).content.decode()
    assert "Đọc thành nhiệm vụ" in html
    assert "0 ý chỉ đạo" not in html
    assert "0 nhận" not in html


def test_progress_sent_or_opened_without_script_leads_to_the_page_of_the_work(at: At, assign: Assigning, officer: Person) -> None:
    occurrence = only(assign("KT"))
    cell, client = reverse("assignments:progress_cell", args=[occurrence.pk]), at(officer)
    home = f"{reverse('assignments:detail', args=[occurrence.duty.assignment_id])}?ky={occurrence.pk}"
    assert client.get(cell, headers=BROWSER)["Location"] == home
    saved = client.post(cell, {"progress": "Đã có dự thảo", "expected": ""}, headers=BROWSER, follow=True)
    assert saved.redirect_chain == [(home, 302)]
    assert "tiến độ “Đã có dự thảo”" in saved.content.decode()
    refused = client.post(cell, {"progress": "Xong phần một", "expected": ""}, headers=BROWSER, follow=True).content.decode()
    assert "vừa được người khác ghi" in refused
    assert "Chưa lưu: “Xong phần một”." in refused
    too_long = client.post(cell, {"progress": "x" * 301, "expected": ""}, headers=BROWSER, follow=True)
    assert too_long.redirect_chain == [(home, 302)]
    undo = reverse("assignments:undo_progress", args=[occurrence.pk])
    assert "Đã hoàn tác" in client.post(undo, headers=BROWSER, follow=True).content.decode()
    occurrence.refresh_from_db()
    assert occurrence.progress == ""


def test_a_part_asked_for_by_htmx_stays_a_part(at: At, assign: Assigning, officer: Person) -> None:
    occurrence = only(assign("KT"))
    cell = reverse("assignments:progress_cell", args=[occurrence.pk])
    headers = {**BROWSER, "HX-Request": "true"}
    answer = at(officer).post(cell, {"progress": "Đang làm", "expected": ""}, headers=headers)
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
