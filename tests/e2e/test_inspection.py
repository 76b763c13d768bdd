"""An inspection in the browser as a new user makes it: plan, team, self-report, checklist, minutes, finding, notice, remedy, end."""

from datetime import date

import pytest
from playwright.sync_api import expect

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Assignment, Occurrence
from minhchung.apps.documents.models import Document
from minhchung.apps.findings import actions as findings
from minhchung.apps.findings.models import Finding
from minhchung.apps.ground import history
from minhchung.apps.inspections.models import ChecklistResult, InspectedUnit, Inspection
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.assignments.conftest import with_paper
from tests.dossiers.conftest import data_folder
from tests.e2e.conftest import Desk, Office
from tests.inspections.conftest import RETOLD, registered
from tests.personas import NOW

__all__ = ["data_folder"]
pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("data_folder")]


def test_from_plan_to_closing(
    ward: Commune, units: dict[str, Unit], standing: Person, inspector: Person, head: Person, leader: Person, office: Office
) -> None:
    registered(ward, "", number=64, symbol="KH-UBND", series="KH", type="Kế hoạch", issued_on=date(2026, 11, 2),
               subject="Kế hoạch kiểm tra cải cách hành chính năm 2026", direction="out", state="issued")  # fmt: skip
    signed = registered(
        ward, "", number=70, issued_on=date(2026, 11, 19), subject="Kết luận kiểm tra CCHC", direction="out", state="issued"
    )
    found = _plan(office(standing))
    _team(office(standing), found)
    _report(office(head), found)
    _look(office(inspector), found)
    _find_and_ask(office(inspector), found)
    _conclude(office(leader), found, signed)
    _mend(found, leader, inspector)
    _remedy(office(head), found)
    _check(office(inspector), found)
    _close(office(standing), found)
    assert history.verify(ward.code) is None


def _plan(desk: Desk) -> Inspection:
    desk.go("/kiem-tra/")
    desk.says("Chưa có cuộc kiểm tra nào.")
    desk.press("Lập cuộc kiểm tra")
    desk.page.get_by_label("Phòng Văn hóa - Xã hội").check()
    desk.page.get_by_label("Kế hoạch kiểm tra cải cách hành chính năm 2026").check()
    desk.page.get_by_label("Kiểm tra từ ngày").fill("16/11/2026")
    desk.page.get_by_label("Đến ngày").fill("18/11/2026")
    desk.press("Lập cuộc kiểm tra")
    expect(desk.page.get_by_role("heading", name="KT-01/2026")).to_be_visible()
    return Inspection.objects.get()


def _team(desk: Desk, found: Inspection) -> None:
    """Whoever works in the unit looked into keeps the inspection where it is; somebody else does not."""
    desk.go(f"/kiem-tra/{found.pk}/doan/")
    for person, role in (("Hồ Quang Lộc", "Trưởng đoàn"), ("Lê Thùy Dương", "Thành viên")):
        desk.press("Thêm thành viên")
        desk.page.get_by_label("Người của phường").select_option(label=person)
        desk.page.get_by_label("Vai").select_option(label=role)
        desk.press("Thêm vào đoàn")
    desk.says("Lê Thùy Dương thuộc chính đơn vị này: phân công người khác.")
    desk.go(f"/kiem-tra/{found.pk}/")
    expect(desk.page.get_by_role("button", name="Gửi đề cương")).to_have_count(0)
    desk.go(f"/kiem-tra/{found.pk}/doan/")
    desk.press("Phân công")
    desk.page.get_by_label("Hồ Quang Lộc").check()
    desk.press("Lưu phân công")
    desk.go(f"/kiem-tra/{found.pk}/")
    desk.press("Gửi đề cương, yêu cầu tự báo cáo")
    expect(desk.page.locator(".topbar-sub")).to_contain_text("đơn vị tự báo cáo")


def _report(desk: Desk, found: Inspection) -> None:
    desk.go(f"/kiem-tra/{found.pk}/")
    desk.press("Phòng Văn hóa - Xã hội")
    desk.press("Gửi báo cáo tự kiểm tra")
    desk.refusals_wanted = True
    desk.press("Gửi báo cáo")
    desk.says("Chưa có nội dung báo cáo. Ghi báo cáo hoặc chọn tệp.")
    desk.page.get_by_label("Nội dung").fill("Đã tự kiểm tra 30 nội dung theo đề cương.")
    desk.press("Gửi báo cáo")
    desk.says("Đã tự kiểm tra 30 nội dung theo đề cương.")


def _look(desk: Desk, found: Inspection) -> None:
    """A line by keyboard: 1 is right and saved at once; 2 waits for what was seen."""
    unit = InspectedUnit.objects.get(inspection=found)
    desk.go(f"/kiem-tra/don-vi/{unit.pk}/bang-kiem/")
    page = desk.page
    page.keyboard.press("ArrowDown")
    page.keyboard.press("1")
    expect(page.locator("#da-xem")).to_contain_text("1/30")
    expect(page.locator("#kq-CC-01 select")).to_have_value("ok")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("2")
    expect(page.locator("#kq-CC-02 textarea")).to_be_focused()
    page.keyboard.type("Mục 7, 9 chưa giao")
    page.locator("#kq-CC-02").get_by_role("button", name="Lưu").click()
    expect(page.locator("#da-xem")).to_contain_text("2/30")
    assert list(ChecklistResult.objects.values_list("line", "result", "note")) == [
        ("CC-01", "ok", ""),
        ("CC-02", "shortcoming", "Mục 7, 9 chưa giao"),
    ]


def _find_and_ask(desk: Desk, found: Inspection) -> None:
    desk.go(f"/kiem-tra/{found.pk}/")
    desk.press("Bắt đầu kiểm tra")
    unit = InspectedUnit.objects.get(inspection=found)
    desk.go(f"/kiem-tra/don-vi/{unit.pk}/bien-ban/")
    desk.page.get_by_label("Nội dung làm việc").fill("Đã xem kế hoạch, sổ theo dõi.")
    desk.press("Lưu biên bản")
    desk.go(f"/kiem-tra/{found.pk}/ton-tai/")
    desk.press("Nêu 1 tồn tại từ bảng kiểm")
    desk.says("Mục 7, 9 chưa giao")
    desk.go(f"/kiem-tra/{found.pk}/bao-phu/")
    desk.says("0/1 tồn tại có yêu cầu khắc phục")
    desk.go(f"/kiem-tra/{found.pk}/them-yeu-cau/")
    desk.page.get_by_label("Nội dung yêu cầu").fill("Giao đủ các mục kế hoạch.")
    desk.page.get_by_role("group", name="Đơn vị thực hiện").get_by_label("Phòng Văn hóa - Xã hội").check()
    desk.page.get_by_label("Mục 7, 9 chưa giao").check()
    desk.press("Ghi yêu cầu")
    desk.go(f"/kiem-tra/{found.pk}/bao-phu/")
    desk.says("1/1 tồn tại có yêu cầu khắc phục")
    desk.go(f"/kiem-tra/{found.pk}/")
    desk.press("Kết thúc kiểm tra, dự thảo kết luận")


def _conclude(desk: Desk, found: Inspection, signed: Document) -> None:
    desk.go(f"/kiem-tra/{found.pk}/du-thao/")
    desk.says("Đối với Phòng Văn hóa - Xã hội")
    desk.press("Gắn bản đã ký, giao việc")
    desk.page.get_by_label("Thông báo kết luận đã ký").select_option(value=str(signed.pk))
    desk.page.get_by_label("Thời hạn, đúng lời văn bản").fill("chậm nhất trước ngày 10/12/2026")
    desk.page.get_by_label("Ngày nêu trong đó").fill("10/12/2026")
    desk.page.get_by_label("Cách tính").select_option(value="0")
    desk.press("Kết luận, giao việc")
    desk.says("ngày cuối 09/12/2026")
    assert Occurrence.objects.get().due_on == date(2026, 12, 9)


def _mend(found: Inspection, leader: Person, inspector: Person) -> None:
    """The way of a finding has a journey of its own (test_review.py); here it is gone by its acts."""
    finding, work = Finding.objects.get(), Assignment.objects.get()
    findings.explain(finding=finding, cause="not-followed", side="", note="", actor=leader, at=NOW)
    findings.plan(finding=finding, plan="Giao ngay.", closing_test="Đủ mục.", actor=leader, at=NOW)
    findings.link_work(finding=finding, assignment=work, actor=leader, at=NOW)
    for occurrence in Occurrence.objects.all():
        assignments.hand_in(occurrence=occurrence, title="Báo cáo", brought=with_paper(occurrence), actor=None, at=NOW)
        assignments.submit(occurrence=occurrence, actor=None, at=NOW)
        assignments.accept(occurrence=occurrence, actor=leader, at=NOW)
    findings.evaluate(finding=finding, effective=True, note="Đã xem.", actor=inspector, at=NOW)
    findings.close(finding=finding, actor=inspector, at=NOW)


def _remedy(desk: Desk, found: Inspection) -> None:
    desk.go(f"/kiem-tra/don-vi/{InspectedUnit.objects.get(inspection=found).pk}/")
    desk.press("Gửi báo cáo khắc phục")
    desk.page.get_by_label("Nội dung").fill("Đã giao đủ các mục.")
    desk.press("Gửi báo cáo")
    desk.says("Đã giao đủ các mục.")


def _check(desk: Desk, found: Inspection) -> None:
    desk.go(f"/kiem-tra/don-vi/{InspectedUnit.objects.get(inspection=found).pk}/")
    desk.press("Kiểm tra lại")
    desk.page.get_by_label("Đạt: đã khắc phục", exact=True).check()
    desk.page.get_by_label("Đã xem gì, thấy gì").fill("Đối chiếu sổ theo dõi.")
    desk.press("Ghi kết quả")
    desk.says("Kiểm tra lại: đạt")


def _close(desk: Desk, found: Inspection) -> None:
    desk.go(f"/kiem-tra/{found.pk}/")
    desk.press("Đóng cuộc kiểm tra")
    expect(desk.page.locator(".topbar-sub")).to_contain_text("đã đóng")


def test_a_notice_is_read_and_confirmed_in_two_panes(ward: Commune, standing: Person, office: Office) -> None:
    subject = "Kết luận kiểm tra công tác cải cách hành chính năm 2026"
    notice = registered(ward, RETOLD, number=205, issued_on=date(2026, 6, 18), subject=subject)
    desk = office(standing)
    desk.go(f"/van-ban/{notice.pk}/")
    desk.press("Đọc kết luận kiểm tra")
    desk.says("Một tồn tại ở 4 đơn vị:")
    page = desk.page
    page.locator("#ket-luan article[data-k='t0'] textarea").first.focus()
    expect(page.locator("#giay .clause[data-k='t0']")).to_have_class("clause is-lit")
    page.locator("#giay .clause[data-k='y0']").first.click()
    expect(page.locator("#ket-luan article[data-k='y0'] .no input")).to_be_focused()
    page.get_by_label("Tồn tại 1", exact=False).first.uncheck()
    desk.press("Nhận kết luận, giao việc")
    expect(page.get_by_role("heading", name="KT-01/2026")).to_be_visible()
    made = Inspection.objects.get()
    assert (Finding.objects.count(), made.requirements.count(), made.due_on) == (5, 5, date(2026, 7, 8))
