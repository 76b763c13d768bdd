"""What `minhchung index` prints: a score as a table or as JSON, and the lines of a comparison."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from minhchung.scoring.comparing import Difference, Match
from minhchung.scoring.facts import Facts, Known
from minhchung.scoring.packs import Node, Pack
from minhchung.scoring.score import LeafScore, Score
from minhchung.scoring.words import plain

NARROW = 100
KINDS = {"added": "thêm", "removed": "bỏ", "moved": "chuyển", "changed": "đổi"}
HOW = {"code": "cùng mã", "title": "cùng tên", "likeness": "tên gần giống"}


def print_score(pack: Pack, score: Score) -> None:
    """Prints one score: every leaf with points, maximum and why, the sums, and what is missing."""
    console = Console(highlight=False)
    console.print(f"[bold]{escape(pack.title)}[/bold], phiên bản {pack.version}")
    if pack.sample:
        console.print("Bộ mẫu để thử, không phải bộ chính thức.")
    table = Table(box=SIMPLE_HEAD, expand=True)
    table.add_column("Mã", no_wrap=True)
    table.add_column("Tiêu chí", ratio=4, overflow="fold")
    table.add_column("Điểm", justify="right", no_wrap=True)
    table.add_column("Tối đa", justify="right", no_wrap=True)
    if console.width >= NARROW:
        table.add_column("Vì sao", ratio=5, overflow="fold")
    for node in pack.nodes:
        _rows(table, node, score, console.width >= NARROW)
    for title, part in (("Điểm thưởng", pack.bonus), ("Điểm phạt", pack.penalty)):
        if part:
            table.add_row("", f"[bold]{title}[/bold]", "", plain(part.cap), *([""] if console.width >= NARROW else []))
            for item in part.items:
                _rows(table, item, score, console.width >= NARROW)
    console.print(table)
    for line in sums(score):
        console.print(escape(line))
    for line in missing(pack, score):
        console.print(escape(line))


def _rows(table: Table, node: Node, score: Score, wide: bool) -> None:
    if node.is_leaf:
        leaf = score.leaves[node.code]
        why = [escape(leaf.why)] if wide else []
        title = escape(node.title) if wide else f"{escape(node.title)}\n[dim]{escape(leaf.why)}[/dim]"
        table.add_row(escape(node.code), title, "?" if leaf.points is None else plain(leaf.points), plain(leaf.maximum), *why)
        return
    found = score.nodes.get(node.code)
    points, most = (plain(found.points), plain(found.maximum)) if found else ("", "")
    table.add_row(f"[bold]{escape(node.code)}[/bold]", f"[bold]{escape(node.title)}[/bold]", points, most, *([""] if wide else []))
    for child in node.children:
        _rows(table, child, score, wide)


def sums(score: Score) -> list[str]:
    """The totals in words."""
    said = [f"Tổng {plain(score.total)}/{plain(score.maximum)} điểm, thưởng {plain(score.bonus)}, phạt {plain(score.penalty)}"]
    said.append(f"Kết quả: {plain(score.final)} điểm" + (f", xếp loại {score.band.label}" if score.band else ""))
    if score.unknown:
        said[-1] = f"Kết quả mới có: {plain(score.final)} điểm; còn {len(score.unknown)} tiêu chí chưa chấm được nên chưa xếp loại"
    return [f"{line}." for line in said]


def missing(pack: Pack, score: Score) -> list[str]:
    """One line per leaf that nobody can score yet."""
    return [f"  {leaf.code}: còn thiếu {lacking}" for leaf in score.unknown if (lacking := _lacking(pack, leaf))]


def _lacking(pack: Pack, leaf: LeafScore) -> str:
    return "; ".join(f"{name}, {pack.titles[name]}" if name in pack.titles else name for name in leaf.missing)


def as_plain(pack: Pack, facts: Facts, score: Score) -> dict[str, Any]:
    """The score for JSON: every number as text, exactly."""
    told: dict[str, Any] = {"pack": score.pack, "version": score.version, "digest": score.digest, "sample": pack.sample}
    told |= {"as_of": facts.as_of.isoformat(), "total": score.total, "maximum": score.maximum, "bonus": score.bonus}
    told |= {"penalty": score.penalty, "final": score.final, "band": score.band.label if score.band else None}
    titles = {leaf.code: leaf.title for leaf in (*pack.leaves, *pack.outside)}
    told["unknown"] = [leaf.code for leaf in score.unknown]
    told["leaves"] = [
        {"code": leaf.code, "title": titles[leaf.code], "points": leaf.points, "maximum": leaf.maximum, "how": leaf.how, "why": leaf.why,
         "used": leaf.used, "missing": leaf.missing}
        for leaf in score.leaves.values()
    ]  # fmt: skip
    told["nodes"] = [
        {"code": node.code, "points": node.points, "maximum": node.maximum, "unknown": node.unknown} for node in score.nodes.values()
    ]
    found: dict[str, Any] = _text(told)
    return found


def _text(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Known):
        sides = {name: getattr(value, name) for name in ("value", "reason", "numerator", "denominator")}
        return {name: _text(side) for name, side in sides.items() if side not in (None, "") or name == "value"}
    if isinstance(value, Mapping):
        return {name: _text(part) for name, part in value.items()}
    return [_text(part) for part in value] if isinstance(value, list) else value


def said_difference(each: Difference) -> str:
    """One difference on one line."""
    sides = f"; {each.what}: {each.before or '(không có)'} → {each.after or '(không có)'}" if each.what else ""
    return f"{KINDS[each.kind]:<7} {each.code:<8} {each.title}{sides}"


def said_match(match: Match) -> str:
    """One proposal on one line."""
    if match.new is None or match.how is None:
        return f"{match.old.code:<8} → {'(không có)':<10} {match.old.title}"
    return (
        f"{match.old.code:<8} → {match.new.code:<10} {HOW[match.how]}, tên giống {match.score}/100: {match.old.title} → {match.new.title}"
    )
