"""An act run for a form: what it refuses stands at the field it is about."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError

from minhchung.apps.ground.acts import Refused

AT_FIELDS = {"began_at": "from_hour", "ended_at": "to_hour"}
"""A moment is written in two fields, its day and its hour: what is said of it stands at the hour."""


def applied(form: forms.Form, call: Callable[[], object]) -> bool:
    """Whether the act was done; its refusal becomes an error at its field, or above the form."""
    try:
        call()
    except ValidationError as error:
        for name, found in error.message_dict.items():
            field = AT_FIELDS.get(name, name)
            form.add_error(field if field in form.fields else None, found)
    except Refused as refused:
        form.add_error(None, str(refused))
    else:
        return True
    return False
