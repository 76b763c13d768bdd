"""Status words by name per source, channels, levels, time limits, numbers, codes."""

import tomllib
from pathlib import Path

import pyarrow as pa
import pytest

from minhchung.flow.exports import load_profile
from minhchung.flow.exports.choices import Counts, read_limit, read_limits, read_numbers, read_words
from minhchung.flow.exports.codes import refused_codes, tidy_codes
from minhchung.flow.exports.vocabulary import heading_key, vocabulary

HERE = Path(__file__).parent
STATUSES = tomllib.loads((HERE / "statuses.toml").read_text(encoding="utf-8"))
LIMITS = tomllib.loads((HERE / "limits.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize(("source", "word"), [(source, word) for source, words in STATUSES.items() for word in words])
def test_a_status_is_known_by_its_name_in_its_source(source: str, word: str):
    words = vocabulary(load_profile("chung" if source == "general" else source)).words["statuses"]
    counts = Counts()
    [found] = read_words(pa.array([word]), words, "statuses", counts).to_pylist()
    assert (found or "") == STATUSES[source][word]
    assert bool(counts.unknown) == (found is None)


def test_an_unknown_status_is_counted_as_often_as_it_stands():
    counts = Counts()
    words = vocabulary(load_profile("chung")).words["statuses"]
    found = read_words(pa.array(["Lạ", "Đang xử lý", "Lạ", None, ""]), words, "statuses", counts)
    assert found.to_pylist() == [None, "processing", None, None, None]
    assert counts.unknown == {"statuses": {"Lạ": 2}}


@pytest.mark.parametrize(
    ("table", "word", "value"),
    [
        ("channels", "Trực tuyến", "online"),
        ("channels", "Qua BCCI", "postal"),
        ("channels", "trực  tiếp", "direct"),
        ("levels", "Toàn trình", "full"),
        ("levels", "Mức độ 3", "partial"),
        ("levels", "Cung cấp thông tin", "information"),
        ("payments", "Cổng DVCQG", "portal"),
        ("payments", "Tiền mặt", "none"),
        ("flags", "Có", True),
        ("flags", "x", True),
        ("flags", "Chưa", False),
    ],
)
def test_the_words_of_other_choices_are_known(table: str, word: str, value: str | bool):
    assert read_words(pa.array([word]), vocabulary(load_profile("chung")).words[table], table, Counts()).to_pylist() == [value]


@pytest.mark.parametrize("case", LIMITS, ids=[case["text"] for case in LIMITS])
def test_a_time_limit_has_an_amount_and_a_unit(case: dict[str, str | int]):
    amount, unit = read_limit(str(case["text"]), vocabulary(load_profile("chung")).words["limit_units"])
    assert (-1 if amount is None else amount, unit or "") == (case["amount"], case["unit"])


def test_the_unit_of_a_limit_may_stand_in_a_column_of_its_own():
    words = vocabulary(load_profile("chung")).words["limit_units"]
    amounts, units = read_limits(pa.array(["10", "3 tháng", "8"]), pa.array(["ngày làm việc", "ngày", "lạ"]), words, Counts())
    assert (amounts.to_pylist(), units.to_pylist()) == ([10, 3, 8], ["wd", "m", None])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("1.234", 1234),
        ("1,234", 1234),
        ("1.234.567", 1234567),
        ("5.0", 5),
        ("5,00", 5),
        ("", None),
        ("ba", None),
        ("9999999999", None),
    ],
)
def test_numbers_are_grouped_by_dots_or_commas(text: str, value: int | None):
    assert read_numbers(pa.array([text]), "numbers", Counts()).to_pylist() == [value]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("H44.100-260813-0007", "H44.100-260813-0007"), (" h24.1-261120-0001 ", "H24.1-261120-0001"),
        ("H24.1 – 261120 – 0001", "H24.1-261120-0001"), ("H24.1\u2011261120\u20110001", "H24.1-261120-0001"),
        ("000.00.16.H24-261120-0001", "000.00.16.H24-261120-0001"), ("\u200bH24.1-261120-0001\u00a0", "H24.1-261120-0001"),
        ("12/2026/HS-CT", "12/2026/HS-CT"), ("15", "15"), ("   ", None),
    ],
)  # fmt: skip
def test_a_code_is_written_one_way(text: str, code: str | None):
    tidy, odd = tidy_codes(pa.array([text]))
    assert tidy.to_pylist() == [code]
    assert not refused_codes(tidy, odd).any()


@pytest.mark.parametrize("text", ["Nguyễn Thị Mẫu", "031085001234", "0912345678", "a@b.vn", "123456789", "031 085 001 234", "A1" * 40])
def test_what_could_be_a_persons_is_no_code(text: str):
    tidy, odd = tidy_codes(pa.array([text]))
    assert refused_codes(tidy, odd).all()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mã hồ sơ", "MÃ HỒ SƠ (*)"),
        ("Ngày nhận", "Ngày nhận (5)"),
        ("Mức độ:", "mức độ"),
        ("Đã giải quyết>Quá hạn", "đã giải quyết > quá hạn"),
        ("Địa chỉ", "Dia chi"),
        ("Mã  hồ\nsơ", "Mã hồ sơ"),
    ],
)
def test_headings_match_whatever_their_ornament(one: str, other: str):
    assert heading_key(one) == heading_key(other)
