"""`minhchung procedures`: a file comes in once, is listed as of a day, and shown with what is uncertain."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from tests.cli.running import here
from tests.procedures.conftest import WAYS, page
from typer.testing import Result

from minhchung.apps.organisations.models import Commune

pytestmark = [pytest.mark.django_db, pytest.mark.once]
Run = Callable[..., Result]


@pytest.fixture
def run(ward: Commune, monkeypatch: pytest.MonkeyPatch) -> Run:
    return partial(here, monkeypatch, "procedures", "procedures")


def test_a_file_is_imported_once_listed_by_day_and_shown_with_its_doubts(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "trang.json"
    file.write_text(json.dumps([page("1.001193", "Đăng ký khai sinh", cach_thuc_thuc_hien=f"{WAYS}Trực tiếp5Miễn phí"), {}]), "utf-8")
    first = run("import", str(file), "--on", "2026-11-02")
    assert (first.exit_code, "1 mới" in first.stdout, "1 không vào được" in first.stdout) == (1, True, True), first.stderr
    again = run("import", str(file), "--on", "2026-11-02")
    assert "0 mới, 0 thay đổi, 1 như cũ" in again.stdout
    listed = json.loads(run("list", "--on", "2026-11-03", "--json").stdout)
    assert [(row["code"], row["doubts"]) for row in listed] == [("1.001193", 1)]
    assert run("list", "--on", "2026-11-01").stdout == "0 thủ tục còn hiệu lực.\n"
    assert "không có đơn vị" in run("show", "1.001193", "--on", "2026-11-03").stdout


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("import", "khong-co.json"), "khong-co.json"),
        (("list", "--on", "hôm qua"), "không phải ngày"),
        (("show", "9.999999"), "không có thủ tục 9.999999"),
    ],
)
def test_what_cannot_be_done_is_said_without_a_traceback(run: Run, arguments: tuple[str, ...], why: str) -> None:
    done = run(*arguments)
    assert (done.exit_code, why in done.stderr, "Traceback" in done.stderr) == (2, True, False), done.stderr
