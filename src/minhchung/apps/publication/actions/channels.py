"""The channels of a ward."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.publication.law import usual_channels
from minhchung.apps.publication.models import Channel
from minhchung.apps.publication.rights import keeps


@act("publication.begin", "Lập các kênh niêm yết thường dùng", on="commune", allowed=keeps)
def begin(*, commune: Commune, unit: Unit | None = None, actor: Person | None, at: datetime) -> list[Channel]:
    """The usual channels that the ward does not have yet; `unit` answers for them until another is named."""
    _of_the_ward(commune.pk, unit)
    held = Commune.objects.select_for_update().get(pk=commune.pk)
    there = set(Channel.objects.filter(commune=held, closed_on=None).values_list("kind", flat=True))
    made = [Channel(commune=held, kind=kind, title=title, unit=unit, added_at=at) for kind, title in usual_channels() if kind not in there]
    if not made:
        raise Refused("Phường đã có đủ các kênh thường dùng. Thêm kênh khác ở nút “Thêm kênh”.")
    for channel in made:
        channel.save()
    record(commune=held.pk, subject=made[0].ref, after={"channels": [channel.title for channel in made]})
    return made


@act("publication.add_channel", "Thêm kênh niêm yết", on="commune", allowed=keeps)
def add_channel(
    *, commune: Commune, title: str, kind: str, unit: Unit | None, address: str, for_procedures: bool, actor: Person | None, at: datetime
) -> Channel:
    """Another place that shows something of the ward."""
    _of_the_ward(commune.pk, unit)
    held = Commune.objects.select_for_update().get(pk=commune.pk)
    _not_there(held.pk, title)
    given = {"title": title.strip(), "kind": kind, "unit": unit, "address": address.strip(), "for_procedures": for_procedures}
    made = Channel.objects.create(commune=held, added_at=at, **given)
    record(commune=held.pk, subject=made.ref, after=_told(made))
    return made


@act("publication.set_channel", "Sửa kênh niêm yết", on="channel", allowed=keeps)
def set_channel(
    *, channel: Channel, title: str, kind: str, unit: Unit | None, address: str, for_procedures: bool, actor: Person | None, at: datetime
) -> Channel:
    """Its title, who answers for it, where it is, whether it shows procedures."""
    _of_the_ward(channel.commune_id, unit)
    found = _open(channel)
    before = _told(found)
    if title.strip() != found.title:
        _not_there(found.commune_id, title)
    found.title, found.kind, found.unit, found.address, found.for_procedures = title.strip(), kind, unit, address.strip(), for_procedures
    found.save(update_fields=["title", "kind", "unit", "address", "for_procedures"])
    record(commune=found.commune_id, subject=found.ref, before=before, after=_told(found))
    return found


@act("publication.close_channel", "Ngừng kênh niêm yết", on="channel", allowed=keeps)
def close_channel(*, channel: Channel, reason: str, actor: Person | None, at: datetime) -> Channel:
    """From today on it is no longer compared; what it showed stays."""
    if not reason.strip():
        raise Refused("Lý do còn trống. Ghi vì sao ngừng kênh.")
    found = _open(channel)
    found.closed_on = timezone.localtime(at).date()
    found.save(update_fields=["closed_on"])
    record(commune=found.commune_id, subject=found.ref, after={"closed_on": found.closed_on}, note=reason.strip())
    return found


def _open(channel: Channel) -> Channel:
    found = Channel.objects.select_for_update(of=("self",)).select_related("commune").get(pk=channel.pk)
    if found.closed_on:
        raise Refused(f"Kênh “{found.title}” đã ngừng từ {found.closed_on:%d/%m/%Y}. Tải lại trang.")
    return found


def _not_there(commune: str, title: str) -> None:
    if not title.strip():
        raise Refused("Tên kênh còn trống. Ghi tên như mọi người gọi.")
    if Channel.objects.filter(commune=commune, title=title.strip(), closed_on=None).exists():
        raise Refused(f"Phường đã có kênh “{title.strip()}”. Đặt tên khác, hoặc sửa kênh đó.")


def _of_the_ward(commune: str, unit: Unit | None) -> None:
    if unit is not None and unit.commune_id != commune:
        raise Refused("Đơn vị không thuộc phường này. Tải lại trang rồi chọn lại.")


def _told(channel: Channel) -> dict[str, Any]:
    names = ("title", "kind", "address", "for_procedures")
    return {**{name: getattr(channel, name) for name in names}, "unit": channel.unit_id}
