"""A pack goes through a workbook without a difference; what a person spoils in it is told where it stands."""

import io
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from minhchung.scoring.exchange import Draft, DraftError, ExchangeError, draft_of, is_workbook, read_workbook, with_errors, write_workbook
from minhchung.scoring.loading import packaged
from minhchung.scoring.packs import Node, Pack
from minhchung.scoring.shapes import SHAPES
from tests.scoring.exchange.packs import every_shape, leaf, packs

Spoil = Callable[[Any], None]
NAME = "bo-tieu-chi.xlsx"


def returned(pack: Pack) -> Draft:
    return read_workbook(write_workbook(pack), NAME)


def spoilt(change: Spoil) -> tuple[Draft, bytes]:
    """The pack of every shape as a person sends it back after a change."""
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(every_shape())))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return read_workbook(target.getvalue(), NAME), target.getvalue()


def test_a_pack_of_every_shape_comes_back_the_same() -> None:
    pack = every_shape()
    assert {node.scored_by.model_dump()["shape"] for node in pack.leaves} == set(SHAPES)
    draft = returned(pack)
    assert draft.problems == ()
    assert draft.pack() == pack


# Making a pack smaller takes minutes: the one that fails is shown as it is.
@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=list(HealthCheck))
@given(packs())
def test_any_pack_comes_back_the_same(pack: Pack) -> None:
    draft = returned(pack)
    assert draft.problems == ()
    assert draft.pack() == pack
    assert draft_of(pack).pack() == pack


@pytest.mark.parametrize("steps", range(0, 401, 7))
def test_quarter_points_are_exact(steps: int) -> None:
    points = Decimal(steps) / 4
    pack = every_shape().model_copy(update={"nodes": (leaf("1", max=points, rule={"shape": "yes_no", "when": "co", "no": points}),)})
    back = returned(pack).pack().nodes[0]
    assert (back.max, back.scored_by.model_dump()["no"]) == (points, points)


def test_the_same_pack_gives_the_same_bytes() -> None:
    assert write_workbook(every_shape()) == write_workbook(every_shape())


def test_it_comes_back_after_openpyxl_has_saved_it() -> None:
    assert spoilt(lambda book: None)[0].pack() == every_shape()


def test_lists_drop_down_heads_are_frozen_and_it_prints_across() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(every_shape())))
    page = book["Tiêu chí"]
    lists = {rule.formula1 for rule in page.data_validations.dataValidation if rule.type == "list"}
    assert len(lists) >= 7
    words = {cell.value for column in book["Danh mục"].iter_cols() for cell in column}
    assert set(SHAPES.values()) <= words
    assert book["Danh mục"].sheet_state == "hidden"
    for sheet in book.worksheets[:-1]:
        assert str(sheet.freeze_panes).endswith("3")
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows) == ("landscape", 9, "$1:$2")
    assert "BỘ MẪU" in page["A1"].value
    assert page["D4"].number_format == "0.00####"
    assert page["E4"].value.startswith("Có: 2 điểm")


def cell(sheet: str, at: str, value: object) -> Spoil:
    def change(book: Any) -> None:
        book[sheet][at].value = value

    return change


FAULTS = [
    ("Tiêu chí", "D4", "hai", 4, "Điểm tối đa", "“hai” không phải số: ghi dạng 0,75"),
    ("Tiêu chí", "D4", "1.250", 4, "Điểm tối đa", "“1.250” có thể là 1,250 hoặc 1250"),
    ("Tiêu chí", "F4", "Có/không gì đó", 4, "Dạng chấm", "không có trong danh sách"),
    ("Tiêu chí", "I24", "31/02/2026", 24, "Thời hạn", "không có trong lịch"),
    ("Tiêu chí", "A4", 5, 4, "Cấp", "cấp 5 không đứng được ở đây: ghi từ 1 đến 2"),
    ("Tiêu chí", "B5", "1.1", 5, "Mã", "mã 1.1 đã có ở dòng 4"),
    ("Tiêu chí", "C4", None, 4, "Tiêu chí", "trống"),
    ("Cách chấm", "D3", "Tử số", 3, "Mục", "dạng chấm này không có mục “Tử số”: chọn Điều kiện; Điểm khi có; Điểm khi không"),
    ("Cách chấm", "A3", "9.9", 3, "Mã", "không có mục nào mang mã này"),
    ("Cách chấm", "F3", "có kế hoạch", 3, "Số liệu", "viết không đúng"),
    ("Minh chứng", "D3", "Giấy", 3, "Loại", "không có trong danh sách"),
    ("Minh chứng", "J4", "mười", 4, "Số dòng tối thiểu", "không phải số"),
    ("Biến", "A3", "Có kế hoạch", 3, "Tên biến", "viết không đúng"),
    ("Bộ tiêu chí", "C4", "ba", 4, "Giá trị", "Phiên bản: “ba” không phải số"),
    ("Bộ tiêu chí", "A5", "Tên gì đó", 5, "Mục", "không có mục này"),
]


@pytest.mark.parametrize(
    ("sheet", "at", "value", "row", "column", "said"), FAULTS, ids=[f"{fault[0]} {fault[1]} {fault[2]}" for fault in FAULTS]
)
def test_a_fault_is_told_by_sheet_row_and_column(sheet: str, at: str, value: object, row: int, column: str, said: str) -> None:
    draft, data = spoilt(cell(sheet, at, value))
    told = [(problem.place, problem.row, problem.column) for problem in draft.problems]
    assert (sheet, row, column) in told
    assert any(said in problem.message for problem in draft.problems)
    with pytest.raises(DraftError, match="chưa dùng được"):
        draft.pack()
    page = openpyxl.load_workbook(io.BytesIO(with_errors(data, draft.problems)))[sheet]
    heads = [head.value for head in page[2]]
    assert heads[-1] == "Lỗi"
    assert said in page.cell(row, len(heads)).value


def test_good_rows_survive_a_bad_one() -> None:
    draft, _ = spoilt(cell("Cách chấm", "F3", "có kế hoạch"))
    assert sum(node.rule is None for node in (draft.nodes[index] for index in draft.leaves)) == 1
    assert len(draft.leaves) == len(every_shape().leaves) + 1
    mended = draft.changed(1, rule=leaf("x").scored_by)
    with pytest.raises(DraftError, match="viết không đúng"):
        mended.pack()  # until the person says that the fault of the file is dealt with


def test_the_file_with_errors_can_be_sent_again_and_its_errors_go_away() -> None:
    draft, data = spoilt(cell("Tiêu chí", "D4", "hai"))
    marked = openpyxl.load_workbook(io.BytesIO(with_errors(data, draft.problems)))
    marked["Tiêu chí"]["D4"].value = 2
    target = io.BytesIO()
    marked.save(target)
    again = read_workbook(target.getvalue(), NAME)
    assert again.pack() == every_shape()
    page = openpyxl.load_workbook(io.BytesIO(with_errors(target.getvalue(), again.problems)))["Tiêu chí"]
    assert [page.cell(row, 18).value for row in range(2, 6)] == ["Lỗi", None, None, None]


def test_a_code_that_stands_twice_is_refused_at_the_export() -> None:
    pack = every_shape().model_copy(update={"nodes": (leaf("1"), leaf("1"))})
    with pytest.raises(ExchangeError, match="Mã 1 có nhiều hơn một lần"):
        write_workbook(pack)


def test_a_control_character_is_refused_at_the_export() -> None:
    with pytest.raises(ExchangeError, match="ký tự điều khiển"):
        write_workbook(every_shape().model_copy(update={"title": "Bộ\x07"}))


def test_a_file_of_another_make_is_told_apart() -> None:
    book = openpyxl.Workbook()
    target = io.BytesIO()
    book.save(target)
    assert not is_workbook(target.getvalue(), NAME)
    assert is_workbook(write_workbook(every_shape()), NAME)
    with pytest.raises(ExchangeError, match="không có trang “Bộ tiêu chí”"):
        read_workbook(target.getvalue(), NAME)
    for data in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0 old", b"STT;x"):
        with pytest.raises(ExchangeError, match=r"lưu|Lưu"):
            read_workbook(data, NAME)


def test_two_hundred_leaves_go_out_and_come_back_within_a_second_each() -> None:
    fields = tuple(
        Node(code=str(field), title="Lĩnh vực", max=Decimal(20), children=tuple(leaf(f"{field}.{at}", "ratio_tiers") for at in range(20)))
        for field in range(10)
    )
    pack = every_shape().model_copy(update={"nodes": fields, "valid_from": date(2026, 1, 1)})
    begin = time.perf_counter()
    data = write_workbook(pack)
    middle = time.perf_counter()
    assert read_workbook(data, NAME).pack() == pack
    end = time.perf_counter()
    print(f"200 leaves: written in {middle - begin:.2f} s, read in {end - middle:.2f} s")


def test_the_packaged_sample_comes_back_the_same_with_the_same_digest() -> None:
    sample = packaged("mau-xa-2026")
    back = returned(sample).pack()
    assert back == sample
    assert back.digest == sample.digest
