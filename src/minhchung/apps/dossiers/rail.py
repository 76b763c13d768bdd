"""The steps of a dossier as a rail: what each really took in working time, what it usually takes, what is still to come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from minhchung.apps.dossiers.lake import slots_of
from minhchung.apps.dossiers.reading import Opened
from minhchung.apps.dossiers.record import DossierRecord
from minhchung.flow.lake import in_zone
from minhchung.flow.slots import WorkingTime, wall_clock
from minhchung.flow.usual import SAID, StepTime

SHORTEST = 30.0
"""Minutes: a step of no length still has a place on the rail."""
WORTH_RED = 60.0
"""Minutes over the usual time below which a slow step is not said to be slow: red is for what costs a deadline."""


@dataclass(frozen=True)
class RailStep:
    """One step. `state` is done, over (slower than four of five), now or next; minutes are of working time, None where unknown."""

    name: str
    unit: str
    officer: str
    state: str
    running: bool
    minutes: float | None
    basis: StepTime | None
    started_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def usual(self) -> float | None:
        """What the step usually takes; None while too few dossiers are closed."""
        return self.basis.own if self.basis else None

    @property
    def over(self) -> float | None:
        """By how much it took longer than usual; None for a step that is not slow."""
        return self.minutes - self.basis.own if self.state == "over" and self.basis and self.minutes is not None else None

    @property
    def width(self) -> int:
        """Its share of the rail: real time, usual time for what is still to come."""
        return round(max(self.minutes if self.minutes is not None else (self.usual or 0), SHORTEST))


@dataclass(frozen=True)
class Rail:
    """The steps in order; `why` says whose usual time stands beside them. Empty when the source has no steps."""

    steps: tuple[RailStep, ...]
    why: str


def rail_of(lake: Opened, record: DossierRecord, now: datetime) -> Rail:
    """What happened and what is still to come of an open dossier."""
    work, ended = WorkingTime(slots_of(lake.calendar)), record.ended_at
    done = [_happened(lake, record, row, work, now) for row in record.steps]
    to_come = [] if ended or not done else _to_come(lake, record, {step.name for step in done}, done[-1].name)
    known = [step.basis for step in (*done, *to_come) if step.basis]
    scopes = sorted({SAID[basis.scope] for basis in known})
    cases = max((basis.cases for basis in known), default=0)
    why = (
        f"Trung vị của {cases} hồ sơ {', '.join(scopes)} đã xong."
        if known
        else "Chưa đủ hồ sơ đã xong để biết bước nào thường mất bao lâu."
    )
    return Rail((*done, *to_come), why)


def _happened(lake: Opened, record: DossierRecord, row: Mapping[str, Any], work: WorkingTime, now: datetime) -> RailStep:
    started, ended = row["started_at"], row["ended_at"]
    running = ended is None and record.ended_at is None
    until = np.datetime64(ended, "s") if ended else (wall_clock(now) if running else np.datetime64("NaT"))
    minutes = _known(work.minutes(np.array([started], "datetime64[s]"), np.array([until], "datetime64[s]"))[0])
    usual = lake.usual().step(record.row.get("procedure_code"), record.row.get("field"), row["step"])
    slow = usual is not None and minutes is not None and minutes > usual.own_p80 and minutes - usual.own >= WORTH_RED
    return RailStep(
        name=row["step"] or "Chưa rõ bước",
        unit=row["unit"] or "",
        officer=row["officer"] or "",
        state="over" if slow else "now" if running else "done",
        running=running,
        minutes=minutes,
        basis=usual,
        started_at=in_zone(started) if started else None,
        ended_at=in_zone(ended) if ended else None,
    )


def _to_come(lake: Opened, record: DossierRecord, passed: set[str], last: str) -> list[RailStep]:
    """The steps of the usual route after the last one of the dossier."""
    procedure, field = record.row.get("procedure_code"), record.row.get("field")
    route = lake.route(procedure)
    after = route[route.index(last) + 1 :] if last in route else ()
    usual = lake.usual()
    return [RailStep(name, "", "", "next", False, None, usual.step(procedure, field, name)) for name in after if name not in passed]


def _known(minutes: float) -> float | None:
    return None if np.isnan(minutes) or minutes < 0 else float(minutes)
