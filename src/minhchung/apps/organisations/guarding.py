"""What the acts of this app check under lock, and the words they refuse with."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Body, Commune, Person, RoleGrant, Unit
from minhchung.apps.organisations.naming import chosen, initials_of, is_common_only, match_units, names_another
from minhchung.apps.organisations.rules import day_words, first_day_after, is_held_throughout
from minhchung.apps.organisations.written import WrittenNames, written_names
from minhchung.text.normal import nfc, squeeze

NATION = "VN"
"""The chain of what is of no commune: the national list, the city appraiser's own password."""


def locked(code: str | None) -> Commune:
    """The commune's row, locked: the acts of this app on one commune run one after another."""
    return Commune.objects.select_for_update().get(pk=code)


def tidy(text: str) -> str:
    """NFC, one blank between words."""
    return squeeze(nfc(text))


def needed(field: str, text: str, said: str) -> str:
    """The tidy text; a ValidationError on the field when nothing is left."""
    if not (clean := tidy(text)):
        raise ValidationError({field: said})
    return clean


def require_free_name(commune: Commune, field: str, text: str, *, unit: Unit | None, on: date) -> None:
    """A unit's name or short name must not already name another unit (ValidationError on the field)."""
    # A closed unit's old name may be borne again: from then on it is read as the unit in force.
    others = [name for name in written_names(commune).others(unit) if name.is_valid(on)]
    taken = names_another(text, others, on, commune_name=commune.name)
    if taken is None:
        return
    owner = Unit.objects.get(pk=taken.unit_id)
    way_out = f" Dùng “{initials_of(unit.name)}”?" if unit and field == "short" else " Chọn tên khác."
    raise ValidationError({field: f"“{text}” đã dùng cho {owner.name}.{way_out}"})


def require_telling_alias(commune: Commune, names: WrittenNames, text: str, *, unit: Unit, on: date) -> None:
    """An alias must tell its unit from the others: not another's name, not common words alone (ValidationError)."""
    other = chosen(match_units(text, names.others(unit), on, commune_name=commune.name))
    if other is not None:
        owner = Unit.objects.get(pk=other.unit_id)
        raise ValidationError({"text": f"“{text}” đang được đọc là {owner.name} ({other.reason}). Viết rõ hơn để không nhầm hai đơn vị."})
    if is_common_only(text, names.units, on, commune_name=commune.name):
        raise ValidationError({"text": f"“{text}” chỉ gồm chữ chung, đơn vị nào cũng có thể mang. Thêm chữ riêng của {unit.name}."})


def require_unit(unit: Unit, commune: Commune, on: date) -> None:
    """The unit is of the commune and in force on that day (Refused)."""
    if unit.commune_id != commune.pk:
        raise Refused(f"{unit.name} không thuộc {commune.name}. Chọn đơn vị của {commune.name}.")
    if not unit.is_valid(on):
        raise Refused(f"{unit.name} không hoạt động vào ngày {day_words(on)}. Chọn đơn vị khác hoặc ngày khác.")


def require_colleague(person: Person, commune: Commune) -> None:
    """The person is of the commune and still works there (Refused)."""
    if person.commune_id != commune.pk:
        raise Refused(f"{person.full_name} không thuộc {commune.name}. Chọn người của {commune.name}.")
    if not person.is_active:
        raise Refused(f"{person.full_name} đã nghỉ. Chọn người đang làm việc, hoặc mở lại tài khoản trước.")


def require_an_admin_left(commune: Commune, *, since: date, without: Any) -> None:
    """Somebody active administers the commune from `since` on, the grants `without` left aside (Refused)."""
    grants = RoleGrant.objects.filter(person__commune=commune, person__is_active=True, role=Role.ADMIN).exclude(pk__in=without)
    if not is_held_throughout(grants.values_list("valid_from", "valid_to"), since):
        raise Refused(
            f"Đây là quản trị cuối cùng của {commune.name}: bỏ đi thì không ai thiết lập được nữa. "
            "Giao vai trò Quản trị cho người khác trước."
        )


def require_period(field: str, start: date, end: date | None) -> None:
    """An end is not before its beginning (ValidationError on the field)."""
    if end is not None and end < start:
        raise ValidationError({field: f"Ngày kết thúc trước ngày bắt đầu ({day_words(start)}). Sửa một trong hai ngày."})


def day_after(last_day: date) -> date:
    """The first day on which what ends on `last_day` no longer holds."""
    return first_day_after(last_day)


def ref(thing: Commune | Unit | Person | Body) -> Ref:
    """The subject of a row of this app."""
    # By the model, not by the Python type: the person of a request comes in a wrapper of its own.
    return Ref(str(thing._meta.model_name), str(thing.pk))


def put_unit(unit: Unit) -> None:
    """Makes the unit findable by its names."""
    texts = [unit.short, *unit.aliases.values_list("text", flat=True)]
    lookup.put(ref(unit), commune=unit.commune_id, title=unit.name, text="\n".join(texts))


def put_person(person: Person) -> None:
    """Makes the person findable by name, sign-in name and posts."""
    if person.commune_id:
        posts = person.appointments.values_list("post", flat=True)
        lookup.put(ref(person), commune=person.commune_id, title=person.full_name, text="\n".join([person.username, *posts]))


def put_body(body: Body) -> None:
    """Makes the body findable by its name and decision."""
    lookup.put(ref(body), commune=body.commune_id, title=body.name, text=body.decision)
