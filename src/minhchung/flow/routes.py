"""The usual route of a procedure: the steps that most of its closed dossiers went through, in their usual order."""

import duckdb

from minhchung.flow.columns import RESOLVED
from minhchung.flow.inputs import Tables
from minhchung.flow.usual import FEW

_ROUTE = """
WITH closed AS (SELECT code FROM dossiers WHERE procedure_code = $procedure AND status IN ({resolved})),
     passed AS (
         SELECT s.code, s.step, min(s.seq) AS place
         FROM steps s JOIN closed c ON s.code = c.code WHERE s.step IS NOT NULL GROUP BY s.code, s.step)
SELECT step FROM passed GROUP BY step
HAVING count(*) * 2 > (SELECT count(DISTINCT code) FROM passed) AND (SELECT count(DISTINCT code) FROM passed) >= $few
ORDER BY avg(place), step
"""


def usual_route(tables: Tables, procedure: str | None, few: int = FEW) -> tuple[str, ...]:
    """Names of the steps that more than half of the closed dossiers of a procedure had, in order; empty below `few` dossiers."""
    if procedure is None:
        return ()
    dossiers, steps = tables.read("dossiers", ("code", "procedure_code", "status")), tables.read("steps", ("code", "seq", "step"))
    if not len(steps):
        return ()
    resolved = ", ".join(f"'{status}'" for status in RESOLVED)
    with duckdb.connect() as base:
        base.register("dossiers", dossiers.rows)
        base.register("steps", steps.rows)
        found = base.execute(_ROUTE.format(resolved=resolved), {"procedure": procedure, "few": few}).fetchall()
    return tuple(row[0] for row in found)
