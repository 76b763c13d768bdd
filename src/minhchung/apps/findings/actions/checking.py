"""Acts of the system: a check found something, finds it no more, finds it again. People have no right to them."""

from collections.abc import Mapping
from datetime import datetime

from minhchung.apps.findings.models import Finding
from minhchung.apps.findings.queries.works import works_of
from minhchung.apps.findings.writing import Found, ref_of, told, write, write_units
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.organisations.rights import never

State = Finding.State


@act("findings.find", "Quy tắc phát hiện", on="commune", allowed=never)
def find(*, commune: Commune, found: Found, actor: Person | None, at: datetime) -> Finding:
    """A check found something for the first time. Refused when another review that ran at the same moment was first."""
    locked = Commune.objects.select_for_update().get(pk=commune.pk)
    kind, key = found.subject or ("", "")
    if Finding.objects.filter(commune=locked, code=found.check, subject_kind=kind, subject_key=key, part=found.part).exists():
        raise Refused(f"Phát hiện {found.check} này đã có: một lần rà soát khác vừa ghi.")
    made = write([found], commune=locked, actor=actor, at=at)[0]
    record(commune=commune.pk, subject=ref_of(made), after=told(made))
    return made


@act("findings.passed", "Quy tắc không còn phát hiện", on="finding", allowed=never)
def passed(*, finding: Finding, why: str = "", actor: Person | None, at: datetime) -> Finding:
    """Its check finds it no more: it is closed, unless work on it is still open; then only the moment is kept and a later run closes it.

    `why`: why it is found no more although nothing was mended, inside "vì …": the check was switched off, or looks there no more.
    """
    locked = Finding.objects.select_for_update().get(pk=finding.pk)
    if locked.source != Finding.Source.CHECK or locked.state == State.CLOSED:
        raise Refused(f"{locked.label} không phải phát hiện đang mở của quy tắc.")
    before = {"state": locked.state}
    locked.passed_at = locked.passed_at or at
    still = [work.number for work in works_of([locked])[locked.pk] if not work.ended]
    if not still:
        locked.state, locked.closed_at, locked.closed_by = State.CLOSED, at, None
    locked.save(update_fields=["passed_at", "state", "closed_at", "closed_by"])
    note = f"Đóng vì {why}." if why else "Tự đóng vì quy tắc đã đạt."
    if still:
        said = why or "quy tắc đã đạt"
        note = f"{said[:1].upper()}{said[1:]}; còn việc {', '.join(map(str, still))} chưa xong nên chưa đóng."
    record(commune=locked.commune_id, subject=ref_of(locked), before=before, after={"state": locked.state}, note=note)
    return locked


@act("findings.fail", "Quy tắc lại không đạt", on="finding", allowed=never)
def fail(*, finding: Finding, message: str, units: Mapping[int, str], actor: Person | None, at: datetime) -> Finding:
    """Its check finds it again: what was closed opens; what was only waiting for its work goes on as it stands."""
    locked = Finding.objects.select_for_update().get(pk=finding.pk)
    if locked.source != Finding.Source.CHECK or locked.passed_at is None:
        raise Refused(f"{locked.label} chưa từng đạt. Tải lại trang.")
    before = {"state": locked.state, "message": locked.message}
    locked.passed_at, locked.message = None, message
    if locked.state == State.CLOSED:
        locked.state, locked.closed_at, locked.closed_by = State.OPEN, None, None
        locked.times_reopened += 1
    locked.save(update_fields=["passed_at", "message", "state", "closed_at", "closed_by", "times_reopened"])
    locked.units.all().delete()
    write_units([(locked, units)])
    record(commune=locked.commune_id, subject=ref_of(locked), before=before, after={"state": locked.state, "message": message})
    return locked
