"""Plain text, Markdown and web pages → text."""

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from minhchung.text.extract import ExtractError, MediaType, extract

LETTER = "Thực hiện Kế hoạch số 15/KH-UBND của Ủy ban nhân dân phường Vân Khê"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_every_unicode_form(encoding: str) -> None:
    assert extract(LETTER.encode(encoding), name="a.txt").text == LETTER


def test_text_of_old_windows_is_read_with_a_warning() -> None:
    import unicodedata

    # Windows-1258 keeps vowels with their hats whole and writes the tones after them.
    old = "".join(unicodedata.normalize("NFD", char) if char not in "âêôăơưđĐÂÊÔƠƯĂ" else char for char in "Kế hoạch công tác")
    old = old.replace("e\u0302", "ê").replace("o\u0302", "ô").replace("\u0323", "\u0323")
    result = extract(old.encode("cp1258"), name="cu.txt")
    assert result.text == "Kế hoạch công tác"
    assert "Windows-1258" in result.warnings[0]


def test_markdown_is_kept_as_it_is() -> None:
    source = "# KẾ HOẠCH\n\n**1.** Phòng Kinh tế:\n- rà soát;\n\n| TT | Việc |\n|---|---|\n| 1 | A |"
    result = extract(source.encode(), name="ke-hoach.md")
    assert (result.text, result.media_type) == (source, MediaType.MARKDOWN)


def test_line_ends_and_invisible_marks_are_tidied() -> None:
    source = "\ufeffDòng một \r\nDòng\u200b hai\u00ad\r\n\r\n\r\n\r\nDòng ba\r"
    assert extract(source.encode()).text == "Dòng một\nDòng hai\n\nDòng ba"


def test_a_page_keeps_its_blocks() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>Cổng</title><style>p{}</style></head><body><script>alert(1)</script>"
        "<h2>THÔNG BÁO</h2><p>Phòng   Kinh tế<br>rà soát</p><div>Một<p>Hai</p>Ba</div>"
        "<ul><li>ý một</li><li>ý hai</li></ul><ol type='a' start='2'><li>điểm</li><li>điểm nữa</li></ol></body></html>"
    )
    assert extract(page.encode(), name="trang.html").text.split("\n\n") == [
        "THÔNG BÁO", "Phòng Kinh tế\nrà soát", "Một", "Hai", "Ba", "- ý một", "- ý hai", "b. điểm", "c. điểm nữa",
    ]  # fmt: skip


def test_a_table_of_a_page_becomes_rows() -> None:
    page = (
        "<html><body><table border=1><tr><th>TT<th>Việc<th>Chủ trì<th>Hạn</tr>"
        "<tr><td>1</td><td>Rà soát</td><td rowspan=2>Phòng Kinh tế</td><td>Quý II</td></tr>"
        "<tr><td>2</td><td>Niêm yết</td><td>Quý III</td></tr><tr><td colspan=3>Cộng</td><td>2</td></tr></table></body></html>"
    )
    assert extract(page.encode()).text.split("\n") == [
        "| TT | Việc | Chủ trì | Hạn |", "| 1 | Rà soát | Phòng Kinh tế | Quý II |", "| 2 | Niêm yết | Phòng Kinh tế | Quý III |",
        "| Cộng |  |  | 2 |",
    ]  # fmt: skip


def test_the_head_table_of_a_page_is_plain_lines() -> None:
    row = "<tr><td>ỦY BAN NHÂN DÂN<br>PHƯỜNG VÂN KHÊ</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr>"
    assert "|" not in extract(f"<html><table border=1>{row}</table><p>KẾ HOẠCH</p></html>".encode()).text


def test_a_nested_table_is_read_once() -> None:
    inner = "<table border=1><tr><td>A</td><td>B</td></tr><tr><td>C</td><td>D</td></tr></table>"
    page = f"<html><table><tr><td>{inner}</td></tr></table></html>"
    assert extract(page.encode()).text.split() == ["|", "A", "|", "B", "|", "|", "C", "|", "D", "|"]


def test_hidden_parts_of_a_page_are_not_read() -> None:
    page = "<html><body><p style='display: none'>ẩn</p><p hidden>ẩn</p><nav>Trang chủ</nav><p>hiện</p></body></html>"
    assert extract(page.encode()).text == "hiện"


def test_a_page_may_name_its_own_character_set() -> None:
    page = "<html><head><meta charset='windows-1258'></head><body><p>Công văn</p></body></html>"
    assert extract(page.encode("cp1258"), name="a.htm").text == "Công văn"


def test_a_web_page_named_doc_is_read_as_what_it_is() -> None:
    result = extract("<html><body><p>Quyết định</p></body></html>".encode(), name="qd.doc")
    assert (result.text, result.media_type) == ("Quyết định", MediaType.HTML)
    assert "HTML" in result.warnings[0]


def test_a_deeply_nested_page_ends_without_a_crash() -> None:
    page = "<html><body>" + "<div>" * 50_000 + "chữ" + "</div>" * 50_000 + "</body></html>"
    try:
        assert "chữ" in extract(page.encode()).text
    except ExtractError as error:
        assert error.code in ("broken", "no-text")


WORD_PAGE = """<html xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
</head><body><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Giao Phòng Kinh tế báo cáo trước ngày
<del cite="mailto:a" datetime="2026-06-01T08:00">10/6/2026</del><ins cite="mailto:a">15/6/2026</ins>.<o:p></o:p></p></body></html>"""
WORD_READ = "1. Giao Phòng Kinh tế báo cáo trước ngày 15/6/2026."


def test_a_page_saved_by_word_keeps_its_markers_and_drops_what_was_struck_out() -> None:
    assert extract(WORD_PAGE.encode(), name="word.htm").text == WORD_READ


def test_a_single_file_web_page_is_unpacked() -> None:
    message = MIMEMultipart("related")
    message.attach(MIMEText(WORD_PAGE, "html", "utf-8"))
    for ends in (b"\n", b"\r\n"):
        result = extract(message.as_bytes().replace(b"\n", ends), name="word.mht")
        assert (result.text, result.media_type) == (WORD_READ, MediaType.HTML)


def test_a_web_archive_without_a_page_is_broken() -> None:
    with pytest.raises(ExtractError, match="không có phần văn bản"):
        extract(
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\nabc\n--x--\n", name="a.mht"
        )


def test_a_letter_that_begins_like_a_mail_is_still_text() -> None:
    assert extract("Kính gửi: Phòng Kinh tế\nContent-Type: là gì?".encode(), name="thu.txt").media_type is MediaType.TEXT
