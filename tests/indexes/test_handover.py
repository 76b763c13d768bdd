"""Criteria follow a handover from unit to unit; a handover between people leaves them."""

from datetime import date
from decimal import Decimal

import pytest

from minhchung.apps.ground import history
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.models import Criterion
from minhchung.apps.organisations import actions as organisations
from minhchung.apps.organisations.models import Commune, Unit
from minhchung.apps.organisations.passing import preview
from tests.personas import NOW


@pytest.mark.django_db(transaction=True)
def test_the_criteria_of_a_unit_pass_to_its_successor_and_last_year_s_stay(ward: Commune, units: dict[str, Unit]) -> None:
    for year in (2025, 2026):
        actions.add_criterion(
            commune=ward,
            year=year,
            code="7.1",
            title="ISO",
            points=Decimal(1),
            unit=units["KT"],
            evidence=["Bản công bố"],
            actor=None,
            at=NOW,
        )
    assert {line.label: line.count for line in preview(units["KT"], on=date(2026, 11, 2), closes=False)}["tiêu chí phụ trách"] == 1
    organisations.hand_over(commune=ward, from_unit=units["KT"], to_unit=units["VH-XH"], on=date(2026, 11, 2), actor=None, at=NOW)
    assert dict(Criterion.objects.values_list("year", "unit__short")) == {2025: "KT", 2026: "VH-XH"}
    assert history.verify(ward.code) is None
