"""Writing findings: shared by the acts of this app and of the apps above, inside their transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from minhchung.apps.findings.models import Finding, FindingUnit
from minhchung.apps.ground import lookup
from minhchung.apps.ground.problems import Severity
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person

SEVERITY_OF = {
    Finding.Kind.MAJOR: Severity.ERROR,
    Finding.Kind.SHORTCOMING: Severity.WARNING,
    Finding.Kind.MINOR: Severity.WARNING,
    Finding.Kind.RECOMMENDATION: Severity.HINT,
}
"""How bad what people find is, by its kind."""


@dataclass(frozen=True)
class Found:
    """A finding before it has a row. `units`: unit → the words said of it ("" when the message says it). `check`: the check's code."""

    source: str
    message: str
    severity: str
    units: Mapping[int, str]
    kind: str = Finding.Kind.SHORTCOMING
    fix: str = ""
    citation: str = ""
    closing_test: str = ""
    check: str = ""
    subject: Ref | None = None
    part: str = ""
    origin: Ref | None = None
    found_on: date | None = None
    """None: the day of the act."""


def ref_of(finding: Finding) -> Ref:
    """The subject under which acts on a finding are recorded."""
    return Ref("finding", str(finding.pk))


def write(found: Sequence[Found], *, commune: Commune, actor: Person | None, at: datetime) -> list[Finding]:
    """Writes findings in order, numbered on from the year's last, and makes them findable. The caller holds the commune's lock."""
    today = timezone.localtime(at).date()
    last = Finding.objects.filter(commune=commune, year=today.year).aggregate(last=Max("number"))["last"] or 0
    rows = [_row(each, commune=commune, number=last + place, actor=actor, at=at) for place, each in enumerate(found, 1)]
    made = Finding.objects.bulk_create(rows)
    write_units(zip(made, (each.units for each in found), strict=True))
    lookup.put_new(((ref_of(each), each.message[:300], each.label) for each in made), commune=commune.pk)
    return made


def write_units(pairs: Iterable[tuple[Finding, Mapping[int, str]]]) -> None:
    """The units of findings that have none yet."""
    FindingUnit.objects.bulk_create(
        FindingUnit(finding=finding, unit_id=unit, words=words) for finding, units in pairs for unit, words in units.items()
    )


def _row(found: Found, *, commune: Commune, number: int, actor: Person | None, at: datetime) -> Finding:
    today = timezone.localtime(at).date()
    return Finding(
        commune=commune,
        year=today.year,
        number=number,
        source=found.source,
        origin_kind=found.origin.kind if found.origin else "",
        origin_key=found.origin.key if found.origin else "",
        code=found.check,
        subject_kind=found.subject.kind if found.subject else "",
        subject_key=found.subject.key if found.subject else "",
        part=found.part,
        kind=found.kind,
        severity=found.severity,
        message=found.message,
        fix=found.fix,
        citation=found.citation,
        closing_test=found.closing_test,
        found_on=found.found_on or today,
        found_at=at,
        found_by=actor,
    )


def told(finding: Finding) -> dict[str, Any]:
    """What the history keeps of a finding that was opened."""
    units = list(finding.units.values_list("unit", flat=True))
    return {"source": finding.source, "code": finding.code, "kind": finding.kind, "message": finding.message, "units": units}
