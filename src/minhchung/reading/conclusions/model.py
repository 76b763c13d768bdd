"""What the reading of a conclusion is made of. Every passage keeps its place; what the document does not say is None or empty."""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["shortcoming", "nonconformity", "nonconformity-major", "nonconformity-minor", "recommendation"]

Origin = Literal["item", "heading", "column", "inspected", "nowhere"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the document with single blanks, and the stretch of ``Directive.text`` they stand in."""

    text: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whom a passage speaks of: the units as written, or ("ALL",) with its words in ``said``. ``origin`` tells where they stood: item ·
    heading · column · inspected (the one unit the document is about) · nowhere (nobody is named: the whole circle is proposed)."""

    units: tuple[str, ...]
    said: Passage | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Due:
    """A time limit as ``Deadline`` of the reader says it: ``date`` is ISO or None, ``inclusive`` is False for "trước ngày …" and None
    when the words name neither a day nor a period."""

    said: Passage
    kind: str
    date: str | None
    period: str | None
    inclusive: bool | None


@dataclass(frozen=True, slots=True)
class Strength:
    """One thing found good, under the heading that names its matter."""

    said: Passage
    theme: Passage | None
    whom: Addressed | None


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """One thing found wrong. ``fault`` is the part of ``said`` that tells what is wrong, without the praise before it and the demand
    behind it; ``vague`` the words nobody can measure, for which evidence and a closing test are needed; ``clause`` the number of the
    standard's clause. ``why`` says by which rule the fields were decided."""

    said: Passage
    theme: Passage | None
    whom: Addressed
    kind: Kind
    fault: Passage
    vague: tuple[Passage, ...] = ()
    clause: Passage | None = None
    why: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing demanded, with the limit said for it alone, further limits, those who work along and the documents cited."""

    said: Passage
    theme: Passage | None
    whom: Addressed
    cooperating: tuple[str, ...] = ()
    due: Due | None = None
    more_due: tuple[Due, ...] = ()
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnDue:
    """A limit the closing names for some units alone ("riêng Phòng A trước ngày 01/7")."""

    whom: Addressed
    due: Due


@dataclass(frozen=True, slots=True)
class Closing:
    """How the whole is closed: ``report`` is the sentence that asks for the account, ``what`` the thing handed in ("báo cáo kết quả"),
    ``whom`` those who report, ``addressee`` who takes it, ``via`` through whom. ``due`` holds for all but those in ``own``; ``more_due``
    are further days for the same people (a second report)."""

    report: Passage
    whom: Addressed
    what: Passage | None
    addressee: Passage | None
    via: Passage | None
    due: Due | None
    more_due: tuple[Due, ...] = ()
    own: tuple[OwnDue, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """A time as written; ``first`` and ``last`` are ISO dates where both days are said."""

    said: Passage
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Bases:
    """What the conclusion rests on: the document numbers in its preamble, when the team worked (``held``), the time looked at
    (``period``) and the units inspected, as written."""

    refs: tuple[str, ...] = ()
    held: Period | None = None
    period: Period | None = None
    inspected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A proposal that a requirement answers a shortcoming (places in their lists); ``likeness`` of 1."""

    shortcoming: int
    requirement: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which requirement answers which shortcoming, and what stands alone on either side. Proposed, to be confirmed by a person."""

    matches: tuple[Match, ...] = ()
    without_requirement: tuple[int, ...] = ()
    without_shortcoming: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The conclusion of an inspection, audit or check. ``clusters`` are groups of shortcomings that are one finding under several
    units (places in ``shortcomings``). ``coverage`` is None where there are too many findings or demands to compare."""

    strengths: tuple[Strength, ...]
    shortcomings: tuple[Shortcoming, ...]
    requirements: tuple[Requirement, ...]
    closing: Closing | None
    bases: Bases
    clusters: tuple[tuple[int, ...], ...]
    coverage: Coverage | None
