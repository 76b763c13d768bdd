"""Spans of working time on the dossier pages."""

from django import template

from minhchung.flow import saying

register = template.Library()


@register.filter
def span(minutes: float | None) -> str:
    """Working minutes as people say them: 45 phút, 6,5 giờ. None is an en dash."""
    return "–" if minutes is None else saying.span(minutes)
