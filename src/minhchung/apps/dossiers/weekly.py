"""The weekly report of the one-stop centre: what came in, what went out and how, what is open, what may become late and why.

Asked for in the conclusion of a ward (seed document 001, item 2.3): each week, per unit, with the dossiers at risk to act on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from minhchung.apps.dossiers.asking import NOT_SAID, Asked, shown
from minhchung.apps.dossiers.calling import CallRow, call_row
from minhchung.apps.dossiers.measuring import as_of, computed
from minhchung.apps.dossiers.models import DossierCard
from minhchung.apps.dossiers.reading import Opened
from minhchung.flow.indicators import Indicator, indicator, standing
from minhchung.text.normal import fold
from minhchung.text.written import written_day

COLUMNS = {
    "form-06a.3": "Phải giải quyết",
    "form-06a.6": "Kỳ trước chuyển sang",
    "received": "Tiếp nhận",
    "form-06a.7": "Đã giải quyết",
    "form-06a.8": "Trước hạn",
    "form-06a.9": "Đúng hạn",
    "form-06a.10": "Quá hạn",
    "form-06a.11": "Đang giải quyết",
    "form-06a.12": "Trong hạn",
    "form-06a.13": "Quá hạn",
    "awaiting-supplement": "Chờ bổ sung",
}
GROUPS = (("Tiếp nhận", 3), ("Đã giải quyết", 4), ("Đang giải quyết", 4))
LATE = ("form-06a.10", "form-06a.13")
TOLD = 10
"""So many dossiers at risk stand in a chat message."""
BY = {"field": "Theo lĩnh vực", "unit": "Theo đơn vị"}


@dataclass(frozen=True)
class WeekCell:
    """One number with the address of its rows; None is unknown."""

    name: str
    value: int | None
    url: str
    late: bool


@dataclass(frozen=True)
class WeekRow:
    """One line of a table."""

    title: str
    cells: tuple[WeekCell, ...]

    def value(self, name: str) -> int | None:
        """The number of one column."""
        return next((cell.value for cell in self.cells if cell.name == name), None)


@dataclass(frozen=True)
class WeekTable:
    """A table by field or by unit; `missing` says why it cannot be divided so."""

    title: str
    rows: tuple[WeekRow, ...]
    missing: str = ""


@dataclass(frozen=True)
class Week:
    """The report of one week. `risk` and `owing` are of the moment of the data, told only when that moment lies in the week."""

    asked: Asked
    as_of: datetime
    total: WeekRow
    tables: tuple[WeekTable, ...]
    reasons: tuple[str, ...]
    definition: str
    supplements: int | None
    current: bool
    risk: tuple[CallRow, ...]
    owing: tuple[CallRow, ...]
    notes: tuple[str, ...]

    @property
    def received(self) -> int | None:
        """Received in the week."""
        return self.total.value("received")

    @property
    def resolved(self) -> tuple[int | None, int | None]:
        """Resolved in the week, and how many of them overdue."""
        return self.total.value("form-06a.7"), self.total.value("form-06a.10")

    @property
    def open(self) -> tuple[int | None, int | None]:
        """Still open, and how many of them overdue."""
        return self.total.value("form-06a.11"), self.total.value("form-06a.13")

    def message(self, *, detail: bool) -> str:
        """The report as a chat message, nobody's name in it; with the codes of dossiers at risk only for who may see `detail`."""
        told = {name: _said(self.total.value(name)) for name in COLUMNS}
        done = f"trước hạn {told['form-06a.8']}, đúng hạn {told['form-06a.9']}, quá hạn {told['form-06a.10']}"
        still = f"trong hạn {told['form-06a.12']}, quá hạn {told['form-06a.13']}; chờ bổ sung {told['awaiting-supplement']}"
        lines = [
            f"BÁO CÁO TUẦN TTHC, {self.asked.period.window.title}",
            f"Tiếp nhận {told['received']}, kỳ trước chuyển sang {told['form-06a.6']}.",
            f"Đã giải quyết {told['form-06a.7']}: {done}.",
            f"Đang giải quyết {told['form-06a.11']}: {still}.",
        ]
        for table in self.tables[1:]:
            lines += [_of_unit(row) for row in table.rows if row.value("form-06a.13") or row.value("form-06a.10")]
        if self.current:
            lines.append(f"Nguy cơ quá hạn {len(self.risk)}; còn nợ {len(self.owing)} văn bản xin lỗi.")
            lines += [f"- {row.code}: {row.reason}" for row in self.risk[:TOLD] if detail]
        lines.append(f"Số liệu lúc {self.as_of:%H:%M} {written_day(self.as_of)}. Tính hạn: {self.definition}.")
        return "\n".join(lines)


def week(lake: Opened, asked: Asked, cards: Mapping[str, DossierCard], *, now: datetime) -> Week:
    """The report of the week asked for."""
    window, last = asked.period.window, asked.period.window.last
    wanted = [indicator(name, last) for name in COLUMNS]
    whole = {line["indicator"]: line for line in computed(lake, wanted, window, rule=asked.rule.name)}
    supplements = computed(lake, [indicator("supplement-asked", last)], window, rule=asked.rule.name)[0]
    seen = as_of(lake).date()
    current = window.first <= seen <= last
    calls = [(row["lists"], call_row(row, cards)) for row in lake.lists(now).rows.to_pylist()] if current else []
    stands = [standing(lake.source(), item, window, as_of(lake)) for item in wanted]
    return Week(
        asked=asked,
        as_of=as_of(lake),
        total=WeekRow("Cả phường", _cells(whole, asked, {})),
        tables=tuple(_table(lake, wanted, asked, by) for by in BY),
        reasons=tuple(dict.fromkeys(stand.reason for stand in stands if stand.reason)),
        definition=asked.rule.title,
        supplements=supplements["numerator"],
        current=current,
        risk=tuple(row for lists, row in calls if "at_risk" in lists),
        owing=tuple(row for _, row in calls if row.owes_apology),
        notes=tuple(dict.fromkeys(note for stand in stands for note in stand.notes)),
    )


def _table(lake: Opened, wanted: list[Indicator], asked: Asked, by: str) -> WeekTable:
    if by not in lake.source().columns:
        return WeekTable(BY[by], (), f"Kho hồ sơ không có cột để chia {BY[by].lower()}: nhập tệp xuất có cột ấy.")
    groups: dict[str | None, dict[str, Mapping[str, Any]]] = {}
    for line in computed(lake, wanted, asked.period.window, by=(by,), rule=asked.rule.name):
        groups.setdefault(line[by], {})[line["indicator"]] = line
    rows = [WeekRow(shown(by, group), _cells(lines, asked, {"chia": by, "nhom": group or ""})) for group, lines in groups.items()]
    rows = [row for row in rows if any(cell.value for cell in row.cells)]
    return WeekTable(BY[by], tuple(sorted(rows, key=lambda row: (row.title == NOT_SAID, fold(row.title)))))


def _cells(lines: Mapping[str, Mapping[str, Any]], asked: Asked, part: dict[str, str]) -> tuple[WeekCell, ...]:
    query = urlencode({"ky": asked.period.written, "cach": asked.rule.name, **part})
    cells = []
    for name in COLUMNS:
        value = lines[name]["numerator"] if name in lines else None
        url = f"{reverse('dossiers:figure', args=[name])}?{query}" if value else ""
        cells.append(WeekCell(name, value, url, late=name in LATE and bool(value)))
    return tuple(cells)


def _of_unit(row: WeekRow) -> str:
    return f"- {row.title}: xong quá hạn {_said(row.value('form-06a.10'))}, đang quá hạn {_said(row.value('form-06a.13'))}"


def _said(value: int | None) -> str:
    return "chưa rõ" if value is None else f"{value:,}".replace(",", ".")
