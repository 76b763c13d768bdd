"""Differences in words."""

from django import template

from minhchung.apps.publication.queries.differences import said
from minhchung.apps.publication.rules.matching import Cell
from minhchung.apps.publication.rules.telling import Field

register = template.Library()


@register.filter("difference_words")
def difference_words(pair: tuple[Field, Cell]) -> str:
    """A field and its cell as one sentence part."""
    words = said(*pair)
    return words[:1].upper() + words[1:]
