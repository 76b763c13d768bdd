"""Every main page, with something on it: the rules of WCAG in both themes, and no sideways scroll on a phone or on a desk."""

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
VIOLATED = """rules => axe.run(document, rules).then(found =>
  found.violations.map(rule => `${rule.id}: ${rule.nodes[0].html.slice(0, 160)}`))"""
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
    if not page.evaluate("'axe' in window"):  # half a megabyte: once a page
        page.evaluate(Axe().axe_script)
    page.evaluate(ANIMATED)
    found: list[str] = page.evaluate(VIOLATED, rules)
    return [f"{page.evaluate(THEME)} {fault}" for fault in found]


def _sideways(page: Page) -> list[str]:
    """What reaches out of the window, on a phone and on a desk."""
    wrong = []
    for width, height in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": height})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(f"{width} {page.evaluate(WIDE)}")
    return wrong


def test_no_main_page_breaks_a_rule_of_wcag_in_the_light_or_in_the_dark_or_scrolls_sideways(addresses: list[str], desk: Desk) -> None:
    """One walk: opening the pages and loading the rules into them takes longer than most of the questions."""
    page, wrong = desk.page, []
    for address in addresses:
        answer = page.goto(desk.server.url + address)
        assert answer is not None
        assert answer.status == 200, address
        faults = [*_broken(page), *_sideways(page)]
        page.locator("[data-theme-toggle]").click()
        faults += _broken(page, OF_COLOUR)
        page.evaluate("localStorage.clear()")
        wrong += [f"{address} {fault}" for fault in faults]
    assert not wrong, "\n".join(wrong)
