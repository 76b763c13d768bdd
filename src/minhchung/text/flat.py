"""A document as one line of words, and the way back to the document.

Directives come with hard line ends in the middle of a phrase, doubled blanks and Markdown emphasis. Patterns are written
for the flat line (one blank between words, small letters); the offsets they find lead back to the document.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from minhchung.text.normal import STRANGE, lower, normal

# Whatever lies between words and is not a single blank. Emphasis marks stand between words as blanks do.
_SPLIT = re.compile(r"[\t-\r\x1c-\x1f\x85\u2028\u2029*_]")
# Whatever an even text lacks, but for doubled blanks: one look at a text that is flat already.
_UNEVEN = re.compile("[" + "".join(map(re.escape, STRANGE)) + "\t-\r\x1c-\x1f\x85\u2028\u2029*_]")
_GAP = re.compile(r"(?:[\t-\r\x1c-\x1f\x85\u2028\u2029*_]|  )[\s*_]*")


# Slips of scanners and typists within numbers and in one word, on the small-letter line: "3l/3/2026", "l00%", "qúy".
_SLIP = re.compile(r"[lo](?=\d|/\d)|qúy")
_LETTER_ONE = re.compile(r"\d{1,2}(?:/\d|%)")
# Words a scanner robbed of a mark. None is a word of the language: a syllable that ends in c, p or t bears a tone, and "yêu" has no
# other companion here. The length stays.
_WORD_SLIPS = (
    ("trươc", "trước"),
    ("nhât", "nhất"),
    ("hêt", "hết"),
    ("yêu câu", "yêu cầu"),
    ("đê nghị", "đề nghị"),
    ("đề nghi ", "đề nghị "),
)
_NUMBER = re.compile(r"\d\d{0,8}")
# Behind these a number goes on with another one: nothing begins with it.
_WITHIN = frozenset("/.,")
_SPELLED = re.compile("một |hai |ba |bốn |năm |sáu |bảy |bẩy |tám |chín |mười ")


class Flat(NamedTuple):
    """``line`` keeps the case, ``low`` is in small letters, slips within numbers put right; both have the same length.
    ``source`` is the document, ``numbers`` are the runs of digits in ``low``.

    The line is made of pieces copied from the document: piece ``i`` begins at ``places[i]`` in the line and at
    ``origins[i]`` in the document.
    """

    source: str
    line: str
    low: str
    numbers: tuple[tuple[int, int], ...]
    places: tuple[int, ...]
    origins: tuple[int, ...]

    def start(self, at: int) -> int:
        """The place in the document of the character ``at`` of the line."""
        if not self.places:
            return 0
        piece = bisect_right(self.places, at) - 1
        return self.origins[piece] + at - self.places[piece]

    def end(self, at: int) -> int:
        """The place in the document just after the character before ``at``."""
        return self.start(at - 1) + 1 if at > 0 else self.start(0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the document under the stretch ``start:end`` of the line."""
        return self.start(start), self.end(end)

    def words(self, start: int, end: int) -> str:
        """The document's own characters under a stretch of the line."""
        return self.source[self.start(start) : self.end(end)]


def require_nfc(text: str) -> None:
    """Raises ValueError for text that is not NFC: offsets counted in it would lead astray."""
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError("the text is not in Unicode NFC: call minhchung.text.nfc first, offsets are counted in the result")


@lru_cache(maxsize=16)
def flatten(text: str) -> Flat:
    """The flat form of an NFC text. Raises ValueError for other text."""
    require_nfc(text)
    if _UNEVEN.search(text) is None and "  " not in text and text[:1] != " " and text[-1:] not in ("", " "):
        return Flat(text, text, *_put_right(lower(text)), (0,), (0,))
    same = normal(text)
    if "  " not in same and _SPLIT.search(same) is None and same[:1] != " " and same[-1:] not in ("", " "):
        return Flat(text, same, *_put_right(lower(same)), (0,), (0,))
    pieces: list[str] = []
    places: list[int] = []
    origins: list[int] = []
    at = begin = 0
    for end, after in [*(gap.span() for gap in _GAP.finditer(same)), (len(same), len(same))]:
        piece = same[begin:end]
        # A single blank at either end of the text is no gap but no word either.
        words = piece.strip(" ")
        if words:
            pieces.append(words)
            places.append(at)
            origins.append(begin + piece.index(words[0]))
            at += len(words) + 1
        begin = after
    line = " ".join(pieces)
    return Flat(text, line, *_put_right(lower(line)), tuple(places), tuple(origins))


def without_word_slips(low: str) -> str:
    """The small-letter line with words put right that lost a mark in scanning ("trươc ngày", "yêu câu"); the length stays."""
    for wrong, right in _WORD_SLIPS:
        if wrong in low:
            low = low.replace(wrong, right)
    return low


def _put_right(low: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The line with letters read for digits put right, its length kept; and its numbers."""
    low = without_word_slips(low)
    numbers = _numbers(low)
    if "qúy" in low or _may_slip(low, numbers):
        right = _without_slips(low)
        return (low, numbers) if right == low else (right, _numbers(right))
    return low, numbers


def _may_slip(low: str, numbers: tuple[tuple[int, int], ...]) -> bool:
    """Whether a number stands right behind a letter like a digit, or behind one and a slash: else no letter was misread."""
    for start, _ in numbers:
        before = low[start - 1 : start]
        if before in ("l", "o") or (before == "/" and low[start - 2 : start - 1] in ("l", "o")):
            return True
    return False


def _numbers(low: str) -> tuple[tuple[int, int], ...]:
    return tuple([found.span() for found in _NUMBER.finditer(low)])


def _without_slips(low: str) -> str:
    """The line with letters read for digits put right; the length stays."""

    def right(found: re.Match[str]) -> str:
        if found.group() == "qúy":
            return "quý"
        before = low[found.start() - 1 : found.start()]
        within = before.isdigit() or (not (before.isalnum() or before in ("_", "-")) and _LETTER_ONE.match(low, found.end()) is not None)
        return ("1" if found.group() == "l" else "0") if within else found.group()

    return _SLIP.sub(right, low)


def places_of(anchor: re.Pattern[str], flat: Flat, *, follow: str) -> Sequence[int]:
    """Where the words of ``anchor`` or a number of its own with one of the signs ``follow`` behind it begin, in order.

    A choice of plain words is found many times faster than one with digits in it; the numbers are known.
    """
    return _with_numbers([match.start() for match in anchor.finditer(flat.low)], flat, follow)


def amounts_of(flat: Flat, *, follow: str) -> Sequence[int]:
    """Where numbers in words or, with one of the signs ``follow`` behind them, in digits begin, in order."""
    return _with_numbers(_spelled(flat.low), flat, follow)


def _with_numbers(found: Sequence[int], flat: Flat, follow: str) -> Sequence[int]:
    low = flat.low
    numbers = [start for start, end in flat.numbers if low[end : end + 1] in follow and low[start - 1 : start] not in _WITHIN]
    return sorted([*found, *numbers]) if found and numbers else found or numbers


@lru_cache(maxsize=4)
def _spelled(low: str) -> tuple[int, ...]:
    """Where numbers in words begin: those who seek times and those who seek goals ask one after the other."""
    return tuple([match.start() for match in _SPELLED.finditer(low)])


def at_places(pattern: re.Pattern[str], places: Iterable[int], line: str) -> list[re.Match[str]]:
    """The matches of a pattern that begin at one of the places, which are in order; none overlap."""
    found = []
    end = 0
    for start in places:
        if start >= end and (match := pattern.match(line, start)) is not None:
            found.append(match)
            end = match.end()
    return found


def at_anchors(pattern: re.Pattern[str], anchor: re.Pattern[str], line: str) -> list[re.Match[str]]:
    """The matches of a pattern that can begin only where ``anchor`` does, none overlapping.

    The anchor is a plain choice of words, which is found many times faster than the pattern is tried at every character.
    """
    return at_places(pattern, [found.start() for found in anchor.finditer(line)], line)
