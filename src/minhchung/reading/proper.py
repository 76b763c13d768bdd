"""The proper part of a unit's name: how far it goes, over fields of work, capitals and the signs between them."""

from dataclasses import dataclass

from minhchung.reading.words import ACTIONS, ADVERBS, ALONE, FIELDS, HEADS, NAME_TAILS, NOT_HEADS, SCOPES, Words

# Signs and words that join two names, or two parts of one.
JOINERS = {",", ";", "và", "cùng", "hoặc", "/", "&"}
# Small words no name goes on with.
STOPS = {
    "là",
    "đã",
    "được",
    "có",
    "cần",
    "phải",
    "theo",
    "để",
    "về",
    "tại",
    "trong",
    "khi",
    "nếu",
    "do",
    "bị",
    "sẽ",
    "với",
    "cho",
    "từ",
    "trên",
    "căn",
    "vào",
    "như",
    "tùy",
}
# A name longer than this is none; the bound keeps the reading linear.
LONGEST_NAME = 40
_NUMBERED = {"số", "sở", "vực", "phố", "thôn", "đội", "khối", "quận", "khu", "ấp", "tổ"}


@dataclass(frozen=True, slots=True)
class Name:
    """One unit: the name to give, the words it took (indexes), and whether it is a group under an article."""

    name: str
    first: int
    after: int
    group: bool = False


def name_end(words: Words, at: int, *, complete: bool = False) -> int:
    """The end of the proper part of a name that goes on at ``at``; ``complete``: the head alone is a name already."""
    low = words.low
    fresh = False
    start = at
    while at < len(low) and at - start < LONGEST_NAME:
        step = max(NAME_TAILS.at(low, at), FIELDS.at(low, at))
        acts = not words.starts_big(at) and (at > start or complete) and max(ACTIONS.at(low, at), ADVERBS.at(low, at)) >= step
        if step and not acts:
            at, fresh = at + step, False
        elif words.starts_big(at) and low[at] not in JOINERS:
            if at > start and HEADS.at(low, at) and not fresh and not NOT_HEADS.at(low, at) and low[at] in ("phòng", "sở", "ban", "bộ"):
                break
            at, fresh = at + 1, True
        elif low[at] == "số" and at > start and at + 1 < len(low) and low[at + 1].isdigit():
            at, fresh = at + 2, False
        elif (low[at].isdigit() and low[at - 1] in _NUMBERED) or (
            fresh
            and low[at].isalpha()
            and low[at] not in STOPS
            and low[at] not in JOINERS
            and not max(ACTIONS.at(low, at), ADVERBS.at(low, at), SCOPES.at(low, at))
        ):
            at, fresh = at + 1, False
        else:
            step = _connected(words, at, start)
            if not step:
                break
            at, fresh = at + step, False
    return at


def _connected(words: Words, at: int, start: int) -> int:
    """A comma, "và" or dash inside one name: "Phòng Kinh tế, Hạ tầng và Đô thị"."""
    low = words.low
    if at == start or low[at] not in (",", "và", "-", "&") or at + 1 >= len(low):
        return 0
    after = at + 1
    if not words.starts_big(after) or (HEADS.at(low, after) and not NOT_HEADS.at(low, after) and not FIELDS.at(low, after)):
        return 0
    field = FIELDS.at(low, after)
    if low[at] == "và" and not field and words.between(at - 1, at).isupper() and words.between(after, after + 1).isupper():
        return 2
    if low[at] == "," and ALONE.at(low, after) == field:
        return 0
    if low[at] == "-":
        return 1 + field if field else 1
    return 1 + field if field else 0


def capitals(words: Words, at: int) -> int:
    """The end of the run of capitalised words at ``at`` (a person or a place)."""
    end = at
    while end < len(words.low) and end - at < 7 and words.starts_big(end) and words.low[end].isalpha():
        end += 1
    return end
