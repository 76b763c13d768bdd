"""What a register takes, how a pasted table is read, when a review is closed; the law data holds together."""

from collections.abc import Collection
from datetime import date

import pytest

from minhchung.apps.ground.figures import FIGURES
from minhchung.apps.management.providers import PROVIDERS
from minhchung.apps.management.rules.columns import columns_of, lines_of
from minhchung.apps.management.rules.course import Decided, refused, refused_closing
from minhchung.apps.management.rules.pasting import Known, read_table
from minhchung.apps.management.rules.registers import Register, kept, said, wrong_of
from minhchung.apps.management.standards import packaged, standard_of, standards
from minhchung.apps.quality.rules.content import Kind

REGISTERS = {each.name: each for each in packaged()}
RISKS = REGISTERS["rui-ro"]
RISK = {"what": "Mất mạng", "kind": "risk", "likelihood": "4", "severity": "4"}
KNOWN = Known({"phong kinh te": 3}, {"phan gia huy": "7"}, lambda text: date(2026, 12, 1) if text == "01/12/2026" else None)


@pytest.mark.parametrize("register", packaged(), ids=lambda each: each.name)
def test_every_packaged_register_serves_a_clause_of_the_standard(register: Register) -> None:
    standard = standard_of(date(2026, 11, 20))
    assert register.clauses
    assert register.purpose
    assert all(standard.clause(number) for number in register.clauses)


def test_what_clauses_and_inputs_want_is_there() -> None:
    known: dict[str, Collection[str]] = {"register": REGISTERS, "figure": FIGURES, "documents": {"any", *Kind}}
    for standard in standards():
        wants = [*(want for each in standard.clauses for want in each.wants), *(want for each in standard.inputs for want in each.wants)]
        for name in wants:
            kind, _, part = name.partition(":")
            assert kind in PROVIDERS, name
            assert kind not in known or part in known[kind], name


def test_a_day_no_edition_covers_is_told_with_the_way_out() -> None:
    with pytest.raises(LookupError, match="thêm tệp vào law/standards"):
        standard_of(date(2010, 1, 1))


def test_the_ten_or_more_inputs_of_the_review_are_each_asked() -> None:
    codes = [each.code for each in standard_of(date(2026, 11, 20)).inputs]
    assert codes == ["a", "b", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "d", "e", "f"]


@pytest.mark.parametrize(
    ("values", "said_wrong"),
    [
        ({}, "Rủi ro hoặc cơ hội còn trống"),
        ({**RISK, "likelihood": "6"}, "không phải điểm"),
        ({**RISK, "kind": "maybe"}, "không có trong danh sách (Rủi ro; Cơ hội)"),
        ({**RISK, "colour": "đỏ"}, "không có cột colour"),
        ({**RISK, "what": "x" * 4001}, "dài quá 4000 chữ"),
    ],
)
def test_what_does_not_fit_a_column_is_named(values: dict[str, str], said_wrong: str) -> None:
    assert said_wrong in " ".join(wrong_of(RISKS, values))


def test_a_line_that_fits_has_nothing_wrong_and_loses_its_blanks() -> None:
    assert wrong_of(RISKS, RISK) == []
    assert kept(RISKS, {**RISK, "action": "  ", "what": " Mất mạng "}) == RISK


@pytest.mark.parametrize(
    ("likelihood", "severity", "level", "acts"),
    [("1", "1", "low", False), ("2", "2", "low", False), ("1", "5", "medium", False), ("3", "3", "medium", False), ("2", "5", "high", True),
     ("4", "4", "high", True), ("4", "5", "extreme", True), ("5", "5", "extreme", True)],
)  # fmt: skip
def test_the_level_follows_from_the_product(likelihood: str, severity: str, level: str, acts: bool) -> None:
    assert RISKS.score
    values = {**RISK, "likelihood": likelihood, "severity": severity}
    assert RISKS.score.level(RISKS.score.points(values) or 0).name == level
    assert RISKS.score.acts(values) is acts


def test_what_is_left_after_the_measures_counts_once_it_is_judged() -> None:
    assert RISKS.score
    assert RISKS.score.left({**RISK, "left_likelihood": "2"}) is None
    assert not RISKS.score.acts({**RISK, "left_likelihood": "1", "left_severity": "4"})


def test_values_are_said_as_people_write_them() -> None:
    columns = {each.name: each for each in (*REGISTERS["hai-long"].columns, *REGISTERS["nang-luc"].columns)}
    assert said(columns["share"], "92.5", {}) == "92,5"
    assert said(columns["answers"], "1250", {}) == "1.250"
    assert said(columns["to_on"], "2026-09-30", {}) == "30/9/2026"
    assert said(columns["person"], "7", {"7": "Phan Gia Huy"}) == "Phan Gia Huy"
    assert said(columns["met"], "no", {}) == "Chưa đạt"


def test_columns_are_read_from_lines_and_written_back() -> None:
    text = "Công trình *\nKết quả | chọn | Đạt; Chưa đạt\nNgày kiểm tra | ngày"
    columns, wrong = columns_of(text)
    assert wrong == []
    assert [(each.name, each.kind.value, each.required) for each in columns] == [
        ("x-cong-trinh", "line", True), ("x-ket-qua", "choice", False), ("x-ngay-kiem-tra", "day", False),
    ]  # fmt: skip
    assert columns[1].choices == {"dat": "Đạt", "chua-dat": "Chưa đạt"}
    assert lines_of(columns) == text


@pytest.mark.parametrize(
    ("line", "reason"),
    [("Kết quả | chọn | Đạt", "ít nhất hai giá trị"), ("Kết quả | màu", "không phải kiểu cột"), (" * | ngày", "chưa có tên cột"),
     ("Ngày | ngày | a; b", "chỉ cột kiểu chọn")],
)  # fmt: skip
def test_a_line_that_describes_no_column_is_named(line: str, reason: str) -> None:
    _, wrong = columns_of(f"Tên *\n{line}")
    assert len(wrong) == 1
    assert wrong[0].startswith("Dòng 2: ")
    assert reason in wrong[0]


def test_a_pasted_table_takes_its_columns_in_any_order_and_names_each_wrong_line() -> None:
    table = read_table(
        "Đơn vị\tMức độ ảnh hưởng\tKhả năng xảy ra *\tRủi ro hoặc cơ hội\tLoại\tMàu\tNgày xem lại\n"
        'Phòng Kinh tế\t4\t5\t"Mất điện,\nmất mạng"\trủi ro\tđỏ\t01/12/2026\n'
        "Phòng Lạ\t9\t5\tThiếu người\tRủi ro\t\t\n",
        RISKS,
        KNOWN,
    )
    good, bad = table.lines
    assert table.strange == ("Màu",)
    assert good.values == {"what": "Mất điện,\nmất mạng", "kind": "risk", "likelihood": "5", "severity": "4"}
    assert (good.unit, good.review_on, good.wrong) == (3, date(2026, 12, 1), ())
    assert any("Phòng Lạ" in each for each in bad.wrong)
    assert any("không phải điểm" in each for each in bad.wrong)


def test_a_table_without_the_columns_that_must_be_filled_is_refused() -> None:
    assert "thiếu cột Loại" in read_table("Rủi ro hoặc cơ hội\tKhả năng xảy ra\tMức độ ảnh hưởng\nMất mạng\t1\t2", RISKS, KNOWN).refused
    assert "ít nhất một dòng" in read_table("Rủi ro hoặc cơ hội", RISKS, KNOWN).refused


def test_a_line_with_a_number_changes_that_entry_with_the_columns_it_brings() -> None:
    table = read_table("Số\tKết quả, hiệu lực của biện pháp\n3\tĐã lắp máy", RISKS, KNOWN)
    assert (table.refused, table.lines[0].number, table.lines[0].values) == ("", 3, {"result": "Đã lắp máy"})


def test_a_review_is_closed_when_everything_that_was_decided_is_done() -> None:
    note, done, going, bare = Decided(1, False, None), Decided(2, True, True), Decided(3, True, False), Decided(4, True, None)
    assert refused_closing([note, done]) == ""
    assert "Quyết định 4 chưa giao việc" in refused_closing([note, done, going, bare])
    assert "quyết định 3 chưa xong" in refused_closing([note, done, going])
    assert "Chưa ghi quyết định nào" in refused_closing([])


@pytest.mark.parametrize(
    ("step", "state"), [("hold", "held"), ("decide", "planned"), ("close", "planned"), ("cancel", "held"), ("note", "closed")]
)
def test_steps_out_of_their_order_are_refused(step: str, state: str) -> None:
    assert refused(step, state)
