"""Two packs side by side: what changed, which leaf became which, and last year's pack for a new year."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from rapidfuzz.fuzz import token_sort_ratio

from minhchung.scoring.packs import Node, Pack
from minhchung.scoring.words import POLICIES, SOURCES, plain, written_value
from minhchung.text.normal import fold

How = Literal["code", "title", "likeness"]
LIKE = 75
"""Likeness of two titles from which one is proposed for the other, of 100."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs. `kind`: the leaf came, went, moved to another place (`code` is the old one), or one of its sides changed;
    `before` and `after` in words, empty where there was or is nothing."""

    kind: Literal["added", "removed", "moved", "changed"]
    code: str
    title: str
    what: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A proposal: this leaf of the old set became that of the new one (None: none is like it), found by code, title or likeness.

    `score`: how alike the titles are, of 100. Nothing is ever applied without somebody's word.
    """

    old: Node
    new: Node | None
    how: How | None
    score: int


def proposed(old: Pack, new: Pack) -> list[Match]:
    """Which leaf became which when a set is replaced inside the year: the same code, else the same title, else the likest title."""
    left = {id(leaf): leaf for leaf in _leaves(new)}
    found: dict[int, Match] = {}

    def pair(before: Node, after: Node, how: How) -> None:
        found[id(before)] = Match(before, left.pop(id(after)), how, _likeness(before, after))

    for how, same in (("code", _same_code), ("title", _same_title)):
        for leaf in _leaves(old):
            if id(leaf) not in found and (twin := next((each for each in left.values() if same(leaf, each)), None)):
                pair(leaf, twin, how)  # type: ignore[arg-type]
    rest = [leaf for leaf in _leaves(old) if id(leaf) not in found]
    alike = [(_likeness(leaf, each), leaf, each) for leaf in rest for each in left.values()]
    for score, leaf, each in sorted(alike, key=lambda found: -found[0]):
        if score >= LIKE and id(leaf) not in found and id(each) in left:
            pair(leaf, each, "likeness")
    return [found.get(id(leaf), Match(leaf, None, None, 0)) for leaf in _leaves(old)]


def differences(old: Pack, new: Pack) -> list[Difference]:
    """What of the leaves differs, in the order of the old pack, then what came. A leaf is the same by its code; one whose title stands
    under another code moved."""
    above_old, above_new = _above(old), _above(new)
    told: list[Difference] = []
    kept: set[str] = set()
    for match in proposed(old, new):
        leaf, now = match.old, match.new
        if now is None or match.how == "likeness":
            told.append(Difference("removed", leaf.code, leaf.title))
            continue
        kept.add(now.code)
        if match.how == "title" or above_old[leaf.code] != above_new[now.code]:
            told.append(Difference("moved", leaf.code, leaf.title, "chỗ", _place(above_old, leaf), _place(above_new, now)))
        told += _sides(leaf, now, old, new)
    return told + [Difference("added", leaf.code, leaf.title) for leaf in _leaves(new) if leaf.code not in kept]


def copied(pack: Pack, year: int) -> Pack:
    """The pack for another year: every date as many years later (29/02 becomes 28/02), version 1, “năm 2026” in its words follows."""
    years = year - pack.year
    told = _moved(pack.model_dump(), lambda day: _later(day, years), (f"năm {pack.year}", f"năm {year}"))
    told["id"] = pack.id.replace(str(pack.year), str(year))
    if told["id"] == pack.id:
        told["id"] = f"{pack.id}-{year}"
    said = f"Chép từ bộ {pack.id}, phiên bản {pack.version}, cho năm {year}. {pack.provenance}"
    return Pack.model_validate(told | {"year": year, "version": 1, "provenance": said})


def _leaves(pack: Pack) -> Iterable[Node]:
    return (*pack.leaves, *pack.outside)


def _same_code(one: Node, other: Node) -> bool:
    return one.code == other.code


def _same_title(one: Node, other: Node) -> bool:
    return fold(one.title) == fold(other.title)


def _likeness(one: Node, other: Node) -> int:
    return round(token_sort_ratio(fold(one.title), fold(other.title)))


def _above(pack: Pack) -> dict[str, tuple[str, ...]]:
    """Code of a leaf → the codes above it."""
    found: dict[str, tuple[str, ...]] = {}

    def walk(node: Node, above: tuple[str, ...]) -> None:
        if node.is_leaf:
            found[node.code] = above
        for child in node.children:
            walk(child, (*above, node.code))

    for name, nodes in (
        ("", pack.nodes),
        ("bonus", pack.bonus.items if pack.bonus else ()),
        ("penalty", pack.penalty.items if pack.penalty else ()),
    ):
        for node in nodes:
            walk(node, (name,) if name else ())
    return found


def _place(above: dict[str, tuple[str, ...]], leaf: Node) -> str:
    return f"{leaf.code} (trong {' › '.join(above[leaf.code])})" if above[leaf.code] else leaf.code


SIDES: dict[str, Callable[[Node, Pack], str]] = {
    "tên": lambda leaf, pack: leaf.title,
    "điểm tối đa": lambda leaf, pack: plain(leaf.max),
    "cách chấm": lambda leaf, pack: _rule(leaf),
    "nguồn số liệu": lambda leaf, pack: SOURCES[str(leaf.source)],
    "minh chứng": lambda leaf, pack: "; ".join(f"{each.text} ({each.in_words()})" for each in leaf.evidence),
    "đơn vị chủ trì": lambda leaf, pack: _unit(leaf.lead, pack),
    "đơn vị phối hợp": lambda leaf, pack: ", ".join(_unit(key, pack) for key in leaf.supporting),
    "hạn": lambda leaf, pack: written_value(leaf.deadline) if leaf.deadline else "",
    "chính sách": lambda leaf, pack: "; ".join(
        f"{said}: {choices[getattr(leaf, name) or getattr(pack.policies, name)]}" for name, (said, choices) in POLICIES.items()
    ),
    "tự chấm": lambda leaf, pack: written_value(leaf.self_scored),
}
"""What of a leaf is compared, in words."""


def _sides(before: Node, after: Node, old: Pack, new: Pack) -> list[Difference]:
    found = []
    for what, said in SIDES.items():
        was, now = said(before, old), said(after, new)
        if was != now:
            found.append(Difference("changed", after.code, after.title, what, was, now))
    return found


def _rule(leaf: Node) -> str:
    """The rule in words, and the names it reads: two rules of the same words may count different things."""
    names = ", ".join(dict.fromkeys(read.name for read in leaf.scored_by.inputs()))
    return f"{leaf.scored_by.in_words(leaf.max)} [{names}]"


def _unit(key: str | None, pack: Pack) -> str:
    return pack.units.get(key, key) if key else ""


def _moved(value: Any, later: Callable[[date], date], words: tuple[str, str], name: str = "") -> Any:
    if isinstance(value, date):
        return later(value)
    if isinstance(value, dict):
        return {key: _moved(part, later, words, key) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_moved(part, later, words) for part in value]
    return value.replace(*words) if name in {"title", "text"} and isinstance(value, str) else value


def _later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
