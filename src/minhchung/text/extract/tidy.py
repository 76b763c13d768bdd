"""The last touch on every extracted text."""

from __future__ import annotations

import re
import unicodedata

# Marks without width that editors and web pages leave inside words, where they break every search; and old line separators.
INVISIBLE = {ord(c): None for c in "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\x00\x1a"}
INVISIBLE |= {0x0B: "\n", 0x2028: "\n", 0x2029: "\n\n", 0x85: "\n"}
MANY_BLANK = re.compile(r"\n{3,}")


def tidy(text: str) -> str:
    """NFC, "\\n" line ends, no invisible marks, no blanks at line ends, at most one blank line in a row, nothing around it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(INVISIBLE)
    text = unicodedata.normalize("NFC", text)
    lines = "\n".join([line.rstrip(" \t") for line in text.split("\n")])
    return MANY_BLANK.sub("\n\n", lines).strip(" \t\n")
