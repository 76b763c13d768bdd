"""Patterns that are searched for in every clause and found in few: the words a match must hold are looked for first.

A search tries a pattern at every character; whether a text holds a word is answered twenty times faster. The words are
taken from the pattern itself, so that no rule can go out of step with them.
"""

import re
from collections.abc import Iterable
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

# More words than these are not worth asking for, nor are single letters and blanks, which stand everywhere; single signs are.
_MOST = 16


class Sought:
    """A compiled pattern, and the sets of words of each of which every match holds at least one."""

    __slots__ = ("needed", "pattern")

    def __init__(self, pattern: str) -> None:
        self.pattern = re.compile(pattern)
        self.needed = needed(pattern)

    def may_be_in(self, text: str) -> bool:
        """Whether the text holds the words a match needs; without them there is none."""
        for words in self.needed:
            for word in words:
                if word in text:
                    break
            else:
                return False
        return True

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As of the pattern."""
        return self.pattern.search(text, start) if self.may_be_in(text) else None

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As of the pattern."""
        return self.pattern.match(text, start) if self.may_be_in(text) else None

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        """As of the pattern."""
        return self.pattern.finditer(text) if self.may_be_in(text) else ()


def needed(pattern: str) -> tuple[tuple[str, ...], ...]:
    """Sets of words; every match of the pattern holds a word of each. The set that is likely to be the rarest comes first."""
    tree = parser.parse(pattern)
    if tree.state.flags & re.IGNORECASE:
        return ()
    useful = {words for words in _of_sequence(tree) if len(words) <= _MOST and not any(_is_common(word) for word in words)}
    return tuple(tuple(sorted(words)) for words in sorted(useful, key=_rarity, reverse=True))


def _is_common(word: str) -> bool:
    return len(word) == 1 and (word.isalnum() or word == " ")


def _rarity(words: frozenset[str]) -> tuple[bool, int, int, list[str]]:
    return len(words) <= _MOST, min(map(len, words)), -len(words), sorted(words)


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> list[frozenset[str]]:
    """The sets that a sequence of parts needs."""
    sets: list[frozenset[str]] = []
    run = ""
    for kind, value in items:
        if kind is code.LITERAL:
            run += chr(value)
            continue
        sets += [frozenset({run})] if run else []
        run = ""
        sets += _of_part(kind, value)
    return [*sets, frozenset({run})] if run else sets


def _of_part(kind: Any, value: Any) -> list[frozenset[str]]:
    """The sets one part of a pattern needs: none of a class of characters or of what may be left out."""
    if kind is code.SUBPATTERN and not (value[1] or value[2]):
        return _of_sequence(value[3])
    if kind is code.BRANCH:
        choices = [_of_sequence(choice) for choice in value[1]]
        return [_without_longer(frozenset().union(*(max(sets, key=_rarity) for sets in choices)))] if all(choices) else []
    if kind in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT) and value[0]:
        return _of_sequence(value[2])
    return _of_sequence(value) if kind is code.ATOMIC_GROUP else []


def _without_longer(words: frozenset[str]) -> frozenset[str]:
    """The words that hold no other of them: whoever holds the longer one holds the shorter."""
    return frozenset(word for word in words if not any(other in word for other in words if other != word))
