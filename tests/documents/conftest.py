"""Documents for the tests."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from minhchung.apps.documents.actions import register_incoming
from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.models import Document
from minhchung.apps.organisations.models import Commune, Person
from tests.files.conftest import given, notice, own_store
from tests.personas import NOW

__all__ = ["given", "notice", "own_store"]
CITY = "Ủy ban nhân dân thành phố Hải Khê"
WARD = "Ủy ban nhân dân phường Vân Khê"
Register = Callable[..., Document]


@pytest.fixture
def incoming(ward: Commune, officer: Person) -> Register:
    """Registers an incoming document by its code; other fields by keyword."""

    def make(code: str, *, text: str = "", actor: Person | None = None, **fields: Any) -> Document:
        given_fields = {"issued_on": date(2026, 11, 2), "issuer": CITY, **fields}
        return register_incoming(commune=ward, text=text, fields=Fields(code=code, **given_fields), actor=actor or officer, at=NOW)

    return make
