"""Evidence for the tests: a document of the ward is what gets proven."""

from datetime import date

import pytest

from minhchung.apps.documents.actions import register_incoming
from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.models import Document
from minhchung.apps.evidence.claimable import CLAIMABLE, Claimable, Place
from minhchung.apps.evidence.rules import Period
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.files.conftest import given, notice, own_store
from tests.personas import NOW

__all__ = ["given", "notice", "own_store"]


@pytest.fixture
def subject(ward: Commune, units: dict[str, Unit], officer: Person) -> Document:
    """A directive the officer's unit handles."""
    fields = Fields(code="15/KH-UBND", issued_on=date(2026, 11, 2), subject="Kế hoạch kiểm tra", unit=units["KT"])
    return register_incoming(commune=ward, fields=fields, actor=officer, at=NOW)


@pytest.fixture
def place(subject: Document) -> Place:
    return Place(subject.commune_id, "document", str(subject.pk))


@pytest.fixture
def asked_for_2026(monkeypatch: pytest.MonkeyPatch) -> Period:
    """Documents ask for evidence of the year 2026."""
    period = Period(date(2026, 1, 1), date(2026, 12, 31))
    kind = Claimable(CLAIMABLE["document"].may_claim, periods=lambda keys: dict.fromkeys(keys, period))
    monkeypatch.setitem(CLAIMABLE, "document", kind)
    return period
