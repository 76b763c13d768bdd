"""Scores the city published, ranked: the ward's place in its group and in the whole city, in all and in each field, and what the place it
aims at would have taken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from minhchung.apps.indexes.models import PublishedScore
from minhchung.apps.organisations.models import Commune
from minhchung.text.normal import fold

BIN = 5
PLACES = Decimal("0.01")


@dataclass(frozen=True)
class Placed:
    """A published score with its place; equal points share a place. `points` are the total, or those of the field that is ranked."""

    score: PublishedScore
    points: Decimal
    place: int
    own: bool


@dataclass(frozen=True)
class Ranked:
    """A list in order of points. `aimed`: points of the place the ward aims at, None where the list is shorter or nothing is aimed at."""

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
        return (sum((row.points for row in self.rows), Decimal(0)) / len(self.rows)).quantize(PLACES)

    @property
    def middle(self) -> Decimal:
        """The median."""
        return Decimal(median(row.points for row in self.rows)).quantize(PLACES)

    @property
    def highest(self) -> Decimal:
        """The best."""
        return self.rows[0].points

    @property
    def lowest(self) -> Decimal:
        """The least."""
        return self.rows[-1].points

    @property
    def gap(self) -> Decimal:
        """Points that lack to the place aimed at; 0 where the ward has them, or nothing is aimed at."""
        return max(self.aimed - self.own.points, Decimal(0)) if self.own and self.aimed is not None else Decimal(0)

    @property
    def bins(self) -> list[tuple[str, int]]:
        """How many lie in each five points, highest first: "90–95" takes 90 and not 95."""
        lows = sorted({int(row.points) // BIN * BIN for row in self.rows}, reverse=True)
        whole = range(lows[0], lows[-1] - 1, -BIN)
        return [(f"{low}–{low + BIN}", sum(int(row.points) // BIN * BIN == low for row in self.rows)) for low in whole]

    @property
    def ticks(self) -> list[tuple[str, bool]]:
        """Where each lies between the least and the best, in percent as a number for a drawing; the ward's own last, to lie on top."""
        span = self.highest - self.lowest
        at = [((row.points - self.lowest) * 100 / span if span else Decimal(50), row.own) for row in self.rows]
        return [(f"{place:.2f}", own) for place, own in sorted(at, key=lambda each: each[1])]


@dataclass(frozen=True)
class Field:
    """A field as it was published: ranked in the group, and in the whole city where there are other groups."""

    title: str
    group: Ranked
    city: Ranked | None


@dataclass(frozen=True)
class Ranking:
    """One group in one year, with its fields. `city`: all groups of the year together, None where there is but one."""

    year: int
    group: str
    source: str
    ranked: Ranked
    city: Ranked | None
    fields: Sequence[Field]

    @property
    def table(self) -> list[tuple[Placed, list[Decimal | None]]]:
        """The whole list, each with its points by field."""
        return [(row, [row.score.points_of(each.title) for each in self.fields]) for row in self.ranked.rows]

    @property
    def furthest(self) -> Field | None:
        """The field in which most points lack to the place aimed at; None where none do."""
        found = max(self.fields, key=lambda each: each.group.gap, default=None)
        return found if found and found.group.gap else None


def rankings(commune: Commune, *, target: int | None, group: str = "") -> list[Ranking]:
    """Every year that was taken in, newest first; of a year the group of the ward first: where it is named, else the one called `group`."""
    years: dict[int, dict[str, list[PublishedScore]]] = {}
    for score in PublishedScore.objects.filter(commune=commune):
        years.setdefault(score.year, {}).setdefault(score.group, []).append(score)
    ranker = _Ranker(fold(commune.name), target)
    found = []
    for year, groups in years.items():
        city = _once(score for scores in groups.values() for score in scores) if len(groups) > 1 else None
        of_year = [ranker.ranking(year, scores, city) for scores in groups.values()]
        found += sorted(of_year, key=lambda each: (each.ranked.own is None, fold(each.group) != fold(group), fold(each.group)))
    return found


def _once(scores: Iterable[PublishedScore]) -> list[PublishedScore]:
    """Each commune once: it may stand in the list of the city and in that of its group."""
    return list({fold(score.name): score for score in scores}.values())


@dataclass(frozen=True)
class _Ranker:
    """Ranks for a ward: its folded name, and the place it aims at."""

    own: str
    target: int | None

    def ranking(self, year: int, scores: Sequence[PublishedScore], city: Sequence[PublishedScore] | None) -> Ranking:
        """The ranking of a group."""
        titles = dict.fromkeys(title for score in scores for title, _ in score.fields)
        fields = [Field(title, self.ranked(scores, title), self.ranked(city, title) if city else None) for title in titles]
        return Ranking(year, scores[0].group, scores[0].source, self.ranked(scores), self.ranked(city) if city else None, fields)

    def ranked(self, among: Iterable[PublishedScore], field: str | None = None) -> Ranked:
        """In order of the total, or of a field: those that have points in it."""
        points = [(score, said) for score in among if (said := score.points if field is None else score.points_of(field)) is not None]
        ordered = sorted(points, key=lambda each: (-each[1], each[0].name))
        rows = [Placed(score, said, 1 + sum(other > said for _, other in points), _is(self.own, score.name)) for score, said in ordered]
        return Ranked(rows, rows[self.target - 1].points if self.target and self.target <= len(rows) else None)


def _is(own: str, name: str) -> bool:
    """Whether a published name is the ward's, with or without its kind: “Vân Khê” is “Phường Vân Khê”."""
    return own == fold(name) or own.endswith(f" {fold(name)}")
