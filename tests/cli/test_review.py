"""`minhchung review` on a real data folder: prints like a linter, writes nothing, says by its code whether there are errors."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.running import here, run

from minhchung.apps.organisations.models import Commune

MAKE = """
from pathlib import Path
from minhchung.cli.site import _start
_start(Path({folder!r}))
from datetime import date
from minhchung.apps.assignments import actions
from minhchung.apps.assignments.models import Occurrence
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.ground import clock
from minhchung.apps.organisations import actions as organisations
from minhchung.apps.organisations.models import Commune
ward = Commune.objects.get(in_use=True)
unit = organisations.add_unit(commune=ward, name="Phòng Kinh tế", short="KT", valid_from=date(2025, 7, 1), actor=None, at=clock.now())
draft = Draft(title="Lập danh sách", lead=(DraftUnit("KT", unit.pk),), deadline_kind="date", deadline_on="2026-12-31", product="Danh sách")
made = actions.add(commune=ward, draft=draft, wording="Lập danh sách", actor=None, at=clock.now())
Occurrence.objects.filter(duty__assignment=made).update(due_on=date(2026, 1, 5))
"""


@pytest.fixture(scope="module")
def late(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ward with one work that is late and says nothing."""
    folder = shutil.copytree(data, tmp_path_factory.mktemp("late") / "ward")
    subprocess.run([sys.executable, "-c", MAKE.format(folder=str(folder))], check=True)
    return folder


def test_a_ward_without_errors_ends_with_code_0(data: Path) -> None:
    done = run(data, "review")
    assert (done.returncode, "0 lỗi" in done.stdout, "chưa ghi lại" in done.stdout) == (0, True, True)


def test_an_error_is_printed_with_its_place_and_the_way_out(late: Path) -> None:
    before = (late / "minhchung.sqlite3").read_bytes()
    done = run(late, "review", "--code", "NV-09")
    assert done.returncode == 1
    assert re.search(r"/viec/ky/\d+/: lỗi NV-09 Việc 1: quá hạn 05/01/2026, chưa báo tiến độ", done.stdout)
    assert "    Cách sửa: " in done.stdout
    assert "1 quy tắc: 1 lỗi, 0 cảnh báo, 0 gợi ý." in done.stdout
    assert (late / "minhchung.sqlite3").read_bytes() == before


def test_json_holds_the_same(late: Path) -> None:
    done = run(late, "review", "--unit", "phong kinh te", "--json")
    told = json.loads(done.stdout)
    assert [line["code"] for line in told["problems"] if line["severity"] == "error"] == ["NV-09"]
    assert told["counts"]["error"] == 1
    assert told["problems"][0]["subject"].partition(":")[0] in ("occurrence", "assignment", "unit")


def test_the_checks_are_listed_without_looking_at_records(monkeypatch: pytest.MonkeyPatch) -> None:
    done = here(monkeypatch, "review", "review", "--checks")
    assert done.exit_code == 0
    assert "NV-09  Lỗi" in done.stdout
    assert "tham số: " in done.stdout
    told = json.loads(here(monkeypatch, "review", "review", "--checks", "--json", "--code", "NV-04").stdout)
    assert [check["code"] for check in told] == ["NV-04"]


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--code", "ZZ-99"), "Không có quy tắc ZZ-99"),
        (("--unit", "Phòng Không Có"), "Không có đơn vị “Phòng Không Có”. Chọn:"),
        (("--commune", "99999"), "Chọn phường bằng --commune; đang dùng: 98001."),
    ],
)
def test_what_is_asked_wrongly_ends_with_code_2_and_a_sentence(
    ward: Commune, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    done = here(monkeypatch, "review", "review", *arguments)
    assert (done.exit_code, said in done.stderr, "Traceback" in done.stderr) == (2, True, False)
