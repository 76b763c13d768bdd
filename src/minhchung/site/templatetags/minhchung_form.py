"""Form fields drawn in the look of the site, with their hint and error tied to the control for screen readers."""

from __future__ import annotations

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether the control is one tick box, whose label stands behind it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


def _style(widget: forms.Widget) -> str:
    if isinstance(widget, (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


@register.simple_tag
def bound(field: BoundField, hint: str = "") -> SafeString:
    """The control itself with class, `aria-describedby` (hint, error) and `aria-invalid`."""
    attributes: dict[str, str] = {"class": " ".join(filter(None, [field.field.widget.attrs.get("class", ""), _style(field.field.widget)]))}
    described = [f"{field.auto_id}-hint"] if hint or field.help_text else []
    if field.errors:
        described.append(f"{field.auto_id}-error")
        attributes["class"] += " is-invalid"
        attributes["aria-invalid"] = "true"
    if described:
        attributes["aria-describedby"] = " ".join(described)
    return SafeString(field.as_widget(attrs=attributes))
