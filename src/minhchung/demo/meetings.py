"""The demo's meetings: a weekly briefing held on Monday whose conclusions became work, and the one of the next Monday."""

from datetime import datetime, timedelta

from django.core.files.base import ContentFile

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Occurrence
from minhchung.apps.evidence import actions as evidence
from minhchung.apps.evidence.showing import Piece
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.meetings import actions
from minhchung.apps.meetings.actions import Said
from minhchung.apps.meetings.models import Conclusion, Invitation, Meeting
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.demo import papers

HELD, NEXT = datetime(2026, 11, 16, 8, 0, tzinfo=ZONE), datetime(2026, 11, 23, 8, 0, tzinfo=ZONE)
PLACE = "Phòng họp tầng 2, trụ sở UBND phường"
MINUTES = (
    "Văn phòng báo cáo: các kết luận ngày 09/11 đã thực hiện xong, trừ việc xin lỗi hồ sơ quá hạn ở lĩnh vực đất đai.",
    """Phòng Văn hóa - Xã hội: còn thiếu minh chứng của các tiêu chí về kế hoạch và tuyên truyền.
Phòng Xây dựng, Nông nghiệp và Môi trường: chưa rà xong hồ sơ đất đai tồn đọng, vướng trích đo.""",
    "Tập trung tự chấm chỉ số cải cách hành chính; chuẩn bị hội nghị đối thoại với doanh nghiệp.",
)
LINES = (
    "Phòng Văn hóa - Xã hội hoàn thiện minh chứng các tiêu chí đã làm xong, trước ngày 25/11/2026.",
    "Phòng Xây dựng, Nông nghiệp và Môi trường phối hợp với Trung tâm Phục vụ hành chính công rà hồ sơ đất đai tồn đọng, trước ngày 27/11.",
    "Văn phòng HĐND và UBND theo dõi, đôn đốc việc thực hiện các kết luận này.",
    "Trung tâm Dịch vụ sự nghiệp công đăng bài hướng dẫn thanh toán trực tuyến trên trang thông tin của phường, trước ngày 27/11/2026.",
    "Thống nhất tổ chức hội nghị đối thoại với doanh nghiệp trong tháng 12.",
    "Biểu dương Trung tâm Dịch vụ sự nghiệp công đã công khai đủ thủ tục hành chính trên Cổng thông tin.",
)
EARLY, ARTICLE = "thanh toán trực tuyến", "Bài hướng dẫn thanh toán trực tuyến"
"""The conclusion that is carried out long before its day, for which the next briefing proposes to praise the unit; what it brought."""
AWAY = {"KT": (Invitation.State.REPLACED, "đồng chí Bành Thu Hà, chuyên viên"), "DVSNC": (Invitation.State.EXCUSED, "dự họp ở thành phố")}


def hold_meetings(commune: Commune, people: dict[str, Person]) -> None:
    """Both meetings, told as acts of the standing officer."""
    held = _held(commune, people)
    for conclusion in held.conclusions.filter(kind=Conclusion.Kind.WORK):
        actions.give(conclusion=conclusion, actor=people["nguyen"], at=HELD + timedelta(hours=3))
    _done_early(held, people)
    title = "Giao ban công tác cải cách hành chính tuần 48"
    actions.add(
        commune=commune,
        kind=Meeting.Kind.WEEKLY,
        title=title,
        starts_at=NEXT,
        place=PLACE,
        chair=people["chutich"],
        secretary=people["nguyen"],
        actor=people["nguyen"],
        at=HELD + timedelta(days=3),
    )


def _held(commune: Commune, people: dict[str, Person]) -> Meeting:
    secretary, units = people["nguyen"], list(Unit.objects.filter(commune=commune))
    made = actions.add(
        commune=commune,
        kind=Meeting.Kind.WEEKLY,
        title="Giao ban công tác cải cách hành chính tuần 47",
        starts_at=HELD,
        place=PLACE,
        chair=people["chutich"],
        secretary=secretary,
        actor=secretary,
        at=HELD - timedelta(days=3),
    )
    invited = [people["chutich"], people["phochutich"], secretary]
    actions.invite(meeting=made, units=units, people=invited, actor=secretary, at=HELD - timedelta(days=3))
    actions.open_meeting(meeting=made, actor=secretary, at=HELD)
    for place, invitation in enumerate(made.invitations.select_related("unit")):
        state, note = AWAY.get(invitation.unit.short if invitation.unit else "", (Invitation.State.PRESENT, ""))
        actions.attend(invitation=invitation, state=state, note=note, actor=secretary, at=HELD + timedelta(minutes=place))
    for place, (item, words) in enumerate(zip(made.items.all(), MINUTES, strict=True)):
        actions.minute(agenda_item=item, minutes=words, actor=secretary, at=HELD + timedelta(minutes=15 + 10 * place))
    for place, line in enumerate(LINES):
        actions.conclude(meeting=made, lines=[Said(line)], actor=secretary, at=HELD + timedelta(minutes=50 + place))
    return actions.end(meeting=made, actor=secretary, at=HELD + timedelta(hours=1))


def _done_early(held: Meeting, people: dict[str, Person]) -> None:
    """Two days later the work is handed in, found proven, reported and accepted."""
    done = HELD + timedelta(days=2, hours=2)
    share = Occurrence.objects.get(duty__assignment__conclusion__meeting=held, duty__assignment__wording__contains=EARLY)
    upload = receive(ContentFile(papers.docx_of(f"{ARTICLE}\nVân Khê, ngày {done:%d/%m/%Y}"), name=f"{ARTICLE}.docx"))
    brought = assignments.Brought(pieces=[Piece(upload=upload)])
    product = assignments.hand_in(occurrence=share, title=ARTICLE, brought=brought, actor=people["tuan"], at=done)
    evidence.verify(claim=product.claims.get(), good=True, actor=people["kiemtra"], at=done + timedelta(hours=1))
    assignments.submit(occurrence=share, actor=people["tuan"], at=done + timedelta(hours=2))
    assignments.accept(occurrence=share, actor=people["phochutich"], at=done + timedelta(days=1))
