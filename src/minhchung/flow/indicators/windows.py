"""Windows: the periods that figures are made for, and how they are written.

Three kinds of window live side by side: the calendar (portal 766), the reporting period 15 → 14 of Nghị định 09/2019/NĐ-CP (Điều 12) and
the week of a one-stop centre. Dossiers are kept raw and counted per window, so a window is only a first and a last day.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

Kind = Literal["month", "quarter", "half-year", "nine-months", "year", "week", "days"]
REPORTING = "r"
WAYS = (
    "2026-06 (tháng), 2026-Q2 (quý), 2026-H1 (6 tháng), 2026-9M (9 tháng), 2026 (năm), 2026-W25 (tuần), 2026-06-01/2026-06-20; "
    "thêm r cho kỳ báo cáo từ ngày 15 đến ngày 14: 2026-06r, 2026-Q2r"
)
FIRST_YEAR, LAST_YEAR = 2000, 2100


class WindowError(ValueError):
    """A window that cannot be understood; the message says how windows are written."""


@dataclass(frozen=True, slots=True)
class Window:
    """From `first` to `last`, both days included. `reporting`: the period 15 → 14 of Nghị định 09/2019. `title` is Vietnamese."""

    first: date
    last: date
    kind: Kind
    title: str
    reporting: bool = False

    @property
    def starts(self) -> datetime:
        """The first instant of the window (wall clock of Viet Nam, no zone, as the lake has it)."""
        return datetime.combine(self.first, time())

    @property
    def ends(self) -> datetime:
        """The first instant after the window."""
        return datetime.combine(self.last + timedelta(days=1), time())

    def until(self, as_of: datetime) -> datetime:
        """The instant that states are told for: the end of the window's last day, or `as_of` when that is earlier."""
        return min(self.ends - timedelta(seconds=1), as_of)


def parse_window(written: str) -> Window:
    """The window that was written; upper and lower case are the same. Raises WindowError."""
    text = written.strip()
    if "/" in text:
        return _days(text)
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2}|[qQ]\d|[hH]\d|9[mM]|[wW]\d{1,2}))?([rR])?", text)
    if match is None:
        raise WindowError(f"Không hiểu kỳ “{written}”: ghi {WAYS}.")
    year, part, reporting = int(match[1]), (match[2] or "").upper(), match[3] is not None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise WindowError(f"Kỳ “{written}” có năm {year}: ghi năm từ {FIRST_YEAR} đến {LAST_YEAR}.")
    if part.startswith("W"):
        return _week(written, year, int(part[1:]), reporting=reporting)
    kind, start, end, said = _months(written, year, part)
    if kind == "half-year" and start > 1 and reporting:
        raise WindowError(f"Không có kỳ báo cáo “{written}”: Nghị định 09/2019 chỉ có 6 tháng đầu năm (H1r), 9 tháng (9Mr) và năm.")
    if reporting:
        return Window(_fifteenth_before(year, start), date(year, end, 14), kind, f"{said} (kỳ báo cáo)", reporting=True)
    return Window(date(year, start, 1), date(year, end, calendar.monthrange(year, end)[1]), kind, said)


def _months(written: str, year: int, part: str) -> tuple[Kind, int, int, str]:
    """The kind, first and last month, and title of a window made of months."""
    if not part:
        return "year", 1, 12, f"Năm {year}"
    if part == "9M":
        return "nine-months", 1, 9, f"9 tháng năm {year}"
    number = int(part.lstrip("QH"))
    if part.startswith("Q") and 1 <= number <= 4:
        return "quarter", number * 3 - 2, number * 3, f"Quý {('I', 'II', 'III', 'IV')[number - 1]} năm {year}"
    if part.startswith("H") and 1 <= number <= 2:
        return "half-year", number * 6 - 5, number * 6, f"6 tháng {('đầu', 'cuối')[number - 1]} năm {year}"
    if part.isdigit() and 1 <= number <= 12:
        return "month", number, number, f"Tháng {number:02d}/{year}"
    bounds = {"Q": "quý từ Q1 đến Q4", "H": "nửa năm là H1 hoặc H2"}.get(part[0], "tháng từ 01 đến 12")
    raise WindowError(f"Kỳ “{written}” không có trong năm: {bounds}.")


def _fifteenth_before(year: int, month: int) -> date:
    return date(year - 1, 12, 15) if month == 1 else date(year, month - 1, 15)


def _week(written: str, year: int, number: int, *, reporting: bool) -> Window:
    if reporting:
        raise WindowError(f"Tuần không có kỳ báo cáo từ ngày 15 đến ngày 14 (“{written}”): bỏ chữ r.")
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError as error:
        weeks = date(year, 12, 28).isocalendar().week
        raise WindowError(f"Năm {year} không có tuần {number} (“{written}”): ghi từ W01 đến W{weeks}.") from error
    sunday = monday + timedelta(days=6)
    return Window(monday, sunday, "week", f"Tuần {number} năm {year} ({monday:%d/%m}–{sunday:%d/%m/%Y})")


def _days(written: str) -> Window:
    first, _, last = (part.strip() for part in written.partition("/"))
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError as error:
        raise WindowError(f"Không hiểu kỳ “{written}”: ghi hai ngày có thật, ví dụ 2026-06-01/2026-06-20.") from error
    if end < start:
        raise WindowError(f"Kỳ “{written}” kết thúc trước khi bắt đầu: đổi chỗ hai ngày.")
    return Window(start, end, "days", f"Từ {start:%d/%m/%Y} đến {end:%d/%m/%Y}")
