"""What the styles of a DOCX add to its text: list numbers, capitals, borders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from minhchung.text.extract.numbering import VAL, W

OFF = frozenset({"0", "false", "off"})
NO_LINE = frozenset({"none", "nil"})
CHAIN_LIMIT = 12
STYLE_ID = W + "styleId"
WORD_PREFIX = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(slots=True)
class Style:
    """One paragraph, character or table style, as far as text depends on it; None means "as the style it is based on"."""

    based_on: str | None = None
    num_id: str | None = None
    numbered_by: str = ""  # the style in the chain that names the list: its level may stand in the list only
    level: int | None = None
    capitals: bool | None = None
    bordered: bool | None = None


class Styles:
    """The styles of one document, each with what it inherits.

    Word's template holds some 160 styles in 350 kB and a document uses five, so a style is cut out of the part and parsed when
    it is first asked for. `content` gives the bytes of the part (None when there is none), `parse` its root.
    """

    def __init__(self, content: Callable[[], bytes | None], parse: Callable[[bytes], etree._Element]) -> None:
        self._content = content() or b""
        self._parse = parse
        self._whole: dict[str, Style] = {}
        start = self._content.find(b"<w:styles")
        end = self._content.find(b">", start)
        # The cut works on the prefix that every writer uses; a part with another one is parsed whole.
        self._head = self._content[start : end + 1] if start >= 0 and WORD_PREFIX in self._content[start:end] else b""
        self._nodes: dict[str, etree._Element] | None = None

    def _node(self, style: str) -> etree._Element | None:
        if not self._content:
            return None
        if self._head and style.isascii() and style.isalnum():
            place = self._content.find(b'w:styleId="' + style.encode() + b'"')
            start = self._content.rfind(b"<w:style ", 0, place) if place >= 0 else -1
            end = self._content.find(b"</w:style>", place)
            if start >= 0 and end >= 0:
                return self._parse(self._head + self._content[start : end + 10] + b"</w:styles>")[0]
        if self._nodes is None:
            self._nodes = {node.get(STYLE_ID, ""): node for node in self._parse(self._content).iterchildren(W + "style")}
        return self._nodes.get(style)

    def get(self, style: str) -> Style:
        """The style with everything it inherits; an unknown one says nothing."""
        known = self._whole.get(style)
        if known is None:
            known = self._whole[style] = self._inherited(style)
        return known

    def number_of(self, style: str) -> str | None:
        """The list a (numbering) style stands for."""
        return self.get(style).num_id

    def _inherited(self, style: str) -> Style:
        whole, name = Style(), style
        for _ in range(CHAIN_LIMIT):
            node = self._node(name)
            if node is None:
                break
            own = _read(node)
            if whole.num_id is None:
                whole.num_id, whole.level, whole.numbered_by = own.num_id, own.level, name
            whole.capitals = own.capitals if whole.capitals is None else whole.capitals
            whole.bordered = own.bordered if whole.bordered is None else whole.bordered
            if own.based_on is None:
                break
            name = own.based_on
        return whole


def _read(node: etree._Element) -> Style:
    style = Style()
    for child in node:
        if child.tag == W + "basedOn":
            style.based_on = child.get(VAL)
        elif child.tag == W + "pPr":
            style.num_id, style.level = number(child.find(W + "numPr"))
        elif child.tag == W + "rPr":
            style.capitals = switch(child.find(W + "caps"))
        elif child.tag == W + "tblPr":
            borders = child.find(W + "tblBorders")
            style.bordered = None if borders is None else drawn(borders)
    return style


def number(node: etree._Element | None) -> tuple[str | None, int | None]:
    """The list and level of a w:numPr."""
    if node is None:
        return None, None
    num_id, level = node.find(W + "numId"), node.find(W + "ilvl")
    value = level.get(VAL, "0") if level is not None else None
    return (None if num_id is None else num_id.get(VAL)), (int(value) if value is not None and value.isdigit() else None)


def switch(node: etree._Element | None) -> bool | None:
    """A w:caps, w:vanish and the like: on unless it says off; None when absent."""
    return None if node is None else node.get(VAL, "1") not in OFF


def drawn(borders: etree._Element) -> bool:
    """Whether any border of the list is visible."""
    return any(side.get(VAL, "single") not in NO_LINE for side in borders)
