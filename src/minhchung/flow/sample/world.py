"""The invented world as it truly went, and how it looks in the provincial system at a moment: an export of that moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa

from minhchung.flow.columns import schema
from minhchung.flow.sample.arrivals import Arrivals, Flags, Moments, Words
from minhchung.flow.sample.catalogue import Ward
from minhchung.flow.sample.course import NAT, NOTHING, Course, final_due

FLAGS_AT_FIRST_AND_LAST = {
    "result_file": (0.90, 0.99),
    "digitised": (0.78, 0.98),
    "reused": (0.18, 0.50),
    "personal_store": (0.03, 0.20),
    "population_data": (0.45, 0.80),
    "synced": (0.97, 0.995),
    "outside_territory": (0.01, 0.03),
}


@dataclass(frozen=True, slots=True)
class Revision:
    """What the system says of one dossier from one export on: other values, steps cut off at a moment, or nothing any more."""

    row: int
    export: int
    values: Mapping[str, Any] = field(default_factory=dict)
    cut_at: np.datetime64 | None = None
    gone: bool = False
    status_word: str | None = None


@dataclass(slots=True)
class World:
    """Everything that happened, and what was later written over it. `late_steps`: (row, started, ended) of steps added after the end."""

    ward: Ward
    come: Arrivals
    course: Course
    flags: dict[str, Flags]
    paid: Words
    revisions: list[Revision] = field(default_factory=list)
    late_steps: list[tuple[int, np.datetime64, np.datetime64]] = field(default_factory=list)

    def of_procedure(self, name: str) -> Any:
        """An attribute of each dossier's procedure."""
        values = np.array([getattr(procedure, name) for procedure in self.ward.procedure], dtype=object)
        return values[self.come.procedure]


@dataclass(frozen=True, slots=True)
class View:
    """One export of the world. `tables` as in the lake; `applicant` numbers the invented applicant of each row of dossiers.

    `status_words`: code → the word that stands for the status where it is not the usual one (the table has no status there).
    """

    as_of: datetime
    tables: dict[str, pa.Table]
    applicant: tuple[int, ...]
    status_words: dict[str, str]


def flags_of(rng: np.random.Generator, ward: Ward, come: Arrivals, course: Course) -> tuple[dict[str, Flags], Words]:
    """Digitisation, reuse, payment and the like, most of them more usual from month to month."""
    size = come.arrived.size
    flags: dict[str, Flags] = {
        name: rng.random(size) < first + (last - first) * come.age for name, (first, last) in FLAGS_AT_FIRST_AND_LAST.items()
    }
    online = come.channel == "online"
    flags["verified_account"] = online & (rng.random(size) < 0.93)
    flags["apology_sent"] = (course.finished > final_due(course)) & (rng.random(size) < 0.7)
    fee = np.array([procedure.fee for procedure in ward.procedure])[come.procedure]
    dice = rng.random(size)
    paid = np.where(fee & online & (dice < 0.8), "portal", np.where(fee & online & (dice < 0.93), "gateway", "none"))
    return flags, paid.astype(object)


def view(world: World, number: int, as_of: datetime) -> View:
    """The `number`-th export (from 0), made at `as_of` (wall clock of Viet Nam)."""
    now = np.datetime64(as_of, "s")
    columns = columns_at(world, now)
    shown = world.come.arrived <= now
    words: dict[str, str] = {}
    cuts: dict[int, np.datetime64] = {}
    for revision in world.revisions:
        if revision.export > number or not shown[revision.row]:
            continue
        for name, value in revision.values.items():
            columns[name][revision.row] = value
        if revision.gone:
            shown[revision.row] = False
        if revision.cut_at is not None:
            cuts[revision.row] = revision.cut_at
        if revision.status_word is not None:
            words[columns["code"][revision.row]] = revision.status_word
    rows = np.flatnonzero(shown)
    fields = schema("dossiers")
    dossiers = pa.table([_array(columns[name][rows], fields.field(name).type) for name in fields.names], schema=fields)
    tables = {"dossiers": dossiers, "steps": _steps(world, rows, now, cuts), "supplements": _supplements(world, rows, now, cuts)}
    return View(as_of, tables, tuple(rows.tolist()), words)


def _array(values: Any, kind: pa.DataType) -> pa.Array:
    return pa.array(values.tolist() if values.dtype == object else values, kind)


def _until(moments: Moments, now: np.datetime64) -> Moments:
    return np.where(moments <= now, moments, NAT)


def columns_at(world: World, now: np.datetime64) -> dict[str, Any]:
    come, course, ward = world.come, world.course, world.ward
    finished, delivered = _until(course.finished, now), _until(course.delivered, now)
    asked, given = _until(course.asked, now), _until(course.given, now)
    twice = ~np.isnat(asked[:, 1])
    due = course.due_first.copy()
    for nth in (0, 1):
        due = np.where(~np.isnat(given[:, nth]), course.due_after[:, nth], due)
    taken = ~np.isnat(come.received)
    begun = np.maximum((course.started <= now).sum(axis=1) - 1, 0)
    holder = np.where(np.isnat(finished), course.step_officer[np.arange(begun.size), begun], course.handler)
    units = {key: unit.name for key, unit in ward.units.items()}
    return {
        "code": come.code.copy(),
        **{lake: world.of_procedure(name) for lake, name in (("procedure_code", "code"), ("procedure", "name"), ("field", "field"))},
        **{lake: world.of_procedure(name) for lake, name in (("level", "level"), ("limit_amount", "amount"), ("limit_unit", "limit_unit"))},
        **{lake: world.of_procedure(name) for lake, name in (("paper_result", "paper"), ("has_fee", "fee"))},
        **{lake: world.of_procedure(name) for lake, name in (("vertical_sector", "vertical"), ("interlinked", "interlinked"))},
        "channel": come.channel.copy(),
        "status": _status(world, now),
        "unit": np.array([units[key] for key in world.of_procedure("unit")], dtype=object),
        "receiving_unit": np.full(begun.size, ward.desk, dtype=object),
        "officer": np.where(taken, holder, NOTHING),
        "receiver": course.receiver.copy(),
        "submitted_at": come.submitted.copy(),
        "received_at": come.received.copy(),
        "refused_at": come.refused.copy(),
        "due_at": np.where(taken, due, NAT),
        "finished_at": finished,
        "delivered_at": delivered,
        "supplement_count": (~np.isnat(asked)).sum(axis=1),
        "supplement_asked_at": np.where(twice, asked[:, 1], asked[:, 0]),
        "supplement_given_at": np.where(twice, given[:, 1], given[:, 0]),
        "paid_online": world.paid.copy(),
        **{name: flag.copy() for name, flag in world.flags.items()},
        "result_file": world.flags["result_file"] & ~np.isnat(finished) & (course.way_out == None),  # noqa: E711 - a column
        "apology_sent": world.flags["apology_sent"] & (due < now),
    }


def _status(world: World, now: np.datetime64) -> Words:
    course = world.course
    waiting = ((course.asked <= now) & ~(course.given <= now)).any(axis=1)
    return np.select(
        [
            ~np.isnat(world.come.refused),
            (course.finished <= now) & (course.way_out == "withdrawn"),
            (course.finished <= now) & (course.way_out == "terminated"),
            course.delivered <= now,
            course.finished <= now,
            waiting,
            (course.fee_from <= now) & (course.fee_until > now),
            course.started[:, 1] <= now,
        ],
        ["refused", "withdrawn", "terminated", "delivered", "finished", "supplement", "payment", "processing"],
        "received",
    ).astype(object)


def _steps(world: World, rows: Any, now: np.datetime64, cuts: Mapping[int, np.datetime64]) -> pa.Table:
    """The steps of the shown dossiers begun by now, in their order."""
    course = world.course
    started, ended = course.started[rows], _until(course.ended[rows], now)
    place = {row: at for at, row in enumerate(rows.tolist())}
    for row, cut in cuts.items():
        started[place[row]] = np.where(started[place[row]] < cut, started[place[row]], NAT)
        ended[place[row]] = np.where(np.isnat(started[place[row]]), NAT, np.fmin(course.ended[row], cut))
    at, nth = np.nonzero(started <= now)
    extra = [item for item in world.late_steps if item[0] in place and item[1] <= now]
    late = np.array([item[0] for item in extra], dtype=np.int64)
    count = (~np.isnat(course.started[late])).sum(axis=1)
    parts = {
        "code": np.concatenate([world.come.code[rows[at]], world.come.code[late]]),
        "seq": np.concatenate([nth + 1, count + 1]),
        "step": np.concatenate([course.step[rows[at], nth], np.full(late.size, "Cập nhật thông tin hồ sơ", dtype=object)]),
        "unit": np.concatenate([course.step_unit[rows[at], nth], course.step_unit[late, 1]]),
        "officer": np.concatenate([course.step_officer[rows[at], nth], course.handler[late]]),
        "started_at": np.concatenate([started[at, nth], np.array([item[1] for item in extra], dtype="datetime64[s]")]),
        "ended_at": np.concatenate([ended[at, nth], _until(np.array([item[2] for item in extra], dtype="datetime64[s]"), now)]),
        "allowed_until": np.concatenate([course.allowed[rows[at], nth], np.full(late.size, NAT)]),
    }
    fields = schema("steps")
    return pa.table([_array(parts[name], fields.field(name).type) for name in fields.names], schema=fields).sort_by(
        [("code", "ascending"), ("seq", "ascending")]
    )


def _supplements(world: World, rows: Any, now: np.datetime64, cuts: Mapping[int, np.datetime64]) -> pa.Table:
    course = world.course
    shown = np.array([row for row in rows.tolist() if row not in cuts], dtype=np.int64)
    at, nth = np.nonzero(course.asked[shown] <= now)
    given = _until(course.given[shown[at], nth], now)
    parts = {
        "code": world.come.code[shown[at]],
        "seq": nth + 1,
        "asked_at": course.asked[shown[at], nth],
        "given_at": given,
        "due_before": course.due_before[shown[at], nth],
        "due_after": np.where(np.isnat(given), NAT, course.due_after[shown[at], nth]),
    }
    fields = schema("supplements")
    return pa.table([_array(parts[name], fields.field(name).type) for name in fields.names], schema=fields)
