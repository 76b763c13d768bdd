"""How long a line of Times New Roman is. The widths are those of the typeface (thousandths of its size); marks above and below a letter do
not change it, so that a Vietnamese letter is as wide as its base."""

import unicodedata

_UPRIGHT = {
    **dict.fromkeys(" ,.", 250), **dict.fromkeys("!()-", 333), **dict.fromkeys("/:;", 278), **dict.fromkeys("0123456789", 500),
    **dict.fromkeys("+<>=", 564), "…": 1000, "%": 833, "&": 778, '"': 408, "'": 180, "–": 500, "“": 444, "”": 444,
    **dict.fromkeys("ADGHKNOQUVXYĐ", 722), **dict.fromkeys("BCR", 667), **dict.fromkeys("ELTZ", 611), **dict.fromkeys("FPS", 556),
    "I": 333, "J": 389, "M": 889, "W": 944,
    **dict.fromkeys("bdghknopquvxyđ", 500), **dict.fromkeys("acez", 444), **dict.fromkeys("fr", 333), **dict.fromkeys("ijlt", 278),
    "m": 778, "s": 389, "w": 722, "\u00a0": 250,
}  # fmt: skip
_BOLD = {
    **_UPRIGHT, **dict.fromkeys(":;", 333), **dict.fromkeys("+<>=", 570), "%": 1000, "&": 833, '"': 555, "“": 500, "”": 500,
    **dict.fromkeys("GHKOQ", 778), **dict.fromkeys("ACDNRUVXYĐ", 722), **dict.fromkeys("BELTZ", 667), **dict.fromkeys("FP", 611),
    "I": 389, "J": 500, "M": 944, "W": 1000, "S": 556,
    **dict.fromkeys("bdhknpquđ", 556), **dict.fromkeys("agovxy", 500), **dict.fromkeys("ce", 444), "z": 444, "r": 444, "t": 333, "m": 833,
    "j": 333,
}  # fmt: skip
_OTHER = 500
_MM_PER_POINT = 25.4 / 72


def text_width(text: str, size: float, *, bold: bool) -> float:
    """The millimetres a text takes on one line at `size` points."""
    table = _BOLD if bold else _UPRIGHT
    letters = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return sum(table.get(letter, _OTHER) for letter in letters) * size / 1000 * _MM_PER_POINT
