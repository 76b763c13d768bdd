"""Rows of a copy that show no code: which procedure they may mean. A likeness is only proposed; a person confirms it, and it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from minhchung.apps.publication.rules.words import key_of

ALIKE = 86
"""Below this likeness (0 to 100) of two names nothing is proposed."""
APART = 3
"""By so much the likest name has to be ahead of the next."""


@dataclass(frozen=True)
class Match:
    """A name of a copy and the code it may mean. `code` "": none is proposed, `why` says why; `score`: 100 for the same name."""

    name: str
    code: str
    score: int
    why: str = ""


def propose(names: Sequence[str], catalogue: Mapping[str, str]) -> list[Match]:
    """For each name the procedure (code → name) it is likest to. The same name twice in the catalogue is proposed to nobody."""
    keys = {code: key_of(name) for code, name in catalogue.items()}
    codes: dict[str, list[str]] = {}
    for code, key in keys.items():
        codes.setdefault(key, []).append(code)
    return [_match(name, keys, codes) for name in names]


def _match(name: str, keys: Mapping[str, str], codes: Mapping[str, Sequence[str]]) -> Match:
    same = codes.get(key_of(name), ())
    if len(same) == 1:
        return Match(name, same[0], 100)
    if same:
        return Match(name, "", 100, f"Danh mục có {len(same)} thủ tục cùng tên: {', '.join(same)}.")
    found = process.extract(key_of(name), keys, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=2)
    if not found:
        return Match(name, "", 0, "Không có tên nào gần giống trong danh mục.")
    if len(found) > 1 and found[0][1] - found[1][1] < APART:
        return Match(name, "", int(found[0][1]), f"Gần giống cả {found[0][2]} và {found[1][2]}: chọn một.")
    return Match(name, found[0][2], int(found[0][1]))
