"""Every main page, with something on it: the rules of WCAG in both themes, and no sideways scroll on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Commune, Person, RoleGrant, Unit
from tests.browsing import DESK, PHONE
from tests.e2e.conftest import Desk, Office
from tests.e2e.pages import FULL
from tests.guards.world import World
from tests.look.test_browser import WCAG
from tests.personas import SINCE

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PARTS = 4
"""The pages are looked at in so many parts, which run beside each other."""
OF_COLOUR = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, "resultTypes": ["violations"]}
"""The rules that may hold in the light and not in the dark."""
THEME = "document.documentElement.dataset.bsTheme"
ANIMATED = """Promise.race([Promise.allSettled(document.getAnimations().map(each => each.finished)),
  new Promise(done => setTimeout(done, 2000))])"""
"""Waits for what moves to come to rest, but not for ever: inside a closed fold nothing moves on."""
WIDE = """() => [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 3).map(e => e.outerHTML.slice(0, 90))"""


@pytest.fixture
def world(ward: Commune, units: dict[str, Unit], officer: Person) -> World:
    return World(ward, units, officer)


@pytest.fixture
def desk(world: World, standing: Person, office: Office) -> Desk:
    """Somebody who may open every page: the standing officer, who is also a leader, an administrator and head of the unit."""
    unit = world.units["VH-XH"]
    for role, place in ((Role.LEADER, None), (Role.ADMIN, None), (Role.UNIT_HEAD, unit)):
        RoleGrant.objects.create(person=standing, role=role, unit=place, valid_from=SINCE)
    return office(standing)


@pytest.fixture(params=range(PARTS))
def addresses(world: World, request: pytest.FixtureRequest) -> list[str]:
    keys = {name: thing.pk for name, thing in world.things.items() if hasattr(thing, "pk")}
    return [address.format(**keys) for address in FULL[request.param :: PARTS]]


def _broken(page: Page, rules: dict[str, object] = WCAG) -> list[str]:
    page.evaluate(ANIMATED)
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found]


def test_no_main_page_breaks_a_rule_of_wcag_in_the_light_or_in_the_dark(addresses: list[str], desk: Desk) -> None:
    page, wrong = desk.page, []
    for address in addresses:
        answer = page.goto(desk.server.url + address)
        assert answer is not None
        assert answer.status == 200, address
        wrong += [f"{address} {page.evaluate(THEME)} {fault}" for fault in _broken(page)]
        page.locator("[data-theme-toggle]").click()
        wrong += [f"{address} {page.evaluate(THEME)} {fault}" for fault in _broken(page, OF_COLOUR)]
        page.evaluate("localStorage.clear()")
    assert not wrong, "\n".join(str(each) for each in wrong)


def test_no_main_page_scrolls_sideways_on_a_phone_or_on_a_desk(addresses: list[str], desk: Desk) -> None:
    page, wrong = desk.page, []
    for address in addresses:
        page.goto(desk.server.url + address)
        for width, height in (PHONE, DESK):
            page.set_viewport_size({"width": width, "height": height})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append((address, width, page.evaluate(WIDE)))
    assert not wrong, "\n".join(str(each) for each in wrong)
