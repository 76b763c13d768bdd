"""Packs and facts of every kind, for the laws that hold for all of them."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import strategies as st

from minhchung.scoring.facts import Facts, Given, Known
from minhchung.scoring.packs import Pack
from minhchung.scoring.shapes import SHAPES
from tests.scoring.packs import branch, leaf, pack_of
from tests.scoring.test_cases import AT, FILES, table

RULES: dict[str, dict[str, Any]] = {name: rule for told in map(table, FILES) for name, rule in told["rule"].items()}
"""The rules of the tables of cases: every shape is among them."""
assert {rule["data"]["shape"] for rule in RULES.values()} == set(SHAPES)
QUARTERS = st.integers(1, 40).map(lambda steps: Decimal(steps) / 4)
NUMBERS = st.one_of(st.integers(0, 30).map(Decimal), st.integers(0, 12_000).map(lambda hundredths: Decimal(hundredths) / 100))
SOURCES = st.sampled_from(["metric", "evidence", "external", "survey"])
NOT_APPLICABLE = st.sampled_from(["full", "rescale", "spread", "zero"])


def renamed(rule: Any, by: str) -> Any:
    """The rule with inputs of its own: every name gets an ending."""
    if isinstance(rule, dict):
        names = ("when", "choice", "count", "requires", "on", "numerator", "denominator", "rank", "value", "average", "index", "ratio")
        return {
            key: f"{part}{by}" if key in names and isinstance(part, str) and " " not in part else
            ({letter: f"{name}{by}" for letter, name in part.items()} if key == "where" else
             f"{part}{by}" if key == "due" and isinstance(part, str) else renamed(part, by))
            for key, part in rule.items()
        }  # fmt: skip
    return [renamed(part, by) for part in rule] if isinstance(rule, list) else rule


@st.composite
def packs(draw: st.DrawFn, *, policy: st.SearchStrategy[str] = NOT_APPLICABLE) -> Pack:
    """Two criteria with a few leaves each, of any shape, and a bonus and a penalty."""

    def leaf_of(code: str) -> dict[str, Any]:
        rule = RULES[draw(st.sampled_from(sorted(RULES)))]
        more = {"source": draw(SOURCES), "evidence": draw(st.sampled_from([[], [{"text": "Kế hoạch"}]]))}
        deadline = draw(st.sampled_from([None, date(2026, 3, 31), date(2026, 9, 30)]))
        maximum = draw(st.one_of(st.just(Decimal(rule["max"])), QUARTERS))
        return leaf(code, str(maximum), renamed(rule["data"], f"_{code.replace('.', '_').lower()}")) | more | {"deadline": deadline}

    nodes = [
        branch(str(top), *(leaf_of(f"{top}.{place}") for place in range(1, draw(st.integers(2, 4)))), leaf_of(f"{top}.9")) for top in (1, 2)
    ]
    nodes.append(leaf_of("3"))
    zero = draw(st.sampled_from(["full", "zero", "not_applicable", "unknown"]))
    missing = draw(st.sampled_from(["unknown", "unknown", "zero"]))
    return pack_of(
        *nodes,
        scale=sum((Decimal(node["max"]) for node in nodes), Decimal(0)),
        policies={"not_applicable": draw(policy), "zero_denominator": zero, "missing": missing},
        bonus={"cap": 2, "items": [leaf_of("T1")]},
        penalty={"cap": 3, "items": [leaf_of("P1")]},
    )  # fmt: skip


def values(pack: Pack, draw: st.DrawFn) -> Iterator[tuple[str, Known]]:
    """Something, or nothing, for every input."""
    words = ["Xuất sắc", "Tốt", "Hoàn thành", "không có mức này"]
    for name, kind in dict.fromkeys((read.name, read.kind) for _, read in pack.inputs()):
        known: st.SearchStrategy[Known] = {
            "number": st.one_of(NUMBERS.map(Known), st.builds(Known, NUMBERS, ceiling=NUMBERS)),
            "yes_no": st.booleans().map(Known),
            "date": st.integers(0, 364).map(lambda day: Known(date(2026, 1, 1) + timedelta(days=day))),
            "choice": st.sampled_from(words).map(Known),
            "share": st.one_of(
                st.builds(Known, NUMBERS, ceiling=st.one_of(st.none(), NUMBERS)),
                st.tuples(NUMBERS, NUMBERS).map(lambda two: Known(None, "", *two)),
            ),
        }[kind]
        found = draw(st.one_of(st.none(), st.just(Known(reason="chưa khai")), known, known))
        if found:
            yield name, found


def any_values(pack: Pack, choose: Random) -> dict[str, Known]:
    """The same for a pack with so many inputs that nobody could shrink them one by one."""
    found: dict[str, Known] = {}
    for name, kind in dict.fromkeys((read.name, read.kind) for _, read in pack.inputs()):
        above, below = Decimal(choose.randint(0, 30)), Decimal(choose.randint(0, 30))
        known = {
            "number": Known(above),
            "yes_no": Known(choose.random() < 0.5),
            "date": Known(date(2026, 1, 1) + timedelta(days=choose.randint(0, 364))),
            "choice": Known(choose.choice(["Tốt", "Một phần", "không có mức này"])),
            "share": choose.choice([Known(above), Known(None, "", above, below)]),
        }[kind]
        if choose.random() < 0.6:
            found[name] = known
    return found


@st.composite
def facts(draw: st.DrawFn, pack: Pack) -> Facts:
    """What may be known of a pack on some day of its year, or after it."""
    codes = [each.code for each in (*pack.leaves, *pack.outside)]
    out = draw(st.dictionaries(st.sampled_from(codes), st.just("không có"), max_size=3))
    given = draw(st.dictionaries(st.sampled_from(codes), st.builds(Given, NUMBERS, st.just("thống nhất")), max_size=1))
    return Facts(AT + timedelta(days=draw(st.integers(-180, 250))), dict(values(pack, draw)), out, given)
