"""Keys as they come out of addresses and forms: text that may or may not be the number of something."""

import re
from collections.abc import Iterable
from datetime import date

_KEY = re.compile(r"[0-9]{1,18}")  # `str.isdigit` also takes "²" and "٣"; longer numbers fit no column


class KeyConverter:
    """`<key:pk>` in an address: a number that fits a column. A longer one is no such page."""

    regex = _KEY.pattern

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int | str) -> str:
        return str(value)


class DayConverter:
    """`<day:day>` in an address: 2026-09-08. A day there is not is no such page."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


def key_of(text: str) -> int | None:
    """The number a text is; None when it is none or could not be a key."""
    return int(text) if _KEY.fullmatch(text) else None


def keys_of(texts: Iterable[str]) -> list[int]:
    """The numbers among the texts, in their order."""
    return [key for key in map(key_of, texts) if key is not None]
