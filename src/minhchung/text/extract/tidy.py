"""The last touch on every extracted text."""

from __future__ import annotations

import re

from minhchung.text.normal import nfc

# Marks without width that editors and web pages leave inside words, where they break every search; and old line separators.
INVISIBLE: dict[int, str | None] = dict.fromkeys(
    [0x00, 0x1A, 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0xFEFF]
)
INVISIBLE |= {0x0B: "\n", 0x2028: "\n", 0x2029: "\n\n", 0x85: "\n"}
STRANGE = re.compile("[" + "".join(map(re.escape, map(chr, INVISIBLE))) + "]")
MANY_BLANK = re.compile(r"\n{3,}")


def tidy(text: str) -> str:
    """NFC, "\\n" line ends, no invisible marks, no blanks at line ends, at most one blank line in a row, nothing around it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if STRANGE.search(text):  # translating is slow, and most texts need none
        text = text.translate(INVISIBLE)
    text = nfc(text)
    lines = "\n".join([line.rstrip(" \t") for line in text.split("\n")])
    return MANY_BLANK.sub("\n\n", lines).strip()
