"""`minhchung compose` and `minhchung inspect` on the command line."""

import json
from pathlib import Path

import pytest
from tests.letters.drafts import SAMPLES, changed, composed, removed, reworded
from typer.testing import CliRunner

from minhchung.cli import app
from minhchung.letters import inspect

RUN = CliRunner()


def test_a_letter_goes_from_json_to_a_file_without_issues(tmp_path: Path) -> None:
    out = tmp_path / "thong-bao.docx"
    done = RUN.invoke(app, ["compose", str(SAMPLES / "thong-bao.json"), "-o", str(out)])
    assert done.exit_code == 0, done.output
    assert inspect(out.read_bytes()) == []
    looked = RUN.invoke(app, ["inspect", str(out)])
    assert (looked.exit_code, looked.output) == (0, "thong-bao.docx: 0 lỗi, 0 điều nhắc.\n")


def test_issues_are_printed_like_a_linter_does_and_blocking_ones_fail(tmp_path: Path) -> None:
    wrong, hinted = tmp_path / "sai.docx", tmp_path / "nhac.docx"
    wrong.write_bytes(changed(composed("thong-bao"), removed("Nơi nhận")))
    hinted.write_bytes(changed(composed("thong-bao"), reworded("Ủy ban nhân dân phường thông báo", r"\./\.", ".")))
    done = RUN.invoke(app, ["inspect", str(hinted)])
    assert done.exit_code == 0
    assert "nhac.docx: nhắc ending_mark: Kết thúc văn bản" in done.output
    done = RUN.invoke(app, ["inspect", str(hinted), str(wrong)])
    assert done.exit_code == 1
    assert "sai.docx: lỗi recipients_missing: Nơi nhận: cần" in done.output
    assert "[Nghị định 30/2020/NĐ-CP, Phụ lục I" in done.output
    said = [json.loads(line) for line in RUN.invoke(app, ["inspect", "--json", str(wrong)]).output.splitlines()]
    assert said[0]["file"] == "sai.docx"
    assert said[0]["issues"][0]["code"] == "recipients_missing"


@pytest.mark.parametrize(
    ("content", "said"),
    [("{", "không phải JSON đúng (dòng 1, cột 2)"), ('{"kind": "thong-bao"}', "thiếu trường này"), ("[]", "phải là một đối tượng")],
)
def test_a_broken_letter_is_named_with_cause_and_way_out(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "thu.json"
    file.write_text(content, "utf-8")
    done = RUN.invoke(app, ["compose", str(file), "-o", str(tmp_path / "x.docx")])
    assert done.exit_code == 2
    assert "Lỗi: “thu.json”" in done.output
    assert said in done.output
    assert not (tmp_path / "x.docx").exists()


def test_files_that_cannot_be_read_or_written_are_named(tmp_path: Path) -> None:
    assert RUN.invoke(app, ["inspect", str(tmp_path / "khong-co.docx")]).exit_code == 2
    no_docx = tmp_path / "anh.docx"
    no_docx.write_bytes(b"no docx")
    done = RUN.invoke(app, ["inspect", str(no_docx)])
    assert done.exit_code == 2
    assert "“anh.docx”" in done.output
    done = RUN.invoke(app, ["compose", str(SAMPLES / "thong-bao.json"), "-o", str(tmp_path / "khong" / "co.docx")])
    assert done.exit_code == 2
    assert "Không ghi được" in done.output
