"""The evidence bundle: folders by code, covers, sums that hold, streamed."""

import hashlib
import io
import zipfile
from datetime import date, datetime

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from minhchung.apps.evidence import actions as evidence
from minhchung.apps.evidence.claimable import Place
from minhchung.apps.evidence.models import Claim
from minhchung.apps.files import vault
from minhchung.apps.files.receiving import receive
from minhchung.apps.files.zipping import CHUNK, Entry, zipped
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.bundle import bundle_of, streamed
from minhchung.apps.indexes.models import Index, RequiredEvidence
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.demo.papers import docx_of
from tests.indexes.sets import small_set

NOON = datetime(2026, 11, 20, 12, tzinfo=ZONE)
TODAY = date(2026, 11, 20)
PLAN = "ỦY BAN NHÂN DÂN\nPHƯỜNG VÂN KHÊ\nSố: 15/KH-UBND\nVân Khê, ngày 12 tháng 01 năm 2026\nKẾ HOẠCH\nCải cách hành chính năm 2026"


def bring(index: Index, code: str, name: str, text: str, checker: Person) -> Claim:
    asked = RequiredEvidence.objects.get(criterion__index=index, criterion__code=code)
    place = Place(index.commune_id, "requirement", str(asked.pk))
    claim = evidence.claim(place=place, upload=receive(ContentFile(docx_of(text), name=name)), actor=None, at=NOON)
    return evidence.verify(claim=claim, good=True, actor=checker, at=NOON)


@pytest.fixture
def index(ward: Commune, units: dict[str, Unit], standing: Person) -> Index:
    pack = actions.add_pack(commune=ward, pack=small_set(), source="", actor=standing, at=NOON)
    return actions.adopt(commune=ward, pack=pack, actor=standing, at=NOON)


@pytest.mark.django_db
def test_the_bundle_holds_a_folder_a_leaf_with_cover_files_and_sums(index: Index, inspector: Person) -> None:
    bring(index, "1.1", "ke hoach.docx", PLAN, inspector)
    bring(index, "1.2", "bien ban.docx", "BIÊN BẢN\nVân Khê, ngày 05 tháng 6 năm 2026", inspector)
    made = bundle_of(index, day=TODAY, at=NOON)
    archive = zipfile.ZipFile(io.BytesIO(b"".join(streamed(made))))
    assert archive.testzip() is None
    names = archive.namelist()
    assert names[:2] == ["bang-ke.css", "muc-luc.html"]
    assert "1.1/TC1.1_UBND_15-KH_12-01-2026.docx" in names
    assert {"1.1/00-bang-ke.html", "1.2/00-bang-ke.html", "SHA256SUMS.txt"} <= set(names)
    for line in archive.read("SHA256SUMS.txt").decode().splitlines():
        said, path = line.split("  ", 1)
        assert hashlib.sha256(archive.read(path)).hexdigest() == said
    assert "TC1.1_UBND_15-KH_12-01-2026.docx" in archive.read("1.1/00-bang-ke.html").decode()


@pytest.mark.django_db
def test_what_was_not_found_good_stays_out_and_what_lacks_is_named(index: Index, inspector: Person) -> None:
    claim = bring(index, "1.1", "ke hoach.docx", PLAN, inspector)
    evidence.verify(claim=claim, good=False, reason="Bản nháp", actor=inspector, at=NOON)
    archive = zipfile.ZipFile(io.BytesIO(b"".join(streamed(bundle_of(index, day=TODAY, at=NOON)))))
    assert [name for name in archive.namelist() if name.endswith(".docx")] == []
    assert "Chưa có:" in archive.read("1.1/00-bang-ke.html").decode()


@pytest.mark.django_db
def test_a_file_the_store_lost_is_told_and_the_rest_is_sent(index: Index, inspector: Person) -> None:
    claim = bring(index, "1.1", "ke hoach.docx", PLAN, inspector)
    assert claim.file is not None
    vault.remove(claim.file.blob.sha256)
    made = bundle_of(index, day=TODAY, at=NOON)
    assert [piece.path for piece in made.lost] == ["1.1/TC1.1_UBND_15-KH_12-01-2026.docx"]
    assert zipfile.ZipFile(io.BytesIO(b"".join(streamed(made)))).testzip() is None


@pytest.mark.django_db
def test_the_page_and_the_download_open(index: Index, inspector: Person, client: Client) -> None:
    bring(index, "1.1", "ke hoach.docx", PLAN, inspector)
    client.force_login(inspector, backend="django.contrib.auth.backends.ModelBackend")
    assert "TC1.1_UBND_15-KH_12-01-2026.docx" in client.get("/bo-chi-so/ho-so-minh-chung/").content.decode()
    sent = client.get("/bo-chi-so/ho-so-minh-chung/tai-ve/")
    assert sent.streaming
    assert zipfile.ZipFile(io.BytesIO(b"".join(sent.streaming_content))).testzip() is None  # type: ignore[arg-type]


def test_no_more_than_a_few_chunks_of_a_large_file_are_in_memory_at_once() -> None:
    class Endless(io.RawIOBase):
        left = 64 * CHUNK

        def read(self, size: int = -1) -> bytes:
            taken = min(size, self.left)
            self.left -= taken
            return b"\0" * taken

    entry = Entry("a.bin", 64 * CHUNK, NOON, Endless)  # type: ignore[arg-type]
    assert max(map(len, zipped([entry]))) <= CHUNK
