"""One inspected unit: its own report, the minutes, its remedy report and how that was checked."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minhchung.apps.ground import clock
from minhchung.apps.inspections import queries
from minhchung.apps.inspections.gathering import gathered
from minhchung.apps.inspections.models import ChecklistResult
from minhchung.apps.inspections.presenting import report_due, shown_requirements
from minhchung.apps.inspections.queries.facts import findings_of, requirements_of
from minhchung.apps.inspections.views.inspection import frame
from minhchung.apps.organisations.requests import PersonRequest


@require_GET
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """`/kiem-tra/don-vi/<pk>/`."""
    inspected = queries.inspected_for(request.user, pk)
    inspection = inspected.inspection
    results = list(inspected.results.values_list("result", flat=True))
    labels = dict(ChecklistResult.Result.choices)
    counted = [(labels[ChecklistResult.Result(each)], results.count(each)) for each in dict.fromkeys(sorted(results))]
    asked = [(each, {unit.pk for unit in (*each.units.all(), *each.cooperating.all())}) for each in requirements_of(inspection)]
    requirements = [each for each, units in asked if inspected.unit_id in units]
    found = findings_of(inspection).filter(units__unit=inspected.unit_id)
    context = {
        **frame(inspection, "don-vi"),
        "inspected": inspected,
        "from_notice": bool(inspection.concluded_on and not results and not inspected.reported_at and not inspected.worked_on),
        "counted": counted,
        "due": report_due(inspection, inspected),
        "findings": found,
        "asked": bool(requirements) or found.exists(),
        "unraised": sum(row.inspected_id == pk for line in gathered(inspection) for row in line.results),
        "requirements": shown_requirements(request.user, inspection, requirements, now=clock.now()),
    }
    return render(request, "inspections/unit.html", context)
