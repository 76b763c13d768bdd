"""What `minhchung read` prints for people: the head of the document, the conclusion if it is one, then one table of assignments per
unit."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from minhchung.cli.conclusion_shown import print_conclusion
from minhchung.reading import Assignment, Directive

EVERYONE = "Tất cả đơn vị"
NOBODY = "Chưa rõ đơn vị chủ trì"
NARROW = 80
RHYTHMS = {
    "daily": "hằng ngày",
    "weekly": "hằng tuần",
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "half-yearly": "6 tháng một lần",
    "yearly": "hằng năm",
    "regular": "thường xuyên",
}


def print_reading(name: str, directive: Directive, warnings: Sequence[str]) -> None:
    """Prints one reading to standard output."""
    console = Console(highlight=False)
    console.print(f"[bold]{escape(name)}[/bold]")
    for line in head_lines(directive):
        console.print(escape(line))
    for warning in warnings:
        console.print(f"[yellow]Lưu ý:[/yellow] {escape(warning)}")
    if directive.conclusion:
        print_conclusion(console, directive.conclusion)
    if not directive.assignments:
        console.print("Không thấy nhiệm vụ nào được giao trong văn bản này.\n")
        return
    for unit, rows in by_unit(directive.assignments).items():
        console.print(unit_table(unit, rows, wide=console.width > NARROW))
    dated = sum(1 for item in directive.assignments if item.deadline)
    console.print(f"{len(directive.assignments)} nhiệm vụ, {dated} có ngày hạn cụ thể.\n")


def head_lines(directive: Directive) -> list[str]:
    """What is known of the document itself; nothing is said of what it does not say."""
    head = directive.document
    kind = head.type_text or head.type
    number = "/".join(part for part in (head.number, head.symbol) if part)
    numbered = f"số {number}" if head.number else f"ký hiệu {number}" if number else None
    said = (kind, numbered, f"ngày {shown_date(head.date)}" if head.date else None)
    first = ", ".join(part for part in said if part)
    lines = [first, head.issuer, head.subject]
    return [line[:1].upper() + line[1:] for line in lines if line]


def shown_date(iso: str) -> str:
    """An ISO date, month or year as it is written in Vietnam."""
    return "/".join(reversed(iso.split("-")))


def by_unit(assignments: Sequence[Assignment]) -> dict[str, list[tuple[int, Assignment]]]:
    """Assignments with their place in the document, under every unit that leads them, units in the order they appear."""
    found: dict[str, list[tuple[int, Assignment]]] = {}
    for place, item in enumerate(assignments, start=1):
        units = item.units or (NOBODY,)
        for unit in units:
            shown = f"{EVERYONE} ({item.unit_text})" if unit == "ALL" and item.unit_text else EVERYONE if unit == "ALL" else unit
            found.setdefault(shown, []).append((place, item))
    return found


def unit_table(unit: str, rows: Sequence[tuple[int, Assignment]], *, wide: bool) -> Table:
    """One unit's assignments."""
    table = Table(title=f"{escape(unit)}: {len(rows)} nhiệm vụ", title_justify="left", box=SIMPLE_HEAD, expand=True)
    table.add_column("TT", justify="right", no_wrap=True)
    table.add_column("Nhiệm vụ", ratio=5, overflow="fold")
    table.add_column("Thời hạn", ratio=2, overflow="fold")
    if wide:
        table.add_column("Phối hợp", ratio=2, overflow="fold")
    for place, item in rows:
        with_whom = "; ".join(item.cooperating)
        task = item.wording or item.text
        if with_whom and not wide:
            task += f"\nPhối hợp: {with_whom}"
        table.add_row(str(place), escape(task), escape(deadline_words(item)), *([escape(with_whom)] if wide else []))
    return table


def deadline_words(item: Assignment) -> str:
    """The time limit: as written, with its date when one could be read; then further limits, the rhythm, words of urgency; a dash when
    the document gives none of these."""
    said = [dated_words(item.deadline, item.deadline_text)]
    said += [dated_words(other.get("deadline"), other.get("deadline_text")) for other in item.other_deadlines]
    if not item.deadline_text:
        said += [RHYTHMS.get(rhythm, rhythm) for rhythm in (item.recurrence, *item.other_recurrence) if rhythm]
    if not any(said):
        said.append(item.urgency or "")
    return "; ".join(dict.fromkeys(filter(None, said))) or "-"


def dated_words(date: str | None, text: str | None) -> str:
    """One limit as "15/06/2026 (trước ngày 15/6/2026)", or its words alone."""
    return f"{shown_date(date)} ({text})" if date and text else text or ""
