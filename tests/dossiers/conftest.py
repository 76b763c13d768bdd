"""The lake of the tests: empty in a data folder of the test's own, or filled as small_lake or closed_lake describe."""

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
def folder_of_figures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for all tests of figures: see `kept_figures`."""
    return tmp_path_factory.mktemp("figures")


@pytest.fixture
def kept_figures(settings: Settings, data_folder: Path, folder_of_figures: Path) -> None:
    """The lakes of such tests lie in one folder, fresh for each test: the site keeps what it computed of a generation by its folder, so
    that the figures of the same dossiers are computed once. Not for tests in which an answer depends on the database beside the lake."""
    shutil.rmtree(folder_of_figures, ignore_errors=True)
    settings.DATA_DIR = folder_of_figures


@pytest.fixture
def lake(ward: Commune, data_folder: Path) -> Commune:
    """Ward A with the lake of small_lake."""
    small_lake.fill(ward)
    return ward


@pytest.fixture
def counted(ward: Commune, data_folder: Path) -> Commune:
    """Ward A with the eleven dossiers of closed_lake."""
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
