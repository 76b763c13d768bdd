"""Criteria follow a handover from unit to unit; a handover between people leaves them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from minhchung.apps.ground import history
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.models import Criterion
from minhchung.apps.organisations import actions as organisations
from minhchung.apps.organisations.models import Commune, Handover, Person, Unit
from minhchung.apps.organisations.passing import passed, preview
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


@pytest.mark.django_db(transaction=True)
def test_the_page_of_a_handover_says_what_passed_and_opens_each_number(
    client: Client, ward: Commune, units: dict[str, Unit], admin: Person, officer: Person
) -> None:
    criterion = actions.add_criterion(
        commune=ward, year=2026, code="7.1", title="Công bố ISO", points=Decimal(1), unit=units["KT"], evidence=[], actor=None, at=NOW
    )
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    given = {"from_unit": units["KT"].pk, "to_unit": units["VH-XH"].pk, "on": "02/11/2026", "closes": "on"}
    before = client.post(reverse("organisations:handovers"), given).content.decode()
    client.post(reverse("organisations:handovers"), {**given, "giao": "1"})
    handover = Handover.objects.get()
    after = client.get(reverse("organisations:handover", args=[handover.pk])).content.decode()
    for shown in (before, after):
        assert f'<a href="{reverse("indexes:criterion", args=[criterion.pk])}">' in shown
        assert "<b>1</b> tiêu chí phụ trách" in shown
        assert "<b>1</b> vai trò chuyển sang đơn vị nhận" in shown
        assert f'<a href="{reverse("organisations:person", args=[officer.pk])}">' in shown
        assert "<b>0</b> văn bản đang xử lý" in shown


@pytest.mark.django_db(transaction=True)
def test_a_handover_that_kept_numbers_only_or_was_blanked_says_so(ward: Commune, units: dict[str, Unit], admin: Person) -> None:
    handover = Handover.objects.create(commune=ward, from_unit=units["KT"], to_unit=units["VP"], on=date(2026, 11, 2))
    with transaction.atomic():
        event = history.append(
            commune=ward.pk, act="indexes.pass_on", subject=Ref("handover", str(handover.pk)), actor=None, at=NOW, after={"criteria": 3}
        )
    lines = {line.label: line for line in passed(handover)}
    assert (lines["tiêu chí phụ trách"].count, lines["tiêu chí phụ trách"].keys) == (3, None)
    assert lines["văn bản đang xử lý"].count is None
    organisations.blank_event(event=event, reason="Theo đơn", actor=admin, at=NOW)
    blanked = {line.label: line for line in passed(handover)}["tiêu chí phụ trách"]
    assert (blanked.count, "xóa trắng" in blanked.why) == (None, True)
