"""Reads of assignments. Each takes the person first: own commune only; the appraiser and strangers see nothing."""

from minhchung.apps.assignments.queries.rows import Line, lines_of
from minhchung.apps.assignments.queries.scope import (
    assignment_for,
    assignments_for,
    duty_for,
    extension_for,
    occurrence_for,
    occurrences_for,
    product_for,
    proposal_for,
)
from minhchung.apps.assignments.queries.work import due_soon_for, late_count, looks_over_the_ward, overdue_for, unproven_for, waiting_for

__all__ = [
    "Line",
    "assignment_for",
    "assignments_for",
    "due_soon_for",
    "duty_for",
    "extension_for",
    "late_count",
    "lines_of",
    "looks_over_the_ward",
    "occurrence_for",
    "occurrences_for",
    "overdue_for",
    "product_for",
    "proposal_for",
    "unproven_for",
    "waiting_for",
]
