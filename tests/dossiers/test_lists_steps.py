"""Time per step on its page: of all procedures, of one, and where the source has no steps."""

import pytest

from minhchung.apps.dossiers.reading import opened
from minhchung.apps.organisations.models import Commune, Person
from tests.dossiers import small_lake
from tests.dossiers.conftest import At

pytestmark = pytest.mark.django_db
PAGE = "/ho-so/cac-buoc/"


def test_the_usual_way_has_every_step_and_its_share(lake: Commune) -> None:
    found = opened(lake)
    assert found is not None
    figures = found.step_figures("")
    assert [leg.step for leg in figures.ways[0].legs] == list(small_lake.STEPS)
    assert figures.ways[0].dossiers == 10
    assert figures.dossiers == 12
    assert sum(way.dossiers for way in figures.ways) + figures.other_ways == 12


def test_steps_stand_in_the_order_of_the_work(lake: Commune) -> None:
    found = opened(lake)
    assert found is not None
    steps = list(dict.fromkeys(row["step"] for row in found.step_figures("").times))
    assert steps == list(small_lake.STEPS)


def test_each_step_took_its_two_hours(lake: Commune) -> None:
    found = opened(lake)
    assert found is not None
    assert {row["handling_median"] for row in found.step_figures("").times} == {120.0}


def test_a_procedure_is_looked_at_by_itself(lake: Commune, at: At, leader: Person) -> None:
    found = opened(lake)
    assert found is not None
    assert found.procedures_with_steps() == ((small_lake.PROCEDURE["procedure_code"], small_lake.PROCEDURE["procedure"], 12),)
    html = at(leader).get(f"{PAGE}?thu-tuc={small_lake.PROCEDURE['procedure_code']}").content.decode()
    assert small_lake.PROCEDURE["procedure"] in html
    assert found.step_figures("khong-co").dossiers == 0


def test_figures_are_for_everybody_and_name_no_dossier(lake: Commune, at: At, reader: Person) -> None:
    html = at(reader).get(PAGE).content.decode()
    assert "Thẩm định" in html
    assert "H99.12" not in html


def test_a_source_without_steps_says_what_to_bring_in(ward: Commune, at: At, clerk: Person) -> None:
    received, due = small_lake.moment("2026-11-18 08:00"), small_lake.moment("2026-12-19 08:00")
    small_lake.put(ward, [small_lake.dossier("H99.12-261118-0001", received, due)], as_of=small_lake.NEWER)
    assert "Nguồn không có bước xử lý" in at(clerk).get(PAGE).content.decode()
