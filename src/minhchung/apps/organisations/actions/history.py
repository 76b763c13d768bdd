"""Personal data leaves an event by an act of its own, with a reason; the chain keeps who did what to which subject when."""

from datetime import datetime

from minhchung.apps.ground import history
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.jobs import readers_behind
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Person
from minhchung.apps.organisations.rights import administers

SHORTEST = 5
"""Letters of a reason that says something."""


@act("history.blank", "Xóa trắng nội dung sự kiện", on="event", allowed=administers)
def blank_event(*, event: HistoryEvent, reason: str, actor: Person | None, at: datetime) -> HistoryEvent:
    """Takes from an event its name, before, after and note, for good; gives back the event that says so.

    Refused without a reason, for an event blanked before, for a blanking itself (its reason is what is left of the other) and
    while what follows from the event was not done yet.
    """
    if len(reason.strip()) < SHORTEST:
        raise Refused("Chưa ghi vì sao xóa trắng; ghi căn cứ, ví dụ “theo đề nghị của người có dữ liệu, đơn ngày 12/11/2026”.")
    if event.act == history.BLANK:
        raise Refused(f"Sự kiện số {event.position} là lần xóa trắng, phải giữ lý do; không xóa trắng được.")
    if readers_behind(event):
        raise Refused(f"Việc theo sau sự kiện số {event.position} chưa làm xong; chạy minhchung run-due rồi thử lại.")
    made = record(commune=event.commune, subject=history.event_ref(event), note=reason.strip()[:300])
    if not history.blank(event, by=made):
        raise Refused(f"Nội dung sự kiện số {event.position} đã được xóa trắng trước đó.")
    event.refresh_from_db()
    return made
