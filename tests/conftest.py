"""What every test may ask for."""

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
    """Marks what touches the database: only that runs again on PostgreSQL."""
    for item in items:
        if "db" in getattr(item, "fixturenames", ()) or item.get_closest_marker("django_db"):
            item.add_marker("database")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of annotated directives and real files beside the checkout; the test says so when it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared folder of real documents is not beside this checkout: this test did not run")
    return SHARED
