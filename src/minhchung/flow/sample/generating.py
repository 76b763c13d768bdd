"""`generate`: a seed becomes a world, the world several exports, with the list of what was planted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
import pyarrow as pa

from minhchung.flow.sample.arrivals import WorkingTime, arrivals
from minhchung.flow.sample.catalogue import ward
from minhchung.flow.sample.clock_anomalies import PLANTERS, Field, Planted, plant
from minhchung.flow.sample.course import Drift, Stamps, course
from minhchung.flow.sample.rewriting import REWRITERS, rewrite
from minhchung.flow.sample.world import View, World, flags_of, view

ANOMALIES: Mapping[str, int] = {
    "end-equals-due": 6,
    "ended-same-minute": 2,  # groups
    "end-before-last-step": 5,
    "event-after-end": 4,
    "midnight": 5,
    "out-of-hours": 6,
    "zero-length": 6,
    "code-date": 4,
    "route-differs": 4,
    "due-moved": 2,
    "due-changed-late": 2,
    "backdated": 2,
    "reopened": 2,
    "vanished": 2,
    "renamed-status": 2,
}
"""How many of each kind are planted by default."""
CLEAN: Mapping[str, int] = {}
SLIPS = pa.schema([("code", pa.string()), ("seq", pa.int32()), ("unit", pa.string()), ("officer", pa.string()), ("at", pa.timestamp("s"))])
EXPORTED_AT = time(7, 45)


@dataclass(frozen=True, slots=True)
class Sample:
    """The exports in the order of their time, what was planted, why late dossiers were late, and control slips as they were on paper.

    `planted` lists each dossier of a group by itself. `causes`: code → why it ended late, for every dossier that did. `slips` has the
    columns code, seq, unit, officer, at. Everybody named is invented.
    """

    seed: int
    exports: tuple[View, ...]
    planted: tuple[Planted, ...]
    causes: Mapping[str, str]
    slips: pa.Table


def generate(
    seed: int,
    *,
    dossiers: int,
    start: date,
    end: date,
    working: WorkingTime,
    exports: Sequence[datetime] | None = None,
    anomalies: Mapping[str, int] = ANOMALIES,
    drift: Drift | None = None,
) -> Sample:
    """So many dossiers that came from `start` to the day before `end`, exported at each moment of `exports`.

    `exports`: wall clock of Viet Nam, in order; by default 07:45 two weeks and one week before `end`, and of `end`. `working`: the slot
    table of a calendar that holds the years from `start` to some months after `end`. `anomalies`: kind → how many, `CLEAN` for none;
    fewer are planted where too few dossiers fit, and `planted` is what counts. `drift`: from a day on everything takes longer.
    The same arguments give the same sample. Raises ValueError.
    """
    moments = tuple(exports) if exports is not None else _weekly(end)
    _refuse(dossiers, start, end, moments, anomalies)
    rng = np.random.default_rng(seed)
    come = arrivals(rng, ward(), working, dossiers=dossiers, start=start, end=end)
    ran = course(rng, ward(), working, come, drift)
    flags, paid = flags_of(rng, ward(), come, ran)
    world = World(ward(), come, ran, flags, paid)
    ground = Field(world, Stamps(rng, working), np.datetime64(moments[-1], "s"))
    plant(ground, {kind: count for kind, count in anomalies.items() if kind in PLANTERS})
    rewrite(ground, moments, {kind: count for kind, count in anomalies.items() if kind in REWRITERS})
    late = {code: str(cause) for code, cause in zip(come.code, ran.cause, strict=True) if cause is not None}
    views = tuple(view(world, number, moment) for number, moment in enumerate(moments))
    return Sample(seed, views, tuple(ground.planted), late, pa.Table.from_pylist(ground.slips, SLIPS))


def _weekly(end: date) -> tuple[datetime, ...]:
    return tuple(datetime.combine(end - timedelta(days=days), EXPORTED_AT) for days in (14, 7, 0))


def _refuse(dossiers: int, start: date, end: date, moments: Sequence[datetime], anomalies: Mapping[str, int]) -> None:
    if dossiers < 1:
        raise ValueError(f"Số hồ sơ mẫu {dossiers} không được: cần từ 1 trở lên.")
    if not start < end:
        raise ValueError(f"Ngày đầu {start:%d/%m/%Y} phải trước ngày cuối {end:%d/%m/%Y}.")
    if not moments or list(moments) != sorted(set(moments)):
        raise ValueError("Các thời điểm xuất phải khác nhau và theo thứ tự thời gian, ít nhất một.")
    if unknown := sorted(set(anomalies) - set(PLANTERS) - set(REWRITERS)):
        raise ValueError(f"Không có loại bất thường {', '.join(unknown)}. Các loại: {', '.join(sorted({*PLANTERS, *REWRITERS}))}.")
