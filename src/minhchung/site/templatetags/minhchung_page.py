"""Links that keep the rest of the address: pages of a list, filters."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.http import QueryDict
from django.template.context import Context

register = template.Library()


@register.simple_tag(takes_context=True)
def page_link(context: Context, key: str, value: object) -> str:
    """The query of this page with `key` set to `value`; an empty value takes it out. "?" when nothing is left."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else None
    if query is None:
        return f"?{key}={value}"
    if value in (None, ""):
        query.pop(key, None)
    else:
        query[key] = str(value)
    return f"?{query.urlencode()}"


@register.filter
def pairs(query: QueryDict) -> Iterable[tuple[str, str | list[object]]]:
    """Name and value of each parameter. A template that asks for `request.GET.items` gets the parameter of that name, if there is one."""
    return query.items()
