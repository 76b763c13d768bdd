"""The choice of a person in a form: by given name, as every Vietnamese list of names is."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator

from minhchung.apps.organisations.models import Person
from minhchung.apps.organisations.rules import by_given_name


class _ByGivenName(ModelChoiceIterator[Person]):
    """The empty choice, then the people in order; a ward has few enough to sort here, and no database sorts Vietnamese names."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for person in sorted(self.queryset.all(), key=lambda person: by_given_name(person.full_name)):
            yield self.choice(person)


class PersonField(forms.ModelChoiceField[Person]):
    """A person out of `queryset`; without a word of its own the empty choice says “Chọn người”."""

    iterator = _ByGivenName

    def __init__(self, label: str, *, empty_label: str = "Chọn người", **more: Any) -> None:
        super().__init__(Person.objects.none(), label=label, empty_label=empty_label, **more)
