"""A new user's own set: from the city's annex in Excel to the evidence bundle, all in the browser."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from minhchung.apps.evidence.models import Claim
from minhchung.apps.indexes.models import Criterion, StoredPack
from minhchung.apps.indexes.packs import pack_of
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.browsing import comes
from tests.e2e import papers
from tests.e2e.conftest import Desk, Office
from tests.scoring.exchange.annexes import excel

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
ANNEX = excel([
    ("ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI KHÊ",),
    ("Phụ lục: Bộ chỉ số cải cách hành chính của phường năm 2026",),
    ("STT", "Tiêu chí, tiêu chí thành phần", "Điểm chuẩn", "Hướng dẫn chấm điểm", "Hồ sơ kiểm chứng", "Đơn vị theo dõi"),
    ("I", "CHỈ ĐẠO, ĐIỀU HÀNH", 4),
    ("1", "Cử cán bộ dự tập huấn kỹ năng số", 1.5, "Có: 1,5 điểm; không: 0 điểm", "Danh sách cử cán bộ", "Phòng Văn hóa - Xã hội"),
    ("2", "Chất lượng kế hoạch năm", 2.5, "Theo đánh giá của Sở Nội vụ", "Kế hoạch năm", "Văn phòng HĐND và UBND"),
    ("II", "THỦ TỤC HÀNH CHÍNH", 3),
    ("1", "Rà soát thủ tục hành chính", 2, "Chấm theo hướng dẫn riêng", "Báo cáo rà soát", "Trung tâm Phục vụ hành chính công"),
    ("2", "Sáng kiến", 1, "Mỗi sáng kiến được công nhận 0,5 điểm, tối đa 1 điểm", "Quyết định công nhận", "Phòng Kinh tế"),
])  # fmt: skip


def test_a_new_users_annex_goes_from_excel_to_the_bundle(
    ward: Commune, units: dict[str, Unit], standing: Person, head: Person, inspector: Person, office: Office
) -> None:
    _bring_in(office(standing))
    _mend(office(standing))
    _add_a_row(office(standing))
    _keep_and_adopt(office(standing))
    criterion = Criterion.objects.get(code="I.1")
    assert criterion.unit == units["VH-XH"], "the unit is known by its name in the annex"
    assert [unit.name for unit in Criterion.objects.get(code="II.3").supporting.all()] == ["Phòng Kinh tế"]
    _declare_and_prove(office(head), criterion)
    _check(office(inspector))
    assert _bundle(office(standing)) == ["I.1"]


def _bring_in(desk: Desk) -> None:
    desk.go("/bo-chi-so/bo-tieu-chi/")
    desk.drop("phu-luc-cchc.xlsx", ANNEX)
    desk.press("Đọc tệp")
    desk.reads("Cột nào là gì")
    desk.press("Đọc bảng")
    desk.says("trong đó 2 tiêu chí chưa rõ cách chấm")
    desk.says("Phụ lục ghi: “Theo đánh giá của Sở Nội vụ”")


def _mend(desk: Desk) -> None:
    """Two leaves of which the annex says no rule: one by levels, one by what was done; then the next open one by itself."""
    page = desk.page
    page.get_by_role("link", name="I.2 Chất lượng kế hoạch năm").click()
    page.get_by_label("Dạng chấm").select_option("Theo mức")
    desk.press("Mở các ô của dạng này")
    page.get_by_label("Phương án").fill("Tốt | 2,5\nĐạt | 50%\nChưa đạt | 0")
    page.get_by_label("Mức đạt: nội dung khai").fill("Đánh giá của Sở Nội vụ")
    desk.press("Ghi, sang dòng còn thiếu")
    desk.reads("Chấm theo hướng dẫn riêng")
    page.get_by_label("Dạng chấm").select_option("Cộng từng nội dung")
    desk.press("Mở các ô của dạng này")
    page.get_by_label("Nội dung", exact=True).fill("Có kế hoạch rà soát | 0,5\nCó báo cáo | 1,5")
    page.get_by_role("button", name="Ghi", exact=True).click()
    desk.reads("Đã ghi II.1")


def _add_a_row(desk: Desk) -> None:
    """The annex forgot a leaf: it is added with a supporting unit and a condition, moved up, and the sums are put right."""
    page = desk.page
    page.get_by_role("link", name="Thêm dòng vào mục II").click()
    desk.says("Để trống thì lấy mã kế tiếp của mục: II.3.")
    page.get_by_label("Tên tiêu chí").fill("Niêm yết công khai thủ tục hành chính")
    page.get_by_label("Điểm tối đa").fill("0.5")
    desk.press("Thêm, ghi cách chấm")
    page.get_by_label("Dạng chấm").select_option("Có / không")
    desk.press("Mở các ô của dạng này")
    page.get_by_label("Số liệu lấy từ đâu").select_option("Minh chứng đơn vị khai")
    page.get_by_label("Đơn vị chủ trì").select_option("Trung tâm Phục vụ hành chính công")
    page.get_by_label("Phòng Kinh tế").check()
    page.get_by_label("Tài liệu kiểm chứng 1").fill("Ảnh chụp bảng niêm yết")
    page.get_by_text("Điều kiện", exact=True).first.click()
    page.get_by_label("Loại", exact=True).first.select_option("Ảnh")
    page.get_by_label("Đề ngày không sau").first.fill("30/11/2026")
    page.get_by_role("button", name="Ghi", exact=True).click()
    desk.reads("Đã ghi II.3")
    desk.says("Ảnh chụp bảng niêm yết (ảnh, không sau 30/11/2026)")
    desk.says("cộng 3,50")
    page.get_by_label("Đánh dấu dòng II.3").check()
    desk.press("Lên")
    desk.reads("Đã đưa 1 dòng lên")
    page.get_by_role("link", name="THỦ TỤC HÀNH CHÍNH", exact=True).click()
    page.get_by_label("Điểm tối đa").fill("3.5")
    page.get_by_role("button", name="Ghi", exact=True).click()
    desk.reads("Đã ghi II")
    expect(page.get_by_text("cộng 3,50")).to_have_count(0)


def _keep_and_adopt(desk: Desk) -> None:
    page = desk.page
    desk.press("Điền thông tin bộ")
    page.get_by_label("Là bộ nào").select_option("Bộ đã ban hành")
    page.get_by_label("Văn bản ban hành").fill("Quyết định số 345/QĐ-UBND ngày 20/01/2026")
    page.get_by_role("button", name="Ghi", exact=True).click()
    desk.says("Đủ để lưu")
    desk.press("Lưu thành bộ tiêu chí")
    desk.reads("Chọn bộ này cho năm 2026")
    pack = pack_of(StoredPack.objects.get())
    assert [leaf.code for leaf in pack.leaves] == ["I.1", "I.2", "II.1", "II.3", "II.2"]
    added = pack.leaf("II.3")
    assert added is not None
    assert ([pack.units[key] for key in added.supporting], added.max) == (["Phòng Kinh tế"], Decimal("0.5"))
    assert (added.evidence[0].kind, added.evidence[0].before) == ("photo", date(2026, 11, 30))
    assert pack.scale == Decimal("7.5")
    assert {variable.name for variable in pack.variables} == {read.name for _, read in pack.inputs()}
    desk.press("Chọn cho năm 2026")
    desk.reads("Đơn vị của bộ tiêu chí")


def _declare_and_prove(desk: Desk, criterion: Criterion) -> None:
    desk.go(f"/bo-chi-so/{criterion.pk}/")
    desk.page.locator("form[action$='/khai/'] select").select_option("Có")
    desk.press("Lưu số liệu")
    desk.reads("Đã khai số liệu tiêu chí I.1")
    desk.drop("danh-sach.docx", papers.docx(papers.LIST))
    comes(desk.page, Claim.objects.count, 1)


def _check(desk: Desk) -> None:
    desk.go("/minh-chung/")
    desk.page.get_by_role("link", name="danh-sach").first.click()
    desk.page.get_by_role("button", name="Đạt", exact=True).click()
    comes(desk.page, lambda: Claim.objects.filter(state="good").count(), 1)


def _bundle(desk: Desk) -> list[str]:
    """Downloads the bundle; the leaves that have files in it."""
    desk.go("/bo-chi-so/ho-so-minh-chung/")
    with desk.page.expect_download() as waiting:
        desk.page.get_by_role("link", name="Tải về").click()
    with zipfile.ZipFile(io.BytesIO(waiting.value.path().read_bytes())) as bundle:
        assert bundle.testzip() is None
        return sorted({name.split("/")[-2].split(" ")[0] for name in bundle.namelist() if name.endswith(".docx")})
