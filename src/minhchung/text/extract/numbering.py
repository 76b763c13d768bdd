"""The list markers Word counts by itself: "1.", "a)", "II.", "-" are not in the text of a DOCX but in its numbering part."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
PLACE = re.compile(r"%([1-9])")
LEVELS = 9

# Bullets are glyphs of symbol fonts (private use) or ornaments. The text keeps the three that people type: "-", "+" and "•";
# a hollow bullet is Word's second level and becomes "+", so that the two levels stay apart.
DASHES = frozenset("-‐‑‒–—−\uf02d\uf0be")
HOLLOW = frozenset("o○◦\uf06f\uf0a1")


@dataclass(slots=True)
class Level:
    """How one level of a list counts and looks."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    glued: bool = False  # no blank between marker and text
    restart: int | None = None  # restarts after this level (1-based); 0 never
    legal: bool = False  # all numbers in Arabic


@dataclass(slots=True)
class _Count:
    values: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


class Numbering:
    """The lists of one document while it is being read from top to bottom: `marker` counts on with every call."""

    def __init__(self, root: etree._Element | None, number_of_style: Callable[[str], str | None]) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract_of: dict[str, str] = {}
        self._overrides: dict[str, dict[int, tuple[int | None, Level | None]]] = {}
        self._links: dict[str, str] = {}
        self._style_levels: dict[str, int] = {}
        self._counts: dict[str, _Count] = {}
        self._begun: set[tuple[str, int]] = set()
        self._number_of_style = number_of_style
        if root is not None:
            self._load(root)

    def marker(self, num_id: str, level: int) -> str:
        """The marker of the next paragraph of list `num_id` at `level` (0-based), with the blank after it; "" when it shows none."""
        abstract = self._abstract(num_id)
        if abstract is None or not 0 <= level < LEVELS:
            return ""
        definition = self._level(num_id, abstract, level)
        values = self._counts.setdefault(abstract, _Count()).values
        self._advance(num_id, level, definition, values, abstract)
        if definition.form == "bullet":
            shown = bullet(definition.text)
        else:
            shown = PLACE.sub(lambda m: self._shown(num_id, abstract, int(m[1]) - 1, values, definition), definition.text)
        return shown + ("" if definition.glued or not shown else " ")

    def level_of_style(self, style: str) -> int:
        """The level a paragraph style is tied to in its list; 0 when the list does not say."""
        return self._style_levels.get(style, 0)

    def _advance(self, num_id: str, level: int, definition: Level, values: list[int | None], abstract: str) -> None:
        start_over = self._overrides.get(num_id, {}).get(level, (None, None))[0]
        current = values[level]
        if start_over is not None and (num_id, level) not in self._begun:
            values[level] = start_over
        else:
            values[level] = definition.start if current is None else current + 1
        self._begun.add((num_id, level))
        for deeper in range(level + 1, LEVELS):
            restart = self._level(num_id, abstract, deeper).restart
            if restart is None or 0 < level + 1 <= restart:
                values[deeper] = None

    def _shown(self, num_id: str, abstract: str, level: int, values: list[int | None], of: Level) -> str:
        definition = self._level(num_id, abstract, level)
        value = values[level]
        number = definition.start if value is None else value
        return count(number, "decimal" if of.legal and definition.form != "none" else definition.form)

    def _level(self, num_id: str, abstract: str, level: int) -> Level:
        override = self._overrides.get(num_id, {}).get(level)
        if override is not None and override[1] is not None:
            return override[1]
        levels = self._levels.get(abstract, {})
        return levels.get(level) or levels.setdefault(level, Level())

    def _abstract(self, num_id: str) -> str | None:
        abstract = self._abstract_of.get(num_id)
        link = self._links.get(abstract) if abstract is not None else None
        if link is None:
            return abstract
        target = self._number_of_style(link)
        return self._abstract_of.get(target, abstract) if target is not None else abstract

    def _load(self, root: etree._Element) -> None:
        for node in root:
            if node.tag == W + "abstractNum":
                key = node.get(W + "abstractNumId", "")
                link = node.find(W + "numStyleLink")
                if link is not None:
                    self._links[key] = link.get(VAL, "")
                self._levels[key] = dict(self._read_level(item) for item in node.iterchildren(W + "lvl"))
            elif node.tag == W + "num":
                self._load_num(node)

    def _load_num(self, node: etree._Element) -> None:
        key, abstract = node.get(W + "numId", ""), node.find(W + "abstractNumId")
        if abstract is None:
            return
        self._abstract_of[key] = abstract.get(VAL, "")
        for override in node.iterchildren(W + "lvlOverride"):
            start, own = override.find(W + "startOverride"), override.find(W + "lvl")
            level = whole(override.get(W + "ilvl"), 0)
            self._overrides.setdefault(key, {})[level] = (
                None if start is None else whole(start.get(VAL), 1),
                None if own is None else self._read_level(own)[1],
            )

    def _read_level(self, node: etree._Element) -> tuple[int, Level]:
        index, level = whole(node.get(W + "ilvl"), 0), Level()
        for item in node:
            value = item.get(VAL, "")
            match str(item.tag).removeprefix(W):
                case "start":
                    level.start = whole(value, 1)
                case "numFmt":
                    level.form = value
                case "lvlText":
                    level.text = value
                case "suff":
                    level.glued = value == "nothing"
                case "lvlRestart":
                    level.restart = whole(value, 0)
                case "isLgl":
                    level.legal = value not in ("0", "false")
                case "pStyle":
                    self._style_levels[value] = index
        return index, level


def bullet(glyph: str) -> str:
    """The typed form of a bullet glyph."""
    glyph = glyph.strip()
    if not glyph:
        return ""
    if glyph[0] in DASHES:
        return "-"
    if glyph[0] in HOLLOW or glyph[0] == "+":
        return "+"
    return glyph if len(glyph) > 1 or glyph in "*" or glyph.isalnum() else "•"


def count(number: int, form: str) -> str:
    """`number` in one of Word's numeral forms; a form not known here is shown in Arabic numerals."""
    match form:
        case "none":
            return ""
        case "decimalZero":
            return f"{number:02d}"
        case "lowerLetter" | "upperLetter":
            return _letters(number, upper=form == "upperLetter")
        case "lowerRoman" | "upperRoman":
            return _roman(number, upper=form == "upperRoman")
        case _:
            return str(number)


def _letters(number: int, *, upper: bool) -> str:
    # Word goes a … z, then aa, bb, cc: the same letter again, not as spreadsheets do.
    if number < 1:
        return str(number)
    turn, index = divmod(number - 1, 26)
    letter = chr((65 if upper else 97) + index)
    return letter * min(turn + 1, 40)


def _roman(number: int, *, upper: bool) -> str:
    if not 0 < number < 4000:
        return str(number)
    shown = ""
    for value, sign in ROMAN:
        while number >= value:
            shown, number = shown + sign, number - value
    return shown if upper else shown.lower()


ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def whole(value: str | None, otherwise: int) -> int:
    """An XML attribute as an integer, or `otherwise` when it is absent or not one: real files hold both."""
    try:
        return int(value) if value is not None else otherwise
    except ValueError:
        return otherwise
