"""A broken installation is told before the socket opens: one line in Vietnamese, exit code 1, no traceback."""

import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.running import SETUP, run

from minhchung.cli import ready

ROOT = Path(__file__).resolve().parents[2]
MIGRATIONS = ROOT / "src" / "minhchung" / "apps" / "ground" / "migrations"
SETTINGS = "from minhchung.site.settings.base import *\n"


def serve(tmp_path: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return run(tmp_path / "data", "serve", "--port", "0", *arguments, **more)


@pytest.fixture
def started(tmp_path: Path, migrated: Callable[[Path], None]) -> Path:
    """The folder of a test in which `data` was opened before: its database needs no step more."""
    migrated(tmp_path / "data")
    return tmp_path


def refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """The command ended with code 1 and said why on one line; it never listened."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert all(word in done.stderr for word in words), done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "Listening" not in done.stdout + done.stderr


def settings(tmp_path: Path, text: str) -> dict[str, str]:
    """Settings of their own beside a package path of their own."""
    (tmp_path / "own_settings.py").write_text(SETTINGS + text, "utf-8")
    return {"DJANGO_SETTINGS_MODULE": "own_settings", "PYTHONPATH": str(tmp_path)}


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("x")
    done = run(tmp_path / "data", "serve", "--data", str(tmp_path / "tep" / "du-lieu"))
    refused(done, "Không ghi được vào thư mục dữ liệu", "tep/du-lieu", "--data")


def test_an_app_that_cannot_be_imported_is_named(tmp_path: Path) -> None:
    (tmp_path / "half_an_app.py").write_text("import a_part_that_is_missing\n")
    refused(serve(tmp_path, **settings(tmp_path, "INSTALLED_APPS += ['half_an_app']")), "Bản cài đặt hỏng", "a_part_that_is_missing")


def test_addresses_that_cannot_be_loaded_are_named(started: Path) -> None:
    lost = "urlpatterns += [path('x/', include('urls_that_are_missing'))]"
    (started / "half_urls.py").write_text(f"from minhchung.site.urls import *\n{lost}\n")
    refused(serve(started, **settings(started, "ROOT_URLCONF = 'half_urls'")), "Bản cài đặt hỏng", "urls_that_are_missing")


def test_a_middleware_that_is_missing_is_named(started: Path) -> None:
    refused(serve(started, **settings(started, "MIDDLEWARE += ['a_lost.Middleware']")), "Bản cài đặt hỏng", "a_lost")


def migrations_without(tmp_path: Path, name: str) -> dict[str, str]:
    """An installation whose ground app lacks one migration file."""
    shutil.copytree(MIGRATIONS, tmp_path / "ground_steps", ignore=shutil.ignore_patterns(f"{name}*", "__pycache__"))
    return settings(tmp_path, "MIGRATION_MODULES = {'ground': 'ground_steps'}")


def test_the_last_migration_missing_is_named_by_its_part(tmp_path: Path) -> None:
    last = sorted(path.stem for path in MIGRATIONS.glob("0*.py"))[-1]
    refused(serve(tmp_path, **migrations_without(tmp_path, last)), "thiếu bước cập nhật cơ sở dữ liệu", "Nền chung")


def test_a_migration_missing_in_the_middle_is_told(tmp_path: Path) -> None:
    refused(serve(tmp_path, **migrations_without(tmp_path, "0002")), "thiếu bước cập nhật cơ sở dữ liệu", "0002_lookup_index")


def test_a_database_of_a_newer_version_is_not_opened(started: Path) -> None:
    shutil.copytree(MIGRATIONS, started / "ground_steps", ignore=shutil.ignore_patterns("__pycache__"))
    last = sorted(path.stem for path in MIGRATIONS.glob("0*.py"))[-1]
    step = f"from django.db import migrations\nclass Migration(migrations.Migration):\n    dependencies = [('ground', {last!r})]\n"
    (started / "ground_steps" / "9000_of_next_year.py").write_text(step)
    newer = settings(started, "MIGRATION_MODULES = {'ground': 'ground_steps'}")
    assert run(started / "data", *SETUP, **newer).returncode == 0
    refused(serve(started), "đã qua một bản mới hơn", "9000_of_next_year")


def test_a_port_in_use_is_told(started: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run(started / "data", "serve", "--port", str(taken.getsockname()[1]))
    refused(done, "đang có chương trình khác dùng", "--port")


@pytest.mark.parametrize("host", ["khong-co-may-nay.invalid"])
def test_an_address_this_machine_does_not_have_is_told(started: Path, host: str) -> None:
    refused(serve(started, "--host", host), "không có địa chỉ này")


def test_a_database_file_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "minhchung.sqlite3").write_bytes(b"this is no database" * 100)
    refused(serve(tmp_path), "Không mở hoặc cập nhật được cơ sở dữ liệu", "minhchung.sqlite3")


@pytest.mark.parametrize("port", [99999, 65536, -1])
def test_a_port_that_does_not_exist_is_refused_and_no_other_is_tried(port: int) -> None:
    with pytest.raises(ready.NotReadyError, match=f"cổng {port} .*từ 1 đến 65535"):
        ready.check_port("127.0.0.1", port)


def test_a_port_that_does_not_exist_ends_the_command(started: Path) -> None:
    refused(run(started / "data", "serve", "--port=-1"), "cổng -1", "từ 1 đến 65535")
