"""Reads of inspections. Each takes the person first: own commune only; the appraiser and strangers see nothing."""

from minhchung.apps.inspections.queries.scope import (
    half_taken_for,
    inspected_for,
    inspection_for,
    inspections_for,
    member_for,
    requirement_for,
    sample_for,
    strength_for,
)

__all__ = [
    "half_taken_for",
    "inspected_for",
    "inspection_for",
    "inspections_for",
    "member_for",
    "requirement_for",
    "sample_for",
    "strength_for",
]
