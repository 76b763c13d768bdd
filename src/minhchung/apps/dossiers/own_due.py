"""Our own computation of a due date, beside the one of the dossier system. The system's is the appointment; ours never replaces it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from minhchung.apps.dossiers.catalogue_limits import CatalogueLimit, limit_on
from minhchung.apps.dossiers.record import DossierRecord
from minhchung.worktime import Calendar, Deadline, Limit, LimitError, MissingYear, MomentError, Step, deadline, worked_between
from minhchung.worktime.deadline import Policy


@dataclass(frozen=True)
class Terms:
    """What the catalogue says of how the time of a procedure runs. `after_supplement` None: not known, so both ways are counted."""

    after_supplement: Policy | None = None
    cutoff: time | None = None
    limits: tuple[CatalogueLimit, ...] = ()
    """What it says of the limit, from day to day; asked where the export gives none."""


NOTHING_KNOWN = Terms()


@dataclass(frozen=True)
class OwnDue:
    """`due` is None where it cannot be told, `reason` says why. `restarted` is the due date if a supplement starts the limit anew.

    `differs` from the system's: by the day, by the minute for limits in hours. `by`: where the limit is from, "" for the export.
    """

    limit: Limit | None
    due: datetime | None
    restarted: datetime | None
    differs: bool
    reason: str
    steps: tuple[Step, ...] = ()
    provisional: bool = False
    by: str = ""


@dataclass(frozen=True)
class Used:
    """Working minutes used of the limit and the whole limit, None where unknown; `reason` says how it was counted or why it was not."""

    minutes: float | None
    whole: float | None
    reason: str

    @property
    def over(self) -> bool:
        """Whether more was used than the limit gives."""
        return self.minutes is not None and self.whole is not None and self.minutes > self.whole


def own_due(record: DossierRecord, calendar: Calendar, terms: Terms = NOTHING_KNOWN) -> OwnDue:
    """The due date by the limit of the record (else of the catalogue on the day of reception), its reception and supplements, as the
    procedure's terms have it."""
    try:
        limit, by = limit_of(record), ""
        received = record.moment("received_at")
        if limit is None and received is not None:
            limit, by = limit_on(terms.limits, received.date(), str(record.row.get("channel") or ""))
        if limit is None:
            return _unknown("Nguồn không có thời hạn giải quyết.", None)
        if received is None:
            return _unknown("Nguồn không có ngày tiếp nhận.", limit)
        if limit.unit == "wh" and record.is_day("received_at"):
            return _unknown("Thời hạn tính bằng giờ mà nguồn chỉ ghi ngày tiếp nhận, không ghi giờ.", limit)
        shifted = _counted(record, received, limit, calendar, policy=terms.after_supplement or "shift", cutoff=terms.cutoff)
        restarted = _counted(record, received, limit, calendar, policy=terms.after_supplement or "restart", cutoff=terms.cutoff)
    except (LimitError, MomentError, MissingYear) as error:
        return _unknown(str(error), None)
    if shifted.due is None:
        return OwnDue(limit, None, None, False, "Đồng hồ đang dừng: chờ bổ sung.", shifted.steps, shifted.provisional, by)
    other = restarted.due if record.pauses() and restarted.due and not _same(restarted.due, shifted.due, limit) else None
    said = record.moment("due_at")
    agreeing = said is None or any(_same(said, due, limit) for due in (shifted.due, other) if due)
    return OwnDue(limit, shifted.due, other, not agreeing, "", shifted.steps, shifted.provisional, by)


def used_of(record: DossierRecord, own: OwnDue, calendar: Calendar, now: datetime) -> Used:
    """How much of the limit is used at `now` (or was when handling ended), in working minutes without the waits for supplements."""
    received, until = record.moment("received_at"), record.ended_at or now
    if received is None or until < received:
        return Used(None, None, "Không đếm được: nguồn thiếu ngày tiếp nhận hoặc ghi kết thúc trước tiếp nhận.")
    at_once = _begins_at_once(record, own, received)
    start = received if at_once else datetime.combine(received.date() + timedelta(days=1), time(), received.tzinfo)
    try:
        used = worked_between(start, max(until, start), calendar, record.pauses()).time
        whole, reason = _whole(record, own, start, calendar)
    except (MomentError, MissingYear) as error:
        return Used(None, None, str(error))
    begun = "từ giờ tiếp nhận" if at_once else "từ ngày sau ngày tiếp nhận"
    return Used(
        _minutes(used), _minutes(whole) if whole is not None else None, f"Giờ làm việc {begun}, không tính lúc chờ bổ sung. {reason}"
    )


def _begins_at_once(record: DossierRecord, own: OwnDue, received: datetime) -> bool:
    """Limits in hours and what is due on the day of reception run from the hour of reception, all others from the next day."""
    if own.limit is not None:
        return own.limit.unit == "wh" or own.limit.same_day
    said = record.moment("due_at")
    return said is not None and said.date() == received.date()


def limit_of(record: DossierRecord) -> Limit | None:
    """The limit that the source gives, None when it gives none. Raises LimitError."""
    amount, unit = record.row.get("limit_amount"), record.row.get("limit_unit")
    return Limit(amount, unit) if amount is not None and unit is not None else None


def _counted(
    record: DossierRecord,
    received: datetime,
    limit: Limit,
    calendar: Calendar,
    *,
    policy: Policy,
    cutoff: time | None,
) -> Deadline:
    # Without the hour of reception nobody knows on which side of the cut-off it lay.
    known = None if record.is_day("received_at") else cutoff
    return deadline(received, limit, calendar, record.pauses(), policy=policy, cutoff=known)


def _whole(record: DossierRecord, own: OwnDue, start: datetime, calendar: Calendar) -> tuple[timedelta | None, str]:
    """The whole limit in working time: of the limit itself, else up to the appointed day."""
    if own.limit is not None and own.limit.unit == "wh":
        return timedelta(hours=own.limit.amount), f"Thời hạn {own.limit}."
    received = record.moment("received_at")
    if own.limit is not None and not own.limit.same_day and received is not None:
        due = deadline(received, own.limit, calendar).due
        return (worked_between(start, due, calendar).time if due else None), f"Thời hạn {own.limit}, đổi ra giờ làm việc của phường."
    said = record.moment("due_at")
    if said is None or said < start:
        return None, "Không có thời hạn để so."
    if record.is_day("due_at"):
        said = datetime.combine(said.date(), time(23, 59), said.tzinfo)
    return worked_between(start, said, calendar, record.pauses()).time, "Nguồn không có thời hạn, so với ngày hẹn trả."


def _same(one: datetime, other: datetime, limit: Limit) -> bool:
    if limit.unit == "wh":
        return one.replace(second=0) == other.replace(second=0)
    return one.date() == other.date()


def _unknown(reason: str, limit: Limit | None) -> OwnDue:
    return OwnDue(limit, None, None, False, reason)


def _minutes(span: timedelta) -> float:
    return span.total_seconds() / 60
