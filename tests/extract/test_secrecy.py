"""A document of state secrets never enters: it is refused and nothing of it is kept."""

import io
import tomllib
from pathlib import Path

import pytest
from tests.files.samples import docx_of
from xlsxwriter import Workbook

from minhchung.text.extract import SecretDocument, extract, secrecy_stamp
from minhchung.text.extract.heads import stamped_on_sheets

CASES = tomllib.loads((Path(__file__).parent / "secrecy.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_stamp_is_told_from_the_word(case: dict[str, str]) -> None:
    assert (secrecy_stamp(case["head"]) or "") == case["level"]


def test_a_stamp_counts_in_the_head_only() -> None:
    body = "\n".join(f"Dòng nội dung thứ {index} của văn bản" for index in range(200))
    assert secrecy_stamp(f"{body}\nMẬT\n{body}") is None


def test_a_stamped_document_is_refused_and_the_error_carries_none_of_it() -> None:
    with pytest.raises(SecretDocument) as caught:
        extract("PHƯỜNG VÂN KHÊ\nMẬT\nNội dung kín".encode(), name="bao-cao.txt")
    assert caught.value.level == "MẬT"
    assert caught.value.code == "secret"
    assert "Nội dung kín" not in repr(caught.value) + str(caught.value)


def test_whoever_may_decide_can_ask_for_the_text() -> None:
    assert "Nội dung" in extract("MẬT\nNội dung".encode(), refuse_secret=False).text


@pytest.mark.parametrize("head", ["TỐI MẬT", "Mức độ mật: Tối mật", "TỐI MẬT\tTrang 1"])
def test_a_stamp_on_the_heads_of_pages_refuses_a_word_file_wherever_it_is_read(head: str) -> None:
    with pytest.raises(SecretDocument) as caught:
        extract(docx_of(["PHƯỜNG VÂN KHÊ", "Nội dung"], head=head), name="bao-cao.docx")
    assert caught.value.level == "TỐI MẬT"


def test_an_ordinary_head_of_a_page_refuses_nothing() -> None:
    data = docx_of(["PHƯỜNG VÂN KHÊ", "Nội dung"], head="Kế hoạch bảo vệ bí mật nhà nước năm 2026")
    assert "Nội dung" in extract(data, name="ke-hoach.docx").text


SHEETS: dict[str, tuple[list[list[str]], str | None]] = {
    "a cell that is nothing but the stamp": ([["SỔ THEO DÕI"], ["", "", "MẬT"]], "MẬT"),
    "a field of the head": ([["Độ mật: Mật"]], "MẬT"),
    "a register with a column of levels": ([["STT", "Trích yếu", "Độ mật"], ["1", "Kế hoạch", "MẬT"]], None),
    "a sentence": ([["Tài liệu mật phải lưu riêng"]], None),
    "far below the head": ([[f"dòng {line}"] for line in range(20)] + [["MẬT"]], None),
}


@pytest.mark.parametrize("case", SHEETS)
def test_a_spreadsheet_is_stamped_by_a_cell_of_its_first_rows(case: str) -> None:
    rows, level = SHEETS[case]
    out = io.BytesIO()
    with Workbook(out) as book:
        book.add_worksheet("Trang đầu").write_string(0, 0, "Hướng dẫn")
        sheet = book.add_worksheet("Sổ")
        for line, cells in enumerate(rows):
            for column, words in enumerate(cells):
                sheet.write_string(line, column, words)
    assert stamped_on_sheets(out.getvalue(), "so.xlsx") == level
