"""What the store takes, what it refuses, and what is left behind."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from minhchung.apps.files import vault
from minhchung.apps.files.models import Blob
from minhchung.apps.files.receiving import Received, receive
from minhchung.apps.files.rules import file_name
from minhchung.apps.ground.acts import Refused
from minhchung.text.extract import MediaType
from tests.files.samples import NOTICE, blank_pdf, docx_of, png, xlsx_of, zipped

pytestmark = pytest.mark.django_db
NAMES = tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))["case"]
Given = Callable[..., Received]

REFUSED: dict[str, tuple[str, bytes, str]] = {
    "an empty file": ("bao-cao.pdf", b"", "rỗng"),
    "a web page": ("trang.html", b"<!doctype html><html><body>x</body></html>", "PDF"),
    "a web page named as a PDF": ("bao-cao.pdf", b"<html><script>alert(1)</script></html>", "PDF"),
    "a drawing that can run": ("anh.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "PNG"),
    "a Windows program": ("cai-dat.exe", b"MZ\x90\x00" + b"\x00" * 200, "chương trình"),
    "a program named as a picture": ("anh.png", b"\x7fELF\x02\x01" + b"\x00" * 200, "chương trình"),
    "an archive": ("ho-so.zip", zipped({"a.txt": b"a"}), "giải nén"),
    "a locked PDF": ("khoa.pdf", blank_pdf(password="x"), "mật khẩu"),
    "a bomb in a spreadsheet": ("bang.xlsx", zipped({"xl/workbook.xml": b"0" * 40_000_000}), "phình"),
    "macros": ("bang.xlsx", zipped({"xl/workbook.xml": b"<x/>", "xl/vbaProject.bin": b"x"}), "macro"),
    "a damaged Word file": ("hong.docx", docx_of(NOTICE)[:3000], "hỏng"),
    "a damaged PDF": ("hong.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\n" + b"x" * 3000, "hỏng.*xin lại tệp gốc"),
    "a script": ("doc-toi.txt", b"#!/bin/sh\nrm -rf /\n", "tệp lệnh"),
    "a secret stamped on the pages' heads": ("mat-dau-trang.docx", docx_of(NOTICE, head="TUYỆT MẬT"), "TUYỆT MẬT"),
    "a secret stamped in a cell": ("so-mat.xlsx", xlsx_of([["SỔ THEO DÕI"], ["", "MẬT"]]), "MẬT"),
    "a secret document": ("mat.docx", docx_of(["ỦY BAN NHÂN DÂN", "MẬT", *NOTICE[1:]]), "MẬT"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_leaves_no_bytes_behind(name: str, own_store: Path, given: Given) -> None:
    file, content, words = REFUSED[name]
    with pytest.raises(Refused, match=words) as refusal:
        given(content, file)
    assert file in str(refusal.value)
    assert [path for path in own_store.rglob("*") if path.is_file()] == []


def test_a_file_over_the_limit_is_refused_before_it_is_read(settings: object, own_store: Path) -> None:
    settings.UPLOAD_LIMIT = 1000
    with pytest.raises(Refused, match="nặng hơn mức 1 KB"):
        receive(ContentFile(b"a" * 1001, name="dai.txt"))
    assert [path for path in own_store.rglob("*") if path.is_file()] == []


def test_a_directive_gives_its_text_and_what_it_says_of_itself(given: Given, notice: bytes) -> None:
    received = given(notice)
    assert received.text_state == Blob.TextState.READ
    assert "Hoàn thiện hồ sơ sáng kiến" in received.text
    assert received.said["number"] == "468"
    assert received.said["date"] == "2026-11-19"
    assert received.media_type == MediaType.DOCX
    assert vault.holds(received.sha256)


def test_a_picture_is_taken_at_once_and_read_later(given: Given) -> None:
    received = given(png(), "anh chup.png")
    assert (received.text_state, received.text_error) == (Blob.TextState.WAITING, "")
    assert vault.opened(received.sha256).read() == png()


def test_a_spreadsheet_is_taken_as_evidence_without_text(given: Given) -> None:
    received = given(zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), "bang-theo-doi.xlsx")
    assert (received.text_state, received.text) == (Blob.TextState.NONE, "")


@pytest.mark.parametrize("case", NAMES, ids=lambda case: case["name"])
def test_a_name_is_made_safe_and_tells_the_content(case: dict[str, str]) -> None:
    assert file_name(case["given"], MediaType[case["kind"]]) == case["kept"]


def test_a_long_name_keeps_its_ending() -> None:
    kept = file_name("báo cáo " * 60 + ".pdf", MediaType.PDF)
    assert len(kept) == 200
    assert kept.endswith(".pdf")
