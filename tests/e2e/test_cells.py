"""The register's cells as in a spreadsheet: moving, saving, filling down, a block from Excel, and nothing lost on the way."""

import pytest
from playwright.sync_api import Route, expect

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Occurrence
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Person
from tests.browsing import comes
from tests.e2e.conftest import Desk, Give, Office
from tests.personas import NOW

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PASTE = """text => { const held = new DataTransfer(); held.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: held, bubbles: true, cancelable: true })); }"""
TITLES = ("Rà soát hồ sơ đất đai", "Lập danh sách dự tập huấn", "Báo cáo thu ngân sách", "Công khai quyết toán")


@pytest.fixture
def works(give: Give) -> list[Occurrence]:
    """Four works, the newest first, as the register shows them."""
    return [give("KT", title) for title in reversed(TITLES)][::-1]


@pytest.fixture
def desk(works: list[Occurrence], standing: Person, office: Office) -> Desk:
    opened = office(standing)
    opened.go("/so/")
    return opened


def _cell(desk: Desk, title: str) -> None:
    desk.page.get_by_role("row", name=title).locator(".cell-button").focus()


def _in_hand(desk: Desk, title: str) -> None:
    """Waits until the cell of this row has the focus; with no title: until no cell has it."""
    said = "document.activeElement.closest('.progress-cell')?.closest('tr').querySelector('.what a').textContent.trim() ?? ''"
    comes(desk.page, lambda: desk.page.evaluate(said), title)


def _values(works: list[Occurrence]) -> list[str]:
    for occurrence in works:
        occurrence.refresh_from_db()
    return [occurrence.progress for occurrence in works]


class Silence:
    """The server gives no answer to what a cell sends until `end`."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.held, self.over = desk, list[Route](), False
        desk.page.route("**/o-tien-do/", self._hold)

    def _hold(self, route: Route) -> None:
        if self.over:
            route.continue_()
        else:
            self.held.append(route)

    def end(self) -> None:
        """It answers again; what waited goes first."""
        while not self.held:
            self.desk.page.wait_for_timeout(50)
        self.desk.page.wait_for_timeout(100)
        assert len(self.held) == 1, "values are sent one after the other"
        self.over = True
        self.held[0].continue_()


def _settled(desk: Desk) -> None:
    expect(desk.page.locator(".is-saving")).to_have_count(0)


def _events() -> int:
    return HistoryEvent.objects.filter(act="assignments.set_progress").count()


def test_enter_saves_and_goes_down(desk: Desk, works: list[Occurrence]) -> None:
    _cell(desk, TITLES[0])
    for text in ("Xong phần một", "Đã có danh sách"):
        desk.page.keyboard.press("Enter")
        desk.page.keyboard.type(text)
        desk.page.keyboard.press("Enter")
    _in_hand(desk, TITLES[2])
    _settled(desk)
    assert _values(works) == ["Xong phần một", "Đã có danh sách", "", ""]
    assert _events() == 2, "one event a row"


def test_typing_never_waits_for_the_server(desk: Desk, works: list[Occurrence]) -> None:
    silence = Silence(desk)
    _cell(desk, TITLES[0])
    for text in ("một", "hai", "ba"):
        desk.page.keyboard.press("Enter")
        desk.page.keyboard.type(text)
        desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.type("bốn còn gõ dở")
    assert _values(works) == ["", "", "", ""]
    silence.end()
    _settled(desk)
    assert _values(works) == ["một", "hai", "ba", ""]
    field = desk.page.locator(".cell-form input")
    expect(field).to_have_value("bốn còn gõ dở")
    expect(field).to_be_focused()


def test_a_cell_opened_again_while_it_is_saved_waits_for_the_answer(desk: Desk, works: list[Occurrence]) -> None:
    silence = Silence(desk)
    _cell(desk, TITLES[0])
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.type("một")
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("ArrowUp")
    desk.page.keyboard.press("Enter")
    field = desk.page.locator(".cell-form input")
    expect(field).to_have_count(0)
    silence.end()
    expect(field).to_have_value("một")
    field.fill("một, thêm hai")
    desk.page.keyboard.press("Enter")
    _settled(desk)
    assert _values(works)[0] == "một, thêm hai"


def test_tab_and_the_arrows_go_from_cell_to_cell_and_an_unchanged_cell_writes_nothing(desk: Desk, works: list[Occurrence]) -> None:
    _cell(desk, TITLES[0])
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("Tab")
    _in_hand(desk, TITLES[1])
    desk.page.keyboard.press("ArrowDown")
    _in_hand(desk, TITLES[2])
    desk.page.keyboard.press("Shift+Tab")
    _in_hand(desk, TITLES[1])
    desk.page.keyboard.press("F2")
    desk.page.keyboard.type("bỏ đi")
    desk.page.keyboard.press("Escape")
    _in_hand(desk, TITLES[1])
    expect(desk.page.locator(".cell-form")).to_have_count(0)
    desk.page.keyboard.press("ArrowLeft")
    _in_hand(desk, "")
    desk.page.keyboard.press("ArrowRight")
    _in_hand(desk, TITLES[1])
    assert _values(works) == ["", "", "", ""]
    assert _events() == 0


def test_the_keyboard_leaves_the_column_at_its_end(desk: Desk) -> None:
    _cell(desk, TITLES[3])
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Tab")
    _in_hand(desk, "")


def test_ctrl_d_takes_the_value_from_above_and_ctrl_z_gives_it_back(desk: Desk, works: list[Occurrence]) -> None:
    _cell(desk, TITLES[0])
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.type("Đã gửi phường")
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("Control+d")
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("Control+d")
    _settled(desk)
    assert _values(works) == ["Đã gửi phường", "Đã gửi phường", "Đã gửi phường", ""]
    assert _events() == 3
    desk.page.keyboard.press("Control+z")
    desk.reads("Đã hoàn tác việc")
    assert _values(works) == ["Đã gửi phường", "Đã gửi phường", "", ""]


def test_a_block_from_excel_is_looked_at_first_and_then_fills_the_column_downwards(
    desk: Desk, works: list[Occurrence], give: Give, standing: Person
) -> None:
    assignments.cancel(occurrence=works[2], reason="Đã có văn bản khác", actor=None, at=NOW)
    closed = give("VP", "Việc đã nộp")
    Occurrence.objects.filter(pk=closed.pk).update(state="submitted", submitted_at=NOW)
    desk.go("/so/")
    _cell(desk, TITLES[0])
    desk.page.evaluate(PASTE, 'Dòng một\tcột khác\n"Dòng hai\nxuống hàng"\n\nthừa\n')
    bar = desk.page.get_by_role("region", name="Dán vào cột Tiến độ")
    expect(bar).to_contain_text("Dán 4 dòng: 2 ô sẽ đổi")
    expect(bar).to_contain_text("1 dòng trống")
    expect(bar).to_contain_text("1 dòng thừa vì hết trang")
    assert _values(works) == ["", "", "", ""], "nothing is saved by looking"
    desk.page.keyboard.press("Escape")
    expect(bar).to_have_count(0)
    _in_hand(desk, TITLES[0])
    desk.page.evaluate(PASTE, 'Dòng một\tcột khác\n"Dòng hai\nxuống hàng"\n')
    desk.page.get_by_role("button", name="Lưu 2 ô").click()
    desk.reads("Đã dán 2 ô.")
    assert _values(works) == ["Dòng một", "Dòng hai xuống hàng", "", ""]
    assert _events() == 2
    desk.page.get_by_role("button", name="Hoàn tác").click()
    expect(desk.page.get_by_text("Dòng hai xuống hàng")).to_have_count(0)
    assert _values(works)[:2] == ["", ""]


def test_a_block_names_the_rows_it_may_not_touch(desk: Desk, works: list[Occurrence]) -> None:
    Occurrence.objects.filter(pk=works[1].pk).update(state="submitted", submitted_at=NOW)
    desk.go("/so/")
    _cell(desk, TITLES[0])
    desk.page.evaluate(PASTE, f"một\nhai\n{'b' * 301}")
    bar = desk.page.get_by_role("region", name="Dán vào cột Tiến độ")
    expect(bar).to_contain_text("1 ô sẽ đổi")
    expect(bar).to_contain_text(f"việc {works[1].duty.assignment.number} (đang chờ nghiệm thu)")
    expect(bar).to_contain_text("dài 301 chữ cái")


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten_and_what_was_typed_stays(
    desk: Desk, works: list[Occurrence], leader: Person
) -> None:
    assignments.set_progress(occurrence=works[0], progress="Lãnh đạo ghi", actor=leader, at=NOW)
    desk.refusals_wanted = True
    _cell(desk, TITLES[0])
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.type("Tôi ghi")
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.type("ô sau")
    expect(desk.page.get_by_text("vừa được người khác ghi là “Lãnh đạo ghi”")).to_be_visible()
    expect(desk.page.locator(".cell-form input").first).to_have_value("Tôi ghi")
    expect(desk.page.locator(".cell-form input:focus")).to_have_value("ô sau")  # the refusal does not take the focus
    desk.page.get_by_role("row", name=TITLES[3]).locator(".cell-button").click()
    _settled(desk)
    expect(desk.page.locator(".cell-form input").first).to_have_value("Tôi ghi")
    assert _values(works) == ["Lãnh đạo ghi", "ô sau", "", ""], "going on saves the open cell, never over another's value"
    desk.page.locator(".cell-form input").first.press("Escape")
    expect(desk.page.get_by_role("row", name=TITLES[0])).to_contain_text("Lãnh đạo ghi")
    expect(desk.page.get_by_role("row", name=TITLES[0])).not_to_contain_text("Tôi ghi")


def test_another_cell_pressed_with_the_mouse_saves_the_open_one(desk: Desk, works: list[Occurrence]) -> None:
    desk.page.get_by_role("row", name=TITLES[0]).locator(".cell-button").click()
    desk.page.keyboard.type("Đang làm")
    desk.page.get_by_role("row", name=TITLES[2]).locator(".cell-button").click()
    desk.page.keyboard.type("Đang chờ")
    _settled(desk)
    assert _values(works) == ["Đang làm", "", "", ""]
    expect(desk.page.locator(".cell-form input")).to_have_value("Đang chờ")
    desk.page.get_by_role("button", name="Hoàn tác").click()
    desk.reads("Đã hoàn tác việc")
    expect(desk.page.locator(".cell-form input")).to_have_value("Đang chờ")
    assert _values(works) == ["", "", "", ""]


def test_without_an_answer_the_typed_value_stands_open_again(desk: Desk, works: list[Occurrence]) -> None:
    desk.page.route(
        "**/o-tien-do/", lambda route: route.fulfill(status=500, body="") if route.request.method == "POST" else route.continue_()
    )
    _cell(desk, TITLES[0])
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.type("Không được mất")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator(".cell-form input")).to_have_value("Không được mất")
    expect(desk.page.get_by_text("Máy chủ gặp lỗi.")).to_be_visible()
    desk.errors.clear()
    desk.page.unroute("**/o-tien-do/")
    desk.page.locator(".cell-form input").press("Enter")
    _settled(desk)
    expect(desk.page.locator(".cell-form")).to_have_count(0)
    assert _values(works)[0] == "Không được mất"


def test_the_keys_are_listed_under_the_question_mark(desk: Desk) -> None:
    desk.page.keyboard.press("?")
    card = desk.page.locator("#keys")
    expect(card).to_contain_text("Ô tiến độ trong sổ")
    expect(card).to_contain_text("chép ô trên")
