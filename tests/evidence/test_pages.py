"""The pages of evidence."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from minhchung.apps.documents.models import Document
from minhchung.apps.evidence.actions import claim
from minhchung.apps.evidence.claimable import Place
from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.presenting import panel
from minhchung.apps.files.actions import store
from minhchung.apps.files.jobs import read_waiting
from minhchung.apps.organisations.models import Commune, Person
from tests.files.samples import blank_pdf, notice_docx
from tests.personas import NOW

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def bring(client: Client, place: Place, **sent: object) -> str:
    return client.post(f"/minh-chung/nop/{place.kind}/{place.key}/", sent, follow=True).content.decode()


def test_many_files_are_brought_at_once_and_a_bad_one_loses_no_other(place: Place, officer: Person) -> None:
    files = [SimpleUploadedFile("a.docx", notice_docx()), SimpleUploadedFile("b.pdf", blank_pdf()), SimpleUploadedFile("c.html", b"<html>")]
    page = bring(signed_in(officer), place, files=files)
    assert "Đã nộp 2 minh chứng" in page
    assert "c.html" in page
    assert Claim.objects.count() == 2


def test_a_checker_goes_from_the_list_to_a_judgement(place: Place, officer: Person, leader: Person) -> None:
    bring(signed_in(officer), place, files=[SimpleUploadedFile("bao-cao.docx", notice_docx())])
    piece = Claim.objects.get()
    client = signed_in(leader)
    assert "bao-cao.docx" in client.get("/minh-chung/").content.decode()
    page = client.get(f"/minh-chung/{piece.pk}/").content.decode()
    assert "Người nộp ghi" in page
    assert "468/TB-UBND" in page
    client.post(f"/minh-chung/{piece.pk}/kiem-tra/", {"ket_qua": "chua", "reason": "Thiếu dấu", "seen": "wait"})
    assert "Thiếu dấu" in client.get("/minh-chung/?muc=sai").content.decode()
    assert client.post(f"/minh-chung/{piece.pk}/kiem-tra/", {"ket_qua": "dat", "seen": "wait"}).status_code == 409


def test_the_claimer_corrects_and_withdraws(place: Place, officer: Person) -> None:
    client = signed_in(officer)
    bring(client, place, files=[SimpleUploadedFile("bao-cao.docx", notice_docx())])
    piece = Claim.objects.get()
    sent = {"title": "Báo cáo", "number": "468/TB-UBND", "dated": "2026-11-19", "issuer": "", "signed": ""}
    assert client.post(f"/minh-chung/{piece.pk}/sua/", sent).status_code == 302
    assert client.post(f"/minh-chung/{piece.pk}/sua/", {**sent, "dated": "2027-01-01"}).status_code == 422
    assert client.post(f"/minh-chung/{piece.pk}/kiem-tra/", {"ket_qua": "dat"}).status_code == 403
    client.post(f"/minh-chung/{piece.pk}/rut/", {"reason": "nhầm"})
    assert client.get(f"/minh-chung/{piece.pk}/").status_code == 404


def test_a_file_that_proves_nothing_yet_is_linked_to_a_subject_found_by_its_words(
    given: object, place: Place, ward: Commune, officer: Person
) -> None:
    stored = store(commune=ward, received=given(blank_pdf(), "quet.pdf"), actor=officer, at=NOW)  # type: ignore[operator]
    client = signed_in(officer)
    assert "quet.pdf" in client.get("/minh-chung/?muc=le").content.decode()
    page = client.get(f"/minh-chung/tep/{stored.pk}/?q=ke+hoach+kiem+tra").content.decode()
    assert f'value="document:{place.key}"' in page
    client.post(f"/minh-chung/tep/{stored.pk}/", {"subject": f"document:{place.key}"})
    assert Claim.objects.get().file == stored
    client.get("/minh-chung/")  # the success message is shown here
    assert "quet.pdf" not in client.get("/minh-chung/?muc=le").content.decode()


def test_a_stored_file_or_a_registered_document_is_chosen(
    given: object, place: Place, subject: Document, ward: Commune, officer: Person
) -> None:
    store(commune=ward, received=given(blank_pdf(), "quet.pdf"), actor=officer, at=NOW)  # type: ignore[operator]
    client = signed_in(officer)
    assert "quet.pdf" in client.get(f"/minh-chung/chon/document/{place.key}/?q=quet").content.decode()
    bring(client, place, van_ban=str(subject.pk))
    assert Claim.objects.get().document == subject


def test_another_ward_finds_no_place_to_bring_anything(place: Place, other_clerk: Person) -> None:
    client = signed_in(other_clerk)
    assert client.post(f"/minh-chung/nop/document/{place.key}/", {}).status_code == 404
    assert client.get(f"/minh-chung/chon/document/{place.key}/").status_code == 404
    assert client.post("/minh-chung/nop/khong-co/1/", {}).status_code == 404


def test_the_part_for_subject_pages_shows_state_checks_and_the_drop(place: Place, given: object, officer: Person, reader: Person) -> None:
    claim(place=place, upload=given(blank_pdf(), "bien-ban.pdf"), actor=officer, at=NOW)  # type: ignore[operator]
    request = RequestFactory().get("/")
    request.user = officer
    page = render_to_string("evidence/list.html", {"panel": panel(officer, place.ref)}, request=request)
    assert "Chờ kiểm tra" in page
    assert "đang đọc tệp" in page
    assert "data-drop" in page
    made = Claim.objects.get()
    client = signed_in(officer)
    assert f'hx-get="/minh-chung/{made.pk}/dong/"' in client.get(f"/minh-chung/{made.pk}/dong/").content.decode()
    assert "Đang đọc tệp." in client.get(f"/minh-chung/{made.pk}/").content.decode()
    read_waiting(NOW)
    line = client.get(f"/minh-chung/{made.pk}/dong/").content.decode()
    assert "chưa có chữ ký số" in line
    assert "hx-get" not in line
    assert "data-drop" not in render_to_string("evidence/list.html", {"panel": panel(reader, place.ref)}, request=request)


def test_the_cost_of_the_list_does_not_grow_with_its_rows(place: Place, given: object, officer: Person, leader: Person) -> None:
    from django.db import connection

    def fill(start: int) -> None:
        for number in range(start, start + 5):
            claim(place=place, upload=given(f"bien ban {number}".encode(), f"{number}.txt"), actor=officer, at=NOW)  # type: ignore[operator]

    client = signed_in(leader)
    fill(1)
    client.get("/minh-chung/")
    with CaptureQueriesContext(connection) as few:
        client.get("/minh-chung/")
    fill(20)
    with CaptureQueriesContext(connection) as many:
        client.get("/minh-chung/")
    assert len(many) <= len(few)
