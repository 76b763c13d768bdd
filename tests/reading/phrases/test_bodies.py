"""Where the body begins, how its items are set, and what each tells whom to do: small documents of every layout."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from minhchung.reading import Assignment, read_text

TABLES = ("bodies.toml", "sentences.toml")
CASES = [case for name in TABLES for case in tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))["case"]]
FIELDS = {"units": "units", "deadline": "deadline", "cooperating": "cooperating", "recurrence": "recurrence"}
FIELDS |= {"period": "deadline_period", "words": "deadline_text"}
UNDER_UNIT = "THÔNG BÁO\nKết luận giao ban\n\nChủ tịch UBND xã kết luận như sau:\n\n1. Giao Phòng Kinh tế\n- {}\n"


def _told(task: dict[str, Any], made: Assignment) -> dict[str, Any]:
    """The fields the case speaks of, as they were read."""
    values: dict[str, Any] = {"starts": made.wording[: len(task["starts"])]}
    for key in task.keys() & FIELDS.keys():
        value = getattr(made, FIELDS[key])
        values[key] = list(value) if isinstance(value, tuple) else value
    if "targets" in task:
        values["targets"] = [f"{t.op}{t.value}" for t in made.targets]
    if "urgent" in task:
        values["urgent"] = made.deadline_kind == "urgent"
    return values


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_a_small_document_hands_out_what_it_says(case: dict[str, Any]):
    text = case["text"] if "text" in case else UNDER_UNIT.format(case["item"])
    read = read_text(text.strip("\n"))
    assert [_told(t, m) for t, m in zip(case["tasks"], read.assignments, strict=False)] == case["tasks"]
    assert [m.wording for m in read.assignments[len(case["tasks"]) :]] == []
    assert read.document.signer == case.get("signer", read.document.signer)
