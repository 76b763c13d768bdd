"""A ward changes: what a unit is called, who does its work, what a person may do. The work goes on."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from minhchung.apps.ground import history
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.e2e import papers
from tests.e2e.conftest import Give, Office
from tests.personas import NOW

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_a_name_taught_to_a_unit_is_understood_in_the_next_directive(
    ward: Commune, units: dict[str, Unit], admin: Person, standing: Person, office: Office
) -> None:
    desk = office(admin)
    desk.go(f"/thiet-lap/don-vi/{units['DVSNC'].pk}/")
    desk.page.get_by_label("Thêm tên gọi khác").fill("Ban Quản lý nhà văn hóa")
    desk.page.get_by_role("button", name="Thêm tên gọi").click()
    desk.page.get_by_role("button", name="Bỏ tên gọi Ban Quản lý nhà văn hóa").wait_for()
    clerk = office(standing)
    clerk.go("/van-ban/dan/")
    directive = papers.PASTED.replace("Trung tâm Phục vụ hành chính công", "Ban Quản lý nhà văn hóa")
    clerk.page.get_by_label("Nội dung").fill(directive)
    clerk.press("Vào sổ và đọc")
    clerk.press("Đọc thành nhiệm vụ")
    expect(clerk.page.locator("#y-dang-xem")).to_contain_text(units["DVSNC"].name)


def test_a_renamed_unit_keeps_its_work_and_its_old_name_is_still_understood(
    ward: Commune, units: dict[str, Unit], admin: Person, office: Office, give: Give
) -> None:
    give("VH-XH", "Lập danh sách cán bộ dự tập huấn")
    desk = office(admin)
    desk.go(f"/thiet-lap/don-vi/{units['VH-XH'].pk}/")
    desk.page.locator("summary", has_text="Đổi tên").click()
    desk.page.get_by_label("Tên mới", exact=True).fill("Phòng Văn hóa, Khoa học và Thông tin")
    desk.page.get_by_label("Mang tên mới từ ngày").fill("20/11/2026")
    desk.page.get_by_role("button", name="Đổi tên").click()
    expect(desk.page.get_by_role("heading", name="Phòng Văn hóa, Khoa học và Thông tin")).to_be_visible()
    expect(desk.page.locator("main")).to_contain_text("Phòng Văn hóa - Xã hội")
    desk.go("/so/")
    row = desk.page.get_by_role("row", name="Lập danh sách cán bộ")
    expect(row.get_by_title("Phòng Văn hóa, Khoa học và Thông tin").first).to_be_visible()


def test_open_work_moves_with_a_handover_and_stays_as_late_as_it_was(
    ward: Commune, units: dict[str, Unit], admin: Person, leader: Person, office: Office, give: Give
) -> None:
    late = give("VH-XH", "Tổng hợp kết quả khắc phục", due="2026-11-11", at=NOW - timedelta(days=20))
    desk = office(leader)
    desk.go("/so/")
    row = desk.page.get_by_role("row", name="Tổng hợp kết quả khắc phục")
    expect(row).to_contain_text("Trễ 7 ngày làm việc")
    desk.go(f"/thiet-lap/ban-giao/?don-vi={units['VH-XH'].pk}")
    desk.page.get_by_label("Đơn vị nhận").select_option(label="Phòng Kinh tế")
    desk.page.get_by_label("Bên nhận giữ từ ngày").fill("20/11/2026")
    desk.press("Xem trước phần sẽ chuyển")
    desk.reads("phần việc đang làm")
    desk.page.get_by_role("button", name="Bàn giao", exact=True).click()
    desk.page.wait_for_url(lambda url: "don-vi" not in url)
    desk.go("/so/")
    row = desk.page.get_by_role("row", name="Tổng hợp kết quả khắc phục")
    expect(row.get_by_title("Phòng Kinh tế").first).to_be_visible()
    expect(row).to_contain_text("Trễ 7 ngày làm việc")
    late.refresh_from_db()
    assert late.due_on.isoformat() == "2026-11-11"
    assert history.verify(ward.code) is None


def test_a_role_that_ends_is_lost_at_the_next_press(ward: Commune, admin: Person, head: Person, office: Office, give: Give) -> None:
    occurrence = give("VH-XH", "Lập danh sách cán bộ dự tập huấn")
    address = f"/viec/{occurrence.duty.assignment_id}/"
    desk, chief = office(head), office(admin)
    desk.go(address)
    button = desk.page.get_by_role("link", name="Báo cáo hoàn thành")
    expect(button).to_be_visible()
    chief.go(f"/thiet-lap/nguoi-dung/{head.pk}/")
    chief.page.locator("summary", has_text="Kết thúc").first.click()
    chief.page.get_by_label("Đến hết ngày").first.fill("hôm qua")
    chief.page.get_by_role("button", name="Kết thúc").first.click()
    expect(chief.page.locator("main")).to_contain_text("đến hết 19/11/2026")
    desk.refusals_wanted = True
    button.click()
    desk.reads("Không có trang này")
    desk.go(address)
    desk.reads("Không có trang này")
    desk.go("/")
    desk.reads("Tài khoản chưa được giao vai trò nào")
    occurrence.refresh_from_db()
    assert occurrence.state == "assigned"
