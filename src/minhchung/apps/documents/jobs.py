"""Documents follow a handover from unit to unit, and their files once these are read."""

from datetime import datetime

from minhchung.apps.documents.actions import pass_on, take_reading
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.queries import in_hand, with_news_in_their_files
from minhchung.apps.files.links import AFTER_READING
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.jobs import due_job, reads
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Handover
from minhchung.apps.organisations.passing import Passing, register


@reads("documents.handovers", acts={"organisations.hand_over"})
def follow_handover(event: HistoryEvent) -> None:
    """Moves the documents a unit has in hand; a person holds none of their own."""
    handover = Handover.objects.get(pk=event.key, commune=event.commune)
    if handover.from_unit_id is not None:
        pass_on(handover=handover, actor=None, at=event.at)


register(
    Passing(
        name="documents",
        label="văn bản đang xử lý",
        kind="document",
        of_unit=lambda unit, on: [str(pk) for pk in in_hand(unit.pk).order_by("pk").values_list("pk", flat=True)],
        of_person=None,
    )
)


def follow_file(sha256: str, at: datetime) -> int:
    """The documents of a file that was just read take over what it gave."""
    return sum(_follow(document, at) for document in with_news_in_their_files(sha256))


@due_job("documents.follow_files", "Ghi nội dung đọc từ tệp vào sổ văn bản", soon=True)
def follow_files(now: datetime) -> int:
    """The same for every file: finds what a process that ended between reading and register left. Returns how many documents."""
    return sum(_follow(document, now) for document in with_news_in_their_files())


def _follow(document: Document, at: datetime) -> int:
    try:
        take_reading(document=document, actor=None, at=at)
    except Refused:
        return 0  # another process has done so at this very moment
    return 1


AFTER_READING.append(follow_file)
