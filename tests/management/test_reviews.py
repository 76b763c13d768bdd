"""A management review from its plan to its end; the clauses and what proves them."""

import io
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from docx import Document as Written

from minhchung.apps.assignments.models import Occurrence
from minhchung.apps.evidence import actions as evidence
from minhchung.apps.evidence.claimable import Place
from minhchung.apps.files.receiving import receive
from minhchung.apps.findings import actions as findings
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.figures import Scope, Window, compute
from minhchung.apps.management import actions
from minhchung.apps.management.models import Decision, ManagementReview, clause_ref
from minhchung.apps.management.queries.clauses import Proven, matrix
from minhchung.apps.management.queries.inputs import shown_for
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.files.samples import blank_pdf
from tests.management.conftest import At, Write
from tests.management.management_world import POST, RISK, draft
from tests.personas import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def review(ward: Commune, leader: Person, standing: Person) -> ManagementReview:
    """One that is prepared for today, with two people asked."""
    made = actions.plan_review(
        commune=ward, title="Xem xét của lãnh đạo năm 2026", planned_on=TODAY, chair=leader, secretary=standing, actor=standing, at=NOW
    )
    return actions.invite(review=made, people=[leader, standing], guests="Vũ An, Sở KH&CN", actor=standing, at=NOW)


def hold(review: ManagementReview, actor: Person | None = None) -> ManagementReview:
    """It was held today; the guest did not come."""
    present = list(review.attendees.filter(person__isnull=False))
    return actions.hold_review(review=review, held_on=TODAY, present=present, actor=actor, at=NOW)


def texts(review: ManagementReview, code: str) -> list[str]:
    """The rows of an input."""
    shown = next(each for each in shown_for(review, now=NOW) if each.code == code)
    return [row.text for source in shown.sources for row in source.rows]


def clause(ward: Commune, number: str) -> Proven:
    return matrix(ward, now=NOW, only=number).rows[0]


def test_each_input_lists_its_rows_or_says_which_register_to_fill(review: ManagementReview, write: Write, leader: Person, at: At) -> None:
    page = at(leader).get(reverse("management:review", args=[review.pk])).content.decode()
    assert "11 đầu vào chưa có dữ liệu" in page
    for name in ("boi-canh", "hai-long", "nha-cung-cap", "nang-luc"):
        assert f'href="{reverse("management:register", args=[name])}"' in page
    write("boi-canh", {"issue": "Sắp xếp lại đơn vị hành chính", "side": "outside"})
    page = at(leader).get(reverse("management:review", args=[review.pk])).content.decode()
    assert "Sắp xếp lại đơn vị hành chính" in page
    assert "10 đầu vào chưa có dữ liệu" in page


def test_what_was_found_by_an_audit_is_an_input_and_proves_the_clause(
    ward: Commune, units: dict[str, Unit], review: ManagementReview, leader: Person
) -> None:
    found = findings.add(commune=ward, message="Hồ sơ thiếu phiếu kiểm soát", units=[units["KT"]], actor=None, at=NOW)
    assert texts(review, "c4") == []
    found.source = "audit"
    found.save()
    assert texts(review, "c4") == ["Hồ sơ thiếu phiếu kiểm soát"]
    assert [source.label for source in clause(ward, "10.2").missing] == ["Hành động khắc phục"]


def test_a_held_review_keeps_its_inputs_whatever_becomes_of_the_data(review: ManagementReview, write: Write) -> None:
    entry = write("boi-canh", {"issue": "Sắp xếp lại đơn vị hành chính", "side": "outside"})
    held = hold(review)
    actions.archive_entry(entry=entry, reason="Ghi nhầm", actor=None, at=NOW)
    write("boi-canh", {"issue": "Luật mới", "side": "outside"})
    assert texts(held, "b") == ["Sắp xếp lại đơn vị hành chính"]
    assert held.snapshot["standard"] == "TCVN ISO 9001:2015"
    assert [each.present for each in held.attendees.order_by("pk")] == [True, True, False]
    with pytest.raises(Refused, match="đã họp"):
        hold(held)
    with pytest.raises(Refused, match="còn đang chuẩn bị"):
        actions.invite(review=held, people=[], actor=None, at=NOW)


def test_one_is_prepared_at_a_time_and_the_next_starts_where_the_last_ended(ward: Commune, review: ManagementReview) -> None:
    later = TODAY + timedelta(days=90)
    with pytest.raises(Refused, match="Đang có một cuộc"):
        actions.plan_review(commune=ward, title="Lần nữa", planned_on=later, actor=None, at=NOW)
    hold(review)
    made = actions.plan_review(commune=ward, title="Lần nữa", planned_on=later, actor=None, at=NOW)
    assert (made.number, made.since) == (2, TODAY)


def test_nobody_came_or_a_day_to_come_is_refused(review: ManagementReview) -> None:
    with pytest.raises(Refused, match="ai có mặt"):
        actions.hold_review(review=review, held_on=TODAY, present=[], actor=None, at=NOW)
    with pytest.raises(Refused, match="không sau hôm nay"):
        actions.hold_review(review=review, held_on=TODAY + timedelta(days=1), present=list(review.attendees.all()), actor=None, at=NOW)


def test_a_review_closes_when_the_work_of_its_decisions_is_accepted(
    units: dict[str, Unit], review: ManagementReview, leader: Person, standing: Person, at: At
) -> None:
    held = hold(review, standing)
    with pytest.raises(Refused, match="Chưa ghi quyết định nào"):
        actions.close_review(review=held, actor=standing, at=NOW)
    decision = actions.decide(review=held, kind="resource", text="Mua máy phát điện", actor=standing, at=NOW)
    actions.decide(review=held, kind="note", text="Hệ thống phù hợp", actor=standing, at=NOW)
    with pytest.raises(Refused, match="Quyết định 1 chưa giao việc"):
        actions.close_review(review=held, actor=standing, at=NOW)
    work = actions.give_decision(decision=decision, draft=draft(units["KT"]), actor=leader, at=NOW)
    with pytest.raises(Refused, match="chưa xong"):
        actions.close_review(review=held, actor=standing, at=NOW)
    page = at(leader).get(reverse("management:review", args=[held.pk])).content.decode()
    assert f"Việc {work.number}" in page
    Occurrence.objects.filter(duty__assignment=work).update(state="accepted", closed_at=NOW)
    assert actions.close_review(review=held, actor=standing, at=NOW).state == "closed"


def test_decisions_of_the_last_review_are_the_first_input_of_the_next(
    ward: Commune, units: dict[str, Unit], review: ManagementReview
) -> None:
    held = hold(review)
    decision = actions.decide(review=held, kind="improvement", text="Rút ngắn thẩm định", actor=None, at=NOW)
    dropped = actions.decide(review=held, kind="change", text="Ghi nhầm", actor=None, at=NOW)
    actions.drop_decision(decision=dropped, actor=None, at=NOW)
    actions.give_decision(decision=decision, draft=draft(units["KT"]), actor=None, at=NOW)
    made = actions.plan_review(commune=ward, title="Lần hai", planned_on=TODAY + timedelta(days=90), actor=None, at=NOW)
    assert texts(made, "a") == ["Rút ngắn thẩm định"]
    assert texts(held, "a") == []
    with pytest.raises(Refused, match="đã thành việc"):
        actions.edit_decision(decision=decision, kind="note", text="Thôi", actor=None, at=NOW)
    assert Decision.objects.get(pk=decision.pk).kind == "improvement"


def test_the_minutes_say_inputs_decisions_and_who_came(review: ManagementReview, write: Write, leader: Person, at: At) -> None:
    write("boi-canh", {"issue": "Sắp xếp lại đơn vị hành chính", "side": "outside"})
    actions.note_input(review=review, code="b", note="Cần đổi phạm vi", actor=None, at=NOW)
    held = hold(review)
    actions.decide(review=held, kind="change", text="Công bố lại phạm vi", actor=None, at=NOW)
    answer = at(leader).get(reverse("management:minutes", args=[held.pk]))
    said = "\n".join(each.text for each in Written(io.BytesIO(answer.content)).paragraphs)
    for words in (
        "Có mặt (2): Ngô Thanh Bách; Đỗ Hạnh Nguyên.", "Vắng mặt (1): Vũ An, Sở KH&CN.", "Sắp xếp lại đơn vị hành chính",
        "Ý kiến: Cần đổi phạm vi", "Sổ Bên cung cấp bên ngoài: chưa có dữ liệu", "1. Thay đổi hệ thống: Công bố lại phạm vi",
        "………… giờ ………… phút, ngày 20 tháng 11 năm 2026",
    ):  # fmt: skip
        assert words in said, words


def test_what_risks_came_to_is_an_input_once_something_was_done(review: ManagementReview, write: Write) -> None:
    entry = write("rui-ro", RISK)
    assert texts(review, "e") == []
    left = {**RISK, "left_likelihood": "2", "left_severity": "3"}
    actions.edit_entry(entry=entry, values=left, unit=entry.unit, review_on=entry.review_on, actor=None, at=NOW)
    shown = next(each for each in shown_for(review, now=NOW) if each.code == "e")
    assert shown.sources[0].rows[0].note == "Cao (16) → Trung bình (6)"


def test_a_clause_is_proven_by_rows_only(ward: Commune, write: Write) -> None:
    assert clause(ward, "7.2").state == "bare"
    write("nang-luc", {**POST, "met": "yes"})
    assert (clause(ward, "7.2").state, [each.label for each in clause(ward, "7.2").missing]) == ("partly", ["Sổ Đào tạo, tập huấn"])
    write("dao-tao", {"course": "Tập huấn hộ tịch"})
    assert clause(ward, "7.2").state == "proven"


def test_an_entry_written_by_mistake_proves_nothing(ward: Commune, write: Write) -> None:
    actions.archive_entry(entry=write("boi-canh", {"issue": "x", "side": "inside"}), reason="Ghi nhầm", actor=None, at=NOW)
    assert clause(ward, "4.1").state == "bare"


def test_a_clause_without_data_of_its_own_is_proven_by_what_people_bring(ward: Commune, standing: Person, at: At) -> None:
    assert clause(ward, "8.5.4").state == "bare"
    place = Place(ward.pk, *clause_ref(ward.pk, "8.5.4"))
    evidence.claim(place=place, upload=receive(ContentFile(blank_pdf(), name="kho.pdf")), actor=standing, at=NOW)
    assert clause(ward, "8.5.4").state == "proven"
    assert "kho.pdf" in at(standing).get(reverse("management:clause", args=["8.5.4"])).content.decode()


def test_only_clauses_that_allow_it_are_excluded_and_with_a_reason(ward: Commune, standing: Person, at: At) -> None:
    with pytest.raises(Refused, match="luôn áp dụng"):
        actions.exclude_clause(commune=ward, number="7.2", reason="Khó", actor=standing, at=NOW)
    address = reverse("management:exclude_clause", args=["8.3"])
    assert at(standing).post(address, {"reason": "Phường không thiết kế dịch vụ"}).status_code == 302
    assert clause(ward, "8.3").state == "excluded"
    assert at(standing).post(reverse("management:include_clause", args=["8.3"])).status_code == 302
    assert clause(ward, "8.3").state == "bare"


def test_the_matrix_shows_every_clause_and_filters_by_state(ward: Commune, standing: Person, write: Write, at: At) -> None:
    write("boi-canh", {"issue": "Sắp xếp lại đơn vị", "side": "outside"})
    page = at(standing).get(reverse("management:clauses")).content.decode()
    assert "Sắp xếp lại đơn vị" in page
    assert "Amd 1:2024" in page
    proven = at(standing).get(f"{reverse('management:clauses')}?tt=proven").content.decode()
    assert "4.1 Bối cảnh của phường" in proven
    assert "8.4 Dịch vụ do bên ngoài cung cấp" not in proven


def test_the_interval_of_the_ward_takes_the_place_of_the_usual_one(ward: Commune, standing: Person, at: At) -> None:
    address = reverse("management:interval")
    assert at(standing).post(address, {"review_months": "6", "source": "Sổ tay chất lượng, mục 9.3"}).status_code == 302
    assert "Chu kỳ 6 tháng: Sổ tay chất lượng, mục 9.3." in at(standing).get(reverse("management:reviews")).content.decode()


def test_figures_count_competence_looks_and_high_risks_and_say_why_they_are_unknown(ward: Commune, write: Write) -> None:
    scope, window = Scope(ward.pk), Window(TODAY.replace(month=1, day=1), TODAY)
    for name in ("competence_share", "looked_at_share", "high_risks"):
        value = compute(f"management.{name}", scope, window, NOW)
        assert (value.value, bool(value.reason)) == (None, True)
    write("nang-luc", POST)
    write("nang-luc", {**POST, "met": "yes"}, review_on=TODAY - timedelta(days=1))
    write("rui-ro", RISK)
    values = {
        name: compute(f"management.{name}", scope, window, NOW).value for name in ("competence_share", "looked_at_share", "high_risks")
    }
    assert {name: str(value) for name, value in values.items()} == {
        "competence_share": "50.00", "looked_at_share": "66.67", "high_risks": "1",
    }  # fmt: skip
    assert compute("management.clause_share", scope, window, NOW).denominator == 40
