"""Whether a handover may be done: asked by the act under lock, and before it by the page that shows what would pass."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Min

from minhchung.apps.organisations.guarding import require_colleague, require_unit
from minhchung.apps.organisations.making import require_open
from minhchung.apps.organisations.models import Handover, Person, Unit
from minhchung.apps.organisations.rules import day_words

ONE_DAY = timedelta(days=1)


def require_handover(handover: Handover, *, today: date) -> None:
    """Raises ValidationError on the field that is wrong, Refused for a party that may not give or take."""
    if handover.on > today:
        raise ValidationError({"on": "Ngày bàn giao chưa tới. Ghi vào đúng ngày ấy, hoặc chọn ngày hôm nay trở về trước."})
    units, people = (handover.from_unit, handover.to_unit), (handover.from_person, handover.to_person)
    if units[0] and units[1] and not any(people):
        _require_units(handover, units[0], units[1])
    elif people[0] and people[1] and not any(units):
        _require_people(handover, people[0], people[1])
    else:
        raise ValidationError("Chọn bên giao và bên nhận cùng là đơn vị, hoặc cùng là người.")


def _require_units(handover: Handover, giver: Unit, taker: Unit) -> None:
    giver, taker = Unit.objects.get(pk=giver.pk), Unit.objects.get(pk=taker.pk)
    if giver == taker:
        raise ValidationError({"to_unit": "Bên nhận trùng bên giao. Chọn đơn vị khác."})
    require_unit(giver, handover.commune, handover.on - ONE_DAY)
    require_unit(taker, handover.commune, handover.on)
    if handover.closes:
        require_open(giver)
        if taker.valid_to is not None:
            raise ValidationError({"to_unit": f"{taker.name} cũng sắp thôi hoạt động. Chọn đơn vị còn hoạt động lâu dài."})


def _require_people(handover: Handover, giver: Person, taker: Person) -> None:
    if giver == taker:
        raise ValidationError({"to_person": "Bên nhận trùng bên giao. Chọn người khác."})
    if handover.closes:
        raise ValidationError({"closes": "Chỉ đơn vị mới thôi hoạt động khi bàn giao. Với người, dùng “Cho nghỉ” ở trang của người đó."})
    if giver.commune_id != handover.commune_id:
        raise ValidationError({"from_person": f"{giver.full_name} không thuộc {handover.commune.name}."})
    require_colleague(Person.objects.get(pk=taker.pk), handover.commune)
    began = giver.grants.aggregate(first=Min("valid_from"))["first"]
    if began is not None and handover.on < began:
        raise ValidationError({"on": f"{giver.full_name} giữ vai trò ở đây từ ngày {day_words(began)}. Chọn ngày từ đó trở đi."})
