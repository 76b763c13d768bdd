"""Taking one's own last writing back, for ten minutes: one progress, or all that a returned register changed."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from minhchung.apps.assignments import rights
from minhchung.apps.assignments.filling import COLUMNS, UNDO_WITHIN, as_told, filled, fills_of
from minhchung.apps.assignments.models import Occurrence, RegisterReturn
from minhchung.apps.assignments.moving import name_of, ref_of, refuse_when_over
from minhchung.apps.ground import history
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Person

CHANGES_NOTHING = ("assignments.remind",)
"""Acts on the work after which its row is still as it was filled."""
MOMENTS, DAYS = {"submitted_at"}, {"finished_on"}


@act("assignments.undo_progress", "Hoàn tác tiến độ", on="occurrence", allowed=rights.writes_progress)
def undo_progress(*, occurrence: Occurrence, actor: Person | None, at: datetime) -> Occurrence:
    """Puts progress and state back as they were before the person's own last writing, if nobody wrote after it."""
    refuse_when_over(occurrence)
    last = history.of(ref_of(occurrence)).first()
    if (
        last is None
        or last.act not in ("assignments.set_progress", "assignments.fill_row")
        or last.actor_id != (actor.pk if actor else None)
    ):
        raise Refused(f"{name_of(occurrence)}: bản ghi đã có thay đổi mới nên không hoàn tác được. Mở việc để sửa lại.")
    if at - last.at > UNDO_WITHIN:
        raise Refused(f"{name_of(occurrence)}: đã quá 10 phút nên không hoàn tác được. Ghi lại tiến độ mới.")
    before, after = last.before or {}, last.after or {}
    if "progress" not in before or not set(before) <= {"progress", "state"} or after.get("state") == Occurrence.State.SUBMITTED:
        raise Refused(f"{name_of(occurrence)}: lần ghi này không chỉ sửa tiến độ nên không hoàn tác được. Mở việc để sửa lại.")
    wanted = {"progress": before["progress"], "progress_at": at, "state": before.get("state", occurrence.state)}
    changed = Occurrence.objects.filter(pk=occurrence.pk, progress=after["progress"], state=after.get("state", occurrence.state)).update(
        **wanted
    )
    if changed != 1:
        raise Refused(f"{name_of(occurrence)} vừa được người khác cập nhật. Tải lại trang.")
    record(
        commune=occurrence.commune_id,
        subject=ref_of(occurrence),
        before={"progress": after["progress"], "state": after.get("state")},
        after={"progress": before["progress"], "state": wanted["state"]},
    )
    occurrence.refresh_from_db()
    return occurrence


@act("assignments.undo_fill", "Hoàn tác dòng đã nhập từ Excel", on="occurrence", allowed=rights.writes_progress)
def undo_fill(*, occurrence: Occurrence, returned: RegisterReturn, actor: Person | None, at: datetime) -> Occurrence:
    """Puts back what the person's saving of a returned file changed in this row; refused when the row changed since."""
    refuse_when_over(occurrence)
    current = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
    fills = list(fills_of(returned, actor=actor, at=at).filter(key=str(occurrence.pk)))
    if not fills:
        raise Refused(f"{name_of(occurrence)}: đã quá 10 phút nên không hoàn tác được. Mở việc để sửa lại.")
    before, after = _both_ends(fills, occurrence)
    now = as_told(filled(current))
    later = history.of(ref_of(occurrence)).filter(position__gt=fills[-1].position).exclude(act__in=CHANGES_NOTHING)
    if later.exists() or any(now[key] != value for key, value in after.items()):
        raise Refused(f"{name_of(occurrence)} đã thay đổi sau khi nhập nên giữ nguyên. Mở việc để sửa lại.")
    wanted = {COLUMNS[key]: _heard(key, value) for key, value in before.items()}
    if "progress" in before:
        wanted["progress_at"] = at
    if Occurrence.objects.filter(pk=current.pk, state=current.state).update(**wanted) != 1:
        raise Refused(f"{name_of(occurrence)} vừa được người khác cập nhật. Tải lại trang.")
    record(commune=occurrence.commune_id, subject=ref_of(occurrence), before=after, after=before)
    occurrence.refresh_from_db()
    return occurrence


@act("assignments.undo_return", "Hoàn tác lần nhập lại sổ", on="returned", allowed=rights.exports)
def undo_return(*, returned: RegisterReturn, undone: int, actor: Person | None, at: datetime) -> RegisterReturn:
    """Notes that the rows of a saved file were put back (how many); the file may be opened and saved again."""
    if RegisterReturn.objects.filter(pk=returned.pk, applied_at__isnull=False).update(applied_at=None) != 1:
        raise Refused(f"Lần nhập tệp {returned.name} đã hoàn tác trước đó.")
    record(commune=returned.commune_id, subject=Ref("commune", returned.commune_id), after={"return": returned.pk, "undone": undone})
    returned.refresh_from_db()
    return returned


def _both_ends(events: Iterable[HistoryEvent], occurrence: Occurrence) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the row held before the first of its fills and after the last; refused when somebody wrote between two of them."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for event in events:
        left, right = event.before or {}, event.after or {}
        if any(after.get(key, value) != value for key, value in left.items()):
            raise Refused(f"{name_of(occurrence)} đã thay đổi giữa hai lần lưu nên giữ nguyên. Mở việc để sửa lại.")
        before = {**left, **before}
        after |= {key: right[key] for key in left}
    return before, after


def _heard(key: str, value: Any) -> Any:
    """A value of an event as its column takes it."""
    if value is None:
        return None
    if key in MOMENTS:
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if key in DAYS else value
