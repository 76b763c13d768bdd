"""Findings that wait for a person: for the cause of the own units, for a judgement, for a leader's word on a waiver."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from minhchung.apps.assignments.queries import looks_over_the_ward
from minhchung.apps.findings.models import Finding, FindingUnit
from minhchung.apps.findings.queries.bands import LIVE, condition
from minhchung.apps.findings.queries.scope import findings_for, waived
from minhchung.apps.ground.problems import Severity
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Person
from minhchung.apps.organisations.rights import mandate_of


@dataclass(frozen=True)
class Waiting:
    """How many findings wait for the person, by what they wait for. `unit`: the own unit when it is one, for the link."""

    causes: int
    judgements: int
    waivers: int
    unit: int | None


def waiting_for(person: Person, *, now: datetime) -> Waiting:
    """What the first screen says."""
    held = mandate_of(person)
    causes = _under(findings_for(person).filter(condition("cho-nguyen-nhan", now)), held.units).count() if held.units else 0
    found = findings_for(person)
    judges = held.has(Role.LEADER, Role.STANDING, Role.INSPECTOR)
    judgements = found.filter(condition("cho-danh-gia", now)).count() if judges else 0
    waivers = found.filter(condition("cho-duyet", now)).count() if held.has(Role.LEADER) else 0
    return Waiting(causes, judgements, waivers, next(iter(held.units)) if len(held.units) == 1 else None)


def error_count(person: Person, *, today: date) -> int:
    """Live errors nobody lives with: of the ward for who looks over it, else of the own units; the number on the tab."""
    found = findings_for(person).filter(LIVE, ~waived(today), severity=Severity.ERROR)
    return (found if looks_over_the_ward(person, today=today) else _under(found, person.mandate(today).units)).count()


def _under(findings: QuerySet[Finding], units: frozenset[int]) -> QuerySet[Finding]:
    return findings.filter(Exists(FindingUnit.objects.filter(finding=OuterRef("pk"), unit__in=units)))
