"""An empty ward: every page opens, none is blank, each says what to do first."""

import pytest

from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Commune, Person, RoleGrant, Unit
from tests.e2e.conftest import Office
from tests.e2e.pages import EMPTY
from tests.personas import SINCE, make_person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_every_page_of_an_empty_ward_says_what_is_missing_and_the_first_step(
    ward: Commune, units: dict[str, Unit], admin: Person, office: Office
) -> None:
    """Read by whoever sets the ward up: administrator and standing officer in one, so that no page is refused."""
    RoleGrant.objects.create(person=admin, role=Role.STANDING, valid_from=SINCE)
    desk = office(admin)
    for path, words in EMPTY.items():
        answer = desk.page.goto(desk.server.url + path)
        assert answer is not None
        assert answer.status == 200, path
        desk.says(words)


def test_somebody_without_a_role_is_told_whom_to_ask_as_soon_as_signed_in(ward: Commune, office: Office) -> None:
    person = make_person("chuavai", "Lý Chưa Vai", commune=ward)
    desk = office(person)
    desk.page.context.clear_cookies()
    desk.sign_in(person)
    desk.reads("Tài khoản chưa được giao vai trò nào ở Phường Vân Khê.")
