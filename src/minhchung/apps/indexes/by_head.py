"""Where the points stand by who heads the units: heads answer for the points of the leaves their units lead."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from minhchung.apps.indexes.holders import heads_of
from minhchung.apps.indexes.losses import NOBODY
from minhchung.apps.indexes.standing import IndexStanding, LeafRow
from minhchung.apps.indexes.tree import leads, supports, wins
from minhchung.apps.organisations.models import Person, Unit
from minhchung.scoring.forecast import Parts


@dataclass(frozen=True)
class HeadRow:
    """Who heads the units (nobody: a unit without a head, or leaves of no unit), the units, and where the points of their leaves stand.

    `acts`: how many things can be done for more points, on leaves the units lead or support.
    """

    heads: Sequence[Person]
    units: Sequence[Unit]
    parts: Parts
    leaves: int
    acts: int

    @property
    def name(self) -> str:
        """Who answers, as the page names it."""
        if self.heads:
            return ", ".join(person.full_name for person in self.heads)
        return "Chưa có người đứng đầu" if self.units else NOBODY


def by_head(standing: IndexStanding, *, day: date) -> list[HeadRow]:
    """The points of every leaf of the scale once, by who headed its unit on the day; together they are the points of the index.

    One person who heads two units is one row; a unit that two head is a row of both; each unit without a head is a row of its own. Those
    with most still to be had come first, what is of no unit last.
    """
    units = {row.criterion.unit.pk: row.criterion.unit for row in standing.leaves.values() if row.criterion.unit is not None}
    heads = heads_of(units, day)
    groups: dict[tuple[int, ...], list[LeafRow]] = defaultdict(list)
    for row in (row for row in standing.leaves.values() if not row.forecast.outside):
        unit = row.criterion.unit_id
        people = tuple(sorted({person.pk for person in heads.get(unit, ())})) if unit else ()
        groups[people or ((-unit,) if unit else ())].append(row)
    waiting = [win.row for win in wins(standing)]
    found = [_row(rows, heads, units, waiting) for rows in groups.values()]
    return sorted(found, key=lambda row: (not row.units, -(row.parts.unproven + row.parts.winnable), row.name))


def _row(rows: Sequence[LeafRow], heads: dict[int, list[Person]], units: dict[int, Unit], waiting: Sequence[LeafRow]) -> HeadRow:
    of = {row.criterion.unit_id for row in rows if row.criterion.unit_id}
    held = sorted((units[pk] for pk in of), key=lambda unit: (unit.order, unit.pk))
    people = {person.pk: person for unit in held for person in heads.get(unit.pk, ())}
    return HeadRow(
        sorted(people.values(), key=lambda person: person.full_name),
        held,
        sum((row.forecast.parts for row in rows), Parts()),
        len(rows),
        sum(leads(row, of) or supports(row, of) for row in waiting) if of else 0,
    )
