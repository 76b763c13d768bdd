"""The lake of the tests: empty in a data folder of its own, or filled as small_lake or closed_lake describe.

A filled lake lies in the same folder for every test that asks for it, fresh each time: what the site has computed of a generation it keeps
by its folder, as in a ward, so that the figures of the same dossiers are not computed again for each test.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from minhchung.apps.organisations.models import Commune, Person
from tests.dossiers import closed_lake, small_lake

At = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def data_folder(settings: Settings, tmp_path: Path) -> Path:
    """The data folder of this test; nothing lies in it yet."""
    settings.DATA_DIR = tmp_path / "data"
    return tmp_path / "data"


@pytest.fixture(scope="session")
def lakes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the filled lakes lie."""
    return tmp_path_factory.mktemp("lakes")


def emptied(folder: Path) -> Path:
    """The data folder without anything that the test before left in it."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder


@pytest.fixture
def lake(ward: Commune, settings: Settings, lakes: Path) -> Commune:
    """Ward A with the lake of small_lake."""
    settings.DATA_DIR = emptied(lakes / "small")
    small_lake.fill(ward)
    return ward


@pytest.fixture
def counted(ward: Commune, settings: Settings, lakes: Path) -> Commune:
    """Ward A with the eleven dossiers of closed_lake."""
    settings.DATA_DIR = emptied(lakes / "closed")
    closed_lake.fill(ward)
    return ward


@pytest.fixture
def at() -> At:
    """A browser of a signed-in person."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
