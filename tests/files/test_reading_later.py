"""What takes long to read is acknowledged first and read by a job: once, to an end, and without losing anything on the way."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client

from minhchung.apps.documents.actions import draft, edit, register_incoming
from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.jobs import follow_files
from minhchung.apps.documents.models import Document
from minhchung.apps.files import jobs, links, reading, vault
from minhchung.apps.files.actions import reread, store
from minhchung.apps.files.jobs import read_waiting
from minhchung.apps.files.models import Blob, StoredFile
from minhchung.apps.files.receiving import Received
from minhchung.apps.files.said import said_by
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.alone import alone
from minhchung.apps.ground.models import HistoryEvent, Notice
from minhchung.apps.organisations.models import Commune, Person
from minhchung.text.extract import Extracted, ExtractError, MediaType, SecretDocument
from tests.files.samples import NOTICE, blank_pdf, docx_of, png
from tests.personas import NOW

pytestmark = pytest.mark.django_db
Given = Callable[..., Received]
State = Blob.TextState
TEXT = "\n\n".join(NOTICE)


@pytest.fixture
def recognised(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Pictures hold the sample notice; the list tells what was read, in order."""
    read: list[str] = []

    def recognise(data: bytes, *, name: str, **_: object) -> Extracted:
        read.append(name)
        return Extracted(TEXT, MediaType.PNG, name, ocr=True)

    monkeypatch.setattr(reading, "extract", recognise)
    return read


@contextmanager
def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> Iterator[None]:
    def fail(*_: object, **__: object) -> Extracted:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(reading, "extract", fail)
        yield


def test_a_scan_enters_the_register_at_once_and_its_row_is_filled_when_it_is_read(
    given: Given, ward: Commune, officer: Person, recognised: list[str]
) -> None:
    document = register_incoming(commune=ward, upload=given(png(), "thong-bao.png"), actor=officer, at=NOW)
    assert (document.file_state, document.code, document.text) == (State.WAITING, "", "")
    assert document.arrived_on == NOW.date()
    assert read_waiting(NOW) == 1
    document.refresh_from_db()
    assert (document.file_state, document.code) == ("", "468/TB-UBND")
    assert "Hoàn thiện hồ sơ sáng kiến" in document.text
    assert {"code", "issued_on", "subject"} <= set(document.from_file)
    event = HistoryEvent.objects.get(act="documents.take_reading")
    assert (event.actor_name, event.after["number"]) == ("Hệ thống", 468)
    assert read_waiting(NOW) == follow_files(NOW) == 0


def test_a_scanned_draft_takes_the_issuer_its_file_names(given: Given, ward: Commune, officer: Person, recognised: list[str]) -> None:
    document = draft(commune=ward, upload=given(png(), "du-thao.png"), actor=officer, at=NOW)
    read_waiting(NOW)
    document.refresh_from_db()
    assert (document.code, document.subject) == ("468/TB-UBND", said_by(TEXT)["subject"])
    assert document.issuer == said_by(TEXT).get("issuer", document.issuer) != ""


def test_what_a_person_wrote_while_the_file_was_read_stays(given: Given, ward: Commune, officer: Person, recognised: list[str]) -> None:
    document = register_incoming(commune=ward, upload=given(png()), actor=officer, at=NOW)
    edit(document=document, fields=Fields(code="470/TB-UBND", subject="Ghi bằng tay"), actor=officer, at=NOW)
    read_waiting(NOW)
    document.refresh_from_db()
    assert (document.code, document.subject, document.from_file) == ("470/TB-UBND", "Ghi bằng tay", [])
    assert "sáng kiến" in document.text


def test_the_register_finds_by_itself_what_a_dying_process_did_not_tell_it(
    given: Given, ward: Commune, officer: Person, recognised: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = register_incoming(commune=ward, upload=given(png()), actor=officer, at=NOW)
    monkeypatch.setattr(links, "AFTER_READING", [])
    monkeypatch.setattr(jobs, "AFTER_READING", [])
    read_waiting(NOW)
    document.refresh_from_db()
    assert document.file_state == State.WAITING
    assert follow_files(NOW) == 1
    document.refresh_from_db()
    assert document.code == "468/TB-UBND"


def test_the_smallest_file_is_read_first(given: Given, ward: Commune, officer: Person, recognised: list[str]) -> None:
    for name, content in (("dai.pdf", blank_pdf() + b"%" * 4000), ("ngan.png", png())):
        store(commune=ward, received=given(content, name), actor=officer, at=NOW)
    assert read_waiting(NOW) == 2
    assert recognised == ["ngan.png", "dai.pdf"]


def test_a_file_somebody_is_reading_is_left_to_them(given: Given, ward: Commune, officer: Person, recognised: list[str]) -> None:
    stored = store(commune=ward, received=given(png()), actor=officer, at=NOW)
    counts: list[int] = []

    def elsewhere() -> None:
        with alone(f"reading-{stored.blob_id[:2]}") as mine:
            counts.append(int(mine))
            held.set()
            done.wait(timeout=60)
        connections.close_all()

    held, done = threading.Event(), threading.Event()
    other = threading.Thread(target=elsewhere)
    other.start()
    assert held.wait(timeout=60)
    assert read_waiting(NOW) == 0
    done.set()
    other.join(timeout=60)
    assert counts == [1]
    assert recognised == []
    assert read_waiting(NOW) == 1


def test_a_large_file_with_text_waits_too(given: Given, settings: object, notice: bytes) -> None:
    assert given(notice).text_state == State.READ
    settings.READ_AT_ONCE = 1000
    assert given(docx_of([*NOTICE, "bản dài"])).text_state == State.WAITING


def test_a_fault_of_our_own_keeps_the_file_and_is_logged(
    given: Given, ward: Commune, officer: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, notice: bytes
) -> None:
    with failing(monkeypatch, KeyError("column 7")):
        at_once = given(notice)
        document = register_incoming(commune=ward, upload=given(png(), "anh.png"), actor=officer, at=NOW)
        read_waiting(NOW)
    assert at_once.text_state == State.FAILED
    assert "lỗi của phần mềm" in at_once.text_error
    document.refresh_from_db()
    assert document.file_state == State.FAILED
    assert "“anh.png” do lỗi của phần mềm" in document.file.blob.text_error
    assert vault.holds(document.file.blob_id)
    assert caplog.text.count("column 7") == 2


def test_reading_again_is_an_act_and_fills_the_register(
    given: Given, ward: Commune, officer: Person, reader: Person, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with failing(monkeypatch, ExtractError("needs-ocr", "Cần Tesseract để đọc.")):
        document = register_incoming(commune=ward, upload=given(png()), actor=officer, at=NOW)
        read_waiting(NOW)
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/tep/{document.file_id}/doc-lai/"
    assert client.post(address).status_code == 403
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/van-ban/{document.pk}/").content.decode()
    assert "Cần Tesseract để đọc." in page
    assert "Đọc lại" in page
    asked = client.post(address, {"ve": f"/van-ban/{document.pk}/"})
    assert asked["Location"] == f"/van-ban/{document.pk}/"
    assert client.post(address, {"ve": "https://example.org/"}).status_code == 409
    with monkeypatch.context() as patch:
        patch.setattr(reading, "extract", lambda data, *, name, **_: Extracted(TEXT, MediaType.PNG, name))
        read_waiting(NOW)
    document.refresh_from_db()
    assert (document.file_state, document.code) == ("", "468/TB-UBND")
    assert [event.act for event in HistoryEvent.objects.filter(kind="file")] == ["files.reread"]


def test_a_file_that_is_read_is_not_read_again(given: Given, notice: bytes, ward: Commune, officer: Person) -> None:
    stored = store(commune=ward, received=given(notice), actor=officer, at=NOW)
    with pytest.raises(Refused, match="đã đọc xong"):
        reread(file=stored, actor=officer, at=NOW)


def test_a_file_in_whose_reading_the_machine_died_three_times_is_given_up_with_a_word(
    given: Given, ward: Commune, officer: Person, recognised: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = store(commune=ward, received=given(png(), "nang.png"), actor=officer, at=NOW)
    with failing(monkeypatch, RuntimeError("cannot schedule new futures after interpreter shutdown")):
        for _ in range(3):
            with pytest.raises(RuntimeError, match="shutdown"):
                read_waiting(NOW)
    assert Blob.objects.get().text_state == State.WAITING
    assert read_waiting(NOW) == 1
    blob = Blob.objects.get()
    assert blob.text_state == State.FAILED
    assert "3 lần đọc đều bị ngắt" in blob.text_error
    reread(file=stored, actor=officer, at=NOW)
    assert read_waiting(NOW) == 1
    assert Blob.objects.get().text_state == State.READ


def test_a_secret_document_leaves_the_store_as_soon_as_its_stamp_is_read(
    given: Given, ward: Commune, other_ward: Commune, officer: Person, other_clerk: Person, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    document = register_incoming(commune=ward, upload=given(png(), "van-ban.png"), actor=officer, at=NOW)
    store(commune=other_ward, received=given(png(), "khac.png"), actor=other_clerk, at=NOW)
    with failing(monkeypatch, SecretDocument("van-ban.png", "MẬT")):
        assert read_waiting(NOW + timedelta(minutes=1)) == 1
    document.refresh_from_db()
    blob = Blob.objects.get()
    assert (blob.text_state, blob.text, blob.said) == (State.SECRET, "", {})
    assert (document.text, document.subject, document.file_state) == ("", "", State.SECRET)
    assert not vault.holds(blob.pk)
    assert list(HistoryEvent.objects.filter(act="files.take_out_secret").values_list("commune", flat=True)) == [ward.code, other_ward.code]
    assert {notice.person for notice in Notice.objects.all()} == {officer, other_clerk}
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/tep/{document.file_id}/").status_code == 404
    assert "đóng dấu MẬT" in client.get(f"/van-ban/{document.pk}/").content.decode()
    with pytest.raises(Refused, match="đóng dấu MẬT"):
        given(png(), "lan-hai.png")
    assert not vault.holds(blob.pk)


def test_a_secret_document_whose_removal_was_interrupted_is_removed_all_the_same(
    given: Given, ward: Commune, officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(commune=ward, received=given(png(), "van-ban.png"), actor=officer, at=NOW)

    def dies(*_: object) -> bool:
        raise SystemExit("killed between the bytes and the row")

    with failing(monkeypatch, SecretDocument("van-ban.png", "MẬT")), monkeypatch.context() as patch:
        patch.setattr(jobs, "take_reading", dies)
        with pytest.raises(SystemExit):
            read_waiting(NOW)
    assert Blob.objects.get().text_state == State.WAITING
    assert read_waiting(NOW) == 1
    assert Blob.objects.get().text_state == State.SECRET
    assert HistoryEvent.objects.filter(act="files.take_out_secret").count() == 1


def test_the_page_of_a_document_says_that_it_is_being_read_and_then_shows_what_was_read(
    given: Given, ward: Commune, officer: Person, client: Client, recognised: list[str]
) -> None:
    document = register_incoming(commune=ward, upload=given(png()), actor=officer, at=NOW)
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    asks = f"/van-ban/{document.pk}/dang-doc/"
    page = client.get(f"/van-ban/{document.pk}/").content.decode()
    assert "Đang đọc tệp." in page
    assert f'hx-get="{asks}"' in page
    Blob.objects.update(pages_read=12, pages=40)
    waiting = client.get(asks).content.decode()
    assert "12/40 trang" in waiting
    assert f'hx-get="{asks}"' in waiting
    assert "đang đọc tệp" in client.get("/van-ban/").content.decode()
    read_waiting(NOW)
    parts = client.get(asks).content.decode()
    assert "hx-get" not in parts
    for part in ("vb-buoc", "vb-ten", "vb-thong-tin", "tep", "vb-noi-dung"):
        assert f'id="{part}" hx-swap-oob="true"' in parts
    assert "468/TB-UBND" in parts
    assert "Đọc thành nhiệm vụ" in parts


def test_an_upload_of_one_scan_leads_to_its_own_page(client: Client, ward: Commune, officer: Person) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post("/van-ban/tai-len/", {"files": SimpleUploadedFile("anh.png", png())})
    document = Document.objects.get()
    assert answer["Location"] == f"/van-ban/{document.pk}/"
    assert StoredFile.objects.get().blob.text_state == State.WAITING


def test_a_page_that_waits_after_its_session_has_ended_is_told_so_and_gets_no_sign_in_page(
    given: Given, ward: Commune, officer: Person, client: Client
) -> None:
    document = register_incoming(commune=ward, upload=given(png()), actor=officer, at=NOW)
    address = f"/van-ban/{document.pk}/dang-doc/"
    assert client.get(address, headers={"HX-Request": "true"}).status_code == 401
    assert client.get(address).status_code == 302
