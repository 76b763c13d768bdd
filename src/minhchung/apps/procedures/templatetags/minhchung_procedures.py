"""The parts of a procedure in words."""

from django import template

from minhchung.apps.procedures.rules.telling import fee_words, limit_words, number_words

register = template.Library()
register.filter("limit_words", limit_words)
register.filter("fee_words", fee_words)
register.filter("hours_words", number_words)
