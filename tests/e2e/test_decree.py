"""One procedure whose decree is replaced, in the browser: from the catalogue to an ISO procedure in force, the event, whom it touches, the
second person's word, findings, the basis brought up to date, a new version in force, the portal found to differ, asked for, posted with
proof, and the review closed."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from docx import Document as Written
from playwright.sync_api import expect

from minhchung.apps.documents import actions as documents
from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.models import Document, ValidityEvent
from minhchung.apps.files.actions import store
from minhchung.apps.files.receiving import receive
from minhchung.apps.findings.models import Finding
from minhchung.apps.ground import history
from minhchung.apps.legal.models import BasisReview
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.publication import actions as publication
from minhchung.apps.publication.models import Channel, Posting
from minhchung.apps.publication.queries.differences import differences
from minhchung.apps.quality import actions as quality
from minhchung.apps.quality.models import Version
from tests.dossiers.conftest import data_folder
from tests.e2e.conftest import Desk, Office
from tests.personas import NOW

__all__ = ["data_folder"]
pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("data_folder")]
OLD, NEW = "61/2018/NĐ-CP", "118/2025/NĐ-CP"
PASTED = (
    "Mã số\tTên thủ tục\tLĩnh vực\tCấp thực hiện\tThời hạn giải quyết\tPhí, lệ phí\tCăn cứ pháp lý\n"
    f"1.001193\tĐăng ký khai sinh\tHộ tịch\tCấp xã\t1 ngày làm việc\tMiễn phí\tNghị định {OLD} về cơ chế một cửa\n"
)
Law = Callable[..., Document]


@pytest.fixture
def law(ward: Commune, officer: Person) -> Law:
    """`law("61/2018/NĐ-CP", date(…))`: a decree in the register of laws."""

    def registered(code: str, on: date) -> Document:
        fields = Fields(code=code, type="Nghị định", issued_on=on, issuer="Chính phủ", subject="Cơ chế một cửa, một cửa liên thông")
        return documents.register_law(commune=ward, fields=fields, text="", actor=officer, at=NOW)

    return registered


def test_a_replaced_decree_from_the_event_to_a_new_version_in_force_and_republished(
    ward: Commune, units: dict[str, Unit], law: Law, head: Person, standing: Person, leader: Person, officer: Person, office: Office
) -> None:
    old, new = law(OLD, date(2018, 4, 23)), law(NEW, date(2025, 6, 9))
    procedure = _import(office(standing))
    portal = _shown_at_the_portal(ward, units["VH-XH"], standing)
    first = _generate(office(standing))
    _write(office(head), first)
    _signed(first, drafter=head, reviewer=standing, approver=leader)
    office(leader).go(f"/iso/ban/{first.pk}/")
    _as_word(office(leader), first, OLD)
    event = _replace(office(officer), old, new)
    _verify(office(standing), event)
    _review(office(standing))
    assert set(Finding.objects.filter(code="VB-08", closed_at=None).values_list("subject_kind", flat=True)) == {
        "procedure",
        "controlled_version",
    }
    assert differences(ward, NOW.date()) == []
    _update(office(head), procedure)
    second = _next_version(office(head), first)
    _through(second, office(head), office(standing), office(leader))
    _as_word(office(leader), second, NEW)
    _record(office(head), event, procedure)
    _review(office(standing), again=True)
    assert not Finding.objects.filter(code="VB-08", closed_at=None).exists()
    posting = _ask_from_the_finding(office(standing), portal)
    _post_with_proof(office(head), posting)
    _nothing_differs(office(standing), procedure)
    _review(office(standing), again=True)
    assert not Finding.objects.filter(code="CK-01", closed_at=None).exists()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("replaced", "in_force")
    assert history.verify(ward.code) is None


def _import(desk: Desk) -> Procedure:
    """A pasted table becomes the catalogue, and the procedure gets its unit."""
    desk.go("/thu-tuc/")
    desk.press("Nhập danh mục")
    desk.page.get_by_label("Hoặc dán các ô chép từ Excel, Word").fill(PASTED)
    desk.press("Xem trước")
    desk.says("Nhập 1 thủ tục, có giá trị từ")
    desk.press("Nhập 1 thủ tục")
    desk.press("Đăng ký khai sinh")
    desk.page.locator("aside").get_by_role("link", name="Sửa").first.click()
    desk.page.get_by_label("Đơn vị phụ trách").select_option(label="Phòng Văn hóa - Xã hội")
    desk.page.get_by_label("Nhận tại Trung tâm Phục vụ hành chính công").select_option(label="Có")
    desk.press("Lưu")
    desk.says("Phòng Văn hóa - Xã hội")
    return Procedure.objects.get()


def _shown_at_the_portal(ward: Commune, unit: Unit, person: Person) -> Channel:
    """The portal shows what was pasted into the catalogue; the other three nobody has looked at."""
    portal = next(each for each in publication.begin(commune=ward, unit=unit, actor=person, at=NOW) if each.kind == Channel.Kind.PORTAL)
    stored = store(commune=ward, received=receive(ContentFile(PASTED.encode(), name="cong.txt")), actor=person, at=NOW)
    publication.take_snapshot(channel=portal, kind="list", on=NOW.date(), whole=True, stored=stored, actor=person, at=NOW)
    return portal


def _generate(desk: Desk) -> Version:
    desk.go("/iso/")
    desk.says("Đăng ký khai sinh")
    desk.go("/iso/tai-lieu/tu-danh-muc/")
    desk.page.get_by_label("1.001193 Đăng ký khai sinh").check()
    desk.press("Lập bản thảo")
    return Version.objects.get()


def _write(desk: Desk, version: Version) -> None:
    """The steps by keyboard alone: added, typed, moved, dropped; nothing is kept before “Lưu”."""
    desk.go(f"/iso/ban/{version.pk}/soan/")
    page, before = desk.page, len(version.content.steps)

    def add(*cells: str) -> None:
        page.get_by_role("button", name="Thêm bước").focus()
        page.keyboard.press("Enter")
        page.wait_for_load_state()
        expect(page.locator("#steps .edit-row:last-of-type textarea").first).to_be_focused()
        for place, cell in enumerate(cells):
            page.keyboard.press("Tab") if place else None
            page.keyboard.type(cell)

    add("Ký duyệt", "Lãnh đạo UBND", "4 giờ")
    add("Thẩm định", "Công chức tư pháp - hộ tịch", "4 giờ")
    last = before + 2
    page.get_by_role("button", name=f"Chuyển bước {last} lên").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=f"Chuyển bước {last - 1} lên")).to_be_focused()
    desk.says("Thay đổi chưa lưu")
    for _ in range(before):
        page.get_by_role("button", name="Bỏ bước 1", exact=True).focus()
        page.keyboard.press("Enter")
        page.wait_for_load_state()
    page.get_by_role("button", name="Lưu và xem bản").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/iso/ban/{version.pk}/")
    version.refresh_from_db()
    assert [step.name for step in version.content.steps] == ["Thẩm định", "Ký duyệt"]


def _signed(version: Version, *, drafter: Person, reviewer: Person, approver: Person) -> None:
    quality.submit(version=version, actor=drafter, at=NOW)
    quality.endorse(version=version, actor=reviewer, at=NOW)
    quality.approve(version=version, effective_on=NOW.date(), actor=approver, at=NOW)
    version.refresh_from_db()


def _through(version: Version, drafter: Desk, reviewer: Desk, approver: Desk) -> None:
    """Three signatures, each at its own desk."""
    for desk, button in ((drafter, "Trình soát xét"), (reviewer, "Soát xét đạt"), (approver, "Phê duyệt")):
        desk.go(f"/iso/ban/{version.pk}/")
        desk.press(button)
    approver.says("nội dung bản này không sửa được nữa")
    approver.press("Phê duyệt")
    expect(approver.page.locator(".quality-steps [aria-current]")).to_have_text("Có hiệu lực")


def _as_word(desk: Desk, version: Version, basis: str) -> None:
    with desk.page.expect_download() as waiting:
        desk.page.get_by_role("link", name="Tải DOCX").click()
    written = Written(BytesIO(waiting.value.path().read_bytes()))
    said = "\n".join(cell.text for table in written.tables for row in table.rows for cell in row.cells)
    assert basis in said
    assert "Ngô Thanh Bách" in said
    assert "Thẩm định" in said


def _replace(desk: Desk, old: Document, new: Document) -> ValidityEvent:
    """Whom it touches is seen before anything is written."""
    desk.go("/van-ban/?so=luat")
    desk.press(old.subject)
    desk.go(f"/van-ban/{old.pk}/")
    desk.press("Ghi sự kiện hiệu lực")
    desk.page.get_by_label("Sự kiện", exact=True).select_option("replaced")
    desk.page.get_by_label("Từ ngày").fill("01/11/2026")
    desk.page.get_by_label(NEW).check()
    desk.press("Xem tác động trước")
    desk.says("Nơi đang viện dẫn phải rà soát lại")
    expect(desk.page.locator(".impact")).to_contain_text("Đăng ký khai sinh")
    expect(desk.page.locator(".impact")).to_contain_text("2 nơi")
    assert not ValidityEvent.objects.exists()
    desk.press("Ghi sự kiện")
    desk.says("chưa ai xác minh, chưa tính")
    assert new.pk == ValidityEvent.objects.get().by_document_id
    return ValidityEvent.objects.get()


def _verify(desk: Desk, event: ValidityEvent) -> None:
    desk.go("/phap-ly/")
    desk.says("1 sự kiện hiệu lực chờ xác minh.")
    desk.go(f"/van-ban/hieu-luc/{event.pk}/")
    desk.press("Đã đối chiếu, xác minh")
    desk.says("Hết hiệu lực toàn bộ")


def _review(desk: Desk, *, again: bool = False) -> None:
    desk.go("/ra-soat/")
    desk.press("Rà soát lại" if again else "Rà soát ngay")
    expect(desk.page.locator("#toasts")).to_contain_text("đã rà soát bằng")


def _update(desk: Desk, procedure: Procedure) -> None:
    """The basis of the procedure, with what it rests on."""
    desk.go(f"/thu-tuc/{procedure.pk}/sua/basis/")
    desk.page.get_by_label("Văn bản 1: Tên văn bản").fill("Nghị định về cơ chế một cửa")
    desk.page.get_by_label("Văn bản 1: Số, ký hiệu").fill(NEW)
    desk.page.get_by_label("Căn cứ", exact=True).fill(f"Nghị định {NEW} thay thế Nghị định {OLD}")
    desk.press("Lưu")
    desk.says(NEW)


def _next_version(desk: Desk, first: Version) -> Version:
    desk.go(f"/iso/tai-lieu/{first.document_id}/")
    desk.press("Cập nhật từ danh mục")
    desk.page.get_by_label("Lý do sửa đổi").fill(f"Nghị định {OLD} được thay thế")
    desk.press("Tạo bản thảo từ danh mục")
    desk.press("So với bản 01.00")
    desk.says("5.1. Cơ sở pháp lý")
    desk.says(NEW)
    return Version.objects.get(state="draft")


def _record(desk: Desk, event: ValidityEvent, procedure: Procedure) -> None:
    """What came of it stands in the record: when, what, who, which result."""
    desk.go("/phap-ly/")
    desk.go(f"/phap-ly/can-cu/{event.pk}/procedure/{procedure.pk}/")
    desk.page.get_by_label("Kết quả").select_option(label="Đã cập nhật căn cứ")
    desk.page.get_by_label("Nội dung cập nhật, hoặc vì sao vẫn áp dụng").fill(f"Thay bằng Nghị định {NEW}")
    desk.press("Ghi kết quả")
    desk.says(f"Thay bằng Nghị định {NEW}")
    assert BasisReview.objects.get().result == BasisReview.Result.UPDATED


def _ask_from_the_finding(desk: Desk, portal: Channel) -> Posting:
    """From what is wrong to the request is one press."""
    finding = Finding.objects.get(code="CK-01", closed_at=None)
    assert finding.part == str(portal.pk)
    desk.go(f"/ra-soat/{finding.pk}/")
    desk.says("căn cứ pháp lý")
    desk.press("Yêu cầu đăng lại ở kênh này")
    desk.says("kênh còn khác danh mục: căn cứ pháp lý")
    return Posting.objects.get()


def _post_with_proof(desk: Desk, posting: Posting) -> None:
    """The page as it is shown now is the proof, and what was read of it the snapshot."""
    page = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split(chr(9)))}</tr>" for row in PASTED.replace(OLD, NEW).splitlines())
    desk.go(f"/niem-yet/yeu-cau/{posting.pk}/")
    desk.press("Ghi đã đăng")
    desk.page.get_by_label("Nơi đăng").fill("https://vankhe.example/thu-tuc/khai-sinh")
    saved = {"name": "khai-sinh.html", "mimeType": "text/html", "buffer": f"<table>{page}</table>".encode()}
    desk.page.locator("input[type=file]").set_input_files(saved)  # type: ignore[arg-type]
    desk.page.locator("form").get_by_role("button", name="Ghi đã đăng").click()
    desk.says("khai-sinh.txt")
    desk.says("kênh còn khác danh mục")
    desk.press("Ghi bản chụp từ chứng cứ")
    desk.says("không thấy kênh khác danh mục")


def _nothing_differs(desk: Desk, procedure: Procedure) -> None:
    desk.go("/niem-yet/")
    desk.says("Mọi nơi đều khớp danh mục hôm nay.")
    desk.go(f"/niem-yet/thu-tuc/{procedure.pk}/")
    expect(desk.page.locator(".pub-open")).to_have_count(0)
