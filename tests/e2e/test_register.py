"""The register as an official uses it: filters, search, writing in place, a chat, paper, and Excel there and back."""

import io
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Occurrence, Reminder
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.browsing import copied
from tests.e2e.conftest import Desk, Give, Office
from tests.personas import NOW

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def works(give: Give) -> list[Occurrence]:
    return [
        give("XD-NN-MT", "Phân loại hồ sơ đất đai tồn đọng", due="2026-11-16"),
        give("VH-XH", "Lập danh sách cán bộ dự tập huấn", due="2026-11-24", with_=("KT",)),
        give("KT", "Báo cáo thu ngân sách quý IV", due="2026-12-15"),
    ]


def test_the_register_is_narrowed_by_state_unit_and_words_without_marks(works: list[Occurrence], standing: Person, office: Office) -> None:
    desk = office(standing)
    rows = desk.page.locator("main tbody tr[data-row]")
    desk.go("/so/")
    expect(rows).to_have_count(3)
    desk.page.get_by_role("link", name="Quá hạn").first.click()
    desk.page.wait_for_url("**loc=qua-han**")
    expect(rows).to_contain_text(["đất đai"])
    desk.go("/so/")
    desk.page.get_by_label("Tìm trong sổ").fill("dat dai")
    desk.page.get_by_label("Tìm trong sổ").press("Enter")
    desk.page.wait_for_url("**tim=dat**")
    expect(rows).to_have_count(1)
    desk.press("Bỏ tìm “dat dai”")
    expect(rows).to_have_count(3)
    desk.page.locator("summary", has_text="Đơn vị").click()
    desk.page.get_by_role("link", name="Phòng Kinh tế").click()
    desk.page.wait_for_url("**don-vi=**")
    expect(rows.filter(has_text="thu ngân sách")).to_have_count(1)
    expect(rows.filter(has_text="đất đai")).to_have_count(0)


def test_chosen_lines_are_urged_together(works: list[Occurrence], standing: Person, office: Office) -> None:
    desk = office(standing)
    desk.go("/so/")
    for occurrence in works[:2]:
        desk.page.get_by_label(f"Đánh dấu việc {occurrence.duty.assignment.number}").check()
    desk.page.get_by_role("button", name="Đôn đốc").click()
    desk.reads("Đã đôn đốc 2 việc lúc 09:00")
    assert set(Reminder.objects.values_list("occurrence_id", flat=True)) == {occurrence.pk for occurrence in works[:2]}


def test_a_box_ticked_with_the_mouse_stays_ticked_when_x_chooses_another_line(
    works: list[Occurrence], standing: Person, office: Office
) -> None:
    desk = office(standing)
    desk.go("/so/")
    boxes = desk.page.get_by_label("Đánh dấu việc")
    boxes.nth(0).check()
    boxes.nth(0).blur()
    for _ in range(2):
        desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("x")
    expect(boxes.nth(1)).to_be_checked()
    expect(boxes.nth(0)).to_be_checked()


def test_progress_is_written_in_place_and_taken_back(works: list[Occurrence], head: Person, office: Office) -> None:
    desk = office(head)
    desk.go("/so/")
    row = desk.page.get_by_role("row", name="Lập danh sách cán bộ")
    row.get_by_role("button", name="Chưa báo cáo").click()
    desk.page.get_by_label("Tiến độ việc 2").fill("Đã có 12/15 tên")
    desk.page.get_by_label("Tiến độ việc 2").press("Enter")
    desk.reads("Đã lưu lúc 09:00: việc 2")
    expect(row).to_contain_text("Đã có 12/15 tên")
    desk.page.get_by_role("button", name="Hoàn tác").click()
    expect(desk.page.get_by_role("row", name="Lập danh sách cán bộ")).not_to_contain_text("12/15")
    works[1].refresh_from_db()
    assert works[1].progress == ""


def test_the_text_for_a_chat_names_work_and_units_but_no_person(
    works: list[Occurrence], head: Person, standing: Person, office: Office
) -> None:
    assignments.name_person(duty=works[1].duty, person=head, actor=standing, at=NOW)
    desk = office(standing)
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.go("/so/")
    desk.page.get_by_role("link", name="Sao chép nhắn Zalo").click()
    desk.reads("Lập danh sách cán bộ dự tập huấn")
    buttons = desk.page.get_by_role("button", name="Sao chép").all()
    assert buttons
    for button in buttons:
        text = copied(desk.page, button.click)
        assert text.strip()
        assert head.full_name not in text
        assert standing.full_name not in text


def test_a_message_of_sixty_lines_is_cut_into_ones_that_fit_and_none_says_so(give: Give, standing: Person, office: Office) -> None:
    desk = office(standing)
    desk.go("/so/nhan-tin/")
    desk.reads("Không có việc nào để nhắn.")
    expect(desk.page.get_by_role("button", name="Sao chép")).to_have_count(0)
    for number in range(60):
        give("KT", f"Công khai, niêm yết thủ tục hành chính thuộc phạm vi quản lý, đợt {number + 1}")
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.go("/so/nhan-tin/")
    desk.reads("Phòng Kinh tế, tin 1/")
    texts = [copied(desk.page, button.click) for button in desk.page.get_by_role("button", name="Sao chép").all()]
    expect(desk.page.locator("[data-toast]").last).to_contain_text("Đã sao chép")
    assert len(texts) > 1
    assert max(map(len, texts)) <= 2000
    assert sum(text.count("Việc ") for text in texts) == 60


def test_work_given_to_all_units_is_read_once_and_a_long_title_opens(give: Give, standing: Person, ward: Commune, office: Office) -> None:
    give("KT", "Rà soát, thay thế căn cứ pháp lý đã hết hiệu lực của từng thủ tục hành chính; " * 5)
    desk = office(standing)
    desk.go("/so/")
    title, more = desk.page.locator(".what a.long"), desk.page.get_by_role("button", name="Xem hết")
    cut = title.bounding_box()
    more.click()
    expect(desk.page.get_by_role("button", name="Thu gọn")).to_have_attribute("aria-expanded", "true")
    whole = title.bounding_box()
    assert cut is not None
    assert whole is not None
    assert cut["height"] < whole["height"]
    desk.page.emulate_media(media="print")
    expect(desk.page.get_by_role("button", name="Thu gọn")).to_be_hidden()


def test_on_a_phone_the_filters_say_what_is_set_and_no_filter_or_column_lies_out_of_sight(
    works: list[Occurrence], standing: Person, office: Office
) -> None:
    desk = office(standing)
    desk.page.set_viewport_size({"width": 390, "height": 844})
    desk.go("/so/?loc=qua-han")
    fold = desk.page.get_by_text("Lọc: cả phường, quá hạn")
    expect(fold).to_be_visible()
    expect(desk.page.get_by_role("link", name="Sắp đến hạn")).to_be_hidden()
    fold.click()
    for pick in desk.page.locator(".filters .pick, .filters .seg > *").all():
        box = pick.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    desk.go("/so/in/")
    expect(desk.page.locator("table.printed td:visible").first).to_be_visible()
    wide = desk.page.evaluate("[...document.querySelectorAll('.print-page')].filter(page => page.scrollWidth > page.clientWidth).length")
    assert wide == 0
    progress = desk.page.locator("table.printed td[data-label='Tiến độ giải quyết']").first
    assert desk.page.evaluate("cell => getComputedStyle(cell, '::before').content", progress.element_handle()) == '"Tiến độ giải quyết"'


def test_paper_has_at_most_25_lines_a_page_and_the_head_again_on_each(give: Give, leader: Person, office: Office) -> None:
    for number in range(60):
        give("KT", f"Việc có tên khá dài để xem giấy in có vừa không, số {number + 1}", due=f"2026-12-{1 + number % 28:02}")
    desk = office(leader)
    desk.go("/so/in/")
    tables = desk.page.locator("table.printed")
    expect(tables).to_have_count(3)
    for table in tables.all():
        assert table.locator("tbody tr").count() <= 25
        expect(table.locator("thead")).to_contain_text("Số, ký hiệu")
    made = desk.page.pdf(format="A4", landscape=True)
    assert made.startswith(b"%PDF")


def _exported(desk: Desk, folder: Path) -> openpyxl.Workbook:
    desk.go("/so/")
    with desk.page.expect_download() as waiting:
        desk.page.get_by_role("button", name="Xuất").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return openpyxl.load_workbook(path)


class Sheet:
    """The register in Excel, cells by the words of their row and column."""

    def __init__(self, book: openpyxl.Workbook) -> None:
        self.book, self.page = book, book.worksheets[0]
        self.head = next(row for row in self.page.iter_rows() if "Tiến độ giải quyết" in [cell.value for cell in row])
        self.columns = {cell.value: cell.column for cell in self.head if cell.value}

    def row_of(self, words: str) -> int:
        return next(cell.row for row in self.page.iter_rows(min_row=self.head[0].row + 1) for cell in row if words in str(cell.value))

    def write(self, words: str, column: str, value: object) -> None:
        self.page.cell(self.row_of(words), self.columns[column]).value = value

    def swap(self, one: str, other: str) -> None:
        """Puts two rows in each other's place, as sorting in Excel does."""
        here, there = self.row_of(one), self.row_of(other)
        for column in range(1, self.page.max_column + 1):
            first, second = self.page.cell(here, column), self.page.cell(there, column)
            first.value, second.value = second.value, first.value

    def content(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


def _bring_back(desk: Desk, content: bytes) -> None:
    desk.go("/so/nhap/")
    desk.drop("so-theo-doi.xlsx", content)
    desk.press("Đối chiếu với sổ")
    desk.reads("Chưa có gì được lưu.")


def test_the_register_goes_to_excel_and_comes_back_changed_sorted_and_with_one_bad_date(
    works: list[Occurrence], standing: Person, office: Office, tmp_path: Path
) -> None:
    desk = office(standing)
    sheet = Sheet(_exported(desk, tmp_path))
    sheet.write("đất đai", "Tiến độ giải quyết", "Đã phân loại 120/300 hồ sơ")
    sheet.write("tập huấn", "Ngày hoàn thành", "31/02/2026")
    sheet.swap("đất đai", "thu ngân sách")
    _bring_back(desk, sheet.content())
    row = desk.page.get_by_role("row", name="Phân loại hồ sơ đất đai")
    expect(row).to_contain_text("Đã phân loại 120/300 hồ sơ")
    wrong = desk.page.get_by_role("row", name="Lập danh sách cán bộ")
    expect(wrong).to_contain_text("31/02/2026")
    works[0].refresh_from_db()
    assert works[0].progress == "", "nothing is saved by looking"
    with desk.page.expect_download() as waiting:
        desk.page.get_by_role("link", name="Tải lại tệp kèm cột “Lỗi”").click()
    waiting.value.save_as(tmp_path / "loi.xlsx")
    errors = Sheet(openpyxl.load_workbook(tmp_path / "loi.xlsx"))
    assert "Tháng 2 năm 2026 chỉ có 28 ngày" in str(errors.page.cell(errors.row_of("tập huấn"), errors.columns["Lỗi"]).value)
    desk.page.get_by_role("button", name="Lưu 1 ô hợp lệ").click()
    desk.page.wait_for_url(lambda url: "/nhap/" not in url)
    for occurrence in works:
        occurrence.refresh_from_db()
    assert [occurrence.progress for occurrence in works] == ["Đã phân loại 120/300 hồ sơ", "", ""]
    assert works[1].done_on is None


def test_a_saved_return_is_taken_back_from_the_register(
    works: list[Occurrence], standing: Person, leader: Person, office: Office, tmp_path: Path
) -> None:
    desk = office(standing)
    sheet = Sheet(_exported(desk, tmp_path))
    sheet.write("đất đai", "Tiến độ giải quyết", "Đã phân loại 120 hồ sơ")
    sheet.write("tập huấn", "Tiến độ giải quyết", "Đã có danh sách")
    _bring_back(desk, sheet.content())
    desk.page.get_by_role("button", name="Lưu 2 ô hợp lệ").click()
    desk.reads("Trong 10 phút còn trả lại được như trước khi nhập")
    works[1].refresh_from_db()
    assignments.set_progress(occurrence=works[1], progress="Lãnh đạo ghi", actor=leader, at=NOW)
    desk.page.get_by_role("button", name="Hoàn tác lần nhập này").click()
    desk.reads("Đã hoàn tác 1 dòng của lần nhập so-theo-doi.xlsx")
    desk.reads("Việc 2 đã thay đổi sau khi nhập nên giữ nguyên")
    expect(desk.page.get_by_role("button", name="Hoàn tác lần nhập này")).to_have_count(0)
    for occurrence in works:
        occurrence.refresh_from_db()
    assert [occurrence.progress for occurrence in works] == ["", "Lãnh đạo ghi", ""]


def test_what_two_people_changed_in_two_copies_is_shown_with_both_values(
    works: list[Occurrence], ward: Commune, units: dict[str, Unit], standing: Person, leader: Person, office: Office, tmp_path: Path
) -> None:
    desk, chief = office(standing), office(leader)
    mine, theirs = Sheet(_exported(desk, tmp_path)), Sheet(_exported(chief, tmp_path))
    mine.write("đất đai", "Tiến độ giải quyết", "Đã phân loại 120 hồ sơ")
    theirs.write("đất đai", "Tiến độ giải quyết", "Đã phân loại 95 hồ sơ")
    _bring_back(desk, mine.content())
    desk.page.get_by_role("button", name="Lưu 1 ô hợp lệ").click()
    desk.page.wait_for_url(lambda url: "/nhap/" not in url)
    _bring_back(chief, theirs.content())
    row = chief.page.get_by_role("row", name="Phân loại hồ sơ đất đai")
    expect(row).to_contain_text("Đã phân loại 120 hồ sơ")
    expect(row).to_contain_text("Đã phân loại 95 hồ sơ")
    row.get_by_label("Lấy giá trị trong tệp").check()
    chief.page.get_by_role("button", name="Lưu các ô đã chọn").click()
    chief.page.wait_for_url(lambda url: "/nhap/" not in url)
    works[0].refresh_from_db()
    assert works[0].progress == "Đã phân loại 95 hồ sơ"
