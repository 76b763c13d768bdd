"""A text of cells with lines in another encoding, or broken: these lines are rejected, all others are read."""

import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from minhchung.flow.exports import ExportError, open_export, write_rejects
from minhchung.flow.exports.encodings import AsUtf8

_ON_THE_LETTER = "\u0302\u0306\u031b"


def windows_1258(text: str) -> bytes:
    """As a Vietnamese Windows writes it: the tone is a sign of its own."""
    letters = []
    for letter in unicodedata.normalize("NFC", text):
        base, *marks = unicodedata.normalize("NFD", letter)
        kept = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark in _ON_THE_LETTER))
        tones = "".join(mark for mark in marks if mark not in _ON_THE_LETTER)
        letters.append(letter.encode("cp1258") if _is_1258(letter) else (kept + tones).encode("cp1258"))
    return b"".join(letters)


def _is_1258(letter: str) -> bool:
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        return False
    return True


def utf_8(text: str) -> bytes:
    return text.encode()


@pytest.fixture
def mixed(tmp_path: Path) -> Callable[..., Path]:
    """Writes lines, each with its own way to bytes."""

    def write(*lines: tuple[list[Any], Callable[[str], bytes]]) -> Path:
        path = tmp_path / "pha.csv"
        path.write_bytes(b"".join(to_bytes(",".join(map(str, cells)) + "\r\n") for cells, to_bytes in lines))
        return path

    return write


def _broken(text: str) -> bytes:
    return text.encode().replace("thực".encode(), b"th\xff\xe1\xbbc")


KINDS = {
    "Windows-1258 in UTF-8": (utf_8, windows_1258),
    "Windows-1252 in UTF-8": (utf_8, lambda text: text.encode("cp1252", "replace")),
    "broken bytes in UTF-8": (utf_8, _broken),
    "UTF-8 in Windows-1258": (windows_1258, utf_8),
    "broken bytes in Windows-1258": (windows_1258, lambda text: windows_1258(text).replace(b"ch", b"\x8d")),
}


@pytest.mark.parametrize(("all_but_one", "one"), KINDS.values(), ids=KINDS.keys())
def test_a_line_in_another_encoding_is_a_reject_and_the_rest_is_read(mixed, read, header, line, all_but_one, one):
    got = read(mixed((header, all_but_one), *((line(n), one if n == 3 else all_but_one) for n in range(1, 8))))
    assert [code[-1] for code in got.column("code")] == ["1", "2", "4", "5", "6", "7"]
    assert got.column("procedure") == ["Chứng thực bản sao từ bản chính"] * 6
    assert got.column("received_at") == [dt.datetime(2026, 11, 20, 7, 45)] * 6
    assert [(reject.row, reject.column) for reject in got.rejects] == [(4, "Tên thủ tục hành chính")]
    assert got.rejects[0].reason.startswith("Chữ ở ô này không đọc được: dòng ghi bằng bảng mã khác")
    assert got.read == 7
    assert got.export.unknown == {}, "no word of an unreadable line is asked about"


def test_broken_units_of_utf_16_cost_their_line_only(tmp_path: Path, read, header, line):
    rows = [line(n, procedure="Khai sinh") for n in range(1, 6)]
    data = "".join(",".join(map(str, row)) + "\r\n" for row in [header, *rows]).encode("utf-16-le")
    at = data.index("0003".encode("utf-16-le")) + 12
    path = tmp_path / "a.csv"
    for mark, odd in ((b"\xff\xfe", b""), (b"", b""), (b"\xff\xfe", b"\x0d")):
        path.write_bytes(mark + data[:at] + b"\x00\xdc" + data[at + 2 :] + odd)
        got = read(path)
        assert [code[-1] for code in got.column("code")] == ["1", "2", "4", "5"]
        assert [(reject.row, reject.column) for reject in got.rejects] == [(4, "Tên thủ tục hành chính")]


def test_a_broken_line_above_the_header_moves_no_row(mixed, read, header, line):
    got = read(mixed((["DANH SÁCH HỒ SƠ"], windows_1258), (header, utf_8), *((line(n), utf_8) for n in (1, 2))))
    assert (len(got.column("code")), got.rejects, got.read) == (2, [], 2)


def test_a_broken_line_of_other_width_is_a_reject_of_its_own_kind(mixed, read, header, line):
    got = read(
        mixed(
            (header, utf_8),
            (line(1), utf_8),
            ([*line(2), "thừa", "thực"], _broken),
            (line(3), windows_1258),
            (line(4), utf_8),
            (line(5), utf_8),
        )
    )
    assert [code[-1] for code in got.column("code")] == ["1", "4", "5"]
    assert [(reject.row, reject.column) for reject in got.rejects] == [(3, ""), (4, "Tên thủ tục hành chính")]
    assert got.rejects[0].reason == "Dòng có 8 ô, tiêu đề có 6 ô."


def test_a_broken_cell_that_is_not_read_costs_nothing(mixed, read, header, line):
    got = read(
        mixed(
            ([*header, "Chủ hồ sơ"], utf_8), ([*line(1), "Người thực"], _broken), ([*line(2, procedure="Khai sinh"), "Người thực"], _broken)
        )
    )
    assert [code[-1] for code in got.column("code")] == ["2"]
    assert [reject.row for reject in got.rejects] == [2]


def test_a_title_in_another_encoding_between_the_rows_is_no_reject(mixed, read, header, line):
    got = read(mixed((header, utf_8), (line(1), utf_8), (["", "", "II. Lĩnh vực đất đai", "", "", ""], windows_1258), (line(2), utf_8)))
    assert (got.tables["dossiers"].num_rows, got.rejects) == (2, [])


def test_a_file_of_which_most_cannot_be_read_is_refused_with_the_way_out(mixed, header, line):
    path = mixed(
        ([*header, "Thêm"], utf_8),
        *(([*line(n), "đ"], utf_8) for n in range(20_000)),
        *(([*line(n), "đ"], windows_1258) for n in range(20_000, 41_000)),
    )
    with pytest.raises(ExportError, match=r"Phần lớn tệp không đọc được chữ.*“CSV UTF-8”"):
        list(open_export(path))


def test_lines_that_cannot_be_read_are_found_far_behind_the_sample_and_over_the_edges_of_pieces(mixed, read, header, line):
    """A file of several pieces of the reader (8 MB each)."""
    long = "Chứng thực bản sao từ bản chính " * 12
    bad = {1, 20_000, 33_333, 40_000}
    got = read(mixed((header, utf_8), *((line(n, procedure=long), windows_1258 if n in bad else utf_8) for n in range(1, 40_001))))
    assert [reject.row - 1 for reject in got.rejects] == sorted(bad)
    assert got.tables["dossiers"].num_rows == 40_000 - len(bad)
    assert set(got.column("procedure")) == {long.strip()}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
@pytest.mark.parametrize("size", [64, 101, 1000, 100_000])
def test_the_pieces_of_a_stream_are_the_file(tmp_path: Path, size: int, encoding: str):
    text = "Mã hồ sơ,Tên\r\nĐất đai,“ổ”\n" * 200 + "không xuống dòng ở cuối, ự"
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    stream, pieces = AsUtf8(path, 0, encoding), []
    while piece := stream.read(size):
        assert len(piece) <= size
        pieces.append(bytes(piece))
    stream.close()
    assert b"".join(pieces).decode() == text
    assert stream.pattern == ""


def test_the_rejected_line_comes_back_readable(mixed, header, line):
    source = mixed((header, utf_8), *((line(n), windows_1258 if n == 2 else _broken if n == 4 else utf_8) for n in range(1, 6)))
    out = io.BytesIO()
    write_rejects(source, [reject for batch in open_export(source) for reject in batch.rejects], out)
    body = list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"))))[1:]
    assert [unicodedata.normalize("NFC", row[2]) for row in body] == [
        "Chứng thực bản sao từ bản chính",
        "Chứng th\ufffd\ufffd\ufffdc bản sao từ bản chính",
    ]
    assert body[0][-1].startswith("Cột “Tên thủ tục hành chính”: Chữ ở ô này không đọc được")


def test_events_that_cannot_be_read_are_rejects_too(mixed, read):
    head = ["Case ID", "Activity", "Complete Timestamp"]
    events = [(["1", "Tiếp nhận hồ sơ", f"2026-11-20 08:0{n}"], windows_1258 if n == 2 else utf_8) for n in range(1, 5)]
    source = mixed((head, utf_8), *events, (["1", "Thừa", "2026-11-20 09:00", "x", "y"], utf_8))
    got, out = read(source), io.BytesIO()
    assert got.tables["steps"].num_rows == 3
    assert sorted(reject.row for reject in got.rejects) == [3, 6]
    assert got.read == 5
    assert write_rejects(source, got.rejects, out) == ".csv"
    assert [row[:2] for row in csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig")))][1:] == [["3", "Activity"], ["6", ""]]
