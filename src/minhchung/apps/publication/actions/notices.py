"""A look at the notices beside procedures."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone

from minhchung.apps.files.receiving import Received
from minhchung.apps.files.storing import put
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Person
from minhchung.apps.publication.law import notices
from minhchung.apps.publication.models import Channel, NoticeCheck
from minhchung.apps.publication.rights import shows


@act("publication.look_at_notice", "Kiểm tra mục công khai", on="channel", allowed=shows)
def look_at_notice(
    *, channel: Channel, item: str, on: date, shown: bool, said: Mapping[str, str], note: str = "", proof: Received | None = None,
    actor: Person | None, at: datetime,
) -> NoticeCheck:  # fmt: skip
    """Whether a notice is at a channel, and what its fields say there. What is not shown says nothing."""
    notice = notices().get(item)
    if notice is None or channel.kind not in notice.channels:
        raise Refused("Mục công khai này không thuộc kênh đã chọn. Tải lại trang.")
    if channel.closed_on:
        raise Refused(f"Kênh “{channel.title}” đã ngừng. Chọn kênh khác.")
    if on > timezone.localtime(at).date():
        raise Refused("Ngày kiểm tra ở sau hôm nay. Ghi đúng ngày đã xem.")
    kept = {name: said.get(name, "").strip()[:500] for name in notice.fields} if shown else {}
    stored = put(channel.commune, proof, actor=actor, at=at)[0] if proof is not None else None
    made = NoticeCheck.objects.create(
        channel=channel, item=item, on=on, shown=shown, said=kept, note=note.strip(), proof=stored, by=actor, at=at
    )
    after = {"notice": notice.title, "on": on, "shown": shown, "said": kept, "file": proof.name if proof else ""}
    record(commune=channel.commune_id, subject=channel.ref, after=after, note=note.strip())
    return made
