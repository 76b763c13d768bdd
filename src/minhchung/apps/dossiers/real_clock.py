"""The record beside the deed: what control slips and signed results say of the moments that the system has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa
import pyarrow.compute as pc

from minhchung.apps.dossiers.lake import slots_of
from minhchung.apps.dossiers.models import ResultSignature, SlipHandover
from minhchung.apps.dossiers.narrowing import Holders, Narrow, holders
from minhchung.apps.dossiers.reading import Opened
from minhchung.apps.dossiers.slip_tables import in_order, lake_names, signed_table, slip_table
from minhchung.apps.organisations.models import Commune
from minhchung.flow.inputs import Tables
from minhchung.flow.lake import in_zone
from minhchung.flow.two_clocks import STEP_COLUMNS, two_clocks

SAME = 15
"""Clocks that differ by no more working minutes than this agree: nobody taps a phone and clicks a mouse at once. No document sets it."""
SIGNED = "Ký kết quả"


@dataclass(frozen=True)
class Beside:
    """One moment on both clocks. `minutes`: working minutes by which the system is later, negative when earlier; None with `why`."""

    code: str
    step: str
    holder: str
    unit: str
    officer: str
    recorded_at: datetime | None
    real_at: datetime | None
    minutes: float | None
    why: str
    procedure: str = ""

    @property
    def state(self) -> str:
        """ "same", "later" or "earlier" (the system against the deed), "unknown"."""
        if self.minutes is None:
            return "unknown"
        if abs(self.minutes) <= SAME:
            return "same"
        return "later" if self.minutes > 0 else "earlier"

    @property
    def distance(self) -> float:
        """Working minutes between the two clocks, whichever is later."""
        return abs(self.minutes or 0)


@dataclass(frozen=True)
class RealSide:
    """The rows asked for, the greatest difference first, and how many there are of each state under the narrowing."""

    rows: tuple[Beside, ...]
    counts: dict[str, int]
    offered: Holders
    state: str

    @property
    def total(self) -> int:
        """All moments under the narrowing."""
        return sum(self.counts.values())


def beside(
    lake: Opened, commune: Commune, handovers: Sequence[SlipHandover], signatures: Sequence[ResultSignature], *, on: date
) -> list[Beside]:
    """Every hand-over and signature beside what the system has, in the order of the slips."""
    if not handovers and not signatures:
        return []
    every = lake.tables
    codes = pa.array(sorted({each.code for each in handovers} | {each.code for each in signatures}), pa.string())
    only = Tables(
        _of(every.read("dossiers", ("code", "finished_at", "unit", "officer")).rows, codes),
        _of(every.read("steps", STEP_COLUMNS).rows, codes),
    )
    slips = slip_table(handovers, lake_names(only, commune, on)) if handovers else None
    signed = signed_table(signatures) if signatures else None
    found = two_clocks(only, slots_of(lake.calendar), slips=slips, signed=signed).to_pylist()
    takers = [each.taker for each in in_order(handovers)]
    signers = [each.signer for each in signatures]
    procedures = lake.procedures(set(codes.to_pylist()))
    return [_row(row, who, procedures.get(row["code"], "")) for row, who in zip(found, [*takers, *signers], strict=True)]


def real_side(rows: Iterable[Beside], *, state: str, narrow: Narrow) -> RealSide:
    """The rows narrowed, of one state ("" all)."""
    every = list(rows)
    kept = [row for row in every if narrow.keeps(_narrowed(row))]
    counts = {name: sum(row.state == name for row in kept) for name in ("later", "earlier", "same", "unknown")}
    chosen = state if state in counts else ""
    shown = [row for row in kept if chosen in ("", row.state)]
    shown.sort(key=lambda row: (row.minutes is None, -abs(row.minutes or 0), row.code))
    return RealSide(tuple(shown), counts, holders([_narrowed(row) for row in every], narrow), chosen)


def _of(rows: pa.Table, codes: pa.Array) -> pa.Table:
    return rows.filter(pc.is_in(rows["code"], value_set=codes))


def _row(row: "dict[str, object]", who: str, procedure: str) -> Beside:
    recorded, real, minutes = (row[name] for name in ("recorded_at", "real_at", "minutes"))
    signature = row["source"] == "signature"
    return Beside(
        code=str(row["code"]),
        step=SIGNED if signature else str(row["step"] or ""),
        holder=who,
        unit=str(row["unit"] or ""),
        officer=str(row["officer"] or ""),
        recorded_at=in_zone(recorded) if isinstance(recorded, datetime) else None,
        real_at=in_zone(real) if isinstance(real, datetime) else None,
        minutes=minutes if isinstance(minutes, float) else None,
        why=str(row["why"] or ""),
        procedure=procedure,
    )


def _narrowed(row: Beside) -> dict[str, str]:
    return {"code": row.code, "procedure": row.procedure, "unit": row.unit, "officer": row.officer or row.holder}
