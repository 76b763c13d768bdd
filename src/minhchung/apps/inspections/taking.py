"""What a person confirms of a notice that was read: plain values for the act that makes the inspection of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.documents.models import Document
from minhchung.apps.findings.models import Finding
from minhchung.apps.inspections.writing import Closing, Due
from minhchung.apps.organisations.models import Unit

Days = tuple[date | None, date | None]


@dataclass(frozen=True)
class TakenFinding:
    """A shortcoming as confirmed; one finding may stand under several units (`units`: unit → words said of it)."""

    message: str
    units: Mapping[int, str]
    kind: str = Finding.Kind.SHORTCOMING
    closing_test: str = ""


@dataclass(frozen=True)
class TakenRequirement:
    """A requirement as confirmed: `answers` are places in the findings, `span` its place in the text, `given` the assignment that the
    notice gave for it already; `cooperating` help without the right to end it."""

    text: str
    units: Sequence[Unit]
    span: tuple[int, int]
    answers: Sequence[int] = ()
    cooperating: Sequence[Unit] = ()
    due: Due | None = None
    given: Assignment | None = None


@dataclass(frozen=True)
class Taken:
    """A notice of conclusion as confirmed. `closing_span`: where it says by when to report, which the inspection follows itself.

    `held`: the days of the work, `period`: the time looked at, where the notice says both days. `own_days`: unit → by when it reports,
    where the notice names another day for it than the common one. `seen`: the version of the half-done confirmation it rests on.
    """

    kind: str
    title: str
    concluded_on: date
    units: Sequence[Unit]
    findings: Sequence[TakenFinding]
    requirements: Sequence[TakenRequirement]
    strengths: Sequence[tuple[str, str]]
    closing: Closing
    plans: Sequence[Document] = ()
    closing_span: tuple[int, int] | None = None
    own_days: Mapping[int, Due] = field(default_factory=dict)
    seen: int = 0
    held: Days = (None, None)
    period: Days = (None, None)
