"""Units in a form: to tick as leading and cooperating, as one table."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from minhchung.apps.ground.choice_fields import ManyChoiceField
from minhchung.apps.organisations.models import Unit
from minhchung.apps.organisations.queries import in_force


class UnitChoice(ManyChoiceField):
    """Units of the ward to tick."""

    def __init__(self, label: str, units: QuerySet[Unit]) -> None:
        super().__init__(units, label=label, required=False, widget=forms.CheckboxSelectMultiple)

    def label_from_instance(self, obj: Unit) -> str:
        return f"{obj.name} ({obj.short})"


class UnitsForm(forms.Form):
    """A form that ticks leading and cooperating units, shown as one table of units (assignments/part_units.html)."""

    def __init__(self, units: QuerySet[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"] = UnitChoice("Đơn vị chủ trì", units)
        self.fields["cooperating"] = UnitChoice("Đơn vị phối hợp", units)
        self.unit_choices: dict[int, tuple[None, str]] = {unit.pk: (None, "") for unit in units}


def present_units(commune: str, today: date) -> QuerySet[Unit]:
    """The units of a commune on a day."""
    return Unit.objects.filter(in_force(today), commune=commune)
