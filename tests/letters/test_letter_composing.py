"""`compose`: what is written where, and what a letter that cannot be written is told."""

import json
from datetime import datetime
from typing import Any

import pytest
from tests.letters.drafts import composed, sample

from minhchung.letters import LetterError, compose, inspect, letter_of, read_letter
from minhchung.letters.apology import ApologyFacts, apology_letter
from minhchung.letters.minutes import Minutes, Point, minutes_docx
from minhchung.letters.nd30 import layout
from minhchung.letters.widths import text_width
from minhchung.letters.wording import broken_name, day_words, marker, padded, roman_numeral
from minhchung.text.extract import extract

PLAIN: dict[str, Any] = {
    "kind": "thong-bao", "issuer": "Ủy ban nhân dân phường Vân Khê", "symbol": "TB-UBND", "place": "Vân Khê", "subject": "Về việc nghỉ lễ",
    "blocks": [{"type": "paragraph", "text": "Nghỉ từ ngày 01/9/2026."}],
    "signers": [{"authority": ["Chủ tịch"], "name": "Nguyễn Minh Đức"}],
}  # fmt: skip


def text(**changed: Any) -> str:
    return extract(compose(letter_of({**PLAIN, **changed})), name="thư.docx").text


def test_days_numbers_and_markers_are_written_as_the_law_says() -> None:
    assert day_words(2026, 1, 5) == "ngày 05 tháng 01 năm 2026"
    assert day_words(2026, 6, 29) == "ngày 29 tháng 6 năm 2026"
    assert day_words(2026, 12, None).replace("\u00a0", "_") == "ngày ____ tháng 12 năm 2026"
    assert [padded(number) for number in ("1", "9", "10", "05", "7a")] == ["01", "09", "10", "05", "07a"]
    assert [marker("a)", number) for number in range(1, 9)] == ["a)", "b)", "c)", "d)", "đ)", "e)", "g)", "h)"]
    assert [marker("1.1.", 2, "3."), marker("1.1.", 2), marker("(1)", 4), marker("I.", 4), marker("-", 4)] == [
        "3.2.",
        "2.",
        "(4)",
        "IV.",
        "-",
    ]
    assert [roman_numeral(number) for number in (1, 4, 9, 14, 40, 49, 88)] == ["I", "IV", "IX", "XIV", "XL", "XLIX", "LXXXVIII"]


def test_the_widths_are_those_of_the_typeface() -> None:
    nation, motto = (layout().elements[key] for key in ("nation", "motto"))
    assert text_width(nation.text, 12, bold=True) == pytest.approx(88.3, abs=0.05)
    assert text_width(nation.text, 13, bold=True) == pytest.approx(95.7, abs=0.05)
    assert text_width(motto.text, 13, bold=True) == pytest.approx(56, abs=0.1)


def test_a_long_name_breaks_before_its_place_else_evenly() -> None:
    def width(line: str) -> float:
        return float(len(line))

    assert broken_name("ỦY BAN NHÂN DÂN PHƯỜNG VÂN KHÊ", width, 40) == ["ỦY BAN NHÂN DÂN PHƯỜNG VÂN KHÊ"]
    assert broken_name("ỦY BAN NHÂN DÂN PHƯỜNG VÂN KHÊ", width, 20) == ["ỦY BAN NHÂN DÂN", "PHƯỜNG VÂN KHÊ"]
    assert broken_name("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", width, 30) == ["TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG"]
    assert broken_name("MỘTTỪDÀIHƠNCHỖ", width, 5) == ["MỘTTỪDÀIHƠNCHỖ"]


def test_what_is_not_known_before_signing_is_a_gap() -> None:
    head = text(dated="2026-11").replace("\u00a0", "_")
    assert "Số: ________/TB-UBND" in head
    assert "Vân Khê, ngày ____ tháng 11 năm 2026" in head
    assert "Số: 05/TB-UBND" in text(number=5)


def test_the_end_is_marked_once_behind_the_last_sentence() -> None:
    assert "01/9/2026./." in text()
    assert "./../." not in text(blocks=[{"type": "paragraph", "text": "Hết./."}])
    nested = [{"type": "section", "title": "Việc", "blocks": [{"type": "list", "items": ["Một;", {"text": "Hai:", "blocks": [
        {"type": "list", "marker": "a)", "items": ["Ba;", "Bốn"]}]}]}]}]  # fmt: skip
    made = text(blocks=nested)
    assert made.count("./.") == 1
    assert "b) Bốn./." in made


def test_hostile_and_odd_letters_are_printed_or_left_out() -> None:
    said = "Việc \x01một"
    task = [{"text": said, "units": ["ALL"]}]
    assert inspect(compose(letter_of({**PLAIN, "blocks": [{"type": "paragraph", "text": said}], "assignments": task}))) == []
    made = text(subject="Nghỉ <lễ> & “tết”\x00\ud800 2/9", blocks=[{"type": "paragraph", "text": "Hòa bình"}])
    assert "Nghỉ <lễ> & “tết” 2/9" in made
    assert "Hòa bình" in made


def test_sections_are_numbered_by_level_unless_the_letter_numbers_them() -> None:
    def section(title: str, *blocks: dict[str, Any], number: str = "") -> dict[str, Any]:
        return {"type": "section", "title": title, "number": number, "blocks": list(blocks)}

    tree = [section("Một", section("Hai", section("Ba")), section("Bốn")), section("Năm", number="V.")]
    made = text(kind="bao-cao", symbol="BC-UBND", blocks=tree)
    for line in ("I. MỘT", "1. Hai", "a) Ba", "2. Bốn", "V. Năm"):
        assert line in made
    assert "2.1. Hai" in text(numbering=["1.", "1.1."], blocks=[section("Một"), section("X", section("Hai"))])


def test_a_table_of_a_plan_keeps_its_rows_and_headings() -> None:
    made = extract(composed("ke-hoach"), name="x.docx").text
    for part in (
        "Phụ lục I",
        "DANH MỤC NHIỆM VỤ",
        "(Kèm theo Kế hoạch số 15/KH-UBND ngày 12 tháng 01 năm 2026 của Ủy ban nhân dân phường Vân Khê)",
    ):
        assert part in made
    assert "Cải cách thủ tục hành chính" in made


def test_minutes_and_apologies_keep_the_layout_too() -> None:
    at = datetime(2026, 11, 20, 8)  # noqa: DTZ001 - moments of a paper are wall-clock times
    paper = Minutes("phường Vân Khê", "Họp giao ban", at, None, "", "Trần Thị Thu Hà", "", ["A"], [], [Point("Việc", "Đã nói.")], ["Làm."])
    assert inspect(minutes_docx(paper, at=at)) == []
    for commune in ("phường Vân Khê", "đặc khu Hoàng Sa Trường Sa Lớn"):
        facts = ApologyFacts(commune, "Vân Khê", at.date(), "H24.1-261101-0007", "Cấp giấy phép", at, at, True, "thiếu", at.date())
        assert inspect(apology_letter(facts)) == []


def test_signers_may_be_two_or_have_another_post() -> None:
    assert "THƯ KÝ" in extract(composed("bien-ban"), name="x.docx").text
    team = {"authority": ["TM. Đoàn kiểm tra", "Trưởng đoàn"], "other_post": "Phó Chủ tịch UBND phường", "name": "Trần Thị Thu Hà"}
    made = compose(letter_of({**PLAIN, "signers": [team]}))
    assert inspect(made) == []
    assert "PHÓ CHỦ TỊCH UBND PHƯỜNG" in extract(made, name="x.docx").text


def test_the_same_letter_gives_the_same_text_and_styles_named_in_vietnamese() -> None:
    import io
    import zipfile

    first, again = (zipfile.ZipFile(io.BytesIO(compose(sample("thong-bao")))) for _ in range(2))
    for name in first.namelist():
        assert first.read(name) == again.read(name), name
    assert "Quốc hiệu".encode() in first.read("word/styles.xml")


WRONG: tuple[tuple[dict[str, Any], str], ...] = (
    ({"kind": "thông báo"}, "kind: phải là một trong"),
    ({"subject": 5}, "subject: phải là chữ"),
    ({"dated": "2026-13"}, "dated: “2026-13” không phải ngày"),
    ({"dated": "20/11/2026"}, "dated: “20/11/2026” không phải ngày"),
    ({"number": "abc"}, "number: “abc” không phải số văn bản"),
    ({"place": ""}, "thiếu place"),
    ({"signers": []}, "thiếu signers"),
    ({"blocks": []}, "blocks: phải có ít nhất một mục"),
    ({"blocks": [{"type": "bang"}]}, r"blocks\[1\]: “type” không có"),
    ({"blocks": [{"text": "x"}]}, r"blocks\[1\]: thiếu “type”"),
    ({"blocks": [{"type": "paragraph"}]}, r"blocks\[1\]\.text: thiếu trường này"),
    ({"blocks": [{"type": "list", "items": [{"text": 5}]}]}, r"blocks\[1\]\.items\[1\]\.text"),
    (
        {"blocks": [{"type": "table", "columns": [{"title": "A"}, {"title": "B"}], "rows": [["1", "2", "3"]]}]},
        "dòng 1 của bảng có 3 ô, cần 2",
    ),
    ({"kinh_gui": "x"}, "kinh_gui: không có trường tên này"),
)


@pytest.mark.parametrize(("changed", "said"), WRONG)
def test_a_letter_that_cannot_be_written_names_the_place(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(LetterError, match=said) as refused:
        letter_of({**PLAIN, **changed}, "thư.json")
    assert str(refused.value).startswith("“thư.json”")


@pytest.mark.parametrize("broken", ["", "{", b"\xff\xfe{", "[" * 200_000, json.dumps([PLAIN]), "null"])
def test_what_is_no_letter_is_refused(broken: str | bytes) -> None:
    with pytest.raises(LetterError, match=r"“thư\.json”"):
        read_letter(broken, "thư.json")
