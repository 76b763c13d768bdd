"""Keys, lists, copying, uploads and htmx in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import comes, copied

pytestmark = pytest.mark.e2e

ROW = "document.activeElement.closest('[data-row]')?.dataset.rowKey"


@pytest.fixture
def gallery(site: str, page: Page) -> Page:
    page.goto(site)
    return page


def in_hand(gallery: Page, key: str) -> None:
    """Waits until the focus is in this row."""
    comes(gallery, lambda: gallery.evaluate(ROW), key)


def test_slash_goes_to_search_and_inside_a_field_it_is_only_a_slash(gallery: Page) -> None:
    search = gallery.locator(".search input[name=q]")
    gallery.keyboard.press("/")
    expect(search).to_be_focused()
    gallery.keyboard.press("/")
    expect(search).to_have_value("/")


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
    gallery.keyboard.press("?")
    gallery.keyboard.press("ArrowDown")  # what is heard as ever comes after what is not
    in_hand(gallery, "133")
    expect(gallery.locator("#keys")).to_be_hidden()


def test_arrows_walk_the_rows_and_stop_at_the_ends(gallery: Page) -> None:
    gallery.keyboard.press("ArrowDown")
    in_hand(gallery, "133")
    gallery.keyboard.press("ArrowDown")
    in_hand(gallery, "37")
    for _ in range(3):
        gallery.keyboard.press("ArrowUp")
    in_hand(gallery, "133")


def test_enter_opens_the_row_in_hand(gallery: Page) -> None:
    gallery.keyboard.press("ArrowDown")
    gallery.keyboard.press("Enter")
    gallery.wait_for_url("**/#viec-133")


def test_chosen_rows_are_copied_as_numbered_lines(gallery: Page) -> None:
    for key in ("ArrowDown", "x", "ArrowDown", "x"):
        gallery.keyboard.press(key)
    text = copied(gallery, lambda: gallery.keyboard.press("Control+c"))
    expect(gallery.locator("#toasts")).to_contain_text("Đã sao chép 2 dòng")
    assert text.splitlines() == [
        "1. Gửi Đoàn kiểm tra báo cáo khắc phục: trễ 8 ngày làm việc, giữ 1,00 điểm.",
        "2. Báo cáo CCHC tháng 11: trễ 3 ngày làm việc, giữ 1,50 điểm.",
    ]


def test_marked_words_are_copied_by_the_browser_as_ever(gallery: Page) -> None:
    gallery.keyboard.press("ArrowDown")
    gallery.evaluate("getSelection().selectAllChildren(document.querySelector('#g-diem'))")
    assert copied(gallery, lambda: gallery.keyboard.press("Control+c")) == "Điểm"


def test_the_button_of_a_section_copies_the_text_it_names(gallery: Page) -> None:
    text = copied(gallery, gallery.locator("button", has_text="Sao chép").last.click)
    expect(gallery.locator("#toasts")).to_contain_text("Đã sao chép 4 dòng")
    assert text.startswith("[CCHC tuần 47]")


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
    comes(gallery, lambda: gallery.evaluate("window.pressed"), ["4", "5", "6"])


def test_one_why_is_open_at_a_time_and_escape_gives_the_focus_back(gallery: Page) -> None:
    gallery.evaluate("document.querySelector('.lede, .content').insertAdjacentHTML('afterbegin', document.querySelector('.why').outerHTML)")
    summaries = gallery.locator("details.why > summary")
    summaries.nth(0).click()
    expect(gallery.locator("details.why[open]")).to_have_count(1)
    summaries.nth(1).click()
    expect(gallery.locator("details.why").nth(0)).not_to_have_attribute("open", "")
    expect(gallery.locator("details.why[open]")).to_have_count(1)
    gallery.keyboard.press("Escape")
    expect(gallery.locator("details.why[open]")).to_have_count(0)
    expect(summaries.nth(1)).to_be_focused()


def test_files_pile_up_in_the_upload_area_and_a_pasted_picture_joins_them(gallery: Page, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.docx"):
        (tmp_path / name).write_bytes(b"x" * 2000)
    gallery.locator("#g-tep").set_input_files([tmp_path / "a.pdf", tmp_path / "b.docx"])
    gallery.evaluate(
        """() => { const data = new DataTransfer(); data.items.add(new File([new Uint8Array(3000)], "image.png", { type: "image/png" }));
        document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true })); }"""
    )
    expect(gallery.locator(".drop-files li")).to_have_text(["a.pdf · 2 KB", "b.docx · 2 KB", re.compile("^anh-dan-")])
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
    expect(page.locator("#id_password")).to_have_attribute("type", "text")
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
    expect(gallery.locator("#ask")).to_be_focused()


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
    in_hand(gallery, "37")
    expect(gallery.locator(":focus")).to_have_text("Đôn đốc 2 đơn vị")
