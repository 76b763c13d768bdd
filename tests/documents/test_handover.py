"""What a unit has in hand follows a handover; what is done stays where it was done."""

from datetime import date

import pytest

from minhchung.apps.documents import actions
from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.models import Document
from minhchung.apps.organisations import actions as organisations
from minhchung.apps.organisations.models import Commune, Unit
from minhchung.apps.organisations.passing import preview
from tests.personas import NOW


@pytest.mark.django_db(transaction=True)
def test_drafts_and_letters_awaiting_an_answer_pass_on_and_finished_ones_stay(ward: Commune, units: dict[str, Unit]) -> None:
    giver = units["KT"]
    actions.draft(commune=ward, fields=Fields(code="1/UBND-KT", unit=giver), actor=None, at=NOW)
    actions.register_incoming(commune=ward, fields=Fields(code="2/SCT-VP", unit=giver, needs_answer=True), actor=None, at=NOW)
    actions.register_incoming(commune=ward, fields=Fields(code="3/SCT-VP", unit=giver), actor=None, at=NOW)
    assert {line.label: line.count for line in preview(giver, on=date(2026, 11, 20), closes=False)}["văn bản đang xử lý"] == 2
    organisations.hand_over(commune=ward, from_unit=giver, to_unit=units["VP"], on=date(2026, 11, 20), actor=None, at=NOW)
    assert dict(Document.objects.values_list("number", "unit__short")) == {1: "VP", 2: "VP", 3: "KT"}
