"""Questions about single stamps: midnight, outside office hours, steps without length."""

from collections.abc import Iterator

import numpy as np

from minhchung.flow import saying
from minhchung.flow.anomalies.record import TITLES, Anomaly, Record
from minhchung.flow.inputs import whole_days
from minhchung.flow.slots import Flags, Moments

DOSSIER_STAMPS = ("received_at", "finished_at", "delivered_at")
STEP_STAMPS = ("started_at", "ended_at")


def timed_columns(record: Record) -> tuple[list[str], list[str]]:
    """The moment columns of dossiers and of steps in which a time of day means something."""
    dossier = [name for name in DOSSIER_STAMPS if record.grain("dossiers", name) in ("second", "minute")]
    return dossier, [name for name in STEP_STAMPS if record.grain("steps", name) in ("second", "minute")]


def midnight(record: Record) -> Iterator[Anomaly]:
    """A stamp of exactly 00:00:00 in a column that otherwise holds times of day."""
    dossier, step = timed_columns(record)
    for name in dossier:
        moments = record.dossiers.moments(name)
        for row in np.flatnonzero(whole_days(moments, None)).tolist():
            said = f"{TITLES[name].capitalize()} ghi đúng {saying.moment(moments[row], seconds=True)}."
            yield record.of_dossier("midnight", row, said, at=moments[row])
    for name in step:
        moments = record.steps.moments(name)
        for row in np.flatnonzero(whole_days(moments, None)).tolist():
            said = f"{record.step_name(row).capitalize()}: {TITLES[name]} ghi đúng {saying.moment(moments[row], seconds=True)}."
            yield record.of_step("midnight", row, said, at=moments[row])


def out_of_hours(record: Record) -> Iterator[Anomaly]:
    """A step ended, or a dossier ended, when the office (and every desk of the settings) was shut by more than the grace.

    A step without an end is judged by its start. Midnight stamps have a kind of their own; moments outside the calendar's years are not
    judged, for whether the office was open then is not known.
    """
    dossier, step = timed_columns(record)
    moments = record.dossiers.moments("finished_at")
    if "finished_at" in dossier:
        for row in np.flatnonzero(_shut(record, moments)).tolist():
            said = f"Kết thúc xử lý lúc {saying.moment(moments[row])}, ngoài giờ làm việc."
            yield record.of_dossier("out-of-hours", row, said, at=moments[row])
    if not step:
        return
    ended, started = (record.steps.moments(name) if name in step else _unknown(len(record.steps)) for name in ("ended_at", "started_at"))
    moved = np.where(np.isnat(ended), started, ended)
    for row in np.flatnonzero(_shut(record, moved)).tolist():
        said = f"{record.step_name(row).capitalize()} chuyển lúc {saying.moment(moved[row])}, ngoài giờ làm việc."
        yield record.of_step("out-of-hours", row, said, at=moved[row])


def _shut(record: Record, moments: Moments) -> Flags:
    asked = record.work.known(moments) & ~whole_days(moments, None)
    open_then = record.work.open_at(moments, record.settings.grace_minutes)
    return asked & ~open_then & ~record.desk_open(np.where(asked, moments, np.datetime64("1970-01-01", "s")))


def _unknown(count: int) -> Moments:
    return np.full(count, "NaT", "datetime64[s]")


def zero_length(record: Record) -> Iterator[Anomaly]:
    """A step whose end is its start. Where most steps are so (settings), the source does not record their length: nothing is asked."""
    started, ended = record.steps.moments("started_at"), record.steps.moments("ended_at")
    both = ~np.isnat(started) & ~np.isnat(ended)
    same = both & (started == ended) & ~whole_days(started, None)
    if not both.any() or same.sum() / both.sum() > record.settings.zero_share:
        return
    for row in np.flatnonzero(same).tolist():
        said = f"{record.step_name(row).capitalize()} bắt đầu và kết thúc cùng lúc {saying.moment(started[row], seconds=True)}."
        yield record.of_step("zero-length", row, said, at=started[row], against=ended[row])
