"""The ward's own list of names as plain values for `naming` and `wording`: read once, asked many times."""

from dataclasses import dataclass

from minhchung.apps.organisations.models import Body, Commune, Unit, UnitGroup
from minhchung.apps.organisations.naming import BodyName, UnitName
from minhchung.apps.organisations.wording import GroupName


@dataclass(frozen=True, slots=True)
class WrittenNames:
    """Units (closed ones too: an old name leads to its successor), bodies and groups of one commune."""

    units: tuple[UnitName, ...]
    bodies: tuple[BodyName, ...]
    groups: tuple[GroupName, ...]

    def others(self, unit: Unit | None) -> tuple[UnitName, ...]:
        """The units without this one."""
        return tuple(name for name in self.units if unit is None or name.id != unit.pk)


def written_names(commune: Commune) -> WrittenNames:
    """All names of a commune, in five queries whatever its size."""
    units = Unit.objects.filter(commune=commune).prefetch_related("aliases")
    groups = UnitGroup.objects.filter(commune=commune).prefetch_related("units")
    return WrittenNames(
        tuple(unit_name(unit) for unit in units),
        tuple(
            BodyName(body.pk, body.name, body.standing_unit_id, body.valid_from, body.valid_to)
            for body in Body.objects.filter(commune=commune)
        ),
        tuple(
            GroupName(group.pk, group.name, tuple(group.wordings), group.every, tuple(unit.pk for unit in group.units.all()))
            for group in groups
        ),
    )


def unit_name(unit: Unit) -> UnitName:
    """One unit as `naming` takes it."""
    aliases = tuple(alias.text for alias in unit.aliases.all())
    return UnitName(unit.pk, unit.name, unit.short, aliases, unit.valid_from, unit.valid_to, unit.successor_id)
