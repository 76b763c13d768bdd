"""The working calendar of one commune: the law's days, the commune's own closing days and office hours."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from minhchung.apps.organisations.models import Commune, Person
from minhchung.worktime import Calendar, MissingYear, OfficeHours, vietnam
from minhchung.worktime.hours import HoursPeriod

SPECIAL = ("holiday", "compensation", "swap", "made-up", "closure")


def calendar_of(commune: Commune) -> Calendar:
    """The calendar that every deadline of this commune is counted by. Needs no query: the settings lie on the row."""
    return _calendar(json.dumps(commune.closed_days, sort_keys=True), json.dumps(commune.office_hours, sort_keys=True))


def calendar_for(person: Person) -> Calendar:
    """The calendar of the person's commune; the law's alone for somebody of no commune (the city appraiser)."""
    return calendar_of(person.commune) if person.commune is not None else vietnam()


def hours_of(commune: Commune) -> OfficeHours:
    """The office hours of the commune; the program's unconfirmed default while it has set none."""
    return calendar_of(commune).hours


@dataclass(frozen=True)
class SpecialDay:
    """A day that is not like its weekday: off, made up, or closed here; `source` is the document behind it."""

    day: date
    working: bool
    reason: str
    source: str


@dataclass(frozen=True)
class SpecialYear:
    """The special days of one year; `provisional` while the year's days are not announced, `missing` when no file covers it."""

    year: int
    days: tuple[SpecialDay, ...]
    provisional: bool
    missing: str = ""


def hours_on(commune: Commune, day: date) -> HoursPeriod:
    """The office hours in force on a day."""
    return hours_of(commune).period_on(day)


def hours_set(commune: Commune) -> list[HoursPeriod]:
    """The entries the commune has set itself, newest first."""
    return [period_of(item) for item in reversed(commune.office_hours)]


def closed_days(commune: Commune) -> list[tuple[date, str]]:
    """The closing days of the commune's own, newest first, each with its reason."""
    return [(date.fromisoformat(day), reason) for day, reason in sorted(commune.closed_days.items(), reverse=True)]


def special_days(commune: Commune, years: Iterable[int]) -> list[SpecialYear]:
    """Per year every day that is not like its weekday, in order."""
    return [_special(calendar_of(commune), year) for year in years]


def _special(calendar: Calendar, year: int) -> SpecialYear:
    first = date(year, 1, 1)
    try:
        days = [calendar.why(first + timedelta(days=number)) for number in range(366)]
    except MissingYear as missing:
        if missing.year == year:
            return SpecialYear(year, (), provisional=True, missing=str(missing))
        days = [calendar.why(first + timedelta(days=number)) for number in range(365)]
    shown = [SpecialDay(day.date, day.working, day.reason, day.source) for day in days if day.date.year == year and day.kind in SPECIAL]
    return SpecialYear(year, tuple(shown), calendar.is_provisional(first))


def period_of(stored: dict[str, Any]) -> HoursPeriod:
    """One stored entry of office hours. Raises pydantic's ValidationError for what no act has written."""
    return HoursPeriod.model_validate(stored)


@lru_cache(maxsize=64)
def _calendar(closed: str, hours: str) -> Calendar:
    days = {date.fromisoformat(day): reason for day, reason in json.loads(closed).items()}
    periods = json.loads(hours)
    local = vietnam().with_closures(days) if days else vietnam()
    return local.with_hours(OfficeHours(period_of(item) for item in periods)) if periods else local
