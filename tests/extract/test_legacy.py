"""Files typed in the fonts before Unicode are read as people see them on paper, and say so."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from minhchung.text.extract import SecretDocument, extract
from minhchung.text.extract.legacy import in_unicode

LINES: list[dict[str, str]] = tomllib.loads(Path(__file__).with_name("legacy_fonts.toml").read_text(encoding="utf-8"))["line"]
TCVN3, VNI = (next(line for line in LINES if line.get("scheme") == scheme) for scheme in ("TCVN3", "VNI"))
UNICODE = "Đoạn này gõ bằng Unicode: các đơn vị thực hiện nhiệm vụ của phường."


@pytest.mark.parametrize("line", LINES, ids=[line["read"][:40] for line in LINES])
def test_old_letters_become_unicode_and_nothing_else_changes(line: dict[str, str]) -> None:
    (text,), scheme = in_unicode([line["held"]])
    assert text == line["read"]
    assert (scheme.name if scheme else None) == line.get("scheme")


@pytest.mark.parametrize("line", [TCVN3, VNI], ids=["TCVN3", "VNI"])
def test_a_file_in_old_letters_is_read_and_says_so(line: dict[str, str], package: Callable[..., bytes]) -> None:
    held = line["held"]
    spelled = held.replace("\u00ad", "</w:t><w:softHyphen/><w:t>")
    kinds = {
        "bytes.txt": held.encode("latin-1"),
        "utf8.txt": held.encode(),
        "trang.html": f"<html><body><p>{held}</p></body></html>".encode("latin-1"),
        "word.docx": package(f"<w:p><w:r><w:t>{spelled}</w:t></w:r></w:p>"),
    }
    for name, data in kinds.items():
        result = extract(data, name=name)
        assert result.text == line["read"], name
        assert len(result.warnings) == 1, name
        assert line["scheme"] in result.warnings[0]


@pytest.mark.parametrize("line", [TCVN3, VNI], ids=["TCVN3", "VNI"])
def test_a_pdf_in_old_letters_is_read(line: dict[str, str], pdf: Callable[..., bytes], page: Any) -> None:
    result = extract(pdf([page(texts=[(80, 700, line["held"])])]), name="cu.pdf")
    assert result.text == line["read"]
    assert line["scheme"] in result.warnings[0]


def test_new_paragraphs_of_a_mixed_document_stay() -> None:
    (text,), scheme = in_unicode([f"{UNICODE}\n{TCVN3['held']}\nHà Nam và Sóc Sơn"])
    assert scheme is not None
    assert text == f"{UNICODE}\n{TCVN3['read']}\nHà Nam và Sóc Sơn"


def test_a_font_of_capitals_gives_capitals(package: Callable[..., bytes]) -> None:
    head = '<w:p><w:r><w:rPr><w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/></w:rPr><w:t>th«ng b¸o kÕt luËn</w:t></w:r></w:p>'
    body = f"<w:p><w:r><w:t>{TCVN3['held']}</w:t></w:r></w:p>"
    assert extract(package(head + body), name="hoa.docx").text.split("\n")[0] == "THÔNG BÁO KẾT LUẬN"


def test_a_secrecy_stamp_in_old_letters_is_seen() -> None:
    with pytest.raises(SecretDocument):
        extract(f"UBND PH\u00a6êNG\nMËT\n{TCVN3['held']}".encode("latin-1"), name="cu.txt")


def test_the_source_documents_are_not_taken_for_old_letters(shared: Path) -> None:
    for path in sorted((shared / "readings" / "texts").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert in_unicode([text]) == ([text], None), path.name
