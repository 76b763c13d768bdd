"""Amounts of objectives and places on the chart of months."""

from __future__ import annotations

from decimal import Decimal

from django import template

from minhchung.apps.plans.queries.objectives import WIDTH

register = template.Library()
UNKNOWN = "–"


@register.filter
def amount(value: Decimal | str | None) -> str:
    """1234.5000 → 1.234,5; None → an en dash: missing is not zero."""
    if value is None or value == "":
        return UNKNOWN
    return f"{Decimal(value).normalize():,f}".translate(str.maketrans(",.", ".,")).replace("-", "−")


@register.filter
def month_place(month: int) -> str:
    """Where a month stands across the chart."""
    return f"{(month - 1) * WIDTH / 11:.1f}"
