"""Keys, lists, copying, uploads and htmx in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e

NAME = "document.activeElement.name"
ROW = "document.activeElement.closest('[data-row]')?.dataset.rowKey"


@pytest.fixture
def gallery(site: str, page: Page) -> Page:
    page.goto(site)
    page.wait_for_load_state("networkidle")
    return page


def test_slash_goes_to_search_and_inside_a_field_it_is_only_a_slash(gallery: Page) -> None:
    gallery.keyboard.press("/")
    assert gallery.evaluate(NAME) == "q"
    gallery.keyboard.press("/")
    assert gallery.input_value("input[name=q]") == "/"


def test_a_question_mark_shows_the_keys_and_escape_puts_them_away(gallery: Page) -> None:
    gallery.keyboard.press("?")
    dialog = gallery.locator("#keys")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("Sổ theo dõi")
    gallery.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_g_and_a_letter_go_to_the_tab(gallery: Page) -> None:
    gallery.keyboard.press("g")
    gallery.keyboard.press("v")
    gallery.wait_for_url("**/van-ban/")


def test_single_letters_can_be_switched_off_and_stay_off(gallery: Page) -> None:
    gallery.locator("summary.me").click()
    gallery.locator(".menu-card [data-open-keys]").click()
    gallery.locator("[data-single-keys]").uncheck()
    gallery.keyboard.press("Escape")
    gallery.reload()
    gallery.keyboard.press("/")
    assert gallery.evaluate(NAME) != "q"
    gallery.keyboard.press("?")
    expect(gallery.locator("#keys")).to_be_hidden()


def test_arrows_walk_the_rows_and_stop_at_the_ends(gallery: Page) -> None:
    gallery.keyboard.press("ArrowDown")
    assert gallery.evaluate(ROW) == "133"
    gallery.keyboard.press("ArrowDown")
    assert gallery.evaluate(ROW) == "37"
    for _ in range(3):
        gallery.keyboard.press("ArrowUp")
    assert gallery.evaluate(ROW) == "133"


def test_enter_opens_the_row_in_hand(gallery: Page) -> None:
    gallery.keyboard.press("ArrowDown")
    gallery.keyboard.press("Enter")
    assert gallery.url.endswith("#viec-133")


def test_chosen_rows_are_copied_as_numbered_lines(gallery: Page) -> None:
    for key in ("ArrowDown", "x", "ArrowDown", "x", "Control+c"):
        gallery.keyboard.press(key)
    expect(gallery.locator("#toasts")).to_contain_text("Đã sao chép 2 dòng")
    copied = gallery.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines() == [
        "1. Gửi Đoàn kiểm tra báo cáo khắc phục: trễ 8 ngày làm việc, giữ 1,00 điểm.",
        "2. Báo cáo CCHC tháng 11: trễ 3 ngày làm việc, giữ 1,50 điểm.",
    ]


def test_marked_words_are_copied_by_the_browser_as_ever(gallery: Page) -> None:
    gallery.keyboard.press("ArrowDown")
    gallery.evaluate("getSelection().selectAllChildren(document.querySelector('#g-diem'))")
    gallery.keyboard.press("Control+c")
    assert gallery.evaluate("navigator.clipboard.readText()") == "Điểm"


def test_the_button_of_a_section_copies_the_text_it_names(gallery: Page) -> None:
    gallery.locator("button", has_text="Sao chép").last.click()
    expect(gallery.locator("#toasts")).to_contain_text("Đã sao chép 4 dòng")
    assert gallery.evaluate("navigator.clipboard.readText()").startswith("[CCHC tuần 47]")


def test_a_key_presses_the_visible_button_of_the_item_in_hand(gallery: Page) -> None:
    """As in the reader: every item has its buttons, the current one's is pressed; a hidden or disabled one never."""
    gallery.evaluate(
        """() => { window.pressed = []; document.querySelector(".content").insertAdjacentHTML("afterbegin", `<div data-keys-scope>
        <article><button data-key="Delete">1</button></article>
        <article aria-current="true"><button data-key="Delete" hidden>2</button><button data-key="Delete" disabled>3</button>
        <button data-key="Delete">4</button><button data-key="e">5</button><button data-key="Control+z">6</button></article></div>`);
        document.addEventListener("click", event => window.pressed.push(event.target.textContent)); }"""
    )
    for key in ("Delete", "e", "Control+z", "q"):
        gallery.keyboard.press(key)
    assert gallery.evaluate("window.pressed") == ["4", "5", "6"]


def test_one_why_is_open_at_a_time_and_escape_gives_the_focus_back(gallery: Page) -> None:
    gallery.evaluate("document.querySelector('.lede, .content').insertAdjacentHTML('afterbegin', document.querySelector('.why').outerHTML)")
    summaries = gallery.locator("details.why > summary")
    summaries.nth(0).click()
    summaries.nth(1).click()
    expect(gallery.locator("details.why[open]")).to_have_count(1)
    gallery.keyboard.press("Escape")
    expect(gallery.locator("details.why[open]")).to_have_count(0)
    assert gallery.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_files_pile_up_in_the_upload_area_and_a_pasted_picture_joins_them(gallery: Page, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.docx"):
        (tmp_path / name).write_bytes(b"x" * 2000)
    gallery.locator("#g-tep").set_input_files([tmp_path / "a.pdf", tmp_path / "b.docx"])
    gallery.evaluate(
        """() => { const data = new DataTransfer(); data.items.add(new File([new Uint8Array(3000)], "image.png", { type: "image/png" }));
        document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true })); }"""
    )
    lines = gallery.locator(".drop-files li").all_inner_texts()
    assert lines[:2] == ["a.pdf · 2 KB", "b.docx · 2 KB"]
    assert lines[2].startswith("anh-dan-")
    assert gallery.evaluate("document.querySelector('#g-tep').files.length") == 3


def test_dropped_files_land_in_the_input(gallery: Page) -> None:
    gallery.evaluate(
        """() => { const data = new DataTransfer(); data.items.add(new File(["x"], "c.pdf"));
        const area = document.querySelector("[data-drop]");
        area.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })); }"""
    )
    expect(gallery.locator(".drop-files li")).to_have_text("c.pdf · 1 KB")


def test_a_typed_password_can_be_shown(site: str, page: Page) -> None:
    page.goto(site + "/tai-khoan/login/")
    page.locator("[data-reveal]").click()
    assert page.get_attribute("#id_password", "type") == "text"
    expect(page.locator("[data-reveal]")).to_have_text("Ẩn")


def put_part(gallery: Page, status: int) -> None:
    gallery.evaluate(
        f"""() => {{ document.querySelector(".content").insertAdjacentHTML("afterbegin",
        '<section id="probe"><button id="ask" hx-get="/part/?status={status}" hx-target="#place">Hỏi</button>' +
        '<div id="place">cũ</div></section>');
        htmx.process(document.getElementById("probe")); }}"""
    )
    gallery.locator("#ask").click()


def test_an_answer_is_swapped_in_and_its_toast_shown(gallery: Page) -> None:
    put_part(gallery, 200)
    expect(gallery.locator("#place")).to_have_text("mới")
    expect(gallery.locator("#toasts")).to_contain_text("Saved at 09:14.")
    assert gallery.evaluate("document.activeElement.id") == "ask"


@pytest.mark.parametrize("status", [409, 422])
def test_a_refusal_is_shown_where_the_answer_would_have_been(gallery: Page, status: int) -> None:
    put_part(gallery, status)
    expect(gallery.locator("#place")).to_have_text("mới")
    expect(gallery.locator("[data-request-note]")).to_have_count(0)


@pytest.mark.parametrize(("status", "words"), [(500, "Máy chủ gặp lỗi."), (403, "Không có quyền làm việc này."), (413, "Tệp quá lớn.")])
def test_a_failed_request_leaves_the_page_and_says_so_beside_its_cause(gallery: Page, status: int, words: str) -> None:
    put_part(gallery, status)
    note = gallery.locator("#probe + *, [data-request-note]").first
    expect(note).to_contain_text(words)
    expect(note).to_have_attribute("role", "alert")
    expect(gallery.locator("#place")).to_have_text("cũ")


def test_a_broken_line_is_said_too(gallery: Page) -> None:
    gallery.route("**/part/**", lambda route: route.abort())
    put_part(gallery, 200)
    expect(gallery.locator("[data-request-note]")).to_contain_text("Không nối được tới máy chủ.")


def test_focus_stays_on_the_same_button_of_the_same_row_after_a_swap(gallery: Page) -> None:
    gallery.evaluate(
        """() => { const row = document.querySelector('[data-row-key="37"]'); row.querySelector("button").focus();
        document.dispatchEvent(new CustomEvent("htmx:beforeSwap", { detail: {} })); row.outerHTML = row.outerHTML;
        document.dispatchEvent(new CustomEvent("htmx:afterSettle", { detail: {} })); }"""
    )
    assert gallery.evaluate(ROW) == "37"
    assert gallery.evaluate("document.activeElement.textContent") == "Đôn đốc 2 đơn vị"
