"""The corrective work behind findings, as the gates see it."""

from collections.abc import Collection

from minhchung.apps.assignments.models import Duty, Holding, Occurrence
from minhchung.apps.findings.models import Finding, FindingWork
from minhchung.apps.findings.rules.life import Work

ENDED = (Occurrence.State.ACCEPTED, Occurrence.State.CANCELLED)


def works_of(findings: Collection[Finding]) -> dict[int, list[Work]]:
    """Finding → its works. A work has ended when every leading share of it has; accepted when some share was."""
    rows = FindingWork.objects.filter(finding__in=findings).select_related("assignment")
    judged = {finding.pk: finding.evaluated_at for finding in findings}
    keys = {row.assignment_id for row in rows}
    periods: dict[int, list[tuple[str, int | None]]] = {key: [] for key in keys}
    live = Occurrence.objects.filter(duty__assignment__in=keys, duty__removed_at=None, duty__part=Duty.Part.LEAD)
    for key, state, reporter in live.values_list("duty__assignment", "state", "submitted_by"):
        periods[key].append((state, reporter))
    doers: dict[int, set[int]] = {key: {by for _, by in periods[key] if by is not None} for key in keys}
    for key, person in Holding.objects.filter(duty__assignment__in=keys, person__isnull=False).values_list("duty__assignment", "person"):
        if person is not None:
            doers[key].add(person)
    found: dict[int, list[Work]] = {finding.pk: [] for finding in findings}
    for row in rows:
        states = [state for state, _ in periods[row.assignment_id]]
        ended = row.assignment.archived_at is not None or all(state in ENDED for state in states)
        accepted = any(state == Occurrence.State.ACCEPTED for state in states)
        last = judged[row.finding_id]
        new = last is None or row.at > last
        found[row.finding_id].append(Work(row.assignment.number, ended, accepted, frozenset(doers[row.assignment_id]), new))
    return found
