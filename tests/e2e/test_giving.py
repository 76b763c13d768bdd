"""Giving work: the fields of the chosen kind, days and periods as people type them, a calendar that speaks no English, a slip mended."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from minhchung.apps.assignments.models import Assignment, Occurrence
from minhchung.apps.documents.models import Document
from minhchung.apps.ground import history
from minhchung.apps.organisations.models import Commune, Person
from tests.browsing import DESK, PHONE, comes, opened
from tests.e2e.conftest import Desk, Give, Office
from tests.e2e.test_accessibility import _broken
from tests.personas import NOW, PASSWORD

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
DAY, PERIOD = "#id_deadline_on-echo", "#id_deadline_period-echo"
KINDS = {
    "date": {"Ngày hạn", "Văn bản ghi"},
    "period": {"Kỳ", "Văn bản ghi"},
    "recurring": {"Định kỳ", "Ngày của kỳ", "Định kỳ đến ngày", "Văn bản ghi"},
    "relative": {"Ngày hạn"},
    "urgent": {"Ngày hạn"},
    "standing": {"Rà lại sau mỗi", "Định kỳ đến ngày"},
}
NO_HAS = "(() => { const real = CSS.supports; CSS.supports = (...said) => !String(said[0]).includes(':has') && real.apply(CSS, said); })()"
"""An older Firefox: the script must hide what the style sheet there cannot."""


def _shown(page: Page) -> set[str]:
    labels = page.locator("[data-when] .form-label, [data-when] label.check").all()
    return {_label(each.inner_text()) for each in labels if each.is_visible()}


def _label(text: str) -> str:
    said = text.strip().split("(")[0].strip()
    return "Văn bản ghi" if said.startswith("Văn bản ghi") else said


@pytest.mark.parametrize("old_browser", [False, True], ids=["with :has()", "by script"])
def test_only_the_fields_of_the_chosen_kind_of_deadline_are_shown(standing: Person, office: Office, old_browser: bool) -> None:
    desk = office(standing)
    if old_browser:
        desk.page.route("**/assignments.css*", lambda route: route.fulfill(body="", content_type="text/css"))
        desk.page.add_init_script(NO_HAS)
    desk.go("/viec/them/")
    for kind, wanted in KINDS.items():
        desk.page.get_by_label("Loại hạn").select_option(kind)
        comes(desk.page, lambda: _shown(desk.page), wanted)


def test_without_script_every_field_stands_there_labelled_and_a_day_in_words_is_understood(
    browser: Browser, live_server: LiveServer, ward: Commune, standing: Person, units: object
) -> None:
    context = opened(browser, java_script_enabled=False, locale="en-US")
    page = context.new_page()
    page.goto(f"{live_server.url}/tai-khoan/login/")
    page.get_by_label("Tên đăng nhập").fill(standing.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"{live_server.url}/")
    page.goto(f"{live_server.url}/viec/them/")
    expect(page.get_by_role("button", name="Mở lịch")).to_have_count(0)
    page.get_by_label("Tên nhiệm vụ").fill("Lập danh sách")
    page.get_by_label("Phòng Kinh tế chủ trì").check()
    page.get_by_label("Loại hạn").select_option("period")
    page.get_by_role("button", name="Giao việc").click()
    expect(page.locator("main")).to_contain_text("Chưa có kỳ.")
    expect(page.get_by_label("Phòng Kinh tế chủ trì")).to_be_checked()
    page.get_by_label("Loại kỳ").select_option("quarter")
    page.get_by_label("Số của tháng, quý hoặc tuần").fill("4")
    page.get_by_role("button", name="Giao việc").click()
    expect(page.locator("main")).to_contain_text("31/12/2026")
    context.close()
    assert Assignment.objects.get().deadline_period == "2026-Q4"


@pytest.fixture
def abroad(browser: Browser, live_server: LiveServer, standing: Person) -> Iterator[Desk]:
    """A computer whose browser speaks American English."""
    desk = Desk(opened(browser, locale="en-US", timezone_id="America/New_York"), live_server)
    desk.sign_in(standing)
    yield desk
    desk.close()


def test_a_day_is_typed_chosen_and_said_back_the_same_in_any_language_of_the_browser(abroad: Desk, ward: Commune, units: object) -> None:
    page = abroad.page
    abroad.go("/viec/them/")
    day = page.get_by_label("Ngày hạn")
    day.fill("3/4/2027")
    expect(page.locator(DAY)).to_contain_text("Thứ Bảy, 03/4/2027, ngày nghỉ")
    day.fill("thứ sáu")
    expect(page.locator(DAY)).to_have_text("Thứ Sáu, 27/11/2026 · còn 4 ngày làm việc")
    day.press("Tab")
    expect(day).to_have_value("27/11/2026")
    expect(page.get_by_role("button", name="Mở lịch")).to_be_focused()
    native = page.locator(".day-native").first
    native.evaluate("each => { each.value = '2026-12-04'; each.dispatchEvent(new Event('change', { bubbles: true })); }")
    expect(day).to_have_value("04/12/2026")
    expect(day).to_be_focused()
    expect(page.locator(DAY)).to_contain_text("Thứ Sáu, 04/12/2026")
    day.fill("31/11")
    expect(page.locator(DAY)).to_have_text("")
    day.press("Tab")
    expect(page.locator(DAY)).to_contain_text("Ngày 31/11/2026 không có thật: tháng 11/2026 có 30 ngày.")


def test_a_late_answer_about_a_day_does_not_take_back_what_a_later_one_said(abroad: Desk) -> None:
    page, held = abroad.page, list[Route]()
    page.route("**/*v=31*", lambda route: route.continue_() if held else held.append(route))
    abroad.go("/viec/them/")
    day = page.get_by_label("Ngày hạn")
    day.fill("31/11")
    comes(page, lambda: len(held), 1)
    day.press("Tab")
    expect(page.locator(DAY)).to_contain_text("không có thật")
    with page.expect_response("**/*v=31*"):
        held[0].continue_()
    page.wait_for_timeout(200)
    expect(page.locator(DAY)).to_contain_text("không có thật")


def test_the_calendar_opens_by_its_button_and_by_the_keyboard(abroad: Desk) -> None:
    page = abroad.page
    page.add_init_script("HTMLInputElement.prototype.showPicker = function () { window.opened = (window.opened ?? 0) + 1; };")
    abroad.go("/viec/them/")
    page.get_by_role("button", name="Mở lịch").first.press("Enter")
    comes(page, lambda: page.evaluate("window.opened"), 1)
    page.get_by_label("Ngày hạn").press("Alt+ArrowDown")
    comes(page, lambda: page.evaluate("window.opened"), 2)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_period_is_chosen_or_typed_and_the_form_keeps_to_the_rules(
    ward: Commune, units: object, standing: Person, office: Office, size: tuple[int, int]
) -> None:
    desk = office(standing)
    page = desk.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    desk.go("/viec/them/")
    page.get_by_label("Tên nhiệm vụ").fill("Báo cáo kết quả năm")
    page.get_by_label("Phòng Kinh tế chủ trì").check()
    page.get_by_label("Loại hạn").select_option("period")
    page.get_by_label("Loại kỳ").select_option("week")
    page.get_by_label("Số của tháng, quý hoặc tuần").fill("49")
    page.get_by_label("Năm của kỳ").fill("2026")
    page.get_by_label("Năm của kỳ").press("Tab")
    expect(page.get_by_label("Kỳ", exact=True)).to_have_value("tuần 49/2026")
    expect(page.locator(PERIOD)).to_have_text("Tuần 49/2026: từ 30/11/2026 đến hết 06/12/2026")
    page.get_by_label("Loại kỳ").select_option("half2")
    expect(page.get_by_label("Số của tháng, quý hoặc tuần")).to_be_hidden()
    expect(page.locator(PERIOD)).to_contain_text("6 tháng cuối năm 2026")
    page.get_by_label("Kỳ", exact=True).fill("12/2026")
    expect(page.locator(PERIOD)).to_contain_text("Tháng 12/2026")
    expect(page.get_by_label("Loại kỳ")).to_have_value("")
    assert _broken(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    desk.press("Giao việc")
    desk.reads("Đã giao việc")
    assert Assignment.objects.get().deadline_period == "2026-12"


def test_a_clause_changed_without_its_day_says_so_at_the_field_and_keeps_the_rest(
    ward: Commune, units: object, standing: Person, office: Office
) -> None:
    text = "THÔNG BÁO\n1. Giao Phòng Kinh tế báo cáo kết quả trước ngày 30/11/2026.\n2. Phòng Văn hóa - Xã hội rà soát hằng tháng."
    document = Document.objects.create(commune=ward, direction="out", state="issued", number=91, symbol="TB-UBND", text=text, added_at=NOW)
    desk = office(standing)
    page = desk.page
    desk.go(f"/van-ban/{document.pk}/doc/")
    expect(page.locator("main")).not_to_contain_text("0 nhận")
    desk.press("Đọc thành nhiệm vụ")
    desk.reads("2 ý chỉ đạo: 0 nhận, 0 bỏ, 2 chưa xem")
    page.keyboard.press("e")
    page.get_by_label("Tên nhiệm vụ").fill("Báo cáo kết quả kinh tế")
    desk.refusals_wanted = True
    page.get_by_label("Ngày hạn").fill("")
    desk.press("Lưu và nhận")
    desk.reads("Chưa có ngày hạn.")
    expect(page.get_by_label("Tên nhiệm vụ")).to_have_value("Báo cáo kết quả kinh tế")
    expect(page.get_by_label("Ngày hạn")).to_be_focused()
    page.get_by_label("Ngày hạn").fill("cuối tháng")
    expect(page.locator("#id_y-deadline_on-echo")).to_contain_text("30/11/2026")
    desk.press("Lưu và nhận")
    desk.reads("1 nhận, 0 bỏ, 1 chưa xem")


def test_a_slip_is_mended_on_its_day_and_the_wording_stays(ward: Commune, standing: Person, office: Office) -> None:
    desk = office(standing)
    page = desk.page
    desk.go("/viec/them/")
    page.get_by_label("Tên nhiệm vụ").fill("Lập hồ sơ thiết chế văn hoá")
    page.get_by_label("Phòng Văn hóa - Xã hội chủ trì").check()
    page.get_by_label("Ngày hạn").fill("24/11")
    desk.press("Giao việc")
    desk.press("Sửa tên")
    page.get_by_label("Tên nhiệm vụ").fill("Lập hồ sơ các thiết chế văn hóa")
    desk.press("Lưu tên nhiệm vụ")
    desk.reads("đã đổi tên")
    expect(page.locator("blockquote.quote")).to_contain_text("Lập hồ sơ thiết chế văn hoá")
    desk.press("Sửa lỗi gõ")
    expect(page.get_by_label("Ngày hạn đúng")).to_have_value("24/11/2026")
    page.get_by_label("Ngày hạn đúng").fill("24/12")
    desk.press("Lưu thời hạn")
    desk.reads("đã sửa thời hạn")
    expect(page.locator("main")).to_contain_text("24/11/2026 thành 24/12/2026")
    assert str(Occurrence.objects.get().due_on) == "2026-12-24"
    assert history.verify(ward.code) is None


def test_progress_sent_by_a_plain_form_comes_back_to_the_page_of_the_work(ward: Commune, head: Person, office: Office, give: Give) -> None:
    occurrence = give("VH-XH", "Tổng hợp số liệu")
    desk = office(head)
    desk.go(f"/viec/ky/{occurrence.pk}/o-tien-do/")
    expect(desk.page.locator("h1")).to_have_text(f"Nhiệm vụ {occurrence.duty.assignment.number}")
    desk.page.evaluate(
        """address => { const form = Object.assign(document.createElement("form"), { method: "post", action: address });
        const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
        for (const [name, value] of [["csrfmiddlewaretoken", token], ["progress", "Đã có dự thảo"], ["expected", ""]])
          form.append(Object.assign(document.createElement("input"), { name, value }));
        document.body.append(form); form.submit(); }""",
        f"/viec/ky/{occurrence.pk}/o-tien-do/",
    )
    desk.reads("tiến độ “Đã có dự thảo”")
    expect(desk.page.locator("h1")).to_have_text(f"Nhiệm vụ {occurrence.duty.assignment.number}")
