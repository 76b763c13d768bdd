"""PDF → text: lines, paragraphs, tables, and what stands only in signature widgets."""

import io
import re
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from minhchung.reading import read_text
from minhchung.text.extract import ExtractError, extract
from minhchung.text.extract.glyphs import Edges
from minhchung.text.extract.paragraphs import paragraph_starts

Pdf = Callable[..., bytes]


def text_lines(*lines: str, top: float = 780.0, left: float = 80.0, step: float = 18.0) -> list[tuple[float, float, str]]:
    return [(left, top - step * index, line) for index, line in enumerate(lines)]


def grid(columns: list[float], rows: list[float]) -> list[tuple[float, float, float, float]]:
    return [(x, rows[0], x, rows[-1]) for x in columns] + [(columns[0], y, columns[-1], y) for y in rows]


def with_holes(lines: list[str]) -> list[tuple[float, float, str]]:
    """What LibreOffice writes when a font lacks Vietnamese letters: the line with holes, then the letters from another font."""
    texts: list[tuple[float, float, str]] = []
    for row, line in enumerate(lines):
        y, holes = 780 - 18 * row, list(re.finditer("ườ|ượ", line))
        starts, ends = [0, *(hole.end() for hole in holes)], [*(hole.start() for hole in holes), len(line)]
        texts += [(80 + 6.5 * start, y, line[start:end]) for start, end in zip(starts, ends, strict=True)]
        texts += [(80 + 6.5 * hole.start(), y, hole[0]) for hole in holes]
    return texts


def draft_head() -> list[tuple[float, float, str]]:
    return [
        (80, 780, "ỦY BAN NHÂN DÂN"), (80, 764, "PHƯỜNG VÂN KHÊ"), (300, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (90, 740, "Số:          /TB-UBND"), (300, 730, "Vân Khê, ngày      tháng      năm 2026"), (250, 690, "THÔNG BÁO"),
    ]  # fmt: skip


def test_pages_begin_at_their_offsets(pdf: Pdf, page: Any) -> None:
    result = extract(pdf([page(texts=text_lines("Trang thứ nhất của văn bản")), page(texts=text_lines("Trang thứ hai của văn bản"))]))
    assert [result.text[at:].split("\n")[0] for at in result.pages] == ["Trang thứ nhất của văn bản", "Trang thứ hai của văn bản"]
    assert result.text.count("\f") == 1


def test_number_and_date_in_signature_widgets_stand_in_their_lines(pdf: Pdf, page: Any) -> None:
    fields = [((112, 736, 140, 752), ["217"], "Sig"), ((390, 726, 405, 742), ["05"], "Sig"), ((455, 726, 470, 742), ["6"], "Sig")]
    result = extract(pdf([page(texts=draft_head(), fields=fields)]))
    assert "Số: 217/TB-UBND" in result.text
    assert "Vân Khê, ngày 05 tháng 6 năm 2026" in result.text
    assert sorted(result.stamped) == ["05", "217", "6"]


def test_a_document_without_widgets_is_not_opened_twice(pdf: Pdf, page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("pikepdf was asked to open a file without annotations")

    monkeypatch.setattr(pikepdf, "open", never)
    assert extract(pdf([page(texts=draft_head())])).stamped == ()


def test_what_tells_of_the_certificate_goes_below_the_page(pdf: Pdf, page: Any) -> None:
    look = ["Người ký: Ủy ban nhân dân phường Vân Khê", "Email: mau@vankhe.example", "Thời gian ký: 05.06.2026 15:02:33 +07:00"]
    text = extract(pdf([page(texts=draft_head(), fields=[((300, 790, 560, 840), look, "Sig")])])).text
    assert text.split("\n")[-3:] == look
    assert text.startswith("ỦY BAN NHÂN DÂN")


def test_a_stamp_on_empty_paper_is_a_line_of_its_own(pdf: Pdf, page: Any) -> None:
    text = extract(pdf([page(texts=draft_head(), fields=[((60, 705, 160, 722), ["KHẨN"], "Sig")])])).text.split("\n")
    assert "KHẨN" in text
    assert text.index("KHẨN") < text.index("THÔNG BÁO")


def test_a_widget_that_no_form_knows_of_is_read_all_the_same(pdf: Pdf, page: Any) -> None:
    data = pdf([page(texts=draft_head(), fields=[((112, 736, 140, 752), ["217"], "Sig")])])
    with pikepdf.open(io.BytesIO(data)) as document:
        del document.Root.AcroForm
        del document.pages[0].Annots[0]["/FT"]
        buffer = io.BytesIO()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            document.save(buffer)
    assert "Số: 217/TB-UBND" in extract(buffer.getvalue()).text


def test_hidden_widgets_stay_hidden(pdf: Pdf, page: Any) -> None:
    data = pdf([page(texts=draft_head(), fields=[((112, 736, 140, 752), ["999"], "Sig")])])
    with pikepdf.open(io.BytesIO(data)) as document:
        document.pages[0].Annots[0].F = 2
        buffer = io.BytesIO()
        document.save(buffer)
    assert "999" not in extract(buffer.getvalue()).text


def test_a_broken_widget_costs_the_stamp_not_the_text(pdf: Pdf, page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise pikepdf.PdfError("broken")

    monkeypatch.setattr(pikepdf, "open", fails)
    result = extract(pdf([page(texts=draft_head(), fields=[((112, 736, 140, 752), ["217"], "Sig")])]))
    assert "THÔNG BÁO" in result.text
    assert any("ô chữ ký số" in warning for warning in result.warnings)


def test_the_really_signed_notice_gives_number_and_date(shared: Path) -> None:
    directive = read_text(extract(shared / "data/signed_pdf/hanoi_tb_453_flag.pdf").text)
    assert (directive.document.number, directive.document.date) == ("453", "2026-04-29")


def test_a_ruled_table_becomes_rows_between_the_paragraphs(pdf: Pdf, page: Any) -> None:
    columns, rows = [80.0, 120.0, 320.0, 500.0], [600.0, 570.0, 540.0, 510.0]
    words = [["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Rà soát thủ tục", "Phòng Kinh tế"], ["2", "Niêm yết công khai", "Văn phòng"]]
    inside = [(columns[c] + 5, rows[r] - 20, words[r][c]) for r in range(3) for c in range(3)]
    texts = [(80.0, 640.0, "Phân công nhiệm vụ như sau:"), *inside, (80.0, 480.0, "Các đơn vị thực hiện nghiêm túc.")]
    assert extract(pdf([page(texts=texts, rules=grid(columns, rows))])).text.split("\n") == [
        "Phân công nhiệm vụ như sau:", "", "| TT | Nhiệm vụ | Chủ trì |", "| 1 | Rà soát thủ tục | Phòng Kinh tế |",
        "| 2 | Niêm yết công khai | Văn phòng |", "", "Các đơn vị thực hiện nghiêm túc.",
    ]  # fmt: skip


def test_a_cell_merged_downwards_holds_for_every_row(pdf: Pdf, page: Any) -> None:
    rules = [(80, 600, 80, 510), (320, 600, 320, 510), (500, 600, 500, 510), (80, 600, 500, 600), (80, 570, 500, 570), (80, 540, 320, 540)]
    rules.append((80, 510, 500, 510))
    texts = [(85, 580, "Nhiệm vụ"), (325, 580, "Chủ trì"), (85, 550, "Rà soát"), (325, 550, "Phòng Kinh tế"), (85, 520, "Niêm yết")]
    rows = extract(pdf([page(texts=texts, rules=rules)])).text.split("\n")
    assert rows[1:] == ["| Rà soát | Phòng Kinh tế |", "| Niêm yết | Phòng Kinh tế |"]


def test_a_table_over_two_pages_keeps_one_head_and_whole_rows(pdf: Pdf, page: Any) -> None:
    columns = [80.0, 120.0, 320.0, 500.0]
    first, second = [600.0, 570.0, 540.0], [760.0, 730.0, 700.0, 670.0]
    words = [["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Rà soát thủ tục và", "Phòng Kinh tế"]]
    more = [["TT", "Nhiệm vụ", "Chủ trì"], ["", "niêm yết công khai", ""], ["2", "Báo cáo", "Văn phòng"]]
    pages = [
        page(texts=[(columns[c] + 5, first[r] - 20, words[r][c]) for r in range(2) for c in range(3)], rules=grid(columns, first)),
        page(
            texts=[(290, 800, "2"), *((columns[c] + 5, second[r] - 20, more[r][c]) for r in range(3) for c in range(3) if more[r][c])],
            rules=grid(columns, second),
        ),
    ]
    rows = [line for line in extract(pdf(pages)).text.replace("\f", "").split("\n") if line.startswith("|")]
    assert rows == [
        "| TT | Nhiệm vụ | Chủ trì |", "| 1 | Rà soát thủ tục và niêm yết công khai | Phòng Kinh tế |", "| 2 | Báo cáo | Văn phòng |",
    ]  # fmt: skip


def test_the_underline_of_a_title_is_no_table(pdf: Pdf, page: Any) -> None:
    text = extract(pdf([page(texts=draft_head(), rules=[(100, 758, 180, 758), (350, 762, 480, 762), (250, 680, 330, 680)])])).text
    assert "|" not in text


def test_letters_written_after_their_line_return_to_their_places(pdf: Pdf, page: Any) -> None:
    lines = ["Mười lượt kiểm tra vườn cây", "của trường và trên đường phố", "lại được báo cáo lượt thứ mười"]
    assert extract(pdf([page(texts=with_holes(lines))])).text.replace("\n\n", "\n").split("\n") == lines


def test_a_page_of_few_words_is_in_the_disorder_of_the_pages_before_it(pdf: Pdf, page: Any) -> None:
    lines = ["Mười lượt kiểm tra vườn cây", "của trường và trên đường phố", "lại được báo cáo lượt thứ mười"]
    result = extract(pdf([page(texts=with_holes(lines)), page(texts=with_holes(["Lê Thị Phượng Mai"]))]))
    assert result.text[result.pages[1] :] == "Lê Thị Phượng Mai"


def test_a_hyphen_at_the_end_of_a_line_stays(pdf: Pdf, page: Any) -> None:
    text = extract(pdf([page(texts=text_lines("Thực hiện Quyết định số 15/QĐ-", "UBND ngày 12 tháng 01 năm 2026"))])).text
    assert text == "Thực hiện Quyết định số 15/QĐ-\nUBND ngày 12 tháng 01 năm 2026"


@pytest.mark.parametrize(
    ("sign", "edges", "starts"),
    [
        ("more space between lines", [(80, 540, 700), (80, 540, 684), (80, 300, 668), (80, 540, 646), (80, 540, 630)], {3}),
        ("an indented line after one at the margin", [(116, 540, 700), (80, 540, 684), (80, 300, 668), (116, 540, 652)], {3}),
        ("an indented line after a short indented one", [(80, 540, 716), (116, 300, 700), (116, 300, 684)], {1, 2}),
        ("a line after a centred title", [(260, 380, 700), (80, 540, 684), (80, 540, 668)], {1}),
        ("a jump upwards to the next column", [(80, 200, 700), (80, 200, 684), (300, 540, 700)], {2}),
        ("full lines at the margin", [(80, 540, 700), (80, 540, 684), (80, 540, 668)], set()),
    ],
)
def test_a_paragraph_begins_where_the_page_shows_it(sign: str, edges: list[tuple[float, float, float]], starts: set[int]) -> None:
    assert paragraph_starts(["chữ"] * len(edges), [Edges(*edge) for edge in edges]) == starts, sign


def test_lines_that_hang_under_a_list_item_are_one_paragraph() -> None:
    edges = [Edges(80, 540, 700), Edges(98, 540, 684), Edges(98, 300, 668)]
    assert paragraph_starts(["- Rà soát", "thủ tục", "hành chính"], edges) == set()


def test_an_encrypted_pdf_names_the_password(pdf: Pdf, page: Any) -> None:
    data = pdf([page(texts=draft_head())], encryption=pikepdf.Encryption(owner="chủ", user="mở"))
    with pytest.raises(ExtractError, match="mật khẩu") as caught:
        extract(data, name="mat-khau.pdf")
    assert caught.value.code == "encrypted"


def test_a_pdf_that_only_forbids_copying_is_read(pdf: Pdf, page: Any) -> None:
    data = pdf([page(texts=draft_head())], encryption=pikepdf.Encryption(owner="chủ", user=""))
    assert "THÔNG BÁO" in extract(data).text


def test_a_cut_off_pdf_is_broken_or_read_never_a_crash(pdf: Pdf, page: Any) -> None:
    data = pdf([page(texts=draft_head())])
    for length in range(20, len(data), len(data) // 12):
        try:
            extract(data[:length])
        except ExtractError as error:
            assert error.code in ("broken", "no-text", "needs-ocr")


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("lying", [0, 90, 180, 270])
def test_a_page_is_read_from_top_to_bottom_however_it_was_turned(turned: int, lying: int, pdf: Callable[..., bytes], page: Any) -> None:
    lines = ["1. Giao Phòng Kinh tế rà soát danh mục,", "báo cáo trước ngày 15/6/2026.", "2. Giao Công an phường tuần tra."]
    source = pikepdf.open(io.BytesIO(pdf([page(texts=[(80, 700 - 20 * at, line) for at, line in enumerate(lines)])])))
    only = source.pages[0]
    matrix = {0: "1 0 0 1 0 0", 90: "0 1 -1 0 842 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 595"}[lying]
    only.obj["/Contents"] = source.make_stream(f"q {matrix} cm\n".encode() + only.obj["/Contents"].read_bytes() + b"\nQ")
    only.obj["/MediaBox"] = pikepdf.Array([0, 0, 842, 842])
    only.obj["/Rotate"] = turned
    buffer = io.BytesIO()
    source.save(buffer)
    assert extract(buffer.getvalue(), name="xoay.pdf").text.split() == " ".join(lines).split()
