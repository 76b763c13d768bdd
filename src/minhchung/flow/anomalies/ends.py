"""Questions about how a dossier ended."""

from collections.abc import Iterator

import numpy as np

from minhchung.flow import saying
from minhchung.flow.anomalies.record import Anomaly, Record
from minhchung.flow.columns import GIVEN_BACK, RESOLVED
from minhchung.flow.inputs import DAY, codes_of, whole_days
from minhchung.flow.slots import Flags, Moments
from minhchung.text import fold


def end_equals_due(record: Record) -> Iterator[Anomaly]:
    """The end stands on the due moment to the second. Due dates without a time of day are left out."""
    ends, due = record.dossiers.moments("finished_at"), record.dossiers.moments("due_at")
    for row in np.flatnonzero((ends == due) & ~whole_days(due, record.grain("dossiers", "due_at"))).tolist():
        said = f"Kết thúc xử lý lúc {saying.moment(ends[row], seconds=True)}, trùng từng giây với giờ hẹn trả."
        yield record.of_dossier("end-equals-due", row, said, at=ends[row], against=due[row])


def ended_same_minute(record: Record) -> Iterator[Anomaly]:
    """At least `same_minute` dossiers of one officer (of one unit where the officer is unknown) ended in one minute. 00:00 is left out."""
    ends = record.dossiers.moments("finished_at")
    asked = ~np.isnat(ends) & ~whole_days(ends, None)
    if not asked.any():
        return
    officers, names = codes_of(record.dossiers.rows["officer"])
    units, _ = codes_of(record.dossiers.rows["unit"])
    holder = np.where(officers >= 0, officers, -2 - units)
    minute = ends.astype("datetime64[m]").astype(np.int64)
    rows = np.flatnonzero(asked)
    _, group, counts = np.unique(np.stack([holder[rows], minute[rows]]), axis=1, return_inverse=True, return_counts=True)
    times = counts[group.ravel()]
    for row, count in zip(rows[times >= record.settings.same_minute], times[times >= record.settings.same_minute], strict=True):
        who = f"cùng cán bộ {names[officers[row]]}" if officers[row] >= 0 else "cùng đơn vị"
        said = f"{count} hồ sơ của {who} kết thúc trong cùng phút {saying.moment(ends[row])}."
        yield record.of_dossier("ended-same-minute", row, said, at=ends[row], count=int(count))


def end_before_last_step(record: Record) -> Iterator[Anomaly]:
    """Processing ended before a step of processing did. Steps of handing over (settings) and steps after the delivery are left out."""
    dossier = record.dossier_of_step
    if not len(record.dossiers) or not len(record.steps):
        return
    there = dossier >= 0
    ends = np.where(there, record.dossiers.moments("finished_at")[dossier], np.datetime64("NaT"))
    closed = _closed_at(record)[dossier]
    started, ended = record.steps.moments("started_at"), record.steps.moments("ended_at")
    last = np.where(np.isnat(ended), started, ended)
    late = there & (last > _end_of(record, ends)) & ~(started > _end_of(record, closed)) & ~_returning(record)
    latest: dict[int, int] = {}
    for row in np.flatnonzero(late).tolist():
        known = latest.get(dossier[row])
        if known is None or record.step_numbers[row] > record.step_numbers[known]:
            latest[dossier[row]] = row
    for row in latest.values():
        said = f"Hồ sơ ghi kết thúc lúc {saying.moment(ends[row])}, còn {record.step_name(row)} ghi {saying.moment(last[row])}."
        yield record.of_step("end-before-last-step", row, said, at=ends[row], against=last[row])


def event_after_end(record: Record) -> Iterator[Anomaly]:
    """A step began, or a supplement was asked for, after the dossier was delivered, withdrawn or terminated."""
    closed = _closed_at(record)
    dossier = record.dossier_of_step
    started = record.steps.moments("started_at")
    both = len(record.steps) and len(record.dossiers)
    limit = np.where(dossier >= 0, closed[dossier], np.datetime64("NaT")) if both else np.full(len(record.steps), "NaT", "datetime64[s]")
    for row in np.flatnonzero(started > _end_of(record, limit)).tolist():
        said = f"Hồ sơ đã khép lại lúc {saying.moment(limit[row])}, {record.step_name(row)} bắt đầu lúc {saying.moment(started[row])}."
        yield record.of_step("event-after-end", row, said, at=started[row], against=limit[row])
    place = {code: row for row, code in enumerate(record.dossiers.text("code"))} if len(record.supplements) else {}
    asked = record.supplements.moments("asked_at")
    until = _end_of(record, closed)
    for number, code in enumerate(record.supplements.text("code")):
        holder = place.get(code)
        if holder is not None and asked[number] > until[holder]:
            said = f"Hồ sơ đã khép lại lúc {saying.moment(closed[holder])}, yêu cầu bổ sung ghi {saying.moment(asked[number])}."
            yield record.of_dossier("event-after-end", holder, said, at=asked[number], against=closed[holder])


def _closed_at(record: Record) -> Moments:
    """When a dossier was over for good: delivered, or given back (its delivery, else its end)."""
    delivered, finished = record.dossiers.moments("delivered_at"), record.dossiers.moments("finished_at")
    over = record.dossiers.one_of("status", (*RESOLVED, *GIVEN_BACK)) | ("status" not in record.dossiers.present)
    back = record.dossiers.one_of("status", GIVEN_BACK)
    found = np.where(np.isnat(delivered) & back, finished, delivered)
    return np.where(over, np.where(finished > found, finished, found), np.datetime64("NaT"))


def _end_of(record: Record, moments: Moments) -> Moments:
    """The last second a stamp can mean: the end of the day or minute where the source gives no more."""
    grain = record.grain("dossiers", "finished_at") or "second"
    delivered = record.grain("dossiers", "delivered_at") or grain
    coarse = "day" if "day" in (grain, delivered) else grain if grain == "minute" else delivered
    if coarse == "second":
        return np.where(whole_days(moments, None), moments + np.timedelta64(DAY - 1, "s"), moments)
    start = moments.astype("datetime64[D]" if coarse == "day" else "datetime64[m]").astype("datetime64[s]")
    last: Moments = (start.astype(np.int64) + (DAY - 1 if coarse == "day" else 59)).astype("datetime64[s]")
    return np.where(np.isnat(moments), moments, last)


def _returning(record: Record) -> Flags:
    """Steps in which the result is handed over."""
    numbers, names = codes_of(record.steps.rows["step"])
    cues = [fold(cue) for cue in record.settings.return_steps]
    handing = np.array([any(cue in fold(name) for cue in cues) for name in names] + [False], dtype=bool)
    found: Flags = handing[numbers]
    return found
