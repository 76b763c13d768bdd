"""Periods and the days of a period as people type them: 12/2026, tháng 12, quý IV/2026, 6 tháng đầu năm, tuần 47; thứ sáu, 15/6."""

import re
from calendar import monthrange
from datetime import date, timedelta

from minhchung.apps.assignments.rules.deadlines import period_bounds
from minhchung.apps.assignments.rules.periods import RHYTHM_WORDS, WEEKDAYS, period_words
from minhchung.text import fold, squeeze
from minhchung.text.written import written_day

WAYS = "Ghi như 12/2026, tháng 12, quý IV/2026, 6 tháng cuối năm, tuần 47/2026 hoặc 2026."
STILL_MEANT = timedelta(days=60)
"""A period typed without its year that ended longer ago than this is meant for next year."""

_YEAR = r"(?:(?: ?[/\-] ?| nam ?| )(?P<year>\d{4}|\d{2}))?"
_SHAPES = tuple(
    (kind, re.compile(shape))
    for kind, shape in (
        ("month", rf"(?:thang ?|t)(?P<number>\d{{1,2}}){_YEAR}"),
        ("month", r"(?P<number>\d{1,2}) ?[/\-] ?(?P<year>\d{4})"),
        ("quarter", rf"(?:quy ?|q)(?P<number>iv|i{{1,3}}|[1-9]){_YEAR}"),
        ("half", rf"(?:6 thang|sau thang|nua) ?(?P<number>dau|cuoi)(?: nam)?{_YEAR}"),
        ("week", rf"(?:tuan(?: thu)? ?|w)(?P<number>\d{{1,2}}){_YEAR}"),
        ("year", r"(?:nam )?(?P<year>\d{4})"),
    )
)
_NUMERALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "dau": 1, "cuoi": 2}
_RELATIVE = re.compile(r"(?P<kind>thang|quy|tuan|nam) (?P<which>nay|sau|toi)")
_MOST = {"month": 12, "quarter": 4, "half": 2, "week": 53}
KINDS = {"month": "Tháng", "quarter": "Quý", "half1": "6 tháng đầu năm", "half2": "6 tháng cuối năm", "year": "Năm", "week": "Tuần"}
"""What one may choose a period by; a month, a quarter and a week also take a number."""
NUMBERED = ("month", "quarter", "week")


class Unread(ValueError):
    """What was typed is no period, or no day of a period; the message names it and the way out."""


def read_period(text: str, *, today: date) -> str:
    """The name of the period meant: 2026-12, 2026-Q4, 2026-H1, 2026-W47, 2026. Raises Unread.

    Without a year it is this year's period, or next year's when that one ended more than 60 days ago.
    """
    typed = squeeze(text)
    key = fold(typed)
    if relative := _RELATIVE.fullmatch(key):
        return _beside(relative["kind"], today, later=relative["which"] != "nay")
    for kind, shape in _SHAPES:
        if match := shape.fullmatch(key):
            said = match["year"]
            number = match.groupdict().get("number") or "1"
            return _named(kind, _NUMERALS.get(number) or int(number), _full(said) if said else None, today)
    try:
        period_bounds(typed.upper())
    except ValueError as error:
        raise Unread(f"Chưa hiểu kỳ “{typed if len(typed) <= 40 else typed[:40] + '…'}”. {WAYS}") from error
    return typed.upper()


def chosen_period(kind: str, number: str, year: str, *, today: date) -> str:
    """The name of a period chosen by kind (of KINDS), number and year as typed; an empty year is this year. Raises Unread."""
    if kind not in KINDS:
        raise Unread("Chọn loại kỳ: tháng, quý, 6 tháng, năm hoặc tuần.")
    if kind in NUMBERED and not (number.isascii() and number.isdecimal()):
        raise Unread(f"Chưa ghi {KINDS[kind].lower()} số mấy.")
    if year and not (year.isascii() and year.isdecimal() and len(year) == 4):
        raise Unread(f"Năm “{year[:20]}” chưa đúng. Ghi bốn chữ số, ví dụ {today.year}.")
    place = int(number[:4]) if kind in NUMBERED else int(kind[-1]) if kind.startswith("half") else 1
    return _named(kind.rstrip("12"), place, int(year) if year else today.year, today)


def _full(year: str) -> int:
    return int(year) + (2000 if len(year) == 2 else 0)


def _named(kind: str, number: int, year: int | None, today: date) -> str:
    if not 1 <= number <= _MOST.get(kind, number):
        raise Unread(f"Không có {KINDS[kind].lower()} {number}: chỉ có từ 1 đến {_MOST[kind]}.")
    name = _name(kind, number, today.year if year is None else year)
    try:
        ended = period_bounds(name)[1]
    except ValueError as error:
        raise Unread(f"Năm {name[:4]} không có {KINDS.get(kind, 'kỳ').lower()} {number}. {WAYS}") from error
    return _name(kind, number, today.year + 1) if year is None and ended < today - STILL_MEANT else name


def _name(kind: str, number: int, year: int) -> str:
    shapes = {"month": f"-{number:02d}", "quarter": f"-Q{number}", "half": f"-H{number}", "week": f"-W{number:02d}"}
    return f"{year:04d}{shapes.get(kind, '')}"


def _beside(kind: str, today: date, *, later: bool) -> str:
    """The period of today, or the one after it."""
    if kind == "tuan":
        year, week, _ = (today + timedelta(days=7 * later)).isocalendar()
        return f"{year}-W{week:02d}"
    if kind == "nam":
        return f"{today.year + later}"
    length = 3 if kind == "quy" else 1
    place = (today.month - 1) // length + later
    year, place = today.year + place // (12 // length), place % (12 // length) + 1
    return _name("quarter" if kind == "quy" else "month", place, year)


def period_echo(name: str) -> str:
    """ "Quý IV/2026: từ 01/10/2026 đến hết 31/12/2026"."""
    first, last = period_bounds(name)
    words = period_words(name)
    return f"{words[:1].upper()}{words[1:]}: từ {written_day(first)} đến hết {written_day(last)}"


_WEEKDAY = re.compile(r"(?:thu ?|t)(?P<name>hai|ba|tu|nam|sau|bay|[2-7])|(?P<sunday>chu nhat|cn)")
_WEEKDAY_KEYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5} | {str(place + 2): place for place in range(6)}
_WEEKDAY_WORDS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_LAST = re.compile(r"(?:ngay )?(?:cuoi|het)(?: cung)?(?: cua)?(?: ky| thang| quy| nam| tuan)?|last")
_DAY = re.compile(r"(?:ngay )?(?P<day>\d{1,2})")
_DAY_AND_MONTH = re.compile(r"(?:ngay )?(?P<day>\d{1,2})(?: ?[/\-] ?| ?thang ?)(?P<month>\d{1,2})")
_OF_QUARTER = re.compile(r"(?:ngay )?(?P<day>\d{1,2}) thang (?P<place>dau|giua|cuoi|thu [123]|thu hai)(?: cua| trong)? ?quy")
_PLACES = {"dau": 1, "thu 1": 1, "giua": 2, "thu 2": 2, "thu hai": 2, "cuoi": 3, "thu 3": 3}


def read_recurring_day(text: str, recurrence: str) -> str:
    """The day of each period as `Rhythm.day` keeps it; "" for the end of the period. Raises Unread when it does not fit."""
    key = fold(squeeze(text))
    if not key or _LAST.fullmatch(key):
        return "last" if key else ""
    if recurrence == "weekly":
        return _of_week(key, text)
    if recurrence == "quarterly" and (match := _OF_QUARTER.fullmatch(key)):
        return f"Q{_PLACES[match['place']]}-{_within(match['day'], 31, text):02d}"
    if match := _DAY.fullmatch(key):
        return str(_within(match["day"], 31, text))
    if recurrence in ("yearly", "half-yearly") and (match := _DAY_AND_MONTH.fullmatch(key)):
        month = int(match["month"])
        if not 1 <= month <= 12:
            raise Unread(f"“{squeeze(text)}”: không có tháng {month}. Ghi ngày trước, tháng sau, ví dụ 15/6.")
        return f"{month:02d}-{_within(match['day'], monthrange(2028, month)[1], text):02d}"
    raise Unread(_wanted(text, recurrence))


def _of_week(key: str, text: str) -> str:
    match = _WEEKDAY.fullmatch(key)
    if match is None:
        raise Unread(_wanted(text, "weekly"))
    return WEEKDAYS[6 if match["sunday"] else _WEEKDAY_KEYS[match["name"]]]


def _within(day: str, last: int, text: str) -> int:
    if not 1 <= int(day) <= last:
        raise Unread(f"“{squeeze(text)}”: không có ngày {int(day)}. Ghi ngày từ 1 đến {last}.")
    return int(day)


def _wanted(text: str, recurrence: str) -> str:
    ways = {
        "weekly": "ghi thứ trong tuần, ví dụ thứ sáu",
        "quarterly": "ghi ngày của tháng cuối quý (10) hoặc “ngày 5 tháng đầu quý”",
        "half-yearly": "ghi ngày và tháng, ví dụ 15/6",
        "yearly": "ghi ngày và tháng, ví dụ 15/6",
    }
    rhythm = RHYTHM_WORDS.get(recurrence, "định kỳ")
    typed = squeeze(text)[:40]
    return f"“{typed}” chưa phải ngày của việc {rhythm}: {ways.get(recurrence, 'ghi ngày trong tháng, ví dụ 10')}; để trống là cuối kỳ."


def recurring_day_words(day: str) -> str:
    """A kept day as a person writes it, readable by `read_recurring_day`: "ngày 10", "15/6", "thứ Sáu", "cuối kỳ"."""
    if day in WEEKDAYS:
        return _WEEKDAY_WORDS[WEEKDAYS.index(day)]
    if day == "last":
        return "cuối kỳ"
    if day.startswith("Q"):
        return f"ngày {int(day[3:])} tháng {('đầu', 'giữa', 'cuối')[(int(day[1]) - 1) % 3]} quý"
    if "-" in day:
        month, number = day.split("-")
        return f"{int(number)}/{int(month)}"
    return f"ngày {int(day)}" if day else ""
