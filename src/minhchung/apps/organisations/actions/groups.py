"""Groups of units: whom "các phòng, đơn vị" means in this commune."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from minhchung.apps.ground.acts import act, record
from minhchung.apps.organisations.actions.guarding import locked, needed, ref, tidy
from minhchung.apps.organisations.models import Commune, Person, Unit, UnitGroup
from minhchung.apps.organisations.rights import administers
from minhchung.apps.organisations.told import changed
from minhchung.apps.organisations.wording import circle_key


@act("organisations.add_group", "Thêm nhóm đơn vị", on="commune", allowed=administers)
def add_group(
    *, commune: Commune, name: str, wordings: Sequence[str], every: bool, units: Sequence[Unit], actor: Person | None, at: datetime
) -> UnitGroup:
    """A circle of units with the wordings that name it. A wording names one group only (ValidationError)."""
    commune = locked(commune.pk)
    group = make_group(commune, UnitGroup(commune=commune), name=name, wordings=wordings, every=every, units=units)
    record(commune=commune.pk, subject=ref(commune), after=_told(group))
    return group


@act("organisations.edit_group", "Sửa nhóm đơn vị", on="group", allowed=administers)
def edit_group(
    *, group: UnitGroup, name: str, wordings: Sequence[str], every: bool, units: Sequence[Unit], actor: Person | None, at: datetime
) -> UnitGroup:
    """Changes whom a collective wording means from now on; assignments made before keep their units."""
    commune = locked(group.commune_id)
    group = UnitGroup.objects.get(pk=group.pk)
    before = _told(group)
    group = make_group(commune, group, name=name, wordings=wordings, every=every, units=units)
    old, new = changed(before, _told(group))
    record(commune=commune.pk, subject=ref(commune), before=old, after=new, note=group.name)
    return group


@act("organisations.remove_group", "Bỏ nhóm đơn vị", on="group", allowed=administers)
def remove_group(*, group: UnitGroup, actor: Person | None, at: datetime) -> None:
    """Its wordings are asked about again; assignments made before keep their units."""
    commune = locked(group.commune_id)
    before = _told(group)
    UnitGroup.objects.filter(pk=group.pk).delete()
    record(commune=commune.pk, subject=ref(commune), before=before)


def make_group(commune: Commune, group: UnitGroup, *, name: str, wordings: Sequence[str], every: bool, units: Sequence[Unit]) -> UnitGroup:
    """Fills and saves a group; shared with the setting-up of a commune. The commune is locked."""
    group.name = needed("name", name, "Ghi tên nhóm.")
    if UnitGroup.objects.filter(commune=commune, name=group.name).exclude(pk=group.pk).exists():
        raise ValidationError({"name": f"Đã có nhóm “{group.name}”. Chọn tên khác, hoặc sửa nhóm ấy."})
    group.wordings = [text for text in map(tidy, wordings) if text]
    _require_own_wordings(commune, group)
    if every == bool(units):
        raise ValidationError({"units": "Chọn mọi đơn vị, hoặc chọn ít nhất một đơn vị, không chọn cả hai."})
    if strangers := [unit.name for unit in units if unit.commune_id != commune.pk]:
        raise ValidationError({"units": f"{strangers[0]} không thuộc {commune.name}."})
    group.every = every
    group.save()
    group.units.set(units)
    return group


def _require_own_wordings(commune: Commune, group: UnitGroup) -> None:
    if not group.wordings:
        raise ValidationError({"wordings": "Ghi ít nhất một cách gọi, mỗi dòng một cách, ví dụ “các phòng, đơn vị”."})
    taken = {
        circle_key(text, commune.name): other.name
        for other in UnitGroup.objects.filter(commune=commune).exclude(pk=group.pk)
        for text in other.wordings
    }
    for text in group.wordings:
        key = circle_key(text, commune.name)
        if not key:
            raise ValidationError({"wordings": f"“{text}” không có chữ nào chỉ đơn vị. Ghi như trong văn bản, ví dụ “các phòng, đơn vị”."})
        if key in taken:
            raise ValidationError({"wordings": f"“{text}” đã thuộc nhóm “{taken[key]}”. Bỏ ở nhóm kia trước."})


def _told(group: UnitGroup) -> dict[str, Any]:
    units = ["mọi đơn vị đang hoạt động"] if group.every else [unit.short for unit in group.units.order_by("order")]
    return {"group": group.name, "wordings": list(group.wordings), "units": units}
