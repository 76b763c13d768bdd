"""The appraiser of a province is made by whoever runs the site; the demo has somebody for every role."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.actions import add_appraiser
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Person, Province
from minhchung.demo.people import PASSWORD, PEOPLE, make_people, make_ward
from tests.personas import NOW, SINCE

pytestmark = pytest.mark.django_db


def test_an_appraiser_belongs_to_a_province_and_to_no_ward(province: Province) -> None:
    made = add_appraiser(province=province, username="ThamDinh", full_name="Cao Nhật Vy", valid_from=SINCE, actor=None, at=NOW)
    held = made.mandate(NOW.date())
    assert (made.username, made.commune, held.province, held.works_here) == ("thamdinh", None, province.pk, False)
    assert HistoryEvent.objects.get(act="organisations.add_appraiser").after["province"] == province.name


def test_no_ward_makes_its_own_appraiser(province: Province, admin: Person) -> None:
    with pytest.raises(PermissionDenied):
        add_appraiser(province=province, username="x", full_name="X", valid_from=SINCE, actor=admin, at=NOW)  # type: ignore[arg-type]


def test_every_role_can_be_tried_in_the_demo(db: None) -> None:
    people = make_people(make_ward(at=NOW), at=NOW)
    assert {role for person in people.values() for role in person.mandate(NOW.date()).roles} == set(Role)
    for sample in PEOPLE:
        client = Client()
        assert client.login(username=sample.username, password=PASSWORD)
        assert client.get("/", follow=True).status_code == 200
