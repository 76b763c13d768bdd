"""One way to write a character, so that a rule about words is written once.

``normal`` and ``lower`` keep the length of their input: an offset found in their result is an offset in the document.
``fold`` does not; it makes the key under which words are searched and compared.
"""

import re
import unicodedata
from functools import lru_cache

# Hyphens, dashes and minus signs of every kind. U+00AD and U+FFFE are what PDF readers give for a hyphen at the end of a line.
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d\u00ad\ufffe"
_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u200b\u2060\ufeff"
_TABLE = {
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_BLANKS, " "),
    "\u2044": "/",
    "\u2215": "/",
    "\uff0f": "/",
    # Typists reach the Icelandic eth and the African D by other keyboard layouts; on paper they look like the Vietnamese letter.
    "\u00d0": "Đ",
    "\u0189": "Đ",
    "\u00f0": "đ",
    "\u0256": "đ",
}
STRANGE = "".join(_TABLE)
"""The characters that have another way to be written."""
# They are rare: finding them first is ten times faster than translating every letter.
_STRANGE = re.compile("[" + "".join(map(re.escape, STRANGE)) + "]")


# Letters of any language carry a few marks. Thousands on one letter are sorted by Python in quadratic time: two megabytes take minutes.
_MARKS_KEPT = 12
_PILE = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0e31-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff"
    f"\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe20-\ufe2f]{{{_MARKS_KEPT},}})"
)


def nfc(text: str) -> str:
    """The text with each accented letter as one character (Unicode NFC). Of marks piled on one letter the first twelve stay."""
    if not text.isascii():
        text = _PILE.sub(lambda found: found[1][:_MARKS_KEPT], text)
    return unicodedata.normalize("NFC", text)


def normal(text: str) -> str:
    """The text with one kind of dash, blank, slash and Đ. Character for character: the length never changes."""
    return _STRANGE.sub(lambda found: _TABLE[found.group()], text)


def clean(text: str) -> str:
    """``normal`` of the NFC form. The length stays when the input is NFC already."""
    return normal(nfc(text))


def squeeze(text: str) -> str:
    """The text with every run of white space as one blank and none at the ends."""
    return " ".join(text.split())


@lru_cache(maxsize=64)
def lower(text: str) -> str:
    """Small letters, character for character: the length never changes (unlike ``str.lower`` for the Turkish İ)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _bare(text: str) -> str:
    """The text without combining marks, small letters, đ as d."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).replace("đ", "d")


def fold(text: str) -> str:
    """The search key of a text: no marks, đ as d, small letters, one blank between words, one kind of dash.

    Old and new places of the tone mark (hòa, hoà) have the same key. Folding a key gives the key again.
    """
    key = squeeze(_bare(normal(text)))
    # Case folding of a few letters sets free marks that the first round could not see.
    while (again := squeeze(_bare(normal(key)))) != key:
        key = again
    return key
