"""History on a screen."""

from django import template

from minhchung.apps.ground.acts import label_of
from minhchung.apps.ground.models import HistoryEvent

register = template.Library()


@register.filter
def act_label(event: HistoryEvent) -> str:
    """The Vietnamese name of the event's act."""
    return label_of(event.act)
