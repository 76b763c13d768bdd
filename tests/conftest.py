"""What every test may ask for."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.personas", "tests.browsing", "tests.disk", "tests.event_words"]

# The same examples every time, however long a loaded machine takes for one: a failure is never one of chance.
settings.register_profile("suite", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what touches the database, which runs again on PostgreSQL. What runs once comes first: a walk of a minute would end alone."""
    items.sort(key=lambda item: item.get_closest_marker("once") is None)
    for item in items:
        if "db" in getattr(item, "fixturenames", ()) or item.get_closest_marker("django_db"):
            item.add_marker("database")
    if path := os.environ.get("FILES_WITH_A_DATABASE"):
        _write(Path(path), sorted({item.nodeid.partition("::")[0] for item in items if item.get_closest_marker("database")}))


def _write(path: Path, lines: list[str]) -> None:
    """Whole or not at all: every worker of a run writes the same."""
    half = path.with_suffix(f".{os.getpid()}")
    half.write_text("\n".join(lines), "utf-8")
    half.replace(path)


def pytest_collection_finish() -> None:
    """Modules and found tests stay to the end: they are no longer looked through each time garbage is collected."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of annotated directives and real files beside the checkout; the test says so when it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared folder of real documents is not beside this checkout: this test did not run")
    return SHARED
