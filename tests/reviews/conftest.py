"""Work to look at, and a data folder of the test's own."""

from tests.assignments.conftest import assign
from tests.dossiers.conftest import data_folder

__all__ = ["assign", "data_folder"]
