"""Numbers as people type them, refused in our words where they are none or out of bounds."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import BaseValidator


class WholeField(forms.IntegerField):
    """A whole number between `min_value` and `max_value`, both included; the words say what may be typed."""

    def __init__(self, *, label: str, **kwargs: Any) -> None:
        super().__init__(label=label, **kwargs)
        allowed = f"số nguyên{_allowed(self.min_value, self.max_value)}"
        self.error_messages["invalid"] = f"{label} phải là {allowed}, ví dụ {self.min_value or 1}."
        _say(self, label, allowed)


class PointsField(forms.DecimalField):
    """A number with decimals between `min_value` and `max_value`, both included, such as the points of a criterion.

    It is typed as text: a browser's own number field takes "1,5" or "1.5" by the language the browser happens to have. The comma is the
    decimal sign and dots group thousands; a dot that can group nothing ("0.25", "1.5") is a decimal sign too.
    """

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, *, label: str, **kwargs: Any) -> None:
        super().__init__(label=label, **kwargs)
        allowed = f"số{_allowed(self.min_value, self.max_value)}"
        self.error_messages["invalid"] = f"{label} phải là {allowed}, ví dụ 1,5."
        _say(self, label, allowed)
        if self.decimal_places is not None:
            more = f"{label} có quá {self.decimal_places} số lẻ. Ghi {allowed}, nhiều nhất {self.decimal_places} số sau dấu phẩy."
            self.error_messages["max_decimal_places"] = more

    def to_python(self, value: Any) -> Any:
        return super().to_python(_plain(value) if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        """Without the noughts a column adds, and as it is written here: 0.750 is 0,75."""
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) and value.is_finite() else value


def _plain(typed: str) -> str:
    """1.234,5 → 1234.5; 0,25 and 0.25 → 0.25; 1.234 → 1234. What is no number stays as it is."""
    said = re.sub(r"\s", "", typed)
    if re.fullmatch(r"[-+]?(\d{1,3}(\.\d{3})+|\d+)?,\d+", said) or re.fullmatch(r"[-+]?[1-9]\d{0,2}(\.\d{3})+", said):
        return said.replace(".", "").replace(",", ".")
    return said


def _say(field: forms.Field, label: str, allowed: str) -> None:
    field.error_messages["required"] = f"{label} còn trống. Ghi {allowed}."
    for validator in field.validators:
        if isinstance(validator, BaseValidator):
            validator.message = f"{label} là %(show_value)s, ngoài mức cho phép. Ghi {allowed}."


def _allowed(least: Any, most: Any) -> str:
    if least is not None and most is not None:
        return f" từ {_grouped(least)} đến {_grouped(most)}"
    return f" từ {_grouped(least)} trở lên" if least is not None else ""


def _grouped(number: Any) -> str:
    return f"{number:,}".replace(",", ".")
