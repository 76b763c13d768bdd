"""What is there of an inspection, as the rules of its stages ask for it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Count, QuerySet

from minhchung.apps.evidence.models import Claim
from minhchung.apps.findings.models import Finding
from minhchung.apps.inspections.checklists import checklist_of
from minhchung.apps.inspections.models import InspectedUnit, Inspection, Member, Requirement
from minhchung.apps.inspections.queries.team import conflicts_of
from minhchung.apps.inspections.queries.works import open_works
from minhchung.apps.inspections.rules import stages
from minhchung.apps.inspections.rules.coverage import Answering, Coverage, coverage
from minhchung.apps.inspections.rules.stages import Facts, UnitFacts


def findings_of(inspection: Inspection) -> QuerySet[Finding]:
    """What was found in it, in the order of numbers."""
    ref = inspection.ref
    rows = Finding.objects.filter(commune=inspection.commune_id, origin_kind=ref.kind, origin_key=ref.key)
    return rows.order_by("year", "number").prefetch_related("units__unit", "works__assignment")


def claims_of(inspection: Inspection) -> list[Claim]:
    """The evidence gathered in it, which results of its checklists may name."""
    ref = inspection.ref
    return list(Claim.objects.filter(commune=inspection.commune_id, kind=ref.kind, key=ref.key, withdrawn_at=None))


def units_of(inspection: Inspection) -> list[InspectedUnit]:
    """Its inspected units with their checkers, in the ward's order; `seen` counts the lines looked at."""
    rows = InspectedUnit.objects.filter(inspection=inspection).select_related("unit", "report_file", "minutes_file", "remedy_file")
    return list(rows.annotate(seen=Count("results")).prefetch_related("checkers__person"))


def requirements_of(inspection: Inspection) -> list[Requirement]:
    """Its requirements with units, findings and assignment."""
    rows = Requirement.objects.filter(inspection=inspection).select_related("assignment")
    return list(rows.prefetch_related("units", "cooperating", "findings"))


def coverage_of(findings: Sequence[Finding], requirements: Sequence[Requirement]) -> Coverage:
    """Which requirement answers which finding; requirements with their findings prefetched."""
    asked = {
        each.pk: Answering([found.pk for found in each.findings.all()], [unit.pk for unit in (*each.units.all(), *each.cooperating.all())])
        for each in requirements
    }
    return coverage({each.pk: [row.unit_id for row in each.units.all()] for each in findings}, asked)


def facts_of(inspection: Inspection, *, on: date) -> Facts:
    """Everything the stages ask for. `on`: the day on which people's units are looked at where the inspection has no day yet."""
    findings, requirements = list(findings_of(inspection)), requirements_of(inspection)
    lines, inspected = sum(1 for _ in checklist_of(inspection.kind).lines()), units_of(inspection)
    asked = {row.unit_id for each in findings for row in each.units.all()} | {unit.pk for each in requirements for unit in each.units.all()}
    own = conflicts_of(inspection, inspected, on=inspection.starts_on or on)
    return Facts(
        stage=inspection.state,
        own_team=inspection.own_team,
        has_basis=inspection.decision_id is not None or inspection.plans.exists(),
        heads=Member.objects.filter(inspection=inspection, role=Member.Role.HEAD).count(),
        units=[
            replace(_unit_facts(each, lines, [checker.name for checker in own.get(each.unit_id, [])]), asked=each.unit_id in asked)
            for each in inspected
        ],
        requirements=len(requirements),
        requirements_without_unit=[str(each.order) for each in requirements if not each.units.all()],
        uncovered=len(coverage_of(findings, requirements).findings_alone),
        without_test=sum(not each.closing_test for each in findings),
        has_document=inspection.conclusion_id is not None,
        has_due=inspection.due_on is not None,
        has_addressee=bool(inspection.addressee),
        open_works=open_works(requirements) if inspection.state == stages.CONCLUDED else (),
        open_findings=[each.label for each in findings if each.state != Finding.State.CLOSED],
    )


def _unit_facts(each: InspectedUnit, lines: int, own: Sequence[str]) -> UnitFacts:
    return UnitFacts(
        name=each.unit.name,
        reported=each.reported_at is not None,
        minuted=each.worked_on is not None,
        unseen=max(lines - each.seen, 0),  # type: ignore[attr-defined]  # annotated by units_of
        conflicts=tuple(own),
        remedied=each.remedied_at is not None,
        checked=each.verdict == InspectedUnit.Verdict.MET,
    )
