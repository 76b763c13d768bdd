"""Letters printed by LibreOffice and measured in the PDF, not by our own inspection: millimetres, sizes, fonts, page numbers."""

import shutil
from pathlib import Path

import pytest
from tests.letters.drafts import KINDS as ALL_KINDS
from tests.letters.drafts import composed, sample
from tests.letters.printed import Sheet, printed, saved_again

from minhchung.letters import compose, embedded, inspect, strayed

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
Pages = dict[str, list[Sheet]]
FAMILIES = ("LiberationSerif", "TimesNewRoman")  # the free typeface of the same widths stands in where Times is not installed
KINDS = ("cong-van", "thong-bao", "giay-moi", "bao-cao", "quyet-dinh")
LEFT, RIGHT, TOP, BOTTOM = 30, 190, 20, 277
NEAR = 0.7


def long_plan() -> bytes:
    """The sample plan with a table of two pages in its first annex."""
    plan = sample("ke-hoach")
    table = plan.annexes[0].blocks[0]
    rows = [row for row in table.rows if len(row) > 1] * 8  # type: ignore[union-attr]
    long = plan.annexes[0].model_copy(update={"blocks": (table.model_copy(update={"rows": tuple(rows)}),)})
    return compose(plan.model_copy(update={"annexes": (long, plan.annexes[1])}))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Every file printed, by one start of LibreOffice."""
    folder: Path = tmp_path_factory.mktemp("printed")
    assert SOFFICE is not None
    return printed({**{kind: composed(kind) for kind in KINDS}, "ke-hoach": long_plan()}, folder, SOFFICE)


def test_text_keeps_the_margins_and_the_paper(pages: Pages) -> None:
    for sheets in pages.values():
        for sheet in sheets:
            assert sorted((round(sheet.width), round(sheet.height))) == [210, 297]
            across = sheet.width > sheet.height
            text = [line for line in sheet.lines if line.top > TOP - NEAR]
            assert min(line.left for line in text) > LEFT - NEAR
            assert max(line.right for line in text) < (277 if across else RIGHT) + NEAR
            assert max(line.bottom for line in text) < (190 if across else BOTTOM) + NEAR


def test_every_letter_is_times_new_roman_of_a_lawful_size(pages: Pages) -> None:
    sizes = {"CỘNG HÒA": 12, "Độc lập": 13, "Số:": 13, "Vân Khê,": 13, "THÔNG BÁO": 14, "Ngày 25/6": 14, "Nơi nhận": 12, "- Lưu": 11}
    for sheets in pages.values():
        assert all(line.font.startswith(FAMILIES) for sheet in sheets for line in sheet.lines)
    lines = [line for sheet in pages["thong-bao"] for line in sheet.lines]
    for start, size in sizes.items():
        assert next(line for line in lines if line.text.startswith(start)).size == pytest.approx(size, abs=0.1), start
    bold = [line.text for line in lines if line.font.endswith("Bold")]
    assert any(text.startswith("CỘNG HÒA") for text in bold)
    assert "BoldItalic" in next(line for line in lines if line.text.startswith("Nơi nhận")).font


def test_the_national_name_is_one_line_above_motto_and_day(pages: Pages) -> None:
    for kind in KINDS:
        sheet = pages[kind][0]
        nation, motto, day = sheet.line("CỘNG HÒA"), sheet.line("Độc lập"), sheet.line("Vân Khê,")
        assert nation.text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        assert nation.right - nation.left == pytest.approx(88.3, abs=NEAR)
        assert motto.middle == pytest.approx(nation.middle, abs=NEAR)
        assert day.middle == pytest.approx(nation.middle, abs=NEAR)
        assert day.bottom == pytest.approx(sheet.line("Số:").bottom, abs=NEAR)


def test_rules_are_as_long_as_asked_and_in_the_middle(pages: Pages) -> None:
    for kind in KINDS:
        sheet = pages[kind][0]
        motto = sheet.line("Độc lập")
        [*_, rule] = sheet.rules_under(motto)
        assert rule.width == pytest.approx(motto.right - motto.left, abs=1)
        issuer = next(line for line in sheet.lines if line.bottom > motto.bottom - 8 and line.right < 98 and sheet.rules_under(line))
        assert 1 / 3 < sheet.rules_under(issuer)[0].width / (issuer.right - issuer.left) < 1 / 2
    sheet = pages["thong-bao"][0]
    last = sheet.line("vụ 6 tháng")
    assert sheet.rules_under(last)[0].width < 160 / 2


def test_paragraphs_begin_half_an_inch_in_and_reach_both_margins(pages: Pages) -> None:
    sheet = pages["thong-bao"][0]
    first = sheet.line("Ngày 25/6/2026")
    assert first.left == pytest.approx(LEFT + 12.7, abs=NEAR)
    assert first.right == pytest.approx(RIGHT, abs=NEAR)


def test_the_first_page_hides_its_number_and_the_next_show_theirs_in_the_middle(pages: Pages) -> None:
    for kind in ("cong-van", "thong-bao"):
        first, second = pages[kind][:2]
        assert first.number == ""
        assert second.number == "2"
        line = second.line("2")
        assert line.middle == pytest.approx((LEFT + RIGHT) / 2, abs=NEAR)
        assert line.size == pytest.approx(13, abs=0.1)
        assert not line.font.endswith(("Bold", "Italic"))


def test_a_sheet_that_lies_across_counts_on(pages: Pages) -> None:
    sheets = pages["bao-cao"]
    assert [sheet.width > sheet.height for sheet in sheets] == [False, True, False]
    assert [sheet.number for sheet in sheets] == ["", "2", "3"]


def test_each_annex_counts_its_own_pages_and_repeats_the_head_of_its_table(pages: Pages) -> None:
    sheets = pages["ke-hoach"]
    labels = [next((line.text for line in sheet.lines if line.text.startswith("Phụ lục")), "") for sheet in sheets]
    one, two = labels.index("Phụ lục I"), labels.index("Phụ lục II")
    assert [sheet.number for sheet in sheets[one:two]] == ["", "2"]
    assert sheets[two].number == ""
    assert all(any(line.text.startswith("TT") for line in sheet.lines) for sheet in sheets[one:two])


def test_the_signature_stays_together_and_never_alone(pages: Pages) -> None:
    for kind, name in (("cong-van", "Trần Thị Thu Hà"), ("thong-bao", "Đỗ Hạnh Nguyên"), ("quyet-dinh", "Nguyễn Minh Đức")):
        sheet = next(sheet for sheet in pages[kind] if any(line.text == name for line in sheet.lines))
        signer, word = sheet.line(name), sheet.line("Nơi nhận")
        assert signer.bottom > word.bottom
        assert any(line.text.endswith("./.") for line in sheet.lines)


def test_the_stamp_of_urgency_has_its_box(pages: Pages) -> None:
    sheet = pages["giay-moi"][0]
    words = sheet.line("THƯỢNG KHẨN")
    around = [each for each in sheet.strokes if each.left < words.left + 1 and words.top - 4 < each.top < words.bottom + 4]
    assert max(each.width for each in around) == pytest.approx(40, abs=1.5)
    assert max(each.height for each in around) == pytest.approx(8, abs=1.5)


def test_what_libreoffice_saves_again_still_has_no_issue_and_carries_its_assignments(tmp_path: Path) -> None:
    assert SOFFICE is not None
    again = saved_again({kind: composed(kind) for kind in ALL_KINDS}, tmp_path, SOFFICE)
    assert {kind: [issue.code for issue in inspect(data)] for kind, data in again.items()} == {kind: [] for kind in ALL_KINDS}
    assert embedded(again["cong-van"]) == embedded(composed("cong-van"))
    assert strayed(again["cong-van"]) == ()
