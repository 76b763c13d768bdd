"""What the reader skips for speed would have found nothing: with every gate held open it reads the same."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.reading import enumerations, forms, limit_events, marks, names, read_text, recurrence, to_json
from minhchung.reading.deadlines import find_deadlines
from minhchung.reading.marks import find_mark
from minhchung.reading.recurrence import find_recurrence
from minhchung.reading.targets import find_targets
from minhchung.text import dates, flat, nfc, symbols
from minhchung.text.flat import flatten
from minhchung.text.sought import Sought
from minhchung.text.symbols import find_symbols

FOLDERS = (Path(__file__).parent, Path(__file__).parents[3] / "shared" / "readings" / "texts")
DOCUMENTS = [file for folder in FOLDERS for file in sorted(folder.rglob("*.txt"))]
TIMES = """ngày|tháng|quý|năm|tuần|kỳ|giờ|phút|đêm|sáng|tối|thứ hai|chủ nhật|một|hai|ba|sáu|mười|05|15/6|2026|II|hằng|mỗi|theo|định kỳ|
    thường xuyên|báo cáo|trước|sau khi|sau|trong|xong|đầu|cuối|nửa|giêng|năm nay|tết|lần|kể từ|hội nghị|,|.|:|/|(|)|làm việc|trước khi|
    100%|1.5|3,2|hồ sơ|sáng kiến|ít nhất"""

BLANKS = st.sampled_from([" ", " ", "  ", "\n", "\u00a0", " \u200b", "\ufeff", "*", "_", ""])
CITED = st.tuples(
    st.sampled_from(
        [
            "Quyết định",
            "nghị quyết",
            "Chỉ thị",
            "công điện",
            "điện",
            "Thông tư",
            "Kế hoạch",
            "Đề án",
            "Ɖề án",
            "QĐ",
            "QÐ",
            "TT",
            "hồ sơ",
            "",
        ]
    ),
    BLANKS,
    st.sampled_from(["", "", "số", "số:", "Số:", "số :"]),
    BLANKS,
    st.sampled_from(
        ["766", "06", "15/KH-UBND", "15 / KH - UBND", "12/3", "30/2026/NĐ-CP", "52-NQ/TW", "/TB-UBND", "7\u2044KH-UBND", "9\uff0fQÐ-UBND"]
    ),
    st.sampled_from(["", ".", ", 142 ", " và 12", " ngày 12/3", "%", ";\n"]),
)


class Everything(frozenset[str]):
    """Holds whatever it is asked for."""

    def __contains__(self, item: object) -> bool:
        return True

    def isdisjoint(self, other: Iterable[object]) -> bool:
        return False


@contextmanager
def _all_open() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dates, "_WITHOUT_NUMBER", ("",))
        patch.setattr(recurrence, "_TIMES", ("",))
        patch.setattr(limit_events, "_SPELLED_WITH", ("",))
        patch.setattr(names, "_OPENERS", Everything())
        patch.setattr(names, "_TAILS_OPEN", Everything())
        patch.setattr(enumerations, "_PARTING", Everything())
        patch.setattr(forms, "_HANDING", Everything())
        patch.setattr(symbols, "_TYPED_NUMBER", re.compile(""))
        patch.setattr(flat, "_WITHIN", frozenset())
        patch.setattr(marks, "_WORD_MARKS", Everything())
        patch.setattr(Sought, "may_be_in", lambda self, text: True)
        _forget()
        yield
    _forget()


def _forget() -> None:
    recurrence.rhythms.cache_clear()
    flatten.cache_clear()


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.stem)
def test_documents_read_the_same(file: Path):
    text = file.read_text()
    quick = to_json(read_text(text))
    with _all_open():
        assert to_json(read_text(text)) == quick


@given(st.lists(st.sampled_from([word.strip() for word in TIMES.split("|")]), max_size=10))
def test_times_are_the_same(words: list[str]):
    text = " ".join(words)

    def told() -> tuple[object, ...]:
        return find_deadlines(text, year=2026), find_recurrence(text), dates.find_dates(text), find_targets(text)

    quick = told()
    with _all_open():
        assert told() == quick


@given(st.lists(CITED, min_size=1, max_size=3))
def test_document_numbers_are_the_same(said: list[tuple[str, ...]]):
    text = nfc(" ".join("".join(parts) for parts in said))
    quick = find_symbols(text)
    with _all_open():
        assert find_symbols(text) == quick


@given(st.from_regex(marks._MARK))
def test_marks_are_the_same(text: str):
    quick = find_mark(text)
    with _all_open():
        assert find_mark(text) == quick
