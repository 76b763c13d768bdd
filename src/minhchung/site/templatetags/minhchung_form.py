"""Form fields drawn in the look of the site, with their hint and error tied to the control for screen readers."""

from __future__ import annotations

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether the control is one tick box, whose label stands behind it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_group(field: BoundField) -> bool:
    """Whether the control is several boxes or buttons, named together by a legend."""
    return isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


@register.filter
def is_password(field: BoundField) -> bool:
    """Whether the control hides what is typed, so that a button to show it belongs beside it."""
    return isinstance(field.field.widget, forms.PasswordInput)


def _style(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


def _described_by(field: BoundField, hint: str) -> str:
    """The ids of the hint and the error that are really on the page."""
    return " ".join([f"{field.auto_id}-hint"] * bool(hint) + [f"{field.auto_id}-error"] * bool(field.errors))


@register.simple_tag
def described(field: BoundField, hint: str = "") -> str:
    """The attribute that ties a group of controls to its hint and error; empty when there is neither."""
    ids = _described_by(field, hint)
    return format_html(' aria-describedby="{}"', ids) if ids else ""


@register.simple_tag
def bound(field: BoundField, hint: str = "", plain: bool = False) -> SafeString:
    """The control itself with class, `aria-describedby` (hint, error) and `aria-invalid`.

    `plain` drops the placeholder of a form that is not ours (its words are not Vietnamese).
    """
    classes = [field.field.widget.attrs.get("class", ""), _style(field.field.widget), "is-invalid" if field.errors else ""]
    attributes: dict[str, str | bool] = {"class": " ".join(filter(None, classes))}
    if field.errors:
        attributes["aria-invalid"] = "true"
    # Django writes its own aria-describedby when there is a help text; False takes it away where the group carries it.
    attributes["aria-describedby"] = False if is_group(field) else _described_by(field, hint) or False
    if plain:
        attributes["placeholder"] = False
    return SafeString(field.as_widget(attrs=attributes))
