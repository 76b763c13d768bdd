"""Where the rows of a draft stand: a place for a new one, rows moved with all that stands under them, the code that comes next, sums."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from minhchung.scoring.exchange.drafts import Draft, DraftNode, Part
from minhchung.scoring.exchange.problems import ExchangeError

ROMAN = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
IS_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})")
LAST_NUMBER = re.compile(r"(.*?)(\d+)")
CODE_LENGTH = 20


class Spot(NamedTuple):
    """Where a row goes: before the row that now stands at `at`, at this level of this part, under the row `under` (None: at the top)."""

    at: int
    level: int
    part: Part
    under: int | None


def end_of(draft: Draft, index: int) -> int:
    """The place behind the row and all that stands under it."""
    here, at = draft.nodes[index], index + 1
    while at < len(draft.nodes) and draft.nodes[at].part == here.part and draft.nodes[at].level > here.level:
        at += 1
    return at


def parent_of(draft: Draft, index: int) -> int | None:
    """The row under which a row stands; None at the top of its part."""
    here = draft.nodes[index]
    for at in range(index - 1, -1, -1):
        if draft.nodes[at].part != here.part:
            return None
        if draft.nodes[at].level < here.level:
            return at
    return None


def children(draft: Draft, parent: int | None, part: Part = "inside") -> Iterator[int]:
    """The rows right under a row, or (None) those at the top of a part."""
    places = [at for at, node in enumerate(draft.nodes) if node.part == part]
    at, end = (parent + 1, end_of(draft, parent)) if parent is not None else (places[0], places[-1] + 1) if places else (0, 0)
    while at < end:
        yield at
        at = end_of(draft, at)


def sum_of(draft: Draft, parent: int | None, part: Part = "inside") -> Decimal | None:
    """What the rows right under a row are worth together; None where there are none, or where one does not say."""
    points = [draft.nodes[at].max for at in children(draft, parent, part)]
    known = [each for each in points if each is not None]
    return sum(known, Decimal(0)) if points and len(known) == len(points) else None


def last_in(draft: Draft, parent: int) -> Spot:
    """The end of the rows under a row."""
    head = draft.nodes[parent]
    return Spot(end_of(draft, parent), head.level + 1, head.part, parent)


def last_at_top(draft: Draft, part: Part) -> Spot:
    """The end of a part; bonus stands behind the scale, penalty behind bonus."""
    order: tuple[Part, ...] = ("inside", "bonus", "penalty")
    before = order[: order.index(part) + 1]
    return Spot(max((at + 1 for at, node in enumerate(draft.nodes) if node.part in before), default=0), 1, part, None)


def right_after(draft: Draft, index: int) -> Spot:
    """Beside a row, behind all that stands under it."""
    node = draft.nodes[index]
    return Spot(end_of(draft, index), node.level, node.part, parent_of(draft, index))


def with_added(draft: Draft, spot: Spot, node: DraftNode) -> Draft:
    """The draft with one row more; it takes level and part of its place."""
    placed = replace(node, level=spot.level, part=spot.part)
    return replace(draft, nodes=(*draft.nodes[: spot.at], placed, *draft.nodes[spot.at :]))


def moved(draft: Draft, rows: Collection[int], spot: Spot) -> tuple[Draft, tuple[int, ...]]:
    """The rows, each with all under it, in their order at another place; and where they stand then.

    Raises ExchangeError where a row would stand under itself.
    """
    blocks = [range(index, end_of(draft, index)) for index in _outermost(draft, rows)]
    if any(spot.under in block or block.start < spot.at < block.stop for block in blocks):
        raise ExchangeError("Không chuyển được một mục vào chính nó. Chọn mục khác.")
    taken = {at for block in blocks for at in block}
    before = [node for at, node in enumerate(draft.nodes) if at < spot.at and at not in taken]
    behind = [node for at, node in enumerate(draft.nodes) if at >= spot.at and at not in taken]
    carried: list[DraftNode] = []
    starts = []
    for block in blocks:
        starts.append(len(before) + len(carried))
        deeper = spot.level - draft.nodes[block.start].level
        carried += [replace(draft.nodes[at], level=draft.nodes[at].level + deeper, part=spot.part) for at in block]
    return replace(draft, nodes=(*before, *carried, *behind)), tuple(starts)


def stepped(draft: Draft, index: int, step: int) -> tuple[Draft, int]:
    """The row with all under it one place up (-1) or down (1) among its sisters; and where it stands then.

    Raises ExchangeError for the first or last of them.
    """
    sisters = list(children(draft, parent_of(draft, index), draft.nodes[index].part))
    place = sisters.index(index) + step
    if not 0 <= place < len(sisters):
        where = "đầu" if step < 0 else "cuối"
        raise ExchangeError(f"Dòng này đã ở {where} mục của nó. Muốn sang mục khác, dùng “Chuyển vào mục”.")
    here = draft.nodes[index]
    other = sisters[place]
    at = other if step < 0 else end_of(draft, other)
    changed, starts = moved(draft, [index], Spot(at, here.level, here.part, parent_of(draft, index)))
    return changed, starts[0]


def next_code(draft: Draft, spot: Spot) -> str:
    """A code that follows those beside the place and that no row has yet."""
    sisters = [at for at in children(draft, spot.under, spot.part) if at < spot.at and draft.nodes[at].code]
    if sisters:
        code = _following(draft.nodes[sisters[-1]].code)
    elif spot.under is not None and draft.nodes[spot.under].code:
        code = f"{draft.nodes[spot.under].code}.1"
    else:
        code = {"inside": "1", "bonus": "T1", "penalty": "P1"}[spot.part]
    taken = {node.code for node in draft.nodes}
    while code in taken:
        code = _following(code)
    return code[:CODE_LENGTH]


def _outermost(draft: Draft, rows: Collection[int]) -> list[int]:
    """The rows that stand under no other of them, in order."""
    found: list[int] = []
    end = 0
    for index in sorted(set(rows)):
        if index >= end:
            found.append(index)
            end = end_of(draft, index)
    return found


def _following(code: str) -> str:
    """1.3 → 1.4, II → III, a → b, anything else → with .1 behind it."""
    if numbered := LAST_NUMBER.fullmatch(code):
        return f"{numbered[1]}{int(numbered[2]) + 1}"
    head, dot, last = code.rpartition(".")
    if last and IS_ROMAN.fullmatch(last):
        return f"{head}{dot}{_roman(_number(last) + 1)}"
    if len(last) == 1 and last.isascii() and last not in "zZ":
        return f"{head}{dot}{chr(ord(last) + 1)}"
    return f"{code}.1"


def _number(roman: str) -> int:
    total = 0
    while roman:
        sign, worth = next((sign, worth) for sign, worth in ROMAN if roman.startswith(sign))
        roman, total = roman[len(sign) :], total + worth
    return total


def _roman(number: int) -> str:
    said = ""
    for sign, worth in ROMAN:
        while number >= worth:
            said, number = said + sign, number - worth
    return said
