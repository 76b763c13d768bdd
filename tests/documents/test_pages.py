"""The pages of the register: what they show, to whom, and at what cost."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from minhchung.apps.documents.actions import approve, draft, register_incoming, relate
from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.models import Document, Relation
from minhchung.apps.organisations.models import Commune, Person
from tests.documents.conftest import WARD, Register
from tests.documents.registers import ROWS, xlsx
from tests.files.samples import NOTICE, docx_of, notice_docx
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


def test_a_directive_uploaded_a_second_time_says_so_before_its_work_is_given_twice(ward: Commune, officer: Person) -> None:
    client, unnumbered = signed_in(officer), ["THÔNG BÁO", "Phòng Kinh tế lập danh sách hộ kinh doanh trước ngày 28/11/2026."]
    for content in (notice_docx(), docx_of(unnumbered)):
        first, again = (
            client.post("/van-ban/tai-len/", {"so": "den", "files": [SimpleUploadedFile(name, content)]}) for name in ("a.docx", "b.docx")
        )
        assert first["Location"].endswith("/doc/")
        assert not again["Location"].endswith("/doc/")
        assert "Có 1 văn bản cùng số hoặc cùng tệp, có thể vào sổ hai lần" in client.get(again["Location"]).content.decode()


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


@pytest.mark.parametrize(("name", "content"), [("hong.pdf", b"%PDF-1.7 hong " * 50), ("hong.docx", notice_docx()[:3000])])
def test_a_broken_file_is_refused_with_its_cause_and_a_way_out_whatever_its_type(
    ward: Commune, officer: Person, own_store: object, name: str, content: bytes
) -> None:
    page = signed_in(officer).post("/van-ban/tai-len/", {"files": [SimpleUploadedFile(name, content)]})
    assert page.status_code == 422
    assert f"“{name}” bị hỏng" in page.content.decode()
    assert "xin lại tệp gốc" in page.content.decode()
    assert not Document.objects.exists()


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


def test_a_day_ahead_of_today_is_said_on_the_form_and_nothing_typed_is_lost(ward: Commune, officer: Person, leader: Person) -> None:
    report = draft(commune=ward, fields=Fields(code="BC-UBND", subject="Báo cáo"), actor=officer, at=NOW)
    approve(document=report, actor=leader, at=NOW)
    sent = {"code": "798/BC-UBND", "issued_on": "25/11/2026", "signer": "Ngô Thanh Bách"}
    answer = signed_in(officer).post(f"/van-ban/{report.pk}/ban-hanh/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "ở sau hôm nay 20/11/2026" in page
    assert 'value="798/BC-UBND"' in page
    assert 'value="Ngô Thanh Bách"' in page
    report.refresh_from_db()
    assert (report.state, report.number) == ("approved", None)


@pytest.mark.parametrize("step", ["ban-da-ky", "tep"])
def test_a_broken_file_for_a_document_is_refused_on_the_page_it_was_dropped_on(
    ward: Commune, officer: Person, leader: Person, step: str
) -> None:
    report = draft(commune=ward, fields=Fields(code="BC-UBND", subject="Báo cáo"), actor=officer, at=NOW)
    approve(document=report, actor=leader, at=NOW)
    broken = SimpleUploadedFile("hong.pdf", b"%PDF-1.7 hong " * 50)
    answer = signed_in(officer).post(f"/van-ban/{report.pk}/{step}/", {"files": broken}, follow=True)
    assert answer.status_code == 200
    assert "“hong.pdf” bị hỏng" in answer.content.decode()
    report.refresh_from_db()
    assert report.file is None


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


def urge(person: Person, source: Document, target: Document) -> None:
    relate(document=source, target=target, kind=Relation.Kind.URGES, actor=person, at=NOW)


def test_the_register_says_which_urging_a_document_is(incoming: Register, officer: Person) -> None:
    plan, first, second = incoming("15/KH-UBND"), incoming("77/SNV-CCHC"), incoming("91/SNV-CCHC", issued_on=date(2026, 11, 9))
    urge(officer, first, plan)
    urge(officer, second, first)
    page = signed_in(officer).get("/van-ban/").content.decode()
    assert page.count("đôn đốc lần 1") == 1
    assert page.count("đôn đốc lần 2") == 1
    assert page.index("đôn đốc lần 2") < page.index("đôn đốc lần 1"), "newest entered first"


def test_asking_which_urging_costs_the_same_for_one_row_and_for_many(incoming: Register, officer: Person) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert signed_in(officer).get("/van-ban/").status_code == 200
        return len(queries)

    urge(officer, incoming("1/SNV-CCHC"), incoming("2/KH-UBND"))
    before = cost()
    for number in range(10, 20):
        urge(officer, incoming(f"{number}/SNV-CCHC"), incoming(f"{number}/KH-UBND"))
    assert cost() == before


def test_a_blank_number_is_said_and_a_strange_code_is_left_as_it_is(ward: Commune, incoming: Register, officer: Person) -> None:
    blank = draft(commune=ward, fields=Fields(code="TB-UBND", subject="Thông báo"), actor=officer, at=NOW)
    assert blank.title == "(chưa có số) TB-UBND Thông báo"
    assert blank.code == "TB-UBND"
    assert incoming("Hiến pháp 2013").shown_code == "Hiến pháp 2013"
    assert incoming("15/KH-UBND").shown_code == "15/KH-UBND"


def test_what_was_pasted_is_not_said_to_come_from_a_file(ward: Commune, officer: Person) -> None:
    document = register_incoming(commune=ward, text="\n\n".join(NOTICE), actor=officer, at=NOW)
    for address in ("/van-ban/", f"/van-ban/{document.pk}/", f"/van-ban/{document.pk}/sua/"):
        page = signed_in(officer).get(address).content.decode()
        assert "đọc từ nội dung dán" in page
        assert "đọc từ tệp" not in page


def test_the_form_of_relations_chooses_nothing_beforehand(incoming: Register, officer: Person) -> None:
    first, second = incoming("15/KH-UBND"), incoming("77/SNV-CCHC")
    address = f"/van-ban/{first.pk}/quan-he/"
    page = signed_in(officer).get(address).content.decode()
    assert '<option value="" selected>Chọn quan hệ</option>' in page
    refused = signed_in(officer).post(address, {"kind": "", "target": second.pk, "scope": "", "on": ""})
    assert (refused.status_code, "Chưa chọn quan hệ" in refused.content.decode()) == (422, True)
    assert not Relation.objects.exists()


def test_a_number_of_arrival_already_given_is_said_at_its_field_and_what_was_typed_stays(ward: Commune, officer: Person) -> None:
    taken = register_incoming(commune=ward, text="\n\n".join(NOTICE), actor=officer, at=NOW)
    sent = {"so": "den", "code": "15/KH-UBND", "subject": "Kế hoạch kiểm tra", "arrival_number": "1", "arrived_on": "20/11/2026"}
    page = signed_in(officer).post("/van-ban/them/", sent).content.decode()
    assert "Số đến 1 năm 2026 đã cấp cho văn bản khác. Ghi số kế tiếp 2" in page
    assert "Kế hoạch kiểm tra" in page
    signed_in(officer).post("/van-ban/them/", {**sent, "arrival_number": ""})
    other = Document.objects.exclude(pk=taken.pk).get()
    assert other.arrival_number == 2
    refused = signed_in(officer).post(f"/van-ban/{other.pk}/sua/", {**sent, "arrival_number": "1"})
    assert (refused.status_code, "đã cấp cho văn bản khác" in refused.content.decode()) == (422, True)
