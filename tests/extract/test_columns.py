"""The two columns of a head, given as single lines, part again."""

import pytest

from minhchung.text.extract.columns import parted


@pytest.mark.parametrize(
    ("name", "lines", "expected"),
    [
        (
            "issuer and country on one height",
            ["ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "PHƯỜNG VÂN KHÊ Độc lập - Tự do - Hạnh phúc"],
            ["ỦY BAN NHÂN DÂN", "PHƯỜNG VÂN KHÊ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
        ),
        ("number and date", ["Số: 217/TB-UBND Vân Khê, ngày 5 tháng 6"], ["Số: 217/TB-UBND", "Vân Khê, ngày 5 tháng 6"]),
        ("a blank number and date", ["Số: /TB-UBND Vân Khê, ngày tháng 6"], ["Số: /TB-UBND", "Vân Khê, ngày tháng 6"]),
        ("with a tab between", ["Số: 5/KH-UBND\tVân Khê, ngày 1 tháng 1"], ["Số: 5/KH-UBND", "Vân Khê, ngày 1 tháng 1"]),
        ("a number cited in a sentence", ["Số: 15/KH-UBND ngày 12/01/2026"], ["Số: 15/KH-UBND ngày 12/01/2026"]),
        ("already parted", ["PHƯỜNG VÂN KHÊ", "Độc lập - Tự do - Hạnh phúc"], ["PHƯỜNG VÂN KHÊ", "Độc lập - Tự do - Hạnh phúc"]),
    ],
)
def test_a_head_of_one_column_per_line(name: str, lines: list[str], expected: list[str]) -> None:
    assert parted(lines) == expected, name


def test_below_the_head_lines_are_left_alone() -> None:
    lines = [f"Dòng {index}" for index in range(30)] + ["Số: 217/TB-UBND Vân Khê, ngày 05 tháng 6 năm 2026"]
    assert parted(lines) == lines


def test_a_scan_parts_recipients_and_signer_everywhere() -> None:
    lines = ["Nơi nhận:             TM. ỦY BAN NHÂN DÂN", "- Như trên;             CHỦ TỊCH", "- Lưu: VT."]
    assert parted(lines, scanned=True) == ["Nơi nhận:", "- Như trên;", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "- Lưu: VT."]


def test_a_scan_keeps_the_space_left_for_a_number_and_the_rows_of_a_table() -> None:
    lines = ["Số:          /TB-UBND", "Vân Khê, ngày        tháng 6 năm 2026", "1       Rà soát thủ tục       Phòng Kinh tế"]
    assert parted(lines, scanned=True) == lines
