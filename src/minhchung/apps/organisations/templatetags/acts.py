"""The Vietnamese name of a recorded act, for histories on pages."""

from django import template

from minhchung.apps.ground.acts import label_of

register = template.Library()


@register.filter
def act_label(name: str) -> str:
    """organisations.rename_unit → Đổi tên đơn vị; the bare name of an act that no longer exists."""
    return label_of(name)
