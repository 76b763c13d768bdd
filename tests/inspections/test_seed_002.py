"""The whole story once: a notice of conclusion is read and confirmed, its work is done, every finding and the inspection closed.

Told of the real document when the shared folder is there, and of its retelling for the fictional ward always.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Assignment, Occurrence, Proposal
from minhchung.apps.assignments.rules.drafts import Draft
from minhchung.apps.documents.models import Document
from minhchung.apps.findings import actions as findings
from minhchung.apps.findings.models import Finding
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.inspections import actions
from minhchung.apps.inspections.models import InspectedUnit, Inspection
from minhchung.apps.inspections.presenting import report_due
from minhchung.apps.inspections.queries.facts import coverage_of, findings_of, requirements_of
from minhchung.apps.inspections.reading import proposed
from minhchung.apps.inspections.take_form import TakeForm
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.demo.papers import text_of
from minhchung.reading import read_text, to_json
from tests.inspections.conftest import registered
from tests.personas import NOW

pytestmark = pytest.mark.django_db
FOUR = {"VP", "VH-XH", "XD-NN-MT", "PVHCC"}


def typed(person: Person, document: Document, **changes: Any) -> dict[str, Any]:
    """What the browser sends of the form as it is proposed, with changes; False takes a tick away."""
    found = proposed(document, today=NOW.date())
    assert found is not None
    form = TakeForm(person, document, found, NOW.date())
    given = {bound.html_name: bound.value() for bound in form}
    given |= {name: f"{value:%d/%m/%Y}" for name, value in given.items() if isinstance(value, date)}
    return {name: value for name, value in {**given, **changes}.items() if value not in (None, False, "", [], ())}


def taken(client: Client, person: Person, document: Document, **changes: Any) -> Inspection:
    """The inspection that confirming makes."""
    response = client.post(reverse("inspections:take", args=[document.pk]), typed(person, document, **changes))
    assert response.status_code == 302, response.context["form"].errors
    return Inspection.objects.get(conclusion=document)


@pytest.fixture
def browser(at: Callable[[Person], Client], standing: Person) -> Client:
    return at(standing)


def shorts(finding: Finding) -> set[str]:
    return {each.unit.short for each in finding.units.all()}


def test_the_real_notice_yields_its_findings_requirements_limit_and_cluster(
    shared: Path, ward: Commune, standing: Person, browser: Client
) -> None:
    text = next((shared / "readings" / "texts").glob("seed_002*.txt")).read_text("utf-8")
    subject = "Kết luận kiểm tra công tác cải cách hành chính; việc xây dựng, áp dụng Hệ thống quản lý chất lượng"
    made = taken(browser, standing, registered(ward, text, subject=subject))
    found = list(findings_of(made))
    assert len(found) == 19  # 22 shortcomings, four of which are one
    assert [shorts(each) for each in found if "lập hồ sơ công việc điện tử" in each.message] == [FOUR]
    by_unit = {unit: sum(unit in shorts(each) for each in found) for unit in FOUR}
    assert by_unit == {"VH-XH": 7, "PVHCC": 8, "XD-NN-MT": 6, "VP": 7}  # two of each are the ISO ones, said of all
    assert made.requirements.count() == Assignment.objects.count() == 8
    assert (made.due_on, made.due_inclusive, made.addressee, made.via and made.via.short) == (
        date(2026, 7, 8),
        False,
        "Đoàn Kiểm tra",
        "VH-XH",
    )
    assert set(Occurrence.objects.values_list("due_on", flat=True)) == {date(2026, 7, 7)}
    cover = coverage_of(found, requirements_of(made))
    assert {"tuyên truyền", "Cổng thông tin"} <= {word for pk in cover.findings_alone for word in ("tuyên truyền", "Cổng thông tin")
                                                  if word in Finding.objects.get(pk=pk).message}  # fmt: skip
    alone = " ".join(each.text for each in requirements_of(made) if each.pk in cover.requirements_alone)
    assert "đối thoại" in alone
    assert "tài chính công" in alone


def test_the_retold_notice_from_the_file_to_every_finding_closed(
    notice: Document, standing: Person, leader: Person, inspector: Person, browser: Client, prove: Callable[..., object]
) -> None:
    made = taken(browser, standing, notice)
    found = list(findings_of(made))
    assert (len(found), made.requirements.count(), made.strengths.count()) == (6, 5, 3)
    assert [shorts(each) for each in found if len(shorts(each)) > 1] == [FOUR]
    assert report_due(made).on == date(2026, 7, 7)  # type: ignore[union-attr]  # "trước ngày 08/7" read strictly
    for assignment in Assignment.objects.filter(requirements__inspection=made):
        _do(assignment, leader, prove)
    for finding in found:
        _mend(made, finding, leader, inspector)
    assert set(Finding.objects.values_list("state", flat=True)) == {"closed"}
    with pytest.raises(Refused, match="chưa gửi báo cáo khắc phục"):
        actions.close(inspection=made, actor=standing, at=NOW)
    for each in InspectedUnit.objects.filter(inspection=made):
        actions.send_remedy(inspected=each, text="Đã khắc phục.", actor=leader, at=NOW)
        actions.check_remedy(inspected=each, met=True, note="Đã xem hồ sơ.", actor=inspector, at=NOW)
    assert actions.close(inspection=made, actor=standing, at=NOW).state == "closed"
    acts = list(HistoryEvent.objects.filter(kind="inspection", key=str(made.pk)).order_by("position").values_list("act", flat=True))
    assert acts[0] == "inspections.take_conclusion"
    assert acts[-1] == "inspections.close"


def _do(assignment: Assignment, leader: Person, prove: Callable[..., object]) -> None:
    for occurrence in Occurrence.objects.filter(duty__assignment=assignment):
        prove(occurrence, "ok")
        assignments.submit(occurrence=occurrence, actor=None, at=NOW)
        assignments.accept(occurrence=occurrence, actor=leader, at=NOW)


def _mend(made: Inspection, finding: Finding, leader: Person, inspector: Person) -> None:
    """Through the gates; the work that mends it is the work of a requirement, of any where none answers it."""
    findings.explain(finding=finding, cause="not-followed", side="", note="", actor=leader, at=NOW)
    findings.plan(finding=finding, plan="Giao từng người, rà lại hằng tuần.", closing_test="Đủ 100%.", actor=leader, at=NOW)
    work = next((each.assignment for each in made.requirements.filter(findings=finding)), None) or Assignment.objects.first()
    assert work is not None
    findings.link_work(finding=finding, assignment=work, actor=leader, at=NOW)
    findings.evaluate(finding=finding, effective=True, note="Đã xem 12 hồ sơ.", actor=inspector, at=NOW)
    findings.close(finding=finding, actor=inspector, at=NOW)


def test_a_cluster_is_one_finding_unless_a_person_parts_it(notice: Document, standing: Person, browser: Client) -> None:
    key = next(each.key for each in proposed(notice, today=NOW.date()).findings if each.is_cluster)  # type: ignore[union-attr]
    made = taken(browser, standing, notice, **{f"{key}_part": "on"})
    assert findings_of(made).count() == 9
    assert all(len(shorts(each)) == 1 for each in findings_of(made))


def test_what_is_not_ticked_is_not_taken(notice: Document, standing: Person, browser: Client) -> None:
    made = taken(browser, standing, notice, t0_take=False, y4_take=False, u0_take=False)
    assert (findings_of(made).count(), made.requirements.count(), made.strengths.count()) == (5, 4, 2)


def test_a_finding_without_a_unit_is_refused_at_its_field(notice: Document, standing: Person, browser: Client) -> None:
    response = browser.post(reverse("inspections:take", args=[notice.pk]), typed(standing, notice, t0_units=False))
    assert response.status_code == 422
    assert "Chưa chọn đơn vị. Chọn đơn vị, hoặc bỏ dấu nhận." in response.content.decode()
    assert not Inspection.objects.exists()


def test_words_nobody_can_measure_ask_for_a_closing_test(notice: Document, browser: Client) -> None:
    page = browser.get(reverse("inspections:take", args=[notice.pk])).content.decode()
    assert "Chữ chưa đo được:" in page
    assert "có thời điểm" in page
    assert "Chưa thấy yêu cầu nào khắc phục tồn tại này" in page
    assert "Chưa thấy yêu cầu với VH-XH, PVHCC, XD-NN-MT" in page or "Chưa thấy yêu cầu với VH-XH, XD-NN-MT, PVHCC" in page
    assert "Không thấy tồn tại nào ứng với yêu cầu này" in page


def test_work_the_notice_gave_already_is_linked_and_not_given_twice(notice: Document, standing: Person, browser: Client) -> None:
    assignments.propose(document=notice, reading=to_json(read_text(notice.text)), text=notice.text, actor=standing, at=NOW)
    for proposal in Proposal.objects.filter(document=notice):
        if Draft.from_json(proposal.draft).lead_units:
            assignments.take(proposal=proposal, actor=standing, at=NOW)
        else:
            assignments.drop(proposal=proposal, reason="Chỉ để biết", actor=standing, at=NOW)
    before = {each.pk for each in assignments.confirm(document=notice, actor=standing, at=NOW)}
    page = browser.get(reverse("inspections:take", args=[notice.pk])).content.decode()
    assert "Đã giao việc từ văn bản này." in page
    made = taken(browser, standing, notice)
    assert {each.assignment_id for each in made.requirements.all()} <= before
    assert Assignment.objects.count() == len(before)


def test_the_reader_of_assignments_proposes_no_more_what_was_taken(notice: Document, standing: Person, browser: Client) -> None:
    assignments.propose(document=notice, reading=to_json(read_text(notice.text)), text=notice.text, actor=standing, at=NOW)
    made = taken(browser, standing, notice)
    spans = [(each.start, each.end) for each in made.requirements.all()]
    assignments.propose(document=notice, reading=to_json(read_text(notice.text)), text=notice.text, actor=standing, at=NOW)
    open_ = Proposal.objects.filter(document=notice, state=Proposal.State.NEW)
    assert not [each for each in open_ for start, end in spans if start < each.end and each.start < end]
    told = Proposal.objects.filter(document=notice, state=Proposal.State.OUT).values_list("reason", flat=True)
    assert any(reason.startswith("Đã giao là việc") for reason in told)
    assert any(reason.startswith("Theo dõi báo cáo khắc phục") for reason in told)
    assert browser.get(reverse("assignments:reader", args=[notice.pk])).status_code == 200


def test_days_of_the_work_and_limits_of_single_requirements_are_kept(ward: Commune, standing: Person, browser: Client) -> None:
    subject = "Kết luận kiểm tra công tác cải cách hành chính năm 2026"
    made = taken(browser, standing, registered(ward, text_of("412-TB-DKT"), subject=subject, number=412, issued_on=date(2026, 10, 26)))
    assert (made.title, made.starts_on, made.ends_on) == (
        "Kiểm tra công tác cải cách hành chính năm 2026",
        date(2026, 10, 12),
        date(2026, 10, 16),
    )
    assert made.due_on is None
    assert [(each.due_on, each.due_inclusive) for each in made.requirements.all()] == [
        (date(2026, 11, 15), False), (date(2026, 11, 30), True), (date(2026, 11, 5), True), (date(2026, 11, 11), False),
    ]  # fmt: skip
    led = Occurrence.objects.filter(duty__part="lead").order_by("duty__assignment__number")
    assert list(led.values_list("due_on", flat=True)) == [date(2026, 11, 14), date(2026, 11, 30), date(2026, 11, 5), date(2026, 11, 10)]
    helping = Occurrence.objects.get(duty__part="with")
    assert (helping.duty.holdings.get().unit.short, helping.due_on) == ("PVHCC", date(2026, 11, 30))
    helped = made.requirements.get(cooperating__short="PVHCC")
    assert [unit.short for unit in helped.units.all()] == ["XD-NN-MT"]


def test_a_cluster_keeps_the_words_of_each_unit(ward: Commune, standing: Person, browser: Client) -> None:
    subject = "Kết luận kiểm tra công tác cải cách hành chính"
    document = registered(ward, text_of("318-TB-SNV"), subject=subject, number=318, issued_on=date(2026, 9, 10), issuer="Sở Nội vụ")
    made = taken(browser, standing, document)
    assert made.kind == Inspection.Kind.DEPARTMENT
    cluster = next(each for each in findings_of(made) if len(shorts(each)) == 2)
    assert {each.unit.short: "09 hồ sơ" in each.words for each in cluster.units.all()} == {"VP": False, "KT": True}


def test_a_notice_is_taken_once(notice: Document, standing: Person, browser: Client) -> None:
    made = taken(browser, standing, notice)
    again = browser.get(reverse("inspections:take", args=[notice.pk]))
    assert again["Location"] == reverse("inspections:inspection", args=[made.pk])


def test_the_page_of_the_document_offers_to_read_it(notice: Document, browser: Client) -> None:
    page = browser.get(reverse("documents:detail", args=[notice.pk])).content.decode()
    assert reverse("inspections:take", args=[notice.pk]) in page
    assert "Đọc kết luận kiểm tra" in page


def test_what_is_no_conclusion_says_so_with_the_way_out(ward: Commune, browser: Client) -> None:
    other = registered(ward, "THÔNG BÁO\nVề việc nghỉ lễ.\nCác đơn vị treo cờ.", subject="Nghỉ lễ", number=9, issued_on=date(2026, 8, 20))
    page = browser.get(reverse("inspections:take", args=[other.pk]))
    assert "không đọc ra kết luận kiểm tra" in page.content.decode()
    assert "Đọc kết luận kiểm tra" not in browser.get(reverse("documents:detail", args=[other.pk])).content.decode()


def test_units_no_name_is_known_by_are_asked_for(ward: Commune, units: dict[str, Unit], standing: Person, browser: Client) -> None:
    units["KT"].aliases.all().delete()
    text = "\n".join(["THÔNG BÁO", "Kết luận kiểm tra cải cách hành chính", "", "II. TỒN TẠI, HẠN CHẾ", "", "1. Đối với Ban Tiếp sóng", "",
                      "- Sổ theo dõi chưa ghi đủ 12 tháng.", "", "III. YÊU CẦU", "", "1. Đối với Phòng Kinh tế", "",
                      "Ghi đủ sổ theo dõi trước ngày 01/12/2026."])  # fmt: skip
    document = registered(ward, text, subject="Kết luận kiểm tra cải cách hành chính", number=10, issued_on=date(2026, 11, 2))
    page = browser.get(reverse("inspections:take", args=[document.pk])).content.decode()
    assert "Chưa rõ đơn vị: Ban Tiếp sóng" in page
