"""An index of ward A with evidence and linked work, and a round of it."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from minhchung.apps.evidence import actions as evidence
from minhchung.apps.evidence.claimable import Place
from minhchung.apps.evidence.models import Claim
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.models import Index
from minhchung.apps.indexes.rounds.models import Round
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.dossiers.conftest import data_folder
from tests.indexes.rounds import DAYS, declare_round, leaf_of
from tests.indexes.sets import small_set
from tests.personas import NOW

__all__ = ["data_folder"]

JANUARY = datetime(2026, 1, 13, 14, tzinfo=ZONE)


@pytest.fixture
def scored(ward: Commune, units: dict[str, Unit]) -> Index:
    """The index of ward A; leaf 1.3 has 1.50 points by its rule."""
    pack = actions.add_pack(commune=ward, pack=small_set(), source="", actor=None, at=JANUARY)
    index = actions.adopt(commune=ward, pack=pack, actor=None, at=JANUARY)
    work = leaf_of(index, "1.3")
    actions.declare(criterion=work, values={"da_lam": Decimal(3), "phai_lam": Decimal(4)}, note="", actor=None, at=JANUARY)
    return index


@pytest.fixture
def minutes(scored: Index, officer: Person) -> Claim:
    """Evidence for leaf 1.2."""
    asked = leaf_of(scored, "1.2").requirements.get()
    upload = receive(ContentFile("Biên bản hội nghị đối thoại ngày 12/11/2026".encode(), name="bien-ban.txt"))
    place = Place(scored.commune_id, "requirement", str(asked.pk))
    return evidence.claim(place=place, upload=upload, actor=None, at=NOW)


@pytest.fixture
def a_round(scored: Index) -> Round:
    """A round in which the units score themselves."""
    return actions.open_round(index=scored, title="Tự chấm năm 2026", dates=DAYS, actor=None, at=NOW)


@pytest.fixture
def declared(scored: Index, minutes: Claim) -> Round:
    """A round that was handed in."""
    return declare_round(scored, "Chấm thử", DAYS)
