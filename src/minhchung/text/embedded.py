"""Assignments that travel inside a DOCX: a custom XML part which word processors keep and do not show.

The part is any member `customXml/*.xml` whose root is `assignments` in NAMESPACE; docs/letters.md describes it. Whoever writes such a file
(`minhchung.letters`) and whoever reads it back meet here only. What the part says is a claim about the text: `unmatched` names what the
text no longer holds, since people go on editing a document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from minhchung.text.extract.archive import Archive
from minhchung.text.extract.model import ExtractError
from minhchung.text.normal import clean, nfc, squeeze

NAMESPACE = "urn:minhchung:assignments:1"
VERSION = 1
_NS = f"{{{NAMESPACE}}}"
_MEMBER = re.compile(r"customXml/[^/]+\.xml")
_LISTED = ("units", "cooperating", "plan_items")
_SAID = ("deadline", "deadline_text", "item")
_ENTRY = {"units": "unit", "cooperating": "unit", "plan_items": "plan_item"}


@dataclass(frozen=True, slots=True)
class EmbeddedAssignment:
    """One assignment as the writer of the letter means it: `text` word for word as it stands in the letter, `units` responsible (("ALL",)
    for every unit), `deadline` an ISO date, `deadline_text` its words, `item` the number it stands under, `plan_items` numbers in the plan.
    What is not there is "" or empty."""

    text: str
    units: tuple[str, ...] = ()
    cooperating: tuple[str, ...] = ()
    deadline: str = ""
    deadline_text: str = ""
    item: str = ""
    plan_items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Embedded:
    """What a letter carries: number (may be "") and symbol of the document, and its assignments in their order."""

    number: str
    symbol: str
    assignments: tuple[EmbeddedAssignment, ...]


def to_xml(embedded: Embedded) -> bytes:
    """The part, UTF-8."""
    root = etree.fromstring(f'<assignments xmlns="{NAMESPACE}"/>'.encode())
    root.set("version", str(VERSION))
    for name in ("number", "symbol"):
        if getattr(embedded, name):
            root.set(name, _kept(getattr(embedded, name)))
    for each in embedded.assignments:
        node = etree.SubElement(root, _NS + "assignment")
        for name in _SAID:
            if getattr(each, name):
                node.set(name, _kept(getattr(each, name)))
        etree.SubElement(node, _NS + "text").text = _kept(each.text)
        for name in _LISTED:
            for entry in getattr(each, name):
                etree.SubElement(node, _NS + _ENTRY[name], {"cooperating": "true"} if name == "cooperating" else {}).text = _kept(entry)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def read_embedded(data: bytes, name: str = "văn bản") -> Embedded | None:
    """What a DOCX carries; None when it carries nothing, or only a part of a later version. Raises ExtractError when the file is broken
    (no zip archive, a bomb, locked)."""
    archive = Archive(data, name)
    for member in archive.members:
        if _MEMBER.fullmatch(member):
            try:
                root = archive.xml(member)
            except ExtractError:
                continue  # somebody else's part, damaged: no concern of ours
            if root.tag == _NS + "assignments" and root.get("version") == str(VERSION):
                return _embedded(root)
    return None


def unmatched(embedded: Embedded, text: str) -> tuple[EmbeddedAssignment, ...]:
    """The assignments whose words do not stand in the text (blanks and forms of dashes do not count)."""
    whole = squeeze(clean(text))
    return tuple(each for each in embedded.assignments if squeeze(clean(_kept(each.text))) not in whole)


def _kept(text: str) -> str:
    """Text as XML can hold it."""
    return "".join(sign for sign in nfc(text) if sign >= " " and not "\ud800" <= sign <= "\udfff" and sign not in "\ufffe\uffff")


def _embedded(root: etree._Element) -> Embedded:
    return Embedded(
        root.get("number", ""), root.get("symbol", ""), tuple(_assignment(node) for node in root.iterchildren(_NS + "assignment"))
    )


def _assignment(node: etree._Element) -> EmbeddedAssignment:
    units = list(node.iterchildren(_NS + "unit"))
    return EmbeddedAssignment(
        text=node.findtext(_NS + "text", ""),
        units=_texts([unit for unit in units if unit.get("cooperating") != "true"]),
        cooperating=_texts([unit for unit in units if unit.get("cooperating") == "true"]),
        deadline=node.get("deadline", ""),
        deadline_text=node.get("deadline_text", ""),
        item=node.get("item", ""),
        plan_items=_texts(list(node.iterchildren(_NS + "plan_item"))),
    )


def _texts(nodes: Sequence[etree._Element]) -> tuple[str, ...]:
    return tuple(node.text or "" for node in nodes)
