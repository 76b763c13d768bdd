"""Vietnamese numbers, dates and the words of a state, as they stand on every screen.

Every filter takes `None` and gives the words for "unknown" (an en dash), never 0: missing is not zero.
Numbers: 1.284 · 97,42% · 0,75 điểm. Dates follow Decree 30/2020/NĐ-CP, appendix I: a zero before days below 10 and before
months 1 and 2 only (09/11/2026, 03/4/2026, 14/01/2026).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils import timezone

from minhchung.text.written import point_places, written_day

register = template.Library()

UNKNOWN = "–"
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
WORKING_DAYS = "ngày làm việc"
DEADLINE_ICONS = {
    "late": "alert-triangle",
    "today": "clock",
    "soon": "clock",
    "standing": "infinity",
    "done": "check",
    "donelate": "check",
    "paused": "player-pause",
}
TAB_LETTERS = {
    "home": "h",
    "documents": "v",
    "register": "s",
    "plans": "k",
    "criteria": "b",
    "dossiers": "d",
    "procedures": "u",
    "reviews": "r",
    "meetings": "p",
    "settings": "t",
}
Number = int | float | Decimal | str
"""A number, or its digits as a template wrote them (`count="{{ rows|length }}"`); an empty text is unknown."""


def _unknown(value: object) -> bool:
    return value is None or value == ""


def _grouped(value: Number, places: int) -> str:
    """The number with `.` between thousands and `,` before decimals, rounded half up as clerks do."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{exact + 0:,.{places}f}"
    return text.translate(str.maketrans(",.", ".,")).replace("-", "−")


@register.filter
def number(value: Number | None, places: int = 0) -> str:
    """1284 → 1.284; with `:2`, 97.415 → 97,42. None → an en dash."""
    return _grouped(value, places) if value is not None and not _unknown(value) else UNKNOWN


@register.filter
def points(value: Number | None) -> str:
    """Two decimals, three where the number has exactly three: 0.75 → 0,75; 0.125 → 0,125. None → an en dash."""
    return UNKNOWN if value is None or _unknown(value) else number(value, point_places(Decimal(str(value))))


@register.filter
def points_words(value: Number | None) -> str:
    """0.75 → 0,75 điểm. None → chưa có điểm."""
    return "chưa có điểm" if _unknown(value) else f"{points(value)} điểm"


@register.filter
def percent(value: Number | None, places: int = 2) -> str:
    """A value already in percent: 97.4214 → 97,42%. None → an en dash. Print the fraction beside it."""
    return f"{_grouped(value, places)}%" if value is not None and not _unknown(value) else UNKNOWN


@register.simple_tag
def ratio(part: int | None, whole: int | None) -> str:
    """`{% ratio 1209 1241 %}` → 97,42% (1.209/1.241). Without a denominator there is no percentage."""
    if part is None or whole is None:
        return "chưa có số liệu"
    fraction = f"{number(part)}/{number(whole)}"
    if whole == 0:
        return fraction
    return f"{percent(Decimal(part) * 100 / Decimal(whole))} ({fraction})"


@register.filter
def css_number(value: Number | None) -> str:
    """A number for a style or SVG attribute: a decimal point, never a comma. None → 0."""
    return "0" if _unknown(value) else f"{Decimal(str(value)).normalize():f}"


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


@register.filter
def day(value: date | datetime | None) -> str:
    """20/11/2026; 03/4/2026; 09/02/2026. A moment is first brought to the site's time zone. None → an en dash."""
    if value is None:
        return UNKNOWN
    return written_day(_local(value))


@register.filter
def day_short(value: date | datetime | None) -> str:
    """20/11: for a list whose year is said elsewhere."""
    if value is None:
        return UNKNOWN
    return written_day(_local(value)).rpartition("/")[0]


@register.filter
def weekday(value: date | datetime | None) -> str:
    """Thứ Sáu, for the start of a line. None → an empty text."""
    return "" if value is None else WEEKDAYS[_local(value).weekday()]


@register.filter
def weekday_inside(value: date | datetime | None) -> str:
    """thứ Sáu, for the inside of a sentence."""
    name = weekday(value)
    return name[:1].lower() + name[1:]


@register.filter
def weekday_day(value: date | datetime | None) -> str:
    """Thứ Sáu, 20/11/2026."""
    return UNKNOWN if value is None else f"{weekday(value)}, {day(value)}"


@register.filter
def week(value: date | datetime | None) -> str:
    """tuần 47: the ISO week, as offices number their weekly briefings."""
    return "" if value is None else f"tuần {_local(value).isocalendar().week}"


@register.filter
def hour(value: datetime | time | None) -> str:
    """16:30 in the site's time zone."""
    if value is None:
        return UNKNOWN
    local = _local(value) if isinstance(value, datetime) else value
    return f"{local:%H:%M}"


@register.filter
def moment(value: datetime | None) -> str:
    """09:14 ngày 20/11/2026."""
    return UNKNOWN if value is None else f"{hour(value)} ngày {day(value)}"


@register.filter
def moment_short(value: datetime | None) -> str:
    """18/11 16:20: for a history whose year is said elsewhere."""
    return UNKNOWN if value is None else f"{day_short(value)} {hour(value)}"


@register.filter
def listed(values: Iterable[object] | None) -> str:
    """A, B và C; nothing → an empty text."""
    words = [str(value) for value in values or ()]
    return words[0] if len(words) == 1 else " và ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


@register.filter
def initials(name: str | None) -> str:
    """The two letters of the chip: middle and given name of a Vietnamese full name (Đỗ Hạnh Nguyên → HN)."""
    return "".join(word[0] for word in (name or "").split()[-2:]).upper() or "?"


@register.filter
def deadline_icon(state: str) -> str:
    """The icon of a deadline state; a plain calendar for any other."""
    return DEADLINE_ICONS.get(state, "calendar-due")


@register.filter
def tab_letter(name: str) -> str:
    """The letter that follows `g` for a tab of the spine; empty for a tab without one."""
    return TAB_LETTERS.get(name, "")


@register.simple_tag
def deadline_words(state: str, days: int | None, unit: str = WORKING_DAYS) -> str:
    """The words of a deadline chip.

    `days` is never negative: days late for `late` and `donelate`, days left for `soon`, `none` and `today`, days early for `done`.
    """
    match state:
        case "late":
            return "Quá hạn" if not days else f"Trễ {number(days)} {unit}"
        case "today":
            return "Hạn hôm nay" if not days else f"Còn {number(days)} {unit}"
        case "standing":
            return "Thường xuyên"
        case "done":
            return "Xong đúng hạn" if not days else f"Xong trước hạn {number(days)} {unit}"
        case "donelate":
            return "Xong sau hạn" if not days else f"Xong, trễ {number(days)} {unit}"
        case "paused":
            return "Tạm dừng"
        case _:
            return "Chưa có hạn" if days is None else f"Còn {number(days)} {unit}"


@register.simple_tag
def evidence_words(state: str, have: int | None = None, need: int | None = None) -> str:
    """The words of an evidence state: Đủ 3/3, Đạt 1/3, Chưa có, Chưa đạt, Chờ kiểm tra."""
    fraction = "" if have is None or need is None else f" {number(have)}/{number(need)}"
    match state:
        case "full":
            return f"Đủ{fraction}"
        case "part":
            return f"Đạt{fraction}" if fraction else "Đạt một phần"
        case "wrong":
            return "Chưa đạt"
        case "wait":
            return "Chờ kiểm tra"
        case _:
            return "Chưa có"


@register.simple_tag
def points_sentence(
    secured: Number | None,
    unproven: Number | None,
    winnable: Number | None,
    lost: Number | None,
    *more: Number | None,
) -> str:
    """The points bar in words, for people who do not see it. Parts in the order of the bar; a part without a value says so.

    `more`: the target, then the points nobody can say yet.
    """
    names = ("chắc chắn", "chưa minh chứng", "còn giành được", "đã mất")
    values = (secured, unproven, winnable, lost)
    target, unknown = (*more, None, None)[:2]
    parts = [f"{name} {'chưa có số liệu' if value is None else points(value)}" for name, value in zip(names, values, strict=True)]
    if unknown:
        parts.append(f"chưa biết {points(unknown)}")
    if target is not None:
        parts.append(f"mục tiêu {points(target)}")
    sentence = "; ".join(parts)
    return sentence[:1].upper() + sentence[1:]


@register.simple_tag
def points_total(*values: Number | None) -> Decimal:
    """The sum of the known parts of a points bar; 0 means there is nothing to draw."""
    return sum((Decimal(str(value)) for value in values if value is not None), Decimal(0))


@register.simple_tag
def share(part: Number | None, whole: Number | None) -> str:
    """`part` as a percentage of `whole` for a style attribute ("88%"); 0% when there is no whole."""
    if part is None or not whole:
        return "0%"
    percentage = min(Decimal(str(part)) * 100 / Decimal(str(whole)), Decimal(100))
    return f"{css_number(percentage.quantize(Decimal('0.01')))}%"
