"""By when an item of a plan is due, from the words of its column, read with the project's own reader of deadlines."""

import re
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from minhchung.reading.deadlines import Deadline, find_deadlines, main_deadline
from minhchung.reading.recurrence import find_recurrence
from minhchung.text.normal import nfc, squeeze

RECURRENCES = ("weekly", "monthly", "quarterly", "half-yearly", "yearly")
_MONTH_SHORT = re.compile(r"\b[Tt]\.? ?(?=(?:0?[1-9]|1[0-2])(?:/20\d\d)?\b)")
_BARE_MONTH = re.compile(r"(?<![\d/])(?=(?:0?[1-9]|1[0-2])/20\d\d(?![\d/]))")
_BARE_DAY = re.compile(r"(?<![\d/])(?=(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?![\d/]))")
_NAMED = re.compile(r"(?:ngày|tháng|trước|đến|quý|năm|hết|từ|[-–]) ?$", re.IGNORECASE)
_LABEL = "Thời gian: "
_WHOLE_YEAR = re.compile(r"(?:cả|trong|suốt) năm\.?", re.IGNORECASE)
_PERIODS = re.compile(
    r"(?:theo |định kỳ |báo cáo |hằng |hàng )*(?P<first>tuần|tháng|quý|(?:0?6|sáu) tháng)"
    r"(?:(?:,| và|/| -) ?(?:quý|(?:0?[69]|sáu) tháng|năm))+",
    re.IGNORECASE,
)
"""A list of periods without a number: "tháng, quý, năm", "6 tháng, năm"."""
_RHYTHMS = {"tuần": "weekly", "tháng": "monthly", "quý": "quarterly"}
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True)
class When:
    """`kind` as an assignment's deadline kind; "" when the words say no time the reader knows. Dates are ISO texts."""

    text: str = ""
    kind: str = ""
    on: str = ""
    period: str = ""
    inclusive: bool = True
    recurrence: str = ""
    day: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """What `to_json` gave."""
        return cls(**values)


def read_when(words: str, *, year: int) -> When:
    """Reads the words of a cell; `year` completes a day, month or quarter written without one. The words themselves are always kept."""
    said = squeeze(nfc(words))
    if not said:
        return When()
    if _WHOLE_YEAR.fullmatch(said):
        return When(said, "period", period=str(year))
    if listed := _PERIODS.fullmatch(said):
        return When(said, "recurring", recurrence=_RHYTHMS.get(listed["first"].lower(), "half-yearly"))
    rhythm = next((beat.value for beat in find_recurrence(said) if beat.value in RECURRENCES), "")
    found = _main(said, year)
    if found is None:
        return When(said, "recurring", recurrence=rhythm) if rhythm else When(said)
    return _when(said, found, rhythm)


def _main(said: str, year: int) -> Deadline | None:
    """The deadline of a cell, its bare days and months named as such first: "15/12", "T12/2026", "12/2026"."""
    named = _MONTH_SHORT.sub("tháng ", said)
    for pattern, word in ((_BARE_MONTH, "tháng "), (_BARE_DAY, "ngày ")):
        named = pattern.sub(lambda match, word=word: "" if _NAMED.search(match.string[: match.start()]) else word, named)  # type: ignore[misc]
    # Alone the words are read as a clause; where that says nothing, as the line of a form that tells the time.
    return main_deadline(find_deadlines(named, year=year)) or main_deadline(find_deadlines(_LABEL + named, year=year))


def _when(said: str, found: Deadline, rhythm: str) -> When:
    if found.date:
        return When(said, "date", on=found.date, inclusive=found.inclusive)
    if found.recurring_days or (found.kind == "recurring" and rhythm):
        day = next(iter(found.recurring_days), "")
        return When(said, "recurring", recurrence=rhythm or "yearly", day=day, inclusive=found.inclusive)
    if found.period:
        return When(said, "period", period=found.period, inclusive=found.inclusive)
    kind = "standing" if found.kind == "recurring" else str(found.kind)
    return When(said, kind, inclusive=found.inclusive)


def moved(words: str, *, year: int) -> str:
    """The words of a deadline a year later: only the plan's own year and the next one move; a year further back stays."""
    return _YEAR.sub(lambda match: str(int(match[0]) + 1) if int(match[0]) in (year, year + 1) else match[0], words)


def still_names(words: str, *, year: int) -> bool:
    """Whether the words name that year: a task carried over that should be read again."""
    return re.search(rf"(?<!\d){year}(?!\d)", words) is not None


def last_day_of(year: int) -> date:
    """31 December: work without a day of its own is due within the plan's year."""
    return date(year, 12, 31)
