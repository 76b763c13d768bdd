"""Secrecy stamps: a document of state secrets must never enter this software."""

from __future__ import annotations

import re

# The stamp stands in the head, under the number or beside the type; after it only running text follows.
HEAD_LINES = 60
HEAD_CHARS = 4_000
STAMP = re.compile(r"(?:ĐỘ MẬT ?: ?)?(TUYỆT MẬT|TỐI MẬT|MẬT)[.!]?", re.IGNORECASE)
PRINTED = ("TUYỆT MẬT", "TỐI MẬT", "MẬT")
CELL_BORDERS = re.compile(r"[|\t]| {3,}")


def secrecy_stamp(text: str) -> str | None:
    """The level stamped on a document ("MẬT", "TỐI MẬT" or "TUYỆT MẬT"), or None.

    A stamp stands alone: alone on its line or in its cell of the head, in capitals. The word inside a
    sentence, in "bí mật", "bảo mật", "Mật khẩu", or in lower case is no stamp; letters spaced out by a scanner are joined first.
    """
    for line in text[:HEAD_CHARS].split("\n")[:HEAD_LINES]:
        for piece in CELL_BORDERS.split(line):
            level = _level(piece)
            if level is not None:
                return level
    return None


def _level(piece: str) -> str | None:
    words = piece.strip(" *_#[]()\"“”'-–—\f").split()
    if not words or len(words) > 12:
        return None
    plain = " ".join(words)
    if all(len(word) == 1 for word in words):
        plain = _respaced("".join(words))
    match = STAMP.fullmatch(plain)
    # "Độ mật: Mật" is a form field: there the value may be in lower case.
    stamped = match is not None and (plain.isupper() or plain.casefold().startswith("độ mật"))
    return match[1].upper() if match is not None and stamped else None


def _respaced(letters: str) -> str:
    for level in PRINTED:
        if letters.upper() == level.replace(" ", ""):
            return level if letters.isupper() else letters
    return letters
