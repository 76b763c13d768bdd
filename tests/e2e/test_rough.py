"""What no form expects: one endless word, fifty files at once, a second thought."""

import pytest
from playwright.sync_api import expect

from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.browsing import PHONE
from tests.e2e import papers
from tests.e2e.conftest import Give, Office

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
WIDTHS = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"


def test_one_endless_word_makes_no_page_scroll_sideways(ward: Commune, head: Person, office: Office, give: Give) -> None:
    occurrence = give("VH-XH", "Rà soát " + "thủtụchànhchính" * 30, due="2026-11-24")
    desk = office(head)
    for width, height in ((1366, 768), PHONE):
        desk.page.set_viewport_size({"width": width, "height": height})
        for path in ("/", "/so/", "/so/in/", "/so/nhan-tin/", "/tim/?q=ra+soat", f"/viec/{occurrence.duty.assignment_id}/"):
            desk.go(path)
            wide, room = desk.page.evaluate(WIDTHS)
            assert wide <= room, (path, width, wide)


def test_fifty_files_leave_the_button_in_sight_and_are_counted(
    ward: Commune, units: dict[str, Unit], standing: Person, office: Office
) -> None:
    desk = office(standing)
    desk.go("/van-ban/tai-len/")
    desk.page.wait_for_load_state()
    desk.drop(*(part for number in range(50) for part in (f"van-ban-{number}.txt", b"THONG BAO")))
    expect(desk.page.locator(".drop-files li").first).to_have_text("50 tệp, tất cả 1 KB")
    expect(desk.page.get_by_role("button", name="Tải lên và vào sổ")).to_be_in_viewport()


def test_esc_leaves_an_untouched_edit_at_once_and_a_touched_one_at_the_second_press(
    ward: Commune, units: dict[str, Unit], standing: Person, office: Office
) -> None:
    desk = office(standing)
    page = desk.page
    desk.go("/van-ban/dan/")
    page.get_by_label("Nội dung").fill(papers.PASTED)
    desk.press("Vào sổ và đọc")
    desk.press("Đọc thành nhiệm vụ")
    desk.reads("1 chưa xem")
    page.keyboard.press("e")
    expect(page.get_by_label("Tên nhiệm vụ")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".draft-form")).to_have_count(0)
    page.keyboard.press("e")
    page.get_by_label("Tên nhiệm vụ").fill("Niêm yết thủ tục hộ tịch")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Tên nhiệm vụ")).to_have_value("Niêm yết thủ tục hộ tịch")
    page.keyboard.press("Escape")
    expect(page.locator(".draft-form")).to_have_count(0)
    page.keyboard.press("Enter")
    desk.reads("1 nhận")
