"""The registers of a ward: those the software brings with the columns the ward added, then the ward's own."""

from collections.abc import Iterable, Mapping

from minhchung.apps.management.models import RegisterSetting
from minhchung.apps.management.rules.registers import Column, Register
from minhchung.apps.management.standards import packaged


def registers_of(commune: str) -> list[Register]:
    """Every register, in order."""
    given = {each.name: each for each in RegisterSetting.objects.filter(commune=commune)}
    brought = [_extended(each, given[each.name]) if each.name in given else each for each in packaged()]
    names = {each.name for each in brought}
    return [*brought, *(own_register(each) for each in given.values() if each.name not in names)]


def register_of(commune: str, name: str) -> Register | None:
    """The register of a name; None when the ward has none."""
    return next((each for each in registers_of(commune) if each.name == name), None)


def _extended(register: Register, setting: RegisterSetting) -> Register:
    more = columns_from(setting.columns)
    months = setting.review_months or register.review_months
    return register.model_copy(update={"columns": (*register.columns, *more), "review_months": months})


def own_register(setting: RegisterSetting) -> Register:
    """A register of the ward's own, as every other."""
    return Register.model_validate(
        {
            "name": setting.name,
            "title": setting.title,
            "clauses": setting.clauses,
            "review_months": setting.review_months or 12,
            "purpose": setting.purpose,
            "field": setting.columns,
            "own": True,
        }
    )


def columns_from(stored: Iterable[Mapping[str, object]]) -> tuple[Column, ...]:
    """Columns as a setting keeps them."""
    return tuple(Column.model_validate(each) for each in stored)


def stored_columns(columns: Iterable[Column]) -> list[dict[str, object]]:
    """Columns as a setting keeps them; `columns_from` reads them back."""
    return [column.model_dump(mode="json", by_alias=True) for column in columns]
