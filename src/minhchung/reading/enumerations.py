"""Several names in a row: what joins them, and what the later ones leave unsaid ("Tổ dân phố số 3, 8", "Sở Tư pháp, Tài chính")."""

from collections.abc import Iterator
from dataclasses import replace

from minhchung.reading.proper import JOINERS, PLACES, STOPS, Name, capitals, field_at, is_order
from minhchung.reading.words import HEADS, NAME_TAILS, ROLES, Words

MOST_NAMES = 24
_LONGEST_LISTED = 8


def joined(words: Words, index: int) -> int:
    """How many words join the name before ``index`` to another one; 0 when the list is over."""
    low = words.low
    # Who stands behind "cùng" cooperates.
    if index >= len(low) or low[index] not in JOINERS or low[index] == "cùng":
        return 0
    return 2 if low[index] in (",", ";") and low[index + 1 : index + 2] == ["và"] else 1


def past_bracket(words: Words, index: int) -> int:
    """As in "BS Hà (Khoa Nhi) và BS Minh ...": the list goes on behind the bracket."""
    low = words.low
    if low[index : index + 1] != ["("]:
        return index
    close = next((i for i in range(index + 1, min(index + _LONGEST_LISTED, len(low))) if low[i] == ")"), index)
    return close + 1 if joined(words, close + 1) else index


def listed_name(words: Words, index: int) -> list[Name]:
    """A name no list holds among known ones: "Sở A, Nhà hát Chèo Nam Sơn bảo đảm ...". It bears two capitals, and a sign or an
    order follows."""
    low = words.low
    if not words.starts_big(index) or is_order(words, index) or max(field_at(words, index), NAME_TAILS.at(low, index)):
        return []
    # "Báo địa phương": after the head of an office one capital will do.
    big = 1 + bool(HEADS.at(low, index))
    for end in range(index + 1, min(index + _LONGEST_LISTED, len(low))):
        if low[end] in JOINERS or low[end] in (":", "theo") or (not words.starts_big(end) and is_order(words, end)):
            return [Name(words.between(index, end), index, end)] if big > 1 else []
        if not low[end].isalnum() or low[end] in STOPS:
            return []
        big += words.starts_big(end)
    return []


def further_numbers(words: Words, last: Name) -> Iterator[Name]:
    """The further numbers of one kind of unit: "Tổ dân phố số 3, 8 và 15" names three."""
    low = words.low
    at = last.after
    if last.group or not low[at - 1].isdigit() or at - 1 <= last.first:
        return
    held = words.between(last.first, at - 1)
    for _ in range(MOST_NAMES):
        step = joined(words, at)
        end = at + step + 1
        if not step or not low[end - 1 : end] or not low[end - 1].isdigit():
            return
        if end < len(low) and low[end] not in (*JOINERS, ":", ".", "(", ")") and not is_order(words, end):
            return
        yield Name(f"{held} {low[end - 1]}", end - 1, end)
        at = end


def without_roles(words: Words, names: list[Name]) -> list[Name]:
    """As in "Trưởng Công an phường, Ủy viên: ...": the part somebody has in a committee is no second doer."""
    last = names[-1] if len(names) > 1 else None
    if last is None or ROLES.at(words.low, last.first) != last.after - last.first or ROLES.at(words.low, names[0].first):
        return names
    held = names[-2]
    return [*names[:-2], replace(held, after=last.after)]


def same_head(words: Words, first: int, at: int) -> Iterator[Name]:
    """The further fields after one head: "Sở Tư pháp, Tài chính rà soát" names two."""
    low = words.low
    for _ in range(MOST_NAMES):
        step = joined(words, at)
        field = field_at(words, at + step, ward=False) if step and words.starts_big(at + step) else 0
        office = HEADS.at(low, at + step)
        if not field or office > field or (office and low[first] == "sở"):
            return
        at += step + field
        yield Name(f"{words.between(first, first + 1)} {words.between(at - field, at)}", at - field, at)


def over_places(words: Words, first: int, at: int) -> list[Name]:
    """As in "UBND các xã: A, B và phường C": one name for each place, with the words before the article."""
    low = words.low
    if at >= len(low) or low[at] != "các" or not (step := PLACES.at(low, at + 1)):
        return []
    held, start = words.between(first, at), at + 1
    at = start + step
    # "UBND các xã, phường: A, B": which of them is what is not said.
    while low[at : at + 1] in ([","], ["và"]) and (step := PLACES.at(low, at + 1)) and not words.starts_big(at + 1 + step):
        at += 1 + step
    kind = words.between(start, at)
    at += at < len(low) and low[at] == ":"
    names: list[Name] = []
    for _ in range(MOST_NAMES):
        if step := PLACES.at(low, at):
            kind, at = words.between(at, at + step), at + step
        end = capitals(words, at)
        end += end > at and end < len(low) and low[end].isdigit()
        if end == at or HEADS.at(low, at):
            break
        names.append(Name(f"{held} {kind} {words.between(at, end)}", at if names else first, end))
        at = end + joined(words, end)
        if at == end:
            break
    return names
