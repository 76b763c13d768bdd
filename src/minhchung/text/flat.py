"""A document as one line of words, and the way back to the document.

Directives come with hard line ends in the middle of a phrase, doubled blanks and Markdown emphasis. Patterns are written
for the flat line (one blank between words, small letters); the offsets they find lead back to the document.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from minhchung.text.normal import lower, normal

# Emphasis marks stand between words as blanks do.
_WORD = re.compile(r"[^\s*_]+")


@dataclass(frozen=True, slots=True)
class Flat:
    """``line`` keeps the case, ``low`` is in small letters; both have the same length. ``source`` is the document."""

    source: str
    line: str
    low: str
    _flat: tuple[int, ...]
    _origin: tuple[int, ...]

    def start(self, at: int) -> int:
        """The place in the document of the character ``at`` of the line."""
        if not self._flat:
            return 0
        word = bisect_right(self._flat, at) - 1
        return self._origin[word] + at - self._flat[word]

    def end(self, at: int) -> int:
        """The place in the document just after the character before ``at``."""
        return self.start(at - 1) + 1 if at > 0 else self.start(0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the document under the stretch ``start:end`` of the line."""
        return self.start(start), self.end(end)

    def words(self, start: int, end: int) -> str:
        """The document's own characters under a stretch of the line."""
        return self.source[self.start(start) : self.end(end)]


@lru_cache(maxsize=16)
def flatten(text: str) -> Flat:
    """The flat form of an NFC text. Raises ValueError for other text: its offsets would lead astray."""
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError("the text is not in Unicode NFC: call minhchung.text.nfc first, offsets are counted in the result")
    words: list[str] = []
    flat: list[int] = []
    origin: list[int] = []
    at = 0
    for found in _WORD.finditer(normal(text)):
        word = found.group()
        words.append(word)
        flat.append(at)
        origin.append(found.start())
        at += len(word) + 1
    line = " ".join(words)
    return Flat(text, line, lower(line), tuple(flat), tuple(origin))
