"""The catalogue as a list: as of a day, searched, filtered, counted."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from minhchung.apps.ground import lookup
from minhchung.apps.organisations.models import Person, Unit
from minhchung.apps.procedures.models import Line
from minhchung.apps.procedures.queries.standing import Known, standing
from minhchung.apps.procedures.rules import LineKind
from minhchung.apps.procedures.rules.telling import fee_words, limit_words

FOUND_AT_MOST = 5000
NOBODY = 0
"""The unit asked for when procedures without one are wanted."""


@dataclass(frozen=True)
class Asked:
    """What a person looks for. `unit`: NOBODY for those without one."""

    day: date
    words: str = ""
    pick: str = ""
    unit: int | None = None
    field: str = ""
    level: str = ""
    group: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked for beside the day."""
        return bool(self.words or self.pick or self.unit is not None or self.field or self.level or self.group)


@dataclass(frozen=True)
class Row:
    """A procedure of the list: what it says of time and fee in words, and how much of it is uncertain."""

    known: Known
    doubts: int

    @property
    def limits(self) -> list[str]:
        """Its different time limits."""
        return list(dict.fromkeys(limit_words(way.limit) for way in self.known.standing.content.ways or ()))

    @property
    def fees(self) -> list[str]:
        """Its different fees."""
        return list(dict.fromkeys(fee_words(way.fee) for way in self.known.standing.content.ways or ()))

    @property
    def time_is_uncertain(self) -> bool:
        """Whether one of its limits is."""
        return any(way.limit.doubt for way in self.known.standing.content.ways or ())

    @property
    def fee_is_uncertain(self) -> bool:
        """Whether one of its fees is."""
        return any(way.fee.doubt for way in self.known.standing.content.ways or ())


PICKS: dict[str, tuple[str, Callable[[Row], bool]]] = {
    "chua-ro": ("Còn điều chưa rõ", lambda row: row.known.standing.in_force and bool(row.doubts)),
    "chua-phan-cong": ("Chưa có đơn vị", lambda row: row.known.standing.in_force and row.known.procedure.unit_id is None),
    "trung-tam": ("Nhận tại Trung tâm", lambda row: row.known.standing.in_force and row.known.procedure.at_centre is True),
    "nganh-doc": ("Ngành dọc", lambda row: row.known.standing.in_force and row.known.procedure.vertical_sector),
    "lien-thong": ("Liên thông", lambda row: row.known.standing.in_force and bool(row.known.procedure.group)),
    "bai-bo": ("Đã bãi bỏ", lambda row: not row.known.standing.in_force),
}


@dataclass(frozen=True)
class Listing:
    """The rows asked for, how many each short list holds, and what there is to choose from."""

    rows: Sequence[Row]
    in_force: int
    picks: Sequence[tuple[str, str, int]]
    fields: Sequence[str]
    levels: Sequence[str]
    groups: Sequence[str]
    units: Sequence[Unit]


def listing(person: Person, asked: Asked) -> Listing:
    """The list of the person's ward. Four queries, whatever the number of procedures."""
    commune = person.commune_id or ""
    everything = [Row(known, len(known.standing.content.doubts())) for known in standing(commune, asked.day)]
    narrowed = [row for row in everything if _fits(row, asked, _found(commune, asked.words))] if asked.narrowed else everything
    wanted = PICKS[asked.pick][1] if asked.pick in PICKS else _is_in_force
    picks = [(name, label, sum(map(holds, narrowed))) for name, (label, holds) in PICKS.items()]
    contents = [row.known.standing.content for row in everything]
    return Listing(
        [row for row in narrowed if wanted(row)],
        sum(map(_is_in_force, everything)),
        picks,
        _distinct(content.field for content in contents),
        _distinct(content.level for content in contents),
        _distinct(row.known.procedure.group for row in everything),
        sorted({row.known.procedure.unit for row in everything if row.known.procedure.unit}, key=lambda unit: (unit.order, unit.name)),
    )


def _is_in_force(row: Row) -> bool:
    return row.known.standing.in_force


def _found(commune: str, words: str) -> set[str] | None:
    """The keys of procedures that hold every word; None when no words were given."""
    if not words.strip():
        return None
    return {ref.key for ref in lookup.keys_matching(words, commune=commune, kind="procedure", limit=FOUND_AT_MOST)}


def _fits(row: Row, asked: Asked, found: set[str] | None) -> bool:
    procedure, content = row.known.procedure, row.known.standing.content
    return (
        (found is None or str(procedure.pk) in found)
        and (asked.unit is None or (procedure.unit_id or NOBODY) == asked.unit)
        and (not asked.field or content.field == asked.field)
        and (not asked.level or content.level == asked.level)
        and (not asked.group or procedure.group == asked.group)
    )


def _distinct(values: Iterable[str | None]) -> list[str]:
    return sorted({value for value in values if value})


@dataclass(frozen=True)
class Counted:
    """One line of the count: what is counted, in force on the day; new and abolished by a decision, and first entered otherwise, in the
    window."""

    name: str
    in_force: int
    new: int
    entered: int
    abolished: int


@dataclass(frozen=True)
class Statistics:
    """How many procedures there are by unit and by field, and which came and went since a day (that day excluded)."""

    total: Counted
    units: Sequence[Counted]
    fields: Sequence[Counted]
    new: Sequence[Known]
    abolished: Sequence[Known]


def statistics(commune: str, since: date, day: date) -> Statistics:
    """The catalogue on `day` and what became of it since: new is what a new or replacing line of the window put in force, abolished what an
    abolishing line of the window ended. What a list only states for the first time is entered, not new."""
    everything = standing(commune, day)
    before = {known.procedure.pk for known in standing(commune, since) if known.standing.in_force}
    lines = Line.objects.filter(source__commune=commune, source__undone_at=None, on__gt=since, on__lte=day)
    made = set(lines.filter(kind__in=[LineKind.NEW, LineKind.REPLACED]).values_list("procedure", flat=True))
    ended = set(lines.filter(kind=LineKind.ABOLISHED).values_list("procedure", flat=True))
    present = [known for known in everything if known.standing.in_force]
    new = [known for known in present if known.procedure.pk in made]
    entered = [known for known in present if known.procedure.pk not in made | before]
    gone = [known for known in everything if not known.standing.in_force and known.procedure.pk in ended]
    groups = (present, new, entered, gone)
    total = Counted("Tất cả", *map(len, groups))
    return Statistics(total, _counted(groups, _unit_name), _counted(groups, _field_name), new, gone)


def _counted(groups: Sequence[Sequence[Known]], name: Callable[[Known], str]) -> list[Counted]:
    counts = [Counter(map(name, each)) for each in groups]
    names = sorted(set().union(*counts), key=lambda each: (-counts[0][each], each))
    return [Counted(each, *(count[each] for count in counts)) for each in names]


def _unit_name(known: Known) -> str:
    return known.procedure.unit.name if known.procedure.unit else "Chưa có đơn vị phụ trách"


def _field_name(known: Known) -> str:
    return known.standing.content.field or "Chưa ghi lĩnh vực"


def before_the_year(day: date) -> date:
    """Where the window of the count begins when nobody says: the day before the first of the year."""
    return date(day.year, 1, 1) - timedelta(days=1)
