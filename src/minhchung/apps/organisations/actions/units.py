"""Units: added, renamed, closed; the other ways of writing their names."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q

from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.guarding import (
    locked,
    needed,
    put_unit,
    ref,
    require_free_name,
)
from minhchung.apps.organisations.making import end_unit, make_alias, make_unit, require_open
from minhchung.apps.organisations.models import Commune, Person, Unit, UnitAlias
from minhchung.apps.organisations.passing import preview
from minhchung.apps.organisations.rights import administers
from minhchung.apps.organisations.rules import day_words
from minhchung.apps.organisations.told import changed, told
from minhchung.text.normal import fold


@act("organisations.add_unit", "Thêm đơn vị", on="commune", allowed=administers)
def add_unit(*, commune: Commune, name: str, short: str, valid_from: date, actor: Person | None, at: datetime) -> Unit:
    """A new unit, last in the list. Name and short name must not name another unit (ValidationError on the field)."""
    commune = locked(commune.pk)
    unit = make_unit(commune, name=name, short=short, valid_from=valid_from, today=at.date())
    record(commune=commune.pk, subject=ref(unit), after=told(unit, "name", "short", "valid_from"))
    return unit


@act("organisations.edit_unit", "Sửa tên viết tắt, thứ tự của đơn vị", on="unit", allowed=administers)
def edit_unit(*, unit: Unit, short: str, order: int, actor: Person | None, at: datetime) -> Unit:
    """The short name and the place in the list. The old short name stays as an alias."""
    commune = locked(unit.commune_id)
    unit = Unit.objects.get(pk=unit.pk)
    before = told(unit, "short", "order")
    short = needed("short", short, "Ghi tên viết tắt của đơn vị.")
    if short != unit.short:
        require_free_name(commune, "short", short, unit=unit, on=at.date())
        _keep_name(unit, unit.short, last_day=at.date() - timedelta(days=1))
    unit.short, unit.order = short, order
    unit.save(update_fields=["short", "order"])
    _drop_own_alias(unit, short)
    put_unit(unit)
    old, new = changed(before, told(unit, "short", "order"))
    record(commune=commune.pk, subject=ref(unit), before=old, after=new)
    return unit


@act("organisations.rename_unit", "Đổi tên đơn vị", on="unit", allowed=administers)
def rename_unit(*, unit: Unit, name: str, on: date, correction: bool = False, actor: Person | None, at: datetime) -> Unit:
    """From the day `on` the unit bears another name; the old one stays as an alias dated to the day before.

    A `correction` mends a slip of writing: the wrong name is not kept. Work and history stay with the unit either way.
    """
    commune = locked(unit.commune_id)
    unit = Unit.objects.get(pk=unit.pk)
    name = needed("name", name, "Ghi tên mới của đơn vị.")
    if name == unit.name:
        raise ValidationError({"name": "Tên mới giống tên đang dùng. Ghi tên khác, hoặc thôi đổi."})
    if on > at.date():
        raise ValidationError({"on": "Ngày đổi tên chưa tới. Đổi vào đúng ngày đó, hoặc ghi ngày hôm nay trở về trước."})
    if on < unit.valid_from:
        raise ValidationError({"on": f"Đơn vị có từ ngày {day_words(unit.valid_from)}: ghi ngày đổi tên từ ngày đó trở đi."})
    require_free_name(commune, "name", name, unit=unit, on=at.date())
    before = told(unit, "name")
    if not correction:
        _keep_name(unit, unit.name, last_day=on - timedelta(days=1))
    unit.name = name
    unit.save(update_fields=["name"])
    _drop_own_alias(unit, name)
    put_unit(unit)
    note = "Sửa lỗi viết, không giữ tên cũ." if correction else ""
    record(commune=commune.pk, subject=ref(unit), before=before, after={"name": name, "on": on}, note=note)
    return unit


def _keep_name(unit: Unit, text: str, *, last_day: date) -> None:
    taken = UnitAlias.objects.filter(commune_id=unit.commune_id, folded=fold(text)).exclude(unit=unit).select_related("unit").first()
    if taken:
        raise Refused(f"“{text}” đang là tên gọi khác của {taken.unit.name}. Bỏ tên gọi đó trước.")
    UnitAlias.objects.update_or_create(
        commune_id=unit.commune_id, folded=fold(text), defaults={"unit": unit, "text": text, "until": last_day}
    )


def _drop_own_alias(unit: Unit, text: str) -> None:
    unit.aliases.filter(folded=fold(text)).delete()


@act("organisations.close_unit", "Thôi hoạt động đơn vị", on="unit", allowed=administers)
def close_unit(*, unit: Unit, last_day: date, reason: str, actor: Person | None, at: datetime) -> Unit:
    """Ends a unit whose work nobody takes over. A merger is a handover that closes (`hand_over(closes=True)`).

    Refused while somebody holds a role there after the last day, and while the unit still holds work.
    """
    commune = locked(unit.commune_id)
    unit = Unit.objects.get(pk=unit.pk)
    reason = needed("reason", reason, "Ghi lý do, ví dụ số quyết định.")
    require_open(unit)
    if last_day < unit.valid_from:
        raise ValidationError({"last_day": f"Đơn vị có từ ngày {day_words(unit.valid_from)}: ngày cuối không thể sớm hơn."})
    later = unit.grants.filter(Q(valid_to=None) | Q(valid_to__gt=last_day), person__is_active=True)
    staying = sorted(set(later.values_list("person__full_name", flat=True)))
    if staying:
        raise Refused(
            f"{unit.name} còn {len(staying)} người giữ vai trò ({', '.join(staying[:3])}{'…' if len(staying) > 3 else ''}). "
            "Chuyển hoặc kết thúc vai trò của họ trước; nếu sáp nhập, dùng Bàn giao."
        )
    held = [line for line in preview(unit, on=last_day + timedelta(days=1), closes=False) if line.count]
    if held:
        work = ", ".join(f"{line.count} {line.label}" for line in held)
        raise Refused(f"{unit.name} còn giữ {work}. Bàn giao sang đơn vị khác trước, rồi cho thôi hoạt động.")
    end_unit(unit, last_day=last_day, successor=None)
    record(commune=commune.pk, subject=ref(unit), before={"valid_to": None}, after={"valid_to": last_day}, note=reason)
    return unit


@act("organisations.add_alias", "Thêm tên gọi khác", on="unit", allowed=administers)
def add_alias(*, unit: Unit, text: str, actor: Person | None, at: datetime) -> UnitAlias:
    """Another way documents write the unit. Refused on the field when it names another unit or is common words alone."""
    commune = locked(unit.commune_id)
    alias = make_alias(commune, unit, text, on=at.date())
    record(commune=commune.pk, subject=ref(unit), after={"alias": alias.text})
    return alias


@act("organisations.remove_alias", "Bỏ tên gọi khác", on="alias", allowed=administers)
def remove_alias(*, alias: UnitAlias, actor: Person | None, at: datetime) -> None:
    """Documents that write the unit so are no longer matched by it; assignments made before stay as they are."""
    commune = locked(alias.commune_id)
    unit, text, pk = alias.unit, alias.text, alias.pk
    if UnitAlias.objects.filter(pk=pk).delete()[0] != 1:
        raise Refused(f"Tên gọi “{text}” đã được bỏ trước đó. Tải lại trang để xem.")
    put_unit(unit)
    record(commune=commune.pk, subject=ref(unit), before={"alias": text})
