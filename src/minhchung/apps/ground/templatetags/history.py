"""History on a screen."""

from django import template

from minhchung.apps.ground.acts import label_of
from minhchung.apps.ground.models import HistoryEvent

register = template.Library()


@register.filter
def act_label(event: HistoryEvent) -> str:
    """The Vietnamese name of the event's act; of one whose name and content were blanked, that they were."""
    return label_of(event.act) if event.blanked_by is None else f"{label_of(event.act)} (nội dung đã xóa trắng)"
