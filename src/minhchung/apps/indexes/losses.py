"""Points lost per unit and its head: heads answer for the points lost in their field (asked for in the notices wards write)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from minhchung.apps.indexes.holders import heads_of
from minhchung.apps.indexes.rounds.table import Line, Table
from minhchung.apps.organisations.models import Person, Unit

NOBODY = "Cấp trên chấm, khảo sát, hoặc chưa rõ đơn vị"


@dataclass(frozen=True)
class Losing:
    """A unit with its head and its leaves. `waiting`: the maximum of leaves whose points nobody knows yet; they are not lost."""

    unit: Unit | None
    heads: str
    lines: Sequence[Line]
    maximum: Decimal
    latest: Decimal
    lost: Decimal
    waiting: Decimal

    @property
    def name(self) -> str:
        """The unit as the report names it."""
        return self.unit.name if self.unit else NOBODY

    @property
    def losing(self) -> list[Line]:
        """The leaves that lost points, most first."""
        return sorted((line for line in self.lines if line.lost), key=lambda line: (-(line.lost or 0), line.node.code))


def losses(table: Table, *, on: date) -> list[Losing]:
    """Every unit that leads a leaf, the one that lost most first; what is of no unit last."""
    groups: dict[Unit | None, list[Line]] = defaultdict(list)
    for line in table.lines:
        groups[line.criterion.unit].append(line)
    heads = heads_of([unit for unit in groups if unit is not None], on)
    found = [_losing(unit, lines, heads) for unit, lines in groups.items()]
    return sorted(found, key=lambda each: (each.unit is None, -each.lost, each.name))


def _losing(unit: Unit | None, lines: Sequence[Line], heads: Mapping[int, Sequence[Person]]) -> Losing:
    inside = [line for line in lines if not line.outside]
    zero = Decimal(0)
    return Losing(
        unit,
        ", ".join(person.full_name for person in heads.get(unit.pk, ())) if unit else "",
        lines,
        sum((line.known.maximum for line in inside), zero),
        sum((line.latest for line in inside if line.latest is not None), zero),
        sum((line.lost for line in lines if line.lost is not None), zero),
        sum((line.known.maximum for line in inside if line.latest is None), zero),
    )
