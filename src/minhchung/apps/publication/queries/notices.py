"""What a ward discloses beside procedures: one cell for each kind of notice and each channel it belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from minhchung.apps.publication.law import Notice, notices
from minhchung.apps.publication.models import Channel, NoticeCheck


@dataclass(frozen=True)
class NoticeCell:
    """A notice at a channel. `check` None: nobody has looked yet; `lacking`: fields it has to hold and did not."""

    notice: Notice
    channel: Channel
    check: NoticeCheck | None
    lacking: tuple[str, ...] = ()

    @property
    def fine(self) -> bool:
        """There and whole when it was last looked at."""
        return self.check is not None and self.check.shown and not self.lacking

    @property
    def words(self) -> str:
        """How it stands."""
        if self.check is None:
            return "Chưa kiểm tra"
        if not self.check.shown:
            return "Không có"
        return f"Thiếu {', '.join(self.lacking).lower()}" if self.lacking else "Đủ"


def cells(commune: str, day: date) -> list[NoticeCell]:
    """Every notice at every channel of its kinds that is open on that day. Two queries."""
    channels = list(Channel.objects.filter(commune=commune).exclude(closed_on__lte=day).select_related("unit"))
    newest: dict[tuple[int, str], NoticeCheck] = {}
    for check in NoticeCheck.objects.filter(channel__in=channels, on__lte=day).select_related("by", "proof").order_by("-on", "-pk"):
        newest.setdefault((check.channel_id, check.item), check)
    return [
        _cell(notice, channel, newest.get((channel.pk, notice.key)))
        for notice in notices().values()
        for channel in channels
        if channel.kind in notice.channels
    ]


def _cell(notice: Notice, channel: Channel, check: NoticeCheck | None) -> NoticeCell:
    lacking = tuple(name for name in notice.fields if check and check.shown and not str(check.said.get(name, "")).strip())
    return NoticeCell(notice, channel, check, lacking)


def table(found: Sequence[NoticeCell]) -> list[tuple[Notice, list[NoticeCell]]]:
    """The cells under their notices."""
    rows: dict[str, tuple[Notice, list[NoticeCell]]] = {}
    for cell in found:
        rows.setdefault(cell.notice.key, (cell.notice, []))[1].append(cell)
    return list(rows.values())
