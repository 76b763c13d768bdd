"""`minhchung dossiers indicators` as typed."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.flow.indicators.lakes import dossiers, on_disk
from typer.testing import CliRunner, Result

from minhchung.cli import app

RUN = CliRunner()
AS_OF = datetime(2026, 7, 1, 8)  # noqa: DTZ001 - wall clock of Viet Nam


def made(code: str, **cells: Any) -> dict[str, Any]:
    start = {"code": code, "unit": "Văn phòng [1]", "field": "Hộ tịch", "channel": "online", "received_at": at(1), "due_at": at(9)}
    return start | cells


def at(day: int) -> datetime:
    return datetime(2026, 6, day, 9)  # noqa: DTZ001


@pytest.fixture
def data(tmp_path: Path) -> Path:
    rows = [
        made("a", status="finished", finished_at=at(9)),
        made("b", status="processing"),
        made("c", status="finished", finished_at=at(5)),
    ]
    on_disk(tmp_path, dossiers(rows, ["apology_sent"]), AS_OF)
    return tmp_path


def typed(data: Path, *arguments: str) -> Result:
    return RUN.invoke(app, ["dossiers", "indicators", "--data", str(data), *arguments], env={"COLUMNS": "200"})


def test_each_figure_is_printed_with_the_definition_that_made_it(data: Path) -> None:
    result = typed(data, "--window", "2026-06")
    assert result.exit_code == 0, result.stderr
    line = next(line for line in result.stdout.splitlines() if "Tỷ lệ giải quyết trước và đúng hạn" in line)
    assert [cell.strip() for cell in line.split("│")[2:6]] == ["2", "2", "100.0", "So theo ngày; thủ tục tính giờ so theo thời điểm"]
    owed = next(line for line in result.stdout.splitlines() if "Văn bản xin lỗi còn nợ" in line)
    assert "chưa biết" in owed
    assert "không có cột “Đã có văn bản xin lỗi”" in result.stdout
    assert result.stdout.startswith("Tháng 06/2026 (01/06/2026–30/06/2026), số liệu đến 08:00 01/07/2026\n")


def test_working_hours_and_idle_procedures_stand_under_the_table(data: Path) -> None:
    result = typed(data, "--window", "2026-06")
    assert "Thời gian giải quyết: 2 hồ sơ; giờ làm việc: trung bình 40.0, trung vị 40.0, p90 46.4.\n" in result.stdout
    assert "kỳ này không phát sinh: 0." in result.stdout
    answer = json.loads(typed(data, "--window", "2026-06", "--by", "unit", "--json").stdout)
    assert answer["processing"][0]["unit"] == "Văn phòng [1]"
    assert answer["idle_procedures"] == []


def test_form_06a_is_printed_with_its_total_and_the_definition(data: Path) -> None:
    result = typed(data, "--window", "2026-06", "--form", "06a", "--by", "unit")
    assert result.exit_code == 0, result.stderr
    total = next(line for line in result.stdout.splitlines() if "Tổng cộng" in line)
    assert [cell.strip() for cell in total.split("│")[3:-1]] == ["3", "3", "0", "0", "2", "1", "1", "0", "1", "0", "1"]
    assert "Văn phòng [1]" in result.stdout
    assert "Cách xác định đúng hạn: So theo ngày" in result.stdout


def test_json_holds_the_form_its_checks_and_the_window(data: Path) -> None:
    answer = json.loads(typed(data, "--window", "2026-Q2r", "--form", "06a", "--json", "--as-of", "2026-06-08").stdout)
    assert answer["window"] == {
        "first": "2026-03-15",
        "last": "2026-06-14",
        "kind": "quarter",
        "reporting": True,
        "title": "Quý II năm 2026 (kỳ báo cáo)",
    }
    assert answer["rows"][-1]["cells"]["7"] == 1
    assert answer["problems"] == []


def test_the_estimate_is_labelled_and_stands_beside_the_published_score(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "diem.csv"
    path.write_text(
        "unit,period,code,score\nA,2026-06,totalOnTime/totalReceived,19.5\nB,2026-06,progress,1\nA,2026-05,progress,2\n", "utf-8"
    )
    result = typed(data, "--window", "2026-06", "--form", "766", "--official", str(path), "--unit", "A", "--json")
    answer = json.loads(result.stdout)
    line = next(line for line in answer["lines"] if line["indicator"] == "766.2.1")
    assert (line["points"], line["numerator"], line["denominator"]) == ("13.33", 2, 3)
    assert line["official"]["score"] == "19.5"
    assert "không phải điểm chính thức" in answer["label"]
    printed = typed(data, "--window", "2026-06", "--form", "766", "--official", str(path), "--unit", "A")
    assert "không phải điểm chính thức" in printed.stdout
    assert "19.5" in printed.stdout
    several = typed(data, "--window", "2026-06", "--form", "766", "--official", str(path))
    assert (several.exit_code, "chọn một bằng --unit" in several.stderr) == (2, True)


def test_the_dossiers_behind_a_figure_are_printed(data: Path) -> None:
    answer = json.loads(typed(data, "--window", "2026-06", "--rows", "open-overdue", "--json").stdout)
    assert answer["rows"] == [{"code": "b", "in_numerator": True, "in_denominator": True}]
    assert "│ b " in typed(data, "--window", "2026-06", "--rows", "open-overdue").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--window", "2026-13"], "tháng từ 01 đến 12"),
        (["--window", "2026-06", "--by", "colour"], "Không chia được theo “colour”"),
        (["--window", "2026-06", "--on-time", "mine"], "chọn by-day"),
        (["--window", "2026-06", "--form", "07"], "--form nhận 06a hoặc 766"),
        (["--window", "2026-06", "--form", "766", "--by", "unit"], "bỏ --by"),
        (["--window", "2026-06", "--as-of", "hôm qua"], "Không hiểu thời điểm “hôm qua”"),
        (["--window", "2026-06", "--commune", "99999"], "99999"),
        (["--window", "2026-06", "--rows", "x"], "Không có chỉ số tên “x”"),
        ([], "Thiếu --window"),
    ],
)
def test_what_cannot_be_computed_ends_with_code_2_and_a_sentence(data: Path, arguments: list[str], said: str) -> None:
    result = typed(data, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_an_empty_lake_is_said_so(tmp_path: Path) -> None:
    result = typed(tmp_path, "--window", "2026-06")
    assert (result.exit_code, "nhập một tệp xuất" in result.stderr) == (2, True)


def test_two_lakes_ask_for_a_choice(data: Path) -> None:
    on_disk(data, dossiers([]), AS_OF, commune="11410")
    assert "chọn một bằng --commune" in typed(data, "--window", "2026-06").stderr
    assert typed(data, "--window", "2026-06", "--commune", "11410").exit_code == 0


def test_help_and_the_root_command_load_no_database(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = "import sys; from minhchung.cli import app; print(sorted({'ibis', 'duckdb', 'pyarrow'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_what_is_about_to_be_due_is_counted_by_working_days_and_said_beside_the_figure(tmp_path: Path) -> None:
    friday = datetime(2026, 6, 26, 16)  # noqa: DTZ001
    rows = [made("b", status="processing", due_at=at(29)), made("d", status="processing", due_at=at(30))]
    on_disk(tmp_path, dossiers(rows), friday)
    result = typed(tmp_path, "--window", "2026-06")
    line = next(line for line in result.stdout.splitlines() if "Hồ sơ sắp đến hạn" in line)
    assert [cell.strip() for cell in line.split("│")[2:4]] == ["1", "2"]
    assert "chậm nhất trong ngày 29/06/2026" in " ".join(result.stdout.split())
    [told] = [
        line for line in json.loads(typed(tmp_path, "--window", "2026-06", "--json").stdout)["figures"] if line["indicator"] == "soon"
    ]
    assert told["notes"].endswith("sắp đến hạn là đến hạn chậm nhất trong ngày 29/06/2026, ngày làm việc kế tiếp theo lịch")
    behind = typed(tmp_path, "--window", "2026-06", "--rows", "soon").stdout
    assert "29/06/2026" in behind


def test_counts_that_are_kept_change_nothing_of_what_is_printed(data: Path) -> None:
    asked = ("--window", "2026-06", "--by", "unit")
    assert [typed(data, *asked, "--keep").stdout for _ in range(2)] == [typed(data, *asked).stdout] * 2
    assert len([*data.glob("lake/*/counts/*/*/counts.parquet")]) == 1
