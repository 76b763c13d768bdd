"""The look in a real browser: accessibility rules, both themes, no sideways scroll, nothing remote, old browsers."""

import io
import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, Route, expect

from tests.browsing import DESK, PHONE, opened

pytestmark = pytest.mark.e2e

WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}, "resultTypes": ["violations"]}
THEME = "data-bs-theme"
PAGES = ["/", "/tai-khoan/login/", "/error/404/"]
SIZES = {"desk": DESK, "phone": PHONE}
TOO_NEW = re.compile(r"color-mix\(|light-dark\(|oklch\(")


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_rule_of_wcag_is_broken(site: str, browser: Browser, address: str, size: str, theme: str) -> None:
    context = opened(browser, SIZES[size], color_scheme=theme)
    page = context.new_page()
    page.goto(site + address)
    expect(page.locator("html")).to_have_attribute(THEME, theme)
    results = Axe().run(page, options=WCAG)
    context.close()
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("width", [1366, 1024, 683, 390, 320])
def test_a_page_never_scrolls_sideways(site: str, page: Page, address: str, width: int) -> None:
    """683 px is 200 % zoom on a desk of 1366."""
    page.set_viewport_size({"width": width, "height": 768})
    page.goto(site + address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_for_nothing_outside_this_server_and_gets_all_it_asks_for(site: str, page: Page, address: str) -> None:
    answers: list[tuple[str, int]] = []
    page.on("response", lambda response: answers.append((response.url, response.status)))
    page.goto(site + address)
    page.wait_for_load_state("networkidle")
    assert len(answers) > 10
    assert [url for url, status in answers if status >= 400 or not url.startswith((site, "data:"))] == []


def settled(page: Page) -> bytes:
    """A picture of the whole page once everything, fonts too, has come."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page.screenshot(full_page=True, animations="disabled", caret="hide")


ATTEMPTS, SHADES, PIXELS = 3, 8, 50
"""One browser may draw an edge differently from one opening to the next: five shades on a few pixels. A lost colour is more."""


def alike(one: bytes, other: bytes) -> bool:
    """Whether two pictures differ in no more than a drawn edge does."""
    first, second = (Image.open(io.BytesIO(each)).convert("RGB") for each in (one, other))
    red, green, blue = ImageChops.difference(first, second).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return first.size == second.size and most.getextrema()[1] <= SHADES and sum(most.histogram()[1:]) <= PIXELS


def drawn(browser: Browser, site: str, *, older: Callable[[Route], None] | None = None) -> bytes:
    """The page as a browser draws it that has not seen it before."""
    context = opened(browser)
    page = context.new_page()
    if older:
        page.route("**/*.css", older)
    page.goto(site)
    picture = settled(page)
    context.close()
    return picture


def test_the_page_looks_the_same_in_a_browser_without_the_newest_colour_functions(site: str, browser: Browser) -> None:
    """Chrome 109 on a Windows 7 desk: a declaration it does not know is dropped, so it must not matter."""
    dropped = 0

    def older(route: Route) -> None:
        nonlocal dropped
        answer = route.fetch()
        body, changes = TOO_NEW.subn("not-yet-known(", answer.text())
        dropped += changes
        route.fulfill(response=answer, body=body)

    assert any(alike(drawn(browser, site), drawn(browser, site, older=older)) for _ in range(ATTEMPTS))
    assert dropped > 100, "the sheets were not changed, so nothing was shown"


def test_digits_of_a_column_have_one_width(site: str, page: Page) -> None:
    page.goto(site)
    page.evaluate("document.fonts.ready")
    width = """digit => { const s = document.createElement("span"); s.textContent = digit.repeat(20);
      document.querySelector(".content").append(s); const w = s.getBoundingClientRect().width; s.remove(); return w; }"""
    assert len({round(page.evaluate(width, digit), 2) for digit in "0123456789"}) == 1


def test_stacked_marks_are_not_cut_where_text_is_cut(site: str, page: Page) -> None:
    """Ễ rises 1.14 em above the baseline: with line-height 1.6 its box lies inside the line."""
    page.goto(site)
    page.evaluate("document.fonts.ready")
    rise, room = page.evaluate(
        """() => { const clip = document.querySelector(".clip"); const style = getComputedStyle(clip);
        const pen = document.createElement("canvas").getContext("2d"); pen.font = `${style.fontSize} ${style.fontFamily}`;
        const m = pen.measureText("QUYẾT ỮẶỄ");
        return [m.actualBoundingBoxAscent + m.actualBoundingBoxDescent, parseFloat(style.lineHeight)]; }"""
    )
    assert rise <= room


def test_print_is_in_the_light_and_the_choice_comes_back_after(site: str, page: Page) -> None:
    page.goto(site)
    page.locator("[data-theme-toggle]").click()
    html = page.locator("html")
    expect(html).to_have_attribute(THEME, "dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(html).to_have_attribute(THEME, "light")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(html).to_have_attribute(THEME, "dark")


def test_the_chosen_theme_is_there_before_the_next_page_is_painted(site: str, page: Page) -> None:
    page.goto(site)
    page.locator("[data-theme-toggle]").click()
    expect(page.locator("html")).to_have_attribute(THEME, "dark")
    page.goto(site + "/van-ban/", wait_until="commit")
    page.wait_for_function("document.documentElement && document.body")
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"


def test_on_paper_the_register_has_rules_and_words_but_no_menu_and_no_buttons(site: str, page: Page) -> None:
    page.goto(site)
    page.emulate_media(media="print")
    for selector in (".spine", ".topbar", ".filters", ".btn >> nth=0", ".pager"):
        expect(page.locator(selector).first).to_be_hidden()
    expect(page.locator(".ledger .deadline").first).to_be_visible()
    cell = "getComputedStyle(document.querySelector('.ledger tbody tr:nth-child(2) td'))"
    assert "Times New Roman" in page.evaluate(f"{cell}.fontFamily")
    assert page.evaluate(f"{cell}.borderTopColor") == "rgb(0, 0, 0)"


def test_without_script_why_opens_and_the_menu_holds_sign_out(site: str, browser: Browser) -> None:
    context = opened(browser, java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    page.locator("details.why summary").first.click()
    expect(page.locator(".why-card").first).to_be_visible()
    page.locator("details.menu summary").click()
    expect(page.locator(".menu-card button", has_text="Đăng xuất")).to_be_visible()
    context.close()


@pytest.mark.parametrize("address", PAGES)
def test_on_a_phone_whatever_is_pressed_is_44_pixels_high(site: str, page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site + address)
    small = page.evaluate(
        """() => [...document.querySelectorAll(".btn, .icon-btn, .pick, .seg > *, .form-control, .form-select, .spine-tab")]
        .filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_wider_letters_and_lines_cut_nothing_off(site: str, page: Page) -> None:
    """The text-spacing override of WCAG 1.4.12."""
    page.goto(site)
    page.evaluate(
        """() => { const sheet = new CSSStyleSheet(); document.adoptedStyleSheets = [sheet];
        sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"); }"""
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
    cut = page.evaluate(
        """() => [...document.querySelectorAll(".btn, .deadline, .ev, .unit, .stamp, .pick, .note, .facts dd, h2, .task-title")]
        .filter(e => e.offsetParent && getComputedStyle(e).overflow === "hidden" && e.scrollHeight > e.clientHeight + 2)
        .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert cut == []


@pytest.mark.parametrize("width", [1366, 1024, 390])
def test_a_long_title_is_cut_and_nothing_beside_it_is_pushed_out(site: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    page.goto(site)
    page.evaluate(
        """() => { const long = "Thông báo kết luận của Phó Chủ tịch về công tác cải cách hành chính ".repeat(3);
        document.querySelector(".topbar h1").textContent = long; document.querySelector(".topbar-sub").textContent = long; }"""
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator("[data-theme-toggle]").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= width
