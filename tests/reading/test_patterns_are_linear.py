"""No pattern of the text floor or the reader can run away: nested or adjacent unbounded repeats are refused."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants as c
from re import _parser as parser
from typing import Any

import pytest

import minhchung.reading
import minhchung.text
from minhchung.text.sought import Sought

UNBOUNDED = {c.MAX_REPEAT, c.MIN_REPEAT}


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for package in (minhchung.text, minhchung.reading):
        for info in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            module = importlib.import_module(info.name)
            for name, value in vars(module).items():
                for at, pattern in enumerate(_inside(value)):
                    yield f"{info.name}.{name}[{at}]", pattern


def _inside(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Sought):
        yield value.pattern
    elif isinstance(value, dict):
        for part in value.values():
            yield from _inside(part)
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from _inside(part)


def faults(pattern: str, flags: int = 0) -> list[str]:
    """What makes a pattern super-linear: a repeat without end inside another, or two with nothing certain between them."""
    found: list[str] = []
    _walk(parser.parse(pattern, flags), inside=False, found=found)
    return found


def _walk(tree: Any, *, inside: bool, found: list[str]) -> None:
    open_end = False
    for op, value in tree:
        if op in UNBOUNDED:
            low, high, body = value
            endless = high == c.MAXREPEAT
            if endless and inside:
                found.append("nested")
            if endless and open_end:
                found.append("adjacent")
            _walk(body, inside=inside or endless, found=found)
            open_end = endless or (open_end and low == 0)
            continue
        for part in _parts(op, value):
            _walk(part, inside=inside, found=found)
        if op not in (c.AT, c.ASSERT, c.ASSERT_NOT):
            open_end = False


def _parts(op: Any, value: Any) -> list[Any]:
    if op is c.SUBPATTERN:
        return [value[-1]]
    if op is c.BRANCH:
        return list(value[1])
    if op in (c.ASSERT, c.ASSERT_NOT):
        return [value[1]]
    if op is c.GROUPREF_EXISTS:
        return [part for part in value[1:] if part is not None]
    if op is getattr(c, "ATOMIC_GROUP", None):
        return [value]
    return []


@pytest.mark.parametrize(
    ("pattern", "fault"), [(r"(a+)+b", "nested"), (r"\s*\s*x", "adjacent"), (r"a*b?a*", "adjacent"), (r"(?:x*y)*", "nested")]
)
def test_the_guard_sees_what_it_must_refuse(pattern: str, fault: str):
    assert fault in faults(pattern)


@pytest.mark.parametrize("pattern", [r"a+b+c"[:2], r"a{0,9}b{0,9}", r"\d+/\d+", r"[^|]+\|[^|]+"])
def test_the_guard_lets_harmless_patterns_pass(pattern: str):
    assert faults(pattern) == []


def test_every_pattern_is_linear():
    named = dict(_patterns())
    assert len(named) > 20, "the walk over the modules found too few patterns to mean anything"
    bad = {name: found for name, p in named.items() if (found := faults(p.pattern, p.flags))}
    assert bad == {}
