"""What is known when an index is scored: the newest readings of figures and variables, and the rulings, as of a moment."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal

from django.db.models import Max, Q
from django.utils import timezone

from minhchung.apps.ground import figures
from minhchung.apps.indexes.models import Index, Reading, Ruling
from minhchung.apps.indexes.packs import pack_of_index
from minhchung.scoring.facts import Facts, Given, Known, Scalar
from minhchung.scoring.packs import Pack

Word = str | None


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
    pack = pack_of_index(index)
    kinds = {variable.name: variable.kind for variable in pack.variables}
    values = {name: _known(reading, kinds.get(name, "number")) for name, reading in readings(index, at).items()}
    rulings = Ruling.objects.filter(Q(ended_at=None) | Q(ended_at__gt=at), criterion__index=index, at__lte=at).select_related("criterion")
    not_applicable = {ruling.criterion.code: ruling.reason for ruling in rulings if ruling.kind == Ruling.Kind.NOT_APPLICABLE}
    given = {ruling.criterion.code: Given(ruling.points, ruling.reason) for ruling in rulings if ruling.points is not None}
    return Facts(at, values, not_applicable, given)


def _known(reading: Reading, kind: str) -> Known:
    return Known(read(reading.value, kind), reading.reason, reading.numerator, reading.denominator)


def figure_names(pack: Pack) -> tuple[str, ...]:
    """The figures the pack asks for, each once."""
    return tuple(dict.fromkeys(asked.name for _, asked in pack.inputs() if is_figure(asked.name)))


def computed(index: Index, names: Iterable[str], at: datetime) -> dict[str, Known]:
    """The figures of the year so far, from the ward's own records."""
    scope, window = figures.Scope(index.commune_id), figures.Window(date(index.year, 1, 1), date(index.year, 12, 31))
    return {name: _figure(name, scope, window, at) for name in names}


def _figure(name: str, scope: figures.Scope, window: figures.Window, at: datetime) -> Known:
    if name not in figures.FIGURES:
        return Known(reason="phần mềm chưa có số liệu này")
    value = figures.compute(name, scope, window, at)
    return Known(value.value, value.reason, value.numerator, value.denominator)
