""" "Sao chép nhắn Zalo": short texts per unit, each small enough for one message, without the name of any person."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from minhchung.apps.assignments.queries.rows import Line
from minhchung.apps.organisations.models import Unit
from minhchung.text.written import written_day

MESSAGE = 2000
"""Letters of one message: what chat programs take without cutting, and what a phone shows without endless scrolling."""
NO_UNIT = "Chưa xác định đơn vị"


@dataclass(frozen=True)
class Message:
    """One message to paste: to whom, and which of how many when the unit's lines do not fit into one."""

    unit: str
    text: str
    part: int = 1
    parts: int = 1


def messages(lines: Iterable[Line], *, today: date) -> Iterator[Message]:
    """The lines of a register as messages, under the unit that holds each today."""
    return told(((line.holder.unit if line.holder else None, line.chat) for line in lines), today=today)


def told(said: Iterable[tuple[Unit | None, str]], *, today: date) -> Iterator[Message]:
    """What is said of units as messages, unit by unit in the ward's order; what belongs to none comes last. Numbers run on over a
    unit's messages."""
    by_unit = sorted(said, key=lambda each: (each[0].order, each[0].pk) if each[0] else (10**9, 0))
    for name, found in groupby(by_unit, key=lambda each: each[0].name if each[0] else NO_UNIT):
        head = f"{name}, ngày {written_day(today)}"
        pieces = list(_pieces([f"{number}. {text}" for number, (_, text) in enumerate(found, start=1)], MESSAGE - len(head) - 10))
        for part, piece in enumerate(pieces, start=1):
            counted = f" ({part}/{len(pieces)})" if len(pieces) > 1 else ""
            yield Message(name, "\n".join([f"{head}{counted}:", *piece]), part, len(pieces))


def _pieces(texts: Iterable[str], room: int) -> Iterator[list[str]]:
    piece: list[str] = []
    left = room
    for text in texts:
        if piece and len(text) + 1 > left:
            yield piece
            piece, left = [], room
        piece.append(text)
        left -= len(text) + 1
    if piece:
        yield piece
