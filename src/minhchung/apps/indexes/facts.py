"""What is known when an index is scored: the newest readings of figures and variables, and the rulings, as of a moment."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Max, Q
from django.utils import timezone

from minhchung.apps.ground import figures
from minhchung.apps.indexes.models import Index, Reading, Ruling
from minhchung.apps.indexes.packs import pack_of_index
from minhchung.scoring.facts import Facts, Given, Known, Scalar
from minhchung.scoring.packs import Pack
from minhchung.scoring.projecting import Counted, Projected, projected
from minhchung.scoring.words import written_value
from minhchung.text.written import written_day

Word = str | None
NOTHING = Decimal(0)
LATELY = timedelta(days=90)
"""What the rest of the year is expected to be like: the last three months."""


def is_figure(name: str) -> bool:
    """Whether the name is a figure of the software: its app, a dot, its own name. A declared variable has no dot."""
    return "." in name


def written(value: Scalar) -> Word:
    """A value as it is stored."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def read(text: Word, kind: str) -> Scalar:
    """A stored value as the engine takes it."""
    if text is None:
        return None
    if kind == "yes_no":
        return text == "yes"
    if kind == "date":
        return date.fromisoformat(text)
    return text if kind == "choice" else Decimal(text)


def readings(index: Index, at: datetime) -> dict[str, Reading]:
    """The newest reading of every name until a moment."""
    newest = Reading.objects.filter(index=index, at__lte=at).order_by().values("name").annotate(last=Max("at"))
    wanted = {row["name"]: row["last"] for row in newest}
    found = Reading.objects.filter(index=index, at__in=set(wanted.values())).select_related("by").order_by("at", "pk")
    return {reading.name: reading for reading in found if wanted.get(reading.name) == reading.at}


def end_of(day: date) -> datetime:
    """The last moment of a day of the ward."""
    return datetime.combine(day, time.max, timezone.get_current_timezone())


def facts_of(index: Index, at: datetime) -> Facts:
    """Everything the score of the index depends on, as it was known at a moment."""
    return facts_and_projected(index, at)[0]


def facts_and_projected(index: Index, at: datetime) -> tuple[Facts, Facts]:
    """The facts, and the same as expected at the end of the year: shares of figures carried on, everything else as it is known."""
    pack = pack_of_index(index)
    kinds = {variable.name: variable.kind for variable in pack.variables}
    newest = readings(index, at)
    values = {name: _known(reading, kinds.get(name, "number")) for name, reading in newest.items()}
    rulings = Ruling.objects.filter(Q(ended_at=None) | Q(ended_at__gt=at), criterion__index=index, at__lte=at).select_related("criterion")
    not_applicable = {ruling.criterion.code: ruling.reason for ruling in rulings if ruling.kind == Ruling.Kind.NOT_APPLICABLE}
    given = {ruling.criterion.code: Given(ruling.points, ruling.reason) for ruling in rulings if ruling.points is not None}
    sofar = Facts(at, values, not_applicable, given)
    expected = {name: Known(reading.projected) for name, reading in newest.items() if reading.projected is not None}
    return sofar, replace(sofar, values={**values, **expected})


def _known(reading: Reading, kind: str) -> Known:
    return Known(read(reading.value, kind), reading.reason, reading.numerator, reading.denominator, reading.ceiling)


def figure_names(pack: Pack) -> tuple[str, ...]:
    """The figures the pack asks for, each once."""
    return tuple(dict.fromkeys(asked.name for _, asked in pack.inputs() if is_figure(asked.name)))


@dataclass(frozen=True)
class Computed:
    """A figure of the year so far; what it is expected to be at its end and the worst it can still be (None where that cannot be told), and
    a sentence what that rests on. The best is the ceiling of `known`."""

    known: Known
    projected: Decimal | None = None
    floor: Decimal | None = None
    outlook: str = ""


def computed(index: Index, at: datetime) -> dict[str, Computed]:
    """The figures the set asks for, from the ward's own records."""
    pack, day = pack_of_index(index), timezone.localtime(at).date()
    lower = {asked.name for leaf, asked in pack.inputs() if getattr(leaf.scored_by, "direction", "higher") == "lower"}
    return {name: _figure(name, index, day, at, fewer=name in lower) for name in figure_names(pack)}


def _figure(name: str, index: Index, day: date, at: datetime, *, fewer: bool) -> Computed:
    if name not in figures.FIGURES:
        return Computed(Known(reason="phần mềm chưa có số liệu này"))
    scope, last = figures.Scope(index.commune_id), date(index.year, 12, 31)
    value = figures.compute(name, scope, figures.Window(date(index.year, 1, 1), last), at)
    known = Known(value.value, value.reason, value.numerator, value.denominator)
    if value.numerator is None or value.denominator is None or not date(index.year, 1, 1) <= day < last:
        return Computed(known)
    figure = figures.FIGURES[name]
    if not figure.accrues:
        return Computed(known)
    lately = figures.compute(name, scope, figures.Window(max(day - LATELY, date(index.year, 1, 1)), day), at)
    ahead = figure.ahead(scope, figures.Window(date(index.year, 1, 1), last), at) if figure.ahead else None
    ahead = ahead or figures.Ahead(NOTHING, NOTHING, NOTHING, "")
    sofar, recent = Counted(value.numerator, value.denominator), Counted(lately.numerator or NOTHING, lately.denominator or NOTHING)
    found = projected(sofar, recent, day=day, sure=Counted(ahead.numerator, ahead.denominator), still_open=ahead.open)
    if found is None:
        return Computed(known)
    best, worst = (found.floor, found.ceiling) if fewer else (found.ceiling, found.floor)
    return Computed(
        replace(known, ceiling=best), found.expected, worst, outlook(figure.counted, sofar, recent, ahead.words, found, day=day)
    )


def outlook(counted: str, sofar: Counted, recent: Counted, ahead: str, found: Projected, *, day: date) -> str:
    """On what a projection rests, for a clerk: what has been counted, what is known of the rest of the year, what is expected besides."""
    until, lately = written_day(date(day.year, 12, 31)), "90 ngày qua" if recent.denominator else "từ đầu năm"
    parts = [f"Đến {written_day(day)}: {written_value(sofar.numerator)} trên {written_value(sofar.denominator)} {counted}".rstrip()]
    parts += [ahead] if ahead else []
    if found.coming:
        pace = f"theo nhịp từ đầu năm, từ nay đến {until} có thêm khoảng {written_value(found.coming)} {counted}".rstrip()
        parts.append(f"{pace}, tính theo tỷ lệ {lately} là {written_value(found.rate)}%")
    elif ahead:
        parts.append(f"không tính thêm {counted or 'phần'} chưa biết")
    return "; ".join(parts)
