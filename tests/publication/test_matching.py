"""The matcher: what is the same however it is written, what differs, and what nobody can tell."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minhchung.apps.procedures.rules.content import Content, Limit, TimeUnit, Way, WayKind
from minhchung.apps.publication.rules.matching import Catalogue, Copied, Verdict, compare, differences
from minhchung.apps.publication.rules.pairing import propose
from minhchung.apps.publication.rules.telling import Field, Shown
from tests.publication.copies import shown

CASES = tomllib.loads((Path(__file__).parent / "matching.toml").read_text("utf-8"))["case"]
CODES = [f"1.00{number:04d}" for number in range(1, 41)]


def catalogue(contents: dict[str, Shown], **more: Any) -> Catalogue:
    return Catalogue(contents, **more)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_field_beside_its_copy(case: dict[str, Any]) -> None:
    ours, theirs = shown(**case["ours"]), shown(**case["theirs"])
    found = {each.field: each.cell for each in compare(catalogue({"1.000001": ours}), Copied("board", {"1.000001": theirs}))}
    assert found[Field(case["field"])].verdict == case["verdict"]
    others = [name for name, cell in found.items() if name != case["field"] and cell.verdict not in (Verdict.SAME, Verdict.SILENT)]
    assert others == [], "another field differs too"


def named(number: int) -> dict[str, Any]:
    return {
        "name": f"Thủ tục {number}",
        "limit": f"{number % 9 + 1} ngày làm việc",
        "fee": f"{number}.000 đồng",
        "basis": [f"{number}/2024/QH15"],
    }


PLANTED: list[tuple[str, int, Field, dict[str, Any] | None]] = [
    ("board", 0, Field.PRESENCE, None),
    ("board", 1, Field.TIME, {"limit": "30 ngày"}),
    ("board", 2, Field.FEE, {"fee": "Miễn phí"}),
    ("board", 3, Field.NAME, {"name": "Thủ tục 3 (cũ)"}),
    ("board", 4, Field.PLACE, {"place": "Công an phường"}),
    ("portal", 5, Field.COMPONENTS, {"papers": ["Tờ khai theo mẫu"]}),
    ("portal", 6, Field.COMPONENTS, {"papers": ["Tờ khai theo mẫu", "Giấy chứng sinh", "Sổ hộ khẩu"]}),
    ("portal", 7, Field.FORMS, {"forms": ["Mẫu cũ"]}),
    ("portal", 8, Field.DECISION, {"decision": "12/QĐ-UBND"}),
    ("portal", 9, Field.BASIS, {"basis": ["60/2014/QH13"]}),
    ("system", 10, Field.TIME, {"limit": "29 ngày làm việc"}),
    ("system", 11, Field.FEE, {"fee": "700.000 đồng"}),
    ("system", 12, Field.PRESENCE, None),
    ("system", 13, Field.FORMS, {"forms": []}),
    ("national", 14, Field.NAME, {"name": "Tên khác hẳn"}),
    ("national", 15, Field.BASIS, {"basis": ["15/2024/QH15", "1/2020/NĐ-CP"]}),
    ("iso", 16, Field.TIME, {"limit": "20 ngày làm việc"}),
    ("iso", 17, Field.COMPONENTS, {"papers": ["Tờ khai theo mẫu", "Bản sao giấy chứng sinh"]}),
    ("iso", 18, Field.FEE, {"fee": "8.500 đồng"}),
]


def test_twenty_planted_differences_between_channels_are_all_listed_and_no_others() -> None:
    """Nineteen of procedures of the catalogue, and one that a channel shows beyond it."""
    ours = {code: shown(**named(number)) for number, code in enumerate(CODES)}
    copies = {key: dict(ours) for key in ("board", "portal", "system", "national", "iso")}
    for key, number, _, said in PLANTED:
        if said is None:
            del copies[key][CODES[number]]
        else:
            copies[key][CODES[number]] = shown(**{**named(number), **said})
    copies["national"]["1.999999"] = shown(name="Đã bãi bỏ")
    whole = catalogue(ours, gone=frozenset({"1.999999"}))
    found = [(each.copy, each.code, each.field) for key, copy in copies.items() for each in differences(whole, Copied(key, copy))]
    planted = [(key, CODES[number], field) for key, number, field, _ in PLANTED] + [("national", "1.999999", Field.PRESENCE)]
    assert len(planted) == 20
    assert sorted(found) == sorted(planted)


CHANGES: dict[Field, dict[str, Any]] = {
    Field.NAME: {"name": "Tên khác hẳn"},
    Field.DECISION: {"decision": "9999/QĐ-UBND"},
    Field.PLACE: {"place": "Công an phường"},
    Field.TIME: {"limit": "99 ngày"},
    Field.FEE: {"fee": "999.000 đồng"},
    Field.COMPONENTS: {"papers": ["Giấy khác hẳn"]},
    Field.FORMS: {"forms": ["Mẫu khác hẳn"]},
    Field.BASIS: {"basis": ["9999/2099/NĐ-CP"]},
}
WORDS = st.text(alphabet="abcđeêghiklmnoôơpqrstuưvxy ", min_size=3, max_size=30).filter(lambda words: len(words.split()) > 0)
PROCEDURE = st.fixed_dictionaries(
    {
        "name": WORDS,
        "limit": st.builds("{} {}".format, st.integers(1, 60), st.sampled_from(["ngày", "ngày làm việc", "giờ làm việc", "tháng"])),
        "fee": st.one_of(st.just("Miễn phí"), st.integers(1, 500).map(lambda thousands: f"{thousands}.000 đồng")),
        "papers": st.lists(WORDS, min_size=1, max_size=5),
        "basis": st.lists(st.builds("{}/{}/NĐ-CP".format, st.integers(1, 300), st.integers(2000, 2026)), min_size=1, max_size=4),
    }
)
COPIES = st.lists(PROCEDURE, min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(said=COPIES)
def test_equal_copies_give_no_difference(said: list[dict[str, Any]]) -> None:
    copy = {CODES[number]: shown(**each) for number, each in enumerate(said)}
    assert {each.cell.verdict for each in compare(catalogue(copy), Copied("board", copy))} == {Verdict.SAME} | (
        {Verdict.SILENT} if copy else set()
    )


@settings(max_examples=80, deadline=None)
@given(said=COPIES, place=st.integers(0, 5), field=st.sampled_from(sorted(CHANGES)))
def test_one_planted_change_gives_exactly_that_difference(said: list[dict[str, Any]], place: int, field: Field) -> None:
    copy = {CODES[number]: shown(**each) for number, each in enumerate(said)}
    number = place % len(said)
    changed = {**copy, CODES[number]: shown(**{**said[number], **CHANGES[field]})}
    assert [(each.code, each.field) for each in differences(catalogue(copy), Copied("board", changed))] == [(CODES[number], field)]


def test_a_field_of_which_the_whole_copy_says_nothing_is_not_compared() -> None:
    ours = {code: shown() for code in CODES[:3]}
    silent = {code: shown(fee=None, basis=None) for code in CODES[:3]}
    assert differences(catalogue(ours), Copied("board", silent)) == []


def test_a_field_left_out_of_one_procedure_only_is_a_difference() -> None:
    ours = {code: shown() for code in CODES[:3]}
    holed = {**ours, CODES[1]: shown(basis=None)}
    found = differences(catalogue(ours), Copied("board", holed))
    assert [(each.code, each.field, each.cell.theirs) for each in found] == [(CODES[1], Field.BASIS, "không ghi")]


def ways(**limits: str) -> Shown:
    units = {"d": TimeUnit.DAYS, "w": TimeUnit.WORKING_DAYS}
    return Shown(Content(name="A", ways=tuple(
        Way(kind=WayKind(kind), limit=Limit(value=Decimal(limit[:-1]), unit=units[limit[-1]], raw=limit)) for kind, limit in limits.items()
    )))  # fmt: skip


def test_limits_are_compared_way_by_way_where_both_copies_part_them() -> None:
    ours, theirs = ways(direct="5w", online="3w"), ways(direct="3w", online="5w")
    found = differences(catalogue({"1.000001": ours}), Copied("board", {"1.000001": theirs}))
    assert [each.field for each in found] == [Field.TIME]
    assert found[0].cell.lacking == ("Trực tiếp: 5 ngày làm việc", "Trực tuyến: 3 ngày làm việc")


def test_a_way_that_is_missing_is_one_difference_of_the_ways() -> None:
    found = differences(catalogue({"1.000001": ways(direct="5w", online="3w")}), Copied("board", {"1.000001": ways(direct="5w")}))
    assert [each.field for each in found] == [Field.WAYS]


def test_a_copy_only_has_to_show_what_is_expected_of_it() -> None:
    ours = {code: shown() for code in CODES[:2]}
    assert differences(catalogue(ours), Copied("iso", {}, expected=frozenset({CODES[0]})))[0].code == CODES[0]
    waiting = compare(catalogue(ours), Copied("board", {}, waiting=frozenset(CODES[:2])))
    assert {each.cell.verdict for each in waiting} == {Verdict.UNSURE}


NAMES = {"1.000001": "Đăng ký khai sinh", "1.000002": "Đăng ký lại khai sinh", "1.000003": "Cấp giấy phép xây dựng nhà ở riêng lẻ"}


def test_a_name_without_code_is_proposed_for_the_likest_procedure_only() -> None:
    same, like, none = propose(["ĐĂNG KÝ KHAI SINH", "Cấp giấy phép xây dựng nhà ở riêng rẽ", "Trợ cấp mai táng"], NAMES)
    assert (same.code, same.score) == ("1.000001", 100)
    assert like.code == "1.000003" and like.score < 100
    assert none.code == "" and none.why


def test_a_name_like_two_procedures_is_left_to_a_person() -> None:
    twins = {"1.000001": "Cấp giấy phép xây dựng mới", "1.000002": "Cấp giấy phép xây dựng mối"}
    assert propose(["Cấp giấy phép xây dựng"], {**twins})[0].code == ""
    assert "cùng tên" in propose(["Cấp giấy phép xây dựng mới"], twins)[0].why
