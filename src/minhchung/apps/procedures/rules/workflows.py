"""The internal workflow of a procedure against its limit: the steps have to add up to it, in one unit, or it is said why they cannot."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from minhchung.apps.procedures.rules.content import Content, Limit, TimeUnit
from minhchung.apps.procedures.rules.telling import limit_words, number_words


@dataclass(frozen=True)
class Step:
    """One step. `hours`: working hours, None when the workflow does not say. `unit`: who does it, None for somebody outside the ward."""

    name: str
    unit: int | None = None
    post: str = ""
    hours: Decimal | None = None
    result: str = ""


@dataclass(frozen=True)
class Compared:
    """`fits`: whether the steps add up to every limit; None when that cannot be told, and `words` says why. `total` in working hours."""

    total: Decimal | None
    fits: bool | None
    words: str


def compared(steps: Sequence[Step], content: Content, *, hours_a_day: Decimal) -> Compared:
    """The sum of the steps beside the limits of the procedure; `hours_a_day` working hours make a working day."""
    untold = [number for number, step in enumerate(steps, 1) if step.hours is None]
    if not steps or untold:
        which = f"Bước {', '.join(map(str, untold))} chưa ghi số giờ" if steps else "Quy trình chưa có bước nào"
        return Compared(None, None, f"{which} nên chưa cộng được.")
    total = sum((step.hours for step in steps if step.hours is not None), Decimal(0))
    said = f"{number_words(total)} giờ làm việc"
    limits = list({(each.limit.value, each.limit.unit, each.limit.doubt): each.limit for each in content.ways or ()}.values())
    if not limits:
        return Compared(total, None, f"Các bước cộng lại {said}; danh mục chưa có thời hạn để so.")
    whole = [(limit, in_hours(limit, hours_a_day)) for limit in limits]
    if not_told := next((limit for limit, hours in whole if hours is None), None):
        return Compared(total, None, f"Các bước cộng lại {said}; {_why(not_told)}.")
    wrong = [limit for limit, hours in whole if hours != total]
    if not wrong:
        return Compared(total, True, f"Các bước cộng lại {said}, bằng thời hạn.")
    words = ", ".join(f"{limit_words(limit)} ({number_words(hours)} giờ)" for limit, hours in whole if hours is not None)
    return Compared(total, False, f"Các bước cộng lại {said}, thời hạn là {words}.")


def in_hours(limit: Limit, hours_a_day: Decimal) -> Decimal | None:
    """A certain limit in working hours; None for one that is uncertain, or counts days off too."""
    if limit.value is None or limit.doubt:
        return None
    if limit.unit == TimeUnit.WORKING_DAYS:
        return limit.value * hours_a_day
    return limit.value if limit.unit == TimeUnit.WORKING_HOURS else None


def _why(limit: Limit) -> str:
    if limit.doubt or limit.value is None:
        return f"thời hạn “{limit.raw}” còn chưa rõ"
    return f"thời hạn “{limit_words(limit)}” không tính bằng giờ, ngày làm việc nên không đổi ra giờ làm việc được"
