"""Rows that more than one act makes or ends: units, aliases, groups. The commune is locked by the act that calls."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Max

from minhchung.apps.ground.acts import Refused
from minhchung.apps.organisations.guarding import needed, put_unit, require_free_name, require_telling_alias, tidy
from minhchung.apps.organisations.models import Commune, Unit, UnitAlias, UnitGroup
from minhchung.apps.organisations.rules import day_words
from minhchung.apps.organisations.wording import circle_key
from minhchung.apps.organisations.written import written_names
from minhchung.text.normal import fold


def make_unit(commune: Commune, *, name: str, short: str, valid_from: date, today: date) -> Unit:
    """The row of a new unit; shared by the acts that make one. The commune is locked."""
    on = max(valid_from, today)
    last = commune.units.aggregate(last=Max("order"))["last"] or 0
    unit = Unit(
        commune=commune,
        name=needed("name", name, "Ghi tên đầy đủ của đơn vị."),
        short=needed("short", short, "Ghi tên viết tắt của đơn vị."),
        order=last + 10,
        valid_from=valid_from,
    )
    require_free_name(commune, "name", unit.name, unit=unit, on=on)
    require_free_name(commune, "short", unit.short, unit=unit, on=on)
    unit.save()
    put_unit(unit)
    return unit


def make_alias(commune: Commune, unit: Unit, text: str, *, on: date) -> UnitAlias:
    """The row of a new alias; shared by the acts that make one. The commune is locked."""
    text = needed("text", text, "Ghi tên gọi khác như trong văn bản.")
    taken = UnitAlias.objects.filter(commune=commune, folded=fold(text)).select_related("unit").first()
    if taken:
        raise ValidationError({"text": f"“{taken.text}” đã là tên gọi khác của {taken.unit.name}."})
    if fold(text) in {fold(unit.name), fold(unit.short)}:
        raise ValidationError({"text": f"“{text}” đã là tên của {unit.name}, không cần khai thêm."})
    require_telling_alias(commune, written_names(commune), text, unit=unit, on=on)
    alias = UnitAlias.objects.create(commune=commune, unit=unit, text=tidy(text), folded=fold(text))
    put_unit(unit)
    return alias


def require_open(unit: Unit) -> None:
    """The unit has no last day yet (Refused)."""
    if unit.valid_to is not None:
        raise Refused(f"{unit.name} đã thôi hoạt động từ ngày {day_words(unit.valid_to)}. Không cần làm lại.")


def end_unit(unit: Unit, *, last_day: date, successor: Unit | None) -> None:
    """Sets the last day by a guarded update; shared with the handover that closes."""
    if Unit.objects.filter(pk=unit.pk, valid_to=None).update(valid_to=last_day, successor=successor) != 1:
        raise Refused(f"{unit.name} vừa được người khác cho thôi hoạt động. Tải lại trang để xem.")
    unit.valid_to, unit.successor = last_day, successor


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
