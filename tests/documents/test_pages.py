"""The pages of the register: what they show, to whom, and at what cost."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import CaptureQueriesContext

from minhchung.apps.documents.actions import draft, relate
from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.models import Document, Relation
from minhchung.apps.organisations.models import Commune, Person
from tests.documents.conftest import WARD, Register
from tests.documents.registers import ROWS, xlsx
from tests.files.samples import NOTICE, notice_docx
from tests.personas import NOW

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def test_one_directive_uploaded_opens_the_reader(ward: Commune, officer: Person) -> None:
    file = SimpleUploadedFile("thong-bao.docx", notice_docx())
    answer = signed_in(officer).post("/van-ban/tai-len/", {"so": "den", "files": [file]})
    document = Document.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/van-ban/{document.pk}/doc/"


def test_a_refused_file_says_why_and_loses_no_other(ward: Commune, officer: Person) -> None:
    files = [SimpleUploadedFile("trang.html", b"<html>x</html>"), SimpleUploadedFile("thong-bao.docx", notice_docx())]
    answer = signed_in(officer).post("/van-ban/tai-len/", {"so": "den", "files": files})
    page = answer.content.decode()
    assert "1 tệp không được nhận" in page
    assert "trang.html" in page
    assert Document.objects.get().code == "468/TB-UBND"


def test_pasted_text_opens_the_reader_and_empty_text_says_so(ward: Commune, officer: Person) -> None:
    client = signed_in(officer)
    assert client.post("/van-ban/dan/", {"text": "\n\n".join(NOTICE)}).status_code == 302
    answer = client.post("/van-ban/dan/", {"text": ""})
    assert answer.status_code == 422
    assert "dán toàn văn" in answer.content.decode()


def test_a_number_in_the_register_is_shown_before_a_second_row_is_saved(ward: Commune, officer: Person, incoming: Register) -> None:
    incoming("15/KH-UBND")
    client = signed_in(officer)
    row = {"so": "den", "code": "15/KH-UBND", "issued_on": "2026-11-02", "issuer": "UBND thành phố", "subject": "Kế hoạch"}
    first = client.post("/van-ban/them/", row)
    assert first.status_code == 422
    assert "Trong sổ đã có 1 văn bản cùng số" in first.content.decode()
    assert client.post("/van-ban/them/", {**row, "van_luu": "1"}).status_code == 302
    assert Document.objects.count() == 2


def test_the_register_searches_without_marks_and_filters(ward: Commune, officer: Person, incoming: Register) -> None:
    incoming("15/KH-UBND", subject="Kế hoạch kiểm tra đất đai", needs_answer=True, answer_due_on=date(2026, 11, 16))
    incoming("16/KH-UBND", subject="Kế hoạch tuyên truyền", issued_on=date(2025, 5, 5))
    client = signed_in(officer)
    found = client.get("/van-ban/?q=dat+dai").content.decode()
    assert "15/KH-UBND" in found
    assert "16/KH-UBND" not in found
    late = client.get("/van-ban/?loc=cham-xu-ly").content.decode()
    assert "Trễ 4 ngày làm việc" in late
    assert "16/KH-UBND" not in late
    assert "16/KH-UBND" in client.get("/van-ban/?nam=2025").content.decode()
    assert "Không có văn bản nào khớp" in client.get("/van-ban/?q=khong+co+gi").content.decode()


@pytest.mark.parametrize("address", ["/van-ban/", "/van-ban/?so=di", "/van-ban/cho-tra-loi/"])
def test_the_cost_of_a_list_does_not_grow_with_its_rows(
    address: str, ward: Commune, officer: Person, incoming: Register, leader: Person
) -> None:
    from django.db import connection

    def fill(start: int) -> None:
        for number in range(start, start + 5):
            incoming(f"{number}/KH-UBND")
            Document.objects.create(commune=ward, direction="out", state="issued", number=number, symbol="BC-UBND", series="BC",
                                    issued_on=date(2026, 11, 2), needs_answer=True, added_at=NOW)  # fmt: skip

    client = signed_in(officer)
    fill(1)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address)
    fill(50)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few)


def test_the_page_of_a_document_shows_both_sides_of_its_links(ward: Commune, officer: Person, incoming: Register) -> None:
    plan = incoming("15/KH-UBND", issued_on=date(2026, 1, 6))
    notice = incoming("468/TB-UBND", issuer=WARD, text="Thực hiện Kế hoạch số 15/KH-UBND ngày 06/01/2026 của UBND thành phố.")
    relate(document=notice, target=plan, kind=Relation.Kind.URGES, actor=officer, at=NOW)
    client = signed_in(officer)
    page = client.get(f"/van-ban/{plan.pk}/").content.decode()
    assert "được đôn đốc bởi" in page
    assert "468/TB-UBND" in page
    assert "đôn đốc lần 1" in page
    assert f"/van-ban/{notice.pk}/doc/" in client.get(f"/van-ban/{notice.pk}/").content.decode()


def test_another_wards_document_does_not_exist(incoming: Register, other_clerk: Person, appraiser: Person) -> None:
    document = incoming("15/KH-UBND")
    for person in (other_clerk, appraiser):
        client = signed_in(person)
        for address in (f"/van-ban/{document.pk}/", f"/van-ban/{document.pk}/sua/", f"/van-ban/{document.pk}/quan-he/"):
            assert client.get(address).status_code == 404


def test_who_only_looks_on_gets_no_forms(incoming: Register, reader: Person) -> None:
    document = incoming("15/KH-UBND")
    client = signed_in(reader)
    assert client.get(f"/van-ban/{document.pk}/").status_code == 200
    for address in ("/van-ban/tai-len/", "/van-ban/them/", "/van-ban/dan/", "/van-ban/nhap-so/", f"/van-ban/{document.pk}/sua/"):
        assert client.get(address).status_code == 403
    assert client.post(f"/van-ban/{document.pk}/ra-so/", {"reason": "x"}).status_code == 403


def test_the_signed_file_that_comes_back_is_offered_for_confirmation(ward: Commune, officer: Person, leader: Person) -> None:
    report = draft(commune=ward, fields=Fields(code="TB-UBND", subject="Thông báo"), actor=officer, at=NOW)
    client = signed_in(leader)
    client.post(f"/van-ban/{report.pk}/buoc/duyet/")
    answer = client.post(f"/van-ban/{report.pk}/ban-da-ky/", {"files": SimpleUploadedFile("da-ky.docx", notice_docx())})
    page = client.get(answer["Location"]).content.decode()
    assert 'value="468/TB-UBND"' in page
    assert 'value="2026-11-19"' in page
    stored = answer["Location"].rpartition("=")[2]
    sent = {"tep": stored, "code": "468/TB-UBND", "issued_on": "2026-11-19", "personal_signature": "1", "agency_signature": ""}
    assert client.post(f"/van-ban/{report.pk}/ban-hanh/", sent).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.code, report.personal_signature, str(report.file_id)) == ("issued", "468/TB-UBND", True, stored)


def test_a_register_is_previewed_before_it_is_brought_in(ward: Commune, units: dict, officer: Person) -> None:
    client = signed_in(officer)
    answer = client.post("/van-ban/nhap-so/", {"so": "den", "files": SimpleUploadedFile("so-den.xlsx", xlsx(ROWS))})
    page = client.get(answer["Location"]).content.decode()
    assert "sẽ thêm 2 văn bản" in page
    assert "không phải ngày có thật" in page
    assert not Document.objects.exists()
    columns = {f"c{place}": name for place, name in {1: "arrival_number", 2: "arrived_on", 3: "code", 4: "issued_on", 6: "subject"}.items()}
    result = client.post(answer["Location"], {"so": "den", "ten": "Sổ đến", **columns}, follow=True).content.decode()
    assert "Đã thêm" in result
    assert "Dòng 6" in result
    assert Document.objects.exists()


def test_a_form_leaves_what_it_does_not_show(incoming: Register, officer: Person) -> None:
    document = incoming("15/KH-UBND", personal_signature=True)
    signed_in(officer).post(f"/van-ban/{document.pk}/sua/", {"code": "15/KH-UBND", "issued_on": "2026-11-01"})
    document.refresh_from_db()
    assert (document.personal_signature, document.issued_on, document.issuer) == (True, date(2026, 11, 1), "")


def test_every_step_of_correcting_a_row_works_from_its_page(incoming: Register, officer: Person) -> None:
    document = incoming("15/KH-UBND")
    client = signed_in(officer)
    sent = {"code": "15/KH-UBND", "issued_on": "2026-11-01", "subject": "Sửa"}
    assert client.post(f"/van-ban/{document.pk}/sua/", sent).status_code == 302
    assert client.post(f"/van-ban/{document.pk}/sua/", {**sent, "issued_on": "2026-12-01"}).status_code == 422
    client.post(f"/van-ban/{document.pk}/tra-loi/", {"wanted": "on", "due_on": "2026-11-30"})
    client.post(f"/van-ban/{document.pk}/tep/", {"files": SimpleUploadedFile("a.docx", notice_docx())})
    document.refresh_from_db()
    assert (document.subject, document.needs_answer, document.file is not None) == ("Sửa", True, True)
    client.post(f"/van-ban/{document.pk}/ra-so/", {"reason": "Vào nhầm"})
    page = client.get(f"/van-ban/{document.pk}/").content.decode()
    assert "đã ra khỏi sổ" in page
    assert "Vào nhầm" in page
    client.post(f"/van-ban/{document.pk}/vao-lai/")
    document.refresh_from_db()
    assert document.archived_at is None
