"""The register out as a spreadsheet and back: every export is kept, every filled row is written by itself."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from minhchung.apps.assignments import rights
from minhchung.apps.assignments.filling import FIELDS, LIMITS, filled, reported_by, too_long
from minhchung.apps.assignments.models import Occurrence, RegisterExport, RegisterReturn
from minhchung.apps.assignments.moving import name_of, ref_of, refuse_when_over, tell_judges
from minhchung.apps.assignments.proof import refuse_odd_day, refuse_unshown
from minhchung.apps.documents.models import Document
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person

State = Occurrence.State
FILE_LIMIT = 5 * 1024 * 1024
IN_HAND = (State.ASSIGNED, State.IN_PROGRESS, State.RETURNED)


@act("assignments.export_register", "Xuất sổ theo dõi", on="commune", allowed=rights.exports)
def export_register(*, commune: Commune, rows: Mapping[str, Mapping[str, Any]], actor: Person | None, at: datetime) -> RegisterExport:
    """Keeps the values handed out, by row id, so that a returned file can be compared three ways."""
    export = RegisterExport.objects.create(commune=commune, code=secrets.token_hex(8), at=at, by=actor, rows=dict(rows))
    record(commune=commune.code, subject=Ref("commune", commune.code), after={"export": export.code, "rows": len(rows)})
    return export


@act("assignments.receive_register", "Nhận lại sổ theo dõi", on="commune", allowed=rights.exports)
def receive_register(
    *, commune: Commune, name: str, content: bytes, export_code: str, actor: Person | None, at: datetime
) -> RegisterReturn:
    """Keeps a returned file as it came; nothing of it is saved before a person has seen old and new."""
    if len(content) > FILE_LIMIT:
        raise Refused(f"Tệp {name} lớn hơn 5 MB nên không giống sổ đã xuất. Nộp đúng tệp sổ đã xuất từ phần mềm.")
    export = RegisterExport.objects.filter(code=export_code, commune=commune).first()
    made = RegisterReturn.objects.create(commune=commune, export=export, name=name[:255], content=content, at=at, by=actor)
    record(commune=commune.code, subject=Ref("commune", commune.code), after={"return": made.pk, "name": made.name, "export": export_code})
    return made


@act("assignments.fill_row", "Điền dòng sổ theo dõi", on="occurrence", allowed=rights.writes_progress)
def fill_row(
    *,
    occurrence: Occurrence,
    values: Mapping[str, Any],
    expected: Mapping[str, Any],
    returned: RegisterReturn | None = None,
    actor: Person | None,
    at: datetime,
) -> Occurrence:
    """Writes what a person filled in one row: progress, note, reply (a document or None), finished_on (a date or None).

    `expected` holds the values seen before, by the same names: refused when one of them changed meanwhile. A day of
    finishing reports the work as done; taking it away takes the report back. `returned` is the file the row came with: with it,
    who judges is told by `finish_return`, once for all rows.
    """
    refuse_when_over(occurrence)
    current = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
    before = filled(current)
    _refuse_unfillable(current, occurrence, values, expected)
    _refuse_foreign(values.get("reply"), occurrence)
    changed = _as_kept(occurrence, values)
    for name, value in changed.items():
        setattr(current, name, value)
    changed |= _reported(current, values, actor, at)
    if "progress" in values:
        changed["progress_at"] = at
    if Occurrence.objects.filter(pk=current.pk, state=before["state"]).update(**changed) != 1:
        raise Refused(f"{name_of(occurrence)} vừa được người khác cập nhật. Tải lại trang rồi nhập lại.")
    occurrence.refresh_from_db()
    after = filled(occurrence)
    told = [key for key in after if after[key] != before[key]]
    record(
        commune=occurrence.commune_id,
        subject=ref_of(occurrence),
        before={key: before[key] for key in told},
        after={key: after[key] for key in told} | ({"return": returned.pk} if returned else {}),
    )
    if returned is None and "state" in told and occurrence.state == State.SUBMITTED:
        tell_judges([occurrence], about=ref_of(occurrence), topic="assignments.submitted", at=at)
    return occurrence


@act("assignments.finish_return", "Kết thúc nhập lại sổ", on="returned", allowed=rights.exports)
def finish_return(*, returned: RegisterReturn, saved: int, actor: Person | None, at: datetime) -> RegisterReturn:
    """Notes that the good rows of a returned file were saved, and tells who judges the work they report as done: one notice for
    the whole file. The file may still be opened again."""
    RegisterReturn.objects.filter(pk=returned.pk).update(applied_at=at)
    reported = reported_by(returned, actor=actor, at=at)
    about = ref_of(reported[0]) if len(reported) == 1 else Ref("register_return", str(returned.pk))
    topic = "assignments.submitted" if len(reported) == 1 else "assignments.submitted_by_file"
    tell_judges(reported, about=about, topic=topic, at=at)
    record(commune=returned.commune_id, subject=Ref("commune", returned.commune_id), after={"return": returned.pk, "saved": saved})
    returned.refresh_from_db()
    return returned


def _refuse_unfillable(current: Occurrence, occurrence: Occurrence, values: Mapping[str, Any], expected: Mapping[str, Any]) -> None:
    before = filled(current)
    if any(before[key] != _plain(value) for key, value in expected.items()):
        raise Refused(f"{name_of(occurrence)} vừa được người khác cập nhật. Xem lại giá trị mới rồi nhập lại.")
    if current.closed_at is not None:
        raise Refused(f"{name_of(occurrence)} đã nghiệm thu. Chỉ người giao việc mở lại được.")
    if current.state == State.SUBMITTED and "finished_on" not in values:
        raise Refused(f"{name_of(occurrence)} đang chờ nghiệm thu. Rút báo cáo hoàn thành trước khi sửa.")


def _as_kept(occurrence: Occurrence, values: Mapping[str, Any]) -> dict[str, Any]:
    """The filled values under the names of their columns; words that do not fit are refused, not cut."""
    kept = {FIELDS[key]: _plain(value) for key, value in values.items()}
    words = {name: str(kept[name] or "").strip() for name in LIMITS if name in kept}
    for name, text in words.items():
        if cause := too_long(name, text):
            raise Refused(f"{name_of(occurrence)}: “{text[:40]}…” dài {cause}")
    return kept | words


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, Document) else value


def _refuse_foreign(reply: Document | None, occurrence: Occurrence) -> None:
    if reply is not None and (reply.commune_id != occurrence.commune_id or reply.direction != Document.Direction.OUTGOING):
        raise Refused(f"{reply.code or 'Văn bản trả lời'} không phải văn bản đi của phường. Vào sổ văn bản đi trước.")


def _reported(current: Occurrence, values: Mapping[str, Any], actor: Person | None, at: datetime) -> dict[str, Any]:
    """The change of state that the filled values mean."""
    day: date | None = values.get("finished_on")
    if day is not None and current.state in IN_HAND:
        refuse_unshown(current, note=current.note)
        refuse_odd_day(current, day, at=at)
        return {"state": State.SUBMITTED, "submitted_at": at, "submitted_by": actor}
    if "finished_on" in values and day is None and current.state == State.SUBMITTED:
        return {"state": State.IN_PROGRESS, "submitted_at": None, "submitted_by": None}
    if day is not None:
        refuse_odd_day(current, day, at=at)
    if current.state == State.ASSIGNED and current.progress:
        return {"state": State.IN_PROGRESS}
    return {}
