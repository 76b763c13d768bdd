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


@register.filter
def is_password(field: BoundField) -> bool:
    """Whether the control hides what is typed, so that a button to show it belongs beside it."""
    return isinstance(field.field.widget, forms.PasswordInput)


def _style(widget: forms.Widget) -> str:
    if isinstance(widget, (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


@register.simple_tag
def bound(field: BoundField, hint: str = "", plain: bool = False) -> SafeString:
    """The control itself with class, `aria-describedby` (hint, error) and `aria-invalid`.

    `plain` drops the placeholder of a form that is not ours (its words are not Vietnamese).
    """
    classes = [field.field.widget.attrs.get("class", ""), _style(field.field.widget), "is-invalid" if field.errors else ""]
    described = [f"{field.auto_id}-hint"] if hint else []
    described += [f"{field.auto_id}-error"] if field.errors else []
    attributes: dict[str, str | bool] = {"class": " ".join(filter(None, classes))}
    if field.errors:
        attributes["aria-invalid"] = "true"
    # Django writes its own aria-describedby when there is a help text; ours names the elements that are really on the page.
    attributes["aria-describedby"] = " ".join(described) or False
    if plain:
        attributes["placeholder"] = False
    return SafeString(field.as_widget(attrs=attributes))
