"""What the templates of findings need beyond values."""

from django import template

from minhchung.apps.findings.queries.radar import NUMERALS, Quarter, quarter_words

register = template.Library()


@register.filter
def quarter(value: Quarter) -> str:
    """ "Quý III/2026"."""
    return quarter_words(value)


@register.filter
def quarter_short(value: Quarter) -> str:
    """ "QIII", where there is little room."""
    return f"Q{NUMERALS[value[1]]}"


@register.filter
def quarter_and_year(value: Quarter) -> str:
    """ "QIII/26", over a column."""
    return f"Q{NUMERALS[value[1]]}/{value[0] % 100:02d}"
