"""A draft: what a person may take, change, split or merge before a clause becomes an assignment.

The reader's answer is never touched; the draft starts from it and names every field the text does not say (`inferred`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Protocol, Self

from minhchung.apps.assignments.rules.deadlines import WardReading, period_bounds, urgent_day
from minhchung.apps.assignments.rules.periods import RECURRENCES, rhythm_of_day
from minhchung.worktime import Calendar, MissingYear

PLAIN = frozenset({"", "name", "short", "alias", "group"})
"""Rules by which a written name is the ward's own name: nothing to check. Any other match is shown with its score, as inferred."""
_MARKER = re.compile(r"^(?:[-+•*–]|\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[a-zđ]\))\s+")
_CUT = re.compile(r"[;.](?=\s)")
_OCCASION = re.compile(r"(?:Trên đây là|Nhân dịp|Căn cứ|Để|Nhằm) [^.]*\. (?=[A-ZĐÀ-Ỹ])")
"""A first sentence that says only on what occasion or why; the order stands in the next one."""
_ORDERS = re.compile(r"\b(?:yêu cầu|đề nghị|giao|phải|chỉ đạo)\b")
_NOT_COUNTED = frozenset({"%", "ngày", "giờ", "phút", "tháng", "năm", "quý", "tuần", "đồng", "điểm", "lần", "phần trăm"})
TITLE_LENGTH = 160


@dataclass(frozen=True)
class DraftUnit:
    """A unit in a draft: the name as written, the unit chosen (None: not known), the visible score and the rule."""

    name: str
    unit: int | None
    score: float | None = None
    how: str = ""


class UnitFinder(Protocol):
    """Finds units of the ward by the names documents write."""

    def one(self, name: str) -> "DraftUnit":
        """The unit one name means; without a unit when nothing matches well or two match alike."""

    def group(self, wording: str) -> "tuple[DraftUnit, ...] | None":
        """The units meant by "các phòng, đơn vị"; None when the wording names no circle of units."""


@dataclass(frozen=True)
class Draft:
    """All a person decides about one clause. Dates are ISO texts: a draft lives in JSON."""

    title: str
    lead: tuple[DraftUnit, ...] = ()
    cooperating: tuple[DraftUnit, ...] = ()
    deadline_kind: str = "standing"
    deadline_text: str = ""
    deadline_on: str = ""
    deadline_period: str = ""
    deadline_inclusive: bool = True
    recurrence: str = ""
    recurring_day: str = ""
    review_every_months: int | None = None
    targets: tuple[Mapping[str, Any], ...] = ()
    plan_items: tuple[str, ...] = ()
    product: str = ""
    count_target: int | None = None
    count_unit: str = ""
    count_per_duty: bool = True
    inferred: tuple[str, ...] = field(default_factory=tuple)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """The draft kept in a proposal; other keys beside it (what was merged, that a person changed it) are left alone."""
        known = {key: value for key, value in values.items() if key in cls.__dataclass_fields__}
        for name in ("lead", "cooperating"):
            known[name] = tuple(DraftUnit(**item) for item in known.get(name, ()))
        for name in ("targets", "plan_items", "inferred"):
            known[name] = tuple(known.get(name, ()))
        return cls(**known)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}

    @property
    def lead_units(self) -> list[int]:
        """The units known to lead, each once, in order."""
        return list(dict.fromkeys(item.unit for item in self.lead if item.unit is not None))

    @property
    def cooperating_units(self) -> list[int]:
        """The units known to cooperate, without those that lead."""
        leads = set(self.lead_units)
        return [unit for unit in dict.fromkeys(item.unit for item in self.cooperating if item.unit is not None) if unit not in leads]


def draft_of(read: Mapping[str, Any], *, finder: UnitFinder, ward: WardReading, since: date, today: date, calendar: Calendar) -> Draft:
    """The first draft of a clause as the reader gave it (`to_json` of the reading, one assignment).

    `since` is the document's day, from which "khẩn trương" is counted; where that is over already it is counted from today.
    """
    inferred: list[str] = []
    addressed = _addressed(read.get("addressees") or (), finder)
    lead = _units(read.get("units") or [], read.get("unit_text"), finder, addressed)
    leading = {item.unit for item in lead if item.unit is not None}
    cooperating = tuple(item for item in _units(read.get("cooperating") or [], None, finder, ()) if item.unit not in leading)
    if read.get("unit_from") in ("addressee", "lead-in") or any(item.how not in PLAIN for item in lead):
        inferred.append("lead")
    draft = Draft(
        title=title_of(read.get("wording") or read.get("text") or ""),
        lead=lead,
        cooperating=cooperating,
        targets=tuple(read.get("targets") or ()),
        plan_items=tuple(read.get("plan_items") or ()),
        product=(read.get("product") or "")[:300],
        inferred=tuple(inferred),
    )
    return _with_count(_with_deadline(draft, read, ward, (since, today), calendar), read)


def _addressed(names: Sequence[str], finder: UnitFinder) -> tuple[DraftUnit, ...]:
    """The units a letter is addressed to; empty unless every addressee is a unit of the ward."""
    found = [item for name in names for item in (finder.group(name) or (finder.one(name),))]
    return tuple(found) if all(item.unit is not None for item in found) else ()


def _units(names: Sequence[str], wording: str | None, finder: UnitFinder, addressed: Sequence[DraftUnit]) -> tuple[DraftUnit, ...]:
    """ "Các đơn vị" in a letter are the units it is addressed to; elsewhere the circle of units the ward means by the words."""
    found: list[DraftUnit] = []
    for name in names:
        if name == "ALL" and addressed:
            found += addressed
            continue
        written = wording if name == "ALL" and wording else name
        group = finder.group(written)
        found += [finder.one(written)] if group is None else group
    seen: dict[tuple[int | None, str], DraftUnit] = {}
    for item in found:
        seen.setdefault((item.unit, "" if item.unit else item.name), item)
    return tuple(seen.values())


def _with_deadline(draft: Draft, read: Mapping[str, Any], ward: WardReading, since: tuple[date, date], calendar: Calendar) -> Draft:
    text = (read.get("deadline_text") or "")[:300]
    kind = read.get("deadline_kind") or ""
    said = replace(draft, deadline_text=text, deadline_inclusive=read.get("deadline_inclusive") is not False)
    if read.get("deadline"):
        return replace(said, deadline_kind="date", deadline_on=read["deadline"])
    rhythm, day = _rhythm(read)
    if rhythm:
        return _recurring(said, read, rhythm, day)
    if read.get("deadline_period"):
        return replace(said, deadline_kind="period", deadline_period=read["deadline_period"])
    if kind == "relative":
        return replace(said, deadline_kind="relative", inferred=(*draft.inferred, "deadline"))
    if kind == "urgent":
        return replace(said, deadline_kind="urgent", deadline_on=_urgent(since, ward, calendar), inferred=(*draft.inferred, "deadline"))
    return replace(said, deadline_kind="standing", review_every_months=ward.review_every_months, inferred=(*draft.inferred, "review"))


def _recurring(said: Draft, read: Mapping[str, Any], rhythm: str, day: str) -> Draft:
    """Work that comes back: the words and the "trước" of a day belong to that day, which another limit of the clause may name."""
    draft = replace(said, deadline_kind="recurring", recurrence=rhythm, recurring_day=day)
    if read.get("deadline_kind") in (None, "recurring") and (not day or read.get("deadline_inclusive") is not None):
        return draft
    period = read.get("deadline_period") or ""
    if not day and rhythm == "yearly" and "-" in period:
        return _every_year(draft, period)
    own = next((other for other in read.get("other_deadlines") or () if day and day in (other.get("deadline_recurring") or ())), None)
    if own is None:
        return replace(draft, deadline_inclusive=True)
    return replace(draft, deadline_text=own["deadline_text"][:300], deadline_inclusive=own["deadline_inclusive"] is not False)


def _every_year(draft: Draft, period: str) -> Draft:
    """ "Trước tháng 6 hằng năm": the month or quarter of a year comes back as its last day, or as its first for "trước"."""
    first, last = period_bounds(period)
    day = last if draft.deadline_inclusive else first
    return replace(draft, recurring_day=f"{day:%m-%d}", inferred=(*draft.inferred, "deadline"))


def _rhythm(read: Mapping[str, Any]) -> tuple[str, str]:
    """The recurrence that opens periods and its day; a day said without a recurrence is of the month or of the year."""
    day = next(iter(read.get("deadline_recurring") or ()), "")
    said = read.get("recurrence") or ""
    if said in RECURRENCES:
        return said, day
    return (rhythm_of_day(day), day) if day else ("", "")


def _urgent(since: tuple[date, date], ward: WardReading, calendar: Calendar) -> str:
    document_day, today = since
    try:
        day = urgent_day(document_day, working_days=ward.urgent_working_days, calendar=calendar)
        if day < today:
            day = urgent_day(today, working_days=ward.urgent_working_days, calendar=calendar)
        return day.isoformat()
    except MissingYear:
        return ""  # the page then says that the calendar of that year is missing and asks for a day


def _with_count(draft: Draft, read: Mapping[str, Any]) -> Draft:
    """The first target that is a number of things becomes a counted one; met by products, so a person must look at it."""
    for target in read.get("targets") or ():
        unit, value = (target.get("unit") or "").strip(), str(target.get("value") or "")
        if value.isdigit() and int(value) > 0 and unit and unit.casefold() not in _NOT_COUNTED and target.get("op") in ("=", ">="):
            per_duty = bool(target.get("per")) or len(draft.lead) <= 1
            return replace(
                draft, count_target=int(value), count_unit=unit[:120], count_per_duty=per_duty, inferred=(*draft.inferred, "count")
            )
    return draft


def title_of(wording: str) -> str:
    """A short title: the clause without its marker, cut at a sentence or a word. The wording itself is always kept beside it."""
    text = _bare(wording)
    if len(text) <= TITLE_LENGTH:
        return text
    cuts = [match.start() for match in _CUT.finditer(text) if 40 <= match.start() <= TITLE_LENGTH]
    if cuts:
        return text[: cuts[-1]]
    return text[: text.rfind(" ", 0, TITLE_LENGTH)].rstrip(" ,;:-") + "…"


def whole_title(title: str, wording: str) -> str:
    """The name as paper and spreadsheets give it: where the reader cut the wording, all of it; a name that a person gave stays."""
    return _bare(wording) if title == title_of(wording) else title


def _bare(wording: str) -> str:
    """A clause on one line without its marker and without an opening that asks for nothing."""
    text = _MARKER.sub("", re.sub(r"\s+", " ", wording).strip()).rstrip(" .;/")
    opening = _OCCASION.match(text)
    return text[opening.end() :] if opening and not _ORDERS.search(opening[0]) else text


def split_points(text: str) -> list[int]:
    """Where a clause may be cut: the offsets after each ";" and full stop inside it."""
    return [match.end() for match in _CUT.finditer(text) if 0 < match.end() < len(text.rstrip())]


def cut_reading(read: Mapping[str, Any], *, start: int, end: int, text: str) -> dict[str, Any]:
    """The reading of one part of a split clause: units and headings stay, a deadline or target goes where its words stand.

    `start` and `end` are offsets in the document; `text` the part's own wording.
    """
    part = {**read, "text": text, "wording": text, "span": [start, end]}
    place = read.get("deadline_span")
    if place and not start <= place[0] < end:
        part |= {"deadline": None, "deadline_text": None, "deadline_kind": None, "deadline_period": None}
        part |= {"deadline_recurring": [], "deadline_inclusive": None, "deadline_span": None, "recurrence": None}
    part["targets"] = [item for item in read.get("targets") or () if not item.get("span") or start <= item["span"][0] < end]
    product = read.get("product")
    part["product"] = product if product and product in text else None
    return part


def merged(upper: Draft, lower: Draft) -> Draft:
    """Two clauses as one: the upper one's title; units of both; the first deadline that is said; targets and plan items of both."""
    keep = upper if _says_when(upper) or not _says_when(lower) else lower
    counted = upper if upper.count_target else lower
    return replace(
        upper,
        lead=_both(upper.lead, lower.lead),
        cooperating=_both(upper.cooperating, lower.cooperating),
        targets=(*upper.targets, *lower.targets),
        plan_items=tuple(dict.fromkeys((*upper.plan_items, *lower.plan_items))),
        product="; ".join(dict.fromkeys(filter(None, (upper.product, lower.product))))[:300],
        **{name: getattr(keep, name) for name in _DEADLINE_FIELDS},
        **{name: getattr(counted, name) for name in ("count_target", "count_unit", "count_per_duty")},
        inferred=tuple(
            dict.fromkeys((*(name for name in upper.inferred if keep is upper or name not in _TIME), *_taken(keep, upper, lower)))
        ),
    )


_DEADLINE_FIELDS = (
    "deadline_kind",
    "deadline_text",
    "deadline_on",
    "deadline_period",
    "deadline_inclusive",
    "recurrence",
    "recurring_day",
    "review_every_months",
)
_TIME = frozenset({"deadline", "review"})


def _says_when(draft: Draft) -> bool:
    return draft.deadline_kind != "standing"


def _taken(keep: Draft, upper: Draft, lower: Draft) -> list[str]:
    wanted = {name for name in lower.inferred if name not in _TIME or keep is lower}
    return [name for name in lower.inferred if name in wanted and name not in upper.inferred]


def _both(upper: tuple[DraftUnit, ...], lower: tuple[DraftUnit, ...]) -> tuple[DraftUnit, ...]:
    known = {item.unit for item in upper if item.unit} | {item.name for item in upper}
    return (*upper, *(item for item in lower if item.unit not in known and item.name not in known))


def missing_for_taking(draft: Draft) -> str:
    """What still keeps a draft from being taken, in words with the way out; empty when nothing does."""
    if not draft.title.strip():
        return "Nhiệm vụ chưa có tên: bấm Sửa, ghi tên nhiệm vụ rồi nhận."
    if not draft.lead_units:
        return "Chưa xác định đơn vị chủ trì: bấm Sửa, chọn đơn vị rồi nhận."
    if any(item.unit is None for item in draft.lead):
        names = ", ".join(f"“{item.name}”" for item in draft.lead if item.unit is None)
        return f"Chưa xác định {names} là đơn vị nào: bấm Sửa, chọn đơn vị hoặc bỏ tên đó rồi nhận."
    if draft.deadline_kind in ("date", "urgent") and not draft.deadline_on:
        return "Chưa có ngày hạn: bấm Sửa, nhập ngày rồi nhận."
    return ""
