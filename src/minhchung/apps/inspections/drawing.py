"""Drawing dossiers by lot from the lake: the population as asked, the draw, its digest. Codes and units alone, nothing of applicants."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from minhchung.apps.dossiers.reading import Opened
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.inspections.rules.draws import draw

COLUMNS = ("code", "unit", "received_at", "due_at", "finished_at")
UNKNOWN = "Chưa rõ đơn vị"


@dataclass(frozen=True)
class Query:
    """Which dossiers are drawn from, how many and how. Days are those of reception, both included; `count` is per unit with `by_unit`."""

    first_day: date
    last_day: date
    count: int
    only_late: bool = False
    by_unit: bool = False


@dataclass(frozen=True)
class Drawn:
    """The outcome: [code, unit as written] in order; how many there were to draw from and the digest of these."""

    codes: list[list[str]]
    population: int
    digest: str
    as_of: datetime


def drawn(lake: Opened, query: Query, *, seed: str) -> Drawn:
    """Draws. Late is what ended, or at the time of the data stood open, after its due moment."""
    population = _population(lake, query)
    taken = draw(population, query.count, seed=seed, by_stratum=query.by_unit)
    return Drawn([[code, population[code]] for code in taken], len(population), digest_of(population), lake.current.as_of)


def digest_of(population: dict[str, str]) -> str:
    """SHA-256 over the codes with their units, in order."""
    return hashlib.sha256("\n".join(f"{code}\t{unit}" for code, unit in sorted(population.items())).encode()).hexdigest()


def units_drawn(codes: Collection[list[str]]) -> dict[str, list[str]]:
    """Unit → its drawn dossiers, for the list to print."""
    found: dict[str, list[str]] = {}
    for code, unit in codes:
        found.setdefault(unit, []).append(code)
    return dict(sorted(found.items()))


def _population(lake: Opened, query: Query) -> dict[str, str]:
    rows = lake.tables.read("dossiers", COLUMNS)
    received, due, finished = (rows.moments(name) for name in ("received_at", "due_at", "finished_at"))
    wanted = (received >= np.datetime64(query.first_day)) & (received < np.datetime64(query.last_day) + np.timedelta64(1, "D"))
    if query.only_late:
        ended = np.where(np.isnat(finished), np.datetime64(lake.current.as_of.astimezone(ZONE).replace(tzinfo=None)), finished)
        wanted &= ended > due
    names = zip(rows.text("code"), rows.text("unit"), wanted, strict=True)
    return {str(code): unit or UNKNOWN for code, unit, is_wanted in names if is_wanted}
