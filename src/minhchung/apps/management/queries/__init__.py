"""Reads of the registers, the clauses and the management reviews, always for a person: own commune only."""

from minhchung.apps.management.queries.scope import decision_for, entries_for, entry_for, register_for, review_for, reviews_for

__all__ = ["decision_for", "entries_for", "entry_for", "register_for", "review_for", "reviews_for"]
