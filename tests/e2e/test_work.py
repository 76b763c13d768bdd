"""Work that takes longer: more days asked and granted, a report sent back and mended."""

import pytest
from playwright.sync_api import expect

from minhchung.apps.ground import history
from minhchung.apps.organisations.models import Commune, Person
from tests.e2e import papers
from tests.e2e.conftest import Desk, Give, Office

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_more_days_are_asked_and_granted_and_the_original_day_stays_to_be_seen(
    ward: Commune, head: Person, leader: Person, office: Office, give: Give
) -> None:
    give("VH-XH", "Việc không xin gia hạn", due="2026-11-24")
    occurrence = give("VH-XH", "Lập hồ sơ các thiết chế văn hóa", due="2026-11-24")
    address = f"/viec/{occurrence.duty.assignment_id}/"
    desk, chief = office(head), office(leader)
    desk.go(address)
    desk.page.get_by_role("link", name="Xin gia hạn").click()
    desk.page.get_by_label("Xin gia hạn đến ngày").fill("4/12")
    desk.page.get_by_label("Lý do").fill("Chờ số liệu của hai khu phố")
    desk.press("Gửi đề nghị gia hạn")
    desk.reads("đã xin gia hạn")
    expect(desk.page.get_by_role("link", name="Xin gia hạn")).to_have_count(0)
    _grant(chief)
    desk.go(address)
    facts = desk.page.locator("main")
    expect(facts).to_contain_text("04/12/2026")
    expect(facts).to_contain_text("Hạn ban đầu")
    expect(facts).to_contain_text("24/11/2026")
    desk.go("/so/")
    row = desk.page.get_by_role("row", name="Lập hồ sơ các thiết chế văn hóa")
    expect(row).to_contain_text("gia hạn từ 24/11")
    expect(row).to_contain_text("04/12/2026")
    assert history.verify(ward.code) is None


def _grant(chief: Desk) -> None:
    """The first screen tells the leader that a request waits and leads to it."""
    chief.go("/")
    chief.page.get_by_role("link", name="Đề nghị gia hạn chờ duyệt").click()
    expect(chief.page.locator("main tbody tr[data-row]")).to_have_count(1)
    chief.page.get_by_role("link", name="Lập hồ sơ các thiết chế văn hóa").click()
    chief.page.get_by_role("link", name="Quyết định gia hạn").first.click()
    chief.reads("Chờ số liệu của hai khu phố")
    chief.page.get_by_label("Quyết định").select_option(label="Đồng ý")
    chief.press("Lưu quyết định")
    chief.reads("đã có quyết định gia hạn")


def test_a_report_sent_back_to_be_mended_is_reported_again_and_accepted(
    ward: Commune, head: Person, leader: Person, inspector: Person, office: Office, give: Give
) -> None:
    occurrence = give("VH-XH", "Tổng hợp kết quả tuyên truyền", due="2026-11-26")
    address = f"/viec/{occurrence.duty.assignment_id}/"
    desk, chief = office(head), office(leader)
    desk.go(address)
    desk.drop("bao-cao.docx", papers.docx(papers.LIST))
    desk.reads("Đã nộp 1 minh chứng")
    _report(desk)
    chief.go(address)
    chief.page.get_by_role("link", name="Trả lại để sửa").click()
    chief.page.get_by_label("Lý do").fill("Thiếu số liệu tháng 11")
    chief.page.get_by_role("button", name="Trả lại").click()
    chief.reads("đã trả lại để sửa")
    desk.go("/")
    desk.reads("Thiếu số liệu tháng 11")
    desk.go(address)
    desk.reads("Người giao việc trả lại để sửa:")
    _report(desk)
    chief.go(address)
    chief.page.get_by_role("link", name="Nghiệm thu", exact=True).click()
    chief.page.get_by_role("button", name="Nghiệm thu", exact=True).click()
    chief.reads("đã nghiệm thu")
    occurrence.refresh_from_db()
    assert occurrence.state == "accepted"
    assert occurrence.due_on.isoformat() == "2026-11-26"
    assert history.verify(ward.code) is None


def _report(desk: Desk) -> None:
    desk.page.get_by_role("link", name="Báo cáo hoàn thành").click()
    desk.page.wait_for_url("**/hoan-thanh/")
    desk.press("Báo cáo hoàn thành")
    desk.reads("đã báo cáo hoàn thành")
