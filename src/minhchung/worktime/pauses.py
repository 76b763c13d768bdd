"""Stretches of time in which the clock of a dossier stands: waiting for a supplement, for a fee."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class MomentError(ValueError):
    """A moment that cannot be reckoned with; the message says which and what is expected."""


@dataclass(frozen=True, slots=True)
class Pause:
    """From the request to what answers it; `given` is None while nobody has answered.

    The day of the request still counts, the day of the answer does not (worked example 29); in hours, `asked` ≤ t < `given` is left out.
    Plain dates do for limits in days. `why` is shown in the steps.
    """

    asked: date
    given: date | None
    why: str = "chờ bổ sung"

    def __post_init__(self) -> None:
        if self.given is not None and order(self.given) < order(self.asked):
            raise MomentError(
                f"Thời gian tạm dừng kết thúc {written(self.given)} trước khi bắt đầu {written(self.asked)}: đổi chỗ hai mốc."
            )

    def leaves_out(self, day: date) -> bool:
        """Whether the whole day is not counted."""
        return day_of(self.asked) < day and (self.given is None or day <= day_of(self.given))

    def __str__(self) -> str:
        return f"{self.why} từ {written(self.asked)}" + (f" đến {written(self.given)}" if self.given else ", chưa xong")


def in_order(pauses: Iterable[Pause], since: date) -> tuple[Pause, ...]:
    """The pauses by their beginning, those over before `since` left out."""
    live = [item for item in pauses if item.given is None or order(item.given) > order(since)]
    return tuple(sorted(live, key=lambda item: order(item.asked)))


def day_of(moment: date) -> date:
    """The day of a moment on the clocks of Viet Nam."""
    return local(moment).date() if isinstance(moment, datetime) else moment


def local(moment: datetime) -> datetime:
    """The moment on the clocks of Viet Nam. A moment without time zone raises MomentError: it could be anywhere."""
    if moment.tzinfo is None:
        raise MomentError(f"Thời điểm {moment:%d/%m/%Y %H:%M} chưa có múi giờ: ghi rõ múi giờ, ở Việt Nam là +07:00.")
    return moment.astimezone(ZONE)


def exactly(moment: date) -> datetime:
    """A moment known to the minute. A plain date raises MomentError: hours cannot be counted from it."""
    if not isinstance(moment, datetime):
        raise MomentError(f"Tính theo giờ cần biết giờ của ngày {moment:%d/%m/%Y}: ghi cả giờ, ví dụ {moment:%Y-%m-%d}T08:00.")
    return local(moment)


def written(moment: date) -> str:
    """As people write it: with the hour when it is known."""
    return f"{local(moment):%H:%M %d/%m/%Y}" if isinstance(moment, datetime) else f"{moment:%d/%m/%Y}"


def order(moment: date) -> datetime:
    """What moments and plain dates are put in order by: a plain date stands at its beginning."""
    return local(moment) if isinstance(moment, datetime) else datetime.combine(moment, time(), ZONE)
