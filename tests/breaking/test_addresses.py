"""Whatever is written into an address, the answer is a page, a refusal or "no such page": never a server error."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.handlers import wsgi
from django.db import connection
from django.http import QueryDict
from django.test import Client

from tests.e2e.pages import EMPTY, FULL
from tests.guards.world import World

NAMES = {
    *("y", "che-do", "ky", "nam", "don-vi", "dv", "loc", "pham-vi", "nhom", "tim", "q", "so", "mau", "trang", "muc"),
    *("van-ban", "tai", "nguoi", "area", "kind", "who", "since", "until", "c0", "sua", "tep", "toi", "kieu"),
}
"""The parameters the pages know. Whatever else a page asks for is sent to it as well, once it was seen to ask."""
DIGITS = ("²", "٣", "²²²²", "-1", "0", "9" * 30, "9" * 5000, "0000", "9999", "1e9")
WORDS = ('"', "'", "*", "(", "NEAR(a,", "a OR", "%00", "%ff", "\u202e", "{{7*7}}", "<b>", "")
"""Digits that are no numbers, numbers that fit no column, words a search engine could take for orders."""
SEARCHES = {"q", "tim"}
"""The parameters that ask a search engine: they get all words, the others those that are no order to one."""
TOGETHER = list(zip((*WORDS, "9" * 5000), (*DIGITS, "%00", "%ff", "'"), strict=True))
"""What a search and what everything else is sent at once: a page is asked half as often as with each value alone."""
PAGES = sorted({address.partition("?")[0] for address in (*EMPTY, *FULL)})
SEARCH_BOX = ["q"]
"""What the layout of every page asks for: the words to stand in its search box."""
ELSEWHERE = [pair for pair in TOGETHER if {"9" * 30, "%00", "²"} & set(pair)]
"""What reaches another database otherwise: numbers beyond its columns, letters it cannot hold, what only some call a digit."""


class Asked(QueryDict):
    """What stands behind the question mark; notes each parameter that a page asks it for, "" for all of them at once."""

    names: list[str] = []
    taken_apart = False  # what is looked up before that is not asked by a page

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.taken_apart = True

    def _ask(self, name: str) -> None:
        if self.taken_apart:
            self.names.append(name)

    def __contains__(self, name: object) -> bool:
        self._ask(str(name))
        return super().__contains__(name)

    def __getitem__(self, name: str) -> Any:
        self._ask(name)
        return super().__getitem__(name)

    def getlist(self, name: str, default: Any = None) -> Any:
        self._ask(name)
        return super().getlist(name, default)

    def __iter__(self) -> Iterator[str]:
        self._ask("")
        return super().__iter__()

    def lists(self) -> Any:
        self._ask("")
        return super().lists()

    def items(self) -> Any:
        self._ask("")
        return super().items()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The parameters that pages asked for since it was last emptied, once for every time."""
    monkeypatch.setattr(wsgi, "QueryDict", Asked)
    Asked.names.clear()
    return Asked.names


@pytest.mark.parametrize("area", sorted({page.split("/")[1] for page in PAGES}))
def test_a_strange_value_after_the_question_mark_breaks_no_page(area: str, everything: Client, world: World, asked: list[str]) -> None:
    """Every page that asks for something, with every value. One that asks for nothing answers every value as it did the first."""
    keys = {name: thing.pk for name, thing in world.things.items() if hasattr(thing, "pk")}
    broken = []
    for page in (page for page in PAGES if page.split("/")[1] == area):
        names = set(NAMES)
        for word, value in TOGETHER if connection.vendor == "sqlite" else ELSEWHERE:
            asked.clear()
            query = "&".join(f"{name}={word if name in SEARCHES else value}" for name in sorted(names))
            if everything.get(f"{page.format(**keys)}?{query}").status_code >= 500:
                broken.append((page, word, value))
            if not asked or asked == SEARCH_BOX:
                break
            names |= set(asked) - {""}
    assert broken == []


def test_every_page_prints_a_strange_search_in_its_box(everything: Client, world: World) -> None:
    broken = [value for value in (*DIGITS, *WORDS) if everything.get(f"/thiet-lap/thoi-han/?q={value}").status_code >= 500]
    assert broken == []


@pytest.mark.parametrize("key", ["9" * 30, "0", "2147483648", "9223372036854775808"])
def test_a_number_of_nothing_is_no_such_page(key: str, everything: Client, world: World) -> None:
    wrong = []
    for address in sorted({re.sub(r"\{\w+\}", key, address) for address in FULL if "{" in address.partition("?")[0]}):
        status = everything.get(address).status_code
        if status != 404:
            wrong.append((address, status))
    assert wrong == []


@pytest.mark.parametrize("key", ["abc", "1'", "٣", "9" * 30, "%00", "x" * 500])
def test_evidence_of_nothing_is_no_such_page(key: str, everything: Client, world: World) -> None:
    kinds = ("occurrence", "criterion", "document", "event", "nothing")
    places = [f"/minh-chung/{page}/{kind}/{key}/" for page in ("cua", "chon") for kind in kinds]
    assert [(place, status) for place in places if (status := everything.get(place).status_code) != 404] == []
