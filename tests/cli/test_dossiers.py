"""`minhchung dossiers import` and `minhchung dossiers sample` as typed."""

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import Result
from typer.testing import CliRunner

from minhchung.cli import app
from minhchung.cli.progress import rows_expected, shown_progress
from minhchung.flow.current import open_current
from minhchung.flow.lake import Lake

RUN = CliRunner()
HEADINGS = [
    "Mã hồ sơ",
    "Tên thủ tục hành chính",
    "Lĩnh vực",
    "Đơn vị giải quyết",
    "Trạng thái hồ sơ",
    "Chủ hồ sơ",
    "Ngày tiếp nhận",
    "Ngày hẹn trả",
]
STAMPED = "ho-so-20261118T0745.csv"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def row(number: int, *, status: str = "Đang xử lý", due: str = "20/11/2026 17:00:00", received: str = "10/11/2026 08:15:30") -> list[str]:
    return [f"H99.12-261110-{number:04d}", "Cấp bản sao trích lục hộ tịch", "Hộ tịch", "Văn phòng", status, "Nguyễn Văn Mẫu", received, due]


def listing(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *rows])
    return path


def imported(*arguments: Any, data: Path, commune: str | None = "99001") -> Result:
    return RUN.invoke(app, ["dossiers", "import", *map(str, arguments), "--data", str(data), *(["--commune", commune] if commune else [])])


def everything_under(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_an_import_says_what_it_read_and_the_dossiers_are_there(tmp_path: Path, data: Path) -> None:
    result = imported(listing(tmp_path / STAMPED, [row(1), row(2)]), data=data)
    assert result.exit_code == 0, result.stderr
    assert f"{STAMPED}: mẫu" in result.stdout
    assert "số liệu lúc 07:45 18/11/2026 (theo tên tệp)" in result.stdout
    assert "đã đọc 2 dòng, nhận 2, loại 0" in result.stdout
    current = open_current(Lake(data, "99001"))
    assert current is not None
    assert current.dataset("dossiers").to_table()["code"].to_pylist() == ["H99.12-261110-0001", "H99.12-261110-0002"]
    assert b"Nguy" not in b"".join(everything_under(data).values())


def test_one_bad_row_in_a_hundred_leaves_ninety_nine_and_comes_back_with_its_error(tmp_path: Path, data: Path) -> None:
    rows = [row(number, received="31/02/2026 08:00:00" if number % 100 == 0 else "10/11/2026 08:15:30") for number in range(1, 2001)]
    result = imported(listing(tmp_path / STAMPED, rows), "--rejects", tmp_path / "loi.csv", data=data)
    assert result.exit_code == 1
    assert "đã đọc 2.000 dòng, nhận 1.980, loại 20" in result.stdout
    assert "loại dòng 101, cột “Ngày tiếp nhận”" in result.stdout
    assert "… và 15 lỗi nữa" in result.stdout
    back = list(csv.reader(io.StringIO((tmp_path / "loi.csv").read_text("utf-8-sig"))))
    assert back[0] == [*HEADINGS, "Lỗi"]
    assert [line[0] for line in back[1:]] == [f"H99.12-261110-{number:04d}" for number in range(100, 2001, 100)]
    assert all("Ngày tiếp nhận" in line[-1] for line in back[1:])


def test_the_same_file_again_changes_nothing_and_says_so(tmp_path: Path, data: Path) -> None:
    file = listing(tmp_path / STAMPED, [row(1)])
    imported(file, data=data)
    before = everything_under(data)
    result = imported(file, "--as-of", "2026-11-19T08:00", data=data)
    assert result.exit_code == 0
    assert "tệp này đã nhập từ trước, số liệu lúc 07:45 18/11/2026" in result.stdout
    assert "không có gì thay đổi" in result.stdout
    assert everything_under(data) == before


def test_a_file_can_be_read_again_with_the_right_time(tmp_path: Path, data: Path) -> None:
    file = listing(tmp_path / STAMPED, [row(1)])
    imported(file, data=data)
    result = imported(file, "--again", "--as-of", "2026-11-19T08:00", data=data)
    assert "số liệu lúc 08:00 19/11/2026 (theo --as-of)" in result.stdout
    (speaking,) = Lake(data, "99001").snapshots()
    assert speaking.as_of.isoformat() == "2026-11-19T08:00:00+07:00"


def test_sheets_read_together_and_sheets_left_out_are_named(tmp_path: Path, data: Path) -> None:
    file = tmp_path / "ho-so-20261118T0745.xlsx"
    with xlsxwriter.Workbook(file) as book:
        for name, rows in (("T10", [HEADINGS, row(1)]), ("T11", [HEADINGS, row(2)]), ("Cũ", [HEADINGS[:-1], row(3)[:-1]]), ("Sổ", [["x"]])):
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
    told = imported(file, data=data).stdout
    assert "đã đọc 2 dòng, nhận 2" in told
    assert "2 trang, đã đọc cả: “T10”, “T11”" in told
    assert "KHÔNG ĐỌC trang “Cũ”: là danh sách hồ sơ nhưng tiêu đề khác" in told
    assert "KHÔNG ĐỌC trang “Sổ”: không thấy hàng tiêu đề" in told


def test_a_dry_run_writes_nothing(tmp_path: Path, data: Path) -> None:
    result = imported(listing(tmp_path / STAMPED, [row(1), row(2, received="hôm qua")]), "--dry-run", data=data)
    assert result.exit_code == 1
    assert "chỉ đọc thử, chưa ghi gì" in result.stdout
    assert "đã đọc 2 dòng, nhận 1, loại 1" in result.stdout
    assert not data.exists()


def test_an_export_that_does_not_say_its_time_needs_it_said(tmp_path: Path, data: Path) -> None:
    file = listing(tmp_path / "danh-sach.csv", [row(1)])
    refused = imported(file, data=data)
    assert refused.exit_code == 2
    assert "không rõ dữ liệu được xuất lúc nào" in refused.stderr
    assert "--as-of 2026-11-20T07:45" in refused.stderr
    assert not Lake(data, "99001").snapshots()
    assert imported(file, "--as-of", "2026-11-18T07:45", data=data).exit_code == 0
    assert Lake(data, "99001").snapshots()[0].manifest.as_of_from == "given"


@pytest.mark.parametrize("written", ["hôm qua", "2026-11-20", "2026-13-40T07:45"])
def test_a_time_that_is_none_is_refused(written: str, tmp_path: Path, data: Path) -> None:
    result = imported(listing(tmp_path / STAMPED, [row(1)]), "--as-of", written, data=data)
    assert result.exit_code == 2
    assert f"Không hiểu --as-of “{written}”" in result.stderr


def test_a_file_that_is_no_export_costs_only_itself(tmp_path: Path, data: Path) -> None:
    other = tmp_path / "ghi-chu-20261118T0745.csv"
    other.write_text("a,b\n1,2\n", "utf-8")
    result = imported(other, tmp_path / "khong-co.csv", listing(tmp_path / STAMPED, [row(1)]), data=data)
    assert result.exit_code == 1
    assert "Mã hồ sơ" in result.stderr
    assert "khong-co.csv: không đọc được tệp" in result.stderr
    assert "nhận 1" in result.stdout


def test_when_nothing_comes_in_the_exit_code_is_2_and_nothing_is_left(tmp_path: Path, data: Path) -> None:
    result = imported(listing(tmp_path / STAMPED, [row(1, received="hôm qua")]), data=data)
    assert result.exit_code == 2
    assert "Không nhập được dòng nào" in result.stderr
    assert not Lake(data, "99001").snapshots()


def test_the_only_commune_of_the_lake_need_not_be_named(tmp_path: Path, data: Path) -> None:
    first = listing(tmp_path / STAMPED, [row(1)])
    unnamed = imported(first, data=data, commune=None)
    assert unnamed.exit_code == 2
    assert "--commune MÃ" in unnamed.stderr
    imported(first, data=data)
    second = listing(tmp_path / "ho-so-20261119T0745.csv", [row(2)])
    assert imported(second, data=data, commune=None).exit_code == 0
    assert len(Lake(data, "99001").snapshots()) == 2
    imported(first, data=data, commune="99002")
    assert "99001, 99002" in imported(second, data=data, commune=None).stderr


def test_json_tells_everything_with_the_changes_since_the_last_snapshot(tmp_path: Path, data: Path) -> None:
    imported(listing(tmp_path / STAMPED, [row(1), row(2)]), data=data)
    later = listing(
        tmp_path / "ho-so-20261119T0745.csv",
        [row(1, due="27/11/2026 17:00:00"), row(3, status="Đang nghiên cứu"), row(4, received="x")],
    )
    result = imported(later, "--whole", "--json", data=data)
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (told["commune"], told["dry_run"]) == ("99001", False)
    (file,) = told["files"]
    assert (file["rows"], file["as_of"], file["as_of_from"]) == (
        {"read": 3, "accepted": 2, "rejected": 1},
        "2026-11-19T07:45:00+07:00",
        "name",
    )
    assert [reject["row"] for reject in file["rejects"]] == [4]
    assert file["unknown"] == {"statuses": {"Đang nghiên cứu": 1}}
    assert file["snapshot"] == Lake(data, "99001").snapshots()[-1].id
    assert "finished_at" in file["lacking"]
    assert sorted((change["kind"], change["code"]) for change in told["changes"]) == [
        ("due-moved", "H99.12-261110-0001"),
        ("vanished", "H99.12-261110-0002"),
    ]


def test_the_sample_can_be_imported_as_it_is_written(tmp_path: Path, data: Path) -> None:
    out = tmp_path / "mau"
    made = RUN.invoke(app, ["dossiers", "sample", str(out), "--dossiers", "400", "--seed", "3"])
    assert made.exit_code == 0, made.stderr
    planted = json.loads((out / "da-gai.json").read_text("utf-8"))
    assert {"kind", "code", "seq", "true", "said", "export"} == set(planted["planted"][0])
    files = sorted([*out.glob("ho-so-*.xlsx"), *out.glob("dong-bo-*.json")])
    assert len(files) == 6
    result = imported(*files, "--whole", data=data)
    assert result.exit_code == 0, result.stderr
    assert "Thay đổi so với các bản trước:" in result.stdout
    current = open_current(Lake(data, "99001"))
    assert current is not None
    assert current.dataset("steps").count_rows() > 400
    assert b"M\xe1\xba\xabu" not in b"".join(everything_under(data).values())


def test_the_sample_says_what_it_cannot_make(tmp_path: Path) -> None:
    result = RUN.invoke(app, ["dossiers", "sample", str(tmp_path), "--from", "2026-11-20", "--to", "2026-01-05"])
    assert result.exit_code == 2
    assert "phải trước ngày cuối" in result.stderr
    assert "ghi năm-tháng-ngày" in RUN.invoke(app, ["dossiers", "sample", str(tmp_path), "--to", "mai"]).stderr


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_a_bar_shows_rows_rate_and_remaining_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = listing(tmp_path / STAMPED, [row(number) for number in range(1, 100)])
    assert rows_expected(file) is None
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("COLUMNS", "140")
    assert rows_expected(file) == 100
    with shown_progress(file.name, 100) as tell:
        tell(60)
    shown = sys.stderr.getvalue()  # type: ignore[attr-defined]
    assert "60 dòng" in shown
    assert ":" in shown


@pytest.mark.parametrize("name", ["Helpdesk.xes.gz", "running-example.csv", "roadtraffic100traces.csv"])
def test_the_public_event_logs_come_in_with_their_steps(name: str, shared: Path, data: Path) -> None:
    """Reads ../shared/data/eventlogs; does not run where that folder is absent."""
    result = imported(shared / "data" / "eventlogs" / name, "--as-of", "2026-11-18T07:45", data=data)
    assert result.exit_code == 0, result.stdout + result.stderr
    current = open_current(Lake(data, "99001"))
    assert current is not None
    assert current.dataset("steps").count_rows() > current.dataset("dossiers").count_rows() > 0
