"""The pages of assignments: what they show, to whom, and at what cost."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minhchung.apps.assignments import actions
from minhchung.apps.assignments.models import Assignment, Duty, Occurrence, Proposal
from minhchung.apps.documents.models import Document
from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import describe, is_visible
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.assignments.conftest import CLAUSES, Assigning, only
from tests.personas import NOW

At = Callable[[Person], Client]


def page(client: Client, name: str, *args: Any, query: str = "") -> str:
    response = client.get(reverse(f"assignments:{name}", args=args) + query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_register_shows_a_line_with_its_day_unit_and_standing(at: At, assign: Assigning, reader: Person) -> None:
    assign("KT", title="Công khai quyết toán", at=NOW - timedelta(days=30), deadline_on="2026-10-30")
    html = page(at(reader), "register")
    for words in ("Công khai quyết toán", "Trễ 15 ngày làm việc", "30/10/2026", "KT", "Tháng 10/2026"):
        assert words in html


def test_an_empty_register_says_what_to_do(at: At, reader: Person) -> None:
    assert "chưa có việc nào" in page(at(reader), "register")
    assert "Không có việc nào khớp" in page(at(reader), "register", query="?loc=qua-han")


def test_the_register_finds_words_without_marks(at: At, assign: Assigning, reader: Person) -> None:
    assign("KT", title="Công khai quyết toán ngân sách")
    assign("VP", title="Rà soát danh mục hồ sơ")
    html = page(at(reader), "register", query="?tim=quyet+toan")
    assert "Công khai quyết toán" in html
    assert "Rà soát danh mục" not in html


def test_each_pick_counts_what_it_shows(at: At, assign: Assigning, officer: Person, prove: Callable[..., Claim]) -> None:
    assign("KT", at=NOW - timedelta(days=30), deadline_on="2026-10-30", title="Việc trễ")
    assign("KT", deadline_on="2026-11-23", title="Việc sắp đến hạn")
    done = only(assign("KT", deadline_on="2026-12-25", title="Việc chờ nghiệm thu"))
    prove(done)
    actions.submit(occurrence=done, actor=officer, at=NOW)
    client = at(officer)
    shown = {
        pick: [
            title
            for title in ("Việc trễ", "Việc sắp đến hạn", "Việc chờ nghiệm thu")
            if title in page(client, "register", query=f"?loc={pick}")
        ]
        for pick in ("qua-han", "sap-den", "dang-lam", "cho", "xong")
    }
    assert shown == {
        "qua-han": ["Việc trễ"],
        "sap-den": ["Việc sắp đến hạn"],
        "dang-lam": ["Việc trễ", "Việc sắp đến hạn"],
        "cho": ["Việc chờ nghiệm thu"],
        "xong": [],
    }


def test_my_unit_sees_what_it_leads_and_where_it_helps(at: At, assign: Assigning, clerk: Person) -> None:
    assign("PVHCC", title="Việc chủ trì")
    assign("KT", cooperating=("PVHCC",), title="Việc phối hợp")
    assign("VP", title="Việc của đơn vị khác")
    html = page(at(clerk), "register", query="?pham-vi=don-vi")
    assert "Việc chủ trì" in html
    assert "Việc phối hợp" in html
    assert "Việc của đơn vị khác" not in html


@pytest.mark.parametrize("name", ["register", "printed", "for_chat"])
def test_the_cost_of_a_list_does_not_grow_with_its_rows(at: At, assign: Assigning, leader: Person, name: str) -> None:
    client = at(leader)
    for _ in range(3):
        assign("KT", cooperating=("VP", "PVHCC"), count_target=2, count_unit="văn bản")
    page(client, name)
    with CaptureQueriesContext(connection) as few:
        page(client, name)
    for _ in range(12):
        assign("VH-XH", "VP", cooperating=("PVHCC",), count_target=2, count_unit="văn bản")
    with CaptureQueriesContext(connection) as many:
        page(client, name)
    assert len(many) == len(few)


def test_the_printed_register_has_the_seven_lawful_columns_and_at_most_25_lines_a_page(at: At, assign: Assigning, reader: Person) -> None:
    for _ in range(60):
        assign("KT", title="Báo cáo")
    html = page(at(reader), "printed")
    for column in (
        "Số đến",
        "Đơn vị hoặc người nhận",
        "Thời hạn giải quyết",
        "Tiến độ giải quyết",
        "Số, ký hiệu văn bản trả lời",
        "Ghi chú",
    ):
        assert column in html
    rows = [part.count('<tr><td data-label="Số đến">') for part in html.split("print-page")[1:]]
    assert sum(rows) == 60
    assert max(rows) <= 25
    assert html.count("(7)") == len(rows)


def test_the_chat_text_names_no_person(at: At, assign: Assigning, standing: Person, officer: Person) -> None:
    assignment = assign("KT", title="Công khai quyết toán")
    actions.name_person(duty=assignment.duties.get(), person=officer, actor=standing, at=NOW)
    html = page(at(standing), "for_chat")
    assert "Phòng Kinh tế, ngày 20/11/2026:" in html
    assert "Việc 1: Công khai quyết toán, hạn 27/11/2026" in html
    assert officer.full_name not in html


def test_finished_work_is_left_out_of_the_chat_unless_it_is_asked_for(at: At, assign: Assigning, standing: Person, leader: Person) -> None:
    assign("KT", title="Việc còn phải làm")
    done = Occurrence.objects.filter(duty__assignment=assign("KT", title="Việc đã xong"))
    done.update(state="accepted", closed_at=NOW, closed_by=leader)
    html = page(at(standing), "for_chat")
    assert "Việc còn phải làm" in html
    assert "Việc đã xong" not in html
    assert "1 dòng đã xong không đưa vào tin" in html
    assert "Việc đã xong" in page(at(standing), "for_chat", query="?loc=xong")


def test_the_task_page_shows_wording_days_shares_and_history(at: At, assign: Assigning, officer: Person, reader: Person) -> None:
    assignment = assign("KT", cooperating=("VP",), title="Báo cáo khắc phục")
    actions.set_progress(
        occurrence=Occurrence.objects.filter(duty__assignment=assignment)[0], progress="7/9 tồn tại", actor=officer, at=NOW
    )
    html = page(at(reader), "detail", assignment.pk)
    for words in ("Báo cáo khắc phục", "27/11/2026", "7/9 tồn tại", "Hạn ban đầu không bao giờ đổi", "Phan Gia Huy", "Tính: 23/11, 25/11"):
        assert words in html


def test_buttons_show_only_what_the_person_may_do(at: At, assign: Assigning, officer: Person, standing: Person, reader: Person) -> None:
    assignment = assign("KT")
    assert "Báo cáo hoàn thành" in page(at(officer), "detail", assignment.pk)
    for other in (standing, reader):
        assert "/hoan-thanh/" not in page(at(other), "detail", assignment.pk)
    assert "/don-doc/" in page(at(standing), "detail", assignment.pk)


OCCURRENCE_ACTS = [
    ("tien-do", {"progress": "Đã gửi", "expected": ""}, "Đã gửi"),
    ("san-pham", {"title": "Đề xuất nhóm A", "quantity": "2"}, "Đề xuất nhóm A"),
    ("gia-han", {"due_on": "2026-12-04", "reason": "Chờ số liệu"}, "đề nghị gia hạn"),
    ("bat-dau", {}, "Đang làm"),
]


@pytest.mark.parametrize(("slug", "data", "shown"), OCCURRENCE_ACTS)
def test_an_act_of_the_unit_goes_through_its_page(
    at: At, assign: Assigning, officer: Person, slug: str, data: dict[str, str], shown: str
) -> None:
    occurrence = only(assign("KT"))
    response = at(officer).post(reverse("assignments:act_occurrence", args=[occurrence.pk, slug]), data, follow=True)
    assert response.status_code == 200
    assert shown in response.content.decode()


def test_a_refusal_is_said_in_the_form_and_keeps_what_was_typed(at: At, assign: Assigning, officer: Person) -> None:
    occurrence = only(assign("KT"))
    address = reverse("assignments:act_occurrence", args=[occurrence.pk, "gia-han"])
    response = at(officer).post(address, {"due_on": "2026-11-25", "reason": "Chờ số liệu thuế"})
    assert response.status_code == 422
    html = response.content.decode()
    assert "không sau hạn đang có hiệu lực 27/11/2026" in html
    assert "Chờ số liệu thuế" in html


def test_an_impossible_date_is_named(at: At, assign: Assigning, officer: Person) -> None:
    occurrence = only(assign("KT"))
    address = reverse("assignments:act_occurrence", args=[occurrence.pk, "gia-han"])
    response = at(officer).post(address, {"due_on": "31/11/2026", "reason": "Chờ"})
    assert "Ngày 31/11/2026 không có thật: tháng 11/2026 có 30 ngày." in response.content.decode()


def test_the_whole_way_from_submission_to_acceptance_by_pages(
    at: At, assign: Assigning, officer: Person, leader: Person, prove: Callable[..., Claim]
) -> None:
    occurrence = only(assign("KT"))
    prove(occurrence)
    at(officer).post(reverse("assignments:act_occurrence", args=[occurrence.pk, "hoan-thanh"]), {"note": "", "done_on": ""})
    html = (
        at(leader)
        .post(reverse("assignments:act_occurrence", args=[occurrence.pk, "nghiem-thu"]), {"note": ""}, follow=True)
        .content.decode()
    )
    assert "Xong trước hạn" in html
    occurrence.refresh_from_db()
    assert occurrence.state == "accepted"


def test_whoever_accepts_or_sends_back_sees_the_report_and_the_evidence_nobody_has_checked(
    at: At, ward: Commune, assign: Assigning, officer: Person, leader: Person, prove: Callable[..., Claim]
) -> None:
    occurrence = only(assign("KT"))
    checked = prove(occurrence, "good")
    minutes = Document.objects.create(commune=ward, direction="out", state="issued", subject="Biên bản", added_at=NOW)
    waiting = {"commune": ward, "kind": "occurrence", "key": str(occurrence.pk), "claimed_at": NOW, "state": "wait"}
    open_one = Claim.objects.create(document=minutes, title="Biên bản họp tổ", **waiting)
    actions.submit(occurrence=occurrence, note="Đã khắc phục 7 tồn tại,\ncòn 2 chờ kinh phí", actor=officer, at=NOW)
    for slug in ("nghiem-thu", "tra-lai"):
        html = page(at(leader), "act_occurrence", occurrence.pk, slug)
        assert "Đã khắc phục 7 tồn tại,<br>còn 2 chờ kinh phí" in html
        assert officer.full_name in html
        assert "Biên bản họp tổ" in html
        assert "1 chưa kiểm tra" in html
        assert reverse("evidence:detail", args=[open_one.pk]) in html
        assert reverse("evidence:detail", args=[checked.pk]) not in html


PAGES = ["detail", "occurrence", "reader", "of_document", "progress_cell", "act_occurrence", "act_assignment", "act_duty"]


@pytest.mark.parametrize("name", PAGES)
def test_another_wards_thing_does_not_exist(
    at: At, assign: Assigning, directive: Document, other_leader: Person, appraiser: Person, name: str
) -> None:
    assignment = assign("KT")
    args: dict[str, list[Any]] = {
        "detail": [assignment.pk],
        "occurrence": [only(assignment).pk],
        "reader": [directive.pk],
        "of_document": [directive.pk],
        "progress_cell": [only(assignment).pk],
        "act_occurrence": [only(assignment).pk, "don-doc"],
        "act_assignment": [assignment.pk, "luu"],
        "act_duty": [assignment.duties.get().pk, "bo"],
    }
    for stranger in (other_leader, appraiser):
        assert at(stranger).get(reverse(f"assignments:{name}", args=args[name])).status_code == 404


def test_another_wards_register_is_empty_and_the_appraisers_absent(
    at: At, assign: Assigning, other_leader: Person, appraiser: Person
) -> None:
    assign("KT", title="Công khai quyết toán")
    assert "Công khai quyết toán" not in page(at(other_leader), "register")
    assert at(appraiser).get(reverse("assignments:register")).status_code == 404


def test_a_clause_of_a_restricted_document_is_read_only_by_those_who_may_read_it(
    at: At, assign: Assigning, directive: Document, officer: Person, leader: Person, units: dict[str, Unit]
) -> None:
    assignment = assign("KT")
    Assignment.objects.filter(pk=assignment.pk).update(document=directive)
    Document.objects.filter(pk=directive.pk).update(restricted=True, unit=units["VP"])
    assert at(officer).get(reverse("assignments:detail", args=[assignment.pk])).status_code == 404
    assert at(leader).get(reverse("assignments:detail", args=[assignment.pk])).status_code == 200
    assert not is_visible(officer, Ref("occurrence", str(only(assignment).pk)))


def test_subjects_are_named_and_addressed(assign: Assigning, reader: Person) -> None:
    assignment = assign("KT", title="Báo cáo tháng", deadline_kind="recurring", recurrence="monthly")
    refs = [Ref("assignment", str(assignment.pk)), Ref("occurrence", str(only(assignment).pk))]
    found = describe(reader, refs)
    assert [found[ref].title for ref in refs] == ["Việc 1: Báo cáo tháng", "Việc 1, kỳ tháng 11/2026: Báo cáo tháng"]


def test_progress_is_written_in_its_cell_and_taken_back(at: At, assign: Assigning, officer: Person) -> None:
    occurrence = only(assign("KT"))
    client, cell = at(officer), reverse("assignments:progress_cell", args=[occurrence.pk])
    assert 'name="progress"' in client.get(cell).content.decode()
    html = client.post(cell, {"progress": "3/6 đơn vị", "expected": ""}).content.decode()
    assert "Đã lưu lúc 09:00: việc 1, tiến độ “3/6 đơn vị”." in html
    stale = client.post(cell, {"progress": "4/6 đơn vị", "expected": ""})
    assert stale.status_code == 409
    assert "3/6 đơn vị" in stale.content.decode()
    assert client.post(reverse("assignments:undo_progress", args=[occurrence.pk])).status_code == 204
    occurrence.refresh_from_db()
    assert (occurrence.progress, occurrence.state) == ("", "assigned")


def test_several_lines_are_urged_at_once_and_the_closed_one_is_named(
    at: At, assign: Assigning, officer: Person, standing: Person, prove: Callable[..., Claim]
) -> None:
    first, second = only(assign("KT")), only(assign("KT"))
    prove(second)
    actions.submit(occurrence=second, actor=officer, at=NOW)
    response = at(standing).post(reverse("assignments:several"), {"dong": [first.pk, second.pk]}, follow=True)
    html = response.content.decode()
    assert "Đã đôn đốc 1 việc" in html
    assert "Việc 2 đang ở trạng thái “Chờ nghiệm thu”" in html


def test_several_lines_are_given_to_a_person_of_their_unit(at: At, assign: Assigning, officer: Person, standing: Person) -> None:
    rows = [only(assign("KT")), only(assign("KT")), only(assign("VP"))]
    data = {"dong": [row.pk for row in rows], "lam": "nguoi", "nguoi": officer.pk}
    html = at(standing).post(reverse("assignments:several"), data, follow=True).content.decode()
    assert "Đã giao người phụ trách 2 việc" in html
    assert "không công tác ở Văn phòng HĐND và UBND" in html
    named = Duty.objects.filter(holdings__person=officer)
    assert set(named) == {rows[0].duty, rows[1].duty}


def test_work_is_typed_by_hand(at: At, standing: Person, units: dict[str, Unit]) -> None:
    data = {
        "title": "Rà soát quy chế",
        "lead": [units["KT"].pk],
        "deadline_kind": "date",
        "deadline_on": "2026-12-04",
        "review_every_months": "3",
    }
    response = at(standing).post(reverse("assignments:add"), data, follow=True)
    assert "Đã giao việc 1" in response.content.decode()
    made = Assignment.objects.get()
    assert (made.wording, made.inferred, made.review_every_months) == ("Rà soát quy chế", [], None)


def test_work_without_a_unit_is_refused_in_the_form(at: At, standing: Person) -> None:
    data = {"title": "Rà soát", "deadline_kind": "date", "deadline_on": "2026-12-04"}
    response = at(standing).post(reverse("assignments:add"), data)
    assert response.status_code == 422
    assert "Chưa xác định đơn vị chủ trì" in response.content.decode()


def test_the_reader_goes_from_clause_to_clause_and_ends_with_assignments(
    at: At, proposals: list[Proposal], directive: Document, standing: Person
) -> None:
    client = at(standing)
    html = page(client, "reader", directive.pk)
    assert "4 ý chỉ đạo: 0 nhận, 0 bỏ, 4 chưa xem" in html
    for proposal in proposals[:3]:
        client.post(reverse("assignments:take", args=[proposal.pk]))
    refused = client.post(reverse("assignments:take", args=[proposals[3].pk]))
    assert refused.status_code == 409
    assert "Chưa xác định đơn vị chủ trì" in refused.content.decode()
    client.post(reverse("assignments:drop", args=[proposals[3].pk]), {"ly-do": "Trùng với ý khác"})
    assert "4 ý chỉ đạo: 3 nhận, 1 bỏ, 0 chưa xem" in page(client, "reader", directive.pk)
    done = client.post(reverse("assignments:confirm", args=[directive.pk]), follow=True).content.decode()
    assert "Đã giao 3 việc" in done
    assert "Trùng với ý khác" in done
    again = client.post(reverse("assignments:confirm", args=[directive.pk]), follow=True).content.decode()
    assert "đã giao xong" in again
    assert Assignment.objects.count() == 3


def test_the_text_of_the_document_is_shown_whole_and_escaped(
    at: At, directive: Document, standing: Person, proposals: list[Proposal]
) -> None:
    html = page(at(standing), "reader", directive.pk)
    assert "Nơi nhận: Như trên." in html
    assert 'data-k="4"' in html
    Document.objects.filter(pk=directive.pk).update(text="<script>alert(1)</script>")
    assert "<script>alert(1)" not in page(at(standing), "reader", directive.pk)


def test_a_changed_draft_is_taken_at_once(at: At, proposals: list[Proposal], standing: Person, units: dict[str, Unit]) -> None:
    data = {
        "y-title": "Đối chiếu niêm yết ở ba nơi",
        "y-lead": [units["PVHCC"].pk],
        "y-deadline_kind": "date",
        "y-deadline_on": "2026-12-11",
        "nhan": "1",
    }
    at(standing).post(reverse("assignments:edit", args=[proposals[1].pk]), data)
    proposals[1].refresh_from_db()
    draft = proposals[1].draft
    assert (proposals[1].state, draft["title"], draft["deadline_on"]) == ("in", "Đối chiếu niêm yết ở ba nơi", "2026-12-11")
    assert "deadline" in draft["inferred"]


def test_reading_a_document_with_the_engine_proposes_its_clauses(at: At, directive: Document, standing: Person) -> None:
    text = "\n".join(
        ["THÔNG BÁO", "Kết luận giao ban", "1. Giao Phòng Văn hóa - Xã hội", f"- {CLAUSES[0]}", "2. Giao Phòng Kinh tế", f"- {CLAUSES[2]}"]
    )
    Document.objects.filter(pk=directive.pk).update(text=text)
    html = at(standing).post(reverse("assignments:propose", args=[directive.pk]), follow=True).content.decode()
    assert "2 ý chỉ đạo: 0 nhận" in html
    found = Proposal.objects.filter(document=directive)
    assert [proposal.draft["deadline_kind"] for proposal in found] == ["date", "recurring"]
    assert all(text[proposal.start : proposal.end].split() == proposal.text.split() for proposal in found)


def test_a_cooperating_share_follows_the_extension_of_the_lead(
    at: At, assign: Assigning, officer: Person, standing: Person, reader: Person
) -> None:
    assignment = assign("KT", cooperating=("VP",))
    lead = Occurrence.objects.get(duty__assignment=assignment, duty__part=Duty.Part.LEAD)
    asked = actions.ask_extension(occurrence=lead, due_on=date(2026, 12, 4), reason="Chờ", actor=officer, at=NOW)
    actions.decide_extension(extension=asked, granted=True, actor=standing, at=NOW)
    shares = page(at(reader), "detail", assignment.pk).split('id="phan-viec"')[1].split("</table>")[0]
    assert shares.count("04/12/2026") == 2
