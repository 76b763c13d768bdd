"""Pages of meetings: what each shows, what a press does, what another ward and who only looks on meet."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document as Docx

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.meetings import actions
from minhchung.apps.meetings.actions import Said
from minhchung.apps.meetings.models import Meeting
from minhchung.apps.organisations.models import Person
from tests.assignments.conftest import Assigning
from tests.personas import NOW

pytestmark = pytest.mark.django_db
At = Callable[[Person], Client]
WORK = "Phòng Kinh tế báo cáo thu ngân sách trước ngày 05/12."
HTMX = {"HX-Request": "true"}


def url(name: str, thing: Meeting | int, *more: str) -> str:
    return reverse(f"meetings:{name}", args=[getattr(thing, "pk", thing), *more])


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_meeting_is_made_like_the_last_of_its_kind(planned: Meeting, standing: Person, at: At) -> None:
    client = at(standing)
    page = text(client, reverse("meetings:add") + "?loai=weekly")
    assert "chép chương trình, thành phần của cuộc họp ngày 20/11/2026" in page
    assert 'value="27/11/2026"' in page, "a week later"
    sent = {"title": "Giao ban tuần 48", "day": "27/11/2026", "hour": "8h30"}
    assert client.post(reverse("meetings:add") + "?loai=weekly", sent).status_code == 302
    made = Meeting.objects.get(title="Giao ban tuần 48")
    assert made.invitations.count() == 3
    assert made.starts_at.astimezone(NOW.tzinfo).strftime("%H:%M") == "08:30"


@pytest.mark.parametrize("hour", ["25:00", "sáng", "8h75"])
def test_an_hour_that_is_none_is_said_so(hour: str, standing: Person, ward: object, at: At) -> None:
    response = at(standing).post(reverse("meetings:add"), {"title": "Họp", "day": "27/11/2026", "hour": hour})
    assert response.status_code == 422
    assert "không phải giờ" in response.content.decode()


def test_lines_are_typed_one_after_the_other(running: Meeting, standing: Person, at: At) -> None:
    client = at(standing)
    part = client.post(url("conclude", running), {"text": WORK}, headers=HTMX)
    assert part.status_code == 200
    page = part.content.decode()
    assert WORK in page
    assert "autofocus" in page, "the next line is typed at once"
    again = client.post(url("conclude", running), {"text": WORK}, headers=HTMX)
    assert again.status_code == 422
    assert "đã có" in again.content.decode()
    client.post(url("conclude", running), {"text": "- Dòng một\n- Dòng hai"})
    assert [each.text for each in running.conclusions.all()] == [WORK, "Dòng một", "Dòng hai"]


def test_minutes_are_kept_once_for_each_change(running: Meeting, standing: Person, at: At) -> None:
    client, item = at(standing), running.items.all()[0]
    before = HistoryEvent.objects.count()
    for _ in range(2):
        answer = client.post(url("minute", item.pk), {"minutes": "Còn 3 việc"}, headers=HTMX)
        assert "Đã lưu lúc" in answer.content.decode()
    assert HistoryEvent.objects.count() == before + 1


def test_an_absence_without_a_reason_asks_for_it_in_place(planned: Meeting, standing: Person, at: At) -> None:
    invitation = planned.invitations.exclude(unit=None)[0]
    answer = at(standing).post(url("attend", invitation.pk), {"state": "excused"}, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Chưa ghi lý do vắng" in page
    assert '<option value="excused" selected>' in page
    at(standing).post(url("attend", invitation.pk), {"state": "excused", "note": "đi công tác"})
    assert "1 vắng có lý do" in text(at(standing), url("meeting", planned))


def test_a_complete_line_is_given_with_one_press_another_asks_for_its_unit(running: Meeting, standing: Person, at: At) -> None:
    lines = [Said(WORK), Said("Hoàn thiện hồ sơ trước ngày 10/12")]
    whole, open_line = actions.conclude(meeting=running, lines=lines, actor=standing, at=NOW)
    client = at(standing)
    page = text(client, url("meeting", running))
    assert url("act_conclusion", whole.pk, "giao") in page
    assert url("act_conclusion", open_line.pk, "giao") + '"' not in page
    assert "Giao, chưa rõ đơn vị" in page
    assert client.post(url("act_conclusion", whole.pk, "giao")).status_code == 302
    form = url("act_conclusion", open_line.pk, "giao-sua")
    assert "Chưa chọn đơn vị chủ trì" in client.post(form, {"title": "Hoàn thiện hồ sơ"}).content.decode()
    unit = running.commune.units.get(short="VP").pk
    assert client.post(form, {"title": "Hoàn thiện hồ sơ", "lead": [unit], "due_on": "09/12/2026"}).status_code == 302
    assert Assignment.objects.filter(origin_kind="meeting", origin_key=str(running.pk)).count() == 2
    work = Assignment.objects.get(conclusion=whole)
    assert running.title in text(client, reverse("assignments:detail", args=[work.pk])), "the work says where it is from"


def test_proposals_are_ticked_onto_the_agenda(planned: Meeting, assign: Assigning, standing: Person, at: At) -> None:
    late = assign("KT", deadline_on="2026-11-10")
    client, address = at(standing), url("proposals", planned)
    assert late.title in text(client, address)
    assert "Chưa chọn nội dung nào" in client.post(address, {}).content.decode()
    assert client.post(address, {"chon": [f"assignment:{late.pk}", "assignment:999"]}).status_code == 302
    page = text(client, url("meeting", planned))
    assert f"Việc {late.number}: {late.title}" in page
    assert reverse("assignments:detail", args=[late.pk]) in page


def test_a_reminder_is_ticked_into_the_conclusions(running: Meeting, assign: Assigning, standing: Person, at: At) -> None:
    assign("KT", deadline_on="2026-11-10")
    client, address = at(standing), url("briefing", running)
    cause = "1 việc quá hạn chưa có tiến độ mới từ lần họp trước (việc 1)"
    proposed = f"Nhắc nhở Phòng Kinh tế: {cause}; yêu cầu báo cáo nguyên nhân và hoàn thành ngay."
    assert proposed in text(client, address)
    assert "Chưa chọn đề xuất nào" in client.post(address, {}).content.decode()
    assert client.post(address, {"chon": [proposed, "Phê bình mọi người"]}).status_code == 302
    assert [(each.text, each.kind) for each in running.conclusions.all()] == [(proposed, "remind")]
    assert "đã có trong kết luận" in text(client, address)


def test_minutes_say_the_same_on_the_screen_and_in_word(over: Meeting, standing: Person, at: At) -> None:
    actions.give(conclusion=over.conclusions.get(), actor=standing, at=NOW)
    shown = text(at(standing), url("minutes", over))
    written = at(standing).get(url("minutes_docx", over))
    lines = [each.text for each in Docx(io.BytesIO(written.content)).paragraphs]
    wanted = next(line for line in lines if line.startswith("1. Phòng Kinh tế"))
    assert "(Việc 1, hạn" in wanted
    assert wanted in shown
    assert "BIÊN BẢN" in lines


def test_another_ward_meets_nothing_and_who_looks_on_only_reads(
    running: Meeting, other_leader: Person, reader: Person, appraiser: Person, at: At
) -> None:
    for name in ("meeting", "briefing", "minutes", "minutes_docx"):
        assert at(other_leader).get(url(name, running)).status_code == 404
        assert at(appraiser).get(url(name, running)).status_code == 404
        assert at(reader).get(url(name, running)).status_code == 200
    assert at(reader).post(url("conclude", running), {"text": WORK}).status_code == 403
    page = text(at(reader), url("meeting", running))
    assert "<textarea" not in page
    assert 'name="text"' not in page


def test_the_notice_of_the_meeting_is_chosen_from_the_register(over: Meeting, directive: object, standing: Person, at: At) -> None:
    # The directive of the tests is dated the day before the meeting: no notice of it.
    page = text(at(standing), url("act_meeting", over, "thong-bao"))
    assert "Kết luận tại Hội nghị giao ban" not in page
    Meeting.objects.filter(pk=over.pk).update(starts_at=NOW - timedelta(days=2))
    assert "Kết luận tại Hội nghị giao ban" in text(at(standing), url("act_meeting", over, "thong-bao"))


def test_a_list_of_meetings_takes_as_many_queries_however_long(planned: Meeting, standing: Person, at: At) -> None:
    client, address = at(standing), reverse("meetings:meetings")
    text(client, address)
    with CaptureQueriesContext(connection) as few:
        text(client, address)
    for week in range(6):
        day = NOW + timedelta(days=week)
        actions.add(commune=planned.commune, kind="weekly", title=f"Tuần {week}", starts_at=day, actor=standing, at=NOW)
    with CaptureQueriesContext(connection) as many:
        text(client, address)
    assert len(many) == len(few)


def test_the_next_briefing_is_proposed_behind_the_one_to_come(planned: Meeting, standing: Person, at: At) -> None:
    client, address = at(standing), reverse("meetings:add") + "?loai=weekly"
    client.post(address, {"title": "Giao ban tuần 48", "day": "27/11/2026", "hour": "8h"})
    page = text(client, address)
    assert 'value="04/12/2026"' in page, "not a second time on the day that is taken"
    assert "tuần 49" in page


def test_the_briefing_of_a_meeting_that_is_over_says_that_it_shows_today(over: Meeting, running: Meeting, standing: Person, at: At) -> None:
    assert "không phải của ngày họp" in text(at(standing), url("briefing", over))


def test_a_meeting_that_is_over_asks_for_its_notice_until_it_has_one(over: Meeting, standing: Person, reader: Person, at: At) -> None:
    assert "Gắn thông báo kết luận</a>" in text(at(standing), url("meeting", over))
    assert "Gắn thông báo kết luận</a>" not in text(at(reader), url("meeting", over))
