"""Old Word files and scans need programs that may not be there: with them text comes, without them a way out."""

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from PIL import Image, ImageDraw, ImageFont

from minhchung.text.extract import ExtractError, extract
from minhchung.text.extract import ocr as ocr_module
from minhchung.text.extract import office as office_module

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + "WordDocument".encode("utf-16-le")


@pytest.fixture
def soffice() -> str:
    found = shutil.which("soffice")
    if found is None:
        pytest.skip("LibreOffice (soffice) is not installed: .doc, .odt and .rtf were not tried")
    return found


@pytest.fixture
def tesseract() -> str:
    found = shutil.which("tesseract")
    if found is None:
        pytest.skip("tesseract is not installed: scans were not tried")
    if "vie" not in subprocess.run([found, "--list-langs"], capture_output=True, text=True, check=True).stdout:
        pytest.skip("tesseract has no Vietnamese data (tesseract-ocr-vie): scans were not tried")
    return found


def picture(*lines: str, form: str = "PNG") -> bytes:
    image = Image.new("L", (1600, 120 + 90 * len(lines)), 255)
    font = next((ImageFont.truetype(name, 48) for name in FONTS if Path(name).is_file()), None)
    if font is None:
        pytest.skip("no font with Vietnamese letters to draw a page with")
    for index, line in enumerate(lines):
        ImageDraw.Draw(image).text((80, 60 + 90 * index), line, fill=0, font=font)
    buffer = io.BytesIO()
    image.save(buffer, form)
    return buffer.getvalue()


FONTS = ("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "/usr/share/fonts/dejavu/DejaVuSans.ttf", "C:/Windows/Fonts/times.ttf")


@pytest.mark.parametrize(("suffix", "form"), [(".doc", "doc"), (".odt", "odt"), (".rtf", "rtf")])
def test_old_and_foreign_word_files_are_read_through_libreoffice(suffix: str, form: str, soffice: str, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Phòng Kinh tế rà soát thủ tục hành chính", style="List Number")
    table = document.add_table(2, 2, style="Table Grid")
    for cell, text in zip((c for row in table.rows for c in row.cells), ["TT", "Việc", "1", "Niêm yết"], strict=True):
        cell.text = text
    document.add_paragraph("Các đơn vị thực hiện.")  # LibreOffice 7.4 loses a table that ends a .doc when it writes one
    source = tmp_path / "nguon.docx"
    document.save(str(source))
    command = [soffice, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    subprocess.run([*command, "--convert-to", form, "--outdir", str(tmp_path), str(source)], capture_output=True, check=True)
    text = extract(source.with_suffix(suffix)).text
    assert text.split("\n\n")[0] == "1. Phòng Kinh tế rà soát thủ tục hành chính"
    assert "| 1 | Niêm yết |" in text


def test_a_scan_is_recognised_and_says_so(tesseract: str) -> None:
    result = extract(picture("Phòng Kinh tế rà soát thủ tục", "trước ngày 15 tháng 6 năm 2026"), name="quet.png")
    assert result.ocr
    assert "Phòng Kinh tế rà soát thủ tục" in result.text
    assert "15 tháng 6 năm 2026" in result.text
    assert any("nhận dạng" in warning for warning in result.warnings)


def test_a_scanned_page_among_text_pages_takes_its_place(tesseract: str, pdf: Callable[..., bytes], page: Any) -> None:
    import pikepdf

    scan = io.BytesIO()
    Image.open(io.BytesIO(picture("Phòng Kinh tế rà soát thủ tục"))).save(scan, "PDF", resolution=200)
    with pikepdf.open(io.BytesIO(pdf([page(texts=[(80, 780, "Trang đầu có lớp chữ hẳn hoi")])]))) as whole, pikepdf.open(scan) as second:
        whole.pages.append(second.pages[0])
        whole.pages.append(whole.pages[0])
        buffer = io.BytesIO()
        whole.save(buffer)
    told: list[tuple[int, int]] = []
    result = extract(buffer.getvalue(), progress=lambda done, of: told.append((done, of)))
    assert "Kinh tế" in result.text[result.pages[1] : result.pages[2]]
    assert told == [(1, 1)]


def test_real_scans_give_number_date_and_body(tesseract: str, shared: Path) -> None:
    text = extract(shared / "data/scans/real_cv_3722_metro.pdf").text
    assert "Số: 3722/VPCP-CN" in text
    assert "ngày 28 tháng 4 năm 2026" in text
    assert "trước ngày 10 tháng" in text


def test_without_libreoffice_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_module, "program", lambda name: None)
    with pytest.raises(ExtractError, match=r"LibreOffice.*\.docx") as caught:
        extract(OLE, name="cu.doc")
    assert caught.value.code == "needs-office"


def test_without_tesseract_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_module, "program", lambda name: None)
    with pytest.raises(ExtractError, match="tesseract-ocr-vie") as caught:
        extract(picture("chữ"), name="quet.png")
    assert caught.value.code == "needs-ocr"


def test_without_vietnamese_data_the_error_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_module, "program", lambda name: "tesseract")
    monkeypatch.setattr(ocr_module, "languages", lambda tesseract: frozenset({"eng"}))
    with pytest.raises(ExtractError, match="thiếu dữ liệu tiếng Việt"):
        extract(picture("chữ"), name="quet.png")


def test_without_tesseract_the_text_pages_of_a_mixed_pdf_are_still_read(
    monkeypatch: pytest.MonkeyPatch, pdf: Callable[..., bytes], page: Any
) -> None:
    monkeypatch.setattr(ocr_module, "program", lambda name: None)
    result = extract(pdf([page(texts=[(80, 780, "Trang đầu có lớp chữ hẳn hoi")]), page()]))
    assert result.text.startswith("Trang đầu")
    assert "Trang 2" in result.warnings[0]


def test_a_file_libreoffice_cannot_read_is_an_error(soffice: str) -> None:
    with pytest.raises(ExtractError) as caught:
        extract(OLE + b"\x00" * 4000, name="hong.doc")
    assert caught.value.code in ("tool-failed", "no-text")


def test_a_picture_that_cannot_be_decoded_is_broken(tesseract: str) -> None:
    with pytest.raises(ExtractError) as caught:
        extract(b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, name="hong.png")
    assert caught.value.code == "broken"


def test_what_tells_of_the_certificate_is_taken_off_a_scan_before_it_is_recognised(
    tesseract: str, pdf: Callable[..., bytes], page: Any
) -> None:
    import pikepdf

    scan = io.BytesIO()
    Image.open(io.BytesIO(picture("Phòng Kinh tế rà soát thủ tục"))).save(scan, "PDF", resolution=200)
    look = ["Người ký: Ủy ban nhân dân phường Vân Khê", "Thời gian ký: 05.06.2026 15:02:33 +07:00"]
    with pikepdf.open(io.BytesIO(pdf([page(fields=[((10, 30, 300, 60), look, "Sig")])]))) as signed, pikepdf.open(scan) as paper:
        picture_page = signed.copy_foreign(paper.pages[0].obj)
        signed.pages[0].obj["/MediaBox"], signed.pages[0].obj["/Contents"] = picture_page.MediaBox, picture_page.Contents
        signed.pages[0].obj["/Resources"] = picture_page.Resources
        buffer = io.BytesIO()
        signed.save(buffer)
    result = extract(buffer.getvalue())
    assert result.ocr
    assert result.text.split("\n")[-2:] == look
    assert result.text.count("Người ký") == 1
