"""What the ward itself says of a procedure: unit in charge, the Centre, vertical sector, group, how its time runs."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django.utils.timezone import localdate

from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.procedures.rights import keeps_catalogue
from minhchung.apps.procedures.writing import brought_up_to_date

FIELDS = ("unit", "at_centre", "vertical_sector", "group", "after_supplement", "cutoff")


@act("procedures.arrange", "Sắp xếp thủ tục", on="procedure", allowed=keeps_catalogue)
def arrange(
    *,
    procedure: Procedure,
    unit: Unit | None,
    at_centre: bool | None,
    vertical_sector: bool,
    group: str,
    after_supplement: str = "",
    cutoff: time | None = None,
    actor: Person | None,
    at: datetime,
) -> Procedure:
    """Everything the ward arranges for one procedure, over what stood there."""
    _refuse_foreign(procedure.commune, unit)
    held = Procedure.objects.select_for_update().get(pk=procedure.pk)
    before = _told(held)
    held.unit, held.at_centre, held.vertical_sector = unit, at_centre, vertical_sector
    held.group, held.after_supplement, held.cutoff = group.strip(), after_supplement, cutoff
    held.save(update_fields=FIELDS)
    brought_up_to_date(held.commune_id, [held.pk], today=localdate(at))
    record(commune=held.commune_id, subject=held.ref, before=before, after=_told(held))
    return held


@act("procedures.arrange_many", "Sắp xếp nhiều thủ tục", on="commune", allowed=keeps_catalogue)
def arrange_many(
    *, commune: Commune, procedures: Sequence[int], given: Mapping[str, Any], actor: Person | None, at: datetime
) -> list[Procedure]:
    """The same for many procedures; `given` holds only what is to be changed (unit, at_centre, vertical_sector, group)."""
    if not procedures or not given:
        raise Refused("Chưa chọn thủ tục hoặc chưa chọn điều cần đổi. Đánh dấu thủ tục, chọn ít nhất một điều rồi lưu.")
    _refuse_foreign(commune, given.get("unit"))
    held = list(Procedure.objects.select_for_update(of=("self",)).filter(commune=commune, pk__in=procedures).order_by("pk"))
    if len(held) != len(set(procedures)):
        raise Refused("Có thủ tục không thuộc danh mục của phường. Tải lại trang rồi chọn lại.")
    for each in held:
        for name, value in given.items():
            setattr(each, name, value)
    Procedure.objects.bulk_update(held, list(given), batch_size=500)
    brought_up_to_date(commune.pk, [each.pk for each in held], today=localdate(at))
    after = {"procedures": [each.code for each in held], **{name: getattr(value, "pk", value) for name, value in given.items()}}
    record(commune=commune.pk, subject=Ref("commune", commune.pk), after=after)
    return held


def _told(procedure: Procedure) -> dict[str, Any]:
    plain = {name: getattr(procedure, name) for name in FIELDS if name != "unit"}
    return {**plain, "unit": procedure.unit_id}


def _refuse_foreign(commune: Commune, unit: Unit | None) -> None:
    if unit is not None and unit.commune_id != commune.pk:
        raise Refused("Đơn vị không thuộc phường này. Tải lại trang rồi chọn lại.")
