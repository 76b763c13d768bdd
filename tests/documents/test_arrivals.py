"""The book of arrivals: one number for one document in a year, the next one given when a document enters."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from minhchung.apps.documents import queries
from minhchung.apps.documents.actions import archive, draft, edit, import_register, register_incoming
from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.rules.register_rows import guess
from minhchung.apps.files.actions import store
from minhchung.apps.files.receiving import Received
from minhchung.apps.ground.acts import Refused
from minhchung.apps.organisations.actions import edit_settings
from minhchung.apps.organisations.models import Commune, Person
from tests.assignments.racing import both_at_once
from tests.documents.conftest import Register
from tests.documents.registers import HEADINGS, ROWS, xlsx
from tests.personas import NOW

TODAY = date(2026, 11, 20)
COLUMNS = {place: name for place, name in enumerate(guess(HEADINGS)) if name}


def pasted(commune: Commune, person: Person | None, number: int) -> Document:
    return register_incoming(commune=commune, text=f"Số: {number}/TB-UBND\nV/v kiểm tra", actor=person, at=NOW)


@pytest.mark.django_db
def test_what_enters_without_a_number_gets_the_next_of_its_ward_and_year(
    ward: Commune, other_ward: Commune, incoming: Register, officer: Person
) -> None:
    incoming("1/KH-UBND", arrived_on=date(2025, 12, 31), arrival_number=900)
    assert [pasted(ward, officer, each).arrival_number for each in (11, 12)] == [1, 2]
    assert incoming("2/KH-UBND", arrived_on=TODAY, arrival_number=7).arrival_number == 7
    assert pasted(ward, officer, 13).arrival_number == 8
    assert pasted(other_ward, None, 14).arrival_number == 1
    assert queries.next_arrival_number(officer, 2026) == 9


@pytest.mark.django_db
def test_a_draft_or_a_document_without_a_day_of_arrival_gets_no_number(ward: Commune, incoming: Register, officer: Person) -> None:
    assert draft(commune=ward, fields=Fields(code="TB-UBND"), actor=officer, at=NOW).arrival_number is None
    assert incoming("3/KH-UBND").arrival_number is None


@pytest.mark.django_db
def test_a_ward_that_numbers_on_paper_is_left_alone(ward: Commune, officer: Person, admin: Person) -> None:
    edit_settings(commune=ward, values={"numbers_arrivals": False}, actor=admin, at=NOW)
    assert pasted(ward, officer, 11).arrival_number is None


@pytest.mark.django_db
def test_a_number_is_no_second_documents_and_the_next_one_is_told(ward: Commune, incoming: Register, officer: Person) -> None:
    first, second = pasted(ward, officer, 11), pasted(ward, officer, 12)
    with pytest.raises(Refused, match=r"Số đến 1 năm 2026 đã cấp .* Ghi số kế tiếp 3"):
        edit(document=second, fields=Fields(code=second.code, arrived_on=TODAY, arrival_number=1), actor=officer, at=NOW)
    archive(document=first, reason="Vào sổ hai lần", actor=officer, at=NOW)
    with pytest.raises(Refused, match="Số đến 1 năm 2026"):
        incoming("9/KH-UBND", arrived_on=TODAY, arrival_number=1)
    moved = edit(document=second, fields=Fields(code=second.code, arrived_on=date(2025, 3, 1), arrival_number=1), actor=officer, at=NOW)
    assert (moved.arrival_number, moved.arrival_year) == (1, 2025)
    blank = edit(document=moved, fields=Fields(code=second.code, arrived_on=TODAY), actor=officer, at=NOW)
    assert (blank.arrival_number, blank.arrival_year) == (None, None), "a person may leave it open"


@pytest.mark.django_db
def test_a_number_the_citys_register_brings_twice_is_told_and_the_row_enters(
    ward: Commune, officer: Person, given: Callable[..., Received]
) -> None:
    incoming_rows: list[list[Any]] = [ROWS[0], [2, 101, "04/11/2026", *ROWS[1][3:]]]
    stored = store(commune=ward, received=given(xlsx(incoming_rows), "so-den.xlsx"), actor=officer, at=NOW)
    made = import_register(commune=ward, stored=stored, direction=Document.Direction.INCOMING, columns=COLUMNS, actor=officer, at=NOW)
    assert made.added == 2
    assert [(each["row"], "số đến 101 đã cấp" in each["reason"]) for each in made.rejected] == [(5, True)]
    assert list(Document.objects.order_by("pk").values_list("arrival_number", "arrival_year")) == [(101, 2026), (101, None)]
    outside = Document.objects.get(arrival_year=None)
    same = edit(document=outside, fields=Fields.of(outside), actor=officer, at=NOW)
    assert same.arrival_number == 101, "what is not touched does not hinder"
    assert pasted(ward, officer, 11).arrival_number == 102


@pytest.mark.django_db(transaction=True)
def test_documents_entered_at_once_get_numbers_without_gap_or_double(ward: Commune, officer: Person) -> None:
    presses = [lambda number=number: pasted(ward, officer, number) for number in range(21, 25)]
    assert both_at_once(*presses) == ["done"] * 4
    assert sorted(Document.objects.values_list("arrival_number", flat=True)) == [1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_one_number_typed_by_two_at_once_is_ones(ward: Commune, officer: Person) -> None:
    def typed(code: str) -> Document:
        fields = Fields(code=code, arrived_on=TODAY, arrival_number=5)
        return register_incoming(commune=ward, fields=fields, actor=officer, at=NOW)

    assert both_at_once(lambda: typed("1/KH-UBND"), lambda: typed("2/KH-UBND")) == ["done", "refused"]
