"""What two snapshots say differently of one dossier. Each is a fact with both snapshots named, never an accusation.

* `due-moved`: the due date was another one, or is gone. Compared by day where one of the two exports gives only days.
* `backdated`: an end that lies before the `as_of` of an older snapshot which still showed the dossier unfinished.
* `reopened`: finished or delivered in the older snapshot, in work again in the newer.
* `vanished`: a newer snapshot that is said to be whole, and whose units, fields, statuses and days of reception all take the dossier in,
  does not have it. What is not known of the dossier (no snapshot gives its unit, say) is not covered; an export that is not whole, such
  as a list of overdue dossiers, says nothing of those that are not on it.
* `renamed-status`: the older snapshot knows the status; the newer has none for the dossier and holds status words that no profile knows.

The snapshots are compared in the order of their `as_of`, whatever order they were imported in.
"""

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from minhchung.flow.columns import OPEN, RESOLVED, Status
from minhchung.flow.lake import ZONE, Snapshot
from minhchung.flow.manifest import Manifest
from minhchung.flow.queries import ranked, source, text, texts, union

KINDS = ("due-moved", "backdated", "reopened", "vanished", "renamed-status")
SCHEMA = pa.schema(
    [
        ("code", pa.string()),
        ("kind", pa.string()),
        ("seen_at", pa.timestamp("s")),
        ("before", pa.string()),
        ("after", pa.string()),
        ("older", pa.string()),
        ("newer", pa.string()),
    ]
)
UNFINISHED = (Status.REGISTERED, *OPEN)
DIMENSIONS = ("unit", "field", "status")


def changes(connection: duckdb.DuckDBPyConnection, snapshots: Sequence[Snapshot], where: str) -> str:
    """The query whose rows are the changes (columns as SCHEMA) of the codes `where`, in order of code and of the newer snapshot.

    What is found of a dossier depends on its own rows in the snapshots and on which of them are whole. Makes the tables it reads in
    `connection`.
    """
    with_dossiers = [(number, snapshot) for number, snapshot in enumerate(snapshots) if snapshot.file("dossiers")]
    connection.register("shots", _shots(snapshots))
    connection.register("covered", _covered(snapshots))
    parts = [_shown(number, snapshot, snapshots, where) for number, snapshot in with_dossiers] or [_nothing_shown()]
    # One row per dossier and snapshot: the last one where a file names a dossier twice, as in the current state.
    connection.execute(
        f"""CREATE TEMP TABLE shown AS SELECT * FROM (
            SELECT *, ROW_NUMBER() OVER (PARTITION BY code, n ORDER BY rank DESC) AS nth FROM ({union(parts)}) AS said
        ) AS numbered WHERE nth = 1"""
    )
    kinds = [_due_moved(), _backdated(), _reopened(), _vanished(), _renamed_status()]
    return f"""
        SELECT found.code, found.kind, newer.as_of AS seen_at, found.before, found.after, older.id AS older, newer.id AS newer
        FROM ({union(kinds)}) AS found
        JOIN shots AS older ON older.n = found.older_n JOIN shots AS newer ON newer.n = found.newer_n
        ORDER BY found.code, newer.n, found.kind, older.n"""


def _shots(snapshots: Sequence[Snapshot]) -> pa.Table:
    received = [snapshot.manifest.coverage.received or (None, None) for snapshot in snapshots]
    return pa.table(
        {
            "n": pa.array(range(len(snapshots)), pa.int64()),
            "id": pa.array([snapshot.id for snapshot in snapshots], pa.string()),
            "as_of": pa.array([snapshot.as_of.astimezone(ZONE).replace(tzinfo=None) for snapshot in snapshots], pa.timestamp("us")),
            "whole": pa.array([snapshot.manifest.coverage.whole for snapshot in snapshots], pa.bool_()),
            "first_day": pa.array([first for first, _ in received], pa.date32()),
            "last_day": pa.array([last for _, last in received], pa.date32()),
            "unknown": pa.array(["; ".join(snapshot.manifest.unknown.get("statuses", ())) or None for snapshot in snapshots], pa.string()),
        }
    )


def _covered(snapshots: Sequence[Snapshot]) -> pa.Table:
    rows = [
        {"n": number, "dimension": dimension, "word": word}
        for number, snapshot in enumerate(snapshots)
        for dimension, words in zip(
            DIMENSIONS,
            (snapshot.manifest.coverage.units, snapshot.manifest.coverage.fields, snapshot.manifest.coverage.statuses),
            strict=True,
        )
        for word in words or ()
    ]
    return pa.Table.from_pylist(rows, pa.schema([("n", pa.int64()), ("dimension", pa.string()), ("word", pa.string())]))


def _shown(number: int, snapshot: Snapshot, snapshots: Sequence[Snapshot], where: str) -> str:
    """What one snapshot shows of each dossier: NULL in a `…_known` column's partner may be an empty cell or an absent column, so the
    flags tell the two apart."""
    manifest = snapshot.manifest
    has = {name: name in manifest.columns for name in ("status", "finished_at", "delivered_at", "due_at", "received_at", *DIMENSIONS)}
    cell = {name: name if there else "NULL" for name, there in has.items()}
    end = f"COALESCE({cell['finished_at']}, {cell['delivered_at']})"
    whole_after = next((n for n in range(number + 1, len(snapshots)) if snapshots[n].manifest.coverage.whole), None)
    return f"""SELECT code, {ranked(number)} AS rank, CAST({number} AS BIGINT) AS n,
        {_flag(has["status"])} AS status_known, CAST({cell["status"]} AS VARCHAR) AS status,
        CAST({end} AS TIMESTAMP) AS end_at, {_end_is_day(manifest)} AS end_is_day,
        {_unfinished(has)} AS unfinished, {_resolved(has)} AS resolved,
        {_flag(has["due_at"])} AS due_known, CAST({cell["due_at"]} AS TIMESTAMP) AS due_at,
        {_flag(_is_day(manifest, "due_at"))} AS due_is_day,
        {", ".join(f"{_last_known(has[name], cell[name])} AS said_{name}" for name in DIMENSIONS)},
        CAST({cell["received_at"]} AS DATE) AS said_day, CAST({"NULL" if whole_after is None else whole_after} AS BIGINT) AS whole_after
        FROM {source(snapshot, "dossiers", where)} AS said"""


def _nothing_shown() -> str:
    """A relation with the columns of `_shown` and no row, for a lake that holds only steps."""
    texts_ = ", ".join(f"CAST(NULL AS VARCHAR) AS {name}" for name in ("code", "status", *(f"said_{name}" for name in DIMENSIONS)))
    flags = ", ".join(f"FALSE AS {name}" for name in ("status_known", "end_is_day", "unfinished", "resolved", "due_known", "due_is_day"))
    return f"""SELECT {texts_}, {flags}, CAST(0 AS BIGINT) AS rank, CAST(0 AS BIGINT) AS n, CAST(NULL AS TIMESTAMP) AS end_at,
        CAST(NULL AS TIMESTAMP) AS due_at, CAST(NULL AS DATE) AS said_day, CAST(NULL AS BIGINT) AS whole_after WHERE FALSE"""


def _flag(value: bool) -> str:
    return "TRUE" if value else "FALSE"


def _is_day(manifest: Manifest, column: str) -> bool:
    return column in manifest.columns and manifest.columns[column].precision == "day"


def _end_is_day(manifest: Manifest) -> str:
    """Whether the end that is used (the finish, else the delivery) is known only by its day."""
    finished, delivered = _flag(_is_day(manifest, "finished_at")), _flag(_is_day(manifest, "delivered_at"))
    return delivered if "finished_at" not in manifest.columns else f"CASE WHEN finished_at IS NULL THEN {delivered} ELSE {finished} END"


def _unfinished(has: dict[str, bool]) -> str:
    no_end = " AND ".join(f"{name} IS NULL" for name in ("finished_at", "delivered_at") if has[name]) or "TRUE"
    if has["status"]:
        return f"(COALESCE(status IN ({texts(UNFINISHED)}), FALSE) AND {no_end})"
    return f"({no_end})" if has["finished_at"] else "FALSE"


def _resolved(has: dict[str, bool]) -> str:
    if has["status"]:
        return f"COALESCE(status IN ({texts(RESOLVED)}), FALSE)"
    return "finished_at IS NOT NULL" if has["finished_at"] else "FALSE"


def _last_known(has: bool, cell: str) -> str:
    """The word, '' for a cell known to be empty, NULL when the export has no such column."""
    return f"COALESCE({cell}, '')" if has else "CAST(NULL AS VARCHAR)"


def _due_moved() -> str:
    as_written = "CASE WHEN {is_day} THEN CAST(CAST({at} AS DATE) AS VARCHAR) ELSE CAST({at} AS VARCHAR) END"
    return f"""
        SELECT code, 'due-moved' AS kind, {as_written.format(is_day="was_day", at="was_due")} AS before,
            {as_written.format(is_day="due_is_day", at="due_at")} AS after, was_n AS older_n, n AS newer_n
        FROM (
            SELECT *, LAG(n) OVER w AS was_n, LAG(due_at) OVER w AS was_due, LAG(due_is_day) OVER w AS was_day
            FROM shown WHERE due_known WINDOW w AS (PARTITION BY code ORDER BY n)
        ) AS pairs
        WHERE was_due IS NOT NULL AND CASE WHEN due_is_day OR was_day
            THEN CAST(due_at AS DATE) IS DISTINCT FROM CAST(was_due AS DATE) ELSE due_at IS DISTINCT FROM was_due END"""


def _backdated() -> str:
    """An end known to the minute (or day) must lie a whole minute (or day) before the older snapshot."""
    return """
        SELECT code, 'backdated' AS kind, before, after, older_n, newer_n FROM (
            SELECT ends.code, ends.older_n, ends.n AS newer_n, was.status AS before,
                CASE WHEN ends.end_is_day THEN CAST(CAST(ends.end_at AS DATE) AS VARCHAR) ELSE CAST(ends.end_at AS VARCHAR) END AS after,
                ROW_NUMBER() OVER (PARTITION BY ends.code, ends.older_n, ends.end_at ORDER BY ends.n) AS nth
            FROM (
                SELECT *, MAX(CASE WHEN unfinished THEN n END)
                    OVER (PARTITION BY code ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS older_n
                FROM shown
            ) AS ends
            JOIN shown AS was ON was.code = ends.code AND was.n = ends.older_n
            JOIN shots AS older ON older.n = ends.older_n
            WHERE ends.end_at IS NOT NULL AND CASE WHEN ends.end_is_day
                THEN CAST(ends.end_at AS DATE) < CAST(older.as_of AS DATE) ELSE ends.end_at + INTERVAL '1' MINUTE <= older.as_of END
        ) AS dated WHERE nth = 1"""


def _reopened() -> str:
    return """
        SELECT code, 'reopened' AS kind, was_status AS before, status AS after, was_n AS older_n, n AS newer_n
        FROM (
            SELECT *, LAG(n) OVER w AS was_n, LAG(status) OVER w AS was_status, LAG(resolved) OVER w AS was_resolved
            FROM shown WHERE unfinished OR resolved OR status IS NOT NULL WINDOW w AS (PARTITION BY code ORDER BY n)
        ) AS pairs
        WHERE unfinished AND was_resolved"""


def _vanished() -> str:
    known = ", ".join(
        f"LAST_VALUE(said_{name} IGNORE NULLS) OVER w AS known_{name}" for name in (*DIMENSIONS, "day")
    )  # '' where the newest word is an empty cell: that covers nothing
    covered = " AND ".join(
        f"EXISTS (SELECT 1 FROM covered AS c WHERE c.n = shot.n AND c.dimension = {text(name)} AND c.word = seen.known_{name})"
        for name in DIMENSIONS
    )
    return f"""
        SELECT seen.code, 'vanished' AS kind, MAX(seen.known_status) AS before, CAST(NULL AS VARCHAR) AS after, seen.n AS older_n,
            MIN(shot.n) AS newer_n
        FROM (
            SELECT code, n, whole_after, LEAD(n) OVER (PARTITION BY code ORDER BY n) AS next_n, {known}
            FROM shown WINDOW w AS (PARTITION BY code ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
        ) AS seen
        JOIN shots AS shot ON shot.whole AND shot.n >= seen.whole_after AND (seen.next_n IS NULL OR shot.n < seen.next_n)
        WHERE (seen.next_n IS NULL OR seen.whole_after < seen.next_n)
            AND seen.known_day BETWEEN shot.first_day AND shot.last_day AND {covered}
        GROUP BY seen.code, seen.n"""


def _renamed_status() -> str:
    return """
        SELECT pairs.code, 'renamed-status' AS kind, pairs.was_status AS before, shot.unknown AS after, pairs.was_n AS older_n,
            pairs.n AS newer_n
        FROM (
            SELECT *, LAG(n) OVER w AS was_n, LAG(status) OVER w AS was_status
            FROM shown WHERE status_known WINDOW w AS (PARTITION BY code ORDER BY n)
        ) AS pairs
        JOIN shots AS shot ON shot.n = pairs.n
        WHERE pairs.was_status IS NOT NULL AND pairs.status IS NULL AND shot.unknown IS NOT NULL"""
