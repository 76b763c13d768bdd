"""The periods of a recurring or standing duty between two days, each with the day it opens and the day it is due."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from minhchung.apps.assignments.rules.deadlines import ONE_DAY, last_day, period_bounds
from minhchung.worktime import Calendar, MissingYear

MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
RECURRENCES = ("weekly", *MONTHS)
"""The recurrences that open periods of their own; "daily" and "regular" are standing work with a review rhythm."""
ONCE = "once"
FRIDAY = 4
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Period:
    """One period: its name (2026-W47, 2026-11, 2026-Q4, 2026-H2, 2026), when it opens, the last permitted day."""

    name: str
    opens_on: date
    due_on: date


@dataclass(frozen=True)
class Rhythm:
    """How a duty repeats. Exactly one of `recurrence` and `review_every_months` is set.

    `day` is the day said: "10" (of the month; of the last month of a longer period), "06-15" (a month and a day), "Q1-05" (day 5
    of the first month of each quarter), "last" (of the period) or a day of the week ("fri").
    """

    recurrence: str = ""
    day: str = ""
    inclusive: bool = True
    review_every_months: int | None = None

    def __post_init__(self) -> None:
        if bool(self.recurrence) == bool(self.review_every_months):
            raise ValueError("a rhythm is either a recurrence or a review every so many months")
        if self.recurrence and self.recurrence not in RECURRENCES:
            raise ValueError(f"no periods for recurrence {self.recurrence!r}")


def recurrence_end(document_date: date | None, assigned_on: date) -> date:
    """A recurrence ends with the directive's year unless said; an older directive taken up now lasts through this year."""
    return date(max(assigned_on.year, document_date.year if document_date else 0), 12, 31)


def periods(rhythm: Rhythm, *, since: date, until: date, before_excludes_the_day: bool, calendar: Calendar) -> list[Period]:
    """The periods whose last permitted day lies between `since` and `until`, both included, in order.

    A period opens on its first day, the first one not before `since`. A week is due on its last working day; a week
    without any working day has no period.
    """
    if until < since:
        return []
    made = (
        _weeks(rhythm, since, until, calendar, strict=before_excludes_the_day)
        if rhythm.recurrence == "weekly"
        else _months(rhythm, since, until, before_excludes_the_day)
    )
    return [Period(item.name, max(item.opens_on, since), item.due_on) for item in made if since <= item.due_on <= until]


def to_open(found: list[Period], *, today: date) -> list[Period]:
    """Those that have opened by `today`; before the first one opens, the first one, so that a duty is never empty."""
    return [item for item in found if item.opens_on <= today] or found[:1]


def rhythm_of_day(day: str) -> str:
    """The recurrence that a day alone implies: "fri" is weekly, "10" and "last" monthly, "Q1-05" quarterly, "01-10" yearly."""
    if day in WEEKDAYS:
        return "weekly"
    if day.startswith("Q"):
        return "quarterly"
    return "yearly" if "-" in day else "monthly"


def _weeks(rhythm: Rhythm, since: date, until: date, calendar: Calendar, *, strict: bool) -> Iterator[Period]:
    last = WEEKDAYS.index(rhythm.day) if rhythm.day in WEEKDAYS else 6
    if rhythm.day in WEEKDAYS and not rhythm.inclusive and strict:
        last -= 1
    monday = since - timedelta(days=since.weekday())
    # "Trước thứ Hai hằng tuần" falls in the week before its own: such a week is due, and opens, one week earlier.
    early = timedelta(days=7 if last < 0 else 0)
    while monday <= until + early:
        year, week, _ = monday.isocalendar()
        due = _last_worked(monday - early, last % 7, calendar)
        if due is not None:
            yield Period(f"{year}-W{week:02d}", monday - early, due)
        monday += timedelta(days=7)


def _last_worked(monday: date, last: int, calendar: Calendar) -> date | None:
    """The last working day of the week up to its day `last`; Friday at the latest where no calendar covers the week yet."""
    for offset in range(last, -1, -1):
        day = monday + offset * ONE_DAY
        try:
            if calendar.is_working(day):
                return day
        except MissingYear:
            return monday + min(last, FRIDAY) * ONE_DAY
    return None


def _months(rhythm: Rhythm, since: date, until: date, strict: bool) -> Iterator[Period]:
    length = rhythm.review_every_months or MONTHS[rhythm.recurrence]
    year, first = since.year, 1
    previous = date(year - 1, 13 - length, 1)
    while (start := date(year, first, 1)) <= until + ONE_DAY:
        months = min(length, 13 - first)
        name = period_name(year, first, months)
        due = last_day(_said_day(year, first, months, rhythm.day), inclusive=rhythm.inclusive, before_excludes_the_day=strict)
        # "Trước ngày 01 hằng tháng" falls on the last day before its period: such a period opens with the one before it.
        yield Period(name, start if due >= start else previous, due)
        previous = start
        first += months
        if first > 12:
            year, first = year + 1, 1


def _said_day(year: int, first: int, months: int, day: str) -> date:
    """The day of the period that is said, else its last day. A day the month does not have becomes its last one."""
    if not day or day == "last" or day in WEEKDAYS:
        month, wanted = first + months - 1, 31
    elif day.startswith("Q"):
        month, wanted = first + (int(day[1]) - 1) % months, int(day[3:])
    elif "-" in day:
        said_month, wanted = (int(part) for part in day.split("-"))
        month = first + (said_month - 1) % months
    else:
        month, wanted = first + months - 1, int(day)
    return date(year, month, min(wanted, monthrange(year, month)[1]))


def period_name(year: int, first: int, months: int) -> str:
    """The name of a block of months; a block that is no month, quarter, half or year is named by its last month."""
    if months == 12:
        return f"{year}"
    if months == 6 and first in (1, 7):
        return f"{year}-H{1 if first == 1 else 2}"
    if months == 3 and first % 3 == 1:
        return f"{year}-Q{(first + 2) // 3}"
    return f"{year}-{first + months - 1:02d}"


def period_words(name: str) -> str:
    """The period as a clerk says it: tháng 11/2026, quý IV/2026, tuần 47/2026, 6 tháng cuối năm 2026, năm 2026."""
    if name == ONCE:
        return ""
    start, _ = period_bounds(name)
    if "W" in name:
        return f"tuần {int(name[-2:])}/{name[:4]}"
    if "Q" in name:
        return f"quý {('I', 'II', 'III', 'IV')[int(name[-1]) - 1]}/{name[:4]}"
    if "H" in name:
        return f"6 tháng {'đầu' if name.endswith('1') else 'cuối'} năm {name[:4]}"
    return f"năm {name}" if len(name) == 4 else f"tháng {start.month}/{start.year}"


RHYTHM_WORDS = {
    "weekly": "hằng tuần",
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "half-yearly": "6 tháng một lần",
    "yearly": "hằng năm",
    "daily": "hằng ngày",
    "regular": "thường xuyên",
}


def review_words(months: int) -> str:
    """ "rà lại hằng quý" and the like."""
    known = {1: "hằng tháng", 3: "hằng quý", 6: "6 tháng một lần", 12: "hằng năm"}
    return f"rà lại {known.get(months, f'{months} tháng một lần')}"
