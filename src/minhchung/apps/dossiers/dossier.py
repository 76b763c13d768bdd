"""The page of one dossier: what the system says, what was computed beside it, what people said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow.compute as pc

from minhchung.apps.dossiers import fault_log
from minhchung.apps.dossiers.calling import Due, due_of
from minhchung.apps.dossiers.catalogue_limits import limits_of
from minhchung.apps.dossiers.differences import Difference, differences_of
from minhchung.apps.dossiers.models import DossierCard, SystemFault
from minhchung.apps.dossiers.own_due import OwnDue, Terms, Used, limit_of, own_due, used_of
from minhchung.apps.dossiers.own_dues import terms_of
from minhchung.apps.dossiers.rail import Rail, rail_of
from minhchung.apps.dossiers.reading import Opened
from minhchung.apps.dossiers.real_clock import Beside
from minhchung.apps.dossiers.record import DossierRecord
from minhchung.apps.dossiers.rules.apologies import last_day_to_apologise
from minhchung.apps.dossiers.titles import CHANNELS, LEVELS, STATUSES
from minhchung.apps.organisations.models import Commune
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.procedures.rules import code_of
from minhchung.flow.backlog import backlog_checklist
from minhchung.flow.columns import GIVEN_BACK
from minhchung.worktime import Calendar, MissingYear


@dataclass(frozen=True)
class Question:
    """One question about the clock of the record: cần giải trình."""

    title: str
    step: str
    facts: str
    source: str


@dataclass(frozen=True)
class Apology:
    """What is owed: `wanted` where the dossier is or will be late, `last_day` until when, `late` when that day is over or was missed.

    `left` is how many re-appointments the ward's setting still allows.
    """

    wanted: bool
    last_day: date | None
    late: bool
    left: int
    why: str


@dataclass(frozen=True)
class Dossier:
    """Everything the page shows. `call` is the row of "Gọi ai trước", None for a dossier that is over."""

    record: DossierRecord
    as_of: datetime
    status: str
    channel: str
    level: str
    due: Due
    call: Mapping[str, Any] | None
    procedure: Procedure | None
    own: OwnDue
    used: Used
    rail: Rail
    differences: list[Difference]
    questions: list[Question]
    touches: list[fault_log.Touch]
    beside: Sequence[Beside]
    apology: Apology
    cause: str
    group: str
    proposal: str

    @property
    def given_back(self) -> bool:
        """Withdrawn or stopped: neither in time nor late."""
        return self.record.row.get("status") in GIVEN_BACK

    @property
    def received_is_day(self) -> bool:
        """Whether only the day of reception is known."""
        return self.record.is_day("received_at")

    @property
    def to_explain(self) -> int:
        """Questions about the clock and differences between exports that the record itself does not account for."""
        return len(self.questions) + sum(not each.because for each in self.differences)

    @property
    def reason(self) -> str:
        """Why it stands where it stands, in one sentence; empty when it is over."""
        return str(self.call["reason"] or "") if self.call else ""


def dossier(
    lake: Opened,
    record: DossierRecord,
    commune: Commune,
    card: DossierCard | None,
    faults: Sequence[SystemFault],
    *,
    beside: Sequence[Beside] = (),
    now: datetime,
) -> Dossier:
    """The page of one dossier out of one generation. `beside`: its moments on both clocks."""
    rows = lake.lists(now).rows
    call = next(iter(rows.filter(pc.equal(rows["code"], record.code)).to_pylist()), None)
    procedure = procedure_of(record, commune)
    own = own_due(record, lake.calendar, _terms(record, procedure))
    due = due_of(call) if call else _closed_due(record, lake.calendar)
    checklist = backlog_checklist()
    found = checklist.cause_named(card.cause) if card and card.cause else None
    proposals = {item.name: item.title for item in checklist.proposal}
    return Dossier(
        record=record,
        as_of=lake.current.as_of,
        status=STATUSES.get(record.row.get("status") or "", ""),
        channel=CHANNELS.get(record.row.get("channel") or "", ""),
        level=LEVELS.get(record.row.get("level") or "", ""),
        due=due,
        call=call,
        procedure=procedure,
        own=own,
        used=used_of(record, own, lake.calendar, now),
        rail=rail_of(lake, record, now),
        differences=differences_of(commune, record),
        questions=_questions(lake, record.code),
        touches=fault_log.touches_of(lake, record.code, faults, now),
        beside=beside,
        apology=apology_of(record, commune, card, lake.calendar, due=due, call=call, today=now.date()),
        cause=found[1].title if found else "",
        group=found[0].title if found else "",
        proposal=proposals.get(card.proposal, "") if card else "",
    )


def _terms(record: DossierRecord, procedure: Procedure | None) -> Terms:
    """How the time of the dossier runs; the catalogue's limit is asked for only where the export gives none."""
    if procedure is None or limit_of(record) is not None:
        return terms_of(procedure)
    return terms_of(procedure, limits_of(procedure.commune_id, [procedure]).get(procedure.code, ()))


def procedure_of(record: DossierRecord, commune: Commune) -> Procedure | None:
    """The procedure of the catalogue that the dossier is of, by the code its export names."""
    code = code_of(str(record.row.get("procedure_code") or ""))
    return Procedure.objects.filter(commune=commune, code=code.national).first() if code else None


def apology_of(
    record: DossierRecord,
    commune: Commune,
    card: DossierCard | None,
    calendar: Calendar,
    *,
    due: Due,
    call: Mapping[str, Any] | None,
    today: date,
) -> Apology:
    """Whether a letter is due and until when, by the ward's settings."""
    said, sent = record.moment("due_at"), card.apology_on if card else None
    left = max(commune.reappointments_allowed - (card.apologies if card else 0), 0)
    wanted = call is not None and sent is None and (due.state == "late" or call["risk"] == "high")
    if said is None:
        return Apology(wanted, None, False, left, "Nguồn không có ngày hẹn trả.")
    kind = "ngày làm việc" if commune.apology_days_are_working else "ngày"
    why = f"Chậm nhất {commune.apology_days_before} {kind} trước ngày hẹn, hẹn lại không quá {commune.reappointments_allowed} lần."
    try:
        last = last_day_to_apologise(said.date(), commune.apology_days_before, calendar, working=commune.apology_days_are_working)
    except MissingYear as missing:
        return Apology(wanted, None, False, left, str(missing))
    return Apology(wanted, last, (sent or today) > last, left, why)


def _closed_due(record: DossierRecord, calendar: Calendar) -> Due:
    """Done in time or late, by the day of the appointment; paused or unknown where no end is known."""
    due, ended = record.moment("due_at"), record.ended_at
    was, is_day = record.row.get("due_at"), record.is_day("due_at")
    if due is None or ended is None:
        return Due("none", 0, "", was, is_day)
    if ended.date() <= due.date():
        return Due("done", 0, "", was, is_day)
    try:
        days = calendar.working_days_between(due.date(), ended.date())
    except MissingYear:
        days = 0
    return Due("donelate", days, "ngày làm việc", was, is_day)


def _questions(lake: Opened, code: str) -> list[Question]:
    report = lake.anomalies()
    kinds: dict[str, Any] = {kind.name: kind for kind in report.checklist.kind}
    return [
        Question(kinds[each.kind].title, each.step or "", each.facts, kinds[each.kind].source)
        for each in report.anomalies
        if each.code == code
    ]
