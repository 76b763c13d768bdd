"""The effective format of paragraphs and runs of a DOCX: document defaults, table style, paragraph style, list, character style, direct.

Bold, italic and capitals are toggles: set in several styles at once they cancel each other out, set directly they are meant as they stand.
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from minhchung.text.extract.numbering import LEVELS, VAL, W, whole

Props = dict[str, Any]
CHAIN_LIMIT = 12
LARGEST = 1_000_000
OFF = frozenset({"0", "false", "off", "none"})
TOGGLES = ("b", "i", "caps")
TWIPS_PER_MM = 1440 / 25.4
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def paragraph_props(node: etree._Element | None) -> Props:
    """What a w:pPr says: only what it names."""
    found: Props = {}
    if node is None:
        return found
    for child in node:
        tag = str(child.tag).removeprefix(W)
        if tag == "jc":
            found["align"] = {"start": "left", "end": "right", "distribute": "both"}.get(child.get(VAL, ""), child.get(VAL))
        elif tag == "ind":
            found.update(_indents(child))
        elif tag == "spacing":
            found.update(_spacing(child))
        elif tag == "contextualSpacing":
            found["contextual"] = _on(child)
        elif tag == "pBdr":
            found["borders"] = {str(side.tag).removeprefix(W) for side in child if side.get(W + "val") not in ("none", "nil", None)}
    return found


def run_props(node: etree._Element | None) -> Props:
    """What a w:rPr says: only what it names."""
    found: Props = {}
    if node is None:
        return found
    for child in node:
        tag = str(child.tag).removeprefix(W)
        if tag in (*TOGGLES, "vanish"):
            found[tag] = _on(child)
        elif tag == "sz" and number(child.get(VAL)) is not None:
            found["size"] = (number(child.get(VAL)) or 0) / 2
        elif tag == "rFonts":
            font = child.get(W + "hAnsi") or child.get(W + "ascii")
            theme = child.get(W + "hAnsiTheme") or child.get(W + "asciiTheme")
            if theme or font:
                found["font"] = f"theme:{theme}" if theme else font
        elif tag == "u":
            found["underlined"] = child.get(VAL, "single") != "none"
        elif tag == "color":
            found["color"] = child.get(VAL, "auto")
    return found


class Formats:
    """The styles of one document."""

    def __init__(self, styles: etree._Element | None, theme: etree._Element | None, numbering: etree._Element | None) -> None:
        self._nodes: dict[str, etree._Element] = {}
        self._defaults: dict[str, str] = {}
        self.base_run: Props = {}
        self.base_paragraph: Props = {}
        self._fonts = dict(_theme_fonts(theme))
        self._list_indents = dict(_list_indents(numbering))
        for node in () if styles is None else styles:
            if node.tag == W + "style":
                self._nodes[node.get(W + "styleId", "")] = node
                if node.get(W + "default") in ("1", "true"):
                    self._defaults[node.get(W + "type", "")] = node.get(W + "styleId", "")
            elif node.tag == W + "docDefaults":
                self.base_run = run_props(node.find(f"{W}rPrDefault/{W}rPr"))
                self.base_paragraph = paragraph_props(node.find(f"{W}pPrDefault/{W}pPr"))
        self._kept: dict[tuple[str, str], Props] = {}

    def chain(self, style: str | None) -> list[etree._Element]:
        """A style and what it is based on, from the ground up."""
        found: list[etree._Element] = []
        for _ in range(CHAIN_LIMIT):
            node = self._nodes.get(style or "")
            if node is None:
                break
            found.insert(0, node)
            based = node.find(W + "basedOn")
            style = None if based is None else based.get(VAL)
        return found

    def style_props(self, style: str | None, part: str) -> Props:
        """What a style says of paragraphs ("pPr") or runs ("rPr"), inheritance included; the later in a chain wins, toggles too."""
        key = (style or "", part)
        if key not in self._kept:
            read = paragraph_props if part == "pPr" else run_props
            merged: Props = {}
            for node in self.chain(style):
                merged |= read(node.find(W + part))
            self._kept[key] = merged
        return self._kept[key]

    def paragraph(self, node: etree._Element | None, table_style: str | None) -> Props:
        """The format of a paragraph with these properties inside a table of that style (None: in no table)."""
        style = self.style_of(node)
        listed = self._list_props(node, style)
        table = self.style_props(table_style, "pPr") if table_style else {}
        return self.base_paragraph | table | self.style_props(style, "pPr") | listed | paragraph_props(node)

    def run(self, node: etree._Element | None, style: str | None, table_style: str | None) -> Props:
        """The format of a run with these properties in a paragraph of that style."""
        direct = run_props(node)
        own = None if node is None else node.find(W + "rStyle")
        layers = [self.style_props(each, "rPr") for each in (table_style, style, None if own is None else own.get(VAL)) if each]
        merged: Props = dict(self.base_run)
        for layer in layers:
            merged |= layer
        for name in TOGGLES:
            merged[name] = bool(self.base_run.get(name)) or sum(bool(layer.get(name)) for layer in layers) % 2 == 1
        merged |= direct
        font = str(merged.get("font") or "")
        if font.startswith("theme:"):
            merged["font"] = self._fonts.get("major" if font.startswith("theme:major") else "minor", "")
        return merged

    def style_of(self, node: etree._Element | None) -> str | None:
        """The style a paragraph names, else the document's default."""
        named = None if node is None else node.find(W + "pStyle")
        return self._defaults.get("paragraph") if named is None else named.get(VAL)

    def table_style_of(self, props: etree._Element | None) -> str | None:
        """The style a table names, else the document's default."""
        named = None if props is None else props.find(W + "tblStyle")
        return self._defaults.get("table") if named is None else named.get(VAL)

    def numbered(self, node: etree._Element | None, style: str | None) -> tuple[str, int, bool] | None:
        """The list and level of a paragraph, and whether it names them itself; None when it is in no list."""
        direct = None if node is None else node.find(W + "numPr")
        for found, own in ((direct, True), *((each.find(f"{W}pPr/{W}numPr"), False) for each in reversed(self.chain(style)))):
            if found is not None:
                num, level = found.find(W + "numId"), found.find(W + "ilvl")
                key = "0" if num is None else num.get(VAL, "0")
                return None if key == "0" else (key, 0 if level is None else min(max(whole(level.get(VAL), 0), 0), LEVELS - 1), own)
        return None

    def _list_props(self, node: etree._Element | None, style: str | None) -> Props:
        numbered = self.numbered(node, style)
        if numbered is None:
            return {}
        indents = self._list_indents.get(numbered[:2], {})
        said = self.style_props(style, "pPr") if not numbered[2] else {}
        return {name: value for name, value in indents.items() if name not in said}


def _on(node: etree._Element) -> bool:
    return node.get(VAL, "1") not in OFF


def number(value: str | None) -> float | None:
    """A number of the file; None when there is none, or none that could be meant."""
    try:
        read = None if value is None else float(value.removesuffix("pt"))
    except ValueError:
        return None
    return read if read is not None and abs(read) < LARGEST else None


def _indents(node: etree._Element) -> Iterator[tuple[str, float]]:
    for name, keys in (("left", ("left", "start")), ("right", ("right", "end"))):
        value = next((number(node.get(W + key)) for key in keys if node.get(W + key) is not None), None)
        if value is not None:
            yield name, value / TWIPS_PER_MM
    first, hanging = number(node.get(W + "firstLine")), number(node.get(W + "hanging"))
    if hanging is not None or first is not None:
        yield "first_line", (first or 0) / TWIPS_PER_MM if hanging is None else -hanging / TWIPS_PER_MM


def _spacing(node: etree._Element) -> Iterator[tuple[str, Any]]:
    for name in ("before", "after"):
        value = number(node.get(W + name))
        auto = node.get(f"{W}{name}Autospacing")
        if auto in ("1", "true", "on"):
            yield name, 14.0
        elif value is not None:
            yield name, value / 20
    line = number(node.get(W + "line"))
    if line is not None:
        yield "line", (node.get(W + "lineRule", "auto"), line)


def _theme_fonts(theme: etree._Element | None) -> Iterator[tuple[str, str]]:
    for kind in ("major", "minor"):
        latin = None if theme is None else theme.find(f".//{_A}{kind}Font/{_A}latin")
        if latin is not None:
            yield kind, latin.get("typeface", "")


def _list_indents(numbering: etree._Element | None) -> Iterator[tuple[tuple[str, int], Props]]:
    if numbering is None:
        return
    abstracts = {node.get(W + "abstractNumId"): node for node in numbering.iterchildren(W + "abstractNum")}
    for num in numbering.iterchildren(W + "num"):
        named = num.find(W + "abstractNumId")
        abstract = abstracts.get(None if named is None else named.get(VAL))
        for level in () if abstract is None else abstract.iterchildren(W + "lvl"):
            props = paragraph_props(level.find(W + "pPr"))
            indents = {name: value for name, value in props.items() if name in ("left", "right", "first_line")}
            yield (num.get(W + "numId", ""), whole(level.get(W + "ilvl"), 0)), indents
