"""Who held a late dossier at the moment it was due: a fact of its steps, not a judgement on who made it late."""

from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from minhchung.flow.backlog.hints import Late
from minhchung.flow.inputs import Read

_HELD = """
SELECT l.place, s.step, s.officer, s.unit
FROM late l JOIN steps s ON s.code = l.code
WHERE s.started_at IS NULL OR s.started_at <= l.due
QUALIFY row_number() OVER (PARTITION BY l.place ORDER BY s.seq DESC) = 1
"""


@dataclass(frozen=True, slots=True)
class Holder:
    """The step a dossier was in, with its officer and unit; None where the source does not say."""

    step: str | None = None
    officer: str | None = None
    unit: str | None = None


def holders_of(late: Late, steps: Read) -> list[Holder]:
    """Per late dossier the step it was in when it was due: the last that had begun by then."""
    count = len(late.dossiers)
    held = [Holder()] * count
    if not count or not len(steps):
        return held
    with duckdb.connect() as base:
        base.register("steps", steps.rows)
        base.register(
            "late",
            pa.table(
                {
                    "place": pa.array(np.arange(count)),
                    "code": late.dossiers.rows["code"],
                    "due": pa.array(late.due.astype("datetime64[s]"), pa.timestamp("s")),
                }
            ),
        )
        for place, *texts in base.sql(_HELD).fetchall():
            held[place] = Holder(*texts)
    return held
