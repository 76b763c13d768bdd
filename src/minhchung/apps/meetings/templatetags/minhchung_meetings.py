"""Looking things up in templates of meetings."""

from collections.abc import Mapping

from django import template

from minhchung.apps.organisations.models import Unit

register = template.Library()


@register.filter
def unit_of(units: Mapping[int, Unit], key: int | None) -> Unit | None:
    """The unit with that key; None for no unit."""
    return units.get(key) if key is not None else None


@register.filter
def word_of(words: Mapping[str, str], code: str) -> str:
    """The word of a code."""
    return words[code]
