"""Tables with two columns of time: the one that holds the limit counts, the other says nothing of a limit."""

import pytest

from minhchung.reading import read_text

HEAD = "UBND PHƯỜNG VÂN KHÊ\nSố: 31/TB-UBND\nVân Khê, ngày 05 tháng 10 năm 2026\n\n"
HEAD += "THÔNG BÁO\nGiao nhiệm vụ quý IV\n\nDanh mục nhiệm vụ phải hoàn thành:\n\n"


def deadlines(titles: tuple[str, str], first: str, second: str) -> list[tuple[str | None, int]]:
    table = (
        f"| STT | Nội dung nhiệm vụ | Đơn vị thực hiện | {titles[0]} | {titles[1]} |\n|---|---|---|---|---|\n"
        f"| 1 | Kiểm kê đất công | Phòng Kinh tế | {first} | {second} |\n"
        f"| 2 | Rà soát trụ sở dôi dư | Văn phòng | {first} | {second} |\n"
    )
    return [(a.deadline, len(a.other_deadlines)) for a in read_text(HEAD + table).assignments]


@pytest.mark.parametrize(
    "titles",
    [
        ("Hạn ban đầu", "Thời hạn mới"),
        ("Thời hạn cũ", "Thời hạn gia hạn"),
        ("Ngày giao", "Thời hạn"),
        ("Ngày ban hành", "Hạn hoàn thành"),
        ("Thời gian bắt đầu", "Thời gian kết thúc"),
        ("Bắt đầu từ ngày", "Hoàn thành"),
        ("Thời gian thực hiện từ ngày", "Đến ngày"),
    ],
)
def test_the_later_of_two_limits_counts_whichever_column_comes_first(titles: tuple[str, str]):
    assert deadlines(titles, "10/9/2026", "20/10/2026") == [("2026-10-20", 0)] * 2
    assert deadlines((titles[1], titles[0]), "20/10/2026", "10/9/2026") == [("2026-10-20", 0)] * 2


def test_a_day_of_giving_alone_is_no_limit():
    assert deadlines(("Ngày giao", "Ghi chú"), "10/9/2026", "theo dõi") == [(None, 0)] * 2
