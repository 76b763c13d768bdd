"""The test database in a file, for tests in which several threads ask it at once."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture(scope="module")
def database_on_disk(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A copy of the test database on disk, where each thread has a connection of its own, as in a ward.

    In memory all threads would share one connection and answer "locked" instead of waiting. PostgreSQL is used as it is.
    """
    memory = connections["default"]
    if memory.vendor != "sqlite":
        yield
        return
    path = tmp_path_factory.mktemp("database") / "test.sqlite3"
    with django_db_blocker.unblock():
        memory.ensure_connection()
        _copy(memory.connection, path)
    name = connections.settings["default"]["NAME"]
    del connections["default"]
    connections.settings["default"]["NAME"] = str(path)
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"]["NAME"] = name
        connections["default"] = memory


@pytest.fixture(scope="session")
def migrated(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], None]:
    """`migrated(folder)`: a data folder whose embedded database has had every migration and holds no ward, as after a first start.

    For tests that start a process of their own: migrating takes each of them seconds that prove nothing more.
    """
    memory, kept = connections["default"], tmp_path_factory.mktemp("migrated") / "minhchung.sqlite3"
    if memory.vendor != "sqlite":
        pytest.skip("the embedded database is started with here: run without DATABASE_URL")
    with django_db_blocker.unblock():
        memory.ensure_connection()
        _copy(memory.connection, kept)

    def put(folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(kept, folder / kept.name)

    return put


def _copy(source: sqlite3.Connection, path: Path) -> None:
    target = sqlite3.connect(path)
    source.backup(target)
    target.close()
