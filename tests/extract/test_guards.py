"""Files that must not be read get one clear Vietnamese sentence: the file, the cause, the way out."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from minhchung.text.extract import LIMIT_BYTES, ExtractError, MediaType, extract, sniff

Package = Callable[..., bytes]
HTML = b"<!DOCTYPE html><html><body>404 Not Found</body></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def refused(data: bytes | Path, name: str, **options: int) -> ExtractError:
    with pytest.raises(ExtractError) as caught:
        extract(data, name=name, **options)  # type: ignore[arg-type]
    sentence = str(caught.value)
    assert name in sentence
    assert "hãy" in sentence, "the way out is missing"
    assert "\n" not in sentence
    return caught.value


def ole(*streams: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + "".join(streams).encode("utf-16-le")


def xlsx() -> bytes:
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("khong-byte.docx", b"", "empty"),
        ("toan-so-khong.pdf", b"\x00" * 4096, "empty"),
        ("toan-dong-trong.txt", b"\r\n \t\r\n", "empty"),
        ("trang.pdf", HTML, "disguised"),
        ("trang.docx", b"\xef\xbb\xbf  <!-- x --> <html><p>x</p></html>", "disguised"),
        ("anh.png", SVG, "disguised"),
        ("ghi-chu.txt", HTML, "disguised"),
        ("hinh.svg", SVG, "wrong-type"),
        ("bang.xlsx", xlsx(), "wrong-type"),
        ("du-lieu.xml", b"<?xml version='1.0'?><don/>", "wrong-type"),
        ("chuong-trinh.docx", b"MZ\x90\x00\x03\x00\x00\x00" + bytes(range(256)) * 8, "wrong-type"),
        ("bang-cu.xls", ole("Workbook"), "wrong-type"),
        ("mat-khau.docx", ole("EncryptionInfo", "EncryptedPackage"), "encrypted"),
        ("hong.pdf", b"%PDF-1.7\n" + b"garbage " * 100, "broken"),
        ("nen.zip", b"PK\x05\x06" + b"\x00" * 18, "wrong-type"),
        ("cat.doc", ole("Root Entry"), "broken"),
        ("cat.docx", b"PK\x03\x04" + b"word/document.xml" * 3, "broken"),
    ],
)
def test_a_file_that_is_no_document_is_refused_with_its_cause(name: str, data: bytes, code: str) -> None:
    assert refused(data, name).code == code


@pytest.mark.parametrize(
    ("name", "data", "known", "way"),
    [
        ("anh.heic", b"\x00\x00\x00\x18ftypheic" + bytes(range(200)), "ảnh HEIC", "JPG"),
        ("anh.webp", b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(range(200)), "ảnh WEBP", "JPG"),
        ("anh.gif", b"GIF89a" + bytes(range(200)), "ảnh GIF", "JPG"),
        ("anh.bmp", b"BM\x36\x00\x01\x00\x00\x00\x00\x00" + bytes(range(200)), "ảnh BMP", "JPG"),
        ("goi.rar", b"Rar!\x1a\x07\x01\x00" + bytes(range(200)), "tệp nén RAR", "giải nén"),
        ("goi.7z", b"7z\xbc\xaf\x27\x1c\x00" + bytes(range(200)), "tệp nén 7-Zip", "giải nén"),
        ("goi.zip", b"PK\x05\x06" + b"\x00" * 18, "tệp nén ZIP", "giải nén"),
    ],
)
def test_what_people_send_but_is_not_read_is_called_by_its_name(name: str, data: bytes, known: str, way: str) -> None:
    error = refused(data, name)
    assert error.code == "wrong-type"
    assert known in str(error)
    assert way in str(error)


def test_an_odt_cut_off_is_not_called_a_zip() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", MediaType.ODT.value)
        archive.writestr("content.xml", "<x/>" * 500)
    assert sniff(buffer.getvalue()[:1000]) is MediaType.ODT


def test_what_the_system_refuses_is_said_in_vietnamese(tmp_path: Path) -> None:
    looped = tmp_path / "vong.txt"
    looped.symlink_to(looped)
    assert "liên kết trỏ vòng quanh" in str(refused(looped, "vong.txt"))


def test_a_docx_cut_off_anywhere_is_broken_never_a_crash(package: Package) -> None:
    data = package("<w:p><w:r><w:t>chữ</w:t></w:r></w:p>")
    for length in range(4, len(data) - 1, 97):
        with pytest.raises(ExtractError) as caught:
            extract(data[:length], name="cat.docx")
        assert caught.value.code in ("broken", "wrong-type")


def test_a_docx_with_locked_members_names_the_password(package: Package) -> None:
    data = bytearray(package("<w:p/>"))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    assert refused(bytes(data), "khoa.docx").code == "encrypted"


def test_a_zip_bomb_is_not_unpacked(package: Package) -> None:
    bomb = "<w:p><w:r><w:t>" + "0" * 60_000_000 + "</w:t></w:r></w:p>"
    assert refused(package(bomb), "bom.docx").code == "bomb"


def test_a_zip_that_lies_about_its_sizes_is_not_believed(package: Package) -> None:
    data = bytearray(package("<w:p><w:r><w:t>" + "0" * 30_000_000 + "</w:t></w:r></w:p>"))
    real = struct.pack("<I", len("<w:p>"))  # any other number: the directory now says 5 bytes
    at = data.rfind(b"word/document.xml")
    data[at - 46 + 24 : at - 46 + 28] = real
    assert refused(bytes(data), "noi-doi.docx").code in ("bomb", "broken")


def test_an_archive_of_too_many_members_is_not_walked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for index in range(5_001):
            archive.writestr(f"word/{index}", b"")
    assert refused(buffer.getvalue(), "nhieu.docx").code == "bomb"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/hostname">',
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
    ],
)
def test_entities_in_a_docx_are_neither_expanded_nor_fetched(doctype: str, package: Package) -> None:
    data = package("<w:p><w:r><w:t>chữ</w:t></w:r></w:p>", head=doctype)
    assert refused(data, "thuc-the.docx").code == "broken"


def test_deep_nesting_in_a_docx_is_an_error_not_a_stack_overflow(package: Package) -> None:
    body = "<w:sdt><w:sdtContent>" * 400 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 400
    assert refused(package(body), "sau.docx").code == "broken"


def test_a_docx_without_a_word_says_that_there_is_none(package: Package) -> None:
    assert refused(package("<w:p/>"), "trang.docx").code == "no-text"


def test_a_file_over_the_limit_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    big = tmp_path / "to.docx"
    with big.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("the file was opened"))
    error = refused(big, "to.docx")
    assert error.code == "too-big"
    assert "200 MB" in str(error)
    assert f"{LIMIT_BYTES // 1024 // 1024} MB" in str(error)


def test_the_limit_can_be_set_and_holds_for_bytes_too() -> None:
    assert refused(b"x" * 1001, "dai.txt", limit_bytes=1000).code == "too-big"


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(ExtractError, match="khong-co"):
        extract(tmp_path / "khong-co.docx")
    with pytest.raises(ExtractError, match="thư mục"):
        extract(tmp_path)


def test_a_pdf_or_docx_under_another_name_is_read_with_a_warning(package: Package) -> None:
    result = extract(package("<w:p><w:r><w:t>chữ</w:t></w:r></w:p>"), name="van-ban.pdf")
    assert result.text == "chữ"
    assert ".pdf" in result.warnings[0]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", MediaType.EMPTY),
        (b"%PDF-1.4", MediaType.PDF),
        (b"\r\n\r\n%PDF-1.4", MediaType.PDF),
        (ole("WordDocument"), MediaType.DOC),
        (b"{\\rtf1\\ansi", MediaType.RTF),
        (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
        (b"\xff\xd8\xff\xe0", MediaType.JPEG),
        (b"II*\x00", MediaType.TIFF),
        (HTML, MediaType.HTML),
        ("<html>".encode("utf-16"), MediaType.HTML),
        (SVG, MediaType.SVG),
        (b"# KE HOACH", MediaType.MARKDOWN),
        ("Kính gửi: các đơn vị".encode(), MediaType.TEXT),
        (b"\x01\x02\x03\x04", MediaType.UNKNOWN),
        (xlsx(), MediaType.XLSX),
    ],
)
def test_a_type_is_told_by_the_content(data: bytes, kind: MediaType) -> None:
    assert sniff(data) is kind
