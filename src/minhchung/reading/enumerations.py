"""Several names in a row: what joins them, and what the later ones leave unsaid ("Tổ dân phố số 3, 8", "Sở Tư pháp, Tài chính")."""

from collections.abc import Iterator

from minhchung.reading.proper import JOINERS, NAME_PARTS, PLACES, STOPS, Name, capitals, field_at, is_order
from minhchung.reading.words import ACTIONS, HEADS, NOT_HEADS, ROLES, Phrases, Words

MOST_NAMES = 24
_LONGEST_LISTED = 8
_LONGEST_PART = 20
_FEW = 3
_PARTING = {",", ";", "và"}
_WORKS = Phrases("xây dựng, đầu tư, đào tạo, quy hoạch, kiểm định, thiết kế")
# "Cục Kiểm ngư quản lý vùng biển": departments whose names hold the work they do.
_NAMED_BY_WORK = {"cục", "vụ"}


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


def with_small_words(words: Words, name: Name) -> Name:
    """As in "Hội Doanh nhân trẻ, Hội Phụ nữ phường ...": small words no list knows, before the sign that parts two offices."""
    low, at = words.low, name.after
    if name.group or _PARTING.isdisjoint(low[at + 1 : at + _FEW + 1]):
        return name
    work = _WORKS.at(low, at) if not words.starts_big(at) else 0
    if (
        work
        and low[at + work : at + work + 1] in ([","], [";"], ["và"])
        and words.starts_big(at + work + 1)
        and HEADS.at(low, at + work + 1)
    ):
        # "Viện Kinh tế xây dựng, Vụ ...": a verb without its object before the next office is a part of the name.
        return name._replace(name=name.name + words.text[words.end(at - 1) : words.end(at + work - 1)], after=at + work)
    for end in range(at + 1, min(at + _FEW + 1, len(low) - 1)):
        small = low[end - 1]
        if not small.isalpha() or words.starts_big(end - 1) or small in STOPS or small in JOINERS or is_order(words, end - 1):
            break
        if low[end] in (",", ";") and words.starts_big(end + 1) and HEADS.at(low, end + 1) and not NOT_HEADS.at(low, end + 1):
            return name._replace(name=name.name + words.text[words.end(at - 1) : words.end(end - 1)], after=end)
    return name


def listed_name(words: Words, index: int) -> list[Name]:
    """A name no list holds among known ones: "Sở A, Nhà hát Chèo Nam Sơn bảo đảm ...". It bears two capitals, and a sign or an
    order follows."""
    low = words.low
    if not words.starts_big(index) or is_order(words, index) or NAME_PARTS.at(low, index):
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


def between_semicolons(words: Words, index: int) -> list[Name]:
    """The names of a list parted by semicolons, but for its last: "Khoa Hồi sức tích cực; Khoa Nội tổng hợp; Khoa Nhi rà soát ...".

    Each is taken whole up to its sign, for whatever stands there is the name; a part in which somebody acts makes it no list.
    """
    low = words.low
    names: list[Name] = []
    at = index
    if ";" not in low[at + 1 : at + _LONGEST_PART]:
        return names
    while len(names) < MOST_NAMES and _opens_name(words, at):
        end = next((i for i in range(at + 1, min(at + _LONGEST_PART, len(low))) if low[i] in (";", ".", ":", "(")), 0)
        if not end or low[end] not in (";", ":") or (low[end] == ":" and not names):
            return names if len(names) > 1 else []
        # One name makes no list: without another behind the sign the long look at its words is spared.
        if not names and not _opens_name(words, end + 1):
            return []
        if low[at] not in _NAMED_BY_WORK and any(ACTIONS.at(low, i) > 1 and not words.starts_big(i) for i in _outside(words, at, end)):
            return []
        names.append(Name(words.between(at, end), at, end))
        if low[end] == ":":
            return names
        at = end + 1
    return []


def _opens_name(words: Words, at: int) -> bool:
    """Whether the head of an office stands there, written as in a name."""
    return words.starts_big(at) and bool(HEADS.at(words.low, at)) and not NOT_HEADS.at(words.low, at)


def _outside(words: Words, at: int, end: int) -> Iterator[int]:
    """The words of a part that belong to no field of work."""
    i = at + 1
    while i < end:
        step = NAME_PARTS.at(words.low, i)
        if not step:
            yield i
        i += step or 1


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
    return [*names[:-2], held._replace(after=last.after)]


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
