"""Procedures in Word, in the shapes wards have them: what is found, what is not, nothing guessed."""

import io
from collections.abc import Sequence

from docx import Document

from minhchung.apps.quality.paper import blocks_of
from minhchung.apps.quality.rules.content import Kind, Layout
from minhchung.apps.quality.rules.taking import Taken, taken
from minhchung.letters.controlled import Column, ControlledPaper, Grid, Signer
from minhchung.letters.controlled_docx import controlled_docx
from minhchung.text.extract.docx import docx_text
from tests.personas import NOW

Rows = Sequence[Sequence[str]]


def word(*parts: str | Rows) -> Taken:
    """The reading of a Word file of these paragraphs and tables."""
    document = Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(rows=0, cols=len(part[0]), style="Table Grid")
        for row in part:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return taken(docx_text(out.getvalue(), "quy-trinh.docx"))


SEVEN = (
    "QUY TRÌNH",
    "Mã hiệu: QT.ISO.02",
    "1. MỤC ĐÍCH",
    "Thống nhất cách kiểm soát tài liệu.",
    "2. PHẠM VI",
    "Mọi đơn vị thuộc UBND phường.",
    "3. TÀI LIỆU VIỆN DẪN",
    "- TCVN ISO 9001:2015",
    "4. ĐỊNH NGHĨA VÀ TỪ VIẾT TẮT",
    "UBND: Ủy ban nhân dân",
    "5. NỘI DUNG QUY TRÌNH",
    "Tài liệu được soạn, soát xét, phê duyệt rồi mới phân phối.",
    "6. BIỂU MẪU",
    (("TT", "Mã hiệu", "Tên biểu mẫu"), ("1", "BM.02.01", "Danh mục tài liệu nội bộ"), ("2", "BM.02.02", "Phiếu yêu cầu sửa đổi")),
    "7. HỒ SƠ CẦN LƯU",
    (("TT", "Tên hồ sơ", "Nơi lưu", "Thời gian lưu"), ("1", "Phiếu sửa đổi", "Văn phòng", "03 năm")),
)


def test_seven_sections_with_their_tables_are_all_found() -> None:
    read = word(*SEVEN)
    assert read.missing == ()
    assert read.code == "QT.ISO.02"
    content = read.content
    assert content.purpose == "Thống nhất cách kiểm soát tài liệu."
    assert content.terms == "UBND: Ủy ban nhân dân"
    assert content.body == "Tài liệu được soạn, soát xét, phê duyệt rồi mới phân phối."
    assert [(row.code, row.name) for row in content.forms] == [
        ("BM.02.01", "Danh mục tài liệu nội bộ"),
        ("BM.02.02", "Phiếu yêu cầu sửa đổi"),
    ]
    assert [(row.name, row.place, row.retention) for row in content.records] == [("Phiếu sửa đổi", "Văn phòng", "03 năm")]


def test_a_heading_without_number_or_with_another_is_known_by_its_name() -> None:
    read = word("Mục đích", "Thống nhất cách làm.", "II. PHẠM VI ÁP DỤNG:", "Văn phòng.", "Hồ sơ lưu", "Sổ đăng ký")
    assert read.found == ("purpose", "scope", "records")
    assert (read.content.purpose, read.content.scope) == ("Thống nhất cách làm.", "Văn phòng.")
    assert "5. Nội dung" in read.missing
    assert "6. Biểu mẫu" in read.missing


def test_a_sentence_that_begins_like_a_heading_stays_a_sentence() -> None:
    read = word("1. Mục đích", "Mục đích của việc này là phục vụ người dân tốt hơn.", "Phạm vi công việc do Chủ tịch giao.")
    assert read.found == ("purpose",)
    assert len(read.content.purpose.splitlines()) == 2


IN_PARAGRAPHS = (
    "1. Mục đích",
    "Quy định việc đăng ký khai sinh.",
    "5. Nội dung",
    "5.1 Cơ sở pháp lý",
    "- Luật Hộ tịch số 60/2014/QH13 ngày 20/11/2014",
    "- Nghị định số 123/2015/NĐ-CP",
    "- Văn bản hướng dẫn của Bộ",
    "5.2 Thành phần hồ sơ",
    (("TT", "Tên giấy tờ", "Bản chính", "Bản sao"), ("1", "Tờ khai", "x", ""), ("2", "Giấy chứng sinh", "x", "")),
    "5.3 Số lượng hồ sơ: 01 bộ",
    "5.4 Thời gian xử lý: 01 ngày làm việc",
    "5.5 Nơi tiếp nhận và trả kết quả",
    "Trung tâm Phục vụ hành chính công",
    "5.6 Lệ phí: Không",
    "5.7 Quy trình xử lý công việc",
    (
        ("TT", "Trình tự", "Trách nhiệm", "Thời gian", "Biểu mẫu/Kết quả"),
        ("B1", "Nộp hồ sơ", "Công dân", "Giờ hành chính", "Thành phần hồ sơ mục 5.2"),
        ("B2", "Thẩm định", "Công chức tư pháp", "0,5 ngày", "Giấy khai sinh"),
    ),
)


def test_the_parts_of_a_service_procedure_are_told_apart() -> None:
    read = word(*IN_PARAGRAPHS)
    content = read.content
    assert [(row.symbol, row.title) for row in content.basis] == [
        ("60/2014/QH13", "Luật Hộ tịch số 60/2014/QH13 ngày 20/11/2014"),
        ("123/2015/NĐ-CP", "Nghị định số 123/2015/NĐ-CP"),
        ("", "Văn bản hướng dẫn của Bộ"),
    ]
    assert [(row.name, row.originals, row.copies) for row in content.components] == [("Tờ khai", "x", ""), ("Giấy chứng sinh", "x", "")]
    assert (content.sets.text, content.limit.text, content.fee.text) == ("01 bộ", "01 ngày làm việc", "Không")
    assert content.place.text == "Trung tâm Phục vụ hành chính công"
    assert [(row.name, row.who, row.time, row.result) for row in content.steps] == [
        ("Nộp hồ sơ", "Công dân", "Giờ hành chính", "Thành phần hồ sơ mục 5.2"),
        ("Thẩm định", "Công chức tư pháp", "0,5 ngày", "Giấy khai sinh"),
    ]
    assert read.missing == ("2. Phạm vi", "3. Tài liệu viện dẫn", "4. Định nghĩa, viết tắt", "6. Biểu mẫu", "7. Hồ sơ cần lưu")


IN_ONE_TABLE = (
    "5. NỘI DUNG",
    (
        ("5.1", "Cơ sở pháp lý", "", "", ""),
        ("", "Nghị định số 23/2015/NĐ-CP về chứng thực", "", "", ""),
        ("5.2", "Thành phần hồ sơ", "Bản chính", "Bản sao", ""),
        ("", "Bản chính giấy tờ cần chứng thực", "01", "", ""),
        ("5.3", "Số lượng hồ sơ", "", "", ""),
        ("", "Theo yêu cầu", "", "", ""),
        ("5.4", "Thời gian xử lý", "", "", ""),
        ("", "Trong ngày", "", "", ""),
        ("5.5", "Nơi tiếp nhận và trả kết quả", "", "", ""),
        ("", "Bộ phận Một cửa", "", "", ""),
        ("5.6", "Lệ phí", "", "", ""),
        ("", "2.000 đồng/trang", "", "", ""),
        ("5.7", "Quy trình xử lý công việc", "", "", ""),
        ("TT", "Trình tự", "Trách nhiệm", "Thời gian", "Biểu mẫu/Kết quả"),
        ("1", "Tiếp nhận", "Công chức Một cửa", "1/8 ngày", "Sổ theo dõi"),
        ("2", "Ký chứng thực", "Lãnh đạo UBND", "1/8 ngày", "Bản sao chứng thực"),
    ),
)


def test_section_five_laid_out_as_one_table_is_read_the_same() -> None:
    content = word(*IN_ONE_TABLE).content
    assert [row.symbol for row in content.basis] == ["23/2015/NĐ-CP"]
    assert [(row.name, row.originals) for row in content.components] == [("Bản chính giấy tờ cần chứng thực", "01")]
    assert (content.sets.text, content.limit.text, content.place.text) == ("Theo yêu cầu", "Trong ngày", "Bộ phận Một cửa")
    assert content.fee.text == "2.000 đồng/trang"
    assert [(row.name, row.who, row.time) for row in content.steps] == [
        ("Tiếp nhận", "Công chức Một cửa", "1/8 ngày"),
        ("Ký chứng thực", "Lãnh đạo UBND", "1/8 ngày"),
    ]


def test_a_text_without_headings_gives_nothing() -> None:
    read = word("Kính gửi các đơn vị", "Đề nghị rà soát quy trình.")
    assert read.found == ()
    assert read.content.said() == {}


def test_what_the_house_writes_out_it_reads_again() -> None:
    """The seven sections of a paper of ours come back as they were."""
    written = word(*IN_PARAGRAPHS).content
    signers = [Signer(role) for role in ("Soạn thảo", "Soát xét", "Phê duyệt")]
    blocks = list(blocks_of(Kind.SERVICE, Layout.TABLE, written))
    paper = ControlledPaper("UBND", "Quy trình", "Khai sinh", "QT-01", "01", "00", "", signers, Grid((Column("Lần", 20),), ()), blocks)
    again = taken(docx_text(controlled_docx(paper, at=NOW), "x.docx")).content
    assert again.purpose == written.purpose
    for name in ("basis", "components", "steps"):
        assert getattr(again, name) == getattr(written, name), name
    assert (again.sets, again.limit, again.place, again.fee) == (written.sets, written.limit, written.place, written.fee)
