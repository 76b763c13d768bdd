"""Spans of working time in words."""

from django import template

from minhchung.flow.saying import span as span_words

register = template.Library()


@register.filter
def span(minutes: float | None) -> str:
    """Working minutes as "45 phút" or "6,5 giờ"; an en dash where nothing is known."""
    return "–" if minutes is None else span_words(minutes)
