"""Bad files at every door of the site: a clear word in Vietnamese, and nothing of the file is kept."""

from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from minhchung.apps.documents.models import Document
from minhchung.apps.ground import history
from tests.files.samples import NOTICE, blank_pdf, docx_of, zipped
from tests.guards.world import World

pytestmark = pytest.mark.django_db
MARK = "cây đa đầu khu phố"
"""Words found nowhere else: no trace of them may stay."""
SECRET = ["ỦY BAN NHÂN DÂN", "MẬT", *NOTICE[1:], MARK]

BAD: dict[str, tuple[str, bytes, str]] = {
    "an empty file": ("rong.docx", b"", "rỗng"),
    "a cut Word file": ("hong.docx", docx_of(NOTICE)[:2500], "hỏng"),
    "a web page": ("trang.docx", b"<!doctype html><html><body>xin chao</body></html>", "HTML"),
    "a drawing that can run": ("anh.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "SVG"),
    "a bomb": ("bang.xlsx", zipped({"xl/workbook.xml": b"0" * 60_000_000}), "phình"),
    "a locked PDF": ("khoa.pdf", blank_pdf(password="x"), "mật khẩu"),
    "a secret document": ("bao-cao.docx", docx_of(SECRET), "MẬT"),
    "a program": ("anh.jpg", b"\x7fELF\x02\x01" + b"\x00" * 200, "chương trình"),
}
DOORS = {
    "the register": ("/van-ban/tai-len/", "files"),
    "drafts": ("/van-ban/tai-len/?so=di", "files"),
    "evidence": ("/minh-chung/nop/occurrence/{occurrence}/", "files"),
    "a document's file": ("/van-ban/{document}/tep/", "files"),
    "the city's register": ("/van-ban/nhap-so/", "files"),
}


def _kept() -> list[Path]:
    """The files in the store."""
    return sorted(path for path in Path(storages["files"].location).rglob("*") if path.is_file())


def _rows() -> dict[str, int]:
    """How many rows each table has; sessions carry the message to the next page and are left out."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models() if model is not Session}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("bad", BAD)
def test_a_bad_file_is_refused_by_name_and_nothing_of_it_is_kept(bad: str, door: str, everything: Client, world: World) -> None:
    name, content, words = BAD[bad]
    address, field = DOORS[door]
    keys = {each: thing.pk for each, thing in world.things.items() if hasattr(thing, "pk")}
    rows, files = _rows(), _kept()
    answer = everything.post(address.format(**keys), {field: SimpleUploadedFile(name, content)}, follow=True)
    assert answer.status_code < 500
    said = answer.content.decode()
    assert name in said
    assert words in said
    assert _rows() == rows
    assert _kept() == files


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_file_is_no_register_that_comes_back(bad: str, everything: Client, world: World) -> None:
    _, content, _ = BAD[bad]
    rows = _rows()
    answer = everything.post("/so/nhap/", {"file": SimpleUploadedFile("so.xlsx", content)}, follow=True)
    assert answer.status_code == 422
    assert "Chưa đọc được tệp" in answer.content.decode()
    assert _rows() == rows


def test_one_bad_file_among_good_ones_loses_no_good_one(everything: Client, world: World) -> None:
    before = Document.objects.count()
    files = [SimpleUploadedFile("tot.docx", docx_of([*NOTICE, "Bản một"])), SimpleUploadedFile("rong.docx", b"")]
    answer = everything.post("/van-ban/tai-len/", {"files": files}, follow=True)
    assert "rong.docx" in answer.content.decode()
    assert Document.objects.count() == before + 1


def test_pasted_secret_text_is_refused_and_nowhere_to_be_found(everything: Client, world: World) -> None:
    rows = _rows()
    answer = everything.post("/van-ban/dan/", {"text": "\n".join(SECRET)}, follow=True)
    assert answer.status_code in (409, 422)
    assert "MẬT" in answer.content.decode()
    assert _rows() == rows
    assert not Document.objects.filter(text__contains=MARK).exists()


def test_sixty_megabytes_are_too_much(everything: Client, world: World) -> None:
    rows, files = _rows(), _kept()
    big = SimpleUploadedFile("phim.pdf", b"%PDF-1.7\n" + bytes(60 * 1024 * 1024))
    answer = everything.post("/van-ban/tai-len/", {"files": big}, follow=True)
    assert answer.status_code == 422
    assert "nặng hơn mức 50 MB" in answer.content.decode()
    assert (_rows(), _kept()) == (rows, files)


@pytest.mark.parametrize(
    "name",
    ["a" * 250 + ".docx", "../../etc/passwd.docx", "báo cáo\u202excod.docx", "CON.docx", ".docx", "tệp “ngoặc” & <i>nghiêng.docx"],
    ids=["very long", "a way up", "turned around", "a device", "no name", "marks of a page"],
)
def test_a_strange_file_name_is_taken_and_shown_safely(name: str, everything: Client, world: World) -> None:
    content = docx_of([*NOTICE, name])
    answer = everything.post("/van-ban/tai-len/", {"files": SimpleUploadedFile(name, content)}, follow=True)
    assert answer.status_code == 200
    document = Document.objects.order_by("pk").last()
    assert document is not None
    assert document.file is not None
    assert "/" not in document.file.name
    assert "\u202e" not in document.file.name
    assert "<i>" not in answer.content.decode()
    served = everything.get(f"/tep/{document.file_id}/?tai=1")
    assert served.status_code == 200
    assert history.verify(world.ward.code) is None
