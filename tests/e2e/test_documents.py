"""The register of documents: by hand, twice, urged again, from draft to issued, waiting, and from the city's register."""

import io
import re
from datetime import date, timedelta

import pytest
import xlsxwriter
from playwright.sync_api import expect

from minhchung.apps.documents import actions as documents
from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.models import Document, Relation
from minhchung.apps.files import reading
from minhchung.apps.files.jobs import read_waiting
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.text.extract import Extracted, MediaType
from tests.e2e.conftest import Desk, Office
from tests.files.samples import NOTICE, png
from tests.personas import NOW

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
ASKED = 3
"""So often a waiting page asks in vain before it is looked at."""


def _enter(desk: Desk) -> None:
    desk.go("/van-ban/them/?so=den")
    for label, value in (
        ("Số, ký hiệu", "1240/UBND-NV"),
        ("Ngày văn bản", "2026-11-17"),
        ("Loại văn bản", "Công văn"),
        ("Cơ quan ban hành", "Ủy ban nhân dân thành phố Hải Khê"),
        ("Trích yếu", "Về việc rà soát biên chế"),
    ):
        desk.page.get_by_label(label).fill(value)


def test_a_document_entered_twice_by_hand_is_pointed_out_before_it_is_saved(ward: Commune, standing: Person, office: Office) -> None:
    desk = office(standing)
    desk.refusals_wanted = True
    _enter(desk)
    desk.page.get_by_role("button", name="Vào sổ").click()
    desk.reads("Đã vào sổ lúc 09:00")
    assert Document.objects.get().arrival_number == 1
    _enter(desk)
    desk.page.get_by_role("button", name="Vào sổ").click()
    desk.reads("Trong sổ đã có 1 văn bản cùng số.")
    assert Document.objects.count() == 1
    desk.page.get_by_role("button", name="Vẫn vào sổ").click()
    desk.reads("có thể vào sổ hai lần")
    assert Document.objects.count() == 2


def _letter(ward: Commune, code: str, day: date, subject: str, *, days_ago: int) -> Document:
    fields = Fields(code=code, type="Công văn", issued_on=day, issuer="Ủy ban nhân dân thành phố Hải Khê", subject=subject)
    return documents.register_incoming(commune=ward, fields=fields, actor=None, at=NOW - timedelta(days=days_ago))


def test_a_letter_that_urges_again_stands_second_in_the_chain(ward: Commune, standing: Person, office: Office) -> None:
    first = _letter(ward, "900/UBND-NV", date(2026, 10, 1), "Về việc báo cáo biên chế", days_ago=40)
    urging = _letter(ward, "990/UBND-NV", date(2026, 10, 20), "Về việc đôn đốc báo cáo biên chế", days_ago=20)
    again = _letter(ward, "1100/UBND-NV", date(2026, 11, 10), "Về việc đôn đốc báo cáo biên chế (lần 2)", days_ago=8)
    documents.relate(document=urging, target=first, kind=Relation.Kind.URGES, actor=None, at=NOW)
    desk = office(standing)
    desk.go(f"/van-ban/{again.pk}/")
    desk.page.get_by_role("link", name="Ghi quan hệ").click()
    desk.page.get_by_label("Tìm văn bản kia").fill("900/UBND")
    desk.page.get_by_label("Tìm văn bản kia").press("Enter")
    desk.page.wait_for_url("**q=900**")
    desk.page.get_by_role("radio", name="900/UBND-NV").check()
    desk.page.get_by_label("1100/UBND-NV").select_option(label="đôn đốc")
    desk.page.get_by_role("button", name="Ghi quan hệ").click()
    desk.reads("đôn đốc lần 2")
    expect(desk.page.locator("main")).to_contain_text("đôn đốc lần 1")


def test_an_outgoing_letter_goes_from_draft_to_issued_and_waits_for_its_answer(
    ward: Commune, standing: Person, leader: Person, office: Office
) -> None:
    desk, chief = office(standing), office(leader)
    desk.go("/van-ban/them/?so=di")
    desk.page.get_by_label("Loại văn bản").fill("Công văn")
    desk.page.get_by_label("Trích yếu").fill("Về việc đề nghị cung cấp số liệu biên chế")
    desk.page.get_by_label("Cần văn bản trả lời").check()
    desk.page.get_by_label("Hạn trả lời").fill("27/11/2026")
    desk.page.get_by_role("button", name="Lưu dự thảo").click()
    desk.page.wait_for_url(re.compile(r"/van-ban/\d+/"))
    desk.reads("Dự thảo")
    letter = Document.objects.get()
    chief.go(f"/van-ban/{letter.pk}/")
    chief.page.get_by_role("button", name="Duyệt dự thảo").click()
    chief.page.get_by_role("button", name="Duyệt dự thảo").wait_for(state="detached")
    desk.go(f"/van-ban/{letter.pk}/")
    desk.page.get_by_role("button", name="Trình lấy số").click()
    desk.page.get_by_role("link", name="Ghi số và bản đã ký").click()
    desk.page.get_by_label("Số, ký hiệu").fill("512/UBND-VP")
    desk.page.get_by_label("Ngày ban hành").fill("19-11-2026")
    desk.page.get_by_role("button", name="Ghi là đã ban hành").click()
    desk.reads("512/UBND-VP")
    letter.refresh_from_db()
    assert (letter.state, letter.number, letter.issued_on) == (Document.State.ISSUED, 512, date(2026, 11, 19))
    desk.go("/van-ban/cho-tra-loi/")
    row = desk.page.get_by_role("row", name="512/UBND-VP")
    expect(row).to_contain_text("Chờ 1 ngày làm việc")
    expect(row).to_contain_text("hạn 27/11")


HEAD = ("STT", "Số đến", "Ngày đến", "Số, ký hiệu", "Ngày văn bản", "Cơ quan ban hành", "Trích yếu", "Mức độ")
ROWS = (
    (1, 41, "03/11/2026", "15/UBND-NV", "02/11/2026", "Ủy ban nhân dân thành phố Hải Khê", "Về việc cử người dự tập huấn", "Thường"),
    (2, 42, "04/11/2026", "77/STC-NS", "03/11/2026", "Sở Tài chính", "Về việc lập dự toán", "Khẩn"),
    (3, 43, "31/02/2026", "78/STC-NS", "03/11/2026", "Sở Tài chính", "Về việc quyết toán", "Khẩn"),
)


def _city_register() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet()
    page.write(0, 0, "SỔ VĂN BẢN ĐẾN")
    for row, cells in enumerate((HEAD, *ROWS), start=2):
        page.write_row(row, 0, cells)
    book.close()
    return out.getvalue()


def test_the_citys_register_is_looked_at_first_then_brought_in_and_its_columns_remembered(
    ward: Commune, standing: Person, office: Office
) -> None:
    desk = office(standing)
    desk.go("/van-ban/nhap-so/")
    desk.drop("so-den.xlsx", _city_register())
    desk.page.get_by_role("button", name="Xem trước").click()
    desk.reads("Nhập sổ này sẽ thêm 2 văn bản")
    desk.reads("1 dòng không vào được")
    assert not Document.objects.exists()
    desk.page.get_by_label("Lưu mẫu cột này với tên").fill("Sổ đến QLVB")
    desk.page.get_by_role("button", name="Nhập 2 văn bản mới").click()
    desk.reads("Đã thêm 2 văn bản")
    assert sorted(Document.objects.values_list("number", flat=True)) == [15, 77]
    desk.go("/van-ban/nhap-so/")
    desk.drop("so-den-2.xlsx", _city_register())
    desk.page.get_by_role("button", name="Xem trước").click()
    desk.reads("giữ nguyên 2")
    expect(desk.page.get_by_role("link", name="Sổ đến QLVB")).to_be_visible()


def test_a_scan_is_in_the_register_at_once_and_its_page_fills_by_itself(
    ward: Commune, units: dict[str, Unit], standing: Person, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = office(standing)
    desk.go("/van-ban/tai-len/")
    desk.drop("thong-bao.png", png())
    desk.press("Tải lên và vào sổ")
    desk.reads("Đang đọc tệp.")
    expect(desk.page.locator("h1")).to_have_text("Văn bản chưa có số")
    desk.page.get_by_label("Hạn trả lời").fill("30/11/2026")
    text = "\n\n".join(NOTICE)
    monkeypatch.setattr(reading, "extract", lambda data, *, name, **_: Extracted(text, MediaType.PNG, name, ocr=True))
    assert read_waiting(NOW) == 1
    desk.reads("Đã đọc xong tệp.")
    expect(desk.page.locator("h1")).to_have_text("Thông báo 468/TB-UBND")
    expect(desk.page.locator("#vb-thong-tin")).to_contain_text("19/11/2026")
    expect(desk.page.get_by_label("Hạn trả lời")).to_have_value("30/11/2026")
    expect(desk.page).to_have_title(re.compile("^468/TB-UBND"))
    desk.press("Đọc thành nhiệm vụ")
    desk.page.wait_for_url("**/doc/")
    desk.press("Đọc thành nhiệm vụ")
    desk.reads("ý chỉ đạo: 0 nhận, 0 bỏ")


def test_a_page_that_waits_says_once_that_the_server_is_gone_and_takes_it_back(ward: Commune, standing: Person, office: Office) -> None:
    desk = office(standing)
    desk.refusals_wanted = True
    desk.go("/van-ban/tai-len/")
    desk.drop("thong-bao.png", png())
    desk.press("Tải lên và vào sổ")
    desk.reads("Đang đọc tệp.")
    desk.page.evaluate("""() => { window.said = 0; new MutationObserver(all => all.forEach(each => each.addedNodes.forEach(node => {
      if (node.dataset?.requestNote !== undefined) window.said += 1; }))).observe(document.body, { childList: true, subtree: true }); }""")
    asked: list[str] = []
    desk.page.route("**/dang-doc/**", lambda route: (asked.append(route.request.url), route.abort())[1])
    note = desk.page.get_by_text("Không nối được tới máy chủ.")
    note.wait_for()
    while len(asked) < ASKED:
        desk.page.wait_for_timeout(500)
    expect(note).to_have_count(1)
    assert desk.page.evaluate("window.said") == 1
    desk.page.unroute("**/dang-doc/**")
    expect(note).to_have_count(0)
    desk.errors.clear()  # what the browser itself says of the requests that were cut off
