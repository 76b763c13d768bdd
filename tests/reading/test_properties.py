"""Laws that hold for every document, whatever is in it."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minhchung.reading import Directive, read_text, to_json
from minhchung.text.normal import squeeze

OWN = sorted((Path(__file__).parent / "documents").glob("*.txt"))
TEXTS = {p.stem: p.read_text("utf-8") for p in OWN}

_openers = st.sampled_from(["1. ", "2. ", "- ", "+ ", "a) ", "(1) ", "I. ", "Điều 1. ", "", "* ", "1.1. ", "| ", "## "])
_units = st.sampled_from(
    ["Phòng Kinh tế", "Công an phường", "Các phòng, đơn vị", "Giao Trạm Y tế phường", "Văn phòng HĐND và UBND", "UBND phường yêu cầu", ""]
)
_acts = st.sampled_from(
    ["rà soát hồ sơ", "báo cáo kết quả", "phối hợp với Công an phường kiểm tra", "đã hoàn thành nhiệm vụ", "tổ chức hội nghị:", "chủ trì"]
)
_times = st.sampled_from(
    ["trước ngày 15/6/2026", "hằng tháng", "trong quý II/2026", "ngay khi có văn bản", "chậm nhất ngày 30 tháng 11 năm 2026", ""]
)
_ends = st.sampled_from([".", ";", ":", "", "./.", " |"])
_lines = st.builds(lambda *p: " ".join(x for x in p if x), _openers, _units, _acts, _times, _ends)
_documents = st.lists(
    st.one_of(_lines, st.sampled_from(["", "", "THÔNG BÁO", "Nơi nhận:", "- Lưu: VT.", "\f", "3", "---", "CHỦ TỊCH", "Lê Văn An"])),
    max_size=30,
).map("\n".join)


def _hold(directive: Directive) -> None:
    last = 0
    for a in directive.assignments:
        start, end = a.span
        assert 0 <= start < end <= len(directive.text)
        assert start >= last, "spans are ordered and do not overlap"
        last = end
        assert a.text == squeeze(directive.text[start:end])
        if a.deadline:
            year, _, day = a.deadline.split("-")
            words = squeeze(directive.text[a.deadline_span[0] : a.deadline_span[1]])
            assert re.search(rf"\b0?{int(day)}\b", words), f"{a.deadline} has no day in {words!r}"
            assert year in directive.text or a.deadline[:4] == str((directive.document.date or "")[:4]) or year[:2] == "20"
        for goal in a.targets:
            assert start <= goal.span[0] < goal.span[1] <= end


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_assignment_is_the_stretch_of_the_document_it_claims(name: str):
    _hold(read_text(TEXTS[name]))


@given(_documents)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_laws_hold_on_made_up_documents(text: str):
    _hold(read_text(text))


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_no_text_at_all_breaks_the_reader(text: str):
    _hold(read_text(text))


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_reading_twice_gives_the_same(name: str):
    assert to_json(read_text(TEXTS[name])) == to_json(read_text(TEXTS[name]))


@pytest.mark.parametrize("width", [64, 76, 88, 100])
@pytest.mark.parametrize("name", sorted(TEXTS))
def test_rewrapping_the_lines_does_not_change_the_number_of_assignments(name: str, width: int):
    text = TEXTS[name]
    assert len(read_text(_rewrapped(text, width)).assignments) == len(read_text(text).assignments)


def _rewrapped(text: str, width: int) -> str:
    """The same paragraphs broken at another width, one empty line between them; tables and the head keep their lines."""
    from minhchung.reading.layout import blocks, written_lines

    out: list[str] = []
    for block in blocks(written_lines(text)):
        whole = squeeze(text[block.start(0) : block.end(len(block.text))])
        if whole.startswith("|") or block.cells:
            # A table by tabs or blanks lives by its lines; it is kept as the same table with bars.
            out.append(block.text if block.cells else whole)
            continue
        if out and out[-1].startswith("|"):
            out.append("")
        line = ""
        for word in whole.split(" "):
            if line and len(line) + 1 + len(word) > width:
                out.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        out.extend([line, ""])
    return "\n".join(out)
