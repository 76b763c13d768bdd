"""`minhchung read`: what comes out, what goes to standard error, and with which exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from minhchung import cli_read
from minhchung.cli import app

LETTER = """ỦY BAN NHÂN DÂN
PHƯỜNG VÂN KHÊ

Số: 217/TB-UBND

Vân Khê, ngày 05 tháng 6 năm 2026

THÔNG BÁO

Kết luận của Chủ tịch Ủy ban nhân dân phường tại cuộc họp giao ban tháng 6

1. Giao Phòng Kinh tế rà soát danh mục thủ tục hành chính, báo cáo trước ngày 15/6/2026.

2. Giao Văn phòng HĐND và UBND phường niêm yết công khai kết quả.
"""
INVITATION = "GIẤY MỜI\n\nỦy ban nhân dân phường Vân Khê trân trọng kính mời các đồng chí dự họp.\n"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "thong-bao.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["read", *map(str, arguments)], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), "a traceback reached the user"
    return result.exit_code, result.stdout, result.stderr


def test_a_read_file_is_shown_per_unit(letter: Path) -> None:
    code, out, err = run(letter)
    assert (code, err) == (0, "")
    assert "217/TB-UBND" in out
    assert "05/06/2026" in out
    assert out.index("Phòng Kinh tế: 1 nhiệm vụ") < out.index("Văn phòng HĐND và UBND phường: 1 nhiệm vụ")
    assert "15/06/2026" in out


def test_json_is_one_object_per_line_with_its_source(letter: Path, tmp_path: Path) -> None:
    other = tmp_path / "giay-moi.txt"
    other.write_text(INVITATION, encoding="utf-8")
    code, out, _ = run("--json", letter, other)
    objects = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [one["source"]["name"] for one in objects] == ["thong-bao.txt", "giay-moi.txt"]
    assert objects[0]["document"]["number"] == "217"
    assert [task["units"] for task in objects[0]["assignments"]] == [["Phòng Kinh tế"], ["Văn phòng HĐND và UBND phường"]]
    assert objects[1]["assignments"] == []


def test_a_broken_file_does_not_cost_the_others(letter: Path, tmp_path: Path) -> None:
    broken = tmp_path / "hong.pdf"
    broken.write_bytes(b"%PDF-1.7 hong")
    empty = tmp_path / "rong.docx"
    empty.touch()
    code, out, err = run("--json", broken, letter, empty, tmp_path / "khong-co.docx")
    assert code == 1
    assert len(out.splitlines()) == 1
    lines = err.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("Lỗi: ") for line in lines)
    assert ["hong.pdf" in lines[0], "rong.docx" in lines[1], "khong-co.docx" in lines[2]] == [True] * 3


def test_when_nothing_can_be_read_the_code_is_two(tmp_path: Path) -> None:
    assert run(tmp_path / "khong-co.docx")[0] == 2


def test_without_a_file_the_way_in_is_shown() -> None:
    code, out, err = run()
    assert (code, out) == (2, "")
    assert "--paste" in err


def test_a_wrong_option_is_said_in_vietnamese() -> None:
    code, _, err = run("--jsn", "a.txt")
    assert code == 2
    assert "Không có tùy chọn --jsn" in err


def test_a_wrong_command_is_said_in_vietnamese() -> None:
    result = CliRunner().invoke(app, ["đọc"])
    assert result.exit_code == 2
    assert "Không có lệnh" in result.stderr


def test_help_is_vietnamese() -> None:
    for arguments in (["--help"], ["read", "--help"]):
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code == 0
        assert "Cách dùng:" in result.stdout
        assert "Usage" not in result.stdout
        assert "Show this message" not in result.stdout


def test_readings_are_written_beside_each_other_never_over_each_other(letter: Path, tmp_path: Path) -> None:
    twin = tmp_path / "khac" / "thong-bao.md"
    twin.parent.mkdir()
    twin.write_text(INVITATION, encoding="utf-8")
    out = tmp_path / "ket-qua" / "2026"
    code, shown, _ = run("--out", out, letter, twin)
    assert code == 0
    assert sorted(path.name for path in out.iterdir()) == ["thong-bao-2.json", "thong-bao.json"]
    assert json.loads((out / "thong-bao.json").read_text(encoding="utf-8"))["document"]["number"] == "217"
    assert "2 nhiệm vụ" in shown


def test_an_output_folder_that_is_a_file_is_named(letter: Path) -> None:
    code, _, err = run("--out", letter, letter)
    assert code == 2
    assert letter.name in err


def test_pasted_text_is_read_from_standard_input(letter: Path) -> None:
    for arguments in (("--paste",), ("-",), ("-", "--paste")):
        code, out, _ = run("--json", *arguments, stdin=LETTER)
        assert code == 0
        assert len(out.splitlines()) == 1
        assert json.loads(out)["document"]["number"] == "217"


def test_a_file_may_come_through_standard_input_whatever_its_type() -> None:
    page = "<html><body><p>GIẤY MỜI</p></body></html>".encode()
    code, out, _ = run("--json", "-", stdin=page)
    assert code == 0
    assert json.loads(out)["source"]["media_type"] == "text/html"


def test_nothing_pasted_is_an_error() -> None:
    code, _, err = run("--paste", stdin="")
    assert code == 2
    assert "rỗng" in err


def test_a_secret_document_is_refused_and_not_printed(tmp_path: Path) -> None:
    secret = tmp_path / "bao-cao.txt"
    secret.write_text("PHƯỜNG VÂN KHÊ\nMẬT\n1. Giao Phòng Kinh tế rà soát kho.", encoding="utf-8")
    code, out, err = run("--json", secret)
    assert (code, out) == (2, "")
    assert "MẬT" in err
    assert "Phòng Kinh tế" not in err


def test_a_fault_of_the_reader_costs_one_file_and_is_reported(letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "giay-moi.txt"
    other.write_text(INVITATION, encoding="utf-8")
    real = cli_read.read_text

    def faulty(text: str) -> object:
        if "GIẤY MỜI" in text:
            raise ZeroDivisionError("chia cho không")
        return real(text)

    monkeypatch.setattr(cli_read, "read_text", faulty)
    code, out, err = run("--json", other, letter)
    assert code == 1
    assert len(out.splitlines()) == 1
    assert "ZeroDivisionError" in err
    assert "Traceback" not in err


def test_the_same_file_twice_is_read_once(letter: Path) -> None:
    assert len(run("--json", letter, letter)[1].splitlines()) == 1


def test_reading_and_help_start_without_the_web_parts(letter: Path) -> None:
    program = (
        "import sys\nfrom minhchung.cli import app\n"
        "try:\n    app(sys.argv[1:])\nexcept SystemExit as done:\n    code = done.code\n"
        "loaded = [name for name in ('django', 'rich', 'pypdfium2', 'PIL', 'numpy') if name in sys.modules]\n"
        "sys.exit(f'loaded {loaded}' if loaded or code else 0)"
    )
    for arguments in (["--help"], ["read", "--json", str(letter)]):
        done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_no_progress_bar_reaches_a_pipe(letter: Path) -> None:
    program = [sys.executable, "-c", "from minhchung.cli import app; app()", "read", str(letter)]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a thing of Unix")
def test_on_a_terminal_the_bar_stays_out_of_the_results(letter: Path, tmp_path: Path) -> None:
    import pty

    broken = tmp_path / "hong.pdf"
    broken.write_bytes(b"%PDF-1.7 hong")
    terminal, ours = pty.openpty()
    program = [sys.executable, "-c", "from minhchung.cli import app; app()", "read", "--json", str(broken), str(letter)]
    done = subprocess.run(program, stdout=subprocess.PIPE, stderr=ours, check=False)
    os.close(ours)
    shown = b""
    try:
        while piece := os.read(terminal, 4096):
            shown += piece
    except OSError:  # Linux ends a closed pseudo-terminal with an error
        pass
    assert done.returncode == 1
    assert json.loads(done.stdout)["document"]["number"] == "217"
    assert "hong.pdf" in shown.decode()
    assert "Lỗi: “hong.pdf”" in shown.decode()
