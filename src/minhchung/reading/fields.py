"""The fields of one assignment, each from the words of its clause."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any

from minhchung.reading.addressees import as_said, split_units
from minhchung.reading.clauses import Verdict, tells_of_the_past
from minhchung.reading.cooperation import cooperating_units
from minhchung.reading.deadlines import Deadline, find_deadlines, main_deadline
from minhchung.reading.forms import opens_with_ground
from minhchung.reading.layout import Block
from minhchung.reading.marks import LABEL
from minhchung.reading.model import Assignment, DocumentHeader, Goal
from minhchung.reading.outline import Node
from minhchung.reading.products import find_product
from minhchung.reading.recurrence import find_recurrence
from minhchung.reading.responsible import Responsible
from minhchung.reading.tables import Row
from minhchung.reading.targets import find_targets
from minhchung.reading.words import Words, words_of
from minhchung.text.dates import find_dates
from minhchung.text.normal import lower, squeeze
from minhchung.text.symbols import Symbol

_PLAN_ITEMS = re.compile(
    r"nhiệm vụ (?:số |thứ |mục )?(?P<list>\d{1,3}(?:(?: ?, ?| và | ?; ?| ?- ?)(?:số )?\d{1,3}){0,20})"
    r"(?![\d/.%]| ?(?:ngày|tháng|năm|đơn|phòng|giờ|người))"
)


# In a column of times "05/6" needs no such word; in a sentence the finder of dates does.
_DAY = "ngày "
_WITHIN = "trong "
# "Sau khi họp xem xét của lãnh đạo", "Năm học 2026 - 2027": in a column of times the whole cell says when.
_EVENT_IN_COLUMN = re.compile(r"(?:ngay )?(?:sau|trước)(?: khi)? [^\W\d]|năm học |khi có ")
_SENTENCES = re.compile(r"(?<=[.;]) ")


_BASE = itemgetter(0)
# How sure the unit is by where its words stand.
_SURE = {"item": 1.0, "heading": 0.97, "lead-in": 0.9, "addressee": 0.9, None: 0.7}


@dataclass(frozen=True, slots=True)
class Facts:
    """What every clause of one document shares."""

    text: str
    document: DocumentHeader
    date: date | None
    year: int | None
    partner: Responsible | None
    own: str | None
    plan: bool
    """Whether this part is a plan, where "Yêu cầu chung" states aims and orders nobody."""
    symbols: dict[int, list[Symbol]]
    """The document numbers of each block, by the block's place in the document; the own number is left out."""
    _parted: dict[str, list[str]] = field(default_factory=dict)
    _said: dict[Responsible, tuple[tuple[str, ...], str]] = field(default_factory=dict)

    def parted(self, said: str) -> list[str]:
        """The units of a cell or label; a table names the same ones row after row."""
        known = self._parted.get(said)
        if known is None:
            known = self._parted[said] = split_units(said)
        return known

    def as_said(self, unit: Responsible) -> tuple[tuple[str, ...], str]:
        """The units and the words for them; the items under one heading share its unit."""
        known = self._said.get(unit)
        if known is None:
            known = self._said[unit] = as_said(unit, self.document.addressees, self.partner)
        return known


@dataclass(slots=True)
class Clause:
    """The words of one assignment, perhaps over several blocks (its enumeration, its label lines)."""

    text: str
    words: Words
    pieces: list[tuple[int, Block, int]]
    span: tuple[int, int]
    heading: tuple[str, ...]
    labels: dict[str, str]
    head_words: Words
    kind: str = "item"
    time: tuple[int, int] | None = None
    """Of a table row, where its column of time stands in ``text``, if it says anything."""
    aside: tuple[int, int] = (0, 0)
    """Where a column stands whose days are no limits (old limits, days of beginning)."""

    @classmethod
    def of(cls, node: Node, more: Sequence[Node], *, entries: bool) -> "Clause":
        """The clause of a node with the nodes that belong to it."""
        pieces = [(0, node.block, node.offset)]
        parts = [node.text]
        length = len(node.text)
        # "... . Đơn vị thực hiện: Phòng A.": a label may stand in the item itself.
        labels = _labelled(node.text)
        last, last_end = node.block, node.offset + len(node.text)
        for extra in (n for m in more for n in m.walk()):
            if extra.is_label:
                labels |= _labelled(extra.text)
            pieces.append((length + 1, extra.block, extra.offset))
            parts.append(extra.text)
            length += 1 + len(extra.text)
            last, last_end = extra.block, extra.offset + len(extra.text)
        text = "\n".join(parts)
        span = (node.block.start(node.offset), last.end(last_end))
        return cls(text, words_of(text) if len(parts) > 1 else node.words, pieces, span, node.path(), labels, node.words)

    @classmethod
    def of_row(cls, row: Row, node: Node) -> "Clause":
        """The clause of a table row."""
        text = row.block.text[row.start : row.end]
        labels = {role: row.cell(role) for role in ("cooperating", "time", "product") if row.cell(role)}
        if "cooperating" not in labels and (helpers := row.helpers()):
            labels["cooperating"] = helpers
        span = row.block.reach(row.start, row.end)
        words = words_of(text)
        heading = (*node.path(), row.heading) if row.heading else node.path()
        task = words_of(row.cell("task"))
        time, aside = ((s - row.start, e - row.start) for s, e in (row.columns.get(role, (0, 0)) for role in ("time", "aside")))
        pieces = [(0, row.block, row.start)]
        return cls(text, words, pieces, span, heading, labels, task, "table-row", time if row.cell("time") else None, aside)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the document under a stretch of the clause's text."""
        return self._one(start), self._one(max(end - 1, start)) + 1

    def _one(self, at: int) -> int:
        # Most clauses are one piece.
        place = bisect_right(self.pieces, at, key=_BASE) - 1 if len(self.pieces) > 1 else 0
        base, block, offset = self.pieces[place]
        return block.start(offset + at - base)

    def refs(self, facts: Facts) -> tuple[str, ...]:
        """The document numbers cited in the clause, each once."""
        first, last = self.pieces[0], self.pieces[-1]
        return tuple(
            dict.fromkeys(
                symbol.written
                for piece in self.pieces
                for symbol in facts.symbols.get(piece[1].first.start, ())
                if (piece is not first or symbol.start >= first[2])
                and (piece is not last or symbol.end <= last[2] + len(self.text) - last[0])
            )
        )


def _labelled(text: str) -> dict[str, str]:
    """The labels of one line and what they say; a line may hold several ("Chủ trì: A; phối hợp: B. Thời gian: C.")."""
    out: dict[str, str] = {}
    if ":" not in text:
        return out
    last = ""
    for part in _SENTENCES.split(text):
        found = LABEL.match(part[:1].upper() + part[1:])
        if found and found["label"]:
            last = lower(squeeze(found["label"]))
            out[last] = part[found.end() :].strip(" .;")
        elif last:
            out[last] += "; " + part.strip(" .;")
        last = "" if part.endswith(".") else last
    return out


def reference_key(written: str) -> str:
    """A document number without leading zeros, hyphens and slashes: how two spellings of one number compare."""
    return re.sub(r"[\s/-]", "", written).lstrip("0").casefold()


def build(clause: Clause, unit: Responsible | None, judged: Verdict, facts: Facts) -> Assignment:
    """Fill every field; each says in ``why`` by which rule."""
    why = {"assignment": judged.rule}
    leads, said, origin = _leads(clause, unit, facts, why)
    told = _told_from(clause, unit)
    products = (v for k, v in clause.labels.items() if k == "product" or k.startswith(("sản phẩm", "kết quả")))
    return Assignment(
        text=" ".join(facts.text[clause.span[0] : clause.span[1]].split()),
        span=clause.span,
        wording=clause.text.replace("\n", " "),
        heading=clause.heading,
        units=leads,
        unit_text=said,
        unit_from=origin,
        cooperating=tuple(_cooperating(clause, leads, unit.cooperating if unit and origin == unit.origin else (), facts)),
        targets=tuple(
            Goal(t.value, t.unit or None, t.op, t.of, t.per, clause.place(t.start, t.end))
            for t in find_targets(clause.text)
            if t.start >= told
        ),
        refs=clause.refs(facts),
        plan_items=tuple(_plan_items(clause.text)),
        product=next(products, None) or find_product(clause.head_words),
        kind=clause.kind,
        confidence=round(_confidence(judged, origin), 2),
        why=why,
        **_timing(clause, facts, told, why),
    )


def _told_from(clause: Clause, unit: Responsible | None) -> int:
    """Where the order begins in a clause that first tells how things stand: figures and times before it are no demands."""
    if unit is None or not unit.asked or unit.origin != "item":
        return 0
    named = clause.words.end(unit.after - 1) - len(unit.words)
    start = clause.text.rfind(". ", 0, max(named, 0)) + 1
    if start and tells_of_the_past(clause.text[:start]):
        return start
    # "Thực hiện Công văn ... về việc báo cáo trước ngày ..., UBND phường yêu cầu ...": the times of the ground are no deadlines.
    return max(clause.text.rfind(",", 0, max(named, 0)), 0) if opens_with_ground(clause.text) and clause.pieces[0][2] == 0 else 0


def _timing(clause: Clause, facts: Facts, told: int, why: dict[str, str]) -> dict[str, Any]:
    """The fields of deadline and recurrence, from the character ``told`` on."""
    said = find_deadlines(clause.text, document_date=facts.date, year=facts.year)
    deadlines = [d for d in said if d.start >= told and not clause.aside[0] <= d.start < clause.aside[1]]
    chosen = _chosen(clause, deadlines) or _date_in_column(clause, facts)
    rhythms = list(dict.fromkeys(r.value for r in find_recurrence(clause.text) if r.start >= told))
    if rhythms:
        why["recurrence"] = "cụm từ chỉ định kỳ"
    recurring = tuple(dict.fromkeys(day for x in deadlines for day in x.recurring_days))
    fields: dict[str, Any] = {"recurrence": rhythms[0] if rhythms else None, "other_recurrence": tuple(rhythms[1:])}
    fields["urgency"] = next((squeeze(d.text) for d in deadlines if d.kind == "urgent"), None)
    if chosen is None:
        urgent = any(d.kind == "urgent" for d in deadlines)
        why["deadline"] = "chỉ nêu mức khẩn, không nêu thời hạn" if urgent else "văn bản không nêu thời hạn"
        steady = "recurring" if rhythms and rhythms[0] != "regular" else "standing"
        return fields | {"deadline_kind": "urgent" if urgent and steady == "standing" else steady, "deadline_recurring": recurring}
    words = squeeze(chosen.text)
    why["deadline"] = f"cụm từ chỉ thời hạn: “{words}”"
    said_when = _when(chosen)
    others = [x for x in deadlines if x is not chosen and any(when := _when(x)) and when != said_when]
    return fields | {
        "deadline": chosen.date,
        "deadline_text": words,
        "deadline_kind": chosen.kind,
        "deadline_inclusive": chosen.includes_its_day,
        "deadline_period": chosen.period,
        "deadline_recurring": recurring,
        "deadline_span": clause.place(chosen.start, chosen.end),
        "other_deadlines": tuple(_other(x) for x in others),
    }


def _when(deadline: Deadline) -> tuple[str | None, str | None, tuple[str, ...]]:
    return deadline.date, deadline.period, deadline.recurring_days


def _other(deadline: Deadline) -> dict[str, Any]:
    return {
        "deadline": deadline.date,
        "deadline_text": squeeze(deadline.text),
        "deadline_kind": deadline.kind,
        "deadline_period": deadline.period,
        "deadline_inclusive": deadline.includes_its_day,
        "deadline_recurring": deadline.recurring_days,
    }


def _leads(clause: Clause, unit: Responsible | None, facts: Facts, why: dict[str, str]) -> tuple[tuple[str, ...], str | None, str | None]:
    label = (
        next(
            (
                v
                for k, v in clause.labels.items()
                if ("chủ trì" in k or "thực hiện" in k or "phụ trách" in k or "phân công" in k or "tham mưu" in k)
                and "thời" not in k
                and "kinh phí" not in k
            ),
            None,
        )
        if clause.labels
        else None
    )
    if label:
        unit = Responsible(tuple(facts.parted(label)), label, "item", "dòng ghi đơn vị của ý này")
    if unit is None:
        why["units"] = "văn bản không nêu đơn vị"
        return (), None, None
    units, said = facts.as_said(unit)
    why["units"] = unit.rule
    return units, said, unit.origin


def _cooperating(clause: Clause, leads: Sequence[str], heading: Sequence[str], facts: Facts) -> Sequence[str]:
    label = next((v for k, v in clause.labels.items() if k == "cooperating" or "phối hợp" in k), None) if clause.labels else None
    if label:
        return facts.parted(label)
    return cooperating_units(clause.head_words, leads) or list(heading)


def _chosen(clause: Clause, deadlines: list[Deadline]) -> Deadline | None:
    """The deadline of the clause; a line or column that gives the time goes before a time in the sentence."""
    labels = clause.labels
    time = next((v for k, v in labels.items() if k == "time" or k.startswith(("thời", "tiến độ"))), None) if labels else None
    if time:
        at, after = clause.time or (clause.text.rfind(time), len(clause.text))
        inside = main_deadline([d for d in deadlines if at <= d.start < after])
        if _is_definite(inside):
            return inside
    chosen = main_deadline(deadlines)
    return chosen if _is_definite(chosen) else None


def _date_in_column(clause: Clause, facts: Facts) -> Deadline | None:
    """A bare date in the time column of a table ("05/6") is the deadline of its row."""
    time = clause.labels.get("time") if clause.kind == "table-row" else None
    dates = find_dates(_DAY + time, year=facts.year) if time else []
    if time and not dates and (amount := _amount_in_column(clause, time)):
        return amount
    if time and not dates and _EVENT_IN_COLUMN.match(lower(time)):
        at = clause.time[0] if clause.time else clause.text.rfind(time)
        return Deadline(at, at + len(time), time, "relative", inclusive=not lower(time).startswith("trước")) if at >= 0 else None
    if not time or not dates or dates[-1].kind != "date":
        return None
    last = dates[-1]
    at = (clause.time[0] if clause.time else clause.text.rfind(time)) - len(_DAY)
    start, end = max(at + last.start, at + len(_DAY)), at + last.end
    return Deadline(start, end, clause.text[start:end], "date", last.iso)


def _amount_in_column(clause: Clause, time: str) -> Deadline | None:
    """A bare amount of time in the time column ("05 ngày làm việc")."""
    found = next((d for d in find_deadlines(_WITHIN + time) if d.kind == "relative" and d.start == 0), None)
    at = clause.time[0] if clause.time else clause.text.rfind(time)
    if found is None or at < 0:
        return None
    end = at + found.end - len(_WITHIN)
    return found._replace(start=at, end=end, text=clause.text[at:end])


def _is_definite(deadline: Deadline | None) -> bool:
    """Words such as "khẩn trương", "thường xuyên" and a rhythm without its day are no deadlines."""
    return deadline is not None and deadline.firm


def _plan_items(text: str) -> list[str]:
    out: list[str] = []
    for found in _PLAN_ITEMS.finditer(lower(text)):
        for part in re.split(r",|;|và", found["list"]):
            bounds = [int(n) for n in re.findall(r"\d+", part)]
            if "-" in part and len(bounds) == 2 and 0 < bounds[1] - bounds[0] < 60:
                out.extend(str(n) for n in range(bounds[0], bounds[1] + 1))
            else:
                out.extend(str(n) for n in bounds)
    return list(dict.fromkeys(out))


def _confidence(judged: Verdict, origin: str | None) -> float:
    return judged.sure * _SURE.get(origin, 0.8)
