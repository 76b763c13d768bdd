"""The file of figures: read exactly, its form published, its faults told."""

import tomllib
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from minhchung.scoring.facts import Given, Known
from minhchung.scoring.facts_file import FactsFileError, read_facts, schema

FILE = (
    '{"as_of": "2026-11-30T17:00:00+07:00", "values": {"a": 0.1, "b": "0.20", "c": "2026-01-12", "d": true, "e": "Tốt", "f": null,'
    ' "g": {"numerator": 59, "denominator": "60"}, "h": {"value": null, "reason": "chưa công bố"}, "i": {"value": 98.33, "ceiling": 99}},'
    ' "not_applicable": {"6.1.2": "không được giao vốn"}, "given": {"1.1": {"points": 0.25, "reason": "thống nhất"}}}'
)
FAULTS = tomllib.loads((Path(__file__).parent / "facts.toml").read_text(encoding="utf-8"))["case"]


def test_every_value_is_read_as_what_it_is_and_exactly() -> None:
    facts = read_facts(FILE, "f.json")
    assert facts.as_of == datetime.fromisoformat("2026-11-30T17:00:00+07:00")
    assert {name: known.value for name, known in facts.values.items() if name in "abcdef"} == {
        "a": Decimal("0.1"), "b": Decimal("0.2"), "c": date(2026, 1, 12), "d": True, "e": "Tốt", "f": None,
    }  # fmt: skip
    assert facts.values["g"] == Known(Decimal(59) * 100 / Decimal(60), "", Decimal(59), Decimal(60))
    assert facts.values["h"] == Known(None, "chưa công bố")
    assert facts.values["f"].reason == "chưa khai"
    assert facts.values["i"].ceiling == 99
    assert (facts.given, facts.not_applicable) == ({"1.1": Given(Decimal("0.25"), "thống nhất")}, {"6.1.2": "không được giao vốn"})


def test_the_day_is_that_of_viet_nam_whatever_zone_the_file_uses() -> None:
    facts = read_facts('{"as_of": "2026-01-31T20:00:00Z"}', "f.json")
    assert facts.as_of.date() == date(2026, 2, 1)


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case["new"])
def test_a_fault_names_place_cause_and_way_out(case: dict[str, str]) -> None:
    assert case["old"] in FILE
    with pytest.raises(FactsFileError) as raised:
        read_facts(FILE.replace(case["old"], case["new"], 1), "f.json")
    assert str(raised.value) == case["said"]


@pytest.mark.parametrize("text", ["[" * 100_000, "[]", "", "1", '{"as_of": 5, "values": {"a": ' + "9" * 5000 + "}}"])
def test_what_is_no_such_file_is_refused(text: str) -> None:
    with pytest.raises(FactsFileError, match=r"^Tệp f\.json"):
        read_facts(text, "f.json")


def test_the_schema_closes_every_object_and_takes_numbers_as_text_too() -> None:
    told = schema()
    assert told["additionalProperties"] is False
    assert all(part["additionalProperties"] is False for part in told["$defs"].values())
    kinds = {kind["type"] for kind in told["$defs"]["KnownForm"]["properties"]["value"]["anyOf"]}
    assert kinds == {"number", "string", "boolean", "null"}
