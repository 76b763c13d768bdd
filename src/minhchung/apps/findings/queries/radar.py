"""What is found in several units, or again in another quarter: the findings of two years as grids of units and quarters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import Truncator

from minhchung.apps.findings.models import Finding, FindingUnit
from minhchung.apps.findings.queries.listing import title_of
from minhchung.apps.findings.queries.scope import findings_for
from minhchung.apps.findings.rules.radar import Cluster, Seen, quarter_of, systemic
from minhchung.apps.organisations.models import Person, Unit

QUARTERS = 8
NUMERALS = ("", "I", "II", "III", "IV")
Quarter = tuple[int, int]


@dataclass(frozen=True)
class Cell:
    """A unit in a quarter: how many findings, and the one to open when it is one."""

    quarter: Quarter
    count: int
    finding: int | None

    @property
    def words(self) -> str:
        """ "Quý III/2026: 2 tồn tại"."""
        return f"{quarter_words(self.quarter)}: {f'{self.count} tồn tại' if self.count else 'không có'}"


@dataclass(frozen=True)
class Grid:
    """One cluster as a table. `rows`: (unit, its cells); `live`: findings of it that are not closed."""

    title: str
    code: str
    keys: tuple[int, ...]
    live: int
    quarters: tuple[Quarter, ...]
    rows: tuple[tuple[Unit, tuple[Cell, ...]], ...]
    times: int
    """In how many quarters it was found."""

    @property
    def sentence(self) -> str:
        """Why it is nobody's own: over how many units, how many quarters."""
        if len(self.rows) > 1:
            over = f", {self.times} quý" if self.times > 1 else ""
            return f"{len(self.rows)} đơn vị{over}: tồn tại hệ thống, không phải của riêng ai."
        return f"{self.times} quý: lặp lại{' ở một đơn vị' if self.rows else ''}, lần trước sửa chưa đến gốc."


def quarters_until(today: date, count: int = QUARTERS) -> tuple[Quarter, ...]:
    """The last quarters, oldest first."""
    year, quarter = quarter_of(today)
    whole = year * 4 + quarter - 1
    return tuple(((whole - back) // 4, (whole - back) % 4 + 1) for back in range(count - 1, -1, -1))


def quarter_words(quarter: Quarter) -> str:
    """ "Quý III/2026"."""
    return f"Quý {NUMERALS[quarter[1]]}/{quarter[0]}"


def grids_of(person: Person, *, today: date, count: int = QUARTERS) -> list[Grid]:
    """The systemic clusters of the last quarters: what people found, then what checks did, most units and quarters first; three queries."""
    quarters = quarters_until(today, count)
    first = date(quarters[0][0], quarters[0][1] * 3 - 2, 1)
    rows = {row.pk: row for row in findings_for(person).filter(found_on__gte=first, found_on__lte=today).order_by("found_on", "pk")}
    under: dict[int, set[int]] = {}
    for finding, unit in FindingUnit.objects.filter(finding__commune=person.commune_id).values_list("finding", "unit"):
        under.setdefault(finding, set()).add(unit)
    units = {unit.pk: unit for unit in Unit.objects.filter(commune=person.commune_id)}
    seen = (Seen(row.pk, row.code, row.message, frozenset(under.get(row.pk, ())), row.found_on) for row in rows.values())
    found = [_grid(cluster, rows, under, units, quarters) for cluster in systemic(seen)]
    return sorted(found, key=lambda grid: bool(grid.code))


def _grid(
    cluster: Cluster, rows: dict[int, Finding], under: dict[int, set[int]], units: dict[int, Unit], quarters: Sequence[Quarter]
) -> Grid:
    found = [rows[key] for key in cluster.keys]
    held: dict[tuple[int, Quarter], list[int]] = {}
    for row in found:
        for unit in under.get(row.pk, ()):
            held.setdefault((unit, quarter_of(row.found_on)), []).append(row.pk)
    return Grid(
        title_of(found[0].code) or Truncator(cluster.title).chars(200),
        found[0].code,
        tuple(cluster.keys),
        sum(row.state != Finding.State.CLOSED for row in found),
        tuple(quarters),
        tuple(
            (unit, tuple(_cell(quarter, held.get((unit.pk, quarter), [])) for quarter in quarters))
            for unit in sorted((units[key] for key in cluster.units), key=lambda unit: (unit.order, unit.pk))
        ),
        len(cluster.quarters),
    )


def _cell(quarter: Quarter, keys: Sequence[int]) -> Cell:
    return Cell(quarter, len(keys), keys[0] if len(keys) == 1 else None)
