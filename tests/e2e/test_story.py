"""The whole story: from a directive dropped into the page to a point that is certain."""

from decimal import Decimal

import pytest
from playwright.sync_api import Browser, expect

from minhchung.apps.assignments.models import Assignment, Occurrence, Proposal
from minhchung.apps.documents.models import Document
from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground import history
from minhchung.apps.indexes import actions as indexes
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.browsing import comes
from tests.e2e import papers
from tests.e2e.conftest import Desk, Office
from tests.personas import NOW

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_a_directive_becomes_work_the_work_is_proven_and_its_points_are_certain(
    ward: Commune, units: dict[str, Unit], standing: Person, head: Person, inspector: Person, leader: Person, office: Office
) -> None:
    _upload_and_decide(office(standing))
    _finish(office(standing), units)
    listed = Assignment.objects.get(title__startswith="Lập danh sách cán bộ")
    _ask_for_proof(ward, units, listed, standing)
    office(standing).go("/bo-chi-so/")
    office(standing).says("còn giành được 1,50")
    _do_the_work(office(head), listed)
    _check_the_proof(office(inspector))
    _accept(office(leader), listed)
    office(leader).go("/bo-chi-so/")
    office(leader).says("đã chắc 1,50")
    office(leader).go("/")
    office(leader).says("1,50 chắc chắn")
    assert history.verify(ward.code) is None


def _upload_and_decide(desk: Desk) -> None:
    """Enter takes, M merges, E edits, Del drops with a reason, Ctrl+Z takes it back."""
    page = desk.page
    desk.go("/van-ban/tai-len/")
    desk.drop("91-TB-UBND.docx", papers.docx(papers.DIRECTIVE))
    desk.press("Tải lên và vào sổ")
    desk.press("Đọc thành nhiệm vụ")
    desk.reads("5 ý chỉ đạo: 0 nhận, 0 bỏ, 5 chưa xem")
    page.keyboard.press("Enter")
    desk.reads("5 ý chỉ đạo: 1 nhận, 0 bỏ, 4 chưa xem")
    page.keyboard.press("Enter")
    desk.reads("5 ý chỉ đạo: 2 nhận, 0 bỏ, 3 chưa xem")
    page.keyboard.press("m")
    desk.reads("5 ý chỉ đạo: 2 nhận, 1 gộp, 0 bỏ, 2 chưa xem")
    page.keyboard.press("e")
    page.get_by_label("Phòng Kinh tế chủ trì").uncheck()
    page.get_by_label("Phòng Xây dựng, Nông nghiệp và Môi trường chủ trì").check()
    page.get_by_label("Ngày hạn").fill("18/12/2026")
    desk.press("Lưu và nhận")
    desk.reads("1 chưa xem")
    page.keyboard.press("Delete")
    desk.reads("Bỏ vì")
    page.keyboard.press("4")
    desk.reads("0 chưa xem")
    page.keyboard.press("Control+z")
    desk.reads("1 chưa xem")
    page.keyboard.press("Delete")
    page.get_by_label("Lý do khác").fill("Đã giao ở kế hoạch năm")
    page.get_by_role("button", name="Bỏ", exact=True).click()
    desk.reads("0 chưa xem")


def _finish(desk: Desk, units: dict[str, Unit]) -> None:
    desk.press("Hoàn tất, giao 3 việc")
    desk.reads("Đã giao 3 việc lúc 09:00")
    document = Document.objects.get(number=91)
    assert document.assignments.count() == 3
    moved = Assignment.objects.get(title__startswith="Báo cáo tình hình thu ngân sách")
    occurrence = Occurrence.objects.get(duty__assignment=moved)
    assert occurrence.duty.holdings.get().unit == units["XD-NN-MT"]
    assert occurrence.due_on.isoformat() == "2026-12-17", "the document says before the 18th"
    dropped = Proposal.objects.get(state=Proposal.State.OUT)
    assert dropped.reason == "Đã giao ở kế hoạch năm"


def _ask_for_proof(ward: Commune, units: dict[str, Unit], assignment: Assignment, standing: Person) -> None:
    criterion = indexes.add_criterion(
        commune=ward,
        year=2026,
        code="6.2.1",
        title="Cử cán bộ dự tập huấn kỹ năng số",
        points=Decimal("1.5"),
        unit=units["VH-XH"],
        evidence=["Danh sách cử cán bộ"],
        actor=standing,
        at=NOW,
    )
    requirement = criterion.requirements.get()
    indexes.link_assignment(criterion=criterion, requirement=requirement, assignment=assignment, actor=standing, at=NOW)


def _do_the_work(desk: Desk, assignment: Assignment) -> None:
    """The unit head: first screen, progress, several files at once and a pasted picture, report."""
    page = desk.page
    desk.go("/")
    desk.press(assignment.title)
    page.locator(".progress-cell").get_by_role("button").click()
    page.get_by_label(f"Tiến độ việc {assignment.number}").fill("Đã có 12/15 tên")
    page.get_by_label(f"Tiến độ việc {assignment.number}").press("Enter")
    desk.reads("Đã lưu lúc 09:00")
    desk.drop("danh-sach.docx", papers.docx(papers.LIST), "ghi-chu.txt", b"Ghi ch\xc3\xba k\xc3\xa8m theo danh s\xc3\xa1ch.")
    desk.reads("Đã nộp 2 minh chứng lúc 09:00")
    desk.paste_picture(papers.picture())
    desk.reads("Đã nộp 1 minh chứng lúc 09:00")
    assert Claim.objects.count() == 3
    page.get_by_role("link", name="Báo cáo hoàn thành").click()
    page.wait_for_url("**/hoan-thanh/")
    desk.press("Báo cáo hoàn thành")
    desk.reads("đã báo cáo hoàn thành")


def _check_the_proof(desk: Desk) -> None:
    page = desk.page
    desk.go("/minh-chung/")
    page.get_by_role("link", name="danh-sach").first.click()
    page.get_by_role("button", name="Đạt", exact=True).click()
    comes(page, lambda: Claim.objects.filter(state="good").count(), 1)


def _accept(desk: Desk, assignment: Assignment) -> None:
    page = desk.page
    desk.go("/so/?loc=cho")
    page.get_by_role("link", name=assignment.title).click()
    page.get_by_role("link", name="Nghiệm thu", exact=True).click()
    page.get_by_role("button", name="Nghiệm thu", exact=True).click()
    desk.reads("đã nghiệm thu")


@pytest.mark.parametrize("how", ["pasted", "printed"])
def test_a_pasted_text_and_a_pdf_are_read_like_a_word_file(
    how: str, ward: Commune, units: dict[str, Unit], standing: Person, office: Office, browser: Browser
) -> None:
    desk = office(standing)
    if how == "pasted":
        desk.go("/van-ban/dan/")
        desk.page.get_by_label("Nội dung").fill(papers.PASTED)
        desk.press("Vào sổ và đọc")
        wanted, unit = "Niêm yết lại toàn bộ thủ tục hành chính", "PVHCC"
    else:
        desk.go("/van-ban/tai-len/")
        desk.drop("93-TB-UBND.pdf", papers.pdf(papers.PRINTED, browser))
        desk.press("Tải lên và vào sổ")
        wanted, unit = "Lập hồ sơ vệ sinh môi trường", "XD-NN-MT"
    desk.press("Đọc thành nhiệm vụ")
    desk.reads("1 ý chỉ đạo: 0 nhận, 0 bỏ, 1 chưa xem")
    now = desk.page.locator("#y-dang-xem")
    expect(now).to_contain_text(wanted)
    expect(now).to_contain_text(units[unit].name)
