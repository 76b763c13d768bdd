"""Scores the city published: pasted as a table, ranked, and what place the ward aims at would have taken. Pure but for the last query."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from statistics import median

from minhchung.apps.indexes.models import PublishedScore
from minhchung.apps.organisations.models import Commune
from minhchung.text.normal import fold, squeeze

MOST = Decimal(200)
BIN = 5


@dataclass(frozen=True)
class Typed:
    """One line of the pasted table; `wrong` says why it cannot be taken."""

    line: int
    name: str
    points: Decimal | None
    wrong: str = ""


def typed(text: str) -> list[Typed]:
    """Lines "tên đơn vị <tab or ;> điểm" (a number before the name is left out); a head line and empty ones are passed over."""
    found: list[Typed] = []
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [squeeze(cell) for cell in line.replace(";", "\t").split("\t") if cell.strip()]
        if not cells or (number == 1 and not any(_points(cell) is not None for cell in cells)):
            continue
        named = [cell for cell in cells if _points(cell) is None]
        points = _points(cells[-1])
        if not named:
            found.append(Typed(number, "", points, "thiếu tên đơn vị"))
        elif points is None or not 0 <= points <= MOST:
            found.append(Typed(number, named[0], None, f"“{cells[-1]}” không phải số điểm"))
        elif fold(named[0]) in seen:
            found.append(Typed(number, named[0], points, "đơn vị ghi hai lần"))
        else:
            seen.add(fold(named[0]))
            found.append(Typed(number, named[0], points))
    return found


def _points(cell: str) -> Decimal | None:
    try:
        value = Decimal(cell.replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


@dataclass(frozen=True)
class Placed:
    """A published score with its place; equal points share a place."""

    score: PublishedScore
    place: int
    own: bool


@dataclass(frozen=True)
class Ranking:
    """One group in one year. `aimed`: points of the place the ward aims at, None where the list is shorter."""

    year: int
    group: str
    source: str
    rows: Sequence[Placed]
    aimed: Decimal | None

    @property
    def own(self) -> Placed | None:
        """The ward itself, where it is in the list under its own name."""
        return next((row for row in self.rows if row.own), None)

    @property
    def total(self) -> int:
        """How many are ranked."""
        return len(self.rows)

    @property
    def mean(self) -> Decimal:
        """The mean of all, two decimals."""
        return (sum((row.score.points for row in self.rows), Decimal(0)) / len(self.rows)).quantize(Decimal("0.01"))

    @property
    def middle(self) -> Decimal:
        """The median."""
        return Decimal(median(row.score.points for row in self.rows))

    @property
    def bins(self) -> list[tuple[str, int]]:
        """How many lie in each five points, highest first: "90–95" takes 90 and not 95."""
        lows = sorted({int(row.score.points) // BIN * BIN for row in self.rows}, reverse=True)
        whole = range(lows[0], lows[-1] - 1, -BIN)
        return [(f"{low}–{low + BIN}", sum(int(row.score.points) // BIN * BIN == low for row in self.rows)) for low in whole]


def rankings(commune: Commune, *, target: int | None) -> list[Ranking]:
    """Every year and group that was taken in, newest first."""
    found: dict[tuple[int, str], list[PublishedScore]] = {}
    for score in PublishedScore.objects.filter(commune=commune):
        found.setdefault((score.year, score.group), []).append(score)
    return [_ranked(year, group, scores, fold(commune.name), target) for (year, group), scores in found.items()]


def _ranked(year: int, group: str, scores: Sequence[PublishedScore], own: str, target: int | None) -> Ranking:
    rows = [
        Placed(score, 1 + sum(other.points > score.points for other in scores), fold(score.name) == own or own.endswith(fold(score.name)))
        for score in scores
    ]
    aimed = scores[target - 1].points if target and target <= len(scores) else None
    return Ranking(year, group, scores[0].source, rows, aimed)
