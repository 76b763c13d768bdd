"""Rules and boxes that are drawings: the straight lines of Word's shapes (new and old form), and the text boxes."""

import re
from collections.abc import Iterator

from lxml import etree

from minhchung.letters.inspecting.lines import Rule
from minhchung.text.extract.numbering import W

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
V = "{urn:schemas-microsoft-com:vml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
EMU_PER_MM = 36000
_STRAIGHT = frozenset({"line", "straightConnector1"})
_CONNECTORS = ("t32", "t20")
_FLAT_MM = 2.0
_UNITS = {"pt": 25.4 / 72, "in": 25.4, "mm": 1.0, "cm": 10.0, "px": 25.4 / 96, "": 25.4 / 72}
_LENGTH = re.compile(r"(-?[\d.]+)(pt|in|mm|cm|px|)")


def chosen(node: etree._Element) -> Iterator[etree._Element]:
    """The children of an element; of alternatives only the first is looked at."""
    for child in node:
        if child.tag == MC + "AlternateContent":
            branch = child.find(MC + "Choice")
            yield from chosen(branch if branch is not None else child)
        elif child.tag == MC + "Fallback":
            yield from chosen(child)
        else:
            yield child


def rules_in(node: etree._Element) -> Iterator[Rule]:
    """The horizontal straight lines of a w:drawing or w:pict."""
    for extent in node.iter(WP + "extent"):
        holder = extent.getparent()
        kinds = {each.get("prst") for each in holder.iter(A + "prstGeom")} if holder is not None else set()
        if kinds & _STRAIGHT and _emu(extent.get("cy")) <= _FLAT_MM:
            yield Rule(_emu(extent.get("cx")), "drawn")
    for line in node.iter(V + "line"):
        start, end = (_pair(line.get(name, "")) for name in ("from", "to"))
        if abs(start[1] - end[1]) <= _FLAT_MM:
            yield Rule(abs(end[0] - start[0]), "drawn")
    for shape in node.iter(V + "shape"):
        if shape.get("type", "").endswith(_CONNECTORS):
            yield Rule(_length(_styled(shape.get("style", ""), "width")), "drawn")


def boxes_in(node: etree._Element) -> Iterator[tuple[etree._Element, float, float]]:
    """The text boxes of a w:drawing or w:pict: what they hold, width and height in millimetres (0 when not known)."""
    for content in node.iter(W + "txbxContent"):
        if any(above.tag == W + "txbxContent" for above in _within(content, node)):
            continue  # a box in a box is met while the outer one is read
        width = height = 0.0
        for above in content.iterancestors():
            extent = above.find(WP + "extent") if above.tag in (WP + "anchor", WP + "inline") else None
            if extent is not None:
                width, height = _emu(extent.get("cx")), _emu(extent.get("cy"))
                break
            if above.tag in (V + "shape", V + "rect", V + "roundrect"):
                style = above.get("style", "")
                width, height = _length(_styled(style, "width")), _length(_styled(style, "height"))
                break
        yield content, width, height


def _within(node: etree._Element, top: etree._Element) -> Iterator[etree._Element]:
    """The elements between a node and `top`."""
    for above in node.iterancestors():
        if above is top:
            return
        yield above


def _emu(value: str | None) -> float:
    return int(value) / EMU_PER_MM if value and value.lstrip("-").isdigit() else 0.0


def _styled(style: str, name: str) -> str:
    return next((value.strip() for key, _, value in (part.partition(":") for part in style.split(";")) if key.strip() == name), "")


def _length(value: str) -> float:
    found = _LENGTH.fullmatch(value.strip())
    return float(found[1]) * _UNITS[found[2]] if found and found[1].strip("-.") else 0.0


def _pair(value: str) -> tuple[float, float]:
    first, _, second = value.partition(",")
    return _length(first), _length(second)
