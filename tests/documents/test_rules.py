"""Numbers, references, waiting, urging, signatures."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.apps.documents.rules import Known, Own, cited_in, matches, numbered, same_issuer, signing_of, urging_order, waited
from minhchung.apps.documents.rules.changes import changes_in, in_force_from
from minhchung.worktime import vietnam

FOLDER = Path(__file__).parent


def cases(name: str) -> list[dict[str, Any]]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", cases("codes"), ids=lambda case: case["given"] or "nothing")
def test_a_code_is_taken_apart_and_written_again(case: dict[str, Any]) -> None:
    parts = numbered(case["given"])
    assert [parts.number if parts.number is not None else -1, parts.suffix, parts.symbol, parts.series] == case["parts"]
    assert parts.code == case["code"]


@given(st.integers(1, 999_999), st.sampled_from(["TB-UBND", "UBND-VHXH", "2020/NĐ-CP", "KH-UBND-VP"]))
def test_a_code_written_by_the_register_reads_as_itself(number: int, symbol: str) -> None:
    parts = numbered(f"{number}/{symbol}")
    assert numbered(parts.code) == parts


@pytest.mark.parametrize("case", cases("citations"), ids=lambda case: case["name"])
def test_a_sentence_cites(case: dict[str, Any]) -> None:
    assert [[one.key, one.article, one.issuer] for one in cited_in(case["text"])] == case["cites"]


WARD_NOTICE = Own(Known(1, "TB", 468, "", "UBND", 2026, "Ủy ban nhân dân phường Vân Khê"))


def test_a_document_does_not_cite_itself_but_its_namesake_of_another_year_and_issuer() -> None:
    text = "Số: 468/TB-UBND\nThực hiện Thông báo 468/TB-UBND ngày 03/3/2025 của UBND thành phố; gửi kèm Thông báo số 468/TB-UBND."
    assert [one.key for one in cited_in(text, own=WARD_NOTICE)] == ["TB|468|UBND|2025"]


def test_a_document_that_names_itself_in_its_subject_does_not_cite_itself() -> None:
    conclusion = Own(Known(1, "KL", 3, "", "UBND", 2026, "Ủy ban nhân dân phường Vân Khê"), "Kết luận số 3 về kiểm tra công vụ")
    text = "Số: 03/KL-UBND\nKẾT LUẬN\nKết luận số 3 về kiểm tra công vụ\nTheo Kết luận số 03, các phòng báo cáo."
    assert cited_in(text, own=conclusion) == []
    notice = Own(WARD_NOTICE.known, "Kết luận số 3 của Đoàn kiểm tra")
    text = "Số: 468/TB-UBND\nTHÔNG BÁO\nKết luận số 3 của Đoàn kiểm tra\nThực hiện Kết luận số 4, các phòng báo cáo."
    assert [one.key for one in cited_in(text, own=notice)] == ["KL|4||"]


def test_a_report_on_a_conclusion_cites_the_conclusion_its_subject_names() -> None:
    report = Own(Known(1, "BC", 12, "", "UBND", 2026, ""), "Kết quả thực hiện Kết luận số 3")
    assert [one.key for one in cited_in("Số: 12/BC-UBND\nKết quả thực hiện Kết luận số 3", own=report)] == ["KL|3||"]


@pytest.mark.parametrize("case", cases("issuers"), ids=lambda case: " / ".join(case["names"]))
def test_two_names_may_be_one_issuer(case: dict[str, Any]) -> None:
    assert same_issuer(*case["names"]) is case["same"]
    assert same_issuer(*reversed(case["names"])) is case["same"]


PLAN = Known(1, "KH", 15, "", "UBND", 2026, "Ủy ban nhân dân thành phố Hải Khê")


@pytest.mark.parametrize(
    ("key", "issuer", "fits"),
    [
        ("KH|15|UBND|2026", "UBND thành phố", True),
        ("KH|15|UBND|", "", True),
        ("KH|15|UBND|2025", "", False),
        ("KH|15|UBND|2026", "UBND phường Vân Khê", False),
        ("KH|15|HĐND|2026", "", False),
        ("KH|15||2026", "", False),
        ("KH|16|UBND|2026", "", False),
    ],
)
def test_a_reference_means_a_document_when_nothing_speaks_against_it(key: str, issuer: str, fits: bool) -> None:
    assert matches(key, issuer, PLAN) is fits


def test_days_waited_are_working_days() -> None:
    found = waited(date(2026, 11, 2), date(2026, 11, 16), date(2026, 11, 20), vietnam())
    assert (found.days, found.late) == (14, 4)


def test_without_a_date_or_a_calendar_the_wait_is_unknown_not_zero() -> None:
    assert waited(None, None, date(2026, 11, 20), vietnam()).days is None
    without = waited(date(1990, 1, 1), None, date(2026, 11, 20), vietnam())
    assert without.days is None
    assert "lịch năm" in without.reason


def test_urging_follows_the_dates_from_the_first_document() -> None:
    dates = {1: date(2026, 5, 4), 2: date(2026, 7, 1), 3: date(2026, 9, 1), 4: None}
    urges = [(3, 2), (2, 1), (4, 1)]
    for start in (1, 2, 3, 4):
        assert urging_order(start, urges, dates) == (1, [2, 3, 4])


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)).filter(lambda pair: pair[0] != pair[1]), max_size=12))
def test_urging_in_a_circle_does_not_loop(urges: list[tuple[int, int]]) -> None:
    root, followers = urging_order(1, urges, {})
    assert root not in followers
    assert len(set(followers)) == len(followers)


def test_signatures_tell_person_and_agency_and_a_broken_one_proves_nothing() -> None:
    assert signing_of([]) is None
    both = signing_of([("Ngô Thanh Bách", False, True), ("UBND PHƯỜNG VÂN KHÊ", True, True)])
    assert both is not None
    assert (both.personal, both.agency, both.signer) == (True, True, "Ngô Thanh Bách")
    broken = signing_of([("Ngô Thanh Bách", False, False), ("UBND PHƯỜNG VÂN KHÊ", True, None)])
    assert broken is not None
    assert not (broken.personal or broken.agency)


@pytest.mark.parametrize("case", cases("changes"), ids=lambda case: case["name"])
def test_a_text_says_what_it_does_to_others(case: dict[str, Any]) -> None:
    own = Own(Known(1, "QĐ", 40, "", "UBND", 2026, "Ủy ban nhân dân phường Vân Khê"))
    assert [[each.kind.value, each.cited.key, each.scope] for each in changes_in(case["text"], own=own)] == case["does"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Nghị định này có hiệu lực thi hành kể từ ngày 01 tháng 7 năm 2025.", date(2025, 7, 1)),
        ("có hiệu lực từ ngày 15/8/2026", date(2026, 8, 15)),
        ("Quyết định này có hiệu lực kể từ ngày ký.", date(2026, 3, 9)),
        ("có hiệu lực từ ngày 31/2/2026", None),
        ("Quyết định này thay thế quyết định cũ.", None),
    ],
)
def test_a_text_says_from_when_it_is_in_force(text: str, day: date | None) -> None:
    assert in_force_from(text, date(2026, 3, 9)) == day
