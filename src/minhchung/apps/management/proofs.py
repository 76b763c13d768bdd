"""What proves a clause, and what a management review looks at: one list of providers, asked by name.

A provider reads rows of this or a lower app; it never says that something is fulfilled, only what there is. `fill` leads to where the
missing row is made. Providers over what lower apps keep, and the table of all by name, are in providers.py.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse

from minhchung.apps.ground.figures import FIGURES, Scope, Value, Window, compute
from minhchung.apps.ground.refs import Ref
from minhchung.apps.management.models import Entry
from minhchung.apps.management.registers import registers_of
from minhchung.apps.management.rules.registers import Register, said
from minhchung.apps.management.writing import names_in
from minhchung.apps.organisations.models import Commune
from minhchung.apps.quality.models import ControlledDocument
from minhchung.apps.quality.queries.stands import Stand, stands
from minhchung.apps.quality.rules.content import Kind as DocumentKind
from minhchung.text.written import written_day

LONGEST = 220


@dataclass(frozen=True)
class Row:
    """One thing that proves: what it is, a word on it, the subject it is. `url`: its page for who looks (queries/opening.py)."""

    text: str
    note: str = ""
    ref: Ref | None = None
    url: str = ""


@dataclass(frozen=True)
class Asked:
    """Whose rows, over which days (both included), as known at `now`. `review`: the management review that asks, which is no proof of
    itself. What was read for one provider is kept for the next."""

    commune: Commune
    since: date
    until: date
    now: datetime
    review: int = 0
    kept: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, read: Callable[[], Any]) -> Any:
        """What `read` gives, read once."""
        if name not in self.kept:
            self.kept[name] = read()
        return self.kept[name]


@dataclass(frozen=True)
class Source:
    """One provider for one ask: its name in words, its rows, and where to go when there are none (address "" where there is no page).

    `empty`: why there are none, where more is known than "chưa có dữ liệu".
    """

    label: str
    rows: Sequence[Row]
    fill: str
    address: str
    empty: str = ""

    @property
    def count(self) -> int:
        """How many rows."""
        return len(self.rows)

    @property
    def alone(self) -> bool:
        """Whether it is one value that opens nothing (a figure): said beside its label."""
        return len(self.rows) == 1 and self.rows[0].ref is None


Provider = Callable[[Asked, str], Source]


def short(text: str) -> str:
    """One line of a text."""
    plain = " ".join(text.split())
    return f"{plain[: LONGEST - 1]}…" if len(plain) > LONGEST else plain


def registers(asked: Asked) -> list[Register]:
    """The ward's registers."""
    return asked.once("registers", lambda: registers_of(asked.commune.pk))  # type: ignore[no-any-return]


def entries(asked: Asked) -> dict[str, list[Entry]]:
    """The lines that are followed, and those that ended in the days asked for, by register."""

    def read() -> dict[str, list[Entry]]:
        rows = Entry.objects.filter(commune=asked.commune).exclude(state=Entry.State.ARCHIVED).select_related("unit")
        found: dict[str, list[Entry]] = {}
        for each in rows.prefetch_related("works"):
            if each.state == Entry.State.LIVE or (each.ended_on and each.ended_on >= asked.since):
                found.setdefault(each.register, []).append(each)
        return found

    return asked.once("entries", read)  # type: ignore[no-any-return]


def register(asked: Asked, name: str) -> Source:
    kind = next((each for each in registers(asked) if each.name == name), None)
    if kind is None:
        return Source(f"Sổ {name}", (), "Phường không có sổ này", "")
    rows = entries(asked).get(name, [])
    people = names_in(kind, [each.values for each in rows], asked.commune.pk)
    return Source(
        f"Sổ {kind.title}",
        [Row(short(kind.headline(each.values)), _entry_note(kind, each, people), each.ref) for each in rows],
        f"Ghi vào sổ {kind.title}",
        reverse("management:register", args=[name]),
    )


def _entry_note(kind: Register, entry: Entry, people: dict[str, str]) -> str:
    """What a list says beside the headline: the judged columns, the level, the unit."""
    words = [said(each, entry.values.get(each.name, ""), people) for each in kind.judged]
    points = kind.score.left(entry.values) or kind.score.points(entry.values) if kind.score else None
    if points is not None and kind.score is not None:
        words.append(f"{kind.score.level(points).label} ({points})")
    closed = [f"đóng {written_day(entry.ended_on)}"] if entry.ended_on else []
    return " · ".join(filter(None, [*words, *closed, entry.unit.short]))


def documents(asked: Asked, kind: str) -> Source:
    """Controlled documents with a version in force; "any" for every kind."""

    def read() -> list[Stand]:
        rows = ControlledDocument.objects.filter(commune=asked.commune, archived_at=None)
        return stands(rows, commune=asked.commune.pk, today=asked.until)

    known: list[Stand] = asked.once("stands", read)
    in_force = [each for each in known if each.current and each.current.effective_on and each.current.effective_on <= asked.until]
    found = [each for each in in_force if kind in ("any", each.document.kind)]
    label = "Tài liệu ISO" if kind == "any" else DocumentKind(kind).label
    rows = [Row(str(each.document), _version_note(each), each.document.ref) for each in found]
    return Source(label, rows, f"Soạn, phê duyệt {label[:1].lower()}{label[1:]}", reverse("quality:documents"))


def _version_note(stand: Stand) -> str:
    version = stand.current
    day = written_day(version.effective_on) if version and version.effective_on else ""
    return f"bản {version.short if version else ''} hiệu lực từ {day}{', quá hạn rà soát' if stand.due else ''}"


def grouped(number: Decimal) -> str:
    """1.284 · 97,42"""
    return f"{number.normalize():,f}".translate(str.maketrans(",.", ".,"))


def measured(number: Decimal, unit: str) -> str:
    """97,42% · 1.284 hồ sơ"""
    return f"{grouped(number)}{'' if unit.startswith('%') else ' '}{unit}"


def figure(asked: Asked, name: str) -> Source:
    """A figure over the days asked for; without a value there is no row, and its reason is said."""
    definition = FIGURES[name]
    value: Value = compute(name, Scope(asked.commune.pk), Window(asked.since, asked.until), asked.now)
    if value.value is None:
        return Source(definition.label, (), "Nhập số liệu", _figure_page(name), value.reason)
    parts = f" ({grouped(value.numerator)}/{grouped(value.denominator)})" if value.numerator is not None and value.denominator else ""
    days = f"{written_day(asked.since)} – {written_day(asked.until)}"
    return Source(definition.label, [Row(f"{measured(value.value, definition.unit)}{parts}", days)], "", _figure_page(name))


def _figure_page(name: str) -> str:
    app, _, rest = name.partition(".")
    return reverse("dossiers:figures") if app == "dossiers" else reverse("quality:overview") if app == "quality" and rest else ""
