"""Days as people type them: 1/12, 1/12/26, 01-12-2026, 2026-12-01, hôm nay, mai, thứ sáu. Read here, and said back in words.

Nothing is guessed silently: a day without its year or given by a word is always shown in full beside what was typed.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from minhchung.text import fold, squeeze
from minhchung.worktime import Calendar, MissingYear
from minhchung.worktime.calendar import NAMES
from minhchung.worktime.lateness import lateness, remaining

Looks = Literal["", "ahead", "back"]
"""Where the days of a field lie: "ahead" a deadline, "back" a day that was (the date of a document), "" either."""

EXAMPLE = "Ghi ngày/tháng/năm, ví dụ 20/11/2026."
STILL_MEANT = timedelta(days=60)
"""A deadline typed without its year that passed longer ago than this is meant for next year."""

_SEPARATED = re.compile(r"(?:ngay )?(?P<day>\d{1,2}) ?[/.\- ] ?(?P<month>\d{1,2})(?: ?[/.\- ] ?(?P<year>\d{4}|\d{2}))?")
_IN_WORDS = re.compile(r"(?:ngay )?(?P<day>\d{1,2}) ?thang ?(?P<month>\d{1,2})(?:(?: ?nam ?| ?[/\-] ?)(?P<year>\d{4}))?")
_ISO = re.compile(r"(?P<year>\d{4})[/.\-](?P<month>\d{1,2})[/.\-](?P<day>\d{1,2})")
_EIGHT_DIGITS = re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})")
_FROM_TODAY = {"hom nay": 0, "nay": 0, "mai": 1, "ngay mai": 1, "ngay kia": 2, "mot": 2, "ngay mot": 2, "hom qua": -1, "hom kia": -2}
_WEEKDAY = re.compile(
    r"(?:thu ?|t)(?P<name>hai|ba|tu|nam|sau|bay|[2-7])(?P<week>(?: tuan)? (?:nay|sau|toi|truoc))?"
    r"|(?P<sunday>chu nhat|cn)(?P<sunday_week>(?: tuan)? (?:nay|sau|toi|truoc))?"
)
_NAMED = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5} | {str(place + 2): place for place in range(6)}
_WEEKS = {"nay": 0, "sau": 7, "toi": 7, "truoc": -7}


class UnreadDay(ValueError):
    """What was typed is no day; the message names it, the cause and the way out."""


def read_day(text: str, *, today: date, looks: Looks = "") -> date:
    """The day meant. Raises UnreadDay.

    Without a year it is this year's day; where a deadline is asked for ("ahead") and it passed more than 60 days ago, next
    year's; where a day that was is asked for ("back") and it lies ahead, last year's. A weekday is the next one after
    today, the last one before today for "back"; "tuần này", "tuần sau", "tuần trước" say the week.
    """
    typed = squeeze(text)
    key = fold(typed)
    if key in _FROM_TODAY:
        return today + timedelta(days=_FROM_TODAY[key])
    if key in ("cuoi thang", "het thang", "cuoi thang nay", "het thang nay"):
        return today.replace(day=monthrange(today.year, today.month)[1])
    for pattern in (_SEPARATED, _IN_WORDS, _ISO, _EIGHT_DIGITS):
        if match := pattern.fullmatch(key):
            return _in_calendar(match, typed, today, looks)
    if match := _WEEKDAY.fullmatch(key):
        return _weekday(match, today, looks)
    shown = typed if len(typed) <= 40 else f"{typed[:40]}…"
    raise UnreadDay(f"Chưa hiểu ngày “{shown}”. {EXAMPLE}")


def _in_calendar(match: re.Match[str], typed: str, today: date, looks: Looks) -> date:
    day, month, said = int(match["day"]), int(match["month"]), match["year"]
    if not 1 <= month <= 12:
        raise UnreadDay(f"“{typed}”: không có tháng {month}. Ghi ngày trước, tháng sau, ví dụ 20/11/2026.")
    if said:
        return _real(int(said) + (2000 if len(said) == 2 else 0), month, day)
    found = _real(today.year, month, day)
    if looks == "ahead" and found < today - STILL_MEANT:
        return _real(today.year + 1, month, day)
    if looks == "back" and found > today:
        return _real(today.year - 1, month, day)
    return found


def _real(year: int, month: int, day: int) -> date:
    if year < 1:
        raise UnreadDay(f"Năm {year:04d} không có thật. {EXAMPLE}")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise UnreadDay(f"Ngày {day}/{month}/{year} không có thật: tháng {month}/{year} có {last} ngày. {EXAMPLE}")
    return date(year, month, day)


def _weekday(match: re.Match[str], today: date, looks: Looks) -> date:
    place = 6 if match["sunday"] else _NAMED[match["name"]]
    week = match["week"] or match["sunday_week"]
    if week:
        return today + timedelta(days=place - today.weekday() + _WEEKS[week.split()[-1]])
    if looks == "back":
        return today - timedelta(days=(today.weekday() - place - 1) % 7 + 1)
    return today + timedelta(days=(place - today.weekday() - 1) % 7 + 1)


def day_words(day: date, *, today: date, calendar: Calendar, looks: Looks = "") -> str:
    """ "Thứ Sáu, 27/11/2026 · còn 5 ngày làm việc"; the working days only for a deadline ("ahead")."""
    name = NAMES[day.weekday()]
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    words = f"{name[:1].upper()}{name[1:]}, {day.day:02d}/{month}/{day.year}"
    if looks != "ahead":
        return words
    try:
        off = "" if calendar.is_working(day) else ", ngày nghỉ"
        return f"{words}{off} · {_distance(day, today, calendar)}"
    except MissingYear as missing:
        return f"{words} · chưa có lịch làm việc năm {missing.year}"


def _distance(day: date, today: date, calendar: Calendar) -> str:
    if day == today:
        return "hôm nay"
    if day > today:
        left = remaining(day, today, calendar)
        return f"còn {left.days} ngày làm việc{' (tạm tính)' if left.provisional else ''}"
    return f"đã qua {lateness(day, today, calendar).days} ngày làm việc"
