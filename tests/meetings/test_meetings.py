"""A meeting from its invitation to its notice: what the acts write, refuse, and hand to the work."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Assignment, Proposal
from minhchung.apps.assignments.queries.given_before import alike
from minhchung.apps.documents.models import Document
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.ground.refs import Ref
from minhchung.apps.meetings import actions, points
from minhchung.apps.meetings.actions import Point, Said
from minhchung.apps.meetings.models import Conclusion, Invitation, Meeting
from minhchung.apps.meetings.points import Proposed, Told
from minhchung.apps.meetings.queries.page import page_of
from minhchung.apps.meetings.queries.proposals import sources
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.reading import read_text, to_json
from tests.assignments.conftest import Assigning, only
from tests.personas import NOW

pytestmark = pytest.mark.django_db
WORK = "Phòng Kinh tế báo cáo thu ngân sách trước ngày 05/12."
NOTICE = """ỦY BAN NHÂN DÂN
PHƯỜNG VÂN KHÊ

Số: 480/TB-UBND
Vân Khê, ngày 23 tháng 11 năm 2026

THÔNG BÁO
Kết luận của Chủ tịch Ủy ban nhân dân phường tại cuộc họp giao ban tuần 47

Chủ tịch Ủy ban nhân dân phường kết luận như sau:

1. Giao Phòng Kinh tế

- Báo cáo thu ngân sách trước ngày 05/12/2026.

- Rà soát hồ sơ đất đai tồn đọng tại khu phố 3.
"""


def titles(meeting: Meeting) -> list[str]:
    return [item.title for item in meeting.items.filter(removed_at=None)]


def notice(ward: Commune, text: str = NOTICE) -> Document:
    return Document.objects.create(
        commune=ward,
        direction=Document.Direction.OUTGOING,
        state=Document.State.ISSUED,
        number=480,
        series="TB",
        symbol="TB-UBND",
        issued_on=date(2026, 11, 23),
        subject="Kết luận giao ban tuần 47",
        text=text,
        added_at=NOW,
    )


def test_the_first_of_a_kind_has_the_usual_agenda_the_next_one_that_of_the_last(planned: Meeting, standing: Person) -> None:
    assert "Nhiệm vụ trọng tâm tuần tới" in titles(planned)
    own = Point("Chuyển đổi số"), Point("Việc 12", subject=Ref("assignment", "12"))
    actions.add_items(meeting=planned, points=own, actor=standing, at=NOW)
    later = NOW + timedelta(days=7)
    again = actions.add(commune=planned.commune, kind="weekly", title="Tuần 48", starts_at=later, actor=standing, at=NOW)
    assert titles(again)[-1] == "Chuyển đổi số"
    assert {each.name for each in again.invitations.all()} == {each.name for each in planned.invitations.all()}
    other = actions.add(commune=planned.commune, kind="other", title="Họp khác", starts_at=later, actor=standing, at=NOW)
    assert titles(other) == []


def test_items_are_moved_and_one_with_minutes_stays(running: Meeting, standing: Person) -> None:
    second = running.items.all()[1]
    actions.move_item(agenda_item=second, actor=standing, at=NOW)
    assert titles(running)[0] == second.title
    with pytest.raises(Refused, match="đầu chương trình"):
        actions.move_item(agenda_item=second, actor=standing, at=NOW)
    actions.minute(agenda_item=second, minutes="Còn 3 việc", actor=standing, at=NOW)
    with pytest.raises(Refused, match="đã có ghi biên bản"):
        actions.remove_item(agenda_item=second, actor=standing, at=NOW)


def test_minutes_are_written_while_the_meeting_runs(planned: Meeting, standing: Person) -> None:
    item = planned.items.all()[0]
    with pytest.raises(Refused, match="chưa họp"):
        actions.minute(agenda_item=item, minutes="Sớm quá", actor=standing, at=NOW)
    actions.open_meeting(meeting=planned, actor=standing, at=NOW)
    actions.minute(agenda_item=item, minutes="Đã báo cáo", actor=standing, at=NOW)
    actions.end(meeting=planned, actor=standing, at=NOW)
    with pytest.raises(Refused, match="đã kết thúc"):
        actions.minute(agenda_item=item, minutes="Muộn quá", actor=standing, at=NOW)
    actions.reopen(meeting=planned, reason="Ghi thiếu", actor=standing, at=NOW)
    assert actions.minute(agenda_item=item, minutes="Bổ sung", actor=standing, at=NOW).minutes == "Bổ sung"


def test_who_stays_away_says_why(planned: Meeting, standing: Person) -> None:
    invitation = planned.invitations.exclude(unit=None)[0]
    with pytest.raises(Refused, match="lý do vắng"):
        actions.attend(invitation=invitation, state="excused", note=" ", actor=standing, at=NOW)
    with pytest.raises(Refused, match="người dự thay"):
        actions.attend(invitation=invitation, state="replaced", actor=standing, at=NOW)
    actions.attend(invitation=invitation, state="excused", note="đi công tác", actor=standing, at=NOW)
    page = page_of(standing, planned, today=NOW.date())
    assert page.attendance.sentence == "0/3 có mặt, 2 chưa điểm danh, 1 vắng có lý do"
    actions.invite(meeting=planned, units=[], people=[], actor=standing, at=NOW)
    assert [each.pk for each in planned.invitations.all()] == [invitation.pk], "who was checked off stays"


def test_a_conclusion_becomes_work_of_the_meeting(running: Meeting, standing: Person, units: dict[str, Unit]) -> None:
    line = actions.conclude(meeting=running, lines=[Said(WORK), Said("Biểu dương Văn phòng.")], actor=standing, at=NOW)[0]
    made = actions.give(conclusion=line, actor=standing, at=NOW)
    assert (made.origin_kind, made.origin_key, made.wording) == ("meeting", str(running.pk), WORK)
    assert only(made).duty.holdings.get().unit == units["KT"]
    assert only(made).due_on in (date(2026, 12, 4), date(2026, 12, 5))
    with pytest.raises(Refused, match="đã thành việc"):
        actions.give(conclusion=line, actor=standing, at=NOW)
    praise = Conclusion.objects.get(kind="praise")
    with pytest.raises(Refused, match="không phải giao việc"):
        actions.give(conclusion=praise, actor=standing, at=NOW)
    with pytest.raises(Refused, match="đã thành việc"):
        actions.remove_conclusion(conclusion=line, actor=standing, at=NOW)


def test_a_line_without_a_unit_is_not_given_as_it_stands(running: Meeting, standing: Person) -> None:
    line = actions.conclude(meeting=running, lines=[Said("Hoàn thiện hồ sơ trước ngày 10/12")], actor=standing, at=NOW)[0]
    with pytest.raises(Refused, match="Chưa xác định đơn vị chủ trì"):
        actions.give(conclusion=line, actor=standing, at=NOW)
    assert page_of(standing, running, today=NOW.date()).conclusions[0].missing == "chưa rõ đơn vị"
    assert not Assignment.objects.exists()


def test_the_same_line_is_not_concluded_twice(running: Meeting, standing: Person) -> None:
    actions.conclude(meeting=running, lines=[Said(WORK)], actor=standing, at=NOW)
    with pytest.raises(Refused, match="đã có"):
        actions.conclude(meeting=running, lines=[Said(f"- {WORK}"), Said("  ")], actor=standing, at=NOW)


def test_each_act_is_one_event_and_the_secretary_may_write(running: Meeting, standing: Person, officer: Person, leader: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.conclude(meeting=running, lines=[Said(WORK)], actor=officer, at=NOW)
    values = {"title": running.title, "starts_at": running.starts_at}
    actions.edit(meeting=running, **values, secretary=officer, actor=leader, at=NOW)
    running.refresh_from_db()
    before = HistoryEvent.objects.count()
    line = actions.conclude(meeting=running, lines=[Said(WORK)], actor=officer, at=NOW)[0]
    assert HistoryEvent.objects.count() == before + 1
    with pytest.raises(PermissionDenied):
        actions.give(conclusion=line, actor=officer, at=NOW)


def test_the_notice_finds_the_work_again(over: Meeting, ward: Commune, standing: Person) -> None:
    made = actions.give(conclusion=over.conclusions.get(), actor=standing, at=NOW)
    document = notice(ward)
    actions.announce(meeting=over, document=document, actor=standing, at=NOW)
    made.refresh_from_db()
    assert made.document == document
    assignments.propose(document=document, reading=to_json(read_text(document.text)), text=document.text, actor=standing, at=NOW)
    first, second = Proposal.objects.filter(document=document)
    found = alike(standing, first, today=NOW.date())
    assert found is not None
    assert found.assignment == made
    assert alike(standing, second, today=NOW.date()) is None
    assignments.join(proposal=first, assignment=made, actor=standing, at=NOW)
    assignments.take(proposal=second, actor=standing, at=NOW)
    assert [each.wording[:14] for each in assignments.confirm(document=document, actor=standing, at=NOW)] == ["Rà soát hồ sơ "]
    assert Assignment.objects.count() == 2
    with pytest.raises(Refused, match="đã được xem"):
        assignments.join(proposal=second, assignment=made, actor=standing, at=NOW)


def test_joining_is_taken_back_and_leaves_the_work_as_it_was(over: Meeting, ward: Commune, standing: Person) -> None:
    made = actions.give(conclusion=over.conclusions.get(), actor=standing, at=NOW)
    document = notice(ward)
    assignments.propose(document=document, reading=to_json(read_text(document.text)), text=document.text, actor=standing, at=NOW)
    first = Proposal.objects.filter(document=document)[0]
    assignments.join(proposal=first, assignment=made, actor=standing, at=NOW)
    made.refresh_from_db()
    assert (made.document, made.proposal) == (document, first)
    assignments.part(proposal=first, actor=standing, at=NOW)
    made.refresh_from_db()
    first.refresh_from_db()
    assert (made.document, made.proposal, first.state) == (None, None, "new")


def test_work_of_another_document_is_not_offered(directive_work: Assignment, ward: Commune, standing: Person) -> None:
    document = notice(ward)
    assignments.propose(document=document, reading=to_json(read_text(document.text)), text=document.text, actor=standing, at=NOW)
    first = Proposal.objects.filter(document=document)[0]
    assert alike(standing, first, today=NOW.date()) is None
    with pytest.raises(Refused, match="đã gắn với một ý khác hoặc văn bản khác"):
        assignments.join(proposal=first, assignment=directive_work, actor=standing, at=NOW)


@pytest.fixture
def directive_work(ward: Commune, assign: Assigning) -> Assignment:
    made = assign("KT")
    other = notice(ward, text="")
    Assignment.objects.filter(pk=made.pk).update(document=other, wording=WORK)
    return made


def test_proposals_come_from_late_work_the_index_and_the_last_conclusions(
    over: Meeting, assign: Assigning, standing: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = assign("KT", deadline_on="2026-11-10")
    last = actions.give(conclusion=over.conclusions.get(), actor=standing, at=NOW)
    told = Told({}, [Proposed("Tiêu chí 1.1", "thiếu minh chứng", Ref("assignment", str(late.pk)), None, Decimal("0.5"))])
    monkeypatch.setattr(points, "_sources", [lambda commune, day: told])
    later = NOW + timedelta(days=7)
    following = actions.add(commune=over.commune, kind="weekly", title="Tuần 48", starts_at=later, actor=standing, at=NOW)
    found = {source.title: [choice.value for choice in source.choices] for source in sources(standing, following, now=NOW)}
    assert found["Kết luận lần trước chưa xong"] == [f"assignment:{last.pk}"]
    assert found["Việc quá hạn"] == [f"assignment:{late.pk}"]
    assert found["Điểm chỉ số còn giành được"] == [f"assignment:{late.pk}"]
    actions.add_items(meeting=following, points=[Point("Việc", subject=Ref("assignment", str(late.pk)))], actor=standing, at=NOW)
    again = {source.title: source.choices for source in sources(standing, following, now=NOW)}
    assert again["Việc quá hạn"] == []
    with pytest.raises(Refused, match="đều có trong chương trình"):
        actions.add_items(meeting=following, points=[Point("Việc", subject=Ref("assignment", str(late.pk)))], actor=standing, at=NOW)


def test_another_wards_units_are_not_invited(planned: Meeting, standing: Person, other_units: dict[str, Unit]) -> None:
    with pytest.raises(Refused, match="không thuộc phường này"):
        actions.invite(meeting=planned, units=[other_units["KT"]], people=[], actor=standing, at=NOW)
    assert Invitation.objects.filter(unit=other_units["KT"]).count() == 0


def test_who_is_not_checked_off_yet_is_there_at_one_press(running: Meeting, standing: Person) -> None:
    away = running.invitations.exclude(unit=None)[0]
    actions.attend(invitation=away, state="excused", note="đi công tác", actor=standing, at=NOW)
    actions.attend_rest(meeting=running, actor=standing, at=NOW)
    attendance = page_of(standing, running, today=NOW.date()).attendance
    assert attendance.sentence == "2/3 có mặt, 1 vắng có lý do"
    assert attendance.unasked == 0
    with pytest.raises(Refused, match="đã được điểm danh"):
        actions.attend_rest(meeting=running, actor=standing, at=NOW)
