"""Groups of units: whom "các phòng, đơn vị" means in this commune."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from minhchung.apps.ground.acts import act, record
from minhchung.apps.organisations.guarding import locked, ref
from minhchung.apps.organisations.making import make_group
from minhchung.apps.organisations.models import Commune, Person, Unit, UnitGroup
from minhchung.apps.organisations.rights import administers
from minhchung.apps.organisations.told import changed


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


def _told(group: UnitGroup) -> dict[str, Any]:
    units = ["mọi đơn vị đang hoạt động"] if group.every else [unit.short for unit in group.units.order_by("order")]
    return {"group": group.name, "wordings": list(group.wordings), "units": units}
