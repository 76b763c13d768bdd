"""What a file holds as a list, a report of a period or a picture."""

from datetime import date

import pytest
from django.core.files.base import ContentFile

from minhchung.apps.files.actions import store
from minhchung.apps.files.contents import periods_in, rows_of, tables_in
from minhchung.apps.files.jobs import look_into_old
from minhchung.apps.files.models import Blob
from minhchung.apps.files.reading import read
from minhchung.apps.files.receiving import receive
from minhchung.apps.organisations.models import Commune
from minhchung.text.extract import MediaType
from tests.evidence.papers import letter, people, photo, sheet, word
from tests.personas import NOW


@pytest.mark.parametrize(
    ("words", "dated", "periods"),
    [
        ("Báo cáo công tác cải cách hành chính quý I năm 2026", "2026-04-03", ["2026-Q1"]),
        ("Báo cáo 6 tháng đầu năm 2026, nhiệm vụ 6 tháng cuối năm", "2026-07-03", ["2026-Q2"]),
        ("Kết quả 9 tháng năm 2026", "2026-10-02", ["2026-Q3"]),
        ("Kết quả 9 tháng đầu năm, phương hướng 3 tháng cuối năm", "2026-10-02", ["2026-Q3"]),
        ("Báo cáo tháng 3 năm 2026", "2026-04-01", ["2026-03"]),
        ("Báo cáo kết quả năm 2026", "2026-12-05", ["2026"]),
        ("Báo cáo thực hiện Kế hoạch năm 2026", "2026-04-05", []),
        ("Danh sách công chức", "2026-04-05", []),
    ],
)
def test_a_title_tells_its_period(words: str, dated: str, periods: list[str]) -> None:
    assert periods_in(words, year=2026, dated=dated) == periods


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([["STT", "Tên"], ["1", "A"], ["2", "B"], ["", "Cộng"]], 2),
        ([["STT", "Tên"], ["1", "A"], ["2", ""]], 1),
        ([["Tên", "Số"], ["A", "3"], ["B", "4"], ["Tổng cộng", "7"]], 2),
        ([["Danh sách", ""], ["TT", "Tên"], ["1.", "A"], ["2.", "B"], ["3.", "C"]], 3),
        ([["Một ô"]], 0),
    ],
)
def test_lines_of_a_list_are_counted_without_heading_and_total(rows: list[list[str]], count: int) -> None:
    assert rows_of(rows) == count


def test_a_list_that_a_page_breaks_is_one_list() -> None:
    text = "| STT | Tên |\n| 1 | A |\n| 2 | B |\n\n\f\n| 3 | C |\n| 4 | D |\n\nGhi chú\n\n| x | y |\n| z | t |"
    assert [len(table) for table in tables_in(text)] == [3, 2, 2]
    reading = read(text.encode(), MediaType.TEXT, "a.txt")
    assert reading.contents["rows"] == 4


def test_a_spreadsheet_says_its_date_and_counts_its_lines_without_running_text() -> None:
    reading = read(sheet(people(12)), MediaType.XLSX, "a.xlsx")
    assert (reading.state, reading.text) == (Blob.TextState.NONE, "")
    assert (reading.said["date"], reading.contents["rows"]) == ("2026-03-12", 12)
    assert read(b"PK no sheet", MediaType.XLSX, "a.xlsx").contents == {}


def test_a_camera_tells_the_day_and_nonsense_is_none() -> None:
    assert read(photo(date(2026, 5, 5)), MediaType.JPEG, "a.jpg").contents["taken"] == "2026-05-05"
    assert "taken" not in read(photo(None), MediaType.JPEG, "a.jpg").contents
    assert "taken" not in read(photo(date(2026, 5, 5))[:200], MediaType.JPEG, "a.jpg").contents


@pytest.mark.django_db
def test_files_read_before_are_looked_into_once(ward: Commune, own_store: object) -> None:
    names = {"a.docx": word(letter("BC"), people(3)), "b.xlsx": sheet(people(4))}
    for name, data in names.items():
        store(commune=ward, received=receive(ContentFile(data, name=name)), actor=None, at=NOW)
    wanted = dict(Blob.objects.values_list("pk", "contents"))
    assert {holds["rows"] for holds in wanted.values()} == {3, 4}
    Blob.objects.update(contents=None)
    assert look_into_old(NOW) == 2
    assert dict(Blob.objects.values_list("pk", "contents")) == wanted
    assert look_into_old(NOW) == 0


@pytest.mark.django_db
def test_a_lost_file_is_looked_into_without_an_end(ward: Commune, own_store: object) -> None:
    stored = store(commune=ward, received=receive(ContentFile(b"Danh sach", name="a.txt")), actor=None, at=NOW)
    (own_store / stored.blob_id[:2] / stored.blob_id[2:4] / stored.blob_id).unlink()  # type: ignore[operator]
    Blob.objects.update(contents=None)
    assert (look_into_old(NOW), look_into_old(NOW)) == (1, 0)
