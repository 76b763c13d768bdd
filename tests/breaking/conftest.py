"""A ward with one of each thing, and a person who may do almost everything, at a browser that shows server errors."""

import pytest
from django.test import Client

from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Commune, Person, RoleGrant, Unit
from tests.guards.world import World
from tests.personas import SINCE, make_person


@pytest.fixture
def world(ward: Commune, units: dict[str, Unit], officer: Person) -> World:
    return World(ward, units, officer)


@pytest.fixture
def everything(world: World, standing: Person) -> Client:
    """The standing officer, who is also a leader, an administrator and head of the unit that holds the work."""
    for role, unit in ((Role.LEADER, None), (Role.ADMIN, None), (Role.INSPECTOR, None), (Role.UNIT_HEAD, world.units["VH-XH"])):
        RoleGrant.objects.create(person=standing, role=role, unit=unit, valid_from=SINCE)
    client = Client(raise_request_exception=False)
    client.force_login(standing)
    return client


@pytest.fixture
def other_leader_here(ward: Commune) -> Person:
    """A second leader of the same ward."""
    return make_person("lanhdao2", "Kiều Nhật Minh", Role.LEADER, commune=ward)
