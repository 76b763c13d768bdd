"""Figures over the lake of a commune: every indicator of a period, one indicator by part, and the dossiers behind one figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds

from minhchung.apps.dossiers.asking import Asked, shown
from minhchung.apps.dossiers.lake import slots_of
from minhchung.apps.dossiers.reading import Opened
from minhchung.flow.columns import DOSSIERS
from minhchung.flow.indicators import (
    Indicator,
    Options,
    Slots,
    Soon,
    Source,
    Window,
    compute,
    counts_soon,
    idle_procedures,
    indicators,
    of_generation,
    rows,
    soon,
)
from minhchung.worktime import Calendar

SET = "dossiers"
SECTIONS: dict[str, tuple[str, ...]] = {
    "Tiếp nhận và giải quyết": ("received", "carried", "resolved", "resolved-early", "resolved-in-time", "resolved-overdue"),
    "Đang giải quyết": ("open", "open-overdue", "soon", "awaiting-supplement", "awaiting-payment"),
    "Bổ sung, dừng, rút, từ chối": ("supplement-asked", "stopped", "withdrawn", "given-back", "refused"),
    "Trực tuyến và số hóa": ("online-filing", "online-payment", "digitised", "digitised-results", "reused"),
    "Loại hồ sơ": ("outside-territory", "vertical-sector", "interlinked", "full-service-used", "full-service-online"),
    "Xin lỗi và dữ liệu thiếu": ("apology-owed", "apology-sent", "no-due"),
}
OTHERS = "Chỉ số khác"
COSTLY = (
    "resolved-overdue",
    "open-overdue",
    "soon",
    "supplement-asked",
    "stopped",
    "withdrawn",
    "given-back",
    "refused",
    "apology-owed",
    "no-due",
)
"""Shares of which the numerator costs; of all others what is missing from the numerator costs."""
COSTLY_COLUMNS = ("form-06a.10", "form-06a.13")
SHOWN = ("code", "procedure", "field", "unit", "officer", "status", "received_at", "due_at", "finished_at", "delivered_at")
USED = "full-service-used"
EMPTY = {"numerator": 0, "denominator": 0, "undetermined": 0, "ratio": None, "reason": "không có hồ sơ nào trong phần này"}
STATUSES = {
    "registered": "Mới đăng ký",
    "received": "Đã tiếp nhận",
    "refused": "Không tiếp nhận",
    "processing": "Đang xử lý",
    "supplement": "Chờ bổ sung",
    "payment": "Chờ nghĩa vụ tài chính",
    "withdrawn": "Công dân rút",
    "terminated": "Dừng xử lý",
    "finished": "Đã xử lý xong",
    "delivered": "Đã trả kết quả",
}


@dataclass(frozen=True)
class Told:
    """One figure. `ratio` in percent, None without a denominator or with a `reason`; `used` is the on-time definition, "" when none, with
    what is about to be due where that is counted."""

    indicator: Indicator
    numerator: int | None
    denominator: int | None
    undetermined: int | None
    ratio: float | None
    reason: str
    used: str
    notes: str
    group: str | None = None
    title: str = ""

    @property
    def is_share(self) -> bool:
        """Whether it is a numerator over a denominator, not a count."""
        return self.indicator.denominator is not None

    @property
    def data(self) -> str:
        """How the figure came about, for "Vì sao?"."""
        if self.reason and self.numerator is None:
            return f"Chưa biết: {self.reason}"
        counted = f"{self.numerator} {self.indicator.unit}" if not self.is_share else f"{self.numerator} trên {self.denominator}"
        unsure = f"; {self.undetermined} hồ sơ không xác định được" if self.undetermined else ""
        return "; ".join(part for part in (f"{counted}{unsure}", self.reason, self.notes) if part)


@dataclass(frozen=True)
class Question:
    """What the engine is asked, beside the indicators: as a key, so that an answer is kept for one generation of the lake."""

    path: Path
    calendar: Calendar
    window: Window
    at: datetime
    rule: str | None

    @property
    def source(self) -> Source:
        """The tables as indicators take them."""
        return of_generation(self.path)

    @property
    def options(self) -> Options:
        """The definition with the working calendar."""
        return Options(self.rule, _slots(self.calendar), self.soon.until)

    @property
    def soon(self) -> Soon:
        """What is about to be overdue, at the moment that states are told for."""
        return soon(self.window.until(self.at), self.calendar)


@dataclass(frozen=True)
class Section:
    """Indicators that belong together."""

    title: str
    figures: tuple[Told, ...]


@dataclass(frozen=True)
class Behind:
    """The dossiers behind a figure, those that cost first: pairs of code and whether it is in the numerator (None: nobody can tell)."""

    inside: tuple[str, ...]
    outside: tuple[str, ...]
    unsure: tuple[str, ...]
    costly: bool

    @property
    def whole(self) -> int:
        """How many dossiers the denominator counts."""
        return len(self.inside) + len(self.outside) + len(self.unsure)

    def of(self, part: str) -> tuple[tuple[str, str], ...]:
        """(code, "in" | "out" | "unsure") of one part, or of all with what costs first."""
        named = {"in": self.inside, "out": self.outside, "unsure": self.unsure}
        order = [part] if part in named else ["in", "unsure", "out"] if self.costly else ["out", "unsure", "in"]
        return tuple((code, name) for name in order for code in named[name])


def told(lake: Opened, asked: Asked) -> tuple[Section, ...]:
    """Every indicator of the ward for the whole period, in sections."""
    wanted = indicators(SET, asked.period.window.last)
    found = {line["indicator"]: line for line in computed(lake, wanted, asked.period.window, rule=asked.rule.name)}
    lines = {item.name: _told(item, found[item.name], "") for item in wanted}
    placed = {name for names in SECTIONS.values() for name in names}
    sections = {**SECTIONS, OTHERS: tuple(name for name in lines if name not in placed)}
    kept = ((title, tuple(lines[name] for name in names if name in lines)) for title, names in sections.items())
    return tuple(Section(title, figures) for title, figures in kept if figures)


def divided(lake: Opened, item: Indicator, asked: Asked) -> tuple[Told, ...]:
    """One indicator for each part of the division, the most dossiers first; parts with nothing to count are left out."""
    found = computed(lake, (item,), asked.period.window, by=(asked.by,), rule=asked.rule.name)
    lines = [_told(item, line, asked.by) for line in found if line["numerator"] or line["denominator"]]
    return tuple(sorted(lines, key=lambda line: (line.group is None, -(line.denominator or line.numerator or 0), line.title)))


def whole(lake: Opened, item: Indicator, asked: Asked) -> Told:
    """One indicator for the whole ward."""
    return _told(item, computed(lake, (item,), asked.period.window, rule=asked.rule.name)[0], "")


def behind(lake: Opened, item: Indicator, asked: Asked) -> Behind:
    """The dossiers that a figure counted. Raises GroupingError."""
    question = question_of(lake, asked.period.window, asked.rule.name)
    return _behind(question, item, tuple(asked.where.items()))


def one(lake: Opened, item: Indicator, asked: Asked) -> Told:
    """One indicator for the part asked about, the whole ward when none is."""
    if not asked.where:
        return whole(lake, item, asked)
    found = computed(lake, (item,), asked.period.window, by=(asked.by,), rule=asked.rule.name)
    line = next((line for line in found if line[asked.by] == asked.group), None)
    if line is None:
        usual = computed(lake, (item,), asked.period.window, rule=asked.rule.name)[0]
        line = {**usual, **EMPTY, asked.by: asked.group}
    return _told(item, line, asked.by)


def idle(lake: Opened, item: Indicator, asked: Asked) -> tuple[str, ...] | None:
    """The procedures eligible for full online service that had no dossier in the period; None for other indicators or when unknown."""
    if item.name != USED or not {"procedure_code", "received_at", "level"} <= lake.source().columns:
        return None
    found = idle_procedures(lake.source(), asked.period.window, as_of(lake)).to_pylist()
    return tuple(f"{row['procedure']} ({row['procedure_code']})" for row in found)


def lines_of(lake: Opened, codes: Sequence[str]) -> list[dict[str, Any]]:
    """The dossiers of these codes as a page of rows shows them, in their order."""
    table = lake.current.dataset("dossiers")
    names = [name for name in SHOWN if name in table.schema.names]
    wanted = ds.field("code").isin(pa.array(list(codes), pa.string()))
    found = {row["code"]: row for row in table.to_table(columns=names, filter=wanted).to_pylist()}
    empty = dict.fromkeys(SHOWN)
    lines = [{**empty, **found[code]} for code in codes if code in found]
    return [{**line, "status": STATUSES.get(line["status"] or "", line["status"])} for line in lines]


def day_only(lake: Opened) -> dict[str, bool]:
    """For each moment whether the source gives only the day."""
    return {column.name: lake.current.precision(column.name) == "day" for column in DOSSIERS if column.kind == "moment"}


def as_of(lake: Opened) -> datetime:
    """When the data are of, on the clocks of Viet Nam, as the lake writes it."""
    return lake.current.as_of.replace(tzinfo=None)


def question_of(lake: Opened, window: Window, rule: str | None = None, *, at: datetime | None = None) -> Question:
    """What the engine is asked of a window by an on-time definition, told at a moment, that of the data if not said."""
    return Question(lake.current.path, lake.calendar, window, at or as_of(lake), rule)


def computed(
    lake: Opened,
    wanted: Sequence[Indicator],
    window: Window,
    *,
    by: tuple[str, ...] = (),
    rule: str | None = None,
    at: datetime | None = None,
) -> tuple[Mapping[str, Any], ...]:
    """The engine's lines for some indicators at a moment, that of the data if not said; kept for one generation. Raises GroupingError.

    Of the whole ward all its indicators are counted together: saying the question costs more than counting, and the next one is told.
    """
    question = question_of(lake, window, rule, at=at)
    together = indicators(SET, window.last) if not by else ()
    if not set(wanted) <= set(together):
        return _computed(question, tuple(wanted), by)
    found = {line["indicator"]: line for line in _computed(question, together, by)}
    return tuple(found[item.name] for item in wanted)


def _told(item: Indicator, line: Mapping[str, Any], by: str) -> Told:
    group = line[by] if by else None
    name = line.get(f"{by}_title") or shown(by, group) if by else ""
    counts = (line["numerator"], line["denominator"], line["undetermined"])
    used = "; ".join(part for part in (line["definition"], line["soon"]) if part)
    return Told(item, *counts, line["ratio"], line["reason"] or "", used, line["notes"], group, name)


@lru_cache(maxsize=64)
def _computed(question: Question, wanted: tuple[Indicator, ...], by: tuple[str, ...]) -> tuple[Mapping[str, Any], ...]:
    found = compute(question.source, wanted, question.window, question.at, by, options=question.options)
    dated = {item.name for item in wanted if counts_soon(item)}
    return tuple({**line, "soon": question.soon.said if line["indicator"] in dated else ""} for line in found.to_pylist())


@lru_cache(maxsize=32)
def _behind(question: Question, item: Indicator, where: tuple[tuple[str, Any], ...]) -> Behind:
    found = rows(question.source, item, question.window, question.at, dict(where), options=question.options)
    parts: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    for row in found.to_pylist():
        parts[row["in_numerator"]].append(row["code"])
    costly = item.name in (*COSTLY, *COSTLY_COLUMNS)
    return Behind(tuple(parts[True]), tuple(parts[False]), tuple(parts[None]), costly)


@lru_cache(maxsize=8)
def _slots(calendar: Calendar) -> Slots:
    table = slots_of(calendar)
    return Slots.of(table.rows(), table.origin, table.slot_minutes)
