"""A number too long for a key is no choice, whichever database is asked."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

import minhchung
from minhchung.apps.ground.choice_fields import ManyChoiceField
from minhchung.apps.organisations.models import Unit

LONG = "9" * 30


@pytest.mark.django_db
@pytest.mark.parametrize("sent", [[LONG], ["-" + LONG], ["1", LONG], ["x"], ["٣"]])
def test_what_is_no_key_is_no_choice(units: dict[str, Unit], sent: list[str]) -> None:
    with pytest.raises(ValidationError):
        ManyChoiceField(Unit.objects.all()).clean(sent)


@pytest.mark.django_db
def test_a_choice_is_one(units: dict[str, Unit]) -> None:
    chosen = ManyChoiceField(Unit.objects.all()).clean([str(units["VP"].pk)])
    assert list(chosen) == [units["VP"]]


def test_every_form_with_several_choices_uses_it() -> None:
    house = Path(minhchung.__file__ or "").parent / "apps"
    files = {path.name for path in house.rglob("*.py") if "ModelMultipleChoiceField" in path.read_text(encoding="utf-8")}
    assert files == {"choice_fields.py"}
