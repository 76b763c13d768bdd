"""A ward with one of each thing, and a person who may do almost everything, at a browser that shows server errors."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Province, RoleGrant
from tests.guards.world import World
from tests.personas import SINCE, make_person, make_ward


@pytest.fixture(scope="module")
def kept_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world of a module, made once in a transaction around its tests: what a test does in it ends with the test."""
    with django_db_blocker.unblock(), transaction.atomic():
        ward = make_ward("98001", "Phường Vân Khê", province=Province.objects.create(code="98", name="Thành phố Hải Khê"))
        units = {unit.short: unit for unit in ward.units.all()}
        officer = make_person("chuyenvien", "Phan Gia Huy", Role.OFFICER, commune=ward, unit=units["KT"], post="Chuyên viên")
        yield World(ward, units, officer)
        transaction.set_rollback(True)


@pytest.fixture
def world(kept_world: World, db: None) -> World:
    """This test's own view of the kept world."""
    return deepcopy(kept_world)


@pytest.fixture
def everything(world: World) -> Client:
    """The standing officer, who is also a leader, an administrator and head of the unit that holds the work."""
    unit = world.units["VH-XH"]
    standing = make_person("thuongtruc", "Đỗ Hạnh Nguyên", Role.STANDING, commune=world.ward, unit=unit, post="Chuyên viên")
    for role, of in ((Role.LEADER, None), (Role.ADMIN, None), (Role.INSPECTOR, None), (Role.UNIT_HEAD, unit)):
        RoleGrant.objects.create(person=standing, role=role, unit=of, valid_from=SINCE)
    client = Client(raise_request_exception=False)
    client.force_login(standing)
    return client
