"""Sufficiency, differences, checks."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.apps.evidence.rules import Facts, Period, Shown, Signatures, checks, differences, sufficiency
from minhchung.apps.evidence.rules.faults import members
from minhchung.scoring.packs import Requirement

FOLDER = Path(__file__).parent
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
SIGNED = Signatures(readable=True, count=2, intact=True)


def cases(name: str) -> list[dict[str, Any]]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["case"]


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def facts(row: list[str]) -> Facts:
    return Facts(number=row[0], dated=day(row[1]), issuer=row[2], signed={"yes": True, "no": False}.get(row[3]))


@pytest.mark.parametrize("case", cases("sufficiency"), ids=lambda case: case["name"])
def test_evidence_stands_as_its_pieces_say(case: dict[str, Any]) -> None:
    claims = [Shown(state, day(dated)) for state, dated in case["claims"]]
    found = sufficiency(claims, need=case["need"], period=YEAR if case.get("period", True) else None)
    assert (found.state, found.reason) == (case["state"], case["reason"])


@given(
    st.lists(st.builds(Shown, st.sampled_from(["wait", "good", "bad"]), st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1)))),
    st.integers(1, 5),
)
def test_one_more_good_piece_never_makes_evidence_worse(claims: list[Shown], need: int) -> None:
    order = ["none", "wrong", "wait", "part", "full"]
    before = sufficiency(claims, need=need, period=YEAR)
    after = sufficiency([*claims, Shown("good", date(2026, 5, 5))], need=need, period=YEAR)
    assert order.index(after.state) >= order.index(before.state)
    assert after.have == min(before.have + 1, after.have)


@pytest.mark.parametrize("case", cases("differences"), ids=lambda case: case["name"])
def test_typed_and_said_differ_field_by_field(case: dict[str, Any]) -> None:
    assert [each.field for each in differences(facts(case["typed"]), facts(case["said"]))] == case["differ"]


@pytest.mark.parametrize(
    ("dated", "signatures", "wanted"),
    [
        (date(2026, 11, 9), SIGNED, [(True, "đúng kỳ"), (True, "còn nguyên")]),
        (date(2025, 11, 9), SIGNED, [(False, "Sai kỳ"), (True, "còn nguyên")]),
        (date(2026, 11, 21), SIGNED, [(False, "sau ngày nộp"), (True, "còn nguyên")]),
        (None, Signatures(readable=False), [(None, "chưa rõ ngày"), (None, "không mang chữ ký")]),
        (date(2026, 11, 9), Signatures(readable=True), [(True, "đúng kỳ"), (False, "chưa có chữ ký")]),
        (
            date(2026, 11, 9),
            Signatures(readable=True, count=1, intact=True, changed_after=True, weak=True),
            [(True, "đúng kỳ"), (True, "còn nguyên"), (False, "sửa đổi sau khi ký"), (None, "SHA-1")],
        ),
        (date(2026, 11, 9), Signatures(readable=True, count=1), [(True, "đúng kỳ"), (False, "không khớp")]),
    ],
)
def test_a_checker_sees_the_period_and_the_signatures(
    dated: date | None, signatures: Signatures, wanted: list[tuple[bool | None, str]]
) -> None:
    found = checks(typed=Facts(dated=dated), said=Facts(), period=YEAR, signatures=signatures, claimed_on=date(2026, 11, 20))
    assert [each.ok for each in found] == [ok for ok, _ in wanted]
    assert all(words in each.words for each, (_, words) in zip(found, wanted, strict=True))


def test_no_check_calls_a_signature_forged() -> None:
    worst = Signatures(readable=True, count=1, intact=False, changed_after=True, weak=True)
    said = " ".join(each.words for each in checks(typed=Facts(), said=Facts(), period=None, signatures=worst, claimed_on=date(2026, 1, 1)))
    assert "giả" not in said


@pytest.mark.parametrize(
    ("today", "wanted"),
    [
        (date(2026, 3, 30), []),
        (date(2026, 3, 31), ["2026-Q1"]),
        (date(2026, 11, 20), ["2026-Q1", "2026-Q2", "2026-Q3"]),
        (date(2026, 12, 31), ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]),
        (date(2027, 1, 15), ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]),
    ],
)
def test_quarters_are_asked_for_once_they_are_over(today: date, wanted: list[str]) -> None:
    asked = Requirement(text="Báo cáo từng quý", covers="quarters")
    assert list(members(asked, year=2026, units=(), today=today)) == wanted
