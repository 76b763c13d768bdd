"""A rule is proposed where its words say it, with the words; and nothing where they do not."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from minhchung.scoring.exchange.foreign import propose_rule
from minhchung.scoring.exchange.foreign.evidence import requirements_of
from minhchung.scoring.exchange.foreign.rows import mark_of, points_of

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))["case"]
SAID = [case for case in CASES if "shape" in case]
UNSAID = [case for case in CASES if "shape" not in case]


def told(value: Any) -> Any:
    """A parameter in short: a band or option as its edge or label with its points."""
    if not isinstance(value, tuple):
        return str(value)
    names = ("min", "late_days", "label", "max")
    return [[next(str(getattr(each, name)) for name in names if hasattr(each, name)), str(each.points)] for each in value]


@pytest.mark.parametrize("case", SAID, ids=lambda case: case["text"][:50])
def test_words_that_say_a_rule_give_it(case: dict[str, Any]) -> None:
    found = propose_rule("1.1", "Tên tiêu chí", case["text"], Decimal(case["maximum"]), 2026)
    assert found.rule is not None, found.why
    assert found.rule.model_dump()["shape"] == case["shape"]
    parameters = case.get("parameters", {})
    assert {name: told(getattr(found.rule, name)) for name in parameters} == parameters
    assert case["text"] in found.why
    declared = {variable.name for variable in found.variables}
    assert {read.name for read in found.rule.inputs()} == declared


@pytest.mark.parametrize("case", UNSAID, ids=lambda case: case["text"][:50])
def test_words_that_do_not_say_it_give_nothing(case: dict[str, Any]) -> None:
    found = propose_rule("1.1", "Tên tiêu chí", case["text"], Decimal(case["maximum"]), 2026)
    assert found.rule is None, found.why
    assert found.why.startswith("chưa rõ cách chấm")
    assert found.variables == ()


def test_variables_are_titled_by_the_words() -> None:
    found = propose_rule("II.1.a", "Hồ sơ", "(b/a) × điểm tối đa; a là tổng số hồ sơ nhận; b là số hồ sơ trả đúng hạn", Decimal(1))
    assert [(variable.name, variable.title) for variable in found.variables] == [
        ("tc_ii_1_a_mau_so", "tổng số hồ sơ nhận"),
        ("tc_ii_1_a_tu_so", "số hồ sơ trả đúng hạn"),
    ]


@pytest.mark.parametrize(
    ("said", "points"),
    [("1,5", "1.5"), ("0.5", "0.5"), ("1.50 điểm", "1.5"), ("Tối đa 2", "2"), ("0,25đ", "0.25"), ("02", "2"), ("hai", None), ("1/2", None)],
)
def test_points_are_read_as_annexes_write_them(said: str, points: str | None) -> None:
    assert points_of(said) == (None if points is None else Decimal(points))


@pytest.mark.parametrize(
    ("said", "mark", "style"),
    [
        ("1.1.", "1.1", "number"),
        ("II", "II", "roman"),
        ("a)", "a", "letter"),
        ("-", "-", "bullet"),
        ("TC1", "1", "number"),
        ("B", "B", "capital"),
    ],
)
def test_marks_are_told_by_their_make(said: str, mark: str, style: str) -> None:
    found = mark_of(said)
    assert found is not None
    assert (found.text, found.style) == (mark, style)


def test_evidence_is_one_requirement_each() -> None:
    found = requirements_of("Kế hoạch CCHC; báo cáo năm\n- Danh sách lớp (bản ký; bản số).\n2) Ảnh chụp, đường dẫn")
    assert [(each.text, each.kind) for each in found] == [
        ("Kế hoạch CCHC", "document"),
        ("báo cáo năm", "document"),
        ("Danh sách lớp (bản ký; bản số)", "list"),
        ("Ảnh chụp, đường dẫn", "photo"),
    ]
