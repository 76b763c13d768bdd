"""One moment in any of the forms that exports and people use; the rare forms of `moments`, and the reference for the common ones."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final, Literal

from minhchung.text.normal import clean, squeeze

# A year outside these is a slip of the pen, not a dossier.
FIRST_YEAR: Final = 1971
LAST_YEAR: Final = 2100
# How systems write "none": the zero of .NET, SQL Server, spreadsheets and Unix, and the far end of time.
NO_DAY: Final = frozenset({(0, 0, 0), (1, 1, 1), (1753, 1, 1), (1899, 12, 30), (1899, 12, 31), (1900, 1, 1), (1970, 1, 1), (9999, 12, 31)})
VIETNAM: Final = timezone(timedelta(hours=7))
CENTURY: Final = 2000
_BLANKS = {"", "0", "-", "--", "...", "null", "none", "nan", "nat", "n/a", "không", "không có", "chưa có", "(trống)"}
_SIGN = r" ?[/.\-] ?"
_TIME = (
    r"(?P<hour>\d{1,2})(?: ?(?::|h|g|giờ) ?(?P<minute>\d{2})?(?: ?(?::|'|p|phút) ?(?P<second>\d{2})?(?:[.,]\d{1,9})?)?)"
    r"(?: ?(?P<half>am|pm|sa|ch))?"
)
_DATE = rf"(?:ngày )?(?P<first>\d{{1,2}})(?:{_SIGN}| tháng )(?P<second_part>\d{{1,2}})(?:{_SIGN}| năm )(?P<year>\d{{4}}|\d{{2}})"
_DAY_THEN_TIME = re.compile(rf"{_DATE}(?:(?: |t|, ?| ?- ?| lúc ){_TIME})?")
_TIME_THEN_DAY = re.compile(rf"{_TIME},? ?(?:- ?)?{_DATE}")
_ISO = re.compile(
    r"(?P<year>\d{4})[-/.](?P<first>\d{1,2})[-/.](?P<second_part>\d{1,2})"
    r"(?:[t ](?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?)? ?(?P<zone>z|utc|[+-]\d{2}:?\d{2}|[+-]\d{2})?"
)
_DIGITS = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?P<first>\d{2})(?P<second_part>\d{2})(?:(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?(?:\.\d+)?"
)


def parse_moment(text: str, *, day_first: bool = True, keep_offset: bool = False) -> int | Literal[False] | None:
    """Seconds since 1970 on the wall clock of Viet Nam; None when the text says "none"; False when it is no moment that exists.

    A moment with a zone ("Z", "+02:00") is turned into the wall clock of Viet Nam; with `keep_offset` one with an offset keeps the wall
    clock it is written in (an event log of another place). Fractions of a second are cut off.
    """
    said = squeeze(clean(text)).lower().strip(" .;")
    if said in _BLANKS:
        return None
    if found := _ISO.fullmatch(said) or _DIGITS.fullmatch(said):
        return _moment(found, year_first=True, day_first=day_first, keep_offset=keep_offset)
    if found := _DAY_THEN_TIME.fullmatch(said) or _TIME_THEN_DAY.fullmatch(said):
        return _moment(found, year_first=False, day_first=day_first, keep_offset=keep_offset)
    return False


def _moment(found: re.Match[str], *, year_first: bool, day_first: bool, keep_offset: bool) -> int | Literal[False] | None:
    part = found.groupdict()
    year = int(part["year"]) + (CENTURY if len(part["year"]) == 2 else 0)
    one, two = int(part["first"]), int(part["second_part"])
    month, day = (one, two) if year_first or not day_first else (two, one)
    hour, minute, second = (int(part[key] or 0) for key in ("hour", "minute", "second"))
    half = part.get("half")
    if half is not None:
        if not 1 <= hour <= 12:
            return False
        hour = hour % 12 + (12 if half in ("pm", "ch") else 0)
    if (year, month, day) in NO_DAY:
        return None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return False
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return False
    zone = part.get("zone")
    if zone and (zone in ("z", "utc") or not keep_offset):
        moment = moment.replace(tzinfo=_zone(zone)).astimezone(VIETNAM).replace(tzinfo=UTC)
    return int(moment.timestamp())


def _zone(said: str) -> timezone:
    if said in ("z", "utc"):
        return UTC
    hours, minutes = int(said[1:3]), int(said[3:].lstrip(":") or 0)
    offset = timedelta(hours=min(hours, 23), minutes=min(minutes, 59))
    return timezone(-offset if said[0] == "-" else offset)
