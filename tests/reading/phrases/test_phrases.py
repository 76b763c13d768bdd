"""The tables of phrases: how many are read as a person reads them. Run with -s to see the figures and the misses."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from minhchung.reading.deadlines import Deadline, find_deadlines
from minhchung.reading.recurrence import find_recurrence
from minhchung.reading.targets import find_targets
from minhchung.text import nfc, squeeze

HERE = Path(__file__).parent
GOAL = 0.97


@dataclass(frozen=True)
class Outcome:
    text: str
    wanted: object
    given: object

    @property
    def right(self) -> bool:
        return self.wanted == self.given


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text("utf-8"))


def words(text: str) -> str:
    return squeeze(text.replace("*", " "))


def value(deadline: Deadline) -> object:
    if deadline.kind == "recurring":
        return list(deadline.recurring_days)
    if deadline.kind == "relative":
        return f"{deadline.offset.count} {deadline.offset.unit}" if deadline.offset else ""
    return deadline.date or deadline.period or ""


def deadline_outcomes() -> list[Outcome]:
    table = load("deadlines.toml")
    outcomes = []
    for group in table["group"]:
        written = date.fromisoformat(group.get("document_date", table["document_date"]))
        for text, said, wanted in group["cases"]:
            found = find_deadlines(nfc(text), document_date=written)
            if not group.get("all"):
                found = [d for d in found if d.firm]
            given = [(words(d.text), d.kind, value(d), *_more(group, d)) for d in found]
            more = [group[key] for key in ("inclusive", "year_said") if key in group]
            outcomes.append(Outcome(text, [(words(said), group["kind"], wanted, *more)], given))
    for case in table["several"]:
        found = find_deadlines(nfc(case["text"]), document_date=date.fromisoformat(case.get("document_date", table["document_date"])))
        given_several = [[words(d.text), d.kind, ",".join(d.recurring_days) or value(d)] for d in found if d.firm]
        outcomes.append(Outcome(case["text"], case["want"], given_several))
    for group in table["none"]:
        for text in group["texts"]:
            found = find_deadlines(nfc(text), document_date=date.fromisoformat(group.get("document_date", table["document_date"])))
            wrong = [d.text for d in found if d.firm or d.kind == "standing"]
            outcomes.append(Outcome(text, [], wrong))
    return outcomes


def _more(group: dict[str, Any], deadline: Deadline) -> list[bool]:
    return [getattr(deadline, key) for key in ("inclusive", "year_said") if key in group]


def recurrence_outcomes() -> list[Outcome]:
    return [Outcome(text, wanted, [r.value for r in find_recurrence(nfc(text))]) for text, wanted in load("recurrence.toml")["cases"]]


def target_outcomes() -> list[Outcome]:
    table = load("targets.toml")
    outcomes = []
    for text, *wanted in table["cases"]:
        given = [[t.value, t.unit.lower(), t.op] for t in find_targets(nfc(text))]
        outcomes.append(Outcome(text, wanted, given))
    for text in table["none"]:
        outcomes.append(Outcome(text, [], [f"{t.value} {t.unit}" for t in find_targets(nfc(text))]))
    return outcomes


@pytest.mark.parametrize(
    ("name", "outcomes", "least"),
    [("deadlines", deadline_outcomes, 700), ("recurrence", recurrence_outcomes, 120), ("targets", target_outcomes, 200)],
)
def test_nearly_every_phrase_of_the_table_is_read_as_written_there(name: str, outcomes: Callable[[], list[Outcome]], least: int):
    results = outcomes()
    misses = [o for o in results if not o.right]
    share = 1 - len(misses) / len(results)
    print(f"\n{name}: {len(results) - len(misses)} of {len(results)} = {share:.3f}")
    for miss in misses:
        print(f"  {miss.text!r}\n    wanted {miss.wanted}\n    given  {miss.given}")
    assert len(results) >= least
    assert share >= GOAL


def test_a_draft_that_bears_only_its_year_is_read_nearly_as_well():
    table = load("deadlines.toml")
    cases = [(text, group["kind"]) for group in table["group"] if not group.get("all") for text, *_ in group["cases"]]
    missed = [text for text, kind in cases if kind not in {d.kind for d in find_deadlines(nfc(text), year=2026)}]
    texts = [text for group in table["none"] for text in group["texts"]]
    invented = [text for text in texts if any(d.firm for d in find_deadlines(nfc(text), year=2026))]
    print(f"\nwithout a date: {len(missed)} of {len(cases)} missed {missed}, {len(invented)} of {len(texts)} invented {invented}")
    assert len(missed) <= 0.02 * len(cases)
    assert len(invented) <= 0.06 * len(texts)
