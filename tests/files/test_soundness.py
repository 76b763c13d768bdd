"""What the doctor finds in the store: files that are gone or changed, and who refers to them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from minhchung.apps.evidence import actions as evidence
from minhchung.apps.evidence.claimable import Place
from minhchung.apps.files import actions, vault
from minhchung.apps.files.models import Blob, StoredFile
from minhchung.apps.files.receiving import Received
from minhchung.apps.files.soundness import looked_over
from minhchung.apps.organisations.models import Commune, Person
from minhchung.cli.doctor import broken_files
from tests.personas import NOW

pytestmark = pytest.mark.django_db
Given = Callable[..., Received]


@pytest.fixture
def stored(ward: Commune, admin: Person, given: Given) -> StoredFile:
    return actions.store(commune=ward, received=given(b"Danh sach du tap huan", "danh-sach.txt"), actor=admin, at=NOW)


def place_of(stored: StoredFile, own_store: Path) -> Path:
    return own_store / vault.place(stored.blob_id)


def test_a_sound_store_has_no_fault(stored: StoredFile) -> None:
    assert broken_files(hashing=True) == []
    assert [looked.size for looked in looked_over(hashing=True)] == [stored.blob.size]


def test_a_missing_file_is_named_with_who_refers_to_it(stored: StoredFile, own_store: Path) -> None:
    place = Place(stored.commune_id, "commune", stored.commune_id)
    evidence.claim(place=place, stored=stored, title="Danh sách dự tập huấn", actor=None, at=NOW)
    place_of(stored, own_store).unlink()
    for hashing in (True, False):
        (fault,) = broken_files(hashing=hashing)
        for words in ("“danh-sach.txt” (Phường Vân Khê)", "mất khỏi kho", "minh chứng “Danh sách dự tập huấn”", "bản sao lưu"):
            assert words in fault


def test_a_file_changed_without_changing_its_length_is_found_by_its_digest_only(stored: StoredFile, own_store: Path) -> None:
    path = place_of(stored, own_store)
    path.write_bytes(path.read_bytes().replace(b"tap", b"TAP"))
    (fault,) = broken_files(hashing=True)
    assert "SHA-256" in fault
    assert "Chưa gắn vào đâu" in fault
    assert broken_files(hashing=False) == []


def test_a_file_cut_short_is_found_without_hashing(stored: StoredFile, own_store: Path) -> None:
    place_of(stored, own_store).write_bytes(b"Danh")
    (fault,) = broken_files(hashing=False)
    assert "đã đổi: trong kho" in fault


def test_a_secret_document_that_was_taken_out_is_not_missed(stored: StoredFile, own_store: Path) -> None:
    Blob.objects.filter(pk=stored.blob_id).update(text="", text_state=Blob.TextState.SECRET)
    place_of(stored, own_store).unlink()
    assert broken_files(hashing=True) == []
