"""Each test has a data folder of its own: the world's lake lies in it."""

from tests.dossiers.conftest import data_folder

__all__ = ["data_folder"]
