"""Hostile texts: the work grows with the length of the text, not with its square.

The work is counted, not timed: every call of a function, Python's or built in, is one unit. What happens inside one
search of a pattern is held by the guard over the patterns.
"""

import sys
from collections.abc import Callable
from time import process_time
from types import FrameType
from typing import Any

import pytest

from minhchung.reading import read_text

SMALL = 50_000
GROWTH = 4
# A fifteenth of the shorter text's work growing by the square already shows: the shorter the texts, the narrower this must be.
MARGIN = 1.18


def _fill(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


# Under such a head the parts of a conclusion are read as well.
CONCLUDES = "THÔNG BÁO\nKết luận kiểm tra công tác văn thư năm 2026\n\nI. TỒN TẠI\n\n"
FAMILIES: dict[str, Callable[[int], str]] = {
    "blanks": lambda n: "THÔNG BÁO\n" + " " * n + "x",
    "one word without end": lambda n: "a" * n,
    "markers only": lambda n: _fill("1. a) - (1) + ", n),
    "lead-ins without end": lambda n: _fill("Yêu cầu các đơn vị thực hiện:\n\n", n),
    "units without end": lambda n: "1. Giao " + _fill("Phòng Kinh tế, ", n),
    "groups without end": lambda n: "1. Căn cứ kế hoạch, " + _fill("các phòng, ban, đơn vị, ", n),
    "requests without end": lambda n: "- Để thực hiện, " + _fill("yêu cầu giao đề nghị ", n),
    "cooperation without end": lambda n: "- Chủ trì " + _fill("phối hợp với Công an phường ", n),
    "stars and bars": lambda n: _fill("|*|_|**", n),
    "table rows": lambda n: (
        "| Nhiệm vụ | Đơn vị chủ trì | Thời gian |\n|---|---|---|\n" + _fill("| Rà soát hồ sơ | Phòng Kinh tế | Quý I/2026 |\n", n)
    ),
    "numbers and dates": lambda n: "- Báo cáo " + _fill("trước ngày 15/6/2026, số 15/KH-UBND, 95%, ", n),
    "sentences": lambda n: "1. " + _fill("Phòng Kinh tế rà soát hồ sơ. ", n),
    "labels": lambda n: "1. Rà soát hồ sơ.\n" + _fill("- Thời gian hoàn thành: Quý I/2026.\n", n),
    "open brackets": lambda n: _fill("((((", n),
    "nested bullets": lambda n: _fill("- Việc:\n+ Việc:\n* Việc:\n• Việc:\n", n),
    "titles that are offices": lambda n: _fill("1. Phòng Kinh tế\n- Rà soát hồ sơ.\n2. Trạm Y tế\n- Khám bệnh.\n", n),
    "escaped signs": lambda n: _fill("\\- Rà soát hồ sơ\\.\n1\\. Giao Phòng Kinh tế\n", n),
    "brackets within doers": lambda n: "- 12 đơn vị chưa " + _fill("nộp (danh sách kèm) ", n),
    "small words behind names": lambda n: "- Giao " + _fill("Hội Doanh nhân trẻ, ", n),
    "days of the week": lambda n: "- Báo cáo " + _fill("mỗi sáng thứ Hai, vào thứ Sáu hằng tuần, ", n),
    "owners without end": lambda n: "1. Giao " + _fill("Phòng Kinh tế của ", n),
    "turns within a finding": lambda n: CONCLUDES + "- Chưa lập. " + _fill("đã lập nhưng chưa đủ, tuy nhiên ", n),
    "demands behind a finding": lambda n: CONCLUDES + "- Chưa lập. " + _fill("Cần làm ngay. ", n),
    "one account after the other": lambda n: CONCLUDES + "- Chưa có. " + _fill("Báo cáo kết quả về Đoàn, ", n),
    "owners of a finding": lambda n: CONCLUDES + "- Sổ " + _fill("của Phòng Kinh tế ", n),
    "labels within a finding": lambda n: CONCLUDES + "- " + _fill("Phòng Kinh tế: Tồn tại: ", n),
    # So many that none is compared: below that limit the work is the square of at most five hundred.
    "findings without end": lambda n: CONCLUDES + "1. Phòng Kinh tế\n" + _fill("- Chưa lập.\n", n),
    "recipients": lambda n: "Kính gửi:\n" + _fill("- Phòng Kinh tế;\n", n),
}


def _work(text: str) -> int:
    count = 0

    def tick(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal count
        if event in ("call", "c_call"):
            count += 1

    sys.setprofile(tick)
    try:
        read_text(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_the_work_grows_with_the_length_only(family: str):
    make = FAMILIES[family]
    small, large = _work(make(SMALL // GROWTH)), _work(make(SMALL))
    assert large <= small * GROWTH * MARGIN + 10_000


# Numbers to be reached and those who owe them, all on one line without end.
ENDLESS = {
    "numbers": "phấn đấu đạt 95% hồ sơ, có 02 sáng kiến, ",
    "numbers owed by each": "mỗi phòng có 01 sáng kiến, từng tổ nộp 02 bài, ",
    "numbers and days": "đạt 95% trước ngày 15/6/2026, 03 lần/tuần, ",
}


def _seconds(text: str) -> float:
    start = process_time()
    read_text(text)
    return process_time() - start


@pytest.mark.parametrize("piece", ENDLESS.values(), ids=list(ENDLESS))
def test_one_endless_line_takes_time_by_its_length_only(piece: str):
    """Searches within one call are not counted as work: here the time tells. Eight times the text would take 64 times as long by the
    square; half of that is far from either."""
    small = min(_seconds("1. " + _fill(piece, 250_000)) for _ in range(2))
    assert any(_seconds("1. " + _fill(piece, 2_000_000)) < 32 * small for _ in range(3)), "thrice: another program may have the machine"


def test_a_four_megabyte_line_is_read_to_its_end():
    text = _fill("Phòng Kinh tế rà soát, cập nhật hồ sơ. ", 4_000_000)
    assert read_text("1. " + text).text.endswith(text[-20:])
