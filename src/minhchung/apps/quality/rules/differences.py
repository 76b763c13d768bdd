"""Two papers side by side: which lines came, went or changed, and in a changed line which words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

_WORD = re.compile(r"\s+|[^\s]+")
ALIKE = 0.4
"""Lines less alike than this are told as one gone and one new, not as a changed one."""


@dataclass(frozen=True)
class Line:
    """A line of a paper under the heading it stands below."""

    place: str
    text: str


@dataclass(frozen=True)
class Piece:
    """Some words of a line; `kind`: "same", "gone" or "new"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    """One line that differs: `kind` "gone", "new" or "changed", its pieces as they were and as they are."""

    place: str
    kind: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def differences(before: Sequence[Line], after: Sequence[Line]) -> list[Difference]:
    """What differs, in the order of the papers, heading by heading: a line that moved to another heading is gone there and new here."""
    found: list[Difference] = []
    places = list(dict.fromkeys([*(line.place for line in after), *(line.place for line in before)]))
    for place in places:
        found += _in_place(
            place, [line.text for line in before if line.place == place], [line.text for line in after if line.place == place]
        )
    return found


def _in_place(place: str, before: list[str], after: list[str]) -> list[Difference]:
    found: list[Difference] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            for was, now in zip_longest(before[i:j], after[k:m], fillvalue=""):
                found += _line(place, was, now)
    return found


def _line(place: str, was: str, now: str) -> list[Difference]:
    if was and now:
        old, new = _words(was, now)
        if SequenceMatcher(None, was, now, autojunk=False).ratio() >= ALIKE:
            return [Difference(place, "changed", old, new)]
    gone = [Difference(place, "gone", (Piece("gone", was),), ())] if was else []
    return [*gone, *([Difference(place, "new", (), (Piece("new", now),))] if now else [])]


def _words(was: str, now: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    left, right = _WORD.findall(was), _WORD.findall(now)
    old: list[Piece] = []
    new: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        kind = "same" if tag == "equal" else ""
        if i < j:
            old.append(Piece(kind or "gone", "".join(left[i:j])))
        if k < m:
            new.append(Piece(kind or "new", "".join(right[k:m])))
    return tuple(old), tuple(new)
