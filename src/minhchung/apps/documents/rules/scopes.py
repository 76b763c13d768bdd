"""Parts of a document as people write them: "Điều 5", "điểm a khoản 2 Điều 5", "các Điều 5, 6 và 7", "Điều 5 đến Điều 8".

A place is (điều, khoản, điểm), cut off where nothing finer is said: ("5",), ("5", "2"), ("5", "2", "a"), ("5", "", "a") for a điểm of an
article without khoản. What names no article (a chapter,
an annex, plain words) has no place that could be compared: nothing is guessed of it.
"""

import re
from enum import StrEnum
from itertools import product

from minhchung.text.normal import clean, lower, nfc, squeeze

Place = tuple[str, ...]
_TOKEN = re.compile(r"\b(?:(?P<level>điều|khoản|điểm) +)?(?P<name>\d{1,3}[a-zđ]?|[a-zđ])\b")
_LEVELS = {"điều": 0, "khoản": 1, "điểm": 2}
_BETWEEN = re.compile(r"[\s,;]*(?:và|đến|các)?[\s,;]*")
FARTHEST = 200
"""An article range longer than this is a slip of the pen, not a range."""


class Cover(StrEnum):
    """How a changed part lies to a cited part."""

    ALL = "all"
    """The whole of what is cited is changed."""
    PART = "part"
    """Some of what is cited is changed, or that cannot be told: somebody has to look."""
    NONE = "none"


def places_of(words: str) -> frozenset[Place]:
    """The places a text names; empty when it names none, or anything besides that is no article."""
    runs = _runs(squeeze(lower(clean(nfc(words)))))
    return frozenset(_places(runs)) if runs else frozenset()


def covers(changed: str, cited: str) -> Cover:
    """How far a change of `changed` reaches what cites `cited`; "" means the whole document on either side."""
    if not changed.strip():
        return Cover.ALL
    if not cited.strip():
        return Cover.PART
    theirs, ours = places_of(changed), places_of(cited)
    if not theirs or not ours:
        return Cover.PART
    if all(any(_inside(our, their) for their in theirs) for our in ours):
        return Cover.ALL
    return Cover.PART if any(_inside(our, their) or _inside(their, our) for our in ours for their in theirs) else Cover.NONE


def _inside(part: Place, whole: Place) -> bool:
    return part[: len(whole)] == whole


def _runs(text: str) -> list[tuple[int, list[str]]]:
    """Runs of names of one level ("khoản 1, 2 và 3"), in order; empty when words stand between that are none of ours, or "và" leaves open
    which article is meant ("Điều 5 và khoản 2 …")."""
    runs: list[tuple[int, list[str]]] = []
    at = 0
    for found in _TOKEN.finditer(text):
        joint = text[at : found.start()]
        if not _BETWEEN.fullmatch(joint) or (found["level"] is None and not runs):
            return []
        level = _LEVELS[found["level"]] if found["level"] else runs[-1][0]
        if runs and runs[0][0] == 0 and level > runs[-1][0] and ("và" in joint or ";" in joint):
            return []
        if runs and runs[-1][0] == level and (found["level"] is None or level > 0 or "đến" in joint):
            runs[-1][1].extend(_range(runs[-1][1][-1], found["name"]) if "đến" in joint else [found["name"]])
        else:
            runs.append((level, [found["name"]]))
        at = found.end()
    return [] if text[at:].strip(" .,;") else runs


def _range(first: str, last: str) -> list[str]:
    if not first.isdigit() or not last.isdigit() or not 0 < int(last) - int(first) <= FARTHEST:
        return [last]
    return [str(number) for number in range(int(first) + 1, int(last) + 1)]


def _places(runs: list[tuple[int, list[str]]]) -> list[Place]:
    """Groups of runs that name articles: either falling ("Điều 5 khoản 2") or rising ("điểm a khoản 2 Điều 5")."""
    groups: list[dict[int, list[str]]] = []
    rising, last = runs[0][0] > 0, -1
    for level, names in runs:
        if groups and (level < last if rising else level > last):
            groups[-1][level] = names
        else:
            groups.append({level: names})
        last = level
    if any(0 not in group for group in groups):
        return []
    return [place for group in groups for place in product(*(group.get(level, [""]) for level in range(max(group) + 1)))]
