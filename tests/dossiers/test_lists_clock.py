"""Questions about the clock on their page and in their sheet."""

import io
from pathlib import Path

import openpyxl
import pytest
from django.urls import reverse

from minhchung.apps.dossiers.clock_questions import questions
from minhchung.apps.dossiers.narrowing import Narrow
from minhchung.apps.dossiers.reading import opened
from minhchung.apps.organisations.models import Commune, Person
from tests.dossiers import small_lake
from tests.dossiers.conftest import At

pytestmark = pytest.mark.django_db
PAGE = "/ho-so/moc-gio/"


def test_the_counts_are_the_rows_of_each_kind(lake: Commune) -> None:
    found = opened(lake)
    assert found is not None
    for narrow in (Narrow(), Narrow(unit="Phòng Kinh tế")):
        every = questions(found, kind="", narrow=narrow)
        assert every.total == sum(kind.count or 0 for kind in every.asked) == len(every.rows)
        for kind in every.asked:
            assert len(questions(found, kind=kind.name, narrow=narrow).rows) == kind.count


def test_an_end_at_the_second_it_was_due_is_asked_with_its_facts(lake: Commune, at: At, clerk: Person) -> None:
    html = at(clerk).get(f"{PAGE}?loai=end-equals-due").content.decode()
    assert small_lake.DONE in html
    assert "16:30:00 22/10/2026" in html
    assert "không phải kết luận vi phạm" in html


def test_a_kind_the_source_cannot_answer_says_why_and_has_no_count(lake: Commune, at: At, clerk: Person) -> None:
    found = opened(lake)
    assert found is not None
    unasked = {kind.name: kind for kind in questions(found, kind="", narrow=Narrow()).unasked}
    assert unasked["route-differs"].count is None
    assert unasked["route-differs"].why in at(clerk).get(PAGE).content.decode()


def test_the_sheet_has_the_rows_asked_for(lake: Commune, at: At, clerk: Person, tmp_path: Path) -> None:
    answer = at(clerk).get(f"{reverse('dossiers:clock_sheet')}?loai=end-equals-due")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert small_lake.DONE in cells
    assert small_lake.LATE not in cells


def test_a_search_that_finds_nothing_leads_back(lake: Commune, at: At, clerk: Person) -> None:
    assert "Không có mốc giờ nào khớp" in at(clerk).get(f"{PAGE}?tim=khong-co").content.decode()
