"""The shape of a conclusion: made-up conclusions of different make, each with its reading as data beside it.

In the data `text` is how the passage begins; a key that is left out is not asked for.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minhchung.reading import Conclusion, Directive, read_text, to_json
from minhchung.reading.conclusions.likeness import MOST_COMPARED
from minhchung.reading.conclusions.model import Addressed, Closing, Due, Passage, Requirement, Shortcoming
from minhchung.text.normal import squeeze

HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in HERE.glob("*.json"))


def _read(name: str) -> tuple[Directive, Conclusion, dict[str, Any]]:
    directive = read_text((HERE / f"{name}.txt").read_text("utf-8"))
    assert directive.conclusion is not None
    return directive, directive.conclusion, json.loads((HERE / f"{name}.json").read_text("utf-8"))


def _units(whom: Addressed | None) -> list[str] | None:
    return list(whom.units) if whom else None


def _due(due: Due | None) -> dict[str, Any]:
    return {"due": (due.date or due.period) if due else None, "inclusive": due.inclusive if due else None}


def _shortcoming(found: Shortcoming) -> dict[str, Any]:
    return {
        "text": found.said.text,
        "units": _units(found.whom),
        "said": found.whom.said.text if found.whom.said else None,
        "kind": found.kind,
        "fault": found.fault.text,
        "vague": [each.text for each in found.vague],
        "clause": found.clause.text if found.clause else None,
        "theme": found.theme.text if found.theme else None,
    }


def _requirement(found: Requirement) -> dict[str, Any]:
    return {"text": found.said.text, "units": _units(found.whom), "refs": list(found.refs), **_due(found.due)}


def _closing(found: Closing | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "units": _units(found.whom),
        "what": found.what.text if found.what else None,
        "addressee": found.addressee.text if found.addressee else None,
        "via": found.via.text if found.via else None,
        "said": found.due.said.text if found.due else None,
        "more": [each.date for each in found.more_due],
        **_due(found.due),
    }


def _asked_for(found: list[dict[str, Any]], told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of each thing found the keys its place in the data has; how its text begins, as long as it begins so."""
    out = []
    for at, each in enumerate(found):
        keys = told[at] if at < len(told) else {"text": ""}
        begins = keys["text"] and each["text"].startswith(keys["text"])
        out.append({key: each[key] for key in keys} | {"text": keys["text"] if begins else each["text"]})
    return out


@pytest.mark.parametrize("name", NAMES)
def test_what_was_praised_is_read(name: str) -> None:
    _, found, told = _read(name)
    begun = [{"text": text, "units": units} for text, units in told["strengths"]]
    assert _asked_for([{"text": each.said.text, "units": _units(each.whom)} for each in found.strengths], begun) == begun


@pytest.mark.parametrize("name", NAMES)
def test_what_was_found_wrong_is_read(name: str) -> None:
    _, found, told = _read(name)
    assert _asked_for([_shortcoming(each) for each in found.shortcomings], told["shortcomings"]) == told["shortcomings"]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_demanded_is_read(name: str) -> None:
    _, found, told = _read(name)
    assert _asked_for([_requirement(each) for each in found.requirements], told["requirements"]) == told["requirements"]


@pytest.mark.parametrize("name", NAMES)
def test_how_it_is_closed_is_read(name: str) -> None:
    _, found, told = _read(name)
    closing = _closing(found.closing)
    assert closing == told["closing"] if closing is None or told["closing"] is None else told["closing"].items() <= closing.items()


@pytest.mark.parametrize("name", NAMES)
def test_what_it_rests_on_is_read(name: str) -> None:
    _, found, told = _read(name)
    bases = found.bases
    assert {
        "refs": list(bases.refs),
        "held": [bases.held.first, bases.held.last] if bases.held else None,
        "period": bases.period.said.text if bases.period else None,
        "inspected": list(bases.inspected),
    } == told["bases"]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_finding_of_several_units_is_one_cluster(name: str) -> None:
    _, found, told = _read(name)
    assert [list(each) for each in found.clusters] == told["clusters"]


def _paired() -> Iterator[tuple[Conclusion, set[tuple[int, int]], set[tuple[int, int]]]]:
    """(conclusion, the right pairs, the pairs nobody can decide) of every conclusion paired by hand."""
    for name in NAMES:
        _, found, told = _read(name)
        yield found, {(s, r) for s, r in told["answers"]}, set()
    for name, told in json.loads((HERE / "paired" / "documents.json").read_text("utf-8")).items():
        found = read_text((HERE.parent / name).read_text("utf-8")).conclusion
        assert found is not None
        yield found, {(s, r) for s, r in told["answers"]}, {(s, r) for s, r in told["either"]}


def test_the_answers_proposed_are_mostly_the_right_ones() -> None:
    right = wrong = all_told = 0
    for found, told, either in _paired():
        assert found.coverage is not None
        proposed = {(match.shortcoming, match.requirement) for match in found.coverage.matches} - either
        right, wrong, all_told = right + len(proposed & told), wrong + len(proposed - told), all_told + len(told)
    print(f"{right} right, {wrong} wrong, {all_told} told")
    assert right / (right + wrong) >= 0.92 and right / all_told >= 0.88


def test_every_finding_and_demand_is_either_answered_or_alone() -> None:
    for found, _, _ in _paired():
        assert found.coverage is not None
        answered = {match.shortcoming for match in found.coverage.matches}
        assert sorted(answered | set(found.coverage.without_requirement)) == list(range(len(found.shortcomings)))
        assert not answered & set(found.coverage.without_requirement)
        assert not {match.requirement for match in found.coverage.matches} & set(found.coverage.without_shortcoming)


def test_more_findings_than_can_be_compared_are_read_and_not_compared() -> None:
    many = "".join(f"- Chưa lập hồ sơ số {at}.\n" for at in range(MOST_COMPARED + 1))
    found = read_text(f"THÔNG BÁO\nKết luận kiểm tra công tác văn thư\n\nI. TỒN TẠI\n\n{many}").conclusion
    assert found is not None
    assert len(found.shortcomings) == MOST_COMPARED + 1
    assert found.coverage is None


def test_every_passage_leads_back_to_its_words() -> None:
    for name in NAMES:
        directive, found, _ = _read(name)
        for passage in _passages(found):
            stood = squeeze(re.sub(r"[*|]|\n *\d+ *\n", " ", directive.text[slice(*passage.span)]))
            assert stood == passage.text, (name, passage)


def _passages(value: Any) -> Iterator[Passage]:
    if isinstance(value, Passage):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _passages(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _passages(getattr(value, each.name))


def test_a_fault_stands_inside_its_finding() -> None:
    for found, _, _ in _paired():
        for each in found.shortcomings:
            start, end = each.said.span
            assert all(start <= part.span[0] < part.span[1] <= end for part in (each.fault, *each.vague))


def test_the_reading_of_a_conclusion_is_plain_json() -> None:
    directive, found, _ = _read("bien_ban")
    said = json.loads(json.dumps(to_json(directive)))["conclusion"]
    assert said["closing"]["due"]["date"] == "2026-10-16"
    assert said["shortcomings"][0]["said"] == {"text": found.shortcomings[0].said.text, "span": list(found.shortcomings[0].said.span)}


_lines = st.sampled_from(
    [
        *("I. ƯU ĐIỂM", "II. TỒN TẠI", "**Tồn tại:**", "Yêu cầu:", "1. Phòng Kinh tế", "Đối với Trạm Y tế:", "- Ưu điểm: mở sổ.", ""),
        *("- Phòng Kinh tế: chưa lập hồ sơ; tuy nhiên", "Tồn tại: :", "- Mô tả: chưa có", "- Đơn vị: Trạm Y tế", "- Mức độ: Nặng", "3"),
        *("| TT | Đơn vị | Tồn tại | Thời hạn |", "| 1 | Trạm Y tế | Hồ sơ chậm | 15/7 |", "| | | | |", "Trên đây là kết luận.", "\f"),
        *(
            "- tuy nhưng chưa, cần phải",
            "Đề nghị các đơn vị báo cáo kết quả về Đoàn (qua",
            "trước ngày 31/02/2026 và 05/13/2026",
            "Nơi nhận:",
        ),
    ]
)


@given(st.lists(_lines, max_size=25))
@settings(max_examples=300, deadline=None)
def test_any_document_under_such_a_head_is_read_and_its_places_stand_in_the_text(lines: list[str]) -> None:
    directive = read_text("THÔNG BÁO\nKết luận kiểm tra công tác văn thư năm 2026\n\n" + "\n".join(lines))
    found = directive.conclusion
    if found is None:
        return
    assert found.shortcomings or (found.strengths and found.requirements)
    for passage in _passages(found):
        start, end = passage.span
        assert 0 <= start < end <= len(directive.text) and passage.text
