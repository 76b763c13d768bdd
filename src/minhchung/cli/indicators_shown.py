"""How figures of the dossier lake are printed: as a table with the definition beside each figure, or as one JSON object."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from minhchung.flow import indicators as flow
from minhchung.flow.indicators.form_06a import COLUMNS, NO_GROUP, heading
from minhchung.text import fold

if TYPE_CHECKING:
    from minhchung.cli.indicators import Asked

UNKNOWN = "chưa biết"
NARROWEST = 100
HEADINGS = {
    3: "Tiếp nhận\ntổng (3)",
    4: "trực\ntuyến (4)",
    5: "trực tiếp,\nBCCI (5)",
    6: "kỳ trước\n(6)",
    7: "Đã giải quyết\ntổng (7)",
    8: "trước\nhạn (8)",
    9: "đúng\nhạn (9)",
    10: "quá\nhạn (10)",
    11: "Đang giải quyết\ntổng (11)",
    12: "trong\nhạn (12)",
    13: "quá\nhạn (13)",
}


def figures(asked: Asked, as_json: bool) -> str:
    """The daily figures of the ward."""
    items = flow.indicators("dossiers", asked.window.last)
    found = flow.compute(asked.source, items, asked.window, asked.as_of, asked.by, options=asked.options).to_pylist()
    dated = {item.name for item in items if flow.counts_soon(item)}
    found = [{**line, "notes": _with_soon(line["notes"], asked)} if line["indicator"] in dated else line for line in found]
    titles = {item.name: item for item in items}
    times, idle = _processing(asked), _idle(asked)
    if as_json:
        extra = {
            name: {"title": item.title, "unit": item.unit, "definition": item.definition, "citation": item.citation}
            for name, item in titles.items()
        }
        return _json(
            asked,
            {
                "figures": [{**line, "ratio": _ratio(line)} for line in found],
                "indicators": extra,
                "processing": times,
                "idle_procedures": idle,
            },
        )
    table = Table(*(flow.GROUPINGS[name] for name in asked.by), "Chỉ số", "Tử số", "Mẫu số", "%", "Cách xác định đúng hạn, ghi chú")
    for line in _in_order(found, asked.by):
        groups = [_shown(line.get(f"{name}_title") or line[name], NO_GROUP) for name in asked.by]
        beside = _beside(line) + (f"; {asked.soon.said}" if line["indicator"] in dated else "")
        table.add_row(*groups, titles[line["indicator"]].title, *_counts(line), beside)
    notes = dict.fromkeys(
        note for item in items for note in flow.standing(asked.source, item, asked.window, asked.as_of, options=asked.options).notes
    )
    return _head(asked) + _drawn(table) + "".join(f"Ghi chú: {note}.\n" for note in notes) + _aside(asked, times, idle)


def form_06a(asked: Asked, as_json: bool) -> str:
    """Form II.06a with its balance checks."""
    form = flow.form_06a(asked.source, asked.window, asked.as_of, asked.by or ("field",), options=asked.options)
    if as_json:
        rows = [{"group": list(row.group), "title": row.title, "cells": row.cells} for row in (*form.rows, form.total)]
        problems = [{"where": item.where, "check": item.check, "message": item.message, "figure": item.figure} for item in form.problems]
        said = {"definition": form.definition, "notes": form.notes, "reasons": form.reasons, "problems": problems}
        return _json(asked, {"form": "06a", "by": form.by, "rows": rows, **said})
    table = Table("TT\n(1)", f"{heading(form.by)}\n(2)", *(HEADINGS[number] for number in COLUMNS))
    for number, row in enumerate(form.rows, start=1):
        table.add_row(str(number), escape(row.title), *(_shown(row.cells[column], "?") for column in COLUMNS))
    table.add_section()
    table.add_row("", form.total.title, *(_shown(form.total.cells[column], "?") for column in COLUMNS))
    lines = [f"Cách xác định đúng hạn: {form.definition}", *(f"Ghi chú: {note}" for note in form.notes)]
    lines += [f"Cột {number} chưa biết: {reason}" for number, reason in form.reasons.items()]
    lines += [f"Không cân đối: {item.message}" if item.check else f"Để ý: {item.message}" for item in form.problems]
    return _head(asked) + _drawn(table) + "".join(f"{line}\n" for line in lines)


def score_766(asked: Asked, as_json: bool) -> str:
    """The estimate under QĐ 766 beside the published score."""
    score = flow.score_766(asked.source, asked.window, asked.as_of, options=asked.options, official=asked.official)
    if as_json:
        groups = [{"name": group.name, "title": group.title, **_group(group)} for group in score.groups]
        total = {"points": _number(score.points), "told_max": _number(score.told_max)}
        return _json(
            asked, {"form": "766", "label": score.label, "lines": [_line(line) for line in score.lines], "groups": groups, **total}
        )
    table = Table("Chỉ số", "Tử số", "Mẫu số", "%", "Ước tính", "Tối đa", "Chính thức", "Cách xác định đúng hạn, lý do")
    for line in score.lines:
        most = line.indicator.points.max if line.indicator.points else None
        counts = (_shown(line.numerator, ""), _shown(line.denominator, ""), _shown(line.ratio, ""))
        published = _shown(line.official.score, "") if line.official else ""
        said = "; ".join(part.rstrip(".") for part in (line.definition, line.reason, *line.notes) if part)
        table.add_row(line.indicator.title, *counts, _shown(line.points, UNKNOWN), _shown(most, ""), published, said)
    lines = [
        f"{group.title}: {_shown(group.points, UNKNOWN)} / {group.told_max} điểm tính được (nhóm có {group.max})" for group in score.groups
    ]
    lines.append(f"Cộng: {_shown(score.points, UNKNOWN)} / {score.told_max} điểm tính được trong 100")
    return _head(asked) + f"{score.label}.\n" + _drawn(table) + "".join(f"{line}\n" for line in lines)


def rows(asked: Asked, name: str, as_json: bool) -> str:
    """The dossiers behind one figure."""
    item = flow.indicator(name, asked.window.last)
    stand = flow.standing(asked.source, item, asked.window, asked.as_of, options=asked.options)
    found = flow.rows(asked.source, item, asked.window, asked.as_of, None, options=asked.options).to_pylist()
    if as_json:
        return _json(asked, {"indicator": name, "definition": stand.definition, "reason": stand.reason, "rows": found})
    marks = {True: "có", False: "không", None: UNKNOWN}
    table = Table("Mã hồ sơ", "Tử số", "Mẫu số")
    for row in found:
        table.add_row(row["code"] or NO_GROUP, marks[row["in_numerator"]], marks[row["in_denominator"]])
    meant = f"{asked.soon.said.capitalize()}.\n" if flow.counts_soon(item) else ""
    return _head(asked) + f"{item.title}. {item.definition}\n{meant}" + (f"{stand.reason}\n" if stand.reason else _drawn(table))


def _processing(asked: Asked) -> list[dict[str, Any]] | str:
    """Working hours from reception to the end per group, or why nobody knows."""
    try:
        return flow.processing_times(asked.source, asked.window, asked.as_of, asked.by, options=asked.options).to_pylist()  # type: ignore[no-any-return]
    except flow.NotKnown as unknown:
        return str(unknown)


def _idle(asked: Asked) -> list[dict[str, Any]] | str:
    """Procedures for full online service that received no dossier, or why nobody knows."""
    try:
        return flow.idle_procedures(asked.source, asked.window, asked.as_of).to_pylist()  # type: ignore[no-any-return]
    except flow.NotKnown as unknown:
        return str(unknown)


def _aside(asked: Asked, times: list[dict[str, Any]] | str, idle: list[dict[str, Any]] | str) -> str:
    """The lines under the table: how long dossiers take, and which procedures had none."""
    said = [f"Thời gian giải quyết: {UNKNOWN}, {times}."]
    lines = said if isinstance(times, str) else [_hours(line, asked.by) for line in times]
    if isinstance(idle, str):
        lines.append(f"Thủ tục toàn trình không phát sinh hồ sơ: {UNKNOWN}, {idle}.")
    else:
        names = "; ".join(row["procedure"] or row["procedure_code"] for row in idle)
        lines.append(f"Thủ tục toàn trình từng có hồ sơ mà kỳ này không phát sinh: {len(idle)}{f' ({names})' if names else ''}.")
    return "".join(f"{line}\n" for line in lines)


def _hours(line: dict[str, Any], by: tuple[str, ...]) -> str:
    group = " · ".join(_shown(line[name], NO_GROUP) for name in by)
    said = [
        f"{title} {line[name]:.1f}"
        for name, title in (("mean_hours", "trung bình"), ("median_hours", "trung vị"), ("p90_hours", "p90"))
        if line[name] is not None
    ]
    hours = f"; giờ làm việc: {', '.join(said)}" if said else ""
    return f"Thời gian giải quyết{f', {group}' if group else ''}: {line['dossiers']} hồ sơ{hours}."


def _in_order(found: list[dict[str, Any]], by: tuple[str, ...]) -> list[dict[str, Any]]:
    """Group after group, the indicators of each in the order of their file."""
    return sorted(found, key=lambda line: [(line[name] is None, fold(str(line[name]))) for name in by])


def _counts(line: dict[str, Any]) -> tuple[str, str, str]:
    if line["numerator"] is None:
        return UNKNOWN, "", ""
    return str(line["numerator"]), _shown(line["denominator"], ""), _shown(_ratio(line), "")


def _ratio(line: dict[str, Any]) -> float | None:
    return None if line["ratio"] is None else round(line["ratio"], 2)


def _beside(line: dict[str, Any]) -> str:
    unsure = f"{line['undetermined']} hồ sơ chưa xác định được" if line["undetermined"] else ""
    return "; ".join(part for part in (line["definition"], line["reason"], unsure) if part)


def _with_soon(notes: str, asked: Asked) -> str:
    return "; ".join(part for part in (notes, asked.soon.said) if part)


def _group(group: Any) -> dict[str, Any]:
    return {name: _number(getattr(group, name)) for name in ("points", "told_max", "max", "official")}


def _line(line: flow.Line) -> dict[str, Any]:
    official = line.official
    return {
        "indicator": line.indicator.name,
        "code": line.indicator.code,
        "title": line.indicator.title,
        "group": line.indicator.group,
        "estimate": line.indicator.estimate,
        "numerator": line.numerator,
        "denominator": line.denominator,
        "undetermined": line.undetermined,
        "ratio": _number(line.ratio),
        "points": _number(line.points),
        "max": _number(line.indicator.points.max) if line.indicator.points else None,
        "reason": line.reason,
        "definition": line.definition,
        "notes": line.notes,
        "official": {"score": _number(official.score), "max": _number(official.max_score), "source": official.source} if official else None,
    }


def _json(asked: Asked, said: dict[str, Any]) -> str:
    window = asked.window
    head = {"first": window.first, "last": window.last, "kind": window.kind, "reporting": window.reporting, "title": window.title}
    return json.dumps({"window": head, "as_of": asked.as_of, **said}, ensure_ascii=False, default=lambda value: value.isoformat()) + "\n"


def _number(value: Decimal | None) -> str | None:
    """Points leave as text: a float would change them."""
    return None if value is None else str(value)


def _head(asked: Asked) -> str:
    return f"{asked.window.title} ({asked.window.first:%d/%m/%Y}–{asked.window.last:%d/%m/%Y}), số liệu đến {asked.as_of:%H:%M %d/%m/%Y}\n"


def _shown(value: Any, empty: str) -> str:
    if value is None:
        return empty
    return f"{value:%m/%Y}" if hasattr(value, "strftime") else escape(f"{value}")


def _drawn(table: Table) -> str:
    out = io.StringIO()
    Console(file=out, width=max(NARROWEST, Console().width), no_color=True).print(table)
    return out.getvalue()
