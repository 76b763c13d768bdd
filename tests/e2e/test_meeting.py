"""A briefing in the browser: its agenda out of what is late, minutes, lines that become work, the notice that finds that work."""

import pytest
from playwright.sync_api import expect

from minhchung.apps.assignments.models import Assignment, Proposal
from minhchung.apps.documents import actions as documents
from minhchung.apps.documents.models import Document
from minhchung.apps.ground import history
from minhchung.apps.meetings.models import AgendaItem, Conclusion, Meeting
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.browsing import comes
from tests.e2e.conftest import Desk, Give, Office
from tests.personas import NOW

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
LINE = "Phòng Kinh tế báo cáo thu ngân sách trước ngày 05/12"
NOTICE = """ỦY BAN NHÂN DÂN
PHƯỜNG VÂN KHÊ

Số: 480/TB-UBND
Vân Khê, ngày 20 tháng 11 năm 2026

THÔNG BÁO
Kết luận của Chủ tịch Ủy ban nhân dân phường tại cuộc họp giao ban tuần 47

Chủ tịch Ủy ban nhân dân phường kết luận như sau:

1. Giao Phòng Kinh tế

- Báo cáo thu ngân sách trước ngày 05/12/2026.
"""


def test_from_the_agenda_to_the_notice(ward: Commune, units: dict[str, Unit], give: Give, standing: Person, office: Office) -> None:
    give("VH-XH", "Lập danh sách tập huấn", due="2026-11-16")
    desk = office(standing)
    _call(desk)
    _write(desk)
    _give(desk)
    _announce(desk, ward, standing)
    assert Assignment.objects.count() == 2, "the clause of the notice was not given a second time"
    assert history.verify(ward.code) is None


def _call(desk: Desk) -> None:
    """Made for today, with what is late on its agenda."""
    desk.go("/hop/")
    desk.page.get_by_role("link", name="Lập cuộc họp").click()
    desk.page.get_by_label("Ngày", exact=True).fill("20/11/2026")
    desk.press("Lập cuộc họp")
    desk.page.get_by_role("link", name="Chọn nội dung đề xuất").click()
    desk.page.get_by_role("checkbox", name="Lập danh sách tập huấn").check()
    desk.press("Đưa vào chương trình")
    desk.says("Lập danh sách tập huấn")


def _write(desk: Desk) -> None:
    """Minutes are kept when the field is left; conclusions follow each other by Enter; a reminder is ticked."""
    desk.press("Khai mạc")
    desk.page.locator("textarea").first.fill("Còn một việc quá hạn")
    desk.page.locator("textarea").nth(1).focus()
    desk.says("Đã lưu lúc 09:00")
    comes(desk.page, lambda: AgendaItem.objects.filter(minutes="Còn một việc quá hạn").count(), 1)
    typed = desk.page.get_by_label("Kết luận mới")
    typed.fill(LINE)
    typed.press("Enter")
    expect(desk.page.locator("#conclusions .conclusion")).to_have_count(1)
    expect(typed).to_be_focused()
    typed.fill("Thống nhất nội dung bảng tự chấm")
    typed.press("Enter")
    expect(desk.page.locator("#conclusions .conclusion")).to_have_count(2)
    desk.page.get_by_role("link", name="Bảng giao ban").click()
    desk.page.get_by_role("checkbox", name="Nhắc nhở Phòng Văn hóa - Xã hội").check()
    desk.press("Đưa vào kết luận")
    expect(desk.page.locator("#conclusions .conclusion")).to_have_count(3)


def _give(desk: Desk) -> None:
    """One press gives the line as it was read; the meeting ends."""
    desk.press("Giao việc")
    comes(desk.page, lambda: Conclusion.objects.exclude(assignment=None).count(), 1)
    desk.press("Kết thúc cuộc họp")
    expect(desk.page.locator(".topbar-sub")).to_contain_text("đã kết thúc")


def _announce(desk: Desk, ward: Commune, standing: Person) -> None:
    """The issued notice is tied to the meeting; reading it, its clause is known again."""
    document = documents.register_incoming(commune=ward, text=NOTICE, actor=standing, at=NOW)
    meeting = Meeting.objects.get()
    desk.go(f"/hop/{meeting.pk}/thong-bao/")
    desk.page.get_by_label("Thông báo kết luận").select_option(str(document.pk))
    desk.press("Gắn thông báo")
    desk.says("480/TB-UBND")
    assert Document.objects.get(meetings=meeting) == document
    desk.go(f"/van-ban/{document.pk}/doc/")
    desk.press("Đọc thành nhiệm vụ")
    desk.says("Giống việc 2 đã giao")
    desk.page.keyboard.press("v")
    comes(desk.page, lambda: Proposal.objects.filter(state="in").count(), 1)
    desk.says("Mở việc đã giao")
