"""The peers of benchmarks/indicators.py: the same figures by a DuckDB query and by pandas, both written by hand for this one question.

Both work out the same plain facts of each dossier (`True` or `False`, never unknown) in their own way; COUNTED says how the figures are
made of them. `portal_…` are the facts under the definition of QĐ 766, the others under the recommended one.
"""

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

STARTS, ENDS, AT, SOON = "2025-01-01", "2027-07-01", "2027-06-30 23:59:59", "2027-07-01 23:59:59"
LATE_OR_SOON = "(handled & late | soon)"
COUNTED = {
    "received": "received", "carried": "carried", "resolved": "resolved", "early": "resolved & early & timely",
    "not-late": "resolved & timely", "not-late ? resolved": "resolved & unclear", "overdue": "resolved & late",
    "overdue ? resolved": "resolved & unclear", "open": "open", "open-overdue": "open & late", "open-overdue ? open": "open & unclear",
    "soon": "soon", "awaiting": "handled & awaiting", "handled supplemented": "handled & supplemented", "handled": "handled",
    "paying": "open & paying", "stopped": "(open | resolved) & terminated", "withdrawn": "resolved & withdrawn", "refused": "refused",
    "received-or-refused": "received | refused", "online received": "received & online",
    "fee paid-online received": "received & fee & paid", "fee received": "received & fee", "digitised received": "received & digitised",
    "paper-result resolved result-file": "resolved & paper & file", "paper-result resolved": "resolved & paper",
    "received reused": "received & reused", "outside-territory received": "received & outside",
    "received vertical-sector": "received & vertical", "interlinked received": "received & interlinked",
    "full-service received #": "received & full_service", "full-service #": "full_service",
    "full-service online received": "received & full_service & online", "full-service received": "received & full_service",
    "apology-missing late-or-soon": f"{LATE_OR_SOON} & ~apology", "late-or-soon": LATE_OR_SOON, "no-due": "handled & no_due",
    "given-back": "resolved & back", "apology-sent late-or-soon": f"{LATE_OR_SOON} & apology",
    "not-online received": "received & in_person",
    "on-time": "resolved & ~early & timely", "on-time ?": "resolved & ~early & unclear", "overdue ?": "resolved & unclear",
    "within": "open & timely", "within ?": "open & unclear", "open-overdue ?": "open & unclear", "undated": "received & undated",
    "no-channel": "received & no_channel", "no-reception": "unreceived",
    "portal: received synced": "portal_received & synced", "portal: received": "portal_received",
    "portal: in-time": "portal_handled & portal_timely", "portal: handled": "portal_handled",
    "portal: in-time ? handled": "portal_handled & portal_unclear",
    "portal: online online-service received #": "portal_received & online & service", "portal: online-service #": "service",
    "portal: online paperless received": "portal_received & online & (file | ~paper)",
    "portal: full-service online received": "portal_received & full_service & online",
    "portal: full-service received": "portal_received & full_service", "portal: fee handled paid-online #": "portal_handled & fee & paid",
    "portal: fee #": "fee", "portal: fee handled paid-online": "portal_handled & fee & paid", "portal: fee handled": "portal_handled & fee",
    "portal: handled paper-result result-file": "portal_handled & paper & file", "portal: handled paper-result": "portal_handled & paper",
    "portal: digitised-fully handled": "portal_handled & digitised & (~portal_done | file | ~paper)",
    "portal: handled reused": "portal_handled & reused", "portal: handled personal-store": "portal_handled & store",
    "portal: handled identified #": "portal_handled & identified", "portal: every #": "every",
    "portal: handled identified": "portal_handled & identified",
}  # fmt: skip
"""Name of a count, as indicators.py writes it ("?": nobody can tell, "#": different procedures) → the facts it is made of."""

QUERY = """
WITH ends AS (
    SELECT *, coalesce(status, '') AS state, state IN ('withdrawn', 'terminated') AS back,
           coalesce(finished_at, delivered_at, refused_at) AS portal_end,
           CASE WHEN back THEN portal_end ELSE coalesce(finished_at, delivered_at) END AS day_end,
           coalesce(received_at >= $starts AND received_at < $ends AND received_at <= $at, false) AS inside,
           coalesce(received_at < $starts, false) AS earlier,
           coalesce(supplement_given_at >= supplement_asked_at AND supplement_given_at <= $at, false) AS came,
           CASE WHEN came THEN epoch(supplement_given_at)::BIGINT - epoch(supplement_asked_at)::BIGINT ELSE 0 END AS waited,
           coalesce(supplement_asked_at <= $at AND supplement_given_at > $at, false)
               OR (state = 'supplement' AND NOT coalesce(supplement_asked_at > $at, false) AND NOT came) AS waits
    FROM read_parquet($file)
), states AS (
    SELECT *, coalesce(day_end <= $at, false) AS day_ended, coalesce(portal_end <= $at, false) AS portal_ended,
           day_end IS NULL AND state IN ('finished', 'delivered', 'withdrawn') AS undated,
           portal_end IS NULL AND state IN ('finished', 'delivered', 'withdrawn', 'terminated', 'refused') AS portal_undated,
           inside AND state NOT IN ('registered', 'refused') AS received, inside AND state <> 'registered' AS portal_received,
           earlier AND state NOT IN ('registered', 'refused') AND NOT undated AND NOT coalesce(day_end < $starts, false) AS carried,
           earlier AND state <> 'registered' AND NOT portal_undated AND NOT coalesce(portal_end < $starts, false) AS portal_carried,
           CASE WHEN portal_ended AND waited > 0 THEN portal_end - to_seconds(waited)
                WHEN portal_ended THEN portal_end
                WHEN waits AND supplement_asked_at IS NOT NULL THEN supplement_asked_at
                WHEN due_at IS NULL AND NOT waits AND waited > 0 THEN $at - to_seconds(waited)
                ELSE $at END AS reached,
           CASE WHEN limit_unit = 'wh' THEN received_at ELSE received_at::DATE + INTERVAL 1 DAY END AS begun,
           CASE WHEN due_at IS NULL AND limit_unit IN ('wd', 'wh') THEN epoch(begun)::BIGINT - $origin END AS from_s,
           CASE WHEN due_at IS NULL AND limit_unit IN ('wd', 'wh') THEN epoch(reached)::BIGINT - $origin END AS until_s
    FROM ends
), judged AS (
    SELECT states.*, received OR carried AS handled, portal_received OR portal_carried AS portal_handled,
           NOT day_ended AND (state IN ('payment', 'terminated') OR waits) AS paused,
           CASE WHEN undated THEN NULL WHEN due_at IS NULL OR (day_ended AND back) THEN false
                WHEN day_ended AND limit_unit = 'wh' THEN day_end > due_at
                WHEN day_ended THEN day_end::DATE > due_at::DATE
                WHEN paused THEN false
                WHEN limit_unit = 'wh' THEN $at > due_at ELSE $at::DATE > due_at::DATE END AS judgement,
           12 * (year(reached) - year(received_at)) + month(reached) - month(received_at) AS months,
           (u.before * 60 + u."open" * (until_s - u.slot * $slot)) - (f.before * 60 + f."open" * (from_s - f.slot * $slot)) AS worked,
           CASE WHEN portal_undated THEN NULL
                WHEN waits AND NOT portal_ended
                    AND coalesce(supplement_count, 1) - coalesce(supplement_asked_at > $at, false)::INT > 1 THEN true
                WHEN due_at IS NOT NULL THEN reached > due_at
                WHEN limit_unit = 'd' THEN epoch(reached)::BIGINT - epoch(begun)::BIGINT >= limit_amount * 86400
                WHEN limit_unit = 'm' THEN months > limit_amount OR (months = limit_amount AND day(reached) > day(received_at))
                WHEN limit_unit = 'wd' THEN worked > limit_amount * 28800
                WHEN limit_unit = 'wh' THEN worked > limit_amount * 3600 END AS portal_judgement
    FROM states LEFT JOIN slots f ON f.slot = from_s // $slot LEFT JOIN slots u ON u.slot = until_s // $slot
), placed AS (
    SELECT *, handled AND NOT day_ended AND NOT undated AS open, coalesce(judgement, false) AS late FROM judged
), facts AS (
    SELECT unit, coalesce(procedure_code, procedure) AS key, date_trunc('month', received_at)::DATE AS month, procedure AS title,
           received, carried, handled, handled AND day_ended AS resolved, open,
           late, coalesce(NOT judgement, false) AS timely, judgement IS NULL AS unclear,
           NOT back AND coalesce(CASE WHEN limit_unit = 'wh' THEN day_end < due_at ELSE day_end::DATE < due_at::DATE END, false) AS early,
           open AND NOT paused AND coalesce(due_at <= $soon, false) AND NOT late AS soon, waits AND NOT day_ended AS awaiting,
           coalesce(supplement_count, (supplement_asked_at IS NOT NULL)::INT)
               > coalesce(supplement_asked_at > $at, false)::INT AS supplemented,
           state = 'payment' AS paying, state = 'terminated' AS terminated, state = 'withdrawn' AS withdrawn, back, undated,
           state = 'refused' AND coalesce(refused_at >= $starts AND refused_at < $ends AND refused_at <= $at, false) AS refused,
           coalesce(channel = 'online', false) AS online, coalesce(channel IN ('direct', 'postal'), false) AS in_person,
           channel IS NULL AS no_channel, due_at IS NULL AS no_due,
           received_at IS NULL AND state NOT IN ('registered', 'refused') AS unreceived,
           coalesce(has_fee, false) AS fee, coalesce(paid_online IN ('portal', 'gateway'), false) AS paid,
           coalesce(result_file, false) AS file, coalesce(paper_result, true) AS paper, coalesce(digitised, false) AS digitised,
           coalesce(reused, false) AS reused, coalesce(outside_territory, false) AS outside, coalesce(vertical_sector, false) AS vertical,
           coalesce(interlinked, false) AS interlinked, coalesce(apology_sent, false) AS apology, coalesce(synced, false) AS synced,
           coalesce(personal_store, false) AS store, coalesce(verified_account, false) OR coalesce(population_data, false) AS identified,
           coalesce(level = 'full', false) AS full_service, coalesce(level IN ('full', 'partial'), false) AS service,
           portal_received, portal_handled, portal_ended AND NOT back AS portal_done, true AS every,
           coalesce(NOT portal_judgement, false) AS portal_timely, portal_judgement IS NULL AS portal_unclear
    FROM placed
)
SELECT unit, key AS procedure, month, {counts} FROM facts GROUP BY unit, key, month
"""


def by_duckdb(files: list[Path], slots: Any) -> pa.Table:
    """The hand-written query: one pass, the calendar looked up only where a limit in working time decides."""
    counts = [
        f'least(count(*) FILTER (WHERE key IS NOT NULL AND ({_sql(made)})), 1) AS "{name}"'
        if name.endswith("#")
        else f'count(*) FILTER (WHERE {_sql(made)}) AS "{name}"'
        for name, made in COUNTED.items()
    ]
    said = {"starts": STARTS, "ends": ENDS, "at": AT, "soon": SOON}
    query = QUERY.replace("{counts}", ", ".join([*counts, "max(title) AS procedure_title"]))
    for name, moment in said.items():
        query = query.replace(f"${name}", f"TIMESTAMP '{moment}'")
    query = query.replace("$origin", str(_seconds(slots.origin))).replace("$slot", str(slots.slot_minutes * 60))
    with duckdb.connect() as connection:
        connection.register("slots", pa.table(slots.rows()))
        return connection.sql(query.replace("$file", str([str(file) for file in files]))).to_arrow_table()


def _sql(made: str) -> str:
    return made.replace("&", "AND").replace("|", "OR").replace("~", "NOT ")


def _seconds(day: Any) -> int:
    return int(np.datetime64(day, "s").astype(np.int64))


def by_pandas(files: list[Path], slots: Any) -> pa.Table:
    """The same with pandas: facts as columns of booleans, one sum per count over numbered groups."""
    frame = pq.read_table(files, columns=_columns(files[0])).to_pandas(types_mapper=None, strings_to_categorical=True)
    facts = _facts(frame, slots)
    coded = frame["procedure_code"].cat.add_categories(frame["procedure"].cat.categories.difference(frame["procedure_code"].cat.categories))
    key = coded.fillna(frame["procedure"].astype(coded.dtype))
    keys = pd.DataFrame({"unit": frame["unit"], "procedure": key, "month": frame["received_at"].dt.to_period("M").dt.start_time})
    grouped = keys.groupby(["unit", "procedure", "month"], observed=True, dropna=False, sort=False)
    number = grouped.ngroup()
    found = keys.groupby(number.to_numpy()).first()
    for name, made in COUNTED.items():
        sums = pd.Series(eval(made, {}, facts)).groupby(number.to_numpy()).sum()
        found[name] = np.minimum(sums, 1) * found["procedure"].notna() if name.endswith("#") else sums
    found["procedure_title"] = frame["procedure"].astype(str).groupby(number.to_numpy()).max()
    return pa.Table.from_pandas(found, preserve_index=False)


def _columns(file: Path) -> list[str]:
    unread = {"code", "field", "receiving_unit", "officer", "receiver", "submitted_at"}
    return [name for name in pq.read_schema(file).names if name not in unread]


def _facts(frame: pd.DataFrame, slots: Any) -> dict[str, Any]:
    """The facts of QUERY as arrays."""
    starts, ends, at, soon = (pd.Timestamp(said) for said in (STARTS, ENDS, AT, SOON))
    state = {name: (frame["status"] == name).to_numpy() for name in frame["status"].cat.categories}
    received_at, due, asked, given = (frame[name] for name in ("received_at", "due_at", "supplement_asked_at", "supplement_given_at"))
    back = state["withdrawn"] | state["terminated"]
    day_end = frame["finished_at"].fillna(frame["delivered_at"])
    portal_end = day_end.fillna(frame["refused_at"])
    day_end = day_end.where(~back, portal_end)
    inside = ((received_at >= starts) & (received_at < ends) & (received_at <= at)).to_numpy()
    earlier = (received_at < starts).to_numpy()
    came = (given >= asked) & (given <= at)
    waited = (given - asked).where(came, pd.Timedelta(0))
    waits = ((asked <= at) & (given > at) | state["supplement"] & ~(asked > at) & ~came).to_numpy()
    day_ended, portal_ended = (day_end <= at).to_numpy(), (portal_end <= at).to_numpy()
    undated = day_end.isna().to_numpy() & (state["finished"] | state["delivered"] | state["withdrawn"])
    portal_undated = portal_end.isna().to_numpy() & (state["finished"] | state["delivered"] | back | state["refused"])
    received, portal_received = inside & ~state["registered"] & ~state["refused"], inside & ~state["registered"]
    handled = received | earlier & ~state["registered"] & ~state["refused"] & ~undated & ~(day_end < starts).to_numpy()
    portal_handled = portal_received | earlier & ~state["registered"] & ~portal_undated & ~(portal_end < starts).to_numpy()
    hours = (frame["limit_unit"] == "wh").to_numpy()
    no_due, paused = due.isna().to_numpy(), ~day_ended & (state["payment"] | state["terminated"] | waits)
    by_moment, by_day = (day_end.fillna(at), due), (day_end.fillna(at).dt.normalize(), due.dt.normalize())
    later = np.where(hours, by_moment[0] > by_moment[1], by_day[0] > by_day[1])
    ongoing = np.where(hours, at > due, at.normalize() > by_day[1])
    late = ~undated & ~no_due & np.where(day_ended, ~back & later, ~paused & ongoing)
    early = ~back & day_end.notna().to_numpy() & np.where(hours, by_moment[0] < by_moment[1], by_day[0] < by_day[1])
    resolved, opened = handled & day_ended, handled & ~day_ended & ~undated
    portal_late, portal_unclear = _on_the_portal(frame, slots, waits & ~portal_ended, portal_end, waited, portal_undated, waits)
    asks = frame["supplement_count"].fillna(asked.notna().astype(int)) - (asked > at)
    return _plain(frame, state) | {
        "received": received, "carried": handled & ~received, "handled": handled, "resolved": resolved, "open": opened, "late": late,
        "timely": ~late & ~undated, "unclear": undated, "early": early, "awaiting": waits & ~day_ended, "undated": undated, "back": back,
        "soon": opened & ~paused & (due <= soon).to_numpy() & ~late, "supplemented": (asks > 0).to_numpy(), "no_due": no_due,
        "portal_received": portal_received, "portal_handled": portal_handled, "portal_done": portal_ended & ~back,
        "portal_timely": ~portal_late & ~portal_unclear, "portal_unclear": portal_unclear,
    }  # fmt: skip


def _plain(frame: pd.DataFrame, state: dict[str, Any]) -> dict[str, Any]:
    """The facts that one or two cells say."""
    flag = {name: frame[name].fillna(False).to_numpy(bool) for name in frame if frame[name].dtype == object}
    starts, ends, at = (pd.Timestamp(said) for said in (STARTS, ENDS, AT))
    refused = (frame["refused_at"] >= starts) & (frame["refused_at"] < ends) & (frame["refused_at"] <= at)
    return {
        "paying": state["payment"], "terminated": state["terminated"], "withdrawn": state["withdrawn"],
        "refused": state["refused"] & refused.to_numpy(), "online": (frame["channel"] == "online").to_numpy(),
        "in_person": frame["channel"].isin(["direct", "postal"]).to_numpy(), "no_channel": frame["channel"].isna().to_numpy(),
        "unreceived": frame["received_at"].isna().to_numpy() & ~state["registered"] & ~state["refused"], "fee": flag["has_fee"],
        "paid": frame["paid_online"].isin(["portal", "gateway"]).to_numpy(), "paper": frame["paper_result"].fillna(True).to_numpy(bool),
        "file": flag["result_file"], "digitised": flag["digitised"], "reused": flag["reused"], "outside": flag["outside_territory"],
        "vertical": flag["vertical_sector"], "interlinked": flag["interlinked"], "apology": flag["apology_sent"],
        "synced": flag["synced"], "store": flag["personal_store"], "identified": flag["verified_account"] | flag["population_data"],
        "full_service": (frame["level"] == "full").to_numpy(), "service": frame["level"].isin(["full", "partial"]).to_numpy(),
        "every": np.ones(len(frame), bool),
    }  # fmt: skip


def _on_the_portal(frame: pd.DataFrame, slots: Any, awaiting: Any, end: Any, waited: Any, undated: Any, waits: Any) -> tuple[Any, Any]:
    """Late and unclear under the portal's clauses; working time only for dossiers that have no due date."""
    at, received, due, asked = pd.Timestamp(AT), frame["received_at"], frame["due_at"], frame["supplement_asked_at"]
    ended = (end <= at).to_numpy()
    open_reached = asked.where(waits & asked.notna(), (at - waited).where(due.isna() & ~waits, at))
    reached = (end - waited).where(ended, open_reached)
    again = awaiting & (frame["supplement_count"].fillna(1) - (asked > at) > 1).to_numpy()
    late, unclear = again | (reached > due).to_numpy(), np.zeros(len(frame), bool)
    few = np.flatnonzero(due.isna().to_numpy() & ~again)
    unit, amount = frame["limit_unit"].iloc[few].astype(object), frame["limit_amount"].iloc[few]
    start, stop = received.iloc[few], reached.iloc[few]
    begun = start.where(unit == "wh", start.dt.normalize() + pd.Timedelta(days=1))
    months = 12 * (stop.dt.year - start.dt.year) + stop.dt.month - start.dt.month
    over = {
        "d": (stop - begun).dt.total_seconds() >= amount * 86_400,
        "m": (months > amount) | (months == amount) & (stop.dt.day > start.dt.day),
    }
    first = pd.Timestamp(slots.origin)
    hours = unit.isin(["wd", "wh"])
    timed = (hours & (begun >= first) & (stop >= first)).to_numpy()
    worked = np.full(few.size, np.nan)
    moments = (side[timed].to_numpy().astype("datetime64[s]") for side in (begun, stop))
    worked[timed] = slots.worked(*moments).astype(np.int64)
    over |= {"wd": worked > amount * 28_800, "wh": worked > amount * 3_600}
    known = amount.notna() & start.notna() & unit.isin(list(over)) & (~hours | timed)
    late[few] = np.select([unit == name for name in over], list(over.values()), False) & known
    unclear[few] = ~known
    return late & ~undated, undated | unclear
