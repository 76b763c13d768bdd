"""Versions on their way: drafted, written, reviewed, approved, in force, replaced, withdrawn."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Person
from minhchung.apps.organisations.rights import never
from minhchung.apps.quality.drafting import stop_if_open, successor
from minhchung.apps.quality.models import ControlledDocument, Version
from minhchung.apps.quality.rights import approves, drafts, reviews
from minhchung.apps.quality.rules import life
from minhchung.apps.quality.rules.content import Content, Revision, lacking
from minhchung.apps.quality.writing import enter, held, locked, move, of_the_ward, other_hand, reason_given, settings_of, settle, signature
from minhchung.text.written import written_day


@act("quality.draft_version", "Soạn bản mới", on="document", allowed=drafts)
def draft_version(
    *,
    document: ControlledDocument,
    reason: str = "",
    change: str = "",
    impact: str = "",
    impacted: Collection[ControlledDocument] = (),
    anew: bool = False,
    actor: Person | None,
    at: datetime,
) -> Version:
    """A draft that begins with what the last version says; `anew`: another issue (lần ban hành) instead of a revision. A document that has
    versions already wants the reason, which becomes its change record. Raises Refused while another version is on its way."""
    found = held(document)
    of_the_ward(found.commune_id, *impacted)
    stop_if_open(found)
    version = successor(found, anew=anew, actor=actor, at=at)
    if version.issue + version.revision > 1:
        version.reason, version.change = reason_given(reason, "lý do sửa đổi"), change.strip()
    version.impact = impact.strip()
    version.save()
    version.impacted.set(impacted)
    settle(version)
    record(
        commune=found.commune_id,
        subject=version.ref,
        after={"version": version.short, "reason": version.reason, "change": version.change, "impact": version.impact,
               "impacted": [each.pk for each in impacted]},
    )  # fmt: skip
    return version


@act("quality.write", "Sửa nội dung bản thảo", on="version", allowed=drafts)
def write(*, version: Version, content: Content, title: str, seen: str, actor: Person | None, at: datetime) -> Version:
    """What a draft says from now on. `seen` is the fingerprint of what the writer saw: somebody else's words in between are not lost."""
    found = locked(version, "write")
    if seen != found.fingerprint():
        raise Refused("Bản thảo đã có người khác sửa từ lúc mở trang này. Mở lại trang soạn ở thẻ khác, so rồi sửa tiếp.")
    if not title.strip():
        raise Refused("Tên tài liệu còn trống. Ghi tên rồi lưu.")
    parts = found.content.parts_other_than(content)
    before = {"title": found.title}
    found.said, found.title = content.said(), title.strip()
    found.save(update_fields=["said", "title"])
    settle(found)
    record(commune=found.commune_id, subject=found.ref, before=before, after={"title": found.title, "sections": "; ".join(parts)})
    return found


@act("quality.submit", "Trình soát xét", on="version", allowed=drafts)
def submit(*, version: Version, actor: Person | None, at: datetime) -> Version:
    """A draft goes to be reviewed; on the short path at once to be approved. Raises Refused naming what it does not say yet."""
    found = locked(version, "submit")
    if missing := list(lacking(found.document.nature, found.content)):
        raise Refused(f"Bản thảo còn thiếu {', '.join(missing)}. Mở “Soạn nội dung” để ghi thêm rồi trình lại.")
    short = settings_of(found.commune_id).short_path
    cover = {"drafted": signature(actor or found.drafted_by, at)}
    signed = {"drafted_by": actor or found.drafted_by, "drafted_at": at, "cover": cover, "reviewed_by": None, "reviewed_at": None}
    told = move(found, "submit", short=short, **signed)
    record(commune=found.commune_id, subject=found.ref, **told)
    return found


@act("quality.endorse", "Soát xét", on="version", allowed=reviews)
def endorse(*, version: Version, actor: Person | None, at: datetime) -> Version:
    """Somebody other than the writer has reviewed it: it waits to be approved."""
    found = locked(version, "endorse")
    other_hand(found, "endorse", actor, short=False)
    told = move(found, "endorse", reviewed_by=actor, reviewed_at=at, cover={**found.cover, "reviewed": signature(actor, at)})
    record(commune=found.commune_id, subject=found.ref, **told)
    return found


@act("quality.send_back", "Trả lại bản thảo", on="version", allowed=reviews)
def send_back(*, version: Version, reason: str, actor: Person | None, at: datetime) -> Version:
    """Back to the writer, with what is to be mended."""
    found = locked(version, "send_back")
    note = reason_given(reason, "lý do trả lại")
    told = move(found, "send_back", cover={}, reviewed_by=None, reviewed_at=None)
    record(commune=found.commune_id, subject=found.ref, **told, note=note)
    return found


@act("quality.approve", "Phê duyệt", on="version", allowed=approves)
def approve(*, version: Version, effective_on: date, actor: Person | None, at: datetime) -> Version:
    """What it says is fixed from now on. From its day on it is in force, in the place of the one before: at once when the day has come,
    else by the daily job. Raises Refused for a writer or reviewer, and for a day that is over."""
    found = locked(version, "approve")
    short, today = settings_of(found.commune_id).short_path, timezone.localtime(at).date()
    other_hand(found, "approve", actor, short=short)
    if effective_on < today and actor is not None:
        raise Refused(f"Ngày hiệu lực {written_day(effective_on)} đã qua. Chọn từ hôm nay {written_day(today)} trở đi.")
    content = found.content
    if found.reason:
        number = f"{found.issue:02d}.{found.revision:02d}"
        line = Revision(reason=found.reason, change=found.change, number=number, on=written_day(effective_on))
        content = content.model_copy(update={"revisions": (*content.revisions, line)})
    found.said, found.effective_on = content.said(), effective_on
    found.cover = {**found.cover, "approved": signature(actor, at)}
    fixed: dict[str, Any] = {"said": found.said, "cover": found.cover, "effective_on": effective_on, "digest": found.fingerprint()}
    told = move(found, "approve", approved_by=actor, approved_at=at, **fixed)
    replaced = enter(found) if effective_on <= today else None
    told["after"] |= {"state": found.state, "effective_on": effective_on, "digest": found.digest, "replaced": replaced and replaced.pk}
    record(commune=found.commune_id, subject=found.ref, **told)
    return found


@act("quality.bring_into_force", "Đưa vào hiệu lực", on="version", allowed=never)
def bring_into_force(*, version: Version, actor: Person | None, at: datetime) -> Version:
    """The day of an approved version has come (the daily job). Raises Refused before that day."""
    found = locked(version, "enter")
    if found.effective_on is None or found.effective_on > timezone.localtime(at).date():
        raise Refused("Chưa đến ngày hiệu lực của bản này.")
    replaced = enter(found)
    after = {"version": found.short, "state": found.state, "replaced": replaced and replaced.pk}
    record(commune=found.commune_id, subject=found.ref, before={"state": life.WAITING}, after=after)
    return found


@act("quality.withdraw", "Hủy bỏ bản", on="version", allowed=approves)
def withdraw(*, version: Version, reason: str, actor: Person | None, at: datetime) -> Version:
    """A version is not used any more, and none takes its place."""
    found = locked(version, "withdraw")
    note = reason_given(reason, "lý do hủy bỏ")
    told = move(found, "withdraw", ended_on=timezone.localtime(at).date(), ended_note=note)
    record(commune=found.commune_id, subject=found.ref, **told, note=note)
    return found


@act("quality.drop_draft", "Bỏ dự thảo", on="version", allowed=drafts)
def drop_draft(*, version: Version, actor: Person | None, at: datetime) -> Version:
    """A draft nobody wants to go on with. What was in force stays so."""
    found = locked(version, "drop")
    told = move(found, "drop")
    record(commune=found.commune_id, subject=found.ref, **told)
    return found
