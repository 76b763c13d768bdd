"""Keys as they come out of addresses and forms: text that may or may not be the number of something."""

import re
from collections.abc import Iterable

_KEY = re.compile(r"[0-9]{1,18}")  # `str.isdigit` also takes "²" and "٣"; longer numbers fit no column


class KeyConverter:
    """`<key:pk>` in an address: a number that fits a column. A longer one is no such page."""

    regex = _KEY.pattern

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int | str) -> str:
        return str(value)


def key_of(text: str) -> int | None:
    """The number a text is; None when it is none or could not be a key."""
    return int(text) if _KEY.fullmatch(text) else None


def keys_of(texts: Iterable[str]) -> list[int]:
    """The numbers among the texts, in their order."""
    return [key for key in map(key_of, texts) if key is not None]
