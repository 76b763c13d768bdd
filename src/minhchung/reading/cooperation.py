"""Who works with the responsible unit: those after "phối hợp (với)", "cùng (với)"."""

from collections.abc import Sequence

from minhchung.reading.names import unit_list
from minhchung.reading.proper import Name
from minhchung.reading.words import HEADS, PERSONS, POSTS, Words

# How many words before "phối hợp" its subject may begin.
_REACH = 30
# "chủ trì", "thực hiện", "phụ trách": another one leads.
_LEADS = {"trì", "hiện", "trách"}


def cooperating_units(words: Words, leads: Sequence[str]) -> list[str]:
    """The units after "phối hợp (với)", "cùng (với)"; recipients and those who are guided are none."""
    low = words.low
    out: dict[str, None] = {}
    for at, word in enumerate(low):
        start = _after_cooperation(low, at) if word in ("phối", "cùng") else 0
        if not start:
            continue
        if word == "cùng" and low[at + 1 : at + 2] != ["với"]:
            names = [
                n
                for n in unit_list(words, start)
                if n.group or HEADS.at(low, n.first) or POSTS.at(low, n.first) or PERSONS.at(low, n.first)
            ]
        else:
            names = unit_list(words, start, bare=True)
        out.update((n.name, None) for n in names or _before_cooperation(words, at) if n.name not in leads)
    return list(out)


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
