"""`minhchung index …` as typed."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.scoring.packs import SMALL
from typer.testing import CliRunner

from minhchung.cli import app
from minhchung.scoring.loading import dump, load

RUN = CliRunner()
BEST = "sửa điểm tối đa hoặc điểm của mức tốt nhất"
AT = "2026-06-14T17:00:00+07:00"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "thu.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def facts(folder: Path, **told: Any) -> str:
    path = folder / "so-lieu.json"
    path.write_text(json.dumps({"as_of": AT, **told}), encoding="utf-8")
    return str(path)


def run(*arguments: object) -> tuple[int, str, str]:
    result = RUN.invoke(app, ["index", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_the_sample_pack_passes_its_check() -> None:
    code, said, _ = run("check", "mau-xa-2026")
    assert (code, said) == (0, "mau-xa-2026: không có chỗ nào chưa ổn (60 tiêu chí, 6 mục thưởng và phạt).\n")


def test_a_check_prints_code_place_message_and_fix(pack: Path) -> None:
    pack.write_text(SMALL.replace("max: 0.5", "max: 0.75").replace("lead: VP", "lead: KT"), encoding="utf-8")
    code, said, _ = run("check", pack)
    assert code == 1
    assert said.splitlines() == [
        "sum                mục 1: điểm tối đa 2 nhưng các mục con cộng lại 2,25: sửa điểm của mục này hoặc của mục con.",
        "unit               tiêu chí 1.1: đơn vị KT chưa khai: thêm KT vào mục units, hoặc chọn VP.",
        f"best               tiêu chí 1.2: mức tốt nhất của cách chấm được 0,5 điểm, chưa tới điểm tối đa 0,75: {BEST}.",
        f"{pack}: 3 chỗ chưa ổn (2 tiêu chí, 0 mục thưởng và phạt).",
    ]


def test_prose_in_place_of_a_name_is_a_line_of_the_check(pack: Path) -> None:
    pack.write_text(SMALL.replace("when: co_ke_hoach", "when: có kế hoạch"), encoding="utf-8")
    code, said, _ = run("check", pack)
    assert code == 1
    assert said.startswith("prose              tiêu chí 1.1, mục rule.when, dòng 19: “có kế hoạch” là lời văn, không phải tên")


def test_a_score_says_points_why_and_sums(pack: Path, tmp_path: Path) -> None:
    given = facts(tmp_path, values={"co_ke_hoach": True, "ngay_ban_hanh": "2026-02-03"})
    code, said, _ = run("score", pack, "--figures", given)
    assert code == 0
    assert "Bộ mẫu để thử, không phải bộ chính thức." in said
    assert "Ngày 03/02/2026, chậm 3 ngày so với hạn 31/01/2026: 0" in said
    assert said.splitlines()[-2:] == ["Tổng 1,5/2 điểm, thưởng 0, phạt 0.", "Kết quả: 1,5 điểm."]


def test_what_is_missing_is_named_and_never_counted_as_nothing(pack: Path, tmp_path: Path) -> None:
    code, said, noted = run("score", pack, "--figures", facts(tmp_path, values={"co_ke_hoach": True, "ngay_ban": "2026-01-05"}))
    assert code == 1
    assert said.splitlines()[-2:] == [
        "Kết quả mới có: 1,5 điểm; còn 1 tiêu chí chưa chấm được nên chưa xếp loại.",
        "  1.2: còn thiếu ngay_ban_hanh, Ngày ban hành",
    ]
    assert noted == "Lưu ý: bộ tiêu chí không dùng ngay_ban; kiểm tra lại tên nếu đây là gõ nhầm.\n"


def test_json_keeps_every_number_as_text(pack: Path, tmp_path: Path) -> None:
    given = facts(tmp_path, values={"co_ke_hoach": True}, given={"1.2": {"points": "0.25", "reason": "thống nhất với Sở"}})
    code, said, _ = run("score", pack, "--figures", given, "--json")
    told = json.loads(said)
    assert (code, told["total"], told["maximum"], told["unknown"], told["as_of"]) == (0, "1.75", "2.0", [], AT)
    assert [(leaf["code"], leaf["points"], leaf["how"], leaf["why"]) for leaf in told["leaves"]] == [
        ("1.1", "1.50", "rule", "Trả lời “có”: 1,5 điểm"),
        ("1.2", "0.25", "given", "Điểm ghi tay: thống nhất với Sở"),
    ]
    assert told["digest"] == load(pack).digest
    assert told["leaves"][0]["used"] == {"co_ke_hoach": {"value": True}}


def test_the_form_of_the_file_is_published_and_an_empty_one_is_read(pack: Path, tmp_path: Path) -> None:
    assert json.loads(run("figures", "--schema")[1])["required"] == ["as_of"]
    empty = tmp_path / "trong.json"
    empty.write_text(run("figures", pack)[1], encoding="utf-8")
    assert json.loads(empty.read_text("utf-8"))["values"] == {"co_ke_hoach": None, "ngay_ban_hanh": None}
    code, said, _ = run("score", pack, "--figures", empty)
    assert (code, "còn 2 tiêu chí chưa chấm được" in said) == (1, True)
    assert run("figures")[0] == 2


def test_two_packs_are_compared_and_mapped(pack: Path, tmp_path: Path) -> None:
    assert run("diff", pack, pack) == (0, "Hai bộ tiêu chí không khác nhau.\n", "")
    other = tmp_path / "khac.yaml"
    other.write_text(SMALL.replace("lead: VP, ", "").replace("title: Đúng hạn", "title: Đúng thời hạn"), encoding="utf-8")
    code, said, _ = run("diff", pack, other)
    assert (code, said.splitlines()) == (
        1,
        [
            "đổi     1.1      Kế hoạch: có hay không; đơn vị chủ trì: Văn phòng → (không có)",
            "đổi     1.2      Đúng thời hạn; tên: Đúng hạn → Đúng thời hạn",
        ],
    )
    assert "1.2      → 1.2        cùng mã, tên giống" in run("diff", pack, other, "--map")[1]


def test_a_pack_is_copied_to_another_year_and_nothing_is_overwritten(pack: Path, tmp_path: Path) -> None:
    new = tmp_path / "2027.yaml"
    assert run("copy", pack, "--year", 2027, "--out", new)[0] == 0
    assert load(new).leaves[1].scored_by.model_dump()["due"].isoformat() == "2027-01-31"
    assert run("copy", pack, "--year", 2027)[1] == new.read_text("utf-8") == dump(load(new))
    assert run("copy", pack, "--year", 2027, "--out", new)[::2] == (2, f"Lỗi: Tệp {new} đã có: chọn tên khác, hoặc xóa tệp cũ trước.\n")
    assert run("copy", pack, "--year", 2026)[2] == "Lỗi: Bộ thu đã là của năm 2026: chọn năm khác.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "khong-co.yaml"], "Lỗi: Tệp khong-co.yaml, không có tệp này: ghi đúng đường dẫn, hoặc một bộ có sẵn: mau-xa-2026.\n"),
        (["score", "mau-xa-2026", "--figures", "khong-co.json"], "Lỗi: Không có tệp khong-co.json: ghi đúng đường dẫn của tệp số liệu.\n"),
    ],
)
def test_a_file_that_is_not_there_is_told(arguments: list[str], said: str) -> None:
    assert run(*arguments)[::2] == (2, said)


def test_a_check_leaves_no_data_folder_behind(tmp_path: Path) -> None:
    import subprocess
    import sys

    env = {"HOME": str(tmp_path), "PATH": "", "PYTHONPATH": str(Path(__file__).parents[2] / "src"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", "from minhchung.cli import app; app()", "index", "check", "mau-xa-2026"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr, list(tmp_path.iterdir())) == (0, "", [])
