"""Annexes of sixteen makes become drafts; what is read right is counted and printed, and nothing is guessed silently."""

import io
import time
from collections import Counter
from decimal import Decimal

import docx
import openpyxl
import pytest

from minhchung.scoring.exchange import Draft, DraftError, ExchangeError, read_workbook, write_workbook
from minhchung.scoring.exchange.foreign import chosen_tables, draft_from, propose_columns, propose_tree, read_annex, read_rows, tables_of
from tests.scoring.exchange import annexes, annexes_more
from tests.scoring.exchange.annexes import HEAD, Annex, excel, word

BUILDERS = (
    annexes.numbered_excel, annexes.roman_excel, annexes.levels_word, annexes.three_columns_excel, annexes.banners_word,
    annexes.indented_excel,
    annexes_more.sums_excel, annexes_more.bonus_word, annexes_more.cut_word, annexes_more.two_heads_excel, annexes_more.decimals_excel,
    annexes_more.plain_word, annexes_more.lines_word, annexes_more.dashes_excel, annexes_more.named_excel, annexes_more.headless_marks_word,
)  # fmt: skip
HEAD_SAID = {"id": "cchc-2026", "version": 1, "title": "Bộ chỉ số", "sample": False, "provenance": "Phụ lục", "valid_from": "2026-01-01"}


def drafted(annex: Annex) -> Draft:
    return read_annex(annex.data, annex.name, 2026)


def found_in(draft: Draft) -> list[annexes.Leaf]:
    nodes = [draft.nodes[index] for index in draft.leaves]
    return [
        (
            node.code,
            node.title,
            str(node.max),
            tuple(each.text for each in node.evidence),
            node.rule.model_dump()["shape"] if node.rule else None,
        )
        for node in nodes
    ]


@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: build.__name__)
def test_an_annex_becomes_the_expected_tree(build: object) -> None:
    annex = build()  # type: ignore[operator]
    draft = drafted(annex)
    wanted = [(code, title, Decimal(most), evidence, shape) for code, title, most, evidence, shape in annex.leaves]
    assert [(code, title, Decimal(most), evidence, shape) for code, title, most, evidence, shape in found_in(draft)] == wanted
    assert tuple(node.code for index, node in enumerate(draft.nodes) if not draft.is_leaf(index)) == annex.branches
    assert [problem for problem in draft.problems if problem.error] == []


def test_how_much_is_read_right_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    right: Counter[str] = Counter()
    total = 0
    for build in BUILDERS:
        annex = build()
        found = {leaf[1]: leaf for leaf in found_in(drafted(annex))}
        for wanted in annex.leaves:
            total += 1
            leaf = found.get(wanted[1])
            right["title"] += leaf is not None
            if leaf is None:
                continue
            right["code"] += leaf[0] == wanted[0]
            right["maximum"] += Decimal(leaf[2]) == Decimal(wanted[2])
            right["evidence"] += leaf[3] == wanted[3]
            right["shape"] += leaf[4] == wanted[4]
    with capsys.disabled():
        print(f"\n{len(BUILDERS)} annexes, {total} leaves read right: " + ", ".join(f"{name} {count}" for name, count in right.items()))
    assert min(right.values()) >= total * 0.95


def test_a_leaf_without_a_clear_rule_stays_a_question() -> None:
    draft = drafted(annexes.numbered_excel()).with_head(**HEAD_SAID)
    questions = [question for question in draft.questions() if question.field == "rule"]
    assert [question.text for question in questions] == ["2.1 “Rà soát văn bản quy phạm pháp luật”: chưa rõ cách chấm"]
    with pytest.raises(DraftError, match=r"2\.1 “Rà soát văn bản quy phạm pháp luật”: chưa rõ cách chấm"):
        draft.pack()
    (index,) = (question.index for question in questions)
    assert index is not None
    assert draft.nodes[index].rule_why == "chưa rõ cách chấm: “Chấm theo hướng dẫn của Sở Tư pháp”"


def test_what_a_person_adds_makes_it_a_pack_that_goes_on_to_our_workbook() -> None:
    draft = drafted(annexes.numbered_excel()).with_head(**HEAD_SAID)
    rule = draft.nodes[draft.leaves[1]].rule
    for question in draft.questions():
        assert question.index is not None
        draft = draft.changed(question.index, rule=rule)
    pack = draft.pack()
    assert [node.code for node in pack.nodes] == ["1", "2"]
    assert [leaf.code for leaf in pack.leaves] == ["1.1.1", "1.1.2", "1.2", "2.1"]
    assert pack.leaves[0].rule_text.startswith("Đúng hạn: 1")
    assert pack.units["VP"] == "Văn phòng"
    assert read_workbook(write_workbook(pack), "x.xlsx").pack() == pack


def test_a_proposed_rule_says_the_words_it_was_taken_from() -> None:
    draft = drafted(annexes.roman_excel())
    for index in draft.leaves:
        node = draft.nodes[index]
        assert node.rule is not None
        assert node.rule_why.startswith("hiểu là “")
        assert " ".join(node.rule_text.split()) in node.rule_why


def test_bonus_and_penalty_stand_outside_with_their_caps() -> None:
    draft = drafted(annexes_more.bonus_word())
    assert draft.caps == {"bonus": Decimal(3), "penalty": Decimal(5)}
    assert [(node.code, node.part, node.level) for node in draft.nodes if node.part != "inside"] == [
        ("B.1", "bonus", 1),
        ("C.1", "penalty", 1),
    ]
    survey = draft.nodes[draft.leaves[0]]
    assert (survey.source, survey.source_why) == ("survey", "lời của tiêu chí nói đến khảo sát")


def test_every_stage_can_be_changed_by_a_person() -> None:
    rows = [("A", "B", "C"), ("1", "Một tiêu chí", "2"), ("2", "Hai", "3")]
    data = excel([("Cột", "Tiêu chí", "Điểm tối đa"), *rows[1:]])
    table, columns = chosen_tables(tables_of(data, "x.xlsx"))
    assert columns.meanings == {1: "title", 2: "max"}
    changed = columns.changed(0, "mark")
    assert [row.mark.text for row in read_rows(table, changed)] == ["1", "2"]
    draft = draft_from(table.place, propose_tree(read_rows(table, changed)))
    assert [(node.code, node.max) for node in draft.nodes] == [("1", Decimal(2)), ("2", Decimal(3))]
    assert draft.changed(0, title="Tên khác").nodes[0].title == "Tên khác"


def test_an_annex_that_does_not_add_up_is_told_not_refused() -> None:
    rows = [
        HEAD[:4],
        ("1", "Một", 3),
        ("1.1", "A", 1, "Có: 1; không: 0"),
        ("1.2", "B", 1, "Tốt: 0,75; khá: 0,5; kém: 0"),
        ("1.2", "C", 1, ""),
    ]
    draft = read_annex(excel(rows), "x.xlsx")
    told = {(problem.row, problem.column): problem.error for problem in draft.problems}
    assert told == {(5, "Mã"): True}
    rows[1] = ("1", "Một", 4)
    draft = read_annex(excel([*rows[:4], ("1.3", "C", "một điểm", "")]), "x.xlsx")
    assert [(problem.row, problem.column, problem.error) for problem in draft.problems] == [
        (5, "Điểm tối đa", True),
        (2, "Điểm tối đa", False),
    ]
    assert "ghi 4 mà các mục con cộng lại 2" in str(draft.problems[1])


def test_a_file_without_a_table_of_criteria_is_refused_with_the_way_out() -> None:
    for data in (excel([("Họ tên", "Lương"), ("A", 1)]), word([("x", "y")])):
        with pytest.raises(ExchangeError, match="Không thấy bảng tiêu chí"):
            read_annex(data, "x")
    with pytest.raises(ExchangeError, match=r"không phải tệp \.xlsx hoặc \.docx"):
        read_annex(b"STT;Tieu chi", "x.csv")


def test_a_secret_annex_is_refused() -> None:
    document = docx.Document()
    document.add_paragraph("TỐI MẬT")
    document.add_table(1, 2)
    target = io.BytesIO()
    document.save(target)
    for data in (target.getvalue(), excel([("MẬT",), HEAD[:4], ("1", "A", 1)])):
        with pytest.raises(ExchangeError, match="bí mật nhà nước"):
            read_annex(data, "x")


def test_lists_numbered_by_word_itself_are_read() -> None:
    document = docx.Document()
    table = document.add_table(2, 4, style="Table Grid")
    for at, text in enumerate(HEAD[1:5]):
        table.cell(0, at).text = text
    table.cell(1, 0).text = "Tiêu chí"
    table.cell(1, 0).paragraphs[0].style = document.styles["List Number"]
    table.cell(1, 1).text = "1"
    target = io.BytesIO()
    document.save(target)
    (read,) = tables_of(target.getvalue(), "x.docx")
    columns = propose_columns(read)
    assert columns is not None
    (row,) = read_rows(read, columns)
    assert (row.mark.text, row.title) == ("1", "Tiêu chí")


def test_two_hundred_leaves_are_read_within_a_second(capsys: pytest.CaptureFixture[str]) -> None:
    rows: list[tuple[object, ...]] = [HEAD]
    for field in range(1, 11):
        rows.append((str(field), f"Lĩnh vực {field}", 20))
        rows += [
            (
                f"{field}.{at}",
                f"Tiêu chí {at}",
                1,
                "100%: 1 điểm; từ 80% đến dưới 100%: 0,5 điểm; dưới 80%: 0 điểm",
                "Kế hoạch; báo cáo",
                "Văn phòng",
            )
            for at in range(1, 21)
        ]
    for name, data in (("x.xlsx", excel(rows)), ("x.docx", word([[*row, *[""] * (7 - len(row))] for row in rows]))):
        begin = time.perf_counter()
        draft = read_annex(data, name)
        took = time.perf_counter() - begin
        assert len(draft.leaves) == 200
        assert all(draft.nodes[index].rule for index in draft.leaves)
        with capsys.disabled():
            print(f"\n200 leaves of an annex, {name}: {took:.2f} s", end="")


def test_an_annex_saved_by_excel_keeps_its_points_exact() -> None:
    book = openpyxl.load_workbook(io.BytesIO(excel([HEAD[:4], ("1", "A", 0.1 + 0.2, "Có: 0,3; không: 0")])))
    target = io.BytesIO()
    book.save(target)
    assert drafted(Annex("x.xlsx", target.getvalue(), (), ())).nodes[0].max == Decimal("0.3")
