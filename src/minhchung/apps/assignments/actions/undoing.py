"""Taking one's own last writing of progress back, for ten minutes."""

from datetime import datetime, timedelta

from minhchung.apps.assignments import rights
from minhchung.apps.assignments.models import Occurrence
from minhchung.apps.assignments.moving import name_of, ref_of, refuse_when_over
from minhchung.apps.ground import history
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Person

STAYS = timedelta(minutes=10)


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
    if at - last.at > STAYS:
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
