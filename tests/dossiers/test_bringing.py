"""An export brought in: looked at, brought in, the file gone."""

import io
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from minhchung.apps.dossiers import intake, staging
from minhchung.apps.dossiers.models import DossierImport
from minhchung.apps.dossiers.reading import opened
from minhchung.apps.dossiers.record import record_of
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Commune, Person
from minhchung.flow.current import derive
from minhchung.flow.lake import Lake
from tests.dossiers.conftest import At

pytestmark = pytest.mark.django_db
CSV = """Mã hồ sơ,Chủ hồ sơ,Tên thủ tục,Lĩnh vực,Ngày tiếp nhận,Ngày hẹn trả,Trạng thái
H99.12-261102-0001,Nguyễn Văn Mẫu,Đăng ký khai sinh,Hộ tịch,02/11/2026 08:00,05/11/2026 16:30,Đang xử lý
H99.12-261103-0002,Trần Thị Mẫu,Đăng ký khai tử,Hộ tịch,03/11/2026 08:00,06/11/2026 16:30,Đang xử lý
H99.12-261103-0003,Lê Mẫu,Đăng ký kết hôn,Hộ tịch,32/11/2026,06/11/2026 16:30,Đang xử lý
"""
SAID = {"day": "20/11/2026", "hour": "07:45"}


def look(at: At, person: Person, text: str = CSV) -> str:
    """Uploads an export; the address of what it would bring."""
    file = SimpleUploadedFile("ho-so.csv", text.encode("utf-8"))
    response = at(person).post(reverse("dossiers:bring"), {"files": file})
    assert response.status_code == 302
    return response["Location"]


def test_a_look_writes_nothing_and_names_the_bad_row(ward: Commune, at: At, clerk: Person) -> None:
    html = at(clerk).get(look(at, clerk)).content.decode()
    assert "nhận được <b>2</b>" in html
    assert "Ngày tiếp nhận" in html
    assert "Nguyễn Văn Mẫu" not in html
    assert opened(ward) is None


def test_sheets_left_out_are_named_before_anything_is_written(ward: Commune, at: At, clerk: Person) -> None:
    heads, *rows = [line.split(",") for line in CSV.splitlines()]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name, cells in (("T10", [heads, rows[0]]), ("T11", [heads, rows[1]]), ("Tổng hợp", [["Đơn vị"]])):
            sheet = book.add_worksheet(name)
            for number, line in enumerate(cells):
                sheet.write_row(number, 0, line)
    response = at(clerk).post(reverse("dossiers:bring"), {"files": SimpleUploadedFile("ho-so.xlsx", out.getvalue())})
    html = at(clerk).get(response["Location"]).content.decode()
    assert "nhận được <b>2</b>" in html
    assert "2 trang, đã đọc cả: T10 và T11" in html
    assert "Không đọc trang Tổng hợp</b>: không thấy hàng tiêu đề" in html


def test_the_good_rows_come_in_and_the_file_is_gone(ward: Commune, at: At, clerk: Person, data_folder: Path) -> None:
    html = at(clerk).post(look(at, clerk), SAID, follow=True).content.decode()
    assert "H99.12-261102-0001" in html
    made = DossierImport.objects.get()
    assert (made.rows_read, made.rows_accepted, made.rows_rejected, made.by) == (3, 2, 1, clerk)
    assert list((data_folder / "staging").rglob("*.csv")) == []
    assert HistoryEvent.objects.filter(act="dossiers.bring_in").count() == 1


def test_no_name_of_an_applicant_enters_the_lake(ward: Commune, at: At, clerk: Person, data_folder: Path) -> None:
    at(clerk).post(look(at, clerk), SAID)
    lake = opened(ward)
    assert lake is not None
    record = record_of(lake, "H99.12-261102-0001")
    assert record is not None
    assert "Mẫu" not in str(record)
    assert all("Nguyễn Văn Mẫu".encode() not in path.read_bytes() for path in data_folder.rglob("*") if path.is_file())


def test_the_same_file_twice_changes_nothing(ward: Commune, at: At, clerk: Person) -> None:
    at(clerk).post(look(at, clerk), SAID)
    html = at(clerk).post(look(at, clerk), SAID, follow=True).content.decode()
    assert "Tệp này đã nhập lúc" in html
    assert DossierImport.objects.count() == 1


def test_a_file_that_is_no_dossier_export_is_refused(ward: Commune, at: At, clerk: Person) -> None:
    html = at(clerk).get(look(at, clerk, "Tên,Tuổi\nA,1\n"), follow=True).content.decode()
    assert 'role="status"' in html
    assert opened(ward) is None


def test_a_moment_that_has_not_come_is_refused_at_its_field(ward: Commune, at: At, clerk: Person) -> None:
    response = at(clerk).post(look(at, clerk), {"day": "20/11/2026", "hour": "23:45"})
    assert response.status_code == 422
    assert "Thời điểm xuất chưa tới" in response.content.decode()


def test_an_officer_brings_nothing_in(ward: Commune, at: At, officer: Person) -> None:
    assert at(officer).get(reverse("dossiers:bring")).status_code == 403


def test_a_known_file_is_read_again_when_it_was_read_wrongly(ward: Commune, at: At, clerk: Person) -> None:
    assert "Đọc lại tệp đã nhập" not in at(clerk).get(look(at, clerk)).content.decode()
    at(clerk).post(look(at, clerk), SAID)
    address = look(at, clerk)
    assert "Đọc lại tệp đã nhập" in at(clerk).get(address).content.decode()
    html = at(clerk).post(address, {**SAID, "hour": "08:15", "again": "on"}, follow=True).content.decode()
    assert "Đã nhập 2 hồ sơ, số liệu lúc 08:15 20/11/2026." in html
    first, again = DossierImport.objects.order_by("pk")
    assert again.snapshot != first.snapshot
    lake = opened(ward)
    assert lake is not None
    assert f"{lake.current.as_of:%H:%M}" == "08:15", "the new reading takes the place of the one before"


def test_the_page_that_waits_hears_how_many_rows_are_read(ward: Commune, at: At, clerk: Person, officer: Person) -> None:
    token = look(at, clerk).split("/")[3]
    address = reverse("dossiers:bring_progress", args=[token])
    assert at(clerk).get(address).json() == {"rows": 0}
    staging.note_rows(token, 65_536, commune=ward.pk)
    assert at(clerk).get(address).json() == {"rows": 65_536}
    assert at(clerk).get(reverse("dossiers:bring_progress", args=["x"])).json() == {"rows": 0}
    assert at(officer).get(address).status_code == 403


def test_other_acts_are_not_kept_waiting_while_a_file_is_read(
    ward: Commune, at: At, clerk: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading happens before the transaction of the act: on SQLite that would lock everybody else out."""
    depths: list[int] = []
    before = len(connection.savepoint_ids)

    def derived(lake: Lake) -> object:
        depths.append(len(connection.savepoint_ids))
        return derive(lake)

    monkeypatch.setattr(intake, "derive", derived)
    at(clerk).post(look(at, clerk), SAID)
    assert depths == [before]
