"""The life of a finding in the browser: a run, the cause, a plan, work, its end, judged by another, closed; shut gates are seen."""

import pytest
from playwright.sync_api import expect

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Assignment, Occurrence
from minhchung.apps.findings.models import Finding
from minhchung.apps.ground import history
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.assignments.conftest import with_paper
from tests.browsing import copied
from tests.dossiers.conftest import data_folder
from tests.e2e.conftest import Desk, Give, Office
from tests.personas import NOW

__all__ = ["data_folder"]
pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("data_folder")]
SEEN = "Bảng niêm yết tại bộ phận Một cửa thiếu mức phí của 4 thủ tục"


def test_from_a_run_to_every_finding_mended(
    ward: Commune,
    units: dict[str, Unit],
    give: Give,
    standing: Person,
    head: Person,
    inspector: Person,
    leader: Person,
    office: Office,
) -> None:
    late = give("VH-XH", "Lập danh sách tập huấn", due="2026-11-16")
    _run(office(standing))
    finding = _put_down(office(inspector), units)
    _shut_gates(office(standing), finding)
    _explain_and_plan(office(head), finding)
    work = _give_work(office(standing), finding)
    _too_early(office(inspector), finding)
    _do(office(head), office(leader), work)
    _judge_and_close(office(inspector), finding)
    _passes_by_itself(office(head), office(standing), late)
    assert history.verify(ward.code) is None


def _run(desk: Desk) -> None:
    """Nothing was reviewed; the button runs every check and the list stands there."""
    desk.go("/ra-soat/")
    desk.says("Chưa chạy rà soát lần nào.")
    desk.press("Rà soát ngay")
    desk.says("Việc quá hạn không xin gia hạn")
    expect(desk.page.locator("#toasts")).to_contain_text("đã rà soát bằng")
    expect(desk.page.locator(".topbar-sub")).to_contain_text("chạy lúc 09:00")
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    text = copied(desk.page, desk.page.get_by_role("button", name="Sao chép").first.click)
    assert "[Lỗi] NV-09" in text


def _put_down(desk: Desk, units: dict[str, Unit]) -> Finding:
    """Something a person saw; an empty form says what is missing."""
    desk.refusals_wanted = True
    desk.go("/ra-soat/")
    desk.press("Ghi tồn tại")
    desk.press("Ghi tồn tại")
    desk.says("Nội dung tồn tại còn trống.")
    desk.page.get_by_label("Nội dung tồn tại").fill(SEEN)
    desk.page.get_by_label(f"{units['VH-XH'].name} (VH-XH)").check()
    desk.press("Ghi tồn tại")
    desk.says("Chờ nêu nguyên nhân")
    return Finding.objects.get(source=Finding.Source.PERSON)


def _shut_gates(desk: Desk, finding: Finding) -> None:
    """No work without a plan: said before anything is typed, and again by the form."""
    desk.refusals_wanted = True
    desk.go(f"/ra-soat/{finding.pk}/giao-viec/")
    desk.says("Chưa làm được bước này.")
    desk.page.get_by_label("Ngày hạn").first.fill("10/12/2026")
    desk.page.get_by_label("Tên nhiệm vụ").fill("Sửa bảng niêm yết")
    desk.press("Giao việc")
    desk.says("Chưa nêu nguyên nhân và chưa có kế hoạch khắc phục, nên chưa giao việc được.")
    assert not Assignment.objects.filter(title="Sửa bảng niêm yết").exists()


def _explain_and_plan(desk: Desk, finding: Finding) -> None:
    """The head of the unit has the form of the step in place; an objective cause needs its proof."""
    desk.refusals_wanted = True
    desk.go("/")
    desk.press("Phát hiện của đơn vị chờ nêu nguyên nhân")
    desk.page.get_by_role("link", name=finding.label).click()
    desk.page.get_by_label("Nguyên nhân", exact=True).select_option("system-fault")
    desk.press("Lưu nguyên nhân")
    desk.says("Nguyên nhân khách quan phải có chứng cứ")
    desk.page.get_by_label("Nguyên nhân", exact=True).select_option("outdated")
    desk.press("Lưu nguyên nhân")
    desk.says("Chưa cập nhật khi căn cứ thay đổi (chủ quan)")
    desk.page.get_by_role("textbox", name="Kế hoạch khắc phục").fill("Rà lại bảng niêm yết mỗi khi có quyết định mới.")
    desk.page.get_by_label("Cách kiểm tra đã khắc phục").fill("4/4 thủ tục có mức phí.")
    desk.press("Lưu kế hoạch")
    desk.says("Chờ giao việc.")


def _give_work(desk: Desk, finding: Finding) -> Assignment:
    desk.go(f"/ra-soat/{finding.pk}/")
    expect(desk.page.get_by_label("Phòng Văn hóa - Xã hội chủ trì")).to_be_checked()
    desk.page.get_by_label("Tên nhiệm vụ").fill("Sửa bảng niêm yết")
    desk.page.get_by_label("Ngày hạn").first.fill("10/12/2026")
    desk.press("Giao việc")
    desk.says("Sửa bảng niêm yết")
    return Assignment.objects.get(title="Sửa bảng niêm yết")


def _too_early(desk: Desk, finding: Finding) -> None:
    """With open work nobody judges: the page says what is missing instead of a form."""
    desk.go(f"/ra-soat/{finding.pk}/")
    desk.says("chưa xong, nên chưa đánh giá được")
    expect(desk.page.get_by_role("button", name="Lưu đánh giá")).to_have_count(0)


def _do(doer: Desk, judge: Desk, work: Assignment) -> None:
    occurrence = Occurrence.objects.get(duty__assignment=work)
    assignments.hand_in(occurrence=occurrence, title="Bảng niêm yết", brought=with_paper(occurrence), actor=None, at=NOW)
    doer.go(f"/viec/ky/{occurrence.pk}/hoan-thanh/")
    doer.press("Báo cáo hoàn thành")
    judge.go(f"/viec/ky/{occurrence.pk}/nghiem-thu/")
    judge.press("Nghiệm thu")
    judge.says("Sửa bảng niêm yết")


def _judge_and_close(desk: Desk, finding: Finding) -> None:
    desk.go("/ra-soat/?loc=cho-danh-gia")
    desk.page.get_by_role("link", name=finding.label).click()
    desk.page.get_by_label("Có hiệu lực, tồn tại đã hết").check()
    desk.page.get_by_label("Căn cứ đánh giá").fill("Đã xem bảng: đủ 4 mức phí.")
    desk.press("Lưu đánh giá")
    desk.says("Chờ đóng")
    desk.press("Đóng")
    desk.says("Đã đóng 09:00")
    expect(desk.page.locator('.life li[data-s="done"]')).to_have_count(6)


def _passes_by_itself(doer: Desk, desk: Desk, late: Occurrence) -> None:
    """What a check found closes when the record is in order, and the history says why."""
    found = Finding.objects.get(code="NV-09", subject_key=str(late.pk))
    doer.go(f"/viec/ky/{late.pk}/gia-han/")
    doer.page.get_by_role("textbox", name="Xin gia hạn đến ngày").fill("04/12/2026")
    doer.page.get_by_role("textbox", name="Lý do").fill("Mới có 12/20 tên")
    doer.press("Gửi đề nghị gia hạn")
    desk.go("/ra-soat/")
    desk.press("Rà soát lại")
    desk.go(f"/ra-soat/{found.pk}/")
    desk.says("Đã đóng")
    desk.says("Tự đóng vì quy tắc đã đạt.")


def test_a_long_review_says_how_far_it_is(ward: Commune, units: dict[str, Unit], standing: Person, office: Office) -> None:
    """The page stays as it would while it waits for the answer of the form."""
    desk = office(standing)
    desk.go("/ra-soat/")
    told = {"code": "NV-04", "done": 12, "whole": 48, "title": "Chờ nghiệm thu lâu hơn thường lệ"}
    desk.page.route("**/ra-soat/chay/tien-do/", lambda route: route.fulfill(json=told))
    desk.page.evaluate("addEventListener('submit', event => event.preventDefault())")  # after the page's own, which is on the document
    desk.press("Rà soát ngay")
    desk.says("12 trên 48 quy tắc, đang xem NV-04 Chờ nghiệm thu lâu hơn thường lệ")
    assert desk.page.locator("#dang-ra-soat progress").evaluate("bar => bar.value") == 25
    expect(desk.page.get_by_role("button", name="Rà soát ngay")).to_be_disabled()
