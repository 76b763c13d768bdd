"""`minhchung read`: what comes out, what goes to standard error, and with which exit code."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from minhchung.cli import app
from minhchung.cli import read as cli_read

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


CONCLUSION = """UBND XÃ MỸ LỘC

Số: 09/TB-ĐKT

THÔNG BÁO
Kết luận kiểm tra công tác văn thư năm 2026

Thực hiện Kế hoạch số 41/KH-UBND ngày 20/01/2026, Trưởng đoàn kết luận:

I. ƯU ĐIỂM

- Sổ văn bản mở đúng mẫu.

II. TỒN TẠI

1. Phòng Kinh tế

- Việc nộp lưu hồ sơ có lúc chưa kịp thời.

III. YÊU CẦU

1. Phòng Kinh tế

- Mở 01 lớp tập huấn trước ngày 10/10/2026.

Yêu cầu các đơn vị được kiểm tra báo cáo kết quả khắc phục về Đoàn kiểm tra (qua Văn phòng) trước ngày 20/10/2026./.
"""


def test_a_conclusion_is_shown_with_what_stands_alone_and_is_in_the_json(tmp_path: Path) -> None:
    path = tmp_path / "ket-luan.txt"
    path.write_text(CONCLUSION, encoding="utf-8")
    code, out, _ = run(path)
    shown = " ".join(out.split())
    assert code == 0
    assert "Kết luận kiểm tra: 1 ưu điểm, 1 tồn tại hoặc điểm không phù hợp, 1 yêu cầu." in shown
    assert "gửi Đoàn kiểm tra, qua Văn phòng, 20/10/2026 (trước ngày 20/10/2026)" in shown
    assert "Chưa đo được: “có lúc”" in shown and "chưa thấy" in shown and "Không ứng với tồn tại nào" in shown
    said = json.loads(run("--json", path)[1])
    start, end = said["conclusion"]["shortcomings"][0]["said"]["span"]
    assert said["text"][start:end] == "Việc nộp lưu hồ sơ có lúc chưa kịp thời."


def test_the_json_of_a_document_that_concludes_nothing_says_so(letter: Path) -> None:
    assert json.loads(run("--json", letter)[1])["conclusion"] is None


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


def test_an_output_folder_that_cannot_be_is_explained_in_vietnamese(letter: Path) -> None:
    code, _, err = run("--out", letter, letter)
    assert code == 2
    assert "là một tệp, không phải thư mục" in err


def test_pasted_text_is_not_called_by_a_file_name() -> None:
    code, _, err = run("--paste", stdin="")
    assert code == 2
    assert "“nội dung đưa vào” rỗng" in err
    code, out, _ = run("-", stdin=LETTER)
    assert code == 0
    assert out.startswith("nội dung đưa vào")


def test_an_empty_name_is_no_folder(letter: Path) -> None:
    code, out, err = run("--json", "", letter)
    assert (code, len(out.splitlines())) == (1, 1)
    assert "không phải tên tệp" in err


COMMAND = [sys.executable, "-c", "from minhchung.cli import app; app()", "read"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is a thing of Linux")
def test_a_full_disk_behind_standard_output_is_one_sentence(letter: Path) -> None:
    for form in ([], ["--json"]):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run([*COMMAND, *form, str(letter)], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        assert done.returncode == 2
        assert done.stderr.startswith("Lỗi: Không ghi được kết quả ra đầu ra chuẩn (hết chỗ trống trên đĩa)")
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="closed streams are made by a Unix shell")
def test_closed_streams_are_one_sentence(letter: Path, tmp_path: Path) -> None:
    def shell(rest: str) -> tuple[int, str]:
        done = subprocess.run(["sh", "-c", f'"$@" {rest}', "sh", *COMMAND], capture_output=True, text=True, check=False)
        return done.returncode, done.stderr

    code, err = shell("--paste <&-")
    assert (code, len(err.splitlines())) == (2, 1)
    assert "đầu vào chuẩn đã đóng" in err
    code, err = shell(f"--json '{letter}' >&-")
    assert (code, len(err.splitlines())) == (2, 1)
    assert "đầu ra chuẩn đã đóng" in err
    assert shell(f"--out '{tmp_path / 'ra'}' '{letter}' >&-") == (0, "")


def rests(pid: int) -> bool:
    """Whether the process sleeps for half a second: it has loaded and waits for its input. One that is not let run is no sleeper."""
    looks = []
    for _ in range(10):
        said = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split()
        looks.append((said[2], *said[13:15]))
        time.sleep(0.05)
    return looks[0][0] == "S" and len(set(looks)) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="a waiting process is known by /proc")
def test_ctrl_c_is_answered_in_vietnamese() -> None:
    # A shell starts what runs in the background deaf to Ctrl+C, and a child inherits that: the child must listen.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen([*COMMAND, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        signal.signal(signal.SIGINT, before)
        assert process.stdin is not None
        process.stdin.write("1. Giao Phòng Kinh tế")
        process.stdin.flush()
        while not rests(process.pid):
            pass
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
    assert (process.returncode, out, err) == (130, "", "Đã dừng theo yêu cầu.\n")


ORDERS = """1. Phòng Kinh tế chủ trì, phối hợp với Công an phường báo cáo trước ngày 10/7/2026 và trước ngày 20/7/2026.

2. Phòng Kinh tế báo cáo tiến độ giải ngân hằng tuần.

3. Phòng Kinh tế khẩn trương rà soát danh mục thủ tục hành chính.
"""


def test_the_table_of_a_narrow_terminal_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "giao-viec.txt"
    path.write_text(LETTER.partition("1. Giao")[0] + "Chủ tịch Ủy ban nhân dân phường yêu cầu:\n\n" + ORDERS, encoding="utf-8")
    for columns in ("80", "120"):
        monkeypatch.setenv("COLUMNS", columns)
        code, out, _ = run(path)
        said = " ".join(out.split())
        assert code == 0
        assert ("Phối hợp: Công an phường" in said) == (columns == "80")
        assert "10/07/2026 (trước" in said
        assert "20/07/2026 (trước" in said
        assert all(len(line) <= int(columns) for line in out.splitlines())
        assert "hằng tuần. hằng tuần" in said
        assert said.count("khẩn trương") == 2


def test_every_span_counts_in_the_text_that_is_printed_with_it(letter: Path, tmp_path: Path) -> None:
    run("--out", tmp_path / "ra", letter)
    for said in (json.loads(run("--json", letter)[1]), json.loads((tmp_path / "ra" / "thong-bao.json").read_text("utf-8"))):
        assert said["assignments"]
        for assignment in said["assignments"]:
            start, end = assignment["span"]
            assert "".join(said["text"][start:end].split()) == "".join(assignment["text"].split())
