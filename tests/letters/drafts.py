"""The sample letters of the fictional ward, composed, and ways to change a composed file by hand."""

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from lxml import etree

from minhchung.letters.composing import compose
from minhchung.letters.letter import Letter, letter_of, read_letter

SAMPLES = Path(__file__).parent / "samples"
KINDS = sorted(path.stem for path in SAMPLES.glob("*.json"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN, STYLES = "word/document.xml", "word/styles.xml"
PARAGRAPH_ORDER = ("pStyle", "keepNext", "framePr", "pBdr", "spacing", "ind", "contextualSpacing", "jc", "sectPr")
Change = Callable[[etree._Element], None]


@cache
def sample(kind: str) -> Letter:
    """The sample letter of a kind."""
    return read_letter((SAMPLES / f"{kind}.json").read_bytes(), f"{kind}.json")


PARTS = {
    "kind": "bao-cao", "issuer": "Ủy ban nhân dân phường Vân Khê", "symbol": "BC-UBND", "place": "Vân Khê", "subject": "Công tác năm 2026",
    "signers": [{"authority": ["Chủ tịch"], "name": "Nguyễn Minh Đức"}],
    "blocks": [
        {"type": "part", "label": "Phần", "title": "Tình hình thực hiện", "blocks": [
            {"type": "part", "label": "Mục", "title": "Kết quả", "blocks": [
                {"type": "paragraph", "text": "Các nhiệm vụ đã hoàn thành."}]}]},
        {"type": "part", "label": "Phần", "title": "Phương hướng", "blocks": [{"type": "paragraph", "text": "Tiếp tục thực hiện."}]},
    ],
}  # fmt: skip
"""A report in parts."""


@cache
def composed(kind: str) -> bytes:
    """The sample letter of a kind as DOCX."""
    return compose(letter_of(PARTS) if kind == "parts" else sample(kind))


def parts(data: bytes) -> dict[str, bytes]:
    """The members of a DOCX."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: dict[str, bytes]) -> bytes:
    """A DOCX of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def changed(data: bytes, change: Change, part: str = MAIN) -> bytes:
    """The DOCX with one of its parts changed."""
    members = parts(data)
    root = etree.fromstring(members[part])
    change(root)
    members[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed(members)


def text_of(paragraph: etree._Element) -> str:
    """The text of a paragraph."""
    return "".join(node.text or "" for node in paragraph.iter(W + "t"))


def line(root: etree._Element, start: str) -> etree._Element:
    """The first paragraph that begins with these words."""
    found = next((node for node in root.iter(W + "p") if text_of(node).startswith(start)), None)
    assert found is not None, f"no paragraph begins with {start!r}"
    return found


def typed(start: str, **props: str) -> Change:
    """Sets properties of the runs of a paragraph: sz="24", b="0", i="1", color="FF0000", font="Arial"."""

    def change(root: etree._Element) -> None:
        for run in line(root, start).iter(W + "r"):
            holder = run.find(W + "rPr")
            if holder is None:
                holder = etree.Element(W + "rPr")
                run.insert(0, holder)
            for name, value in props.items():
                tag = W + ("rFonts" if name == "font" else name)
                for old in holder.findall(tag):
                    holder.remove(old)
                node = etree.SubElement(holder, tag)
                if name == "font":
                    node.set(W + "ascii", value)
                    node.set(W + "hAnsi", value)
                else:
                    node.set(W + "val", value)

    return change


def placed(start: str, name: str, **attributes: str) -> Change:
    """Sets a property of a paragraph: jc(val=…), spacing(before=…), ind(firstLine=…)."""

    def change(root: etree._Element) -> None:
        set_paragraph(line(root, start), name, **attributes)

    return change


def set_paragraph(paragraph: etree._Element, name: str, **attributes: str) -> None:
    """Sets a property of this paragraph."""
    holder = paragraph.find(W + "pPr")
    assert holder is not None
    node = holder.find(W + name)
    if node is None:
        node = etree.Element(W + name)
        before = [child for child in holder if PARAGRAPH_ORDER.index(child.tag.removeprefix(W)) < PARAGRAPH_ORDER.index(name)]
        holder.insert(len(before), node)
    for key, value in attributes.items():
        node.set(W + key, value)


def reworded(start: str, old: str, new: str) -> Change:
    """Replaces words in the paragraph that begins so; a pattern is tried on each run."""

    def change(root: etree._Element) -> None:
        paragraph = line(root, start)
        before = text_of(paragraph)
        for node in paragraph.iter(W + "t"):
            node.text = re.sub(old, new, node.text or "", count=1)
        assert text_of(paragraph) != before, f"{old!r} is not in {before!r}"

    return change


def removed(start: str) -> Change:
    """Takes a paragraph out (an empty one stays where a cell needs one)."""

    def change(root: etree._Element) -> None:
        paragraph = line(root, start)
        holder = paragraph.getparent()
        assert holder is not None
        holder.remove(paragraph)

    return change


def sheet(name: str, number: int = 0, /, **attributes: str) -> Change:
    """Sets something of a section: pgSz(w=…), pgMar(top=…), pgNumType(start=…)."""

    def change(root: etree._Element) -> None:
        section = list(root.iter(W + "sectPr"))[number]
        node = section.find(W + name)
        if node is None:
            node = etree.Element(W + name)
            section.insert(len(section.findall(W + "headerReference")) + 3, node)
        for key, value in attributes.items():
            node.set(W + key, value)

    return change


def rule_below(start: str) -> Callable[[etree._Element], etree._Element]:
    """Finds the paragraph that is the rule under the line that begins so."""

    def find(root: etree._Element) -> etree._Element:
        node = line(root, start).getnext()
        assert node is not None
        assert node.find(f"{W}pPr/{W}pBdr") is not None
        return node

    return find
