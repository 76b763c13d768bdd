"""What the steps of dossiers tell, as the page shows it: time per step and unit, the usual ways, hand-offs, repeated work."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from minhchung.flow.inputs import Tables
from minhchung.flow.slots import Slots
from minhchung.flow.steps import COLUMNS, edges, handovers, rework, routes, step_times

WAYS, HANDOFFS, REPEATS = 4, 10, 10


@dataclass(frozen=True)
class Leg:
    """A step of a way and the mean working minutes until the next begins (None for the last, or where unknown)."""

    step: str
    minutes: float | None


@dataclass(frozen=True)
class Way:
    """A sequence of steps that so many dossiers went, with their share in percent."""

    legs: tuple[Leg, ...]
    dossiers: int
    share: float


@dataclass(frozen=True)
class StepFigures:
    """Rows as the engine gives them (flow.steps), for the steps of some dossiers. `longest`: the longest median or p80 of all, for bars."""

    dossiers: int
    times: tuple[Mapping[str, Any], ...]
    ways: tuple[Way, ...]
    other_ways: int
    handoffs: tuple[Mapping[str, Any], ...]
    repeats: tuple[Mapping[str, Any], ...]
    longest: float


def dossiers_of(tables: Tables, procedure: str) -> pa.Table:
    """The steps of the dossiers of a procedure ("" all)."""
    steps = tables.read("steps", COLUMNS).rows
    if not procedure:
        return steps
    dossiers = tables.read("dossiers", ("code", "procedure_code")).rows
    codes = dossiers.filter(pc.equal(dossiers["procedure_code"], procedure))["code"]
    return steps.filter(pc.is_in(steps["code"], value_set=codes.combine_chunks()))


def with_steps(tables: Tables) -> tuple[tuple[str, str, int], ...]:
    """Code, name and number of dossiers of the procedures whose dossiers have steps."""
    codes = set(tables.read("steps", ("code", "seq")).text("code").tolist())
    read = tables.read("dossiers", ("code", "procedure_code", "procedure"))
    rows = zip(read.text("code"), read.text("procedure_code"), read.text("procedure"), strict=True)
    counted: Counter[str] = Counter()
    names: dict[str, str] = {}
    for code, number, name in rows:
        if number and code in codes:
            counted[number] += 1
            names[number] = name or number
    return tuple((number, names[number], count) for number, count in counted.most_common())


def figures(steps: pa.Table, slots: Slots) -> StepFigures:
    """All that is told of these steps, in the order in which dossiers usually come to them."""
    followed = edges(steps, slots).to_pylist()
    minutes = {(edge["step"], edge["next_step"]): edge["working_minutes"] for edge in followed}
    found = routes(steps).to_pylist()
    whole = sum(row["dossiers"] for row in found)
    ways = tuple(Way(_legs(row["route"], minutes), row["dossiers"], 100 * row["dossiers"] / whole) for row in found[:WAYS])
    order = _order(found)
    times = sorted(step_times(steps, slots).to_pylist(), key=lambda row: (order.get(row["step"], 2.0), row["step"], -row["passes"]))
    longest = max((row[name] or 0 for row in times for name in ("handling_p80", "waiting_p80")), default=0)
    return StepFigures(
        len(set(steps["code"].to_pylist())),
        tuple(times),
        ways,
        sum(row["dossiers"] for row in found[WAYS:]),
        tuple(handovers(steps, slots).to_pylist()[:HANDOFFS]),
        tuple(rework(steps).to_pylist()[:REPEATS]),
        longest,
    )


def _order(found: list[dict[str, Any]]) -> dict[str, float]:
    """Step → where it usually stands in a dossier, from 0 (first) to 1 (last)."""
    places: dict[str, list[tuple[float, int]]] = {}
    for row in found:
        for number, step in enumerate(row["route"]):
            places.setdefault(step, []).append((number / (len(row["route"]) - 1), row["dossiers"]))
    return {step: sum(place * many for place, many in seen) / sum(many for _, many in seen) for step, seen in places.items()}


def _legs(route: list[str], minutes: Mapping[tuple[str, str], float | None]) -> tuple[Leg, ...]:
    return tuple(
        Leg(step, minutes.get((step, route[number + 1])) if number + 1 < len(route) else None) for number, step in enumerate(route)
    )
