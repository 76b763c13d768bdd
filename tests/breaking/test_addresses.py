"""Whatever is written into an address, the answer is a page, a refusal or "no such page": never a server error."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from tests.e2e.pages import EMPTY, FULL
from tests.guards.world import World

NAMES = (
    *("y", "che-do", "ky", "nam", "don-vi", "dv", "loc", "pham-vi", "nhom", "tim", "q", "so", "mau", "trang", "muc"),
    *("van-ban", "tai", "nguoi", "area", "kind", "who", "since", "until", "c0", "sua", "tep", "toi", "kieu"),
)
"""The parameters the pages know."""
DIGITS = ("²", "٣", "²²²²", "-1", "0", "9" * 30, "9" * 5000, "0000", "9999", "1e9")
WORDS = ('"', "'", "*", "(", "NEAR(a,", "a OR", "%00", "%ff", "\u202e", "{{7*7}}", "<b>", "")
"""Digits that are no numbers, numbers that fit no column, words a search engine could take for orders."""


def _addresses(world: World) -> Iterator[str]:
    keys = {name: thing.pk for name, thing in world.things.items() if hasattr(thing, "pk")}
    yield from sorted({address.format(**keys).partition("?")[0] for address in (*EMPTY, *FULL)})


@pytest.mark.parametrize("value", (*DIGITS, *WORDS), ids=lambda value: repr(value[:12]))
def test_a_strange_value_after_the_question_mark_breaks_no_page(value: str, everything: Client, world: World) -> None:
    query = "&".join(f"{name}={value}" for name in NAMES)
    broken = [address for address in _addresses(world) if everything.get(f"{address}?{query}").status_code >= 500]
    assert broken == []


@pytest.mark.parametrize("key", ["9" * 30, "0", "2147483648", "9223372036854775808"])
def test_a_number_of_nothing_is_no_such_page(key: str, everything: Client, world: World) -> None:
    wrong = []
    for address in sorted({re.sub(r"\{\w+\}", key, address) for address in FULL if "{" in address}):
        status = everything.get(address).status_code
        if status != 404:
            wrong.append((address, status))
    assert wrong == []


@pytest.mark.parametrize("key", ["abc", "1'", "٣", "9" * 30, "%00", "x" * 500])
def test_evidence_of_nothing_is_no_such_page(key: str, everything: Client, world: World) -> None:
    kinds = ("occurrence", "criterion", "document", "event", "nothing")
    places = [f"/minh-chung/{page}/{kind}/{key}/" for page in ("cua", "chon") for kind in kinds]
    assert [(place, status) for place in places if (status := everything.get(place).status_code) != 404] == []
