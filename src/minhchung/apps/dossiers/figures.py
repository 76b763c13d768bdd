"""The ward's indicators over dossiers as figures: `dossiers.<indicator>` asks the newest state of the lake."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from decimal import Decimal
from typing import Any, overload

from django.utils import timezone

from minhchung.apps.dossiers.keys import dossier_key
from minhchung.apps.dossiers.measuring import SET, as_of, computed, question_of
from minhchung.apps.dossiers.reading import Opened, opened
from minhchung.apps.ground.figures import Ahead, Figure, Scope, Value, register
from minhchung.apps.ground.figures import Window as Days
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Unit
from minhchung.flow.indicators import Indicator, Options, Source, Window, compute, definition_file, indicator, rows
from minhchung.text.normal import fold
from minhchung.text.written import written_day

NO_UNIT = "Kho hồ sơ không có hồ sơ nào ghi tên đơn vị này; thêm tên gọi khác của đơn vị ở Thiết lập nếu hệ thống ghi khác."
NOTHING = "Chưa nhập số liệu hồ sơ; nhập một tệp xuất ở trang Hồ sơ TTHC."
TWO_PLACES = Decimal("0.01")
OVER_RESOLVED = ("resolved-early", "resolved-in-time", "resolved-overdue")
"""Shares of what ended in the window, of which the open dossiers tell something ahead."""


class Counted(Sequence[Ref]):
    """The dossiers that a figure's numerator counted, read from the lake when somebody asks for them."""

    def __init__(self, read: Callable[[], tuple[Ref, ...]]) -> None:
        self._read = read
        self._refs: tuple[Ref, ...] | None = None

    def _known(self) -> tuple[Ref, ...]:
        if self._refs is None:
            self._refs = self._read()
        return self._refs

    @overload
    def __getitem__(self, place: int) -> Ref: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Ref]: ...
    def __getitem__(self, place: int | slice) -> Ref | Sequence[Ref]:
        return self._known()[place]

    def __len__(self) -> int:
        return len(self._known())


def _figure(item: Indicator) -> Figure:
    def value(scope: Scope, window: Days, as_of: datetime) -> Value:
        return _value(item.name, scope, window, as_of)

    def ahead(scope: Scope, window: Days, as_of: datetime) -> Ahead | None:
        return _ahead(item.name, scope, window, as_of)

    unit = "%" if item.denominator else item.unit
    known = ahead if item.name in OVER_RESOLVED else None
    return Figure(f"dossiers.{item.name}", item.title, unit, item.definition, item.citation, value, counted=item.unit, ahead=known)


def _value(name: str, scope: Scope, days: Days, at: datetime) -> Value:
    asked = _asked(scope, days, at)
    if isinstance(asked, str):
        return Value(None, asked)
    item = indicator(name, days.end)
    return _of(item, asked, _line(item, asked), scope.commune)


def _asked(scope: Scope, days: Days, at: datetime) -> "_Asked | str":
    """What the engine is asked; a sentence why it cannot be."""
    commune = Commune.objects.filter(pk=scope.commune).first()
    lake = opened(commune) if commune else None
    if lake is None:
        return NOTHING
    source, whole = lake.source(), lake if scope.unit is None else None
    if scope.unit is not None:
        names = _spellings(scope.unit, source)
        if not names:
            return NO_UNIT
        source = replace(source, dossiers=source.dossiers.filter(source.dossiers["unit"].isin(names)))
    window = Window(days.start, days.end, "days", f"Từ {days.start:%d/%m/%Y} đến {days.end:%d/%m/%Y}")
    until = _until(lake, at)
    return _Asked(source, window, until, question_of(lake, window, at=until).options, whole)


def _ahead(name: str, scope: Scope, days: Days, at: datetime) -> Ahead | None:
    """Dossiers that are open: those overdue end overdue whenever they end, those due until the window ends can still end in time.

    Both are expected to end within the window. Open dossiers without a due date, due after the window, or whose day passed while they wait
    (for a supplement, a payment: never counted as overdue) are left to the pace of the year: nothing says when they end.
    """
    asked = _asked(scope, days, at)
    if isinstance(asked, str) or "due_at" not in asked.source.columns:
        return None
    told = rows(asked.source, indicator("open-overdue", days.end), asked.window, asked.at, options=asked.options)
    overdue = {row["code"]: row["in_numerator"] for row in told.to_pylist() if row["in_denominator"]}
    dossiers, since = asked.source.dossiers, datetime.combine(asked.at, time.min)
    until = datetime.combine(days.end, time.max)
    due = dossiers.filter((dossiers["due_at"] >= since) & (dossiers["due_at"] <= until)).select("code").to_pyarrow()["code"]
    late, in_time = sum(map(bool, overdue.values())), sum(overdue.get(code) is False for code in due.to_pylist())
    words = (
        f"{late} hồ sơ đang quá hạn, khi xong chắc chắn tính quá hạn" if late else "",
        f"{in_time} hồ sơ đang giải quyết còn trong hạn, hạn trả chậm nhất {written_day(days.end)}" if in_time else "",
    )
    sure = Decimal(late if name == "resolved-overdue" else 0)
    return Ahead(sure, Decimal(late), Decimal(in_time), "; ".join(filter(None, words)))


@dataclass(frozen=True)
class _Asked:
    """`whole`: the ward's lake when all of it is asked about, so that what is known of it already need not be counted again."""

    source: Source
    window: Window
    at: datetime
    options: Options
    whole: Opened | None


def _line(item: Indicator, asked: _Asked) -> Mapping[str, Any]:
    if asked.whole:
        return computed(asked.whole, (item,), asked.window, at=asked.at)[0]
    line: Mapping[str, Any] = compute(asked.source, (item,), asked.window, asked.at, (), options=asked.options).to_pylist()[0]
    return line


def _of(item: Indicator, asked: _Asked, told: Mapping[str, Any], commune: str) -> Value:
    numerator, denominator = (None if told[key] is None else Decimal(told[key]) for key in ("numerator", "denominator"))
    unsure = f"{told['undetermined']} hồ sơ không xác định được, không tính vào tử số" if told["undetermined"] else ""
    reason = "; ".join(part for part in (told["reason"], unsure) if part)
    value = numerator
    if item.denominator is not None:
        value = (numerator * 100 / denominator).quantize(TWO_PLACES) if numerator is not None and denominator else None

    def behind() -> tuple[Ref, ...]:
        found = rows(asked.source, item, asked.window, asked.at, options=asked.options).to_pylist()
        return tuple(Ref("dossier", dossier_key(commune, row["code"])) for row in found if row["in_numerator"])

    return Value(value, reason, numerator, denominator, Counted(behind))


def _until(lake: Opened, at: datetime) -> datetime:
    """The moment asked about, not after the data."""
    wall = timezone.localtime(at).replace(tzinfo=None) if timezone.is_aware(at) else at
    return min(wall, as_of(lake))


def _spellings(unit: int, source: Source) -> list[str]:
    """How the lake spells a unit of the commune: its name, its short name, or one of its other names."""
    if "unit" not in source.columns:
        return []
    found = Unit.objects.prefetch_related("aliases").get(pk=unit)
    known = {fold(name) for name in (found.name, found.short, *(alias.text for alias in found.aliases.all()))}
    written = source.dossiers.select("unit").distinct().to_pyarrow()["unit"].to_pylist()
    return [name for name in written if name is not None and fold(name) in known]


for _name in dict.fromkeys(item.name for item in definition_file(SET).indicator):
    register(_figure(next(item for item in definition_file(SET).indicator if item.name == _name)))
