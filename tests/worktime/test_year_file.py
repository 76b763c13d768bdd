"""A calendar file is checked before it is believed."""

from pathlib import Path

import pytest

from minhchung.worktime.year_file import CalendarFileError, packaged_years, parse_year, read_years

GOOD = """
year = 2030
provisional = false
sources = [{ id = "law", title = "Quyết định thử" }]
weekly_rest = { days = ["saturday", "sunday"], source = "law" }
off = [
  { day = 2030-01-01, kind = "holiday", name = "Tết Dương lịch", source = "law" },
  { day = 2030-05-03, kind = "swap", name = "dịp lễ", for = 2030-05-11, source = "law" },
]
worked = [{ day = 2030-05-11, for = 2030-05-03, source = "law" }]
"""
WRONG = {
    "a source that is not listed": ('for = 2030-05-03, source = "law"', 'for = 2030-05-03, source = "other"', "nguồn other chưa có"),
    "a day of another year": ("day = 2030-01-01", "day = 2031-01-01", "ngày 01/01/2031 không thuộc năm 2030"),
    "a day written twice": ("day = 2030-01-01", "day = 2030-05-03", "ngày 03/05/2030 ghi hai lần"),
    "a swap without its worked day": ("worked = [{ day = 2030-05-11", "worked = [{ day = 2030-05-18", "chưa có ngày làm bù trỏ lại"),
    "a worked day that was a working day": ("2030-05-11", "2030-05-10", "10/05/2030 vốn đã là ngày làm việc"),
    "a swap into a weekend": ("2030-05-03", "2030-05-04", "04/05/2030 vốn là ngày nghỉ hằng tuần"),
    "a provisional year without its ground": ("provisional = false", "provisional = true", "ghi vào mục note"),
    "an unknown field": ("year = 2030", "year = 2030\nhours = 8", "ở mục hours: mục này không có trong mẫu lịch"),
    "an unknown weekday": ('"sunday"', '"sun"', "weekly_rest.days.1: giá trị không nằm trong"),
    "a day written as words": ("day = 2030-01-01", 'day = "mùng một"', "ngày viết dạng 2026-01-31"),
    "a day without a name": ('name = "Tết Dương lịch", ', "", "off.0.name: thiếu mục này"),
    "broken TOML": ("year = 2030", "year = ", "không đúng cú pháp TOML"),
}


def test_a_good_file_is_read() -> None:
    assert parse_year(GOOD, "vn/2030.toml").title_of("law") == "Quyết định thử"


@pytest.mark.parametrize(("old", "new", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused_by_name_and_cause(old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(CalendarFileError) as caught:
        parse_year(GOOD.replace(old, new), "vn/2030.toml")
    assert "vn/2030.toml" in str(caught.value)
    assert said in str(caught.value)


def test_a_file_named_for_another_year_is_refused(tmp_path: Path) -> None:
    (tmp_path / "2031.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "README.md").write_text("not a calendar", encoding="utf-8")
    with pytest.raises(CalendarFileError, match=r"vn/2031\.toml lại ghi lịch năm 2030"):
        read_years(tmp_path, "vn")


def test_only_the_year_not_announced_yet_is_marked_provisional() -> None:
    assert {item.year: item.provisional for item in packaged_years("vn")} == {2025: False, 2026: False, 2027: True}
