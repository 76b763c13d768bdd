"""The engine asked over the lake of one commune: what a page needs is computed once per generation and quarter of an hour."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

import pyarrow as pa

from minhchung.apps.dossiers.lake import current_of, slots_of
from minhchung.apps.dossiers.scanning import code_in, written_as
from minhchung.apps.dossiers.slip_tables import Slips, handovers_of, lake_names, slip_table, slips_now
from minhchung.apps.dossiers.step_figures import StepFigures, dossiers_of, figures, with_steps
from minhchung.apps.organisations.models import Commune
from minhchung.apps.organisations.working_time import calendar_of
from minhchung.flow.anomalies import AnomalyReport, find_anomalies
from minhchung.flow.backlog import Backlog, Card, backlog
from minhchung.flow.calls import CallLists, call_lists
from minhchung.flow.calls.lists import DOSSIER_COLUMNS, STEP_COLUMNS, SUPPLEMENT_COLUMNS
from minhchung.flow.current import Current
from minhchung.flow.exports.codes import all_lawful
from minhchung.flow.indicators import Source, of_generation
from minhchung.flow.inputs import Tables
from minhchung.flow.risk import Ranking, rank_risk
from minhchung.flow.routes import usual_route
from minhchung.flow.slots import WorkingTime
from minhchung.flow.usual import Usual, usual_times
from minhchung.worktime import Calendar

STEP = timedelta(minutes=15)
"""Lists are told anew this often: remaining hours are shown in whole hours."""


@dataclass(frozen=True)
class Opened:
    """One generation of a commune's lake with the calendar it is looked at by: what one request reads from."""

    current: Current
    calendar: Calendar
    commune: str

    @property
    def tables(self) -> Tables:
        """The tables as lists and anomalies take them."""
        return tables_of(self.current)

    def source(self) -> Source:
        """The tables as indicators take them."""
        return of_generation(self.current.path)

    def lists(self, now: datetime) -> CallLists:
        """Who to call first, told for the quarter of an hour that `now` lies in."""
        return _lists(self.current.path, self.calendar, _quarter(now))

    def ranking(self, now: datetime) -> Ranking:
        """How open dossiers are ranked by risk, and what may be shown of it."""
        return _ranking(self.current.path, self.calendar, _quarter(now))

    def anomalies(self) -> AnomalyReport:
        """Questions about the clock of the record; the control slips taken down are one side of them."""
        return _anomalies(self.current.path, self.calendar, slips_now(self.commune))

    def procedures(self, codes: Collection[str]) -> dict[str, str]:
        """Code → name of the procedure (its code where the source has no name), for the dossiers asked for."""
        named = _procedures(self.current.path)
        return {code: named[code] for code in codes if code in named}

    def known(self, codes: Collection[str]) -> set[str]:
        """Those of the codes that are dossiers of this lake."""
        return set(codes) & _procedures(self.current.path).keys()

    def code_named(self, text: str) -> str | None:
        """The code a text names: one of the law's form wherever it stands in it, or all of it when this lake has such a dossier."""
        return code_in(text) or next(iter(self.known(written_as(text))), None)

    def numbers_otherwise(self) -> bool:
        """Whether a dossier of this lake has a code that is not of the law's form."""
        return _numbers_otherwise(self.current.path)

    def step_figures(self, procedure: str) -> StepFigures:
        """What the steps of one procedure ("" all) tell."""
        return _step_figures(self.current.path, self.calendar, procedure)

    def procedures_with_steps(self) -> tuple[tuple[str, str, int], ...]:
        """Code, name and number of dossiers of the procedures whose dossiers have steps, the most frequent first."""
        return _with_steps(self.current.path)

    def backlog(self, cards: Mapping[str, Card], faults: pa.Table, *, now: datetime, since: datetime | None) -> Backlog:
        """The late dossiers with what people said of them; with `since` also those that ended late from then on."""
        return backlog(self.tables, slots_of(self.calendar), as_of=now, cards=cards, faults=faults, since=since)

    def late(self, now: datetime) -> pa.Table:
        """The dossiers that are late now as the record has them, without what people said; told for the quarter of an hour of `now`."""
        return _late(self.current.path, self.calendar, _quarter(now))

    def usual(self) -> Usual:
        """What steps and whole dossiers usually take."""
        return _usual(self.current.path, self.calendar)

    def route(self, procedure: str | None) -> tuple[str, ...]:
        """The steps that most closed dossiers of a procedure had, in order."""
        return _route(self.current.path, procedure)


def opened(commune: Commune) -> Opened | None:
    """The generation in use; None when nothing was imported yet."""
    current = current_of(commune)
    return Opened(current, calendar_of(commune), commune.pk) if current else None


def tables_of(current: Current) -> Tables:
    """A generation's files with how finely each moment is known."""
    precision = {name: kind for name in current.manifest["columns"] if (kind := current.precision(name)) is not None}
    return Tables(current.files("dossiers"), current.files("steps"), current.files("supplements"), precision)


def _quarter(now: datetime) -> datetime:
    return now - timedelta(seconds=now.timestamp() % STEP.total_seconds())


@lru_cache(maxsize=8)
def _ranking(path: Path, calendar: Calendar, now: datetime) -> Ranking:
    return rank_risk(tables_of(Current.at(path)), slots_of(calendar), as_of=now)


@lru_cache(maxsize=8)
def _lists(path: Path, calendar: Calendar, now: datetime) -> CallLists:
    scores, usual = _ranking(path, calendar, now), _usual(path, calendar)
    return call_lists(tables_of(Current.at(path)), slots_of(calendar), as_of=now, scores=scores, usual=usual)


@lru_cache(maxsize=8)
def _late(path: Path, calendar: Calendar, now: datetime) -> pa.Table:
    return backlog(tables_of(Current.at(path)), slots_of(calendar), as_of=now).rows


@lru_cache(maxsize=8)
def _anomalies(path: Path, calendar: Calendar, slips: Slips) -> AnomalyReport:
    current = Current.at(path)
    tables = tables_of(current)
    handovers = list(handovers_of(slips.commune)) if slips.lines else []
    taken = slip_table(handovers, lake_names(tables, Commune.objects.get(pk=slips.commune), current.as_of.date())) if handovers else None
    return find_anomalies(tables, slots_of(calendar), changes=current.dataset("changes").to_table(), slips=taken)


@lru_cache(maxsize=4)
def _procedures(path: Path) -> dict[str, str]:
    rows = tables_of(Current.at(path)).read("dossiers", ("code", "procedure_code", "procedure"))
    names = zip(rows.text("code"), rows.text("procedure"), rows.text("procedure_code"), strict=True)
    return {code: name or number or "" for code, name, number in names}


@lru_cache(maxsize=8)
def _numbers_otherwise(path: Path) -> bool:
    return not all_lawful(Current.at(path).dataset("dossiers").to_table(columns=["code"])["code"])


@lru_cache(maxsize=16)
def _step_figures(path: Path, calendar: Calendar, procedure: str) -> StepFigures:
    tables = tables_of(Current.at(path))
    return figures(dossiers_of(tables, procedure), slots_of(calendar))


@lru_cache(maxsize=4)
def _with_steps(path: Path) -> tuple[tuple[str, str, int], ...]:
    return with_steps(tables_of(Current.at(path)))


@lru_cache(maxsize=8)
def _usual(path: Path, calendar: Calendar) -> Usual:
    tables = tables_of(Current.at(path))
    return usual_times(
        tables.read("dossiers", DOSSIER_COLUMNS),
        tables.read("steps", STEP_COLUMNS),
        tables.read("supplements", SUPPLEMENT_COLUMNS),
        WorkingTime(slots_of(calendar)),
    )


@lru_cache(maxsize=256)
def _route(path: Path, procedure: str | None) -> tuple[str, ...]:
    return usual_route(tables_of(Current.at(path)), procedure)
