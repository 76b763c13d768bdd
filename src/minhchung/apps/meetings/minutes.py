"""The minutes of a meeting as a paper: what the screen, the copied text and the DOCX all say."""

from datetime import date

from django.utils import timezone

from minhchung.apps.meetings.models import Conclusion, Invitation, Meeting
from minhchung.apps.meetings.queries.page import Page, ShownConclusion, page_of
from minhchung.apps.organisations.models import Person
from minhchung.letters.minutes import Minutes, Point
from minhchung.text.written import written_day


def paper_of(person: Person, meeting: Meeting, *, today: date) -> Minutes:
    """The paper as the meeting stands; what was not written is not there."""
    page = page_of(person, meeting, today=today)
    started = timezone.localtime(meeting.opened_at or meeting.starts_at)
    ended = timezone.localtime(meeting.ended_at) if meeting.ended_at else None
    return Minutes(
        commune=meeting.commune.name,
        title=meeting.title,
        started=started,
        ended=ended,
        place=meeting.place,
        chair=meeting.chair.full_name if meeting.chair else "",
        secretary=meeting.secretary.full_name if meeting.secretary else "",
        present=_who(page, Invitation.State.PRESENT, Invitation.State.REPLACED),
        absent=_who(page, Invitation.State.EXCUSED, Invitation.State.ABSENT),
        points=[Point(each.item.title, each.item.minutes) for each in page.items],
        conclusions=[_conclusion(each) for each in page.conclusions],
    )


def _who(page: Page, *states: str) -> list[str]:
    said = {Invitation.State.REPLACED: "dự thay: {note}", Invitation.State.EXCUSED: "lý do: {note}", Invitation.State.ABSENT: "không phép"}
    rows = [each for each in page.attendance.rows if each.state in states]
    return [each.name + (f" ({said[Invitation.State(each.state)].format(note=each.note)})" if each.state in said else "") for each in rows]


def _conclusion(shown: ShownConclusion) -> str:
    """The line; once it is work, its number and day."""
    row: Conclusion = shown.conclusion
    if row.assignment is None or not shown.readable:
        return row.text
    day = next((line.in_force for line in shown.lines if line.in_force), None)
    return f"{row.text} (Việc {row.assignment.number}{f', hạn {written_day(day)}' if day else ''})"
