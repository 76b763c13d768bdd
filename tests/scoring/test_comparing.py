"""Two packs side by side."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from minhchung.scoring.checking import problems
from minhchung.scoring.comparing import Difference, copied, differences, proposed
from minhchung.scoring.loading import packaged
from tests.scoring.packs import branch, leaf, pack_of

YES: dict[str, Any] = {"shape": "yes_no", "when": "co"}
CO = [{"name": "co", "title": "Có", "kind": "yes_no"}, {"name": "khac", "title": "Khác", "kind": "yes_no"}]
UNITS = {"VP": "Văn phòng", "KT": "Phòng Kinh tế"}


def plan(**more: Any) -> dict[str, Any]:
    return leaf("1.1", "1", YES) | {"title": "Ban hành kế hoạch CCHC năm", **more}


def titled(code: str, title: str) -> dict[str, Any]:
    return leaf(code, "1", YES) | {"title": title}


def changes(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[Difference]:
    return differences(pack_of(*before, variables=CO, units=UNITS), pack_of(*after, variables=CO, units=UNITS))


def test_a_pack_does_not_differ_from_itself() -> None:
    assert differences(packaged("mau-xa-2026"), packaged("mau-xa-2026")) == []


@pytest.mark.parametrize(
    ("more", "what", "before", "after"),
    [
        ({"title": "Kế hoạch CCHC năm"}, "tên", "Ban hành kế hoạch CCHC năm", "Kế hoạch CCHC năm"),
        ({"lead": "KT"}, "đơn vị chủ trì", "", "Phòng Kinh tế"),
        ({"supporting": ["KT", "VP"]}, "đơn vị phối hợp", "", "Phòng Kinh tế, Văn phòng"),
        ({"deadline": "2026-01-31"}, "hạn", "", "31/01/2026"),
        ({"rule": YES | {"when": "khac"}}, "cách chấm", "Có: 1 điểm; không: 0 điểm. [co]", "Có: 1 điểm; không: 0 điểm. [khac]"),
        ({"evidence": [{"text": "Kế hoạch", "signed": True, "document": ["KH"], "covers": "units"}]}, "minh chứng", "",
         "Kế hoạch (văn bản, KH, đã ký số, đủ các đơn vị)"),
        ({"zero_denominator": "zero"}, "chính sách", "không áp dụng: đủ điểm; mẫu số bằng 0: đủ điểm; thiếu số liệu: chưa chấm được",
         "không áp dụng: đủ điểm; mẫu số bằng 0: 0 điểm; thiếu số liệu: chưa chấm được"),
    ],
)  # fmt: skip
def test_a_changed_side_is_told_before_and_after(more: dict[str, Any], what: str, before: str, after: str) -> None:
    title = more.get("title", "Ban hành kế hoạch CCHC năm")
    assert changes([plan()], [plan(**more)]) == [Difference("changed", "1.1", title, what, before, after)]


def test_a_changed_maximum_changes_the_rule_in_words_too() -> None:
    found = changes([plan()], [plan(max=2)])
    assert (found[0].what, found[0].before, found[0].after) == ("điểm tối đa", "1", "2")


def test_leaves_come_go_and_move() -> None:
    other = titled("1.2", "Đối thoại")
    before = [branch("1", plan(), other), branch("2", titled("2.1", "Cũ hẳn"))]
    after = [branch("1", plan()), branch("2", titled("2.1", "Mới tinh"), titled("2.2", "ĐỐI THOẠI"))]
    told = [(each.kind, each.code, each.what, each.before, each.after) for each in changes(before, after)]
    assert ("moved", "1.2", "chỗ", "1.2 (trong 1)", "2.2 (trong 2)") in told
    assert ("changed", "2.1", "tên", "Cũ hẳn", "Mới tinh") in told
    assert [each.kind for each in changes([plan()], [titled("9", "Không liên quan")])] == ["removed", "added"]


def test_a_new_set_is_matched_by_code_then_title_then_likeness_each_leaf_once() -> None:
    was = ["Ban hành kế hoạch CCHC năm", "Đối thoại với người dân", "Kiểm tra việc cải cách hành chính", "Việc đã bỏ"]
    now = {"1.1": "Ban hành kế hoạch năm", "3.1": "ĐỐI THOẠI VỚI NGƯỜI DÂN", "3.2": "Tự kiểm tra cải cách hành chính", "3.3": "Nộp lưu"}
    old = pack_of(*(leaf(f"1.{place}", "1", YES) | {"title": title} for place, title in enumerate(was, 1)))
    new = pack_of(*(leaf(code, "1", YES) | {"title": title} for code, title in now.items()))
    found = [(match.old.code, match.new.code if match.new else None, match.how) for match in proposed(old, new)]
    assert found == [("1.1", "1.1", "code"), ("1.2", "3.1", "title"), ("1.3", "3.2", "likeness"), ("1.4", None, None)]
    scores = [match.score for match in proposed(old, new)]
    assert scores[1] == 100
    assert 75 <= scores[2] < 100 > scores[0]


def test_last_years_pack_is_copied_with_its_dates_a_year_later() -> None:
    old = packaged("mau-xa-2026")
    new = copied(old, 2027)
    assert (new.id, new.version, new.year, new.valid_from, new.valid_to) == ("mau-xa-2027", 1, 2027, date(2027, 1, 1), date(2027, 12, 31))
    assert "2027" in new.title
    plan = new.leaf("1.1.1")
    assert plan is not None
    assert (plan.deadline, plan.evidence[0].before, plan.scored_by.model_dump()["due"]) == (date(2027, 1, 31),) * 3
    assert problems(new) == []
    assert {each.what for each in differences(old, new)} == {"hạn", "cách chấm", "minh chứng"}
    assert new.provenance.startswith("Chép từ bộ mau-xa-2026, phiên bản 1, cho năm 2027. ")


def test_a_copy_keeps_every_step_of_a_quarter_and_moves_the_odd_day_of_february() -> None:
    old = pack_of(leaf("1", "0.25", YES, deadline="2028-02-29"), year=2028, valid_from="2028-01-01")
    new = copied(old, 2029)
    assert (new.leaves[0].max, new.leaves[0].deadline, new.id) == (Decimal("0.25"), date(2029, 2, 28), "thu-2029")
