"""The first page of the dossiers over the small lake."""

import pytest
from django.urls import reverse

from minhchung.apps.organisations.models import Commune, Person
from tests.dossiers import small_lake
from tests.dossiers.conftest import At

pytestmark = pytest.mark.django_db


def test_the_dossiers_to_call_about_are_listed_for_the_clerk(lake: Commune, at: At, clerk: Person) -> None:
    html = at(clerk).get(reverse("dossiers:overview")).content.decode()
    assert small_lake.LATE in html
    assert small_lake.TODAY in html


def test_another_wards_clerk_sees_no_dossier(lake: Commune, at: At, other_clerk: Person) -> None:
    html = at(other_clerk).get(reverse("dossiers:overview")).content.decode()
    assert "H99.12" not in html
    assert "Chưa có số liệu hồ sơ" in html
