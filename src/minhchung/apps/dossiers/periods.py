"""Which period a page of figures is about: six kinds of window, the one before and after, and the one to begin with."""

from dataclasses import dataclass
from datetime import date, timedelta

from minhchung.flow.indicators import Window, WindowError, parse_window

KINDS = {
    "reporting": "Kỳ báo cáo",
    "month": "Tháng",
    "quarter": "Quý",
    "half-year": "6 tháng",
    "year": "Năm",
    "week": "Tuần",
}
FIRST_DAY = 15
"""A reporting month begins on this day of the month before (Nghị định 09/2019/NĐ-CP, Điều 12)."""


@dataclass(frozen=True)
class Period:
    """A window as its address writes it. `earlier` and `later` are addresses too, "" where there is none (nothing after today)."""

    written: str
    window: Window
    kind: str
    kinds: tuple[tuple[str, str, bool], ...]
    earlier: str
    later: str
    problem: str = ""


def period_of(written: str, today: date, *, kind: str = "reporting", only: bool = False) -> Period:
    """The period asked for; without one, or when it cannot be understood (`problem` says so), the newest of `kind` to begin with.

    `only`: periods of another kind are answered by the newest of `kind` in them.
    """
    problem = ""
    try:
        window = parse_window(written) if written else None
    except WindowError as error:
        window, problem = None, f"{error} Đang xem kỳ gần nhất."
    if window is not None and only and kind_of(window) != kind:
        written, window = newest(kind, min(window.last, today)), None
    elif window is None:
        written = newest(kind, today)
    window = window or parse_window(written)
    found = kind_of(window)
    anchor = min(window.last, today)
    kinds = tuple((title, written_of(name, anchor), name == found) for name, title in KINDS.items())
    earlier = written_of(found, window.first - timedelta(days=1)) if found else ""
    after = window.last + timedelta(days=1)
    later = written_of(found, after) if found and after <= today else ""
    return Period(written, window, found, kinds, earlier, later, problem)


def newest(kind: str, today: date) -> str:
    """The period to begin with: the newest reporting month that is over, else the week, month, … that today lies in."""
    if kind != "reporting":
        return written_of(kind, today)
    return written_of(kind, parse_window(written_of(kind, today)).first - timedelta(days=1))


def kind_of(window: Window) -> str:
    """One of KINDS; "" for other windows (chosen days, nine months, a reporting quarter)."""
    if window.reporting:
        return "reporting" if window.kind == "month" else ""
    return window.kind if window.kind in KINDS else ""


def written_of(kind: str, day: date) -> str:
    """How the window of this kind that a day lies in is written."""
    if kind == "reporting":
        month = day if day.day < FIRST_DAY else (day.replace(day=1) + timedelta(days=32))
        return f"{month:%Y-%m}r"
    if kind == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02d}"
    month_of_year = {
        "month": f"-{day.month:02d}",
        "quarter": f"-Q{(day.month + 2) // 3}",
        "half-year": f"-H{1 if day.month <= 6 else 2}",
        "year": "",
    }
    return f"{day.year}{month_of_year[kind]}"
