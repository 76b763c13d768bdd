"""A data folder of each test's own; a browser in which somebody is signed in; entries made through the acts."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.test import Client

from minhchung.apps.management import actions
from minhchung.apps.management.models import Entry
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.dossiers.conftest import data_folder
from tests.personas import NOW

__all__ = ["data_folder"]

At = Callable[[Person], Client]
Write = Callable[..., Entry]


@pytest.fixture
def at(client: Client) -> At:
    """A browser in which the person is signed in."""

    def signed_in(person: Person) -> Client:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.fixture
def write(ward: Commune, units: dict[str, Unit]) -> Write:
    """Adds an entry of the unit KT to a register."""

    def written(register: str, values: Mapping[str, str], **more: Any) -> Entry:
        given = {"unit": units["KT"], "actor": None, "at": NOW, **more}
        return actions.add_entry(commune=ward, register=register, values=values, **given)

    return written
