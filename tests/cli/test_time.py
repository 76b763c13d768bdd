"""`minhchung due` and `minhchung worked` as typed."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from minhchung.cli import app

RUN = CliRunner()
YEAR = Path(__file__).parents[2] / "src" / "minhchung" / "law" / "calendars" / "vn" / "2026.toml"


def test_the_due_moment_is_said_first_and_explained_when_asked() -> None:
    result = RUN.invoke(app, ["due", "2026-02-13T15:30", "4wh", "--explain"])
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[0] == "10:00 thứ Hai, 23/02/2026"
    assert "  · 17/02/2026  nghỉ lễ, tết: Tết Âm lịch (mùng 1)" in lines
    assert lines[-1] == "  ✓ 23/02/2026  2 giờ 30 phút; thứ Hai, ngày làm việc"


@pytest.mark.parametrize(
    ("arguments", "due"),
    [
        (["2026-03-02", "10wd", "--pause", "2026-03-06/2026-03-13"], "2026-03-23T17:00:00+07:00"),
        (["2026-03-02", "10wd", "--pause", "2026-03-06/2026-03-13", "--policy", "restart"], "2026-03-27T17:00:00+07:00"),
        (["2026-02-13T15:20", "0wd", "--cutoff", "15:00"], "2026-02-23T17:00:00+07:00"),
        (["2026-03-02T09:15", "3wd", "--at", "hour"], "2026-03-05T09:15:00+07:00"),
        (["2026-03-02T02:15+00:00", "3wd", "--at", "hour"], "2026-03-05T09:15:00+07:00"),
    ],
)
def test_json_gives_the_due_moment_with_its_zone(arguments: list[str], due: str) -> None:
    result = RUN.invoke(app, ["due", *arguments, "--json"])
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert answer["due"] == due
    assert answer["steps"]
    assert answer["provisional"] is False


def test_a_standing_clock_has_no_due_moment_and_its_own_exit_code() -> None:
    result = RUN.invoke(app, ["due", "2026-03-02", "10wd", "--pause", "2026-03-06/", "--json"])
    assert result.exit_code == 1
    assert json.loads(result.stdout)["due"] is None


def test_a_result_over_a_year_not_announced_says_tam_tinh() -> None:
    assert "tạm tính" in RUN.invoke(app, ["due", "2026-12-30", "5wd"]).stdout


def test_working_time_is_given_in_hours_and_days() -> None:
    result = RUN.invoke(app, ["worked", "2026-02-13T08:00", "2026-02-24T10:30", "--explain"])
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "18 giờ 30 phút làm việc trong 3 ngày"
    answer = json.loads(RUN.invoke(app, ["worked", "2026-02-13T08:00", "2026-02-24T10:30", "--json"]).stdout)
    assert answer["seconds"] == 66_600
    assert sum(step["seconds"] for step in answer["steps"]) == 66_600


def test_a_pause_is_left_out_of_working_time() -> None:
    pause = ["--pause", "2026-03-02T09:00/2026-03-02T10:00"]
    result = RUN.invoke(app, ["worked", "2026-03-02T08:00", "2026-03-02T12:00", *pause])
    assert result.stdout.startswith("3 giờ làm việc")


def test_another_calendar_may_be_given_as_a_folder(tmp_path: Path) -> None:
    (tmp_path / "2026.toml").write_text(YEAR.read_text("utf-8"), "utf-8")
    (tmp_path / "hours.toml").write_text(
        '[[period]]\nvalid_from = 2026-01-01\nsource = "Quyết định của phường"\nsessions = ["07:00-11:30", "13:00-16:30"]\n', "utf-8"
    )
    result = RUN.invoke(app, ["due", "2026-03-02", "3wd", "--calendar", str(tmp_path)])
    assert result.stdout.startswith("16:30 thứ Năm, 05/03/2026")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["due", "hôm qua", "3wd"], "Không hiểu thời điểm “hôm qua”"),
        (["due", "2026-03-02", "ba ngày"], "Không hiểu thời hạn “ba ngày”"),
        (["due", "2026-03-02", "8wh"], "cần biết giờ"),
        (["due", "2029-03-02", "3wd"], "thêm law/calendars/vn/2029.toml"),
        (["due", "2026-03-02", "3wd", "--pause", "2026-03-06"], "ghi A/B"),
        (["due", "2026-03-02", "3wd", "--pause", "2026-03-13/2026-03-06"], "đổi chỗ hai mốc"),
        (["due", "2026-03-02", "3wd", "--policy", "later"], "--policy nhận shift hoặc restart"),
        (["due", "2026-03-02", "3wd", "--at", "noon"], "--at nhận hour hoặc day"),
        (["due", "2026-03-02", "3wd", "--cutoff", "3 giờ"], "Không hiểu giờ “3 giờ”"),
        (["due", "2026-03-02", "3wd", "--calendar", "không-có"], "Không có thư mục lịch “không-có”"),
        (["worked", "2026-03-02T10:00", "2026-03-02T08:00"], "đổi chỗ hai mốc"),
        (["worked", "2026-03-02T10:00"], "Thiếu ĐẾN"),
    ],
)
def test_what_cannot_be_reckoned_is_one_vietnamese_line_and_exit_code_2(arguments: list[str], words: str) -> None:
    result = RUN.invoke(app, arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.output


def test_a_wrong_hours_file_names_the_file_and_the_fault(tmp_path: Path) -> None:
    (tmp_path / "2026.toml").write_text(YEAR.read_text("utf-8"), "utf-8")
    (tmp_path / "hours.toml").write_text('[[period]]\nvalid_from = 2026-01-01\nsource = "x"\nsessions = ["13:00-11:30"]\n', "utf-8")
    result = RUN.invoke(app, ["due", "2026-03-02", "3wd", "--calendar", str(tmp_path)])
    assert result.exit_code == 2
    assert "hours.toml" in result.stderr
    assert "đóng trước khi mở" in result.stderr
