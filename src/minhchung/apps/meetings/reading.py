"""A line of a conclusion read by the reader: it stands in a notice of conclusions of the day of the meeting, and is read there."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from minhchung.reading import read_text, to_json

FRAME = """ỦY BAN NHÂN DÂN
{commune}

Số:    /TB-UBND
{place}, ngày {day} tháng {month} năm {year}

THÔNG BÁO
Kết luận cuộc họp

Chủ tịch Ủy ban nhân dân kết luận như sau:

- {line}
"""
LONGEST_NAME = 10
"""Words of the longest name of a unit that is looked for at the beginning of a line."""


def read_line(text: str, *, commune: str, on: date) -> Mapping[str, Any] | None:
    """The reading of one line as JSON, None where the reader finds no assignment in it. A day without a year is of the meeting's year."""
    place = commune.split(maxsplit=1)[-1]
    paper = FRAME.format(commune=commune.upper(), place=place, day=f"{on.day:02d}", month=on.month, year=on.year, line=text)
    found: list[dict[str, Any]] = to_json(read_text(paper))["assignments"]
    return found[0] if found else None


def leading_name(text: str, known: Callable[[str], bool]) -> str:
    """The longest beginning of a line that is a unit's own name or abbreviation ("VH-XH gửi…"); "" when there is none.

    "Giao", "yêu cầu" and "đề nghị" before the name are passed over.
    """
    words = text.split()
    opening = words[0].casefold() if words else ""
    words = words[{"giao": 1, "yêu": 2, "đề": 2}.get(opening, 0) :]
    tried = (" ".join(words[:length]).rstrip(" ,:;") for length in range(min(LONGEST_NAME, len(words)), 0, -1))
    return next((name for name in tried if known(name)), "")
