"""The ward's units as the drafts look for them: names, aliases, bodies and groups, read once per document."""

from dataclasses import dataclass
from datetime import date

from minhchung.apps.assignments.rules.drafts import DraftUnit
from minhchung.apps.organisations.models import Commune
from minhchung.apps.organisations.naming import UnitMatch, chosen, match_units
from minhchung.apps.organisations.wording import expand_all
from minhchung.apps.organisations.written import WrittenNames, written_names


@dataclass(frozen=True)
class WardUnits:
    """Finds units of one commune by the names documents write, on the day of assigning."""

    commune: str
    names: WrittenNames
    on: date

    def matches(self, name: str) -> list[UnitMatch]:
        """The candidates for a written name, best first, with score and reason."""
        return match_units(name, self.names.units, self.on, bodies=self.names.bodies, commune_name=self.commune)

    def one(self, name: str) -> DraftUnit:
        """The unit one name means; without a unit when nothing matches well or two match alike."""
        found = self.matches(name)
        match = chosen(found)
        if match is None:
            return DraftUnit(name, None, how="choice" if found else "")
        return DraftUnit(name, match.unit_id, match.score, match.how)

    def group(self, wording: str) -> tuple[DraftUnit, ...] | None:
        """The units meant by "các phòng, đơn vị"; a draft unit without a unit where the ward must choose; None for one name."""
        found = expand_all(wording, self.names.groups, self.names.units, self.on, commune_name=self.commune)
        if found is None:
            return None
        if not found.units:
            return (DraftUnit(wording, None, how="choice"),)
        return tuple(DraftUnit(wording, unit, 1.0, "group") for unit in found.units)


def ward_units(commune: Commune, *, on: date) -> WardUnits:
    """The finder of a commune."""
    return WardUnits(commune.name, written_names(commune), on)
