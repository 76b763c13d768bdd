"""Reads of plans. Each takes the person first: own commune only; the appraiser and strangers see nothing."""

from minhchung.apps.plans.queries.scope import (
    item_for,
    items_for,
    objective_for,
    objectives_for,
    plan_for,
    plans_for,
)

__all__ = ["item_for", "items_for", "objective_for", "objectives_for", "plan_for", "plans_for"]
