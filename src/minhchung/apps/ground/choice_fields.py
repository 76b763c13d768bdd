"""Several rows of a table chosen in a form, whatever is sent as their keys."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from minhchung.apps.ground.keys import keys_of

_NUMBER = re.compile(r"\s*[+-]?\d+\s*")


class ManyChoiceField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A ModelMultipleChoiceField to which a number too long for a key is no choice: SQLite refuses to look for one."""

    def _check_values(self, value: Any) -> Any:
        long = (
            [each for each in value if _NUMBER.fullmatch(str(each)) and not keys_of([str(each)])] if isinstance(value, list | tuple) else []
        )
        if long:
            shown = f"{str(long[0])[:20]}…"
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": shown})
        return super()._check_values(value)  # type: ignore[misc]  # the stubs leave it out
