"""The real conclusion from its file to every finding closed: uploaded, confirmed by two people, mended, judged by a third, ended.

What a page does for one finding is driven in test_review.py; here the pages for many are, and work and remedies go by their acts.
"""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Occurrence
from minhchung.apps.findings.models import Finding
from minhchung.apps.findings.together import Planning, link_together
from minhchung.apps.ground import history
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.inspections import actions
from minhchung.apps.inspections.models import InspectedUnit, Inspection
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.assignments.conftest import with_paper
from tests.dossiers.conftest import data_folder
from tests.e2e.conftest import Desk, Office
from tests.personas import NOW

__all__ = ["data_folder"]
pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("data_folder")]


def test_the_real_conclusion_from_its_file_to_every_finding_closed(
    shared: Path, ward: Commune, units: dict[str, Unit], standing: Person, head: Person, leader: Person, inspector: Person, office: Office
) -> None:
    paper = next((shared / "readings" / "texts").glob("seed_002*.txt"))
    _begin(office(standing), paper)
    found = _confirm(office(leader))
    _look(office(leader), found)
    _refuse_too_soon(office(inspector), found)
    _plan(office(head), found, 7)
    _plan(office(leader), found, 12)
    _give(office(leader), found, leader)
    _refuse_with_open_work(office(inspector))
    _work(leader)
    _judge(office(leader), office(inspector), found)
    _close(office(inspector), office(standing), found, leader, inspector)
    assert history.verify(ward.code) is None


def _begin(desk: Desk, paper: Path) -> None:
    """The standing officer uploads it, writes one closing test and puts it down."""
    desk.go("/van-ban/tai-len/")
    desk.drop(paper.name, paper.read_bytes())
    desk.press("Tải lên và vào sổ")
    desk.press("Đọc kết luận kiểm tra")
    desk.says("19 tồn tại · 8 yêu cầu")
    desk.says("Một tồn tại ở 4 đơn vị:")
    desk.page.locator("[name=t0_test]").fill("12 sản phẩm tuyên truyền")
    desk.press("Lưu dở")
    desk.says("Đỗ Hạnh Nguyên đã lưu dở")
    assert not Inspection.objects.exists()


def _confirm(desk: Desk) -> Inspection:
    """The leader goes on where she left off."""
    desk.go("/kiem-tra/")
    desk.page.locator(".note a").first.click()
    expect(desk.page.locator("[name=t0_test]")).to_have_value("12 sản phẩm tuyên truyền")
    desk.press("Nhận kết luận, giao việc")
    expect(desk.page.get_by_role("heading", name="KT-01/2026", exact=True)).to_be_visible()
    return Inspection.objects.get()


def _look(desk: Desk, found: Inspection) -> None:
    """Findings by unit with the one of four units, the common day and whom to report to, coverage, the cluster on the radar."""
    shared = Finding.objects.get(message__startswith="Công tác quản lý, lập hồ sơ công việc điện tử")
    assert {each.unit.short for each in shared.units.all()} == {"VP", "VH-XH", "XD-NN-MT", "PVHCC"}
    assert Finding.objects.get(number=1).closing_test == "12 sản phẩm tuyên truyền"
    assert set(Occurrence.objects.values_list("due_on", flat=True)) == {NOW.date().replace(month=7, day=7)}
    desk.go(f"/kiem-tra/{found.pk}/yeu-cau/")
    desk.says("Báo cáo kết quả về Đoàn Kiểm tra qua Phòng Văn hóa - Xã hội, chậm nhất trước ngày 08/7/2026: ngày cuối 07/7/2026")
    desk.says("phối hợp:")
    desk.go(f"/kiem-tra/{found.pk}/bao-phu/")
    desk.says("13/19 tồn tại có yêu cầu khắc phục; 2 yêu cầu không ứng với tồn tại nào.")
    desk.go("/ra-soat/lap-lai/")
    desk.says("4 đơn vị: tồn tại hệ thống")


def _refuse_too_soon(desk: Desk, found: Inspection) -> None:
    first = Finding.objects.get(number=1)
    desk.go(f"/ra-soat/{first.pk}/danh-gia/")
    desk.says("Chưa có việc khắc phục nào để đánh giá.")
    desk.go(f"/ra-soat/{first.pk}/dong/")
    desk.says("nên chưa đóng được")


def _plan(desk: Desk, found: Inspection, many: int) -> None:
    """The unit's head for its own findings, the leader for those left."""
    desk.go(f"/kiem-tra/{found.pk}/ton-tai/")
    desk.press(f"Nguyên nhân, kế hoạch cho {many} tồn tại")
    desk.page.get_by_label("Nguyên nhân", exact=True).select_option(index=1)
    desk.page.get_by_label("Kế hoạch khắc phục").fill("Giao từng người, rà lại hằng tuần.")
    desk.page.get_by_label("Cách kiểm tra đã khắc phục").fill("Danh sách đủ 100%, có ký nhận.")
    desk.press("Lưu cho các tồn tại đã chọn")
    desk.reads(f"đã lưu nguyên nhân, kế hoạch cho {many} tồn tại")


def _give(desk: Desk, found: Inspection, leader: Person) -> None:
    """The work of each demand mends what it answers; what none answers gets a work of its own."""
    assert Finding.objects.get(number=1).closing_test == "12 sản phẩm tuyên truyền", "what stood was kept"
    desk.go(f"/kiem-tra/{found.pk}/ton-tai/")
    desk.press("Gắn việc")
    desk.page.get_by_role("button", name="Gắn việc").click()
    desk.reads("đã gắn với")
    for each in found.requirements.exclude(assignment=None):
        waiting = [finding for finding in each.findings.all() if not finding.works.filter(assignment=each.assignment).exists()]
        if waiting and each.assignment:
            link_together(waiting, Planning(), each.assignment, actor=leader, at=NOW)
    desk.go(f"/kiem-tra/{found.pk}/ton-tai/")
    expect(desk.page.get_by_role("link", name="Gắn việc")).to_have_count(0)
    desk.press("Giao việc cho 6 tồn tại")
    desk.page.get_by_label("Tên nhiệm vụ").fill("Khắc phục sáu tồn tại chưa có yêu cầu")
    desk.page.get_by_label("Ngày hạn").fill("15/12/2026")
    desk.press("Giao một việc cho các phát hiện đã chọn")
    desk.reads("cho 6 phát hiện")
    assert set(Finding.objects.values_list("state", flat=True)) == {"working"}


def _refuse_with_open_work(desk: Desk) -> None:
    desk.refusals_wanted = True
    desk.go(f"/ra-soat/{Finding.objects.get(number=1).pk}/danh-gia/")
    desk.page.get_by_label("Có hiệu lực, tồn tại đã hết").check()
    desk.page.get_by_label("Căn cứ đánh giá").fill("Đã xem.")
    desk.press("Lưu đánh giá")
    desk.says("chưa xong, nên chưa đánh giá được")


def _work(leader: Person) -> None:
    for occurrence in Occurrence.objects.filter(duty__part="lead"):
        assignments.hand_in(occurrence=occurrence, title="Báo cáo", brought=with_paper(occurrence), actor=None, at=NOW)
        assignments.submit(occurrence=occurrence, actor=None, at=NOW)
        assignments.accept(occurrence=occurrence, actor=leader, at=NOW)


def _judge(planner: Desk, desk: Desk, found: Inspection) -> None:
    """Who planned is offered only what others planned; the inspector judges all, not without saying what was seen."""
    planner.go(f"/kiem-tra/{found.pk}/ton-tai/")
    planner.says("Đánh giá hiệu lực 7 tồn tại")
    desk.go(f"/kiem-tra/{found.pk}/ton-tai/")
    desk.press("Đánh giá hiệu lực 19 tồn tại")
    desk.page.get_by_label("Có hiệu lực, tồn tại đã hết").check()
    desk.press("Lưu đánh giá")
    desk.says("Căn cứ đánh giá còn trống.")
    assert not Finding.objects.filter(state="evaluated").exists()
    desk.page.get_by_label("Căn cứ đánh giá").fill("Đã đối chiếu danh sách của từng đơn vị: đủ.")
    desk.press("Lưu đánh giá")
    desk.reads("đã đánh giá 19 tồn tại")


def _close(desk: Desk, keeper: Desk, found: Inspection, leader: Person, inspector: Person) -> None:
    desk.go(f"/kiem-tra/{found.pk}/ton-tai/")
    desk.press("Đóng 19 tồn tại")
    desk.press("Đóng các tồn tại đã chọn")
    desk.reads("đã đóng 19 tồn tại")
    assert set(Finding.objects.values_list("state", flat=True)) == {"closed"}
    assert HistoryEvent.objects.filter(act="findings.close").count() == 19, "each finding tells its own end"
    for each in InspectedUnit.objects.filter(inspection=found):
        actions.send_remedy(inspected=each, text="Đã khắc phục.", actor=leader, at=NOW)
        actions.check_remedy(inspected=each, met=True, note="Đã xem hồ sơ.", actor=inspector, at=NOW)
    keeper.go(f"/kiem-tra/{found.pk}/")
    keeper.press("Đóng cuộc kiểm tra")
    expect(keeper.page.locator(".topbar-sub")).to_contain_text("đã đóng")
