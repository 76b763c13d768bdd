"""A ward that was set up, made once for all commands that only need one."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.running import SETUP, run


@pytest.fixture(scope="session")
def set_up(tmp_path_factory: pytest.TempPathFactory, migrated: Callable[[Path], None]) -> Path:
    """Its data folder; nobody changes it."""
    folder = tmp_path_factory.mktemp("set-up") / "ward"
    migrated(folder)
    done = run(folder, *SETUP)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def data(set_up: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy for the tests of one module."""
    return shutil.copytree(set_up, tmp_path_factory.mktemp("module") / "ward")
