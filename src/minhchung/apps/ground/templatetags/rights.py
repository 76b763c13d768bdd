"""Asks in a template whether the reader may do an act, so that a button is shown only where it works."""

from typing import Any

from django import template

from minhchung.apps.ground.acts import ACTS

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: template.Context, act: str, thing: Any) -> bool:
    """`{% may "assignments.accept" occurrence as can_accept %}`; an unknown act is a programming error."""
    if act not in ACTS:
        raise template.TemplateSyntaxError(f"no act is named {act!r}")
    person = context["request"].user
    return bool(person.is_authenticated and person.has_perm(act, thing))
