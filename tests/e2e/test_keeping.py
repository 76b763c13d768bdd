"""What was typed outlives the session: it is given back to the person who typed it, and to nobody else."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.e2e.conftest import Desk, Give, Office
from tests.personas import PASSWORD

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
TYPED = "Đề nghị Văn phòng bổ sung danh mục,\ntrước ngày họp giao ban"
BACK = "Lấy lại nội dung đã gõ"
KEPT = "() => JSON.stringify({ ...sessionStorage })"


@pytest.fixture
def expired(ward: Commune, units: dict[str, Unit], head: Person, office: Office, give: Give) -> Desk:
    """The head of a unit has written a comment, and sent it after the session had ended."""
    desk = office(head)
    desk.go(f"/viec/{give('VH-XH', 'Lập danh sách hộ kinh doanh').duty.assignment_id}/")
    desk.page.wait_for_load_state()
    desk.page.get_by_label("Ý kiến").fill(TYPED)
    desk.page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    desk.press("Gửi ý kiến")
    desk.says("Phiên làm việc đã hết")
    desk.says(f"bấm “{BACK}”")
    return desk


def come_back(page: Page, person: Person) -> None:
    page.get_by_label("Tên đăng nhập").fill(person.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda url: "/tai-khoan/" not in url)
    page.wait_for_load_state()


def test_what_was_typed_is_given_back_after_the_sign_in_and_forgotten_once_it_is_saved(expired: Desk, head: Person) -> None:
    page = expired.page
    come_back(page, head)
    expect(page.get_by_label("Ý kiến")).to_have_value("")
    page.get_by_role("button", name=BACK).click()
    expect(page.get_by_label("Ý kiến")).to_have_value(TYPED)
    expired.press("Gửi ý kiến")
    expired.reads("đã ghi ý kiến")
    expect(page.get_by_role("button", name=BACK)).to_have_count(0)
    assert "Văn phòng bổ sung" not in page.evaluate(KEPT)


def test_another_person_at_the_same_machine_is_given_nothing(expired: Desk, standing: Person) -> None:
    page = expired.page
    come_back(page, standing)
    expect(page.get_by_label("Ý kiến")).to_be_visible()
    expect(page.get_by_role("button", name=BACK)).to_have_count(0)
    assert "Văn phòng bổ sung" not in page.evaluate(KEPT)


def test_signing_out_forgets_what_was_kept(expired: Desk, head: Person) -> None:
    page = expired.page
    come_back(page, head)
    expect(page.get_by_role("button", name=BACK)).to_be_visible()
    page.locator(".me-menu summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url(lambda url: "/tai-khoan/" in url)
    assert "Văn phòng bổ sung" not in page.evaluate(KEPT)


def test_a_form_that_lay_open_while_the_person_signed_in_elsewhere_keeps_its_text_too(
    ward: Commune, units: dict[str, Unit], head: Person, office: Office, give: Give
) -> None:
    desk = office(head)
    desk.refusals_wanted = True
    page = desk.page
    desk.go(f"/viec/{give('VH-XH', 'Lập danh sách hộ kinh doanh').duty.assignment_id}/")
    page.wait_for_load_state()
    page.get_by_label("Ý kiến").fill(TYPED)
    other = page.context.new_page()
    page.context.clear_cookies()
    other.goto(f"{desk.server.url}/tai-khoan/login/")
    come_back(other, head)
    desk.press("Gửi ý kiến")
    desk.says("Biểu mẫu đã hết hạn")
    page.go_back()
    page.reload()
    page.get_by_role("button", name=BACK).click()
    desk.press("Gửi ý kiến")
    desk.reads("đã ghi ý kiến")


def test_neither_files_nor_hidden_values_nor_a_pasted_document_are_kept(
    ward: Commune, units: dict[str, Unit], standing: Person, office: Office
) -> None:
    desk = office(standing)
    page = desk.page
    desk.go("/van-ban/dan/")
    page.wait_for_load_state()
    page.get_by_label("Nội dung").fill("Văn bản chưa biết có dấu mật hay không")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    desk.press("Vào sổ và đọc")
    desk.says("Phiên làm việc đã hết")
    assert "dấu mật" not in page.evaluate(KEPT)
    assert "csrf" not in page.evaluate(KEPT)
