"""A draft kept as text, changed row by row, and rules typed by hand."""

from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

import pytest

from minhchung.scoring.exchange import Draft, DraftNode, RowProblem, draft_of
from minhchung.scoring.exchange.editing import as_heading, lacking, with_row, without_rows
from minhchung.scoring.exchange.foreign import read_annex
from minhchung.scoring.exchange.keeping import draft_in, draft_text
from minhchung.scoring.exchange.ruling import CLASSES
from minhchung.scoring.exchange.typing_in import TypedError, parameters, rule_of, typed_values
from minhchung.scoring.loading import packaged
from minhchung.scoring.shapes import SHAPES
from tests.indexes.sets import small_set
from tests.scoring.exchange.annexes import numbered_excel, roman_excel

SAMPLE = draft_of(packaged("mau-xa-2026"))
TYPED: dict[str, dict[str, str]] = {
    "yes_no": {"yes": "1", "no": "0,25"},
    "levels": {"options": "Tốt | 2\nKhá | 50%"},
    "all_or_nothing": {"target": "95"},
    "ratio_linear": {},
    "ratio_to_target": {"target": "80"},
    "ratio_floor_linear": {"floor": "70", "full": "100", "below": "0"},
    "ratio_tiers": {"direction": "lower", "bands": "1% | 1\n3 | 0,5"},
    "per_item": {"each": "0,5", "cap": "1,5"},
    "count_tiers": {"bands": "3 | 2\n1 | 0,5"},
    "checklist_sum": {"items": "Có kế hoạch | 0,5\nCó báo cáo | 1,5"},
    "best_of": {"options": "Cấp thành phố | 2\nCấp phường | 1"},
    "deduction": {"violations": "Báo cáo chậm | 0,25"},
    "deadline_graded": {"due": "31/01/2026", "bands": "0 | 2\n15 | 1"},
    "relative_to_average": {},
    "rank_tiers": {"bands": "10 | 2\n20 | 1"},
    "survey_weighted": {"options": "Hài lòng | 100%\nChưa hài lòng | 0%"},
    "index_linear": {"of": "100"},
    "composite": {"where": "A | Số hồ sơ\nB | dossiers.on-time", "expression": "A + min(1, B)"},
    "conditional": {"where": "A | Tỷ lệ", "branches": "Đạt | A >= 80 | 2", "otherwise": "0"},
    "external": {"of": "100"},
}


def rule(shape: str, typed: dict[str, str], **more: Any) -> tuple[Any, Any]:
    return cast(tuple[Any, Any], rule_of(shape, typed, **{"code": "1.2.a", "title": "Tiêu chí thử", "titles": {}, **more}))


def test_a_kept_draft_is_the_same_draft() -> None:
    assert draft_in(draft_text(SAMPLE)).pack() == packaged("mau-xa-2026")
    annex = numbered_excel()
    once = draft_text(read_annex(annex.data, annex.name, 2026))
    assert draft_text(draft_in(once)) == once


def test_every_rule_of_the_sample_shown_in_its_form_and_typed_again_is_the_same_rule() -> None:
    for index in SAMPLE.leaves:
        node = SAMPLE.nodes[index]
        assert node.rule is not None
        shape = str(node.rule.shape)  # type: ignore[attr-defined]
        assert rule(shape, typed_values(node.rule)) == (node.rule, ())


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_each_of_the_twenty_shapes_is_typed_and_declares_what_it_reads(shape: str) -> None:
    found, variables = rule(shape, TYPED[shape])
    declared = {variable.name: variable for variable in variables}
    read = {each.name: each.kind for each in found.inputs() if "." not in each.name}
    assert set(declared) == set(read)
    for name, kind in read.items():
        assert name.startswith("tc_1_2_a_")
        assert declared[name].kind == ("number" if kind == "share" else kind)
        assert declared[name].title
    again, more = rule(shape, typed_values(found))
    assert (again, more) == (found, ()), "what is declared keeps its name"


def test_every_shape_has_a_form() -> None:
    assert set(TYPED) == set(CLASSES)
    assert all(each.label for shape in CLASSES for each in parameters(shape))


def test_a_share_is_declared_by_two_numbers_or_as_it_is_or_taken_from_a_figure() -> None:
    assert [each.name for each in rule("ratio_linear", {})[0].inputs()] == ["tc_1_2_a_tu_so", "tc_1_2_a_mau_so"]
    assert [each.name for each in rule("ratio_linear", {"declared_as": "ratio"})[0].inputs()] == ["tc_1_2_a_ty_le"]
    figure, made = rule("ratio_linear", {"ratio": "dossiers.on-time"})
    assert ([each.name for each in figure.inputs()], made) == (["dossiers.on-time"], ())


def test_a_name_that_means_something_else_is_not_taken_again_and_words_become_the_title() -> None:
    found, (variable,) = rule("per_item", {"each": "1"}, taken={"tc_1_2_a_so_luong"}, titles={"count": "Số sáng kiến"})
    assert (found.count, variable.title) == ("tc_1_2_a_so_luong_2", "Số sáng kiến")


@pytest.mark.parametrize(
    ("shape", "typed", "field", "words"),
    [
        ("levels", {"options": ""}, "options", "chưa có dòng nào"),
        ("levels", {"options": "Tốt 2"}, "options", "cần hai phần"),
        ("ratio_tiers", {"bands": "80 | nhiều"}, "bands", "không phải số"),
        ("ratio_tiers", {"bands": "60 | 1\n80 | 2"}, "", "xếp từ mức tốt nhất"),
        ("per_item", {"each": "một"}, "each", "không phải số"),
        ("per_item", {"each": "-1"}, "each", "lớn hơn 0"),
        ("deadline_graded", {"due": "32/01/2026", "bands": "0 | 1"}, "due", "không có trong lịch"),
        ("composite", {"where": "A | Số hồ sơ", "expression": "A + B"}, "", "công thức dùng B"),
    ],
)
def test_what_is_typed_wrong_is_told_at_its_field(shape: str, typed: dict[str, str], field: str, words: str) -> None:
    with pytest.raises(TypedError) as refused:
        rule(shape, typed)
    assert list(refused.value.wrong) == [field]
    assert words.lower() in refused.value.wrong[field].lower()


def test_a_new_rule_forgets_the_variables_that_only_the_old_one_read() -> None:
    draft = draft_of(small_set())
    index = next(at for at, node in enumerate(draft.nodes) if node.code == "1.3")
    made, variables = rule("yes_no", {}, code="1.3")
    changed = with_row(draft, index, replace(draft.nodes[index], rule=made), variables)
    names = {variable.name for variable in changed.variables}
    assert {"da_lam", "phai_lam"}.isdisjoint(names)
    assert "tc_1_3_dat" in names
    assert changed.pack().leaf("1.3") is not None


def test_changing_a_row_answers_what_the_file_said_of_it_and_nothing_else() -> None:
    annex = roman_excel()
    draft = read_annex(annex.data, annex.name, 2026)
    here, there = draft.nodes[2], draft.nodes[3]
    draft = replace(draft, problems=tuple(RowProblem("Phụ lục", node.row, "Điểm tối đa", "thử") for node in (here, there)))
    assert [problem.row for problem in with_row(draft, 2, here).problems] == [there.row]


def test_rows_left_out_take_their_variables_along() -> None:
    draft = draft_of(small_set())
    dropped = without_rows(draft, {at for at, node in enumerate(draft.nodes) if node.code in ("1.2", "1.3")})
    assert [node.code for node in dropped.nodes] == ["1", "1.1", "2", "2.1", "2.2"]
    assert [variable.name for variable in dropped.variables] == ["ngay_ke_hoach", "sipas"]


def test_a_row_made_a_heading_takes_the_rows_after_it_under_it() -> None:
    rows = [("1", 1), ("1.1", 2), ("1.2", 2), ("1.3", 2), ("2", 1)]
    draft = Draft(tuple(DraftNode(level, at, code, code, Decimal(1)) for at, (code, level) in enumerate(rows, start=1)))
    changed = as_heading(draft, 1)
    assert [(node.code, node.level) for node in changed.nodes] == [("1", 1), ("1.1", 2), ("1.2", 3), ("1.3", 3), ("2", 1)]
    assert not changed.is_leaf(1)


def test_what_lacks_also_tells_rows_that_do_not_fit_together() -> None:
    draft = draft_of(small_set())
    assert lacking(draft) == ()
    index = next(at for at, node in enumerate(draft.nodes) if node.code == "1.2")
    deeper = draft.changed(index, level=3)
    assert [question.index for question in lacking(deeper)] == [index - 1]
