"""What a reading is made of. Every field that is not in the document is None or empty; nothing is guessed silently."""

from dataclasses import asdict, dataclass, field, fields
from typing import Any

from minhchung.reading.conclusions.model import Conclusion

ALL = "ALL"


@dataclass(frozen=True, slots=True)
class DocumentHeader:
    """``type`` is one of cong-van, quyet-dinh, ke-hoach, thong-bao, chi-thi, bao-cao, to-trinh, ... or khac (the words are
    in ``type_text``). ``date`` is an ISO date, or its known part ("2026-08", "2026") where the day was left blank.
    ``number`` is None on a draft that is not numbered yet, though ``symbol`` is kept."""

    type: str | None = None
    type_text: str | None = None
    number: str | None = None
    symbol: str | None = None
    place: str | None = None
    date: str | None = None
    issuer: str | None = None
    signer: str | None = None
    subject: str | None = None
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """A number to be reached: value without leading zeros and with a decimal point, op one of = >= <=."""

    value: str
    unit: str | None
    op: str
    of: str | None
    per: bool | str | None
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Assignment:
    """One clause that tells someone to do something.

    ``text`` is the clause as in the document (blanks squeezed), ``span`` its characters in ``Directive.text``, ``wording``
    the clause without page numbers and Markdown marks. ``units`` are the responsible units as written, or ("ALL",) with
    its words in ``unit_text``. ``deadline_inclusive`` is False when ``deadline_text`` shuts out the date, the period or the
    day that comes back ("trước ngày ...", "trước tháng ...", "trước ngày 18 hằng tháng"), True when that is still in time, None when
    it names none of these. ``other_deadlines`` holds the further limits (deadline, deadline_text, deadline_kind, deadline_period,
    deadline_inclusive, deadline_recurring); ``deadline_recurring`` of the assignment gathers the days of all of them. ``urgency``
    keeps words such as "khẩn trương", which set no day. ``why`` says by which rule each field was decided.
    """

    text: str
    span: tuple[int, int]
    wording: str
    heading: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    unit_text: str | None = None
    unit_from: str | None = None
    cooperating: tuple[str, ...] = ()
    deadline: str | None = None
    deadline_text: str | None = None
    deadline_kind: str | None = None
    deadline_inclusive: bool | None = None
    deadline_period: str | None = None
    deadline_recurring: tuple[str, ...] = ()
    deadline_span: tuple[int, int] | None = None
    urgency: str | None = None
    other_deadlines: tuple[dict[str, Any], ...] = ()
    recurrence: str | None = None
    other_recurrence: tuple[str, ...] = ()
    targets: tuple[Goal, ...] = ()
    refs: tuple[str, ...] = ()
    plan_items: tuple[str, ...] = ()
    product: str | None = None
    kind: str = "item"
    confidence: float = 0.0
    why: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Directive:
    """The reading of one document. ``text`` is the text the spans count in (Unicode NFC). ``conclusion`` is there when the document
    concludes an inspection, an audit or a check; its demands are among the assignments as well."""

    text: str
    document: DocumentHeader
    references: tuple[str, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    conclusion: Conclusion | None = None


_FIELDS = tuple(f.name for f in fields(Assignment))
_GOAL_FIELDS = tuple(f.name for f in fields(Goal))


def to_json(directive: Directive) -> dict[str, Any]:
    """The reading as plain JSON values: document, references, assignments, conclusion. The text itself is left out."""
    document = asdict(directive.document)
    document["addressees"] = list(directive.document.addressees)
    return {
        "document": document,
        "references": list(directive.references),
        "assignments": [_assignment_json(a) for a in directive.assignments],
        "conclusion": _plain(asdict(directive.conclusion)) if directive.conclusion else None,
    }


def _assignment_json(assignment: Assignment) -> dict[str, Any]:
    # Not by `asdict`, which copies every value deeply: that took a tenth of the time of the whole reading.
    return {name: _plain(getattr(assignment, name)) for name in _FIELDS}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, Goal):
        return {name: _plain(getattr(value, name)) for name in _GOAL_FIELDS}
    return value
