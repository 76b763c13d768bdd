"""Packs from YAML and back: exact numbers, nothing that grows, and errors that name place, cause and way out."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from minhchung.scoring.loading import PackFileError, dump, load, packs_here, parse
from tests.scoring.packs import SMALL

FAULTS = tomllib.loads((Path(__file__).parent / "errors.toml").read_text(encoding="utf-8"))["case"]


def test_numbers_are_read_from_their_text_and_days_are_days() -> None:
    pack = parse(SMALL.replace("max: 1.50", "max: 0.1").replace("max: 0.5", "max: 0.2"), "thu.yaml")
    assert [leaf.max for leaf in pack.leaves] == [Decimal("0.1"), Decimal("0.2")]
    assert sum(leaf.max for leaf in pack.leaves) == Decimal("0.3")
    assert pack.valid_from == date(2026, 1, 1)


def test_a_dumped_pack_loads_back_without_a_difference() -> None:
    pack = parse(SMALL, "thu.yaml")
    text = dump(pack)
    again = parse(text, "lại.yaml")
    assert (again, dump(again), again.digest) == (pack, text, pack.digest)


@pytest.mark.parametrize("pack_id", packs_here())
def test_a_packaged_pack_is_written_as_the_program_writes_it(pack_id: str) -> None:
    pack = load(pack_id)
    assert pack.id == pack_id
    assert parse(dump(pack), pack_id) == pack


def test_1_and_1_00_are_one_number_with_one_digest() -> None:
    assert parse(SMALL.replace("max: 1.50", "max: 1.5"), "a").digest == parse(SMALL, "b").digest


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case["new"])
def test_an_error_names_file_place_cause_and_way_out(case: dict[str, str]) -> None:
    assert case["old"] in SMALL
    with pytest.raises(PackFileError) as raised:
        parse(SMALL.replace(case["old"], case["new"], 1), "thu.yaml")
    assert str(raised.value) == f"Tệp thu.yaml, {case['said']}"


def test_an_unknown_shape_names_those_there_are() -> None:
    with pytest.raises(PackFileError, match="không có cách chấm “co_khong”: chọn yes_no, levels"):
        parse(SMALL.replace("shape: yes_no", "shape: co_khong"), "thu.yaml")


def test_every_fault_of_a_file_is_told_at_once() -> None:
    with pytest.raises(PackFileError) as raised:
        parse(SMALL.replace("max: 0.5", "max: x").replace("when: co_ke_hoach", "when: có"), "thu.yaml")
    assert [problem.code for problem in raised.value.problems] == ["prose", "decimal-parsing"]


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "y", "1_000", "0x1F", "010", "1:30", "1.5.2", "2026-1-5", "Yes", "<<"])
def test_what_other_readers_of_yaml_make_of_a_word_it_stays_a_word(word: str) -> None:
    pack = parse(SMALL.replace("title: Đúng hạn", f"title: {word}"), "thu.yaml")
    assert pack.leaves[1].title == word
    assert parse(dump(pack), "lại.yaml") == pack


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
        "[" * 5000,
        "{a: " * 100 + "1" + "}" * 100,
        "- x\n" * 100_001,
        "x" * 2_000_001,
        "? [a, b]\n: c\n",
        "a: 1\n---\nb: 2\n",
        "",
        "- 1",
        "chữ",
    ],
)
def test_a_file_that_grows_or_is_no_pack_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(PackFileError, match=r"Tệp to\.yaml, "):
        parse(text, "to.yaml")


def test_a_file_that_is_not_there_names_the_packs_there_are() -> None:
    with pytest.raises(PackFileError, match="không có tệp này: ghi đúng đường dẫn, hoặc một bộ có sẵn"):
        load("khong-co.yaml")
