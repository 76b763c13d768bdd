"""Reads of inspections. Each takes the person first: own commune only; the appraiser and strangers see nothing."""

from minhchung.apps.inspections.queries.scope import (
    inspected_for,
    inspection_for,
    inspections_for,
    member_for,
    requirement_for,
    sample_for,
    strength_for,
)

__all__ = ["inspected_for", "inspection_for", "inspections_for", "member_for", "requirement_for", "sample_for", "strength_for"]
