"""The pages of evidence."""

from datetime import datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Occurrence
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.documents.models import Document
from minhchung.apps.evidence.actions import claim
from minhchung.apps.evidence.claimable import Place
from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.presenting import panel
from minhchung.apps.files.actions import store
from minhchung.apps.files.jobs import read_waiting
from minhchung.apps.files.models import Signature, StoredFile
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Commune, Person, Unit
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


@pytest.mark.parametrize(("name", "content"), [("hong.pdf", b"%PDF-1.7 hong " * 50), ("hong.docx", notice_docx()[:3000])])
def test_a_broken_file_is_no_evidence_whatever_its_type(place: Place, officer: Person, name: str, content: bytes) -> None:
    page = bring(signed_in(officer), place, files=[SimpleUploadedFile(name, content)])
    assert f"“{name}” bị hỏng" in page
    assert not Claim.objects.exists()


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


def test_where_nothing_is_owed_nothing_is_said_to_be_missing(place: Place, given: object, officer: Person) -> None:
    client = signed_in(officer)
    page = client.get(f"/minh-chung/cua/document/{place.key}/").content.decode()
    assert "không yêu cầu" in page
    assert 'data-state="none"' not in page
    claim(place=place, upload=given(blank_pdf(), "bien-ban.pdf"), actor=officer, at=NOW)  # type: ignore[operator]
    assert "Chờ kiểm tra" in client.get(f"/minh-chung/cua/document/{place.key}/").content.decode()


def work_of(ward: Commune, units: dict[str, Unit], title: str, *leads: str) -> list[Occurrence]:
    draft = Draft(
        title=title, lead=tuple(DraftUnit(short, units[short].pk) for short in leads), deadline_kind="date", deadline_on="2026-12-05"
    )
    made = assignments.add(commune=ward, draft=draft, wording=title, actor=None, at=NOW)
    return list(Occurrence.objects.filter(duty__assignment=made).order_by("pk"))


def answer(ward: Commune, work: Occurrence, person: Person) -> None:
    """The work is answered by an issued document, which is enough to show."""
    values = {"number": 812, "symbol": "BC-UBND", "issued_on": NOW.date(), "added_at": NOW}
    letter = Document.objects.create(commune=ward, direction="out", state="issued", **values)
    assignments.answer(occurrence=work, document=letter, actor=person, at=NOW)


def test_work_owes_evidence_until_it_is_accepted(ward: Commune, units: dict[str, Unit], officer: Person, leader: Person) -> None:
    (work,) = work_of(ward, units, "Kế hoạch kiểm tra chợ", "KT")
    client, address = signed_in(officer), f"/viec/ky/{work.pk}/"
    assert 'data-state="none">Chưa có' in client.get(address, follow=True).content.decode()
    answer(ward, work, officer)
    assignments.submit(occurrence=work, actor=officer, at=NOW)
    assignments.accept(occurrence=work, actor=leader, at=NOW)
    page = client.get(address, follow=True).content.decode()
    assert "không yêu cầu" in page
    assert 'data-state="none">Chưa có' not in page


def test_a_file_is_offered_only_the_open_work_its_person_may_prove(
    given: object, ward: Commune, units: dict[str, Unit], officer: Person, leader: Person
) -> None:
    stored = store(commune=ward, received=given(blank_pdf(), "quet.pdf"), actor=officer, at=NOW)  # type: ignore[operator]
    own, other = work_of(ward, units, "Kiểm tra chợ đêm", "KT", "VP")
    (done,) = work_of(ward, units, "Kiểm tra chợ hoa", "KT")
    answer(ward, done, officer)
    assignments.submit(occurrence=done, actor=officer, at=NOW)
    assignments.accept(occurrence=done, actor=leader, at=NOW)
    address = f"/minh-chung/tep/{stored.pk}/?q=kiem+tra+cho"
    page = signed_in(officer).get(address).content.decode()
    assert f'value="occurrence:{own.pk}"' in page
    assert "Việc 1 (KT): Kiểm tra chợ đêm" in page
    assert f'value="occurrence:{other.pk}"' not in page
    assert f'value="occurrence:{done.pk}"' not in page
    assert f'value="occurrence:{other.pk}"' in signed_in(leader).get(address).content.decode()
    signed_in(officer).post(address, {"subject": f"occurrence:{own.pk}"})
    assert Claim.objects.get().key == str(own.pk)


def test_a_piece_shows_who_signed_when_and_whether_it_still_stands(place: Place, officer: Person) -> None:
    bring(signed_in(officer), place, files=[SimpleUploadedFile("ket-qua.pdf", blank_pdf())])
    piece = Claim.objects.get()
    when = datetime(2026, 11, 19, 8, 5, tzinfo=NOW.tzinfo)
    signed = {"signer": "Ủy ban nhân dân phường Vân Khê", "signed_at": when, "by_agency": True, "digest_algorithm": "SHA256"}
    Signature.objects.create(blob=piece.file.blob, order=1, intact=True, changed_after=True, note="Có ô được thêm sau khi ký.", **signed)
    page = signed_in(officer).get(f"/minh-chung/{piece.pk}/").content.decode()
    for words in (
        "Ủy ban nhân dân phường Vân Khê",
        "chữ ký số cơ quan",
        "ký lúc 08:05 ngày 19/11/2026",
        "còn nguyên",
        "sửa đổi sau khi ký",
    ):
        assert words in page


def test_evidence_added_to_accepted_work_is_taken_and_said_to_be_later(ward: Commune, units: dict[str, Unit], standing: Person) -> None:
    draft = Draft(title="Lập sổ", lead=(DraftUnit("Phòng Kinh tế", units["KT"].pk),), deadline_kind="date", deadline_on="2026-12-01")
    made = assignments.add(commune=ward, draft=draft, wording="Lập sổ", actor=standing, at=NOW)
    occurrence = Occurrence.objects.get(duty__assignment=made)
    place = Place(ward.code, "occurrence", str(occurrence.pk))
    early = claim(place=place, stored=stored_text(ward, "som.txt"), actor=None, at=NOW)
    assignments.submit(occurrence=occurrence, actor=None, at=NOW)
    assignments.accept(occurrence=occurrence, actor=standing, at=NOW)
    later = claim(place=place, stored=stored_text(ward, "muon.txt"), actor=None, at=NOW + timedelta(days=2))
    said = dict(HistoryEvent.objects.filter(act="evidence.claim").values_list("after__claim", "note"))
    assert said == {early.pk: "", later.pk: "Thêm sau nghiệm thu ngày 20/11/2026"}
    lines = {line.looked.claim: line.accepted_at for line in panel(standing, place.ref).lines}
    assert lines == {early: None, later: NOW}
    client = signed_in(standing)
    assert "thêm sau nghiệm thu ngày 20/11/2026" in client.get(f"/minh-chung/{later.pk}/dong/").content.decode()
    assert "thêm sau nghiệm thu" not in client.get(f"/minh-chung/{early.pk}/dong/").content.decode()


def stored_text(ward: Commune, name: str) -> StoredFile:
    return store(commune=ward, received=receive(ContentFile(name.encode(), name=name)), actor=None, at=NOW)
