"""`minhchung dossiers call|anomalies|backlog|steps` on an imported sample."""

import json
from datetime import date
from pathlib import Path

import pytest
import typer
from tests.flow.small_ward import slots
from tests.flow.test_generated import imported
from typer.testing import CliRunner, Result

from minhchung.cli import calls as cli_calls
from minhchung.cli.words import VietnameseGroup
from minhchung.flow.sample import generate

RUN = CliRunner()
APP = typer.Typer(cls=VietnameseGroup)
cli_calls.register(APP)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    imported(generate(51, dossiers=500, start=date(2026, 6, 1), end=date(2026, 11, 20), working=slots()), folder)
    return folder


def run(data: Path, *arguments: str) -> Result:
    return RUN.invoke(APP, [*arguments, "--data", str(data)], env={"COLUMNS": "200"})


def test_call_says_whom_to_call_and_why(data: Path) -> None:
    result = run(data, "call")
    assert result.exit_code == 0
    assert result.stdout.startswith("Theo số liệu lúc 07:45 20/11/2026.")
    answer = json.loads(run(data, "call", "--json").stdout)
    assert answer["dossiers"]
    assert answer["risk"]["mode"] in ("probabilities", "ranking", "quantiles")
    assert [row["place"] for row in answer["dossiers"]] == list(range(1, len(answer["dossiers"]) + 1))
    overdue = json.loads(run(data, "call", "--list", "overdue", "--json").stdout)
    assert len(overdue["dossiers"]) == answer["counts"]["overdue"]


def test_another_moment_gives_other_lists(data: Path) -> None:
    later = json.loads(run(data, "call", "--as-of", "2026-12-31T08:00", "--json").stdout)
    now = json.loads(run(data, "call", "--json").stdout)
    assert later["counts"]["overdue"] > now["counts"]["overdue"]


def test_anomalies_are_counted_per_kind_and_kinds_not_checked_are_said(data: Path) -> None:
    result = run(data, "anomalies", "--json")
    answer = json.loads(result.stdout)
    kinds = {row["kind"]: row for row in answer["kinds"]}
    assert result.exit_code == 1
    assert kinds["end-equals-due"]["count"] > 0
    assert (kinds["route-differs"]["count"], kinds["route-differs"]["why"]) == (None, "chưa ghi phiếu kiểm soát nào")
    one = json.loads(run(data, "anomalies", "--kind", "midnight", "--json").stdout)
    assert {row["kind"] for row in one["anomalies"]} == {"midnight"}
    assert "Cần giải trình" in run(data, "anomalies").stdout


def test_slips_and_faults_come_as_small_files(data: Path, tmp_path: Path) -> None:
    dossier = json.loads(run(data, "anomalies", "--json").stdout)["anomalies"][0]["code"]
    slips, faults = tmp_path / "phieu.csv", tmp_path / "loi.csv"
    slips.write_text(f"code,seq,unit,officer,at\n{dossier},1,Phòng không có,,2026-11-02 08:00:00\n", "utf-8")
    faults.write_text("Lỗi,Từ lúc,Đến lúc\nL1,01/06/2026 07:30,2026-11-19 17:00:00\nL2,19/11/2026 08:00,\n", "utf-8-sig")
    kinds = {row["kind"]: row["count"] for row in json.loads(run(data, "anomalies", "--slips", str(slips), "--json").stdout)["kinds"]}
    assert kinds["route-differs"] == 1
    answer = json.loads(run(data, "backlog", "--faults", str(faults), "--since", "2026-06-01T00:00", "--json").stdout)
    assert any(hint["cause"] == "system-fault" for row in answer["dossiers"] for hint in row["hints"])
    faults.write_text("Lỗi,Từ lúc,Đến lúc\nL1,hôm qua,\n", "utf-8")
    wrong = run(data, "backlog", "--faults", str(faults))
    assert (wrong.exit_code, "loi.csv dòng 2: không hiểu giờ “hôm qua”" in wrong.stderr) == (2, True)
    slips.write_text("Mã,Thứ tự\n", "utf-8")
    assert "thiếu cột Mã hồ sơ, Giao lúc" in run(data, "anomalies", "--slips", str(slips)).stderr
    broken = run(data, "anomalies", "--slips", str(tmp_path / "không-có.csv"))
    assert (broken.exit_code, "Không đọc được" in broken.stderr) == (2, True)


def test_backlog_prints_what_the_record_says(data: Path) -> None:
    result = run(data, "backlog", "--since", "2026-06-01T00:00")
    assert result.exit_code == 1
    assert "hồ sơ quá hạn." in result.stdout.splitlines()[0]


@pytest.mark.parametrize("by", ["times", "edges", "units", "officers", "rework"])
def test_steps_are_counted_every_way(data: Path, by: str) -> None:
    answer = json.loads(run(data, "steps", "--by", by, "--json").stdout)
    assert answer["rows"] or by == "rework"
    assert run(data, "steps", "--by", by).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("call", "--list", "khác"), "Không có danh sách “khác”: chọn at_risk"),
        (("call", "--as-of", "hôm qua"), "Không hiểu --as-of “hôm qua”"),
        (("call", "--commune", "00001"), "chưa có dữ liệu của 00001"),
        (("steps", "--by", "ngày"), "--by nhận times"),
        (("anomalies", "--kind", "khác"), "Không có loại “khác”"),
        (("call", "--calendar", "/không/có"), "Không có thư mục lịch"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(data: Path, arguments: tuple[str, ...], said: str) -> None:
    result = run(data, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_an_empty_store_says_how_to_fill_it(tmp_path: Path) -> None:
    result = run(tmp_path, "call")
    assert (result.exit_code, "minhchung dossiers import TỆP" in result.stderr) == (2, True)
