"""Who works with the responsible unit: those after "phối hợp (với)", "cùng (với)"."""

from collections.abc import Sequence

from minhchung.reading.enumerations import MOST_NAMES, joined
from minhchung.reading.names import unit_list
from minhchung.reading.proper import JOINERS, NUMBERED, STOPS, Name, capitals
from minhchung.reading.subjects import rest_of_name
from minhchung.reading.words import ENTRY_NOUNS, FIELDS, HEADS, OPENERS, ORDERS, PERSONS, POSTS, SCOPES, THINGS, Words

# How many words before "phối hợp" its subject may begin.
_REACH = 30
_LONGEST_FIRM = 6
# "chủ trì", "thực hiện", "phụ trách": another one leads.
_TOGETHER = {"phối", "cùng"}
_LEADS = {"trì", "hiện", "trách"}


def cooperating_units(words: Words, leads: Sequence[str]) -> list[str]:
    """The units after "phối hợp (với)", "cùng (với)"; recipients and those who are guided are none."""
    low = words.low
    if _TOGETHER.isdisjoint(low):
        return []
    out: dict[str, None] = {}
    for at in [i for i, word in enumerate(low) if word in _TOGETHER]:
        start = _after_cooperation(low, at)
        if not start:
            continue
        if low[at] == "cùng" and low[at + 1 : at + 2] != ["với"]:
            names = [
                n
                for n in unit_list(words, start)
                if n.group or HEADS.at(low, n.first) or POSTS.at(low, n.first) or PERSONS.at(low, n.first)
            ]
        else:
            names = _helpers(words, start)
        out.update((n.name, None) for n in names or _before_cooperation(words, at) if n.name not in leads)
    return list(out)


def _helpers(words: Words, start: int) -> list[Name]:
    """The names in a row; a body no list knows ("Viettel Sông Mây") is one by its capitals when the name clearly ends."""
    names: list[Name] = []
    at = start
    while len(names) < MOST_NAMES:
        found = unit_list(words, at, bare=True) or _firm(words, at)
        if not found:
            break
        # "Đài Thông tin duyên hải | kiểm đếm tàu thuyền": small words before the order belong to the name.
        if not found[-1].group and (end := rest_of_name(words, found[-1].after)) > found[-1].after:
            found = [*found[:-1], found[-1]._replace(name=words.between(found[-1].first, end), after=end)]
        names.extend(found)
        step = joined(words, found[-1].after)
        at = found[-1].after + step
        if not step:
            break
    return names


def _firm(words: Words, at: int) -> list[Name]:
    low = words.low
    if at >= len(low) or not words.starts_big(at) or max(ENTRY_NOUNS.at(low, at), THINGS.at(low, at), OPENERS.at(low, at)):
        return []
    end = capitals(words, at)
    end += SCOPES.at(low, end)
    end = capitals(words, end)
    end += end < len(low) and low[end].isdigit() and low[end - 1] in NUMBERED
    # "Cảnh sát giao thông", "Quản lý thị trường | kiểm soát ...": small words up to a sign or an order belong to the name.
    while end < min(at + _LONGEST_FIRM, len(low)) and low[end].isalpha() and low[end] not in JOINERS | STOPS and not words.starts_big(end):
        thing = max(FIELDS.at(low, end), THINGS.at(low, end))
        order = ORDERS.at(low, end)
        if order and order >= thing:
            break
        end += thing or 1
    over = end >= len(low) or low[end] in JOINERS | STOPS or not low[end].isalnum() or ORDERS.at(low, end)
    return [Name(words.between(at, end), at, end)] if over and end > at else []


def _before_cooperation(words: Words, at: int) -> list[Name]:
    """As in "Phòng A chủ trì, Phòng B phối hợp": the unit stands before the verb."""
    low = words.low
    end = at - 1 if low[at - 1 : at] == ["cùng"] else at
    if low[at] != "phối" or not _LEADS & set(low[max(at - _REACH, 0) : at]):
        return []
    for start in range(max(at - _REACH, 0), end):
        if low[start] in (",", ";") and (names := unit_list(words, start + 1)) and names[-1].after == end:
            return names
    return []


def _after_cooperation(low: Sequence[str], at: int) -> int:
    """The word after "phối hợp chặt chẽ với"; 0 when the word at ``at`` says no cooperation."""
    word = low[at]
    if word == "cùng":
        if at and low[at - 1] == "hợp":
            return 0
        return at + 2 if low[at + 1 : at + 2] == ["với"] else at + 1
    if word == "phối" and low[at + 1 : at + 2] == ["hợp"]:
        at += 2
    elif word == "phối" and low[at + 1 : at + 2] == ["với"]:
        return at + 2
    else:
        return 0
    while low[at : at + 2] in (["chặt", "chẽ"], ["đồng", "bộ"], ["hiệu", "quả"], ["thường", "xuyên"], ["kịp", "thời"]):
        at += 2
    if low[at : at + 1] == ["tốt"]:
        at += 1
    if low[at : at + 2] == ["cùng", "với"]:
        return at + 2
    return at + 1 if low[at : at + 1] in (["với"], ["cùng"]) else at
