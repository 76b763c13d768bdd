"""The lake of the tests: empty on a folder of its own, or filled as small_lake describes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from minhchung.apps.organisations.models import Commune, Person
from tests.dossiers import small_lake

At = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def data_folder(settings: Settings, tmp_path: Path) -> Path:
    """The data folder of this test; nothing lies in it yet."""
    settings.DATA_DIR = tmp_path / "data"
    return tmp_path / "data"


@pytest.fixture
def lake(ward: Commune, data_folder: Path) -> Commune:
    """Ward A with a filled lake."""
    small_lake.fill(ward)
    return ward


@pytest.fixture
def at() -> At:
    """A browser of a signed-in person."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
