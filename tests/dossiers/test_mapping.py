"""An export nobody knows, from the page of columns to its dossiers in the lake."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from minhchung.apps.dossiers.models import DossierImport, ExportProfile
from minhchung.apps.dossiers.reading import opened
from minhchung.apps.organisations.models import Commune, Person
from tests.dossiers.conftest import At

pytestmark = pytest.mark.django_db
ROWS = [
    ["Phiếu số", "Việc gì", "Vào sổ", "Họ tên", "Ở đâu rồi"],
    ["12/HS", "Khai sinh", "19/11/2026", "Nguyễn Văn A", "Đang ở lãnh đạo"],
    ["13/HS", "Khai tử", "19/11/2026", "Trần Thị B", "Đang xử lý"],
]
CHOICE = {"c0": "code", "c1": "procedure", "c2": "received_at", "c4": "status", "ten": "Sổ của phường"}
WHEN = {"day": "20/11/2026", "hour": "07:45"}


def workbook(rows: list[list[str]] = ROWS) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("so.xlsx", out.getvalue())


def test_an_unknown_list_is_mapped_brought_in_and_known_the_next_time(ward: Commune, at: At, clerk: Person) -> None:
    client = at(clerk)
    page = client.post(reverse("dossiers:bring"), {"files": workbook()}, follow=True)
    assert page.redirect_chain[-1][0].endswith("/cot/")
    html = page.content.decode()
    assert "Không thấy danh sách hồ sơ trong tệp" in html
    assert "thông tin người nộp, không đọc" in html
    assert "Nguyễn Văn A" not in html
    columns = page.redirect_chain[-1][0]
    wrong = client.post(columns, {**CHOICE, "ten": " "})
    assert wrong.status_code == 422
    assert "Chưa đặt tên cho mẫu" in wrong.content.decode()
    assert '<option value="procedure" selected' in wrong.content.decode(), "what was chosen stays chosen"
    look = client.post(columns, CHOICE, follow=True)
    assert "Đã lưu mẫu “Sổ của phường”" in look.content.decode()
    assert "“Đang ở lãnh đạo”" in look.content.decode()
    address = look.redirect_chain[-1][0]
    token = address.split("/")[3]
    look = client.post(reverse("dossiers:map_words", args=[token]) + "?mau=so-cua-phuong", {"statuses:0": "processing"}, follow=True)
    assert "Chữ chưa biết nghĩa" not in look.content.decode()
    client.post(look.redirect_chain[-1][0], WHEN)
    assert DossierImport.objects.get().profile == "so-cua-phuong"
    lake = opened(ward)
    assert lake is not None
    rows = lake.tables.read("dossiers", ("code", "status")).rows.to_pylist()
    assert sorted((row["code"], row["status"]) for row in rows) == [("12/HS", "processing"), ("13/HS", "processing")]
    again = client.post(
        reverse("dossiers:bring"), {"files": workbook([*ROWS, ["14/HS", "Khai sinh", "20/11/2026", "C", "Đang ở lãnh đạo"]])}, follow=True
    )
    assert "Sổ của phường" in again.content.decode()
    assert "Nhập 3 hồ sơ" in again.content.decode()


def test_words_of_a_packaged_profile_become_a_profile_of_the_ward(ward: Commune, at: At, clerk: Person) -> None:
    client = at(clerk)
    rows = [["Mã hồ sơ", "Ngày tiếp nhận", "Trạng thái"], ["H99.12-261119-0001", "19/11/2026", "Nằm chờ"]]
    page = client.post(reverse("dossiers:bring"), {"files": workbook(rows)}, follow=True)
    token = page.redirect_chain[-1][0].split("/")[3]
    none = client.post(reverse("dossiers:map_words", args=[token]), {}, follow=True)
    assert "Chưa chọn nghĩa cho chữ nào." in none.content.decode()
    client.post(reverse("dossiers:map_words", args=[token]), {"statuses:0": "supplement"})
    saved = ExportProfile.objects.get()
    assert saved.name == "chung-rieng"
    assert '"Nằm chờ" = "supplement"' in saved.text


def test_a_profile_is_dropped_by_who_brings_in_and_by_nobody_else(
    ward: Commune, at: At, clerk: Person, other_clerk: Person, officer: Person
) -> None:
    page = at(clerk).post(reverse("dossiers:bring"), {"files": workbook()}, follow=True)
    at(clerk).post(page.redirect_chain[-1][0], CHOICE)
    address = reverse("dossiers:drop_profile", args=[ExportProfile.objects.get().pk])
    assert at(other_clerk).post(address).status_code == 404
    assert at(officer).post(address).status_code == 403
    assert "Đã bỏ mẫu “Sổ của phường”" in at(clerk).post(address, follow=True).content.decode()
    assert not ExportProfile.objects.exists()


def test_a_file_without_a_table_goes_back_to_the_beginning(ward: Commune, at: At, clerk: Person) -> None:
    page = at(clerk).post(reverse("dossiers:bring"), {"files": SimpleUploadedFile("a.json", b"[]")}, follow=True)
    assert page.redirect_chain[-1][0] == reverse("dossiers:bring")
    assert "không có cột để ghép" in page.content.decode()


def test_words_are_asked_before_the_rejected_rows_and_those_not_shown_are_only_counted(ward: Commune, at: At, clerk: Person) -> None:
    """A word that could be about a person is not shown: nobody can say what it means, and a meaning saved for it would fit nothing."""
    head = "Mã hồ sơ,Ngày tiếp nhận,Trạng thái,Thời hạn giải quyết\n"
    rows = [
        ("1", "19/11/2026", "Lơ lửng", "3 ngày"),
        ("2", "19/11/2026", "Nguyễn Văn Mẫu", "lâu lắm"),
        ("3", "32/11/2026", "Lơ lửng", "3 ngày"),
    ]
    text = head + "".join(f"H99.12-261119-000{code},{','.join(rest)}\n" for code, *rest in rows)
    page = at(clerk).post(reverse("dossiers:bring"), {"files": SimpleUploadedFile("a.csv", text.encode())}, follow=True)
    html = page.content.decode()
    assert "1 chữ chưa biết nghĩa" in html
    assert html.index("“Lơ lửng”") < html.index("Không phải ngày giờ có thật")
    assert "ký tự)”" not in html
    assert "1 chữ khác dài hoặc giống tên người nên không hiện ở đây" in html
    assert "Thời hạn chưa đọc được" in html
    assert "(limits)" not in html
