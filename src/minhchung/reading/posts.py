"""What belongs to a post: its charge, a second committee, further kinds of office it heads."""

from collections.abc import Iterator

from minhchung.reading.doers import post_at
from minhchung.reading.enumerations import joined
from minhchung.reading.proper import PLACES, Name
from minhchung.reading.words import ACTIONS, GROUPS, HEADS, ORDERS, Words

_COMMITTEES = {"ủy", "đoàn"}


def committees(words: Words, at: int) -> Iterator[Name]:
    """As in "Bí thư tỉnh ủy, thành ủy": one post in two committees."""
    low = words.low
    while low[at - 1] in _COMMITTEES and (step := joined(words, at)) and not words.starts_big(at + step):
        office = HEADS.at(low, at + step)
        if not office or low[at + step + office - 1] not in _COMMITTEES:
            return
        yield Name(words.between(at + step, at + step + office), at + step, at + step + office)
        at += step + office


def more_groups(words: Words, at: int) -> int:
    """One post over several kinds of office: "Các trưởng khoa, phòng nộp ..."."""
    low = words.low
    while (
        max(GROUPS.at(low, at - 1), PLACES.at(low, at - 1))
        and low[at : at + 1] in ([","], ["và"])
        and (step := max(GROUPS.at(low, at + 1), PLACES.at(low, at + 1)))
        and not words.starts_big(at + 1)
        and not post_at(words, at + 1)
        and HEADS.at(low, at + 1) <= step
    ):
        at += 1 + step
    return at


def with_charge(words: Words, at: int) -> int:
    """The charge of a post: "Phó Chủ tịch UBND phường phụ trách văn xã chủ trì ..."; it ends where an order begins."""
    low = words.low
    if low[at : at + 2] != ["phụ", "trách"]:
        return at
    # "phụ trách nội trú họp ...": a verb of one syllable ends the charge of two as well.
    if ACTIONS.at(low, at + 4):
        return at + 4 - (low[at + 3] == "theo")
    for end in range(at + 3, min(at + 13, len(low))):
        if low[end] in (";", "."):
            return at
        if low[end] in (":", "theo") or ORDERS.at(low, end) > 1:
            return end
    return at
