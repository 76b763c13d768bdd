"""What every test may ask for."""

from pathlib import Path

import pytest

pytest_plugins = ["tests.personas", "tests.browsing", "tests.disk", "tests.event_words"]

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of annotated directives and real files beside the checkout; the test says so when it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared folder of real documents is not beside this checkout: this test did not run")
    return SHARED
