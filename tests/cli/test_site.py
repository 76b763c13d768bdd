"""The commands of the site on a real data folder, each in a process of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.running import COMMAND, SETUP, run

from minhchung.demo import NOW

STOPPED = """
from pathlib import Path
from minhchung.cli.site import _start
_start(Path({folder!r}))
from minhchung.demo import build
build.make_people = lambda commune, at: exit("stopped")
list(build.build(Path({folder!r}), port=8000))
"""
"""A demo whose building ends after the ward was made and before its people."""
SMALL = f"""
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from minhchung.flow import sample
PBKDF2PasswordHasher.iterations = 1
made = sample.generate
sample.generate = lambda seed, **more: made(seed, **{{**more, "dossiers": 300}})
{COMMAND}
"""
"""The command with a demo of 300 dossiers instead of thousands, and passwords hashed quickly: everything else of it is as it is."""


def test_an_empty_folder_becomes_a_ward_by_one_command(tmp_path: Path) -> None:
    done = run(tmp_path / "ward", *SETUP)
    assert done.returncode == 0, done.stderr
    assert "3321 phường, xã, đặc khu" in done.stdout
    assert "mật khẩu dùng một lần" in done.stdout


def test_setting_up_with_an_unknown_commune_says_the_way_out(data: Path) -> None:
    done = run(data, "setup", "--commune", "99999", "--username", "khac", "--full-name", "Vũ Đình Khải")
    assert (done.returncode, "Danh mục không có mã 99999" in done.stderr, "Traceback" in done.stderr) == (1, True, False)


def test_the_history_of_a_new_ward_verifies_and_the_doctor_finds_nothing(data: Path) -> None:
    assert run(data, "history", "verify").stdout.strip() == "Chuỗi lịch sử nguyên vẹn."
    assert run(data, "doctor").returncode == 0


def test_history_verify_names_the_first_broken_link(data: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(data, tmp_path / "ward")
    tamper = "from django.db import connection as c; c.cursor().execute(\"UPDATE ground_historyevent SET note = 'x' WHERE position = 2\")"
    start = f"from pathlib import Path; from minhchung.cli.site import _start; _start(Path({str(folder)!r})); {tamper}"
    subprocess.run([sys.executable, "-c", start], env={**os.environ, "DJANGO_SETTINGS_MODULE": "minhchung.site.settings.base"}, check=True)
    done = run(folder, "history", "verify")
    assert done.returncode == 1
    assert "đứt ở sự kiện 2" in done.stdout


def test_due_jobs_may_run_any_number_of_times(data: Path) -> None:
    first, second = run(data, "run-due"), run(data, "run-due")
    assert (first.returncode, second.returncode) == (0, 0)
    assert "Mở kỳ thực hiện" in second.stdout


def test_a_demo_never_deletes_a_folder_it_did_not_make(tmp_path: Path) -> None:
    (tmp_path / "that").mkdir()
    (tmp_path / "that" / "so.xlsx").write_text("x")
    done = run(tmp_path, "demo", "--data", str(tmp_path / "that"), "--fresh", "--no-serve")
    assert done.returncode == 1
    assert (tmp_path / "that" / "so.xlsx").exists()


def test_a_demo_never_moves_into_the_data_of_a_ward(data: Path) -> None:
    done = run(data, "demo", "--data", str(data), "--no-serve")
    assert (done.returncode, "không phải của bản trình diễn" in done.stderr) == (1, True)
    assert not (data / "minhchung-demo").exists(), "marked as a demo it could be deleted by --fresh"


@pytest.fixture(scope="module")
def stopped_then_built(tmp_path_factory: pytest.TempPathFactory, migrated: Callable[[Path], None]) -> tuple[Path, str]:
    """A small demo that was stopped half way, then built; what the second start printed."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    migrated(folder)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("MINHCHUNG_", "DJANGO_"))}
    first = [sys.executable, "-c", STOPPED.format(folder=str(folder))]
    subprocess.run(first, env={**kept, "DATABASE_URL": ""}, capture_output=True, check=False)
    assert (folder / "minhchung-demo").exists()
    assert not (folder / "minhchung-demo-ready").exists()
    done = run(folder.parent, "demo", "--data", str(folder), "--no-serve", program=SMALL)
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def test_a_demo_that_was_stopped_half_way_is_built_again(stopped_then_built: tuple[Path, str]) -> None:
    folder, printed = stopped_then_built
    assert "làm lại từ đầu" in printed
    assert "Chuẩn bị phường mẫu" in printed
    again = run(folder.parent, "demo", "--data", str(folder), "--no-serve", program=SMALL)
    assert (again.returncode, "Chuẩn bị phường mẫu" in again.stdout) == (0, False)


def test_every_check_finds_something_in_the_demo(stopped_then_built: tuple[Path, str]) -> None:
    """Checks of dossiers aside: of 300 instead of thousands there are too few to know what is usual."""
    folder, _ = stopped_then_built
    done = run(folder, "review", "--json", MINHCHUNG_NOW=NOW)
    seen = json.loads(done.stdout)
    codes = {check["code"] for check in json.loads(run(folder, "review", "--checks", "--json").stdout)}
    silent = {code for code in codes - {line["code"] for line in seen["problems"]} if not code.startswith("HS-")}
    assert (seen["failed"], silent) == ({}, set())


@pytest.mark.parametrize("command", [("history", "verify"), ("doctor",), ("run-due",)])
def test_a_command_on_a_folder_without_a_ward_says_so_on_one_line(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = run(tmp_path / "trong", *command)
    assert (done.returncode, done.stdout) == (1, "")
    assert "chưa có phường nào" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_history_verify_of_an_unknown_commune_does_not_call_it_whole(data: Path) -> None:
    done = run(data, "history", "verify", "99999")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Không có lịch sử của mã phường 99999" in done.stderr
    assert "00004" in done.stderr
