"""Who cites a decree on which day: the line of the catalogue, the workflow and the ISO version of that day."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from minhchung.apps.documents import queries
from minhchung.apps.documents.affected import affected_by
from minhchung.apps.documents.models import Document, ValidityEvent
from minhchung.apps.documents.rules.validity import EventKind
from minhchung.apps.findings.models import Finding
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.procedures import actions as procedures
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.procedures.rules.workflows import Step
from minhchung.apps.procedures.writing import brought_up_to_date
from minhchung.apps.quality import actions as quality
from minhchung.apps.reviews.running import review
from tests.documents.test_validity import law, write
from tests.personas import NOW
from tests.quality.conftest import BIRTH, say, through

__all__ = ["through"]
pytestmark = pytest.mark.django_db
TODAY, D = NOW.date(), date(2026, 12, 10)
OLD, NEW = "61/2018/NĐ-CP", "118/2025/NĐ-CP"
STEPS = [Step("Tiếp nhận", None, "Một cửa", Decimal(4))]
CASES = [
    (D - timedelta(days=1), {"procedure", "workflow", "version"}),
    (D, {"next version"}),
    (D + timedelta(days=1), {"next version"}),
]
"""The day, and who cites the old decree then: until the day before D all three do; from D on only the version that was approved with it."""


def basis(symbol: str) -> dict[str, Any]:
    return BIRTH | {"basis": [{"title": "Nghị định về một cửa", "symbol": symbol}]}


@pytest.fixture
def old(ward: Commune) -> Document:
    return law(ward, OLD)


@pytest.fixture
def rows(ward: Commune, units: dict[str, Any], old: Document, through: Any) -> dict[str, Ref]:
    """A procedure, a workflow and an ISO version that cite the decree until D, and a version that will go on citing it from D on."""
    law(ward, NEW)
    changing = say(ward, "1.000001", basis(OLD), unit=units["VP"], on=TODAY - timedelta(days=60))
    say(ward, "1.000001", basis(NEW), on=D)
    other = say(ward, "1.000002", basis(NEW), unit=units["VP"])
    brought_up_to_date(ward.pk, [changing.pk, other.pk], today=TODAY)
    first = procedures.set_workflow(procedure=other, on=TODAY, steps=STEPS, document=old, actor=None, at=NOW)
    procedures.set_workflow(procedure=other, on=D, steps=STEPS, document=None, actor=None, at=NOW)
    described = say(ward, "1.000003", basis(OLD), on=TODAY - timedelta(days=60))
    version = through(quality.generate(commune=ward, procedures=[described], owner=units["VH-XH"], actor=None, at=NOW))
    following = quality.draft_version(document=version.document, reason="Soát lại các bước", change="Không đổi căn cứ", actor=None, at=NOW)
    following = through(following, on=D)
    return {"procedure": changing.ref, "workflow": first.ref, "version": version.ref, "next version": following.ref}


def replaced(old: Document, officer: Person, standing: Person, on: date) -> ValidityEvent:
    return write(old, EventKind.REPLACED, on, officer, standing)


def named(rows: dict[str, Ref], found: set[Ref]) -> set[str]:
    return {name for name, ref in rows.items() if ref in found}


@pytest.mark.parametrize(("day", "wanted"), CASES)
def test_who_is_touched_is_who_cites_it_on_the_day(
    rows: dict[str, Ref], old: Document, officer: Person, standing: Person, day: date, wanted: set[str]
) -> None:
    event = replaced(old, officer, standing, TODAY)
    found = named(rows, {row.ref for row in affected_by(old, event.as_event, day=day)})
    assert found == wanted | {"next version"}, "a version approved for a later day has to be right when it comes"


@pytest.mark.parametrize(("day", "wanted"), CASES)
def test_a_change_to_come_is_asked_of_what_will_cite_it_on_its_day(
    rows: dict[str, Ref], old: Document, officer: Person, standing: Person, ward: Commune, day: date, wanted: set[str]
) -> None:
    replaced(old, officer, standing, day)
    review(ward, actor=None, at=NOW)
    told = {Ref(*pair) for pair in Finding.objects.filter(code="VB-08", closed_at=None).values_list("subject_kind", "subject_key")}
    assert named(rows, told) == wanted | {"next version"}


def test_a_line_of_a_day_to_come_takes_the_basis_away_on_that_day_only(rows: dict[str, Ref], old: Document, officer: Person) -> None:
    def citing(day: date) -> set[str]:
        return named(rows, {described.ref for _, described in queries.cited_by(officer, old, day=day)})

    assert "procedure" in citing(TODAY) and "procedure" in citing(D - timedelta(days=1))
    assert "procedure" not in citing(D)


def test_an_undone_line_gives_the_basis_back(ward: Commune, rows: dict[str, Ref], old: Document, officer: Person, standing: Person) -> None:
    changing = Procedure.objects.get(code="1.000001")
    later = changing.lines.get(on=D).source
    procedures.undo_source(source=later, reason="Nhập nhầm", actor=standing, at=NOW)
    event = replaced(old, officer, standing, TODAY)
    for day in (D, D + timedelta(days=1)):
        assert rows["procedure"] in {row.ref for row in affected_by(old, event.as_event, day=day)}


def test_an_abolished_procedure_cites_nothing_from_its_day_on(ward: Commune, old: Document, officer: Person, standing: Person) -> None:
    gone = say(ward, "1.000009", basis(OLD), on=TODAY - timedelta(days=60))
    say(ward, "1.000009", {}, kind="abolished", on=D)
    brought_up_to_date(ward.pk, [gone.pk], today=TODAY)
    event = replaced(old, officer, standing, TODAY)
    told = [bool(affected_by(old, event.as_event, day=D + timedelta(days=shift))) for shift in (-1, 0, 1)]
    assert told == [True, False, False]
