"""The proper part of a unit's name: how far it goes, over fields of work, capitals and the signs between them."""

from typing import NamedTuple

from minhchung.reading.words import (
    ACTIONS,
    ALONE,
    FIELDS,
    GROUPS,
    HEADS,
    NAME_TAILS,
    NOT_HEADS,
    ORDERS,
    SCOPES,
    THINGS,
    WARD_FIELDS,
    Phrases,
    Words,
)

# Signs and words that join two names, or two parts of one.
JOINERS = {",", ";", "và", "cùng", "hoặc", "/", "&", "+"}
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
_WATERS = {"sông", "núi", "hồ", "cầu", "biển", "đảo", "đèo", "suối", "kênh", "cồn", "đầm", "vịnh"}
# In a title all in capitals these too begin with one.
_ARTICLES = {"các", "những", "mỗi", "từng"}
# A name longer than this is none; the bound keeps the reading linear.
LONGEST_NAME = 40
_LONGEST_WORK = 9
_POSTS_OPEN = {"trưởng", "phó", "bí", "chủ"}
# What a name may be made of: fields of work (of a ward too) and tails.
_ANY_FIELD = FIELDS | WARD_FIELDS
_FIELDS_AND_TAILS = FIELDS | NAME_TAILS
NAME_PARTS = _ANY_FIELD | NAME_TAILS
NUMBERED = {"số", "sở", "vực", "phố", "thôn", "đội", "khối", "quận", "khu", "ấp", "tổ"}


# After the article these may be followed by the names of several: "UBND các xã A, B".
PLACES = Phrases(
    "xã, phường, thị trấn, thị xã, đặc khu, thôn, ấp, bản, xóm, buôn, khu phố, tổ dân phố, tỉnh, thành phố, huyện, quận, trạm, chốt, cụm"
)


class Name(NamedTuple):
    """One unit: the name to give, the words it took (indexes), and whether it is a group under an article."""

    name: str
    first: int
    after: int
    group: bool = False


def field_at(words: Words, at: int, *, ward: bool = True) -> int:
    """The words the field of work at ``at`` takes; ``ward``: it may be one that only offices of a ward join in one name."""
    return (_ANY_FIELD if ward else FIELDS).at(words.low, at)


def name_end(words: Words, at: int, *, complete: bool = False, parted: bool = False) -> int:
    """The end of the proper part of a name that goes on at ``at``; ``complete``: the head alone is a name already.

    ``parted``: a comma or "và" behind a field parts two offices ("Sở Tư pháp, Tài chính").
    """
    low = words.low
    parts = _FIELDS_AND_TAILS if parted else NAME_PARTS
    fresh = False
    start = at
    if (verb := _named_by_work(words, at)) > at:
        return verb
    while at < len(low) and at - start < LONGEST_NAME:
        step, big = parts.at(low, at), words.starts_big(at)
        acts = not big and (at > start or complete) and ORDERS.at(low, at) >= step
        if step and not acts:
            at, fresh = at + step, False
        elif big and (trade := _trade_end(words, at)) > at:
            at, fresh = trade, False
        elif big and low[at] not in JOINERS and low[at] not in _ARTICLES:
            if at > start and HEADS.at(low, at) and not fresh and not NOT_HEADS.at(low, at) and low[at] in ("phòng", "sở", "ban", "bộ"):
                break
            at, fresh = at + 1, True
        elif low[at] == "số" and at + 1 < len(low) and low[at + 1].isdigit():
            at, fresh = at + 2, False
        elif (low[at].isdigit() and (low[at - 1] in NUMBERED or (at > start and ends_name(words, at + 1)))) or (
            fresh
            and low[at].isalpha()
            and low[at] not in STOPS
            and low[at] not in JOINERS
            and not (ORDERS.at(low, at) or SCOPES.at(low, at))
        ):
            at, fresh = compound(words, at + 1), False
        else:
            step = _connected(words, at, start) if not (parted and low[at] in (",", "và")) else 0
            if not step:
                break
            at, fresh = at + step, False
    return at


def _named_by_work(words: Words, at: int) -> int:
    """The end of a name that begins with a verb in capitals: "Ban Thực hiện chính sách bảo hiểm | chuẩn bị ..."; ``at`` when the
    words are a known name or no order follows."""
    low = words.low
    verb = ACTIONS.at(low, at)
    if verb < 2 or not words.starts_big(at) or _FIELDS_AND_TAILS.at(low, at) or words.starts_big(at + 1):
        return at
    for end in range(at + verb + 1, min(at + _LONGEST_WORK, len(low))):
        if low[end] == ":" or (ACTIONS.at(low, end) > 1 and not words.starts_big(end)):
            return end
        if not low[end].isalnum() or low[end] in STOPS or low[end] in JOINERS:
            return at
    return at


def _trade_end(words: Words, at: int) -> int:
    """The end of a trade inside a name, its verb in a capital and its object in small letters: "Công ty TNHH MTV Khai thác | công
    trình thủy lợi"; ``at`` when there is none."""
    low = words.low
    verb = ACTIONS.at(low, at)
    if verb < 2 or not words.starts_big(at) or words.starts_big(at + 1):
        return at
    known = at + verb
    for end in range(at + verb, min(at + _LONGEST_WORK, len(low) + 1)):
        if end < known:
            continue
        known = end + max(THINGS.at(low, end), FIELDS.at(low, end)) if end < len(low) else end
        if known > end and not is_order(words, known):
            continue
        if end >= len(low) or low[end] in JOINERS or not low[end].isalpha() or (end > at + verb and is_order(words, end)):
            return end
        if low[end] == "tại" and (kind := GROUPS.at(low, end + 1)) and not words.starts_big(end + 1):
            # "Ủy ban Quản lý vốn nhà nước tại doanh nghiệp | chỉ đạo ..."
            return end + 1 + kind
        if words.starts_big(end) or low[end] in STOPS or SCOPES.at(low, end):
            return end
    return at


def is_order(words: Words, at: int) -> bool:
    """Whether a verb or adverb of an order stands there."""
    return ORDERS.at(words.low, at) > 0


def ends_name(words: Words, at: int) -> bool:
    """Whether a name may end before ``at``: a sign, an order or another name follows, not a thing counted."""
    low = words.low
    return at >= len(low) or not low[at].isalnum() or low[at] in JOINERS or is_order(words, at)


def compound(words: Words, at: int) -> int:
    """A second word of two syllables no list knows, when the name must end behind it: "Giải phóng mặt bằng phối hợp ..."."""
    low = words.low
    end = at + 2
    small = all(w.isalpha() and w not in STOPS and w not in JOINERS and not words.starts_big(at + i) for i, w in enumerate(low[at:end]))
    if end > len(low) or not small or any(ORDERS.at(low, i) or SCOPES.at(low, i) for i in (at, at + 1)):
        return at
    initials = end < len(low) and words.starts_big(end) and words.between(end, end + 1).isupper() and len(low[end]) > 1
    clear = initials or (end < len(low) and (low[end] in (":", "số", "-") or ACTIONS.at(low, end) or SCOPES.at(low, end)))
    return end if clear else at


def _connected(words: Words, at: int, start: int) -> int:
    """A comma, "và" or dash inside one name: "Phòng Kinh tế, Hạ tầng và Đô thị"."""
    low = words.low
    if at == start or low[at] not in (",", "và", "-", "&") or at + 1 >= len(low):
        return 0
    after = at + 1
    if "&" in low[after] and words.between(at - 1, at).isupper():
        # "Phòng KT, HT&ĐT": one name in initials.
        return 2
    if not words.starts_big(after) or (HEADS.at(low, after) and not NOT_HEADS.at(low, after) and not FIELDS.at(low, after)):
        return 0
    field = FIELDS.at(low, after)
    if field and HEADS.at(low, after) == field and SCOPES.at(low, after + field) and low[after] == "công":
        # "Phòng Kinh tế - Công an phường": an office of the place, no field.
        return 0
    if low[after] in _POSTS_OPEN and not field:
        return 0
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
    while end < len(words.low) and end - at < 7 and words.low[end].isalpha():
        # "khu vực Bắc sông Cấm": a small word of geography inside a name.
        if not words.starts_big(end) and not (end > at and words.low[end] in _WATERS and words.starts_big(end + 1)):
            break
        end += 1
    return end
