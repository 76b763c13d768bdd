"""DOCX → text by one pass over its main part.

Headers, footers, comments and footnotes are left out: page furniture and notes are not what a document orders. Tracked deletions
and hidden text are dropped, insertions kept: the text is the document as it prints with all changes accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from minhchung.text.extract.archive import Archive, broken
from minhchung.text.extract.columns import parted
from minhchung.text.extract.legacy import in_capitals
from minhchung.text.extract.numbering import VAL, Numbering, W, bullet, whole
from minhchung.text.extract.styles import Style, Styles, drawn, number, switch
from minhchung.text.extract.tables import repeated, table_lines

MAIN_PART = "word/document.xml"
TRANSITIONAL = W.strip("{}").encode()
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

P, R, T, TBL, TR, TC, PPR, RPR = (W + tag for tag in ("p", "r", "t", "tbl", "tr", "tc", "pPr", "rPr"))
STYLE, NUMBERED, CELL, SPAN, MERGED, DELETED = (W + tag for tag in ("pStyle", "numPr", "tcPr", "gridSpan", "vMerge", "del"))
FONTS, ASCII = W + "rFonts", W + "ascii"
SYMBOL, MATH_TEXT = W + "sym", MATH + "t"
BOX, ALTERNATE, CHOICE = W + "txbxContent", MC + "AlternateContent", MC + "Choice"
# Elements that only wrap what they hold. w:del and w:moveFrom are not among them: what they hold is gone.
WRAPPERS = frozenset(
    [W + tag for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "dir", "bdo")]
    + [W + tag for tag in ("ruby", "rubyBase")]
    + [MATH + tag for tag in ("oMathPara", "oMath", "sSup", "sSub", "e", "sup", "sub", "f", "num", "den", "d", "r")]
)
PICTURES = frozenset([W + "drawing", W + "pict", W + "object", ALTERNATE])
FIXED = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": "\t"}
# In a TCVN3 font the soft hyphen's code is the letter "ư"; where it is none, tidying takes it away.
FIXED[W + "softHyphen"] = "\u00ad"
CAPITALS_FONT = re.compile(r"\.Vn.*H", re.IGNORECASE)


def docx_text(data: bytes, name: str) -> str:
    """The text of a DOCX, not yet tidied. Raises ExtractError (broken, bomb, encrypted)."""
    archive = Archive(data, name)
    main = main_part(archive)
    # "Strict Open XML" differs only in the name of its name space.
    root = archive.parsed(archive.read(main).replace(STRICT, TRANSITIONAL), main)
    body = root.find(W + "body")
    if body is None:
        raise broken(name, "phần chính không có nội dung văn bản")
    reader = Reader(archive, main.rpartition("/")[0], root)
    return "\n\n".join(parted(reader.blocks(body)))


def main_part(archive: Archive) -> str:
    """The name of the main part: nearly always word/document.xml, else what the package's relations say."""
    if MAIN_PART in archive:
        return MAIN_PART
    if "_rels/.rels" not in archive:
        raise broken(archive.name, "không phải gói Word hoàn chỉnh (thiếu phần văn bản)")
    for relation in archive.xml("_rels/.rels").iter(RELATION):
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    raise broken(archive.name, "không phải gói Word hoàn chỉnh (thiếu phần văn bản)")


class Reader:
    """Walks one document once, from top to bottom: list markers count as it goes."""

    def __init__(self, archive: Archive, folder: str, root: etree._Element) -> None:
        self._archive, self._folder = archive, folder
        self._styles_read: Styles | None = None
        self._numbering_read: Numbering | None = None
        # Most documents have neither hidden text nor capitals by format; one C-level search saves a look into every run.
        self._dressed = next(root.iter(W + "vanish", W + "caps"), None) is not None
        # ".VnTimeH" draws small letters' codes as capitals: a head in it would be read as running text.
        self._old_fonts = any(CAPITALS_FONT.fullmatch(fonts.get(ASCII, "")) for fonts in root.iter(FONTS))
        self._carried = ""  # text of a paragraph whose end mark was deleted: it runs on into the next one

    @property
    def styles(self) -> Styles:
        if self._styles_read is None:
            self._styles_read = Styles(lambda: self._bytes("styles.xml"), lambda content: self._archive.parsed(content, "styles.xml"))
        return self._styles_read

    @property
    def numbering(self) -> Numbering:
        if self._numbering_read is None:
            content = self._bytes("numbering.xml")
            root = self._archive.parsed(content, "numbering.xml") if content is not None else None
            self._numbering_read = Numbering(root, self.styles.number_of)
        return self._numbering_read

    def _bytes(self, file: str) -> bytes | None:
        member = f"{self._folder}/{file}"
        return self._archive.read(member).replace(STRICT, TRANSITIONAL) if member in self._archive else None

    def blocks(self, parent: etree._Element) -> list[str]:
        """The paragraphs and tables inside `parent`, in order; a table of data is one block of several lines."""
        found: list[str] = []
        for child in parent:
            tag = child.tag
            if tag == P:
                found += self._paragraph(child)
            elif tag == TBL:
                found += self._table(child)
            elif tag in WRAPPERS:
                found += self.blocks(child)
            elif tag == ALTERNATE:
                found += self.blocks(child[0]) if len(child) else []
        return found

    def _paragraph(self, p: etree._Element) -> list[str]:
        parts: list[str] = []
        boxes: list[etree._Element] = []
        style, numbered, merged = None, None, False
        if len(p) and p[0].tag == PPR:
            for child in p[0]:
                if child.tag == STYLE:
                    style = self.styles.get(child.get(VAL, ""))
                elif child.tag == NUMBERED:
                    numbered = child
                elif child.tag == RPR:
                    merged = child.find(DELETED) is not None
        self._inline(p, parts, boxes, style is not None and bool(style.capitals))
        text = self._carried + "".join(parts)
        self._carried = text if merged else ""
        marker = "" if merged or (numbered is None and style is None) else self._marker(numbered, style)
        text = text.strip()
        found = [marker + text] if text and not merged else []
        for box in boxes:
            found += self.blocks(box)
        return found

    def _marker(self, numbered: etree._Element | None, style: Style | None) -> str:
        """The list marker of a paragraph: its own list, else that of its style; list 0 takes a style's list away."""
        num_id, level = number(numbered)
        if num_id is None and style is not None:
            num_id = style.num_id
            if num_id is not None and level is None:
                level = style.level if style.level is not None else self.numbering.level_of_style(style.numbered_by)
        if num_id is None or num_id == "0":
            return ""
        return self.numbering.marker(num_id, level or 0)

    def _inline(self, node: etree._Element, parts: list[str], boxes: list[etree._Element], capitals: bool) -> None:
        for child in node:
            tag = child.tag
            if tag == R:
                self._run(child, parts, boxes, capitals)
            elif tag == PPR:
                continue
            elif tag == MATH_TEXT:
                parts.append(child.text or "")
            elif tag in WRAPPERS:
                self._inline(child, parts, boxes, capitals)

    def _run(self, run: etree._Element, parts: list[str], boxes: list[etree._Element], capitals: bool) -> None:
        if self._dressed and len(run) and run[0].tag == RPR:
            if switch(run[0].find(W + "vanish")):
                return
            own = switch(run[0].find(W + "caps"))
            capitals = capitals if own is None else own
        upper = in_capitals if self._old_fonts and _in_capitals_font(run) else str.upper if capitals else str
        for child in run:
            tag = child.tag
            if tag == T:
                parts.append(upper(child.text or ""))
            elif tag in FIXED:
                parts.append(FIXED[tag])
            elif tag in PICTURES:
                boxes += _boxes(child)
            elif tag == SYMBOL:
                parts.append(_symbol(child))

    def _table(self, table: etree._Element) -> list[str]:
        rows: list[list[list[str]]] = []
        for row in inside(table, TR):
            if row.find(f"{W}trPr/{W}del") is None:
                rows.append(list(self._row(row, rows[-1] if rows else [])))
        only_row = len([row for row in rows if any(row)]) == 1
        lines = table_lines(rows, bordered=not only_row or self._bordered(table))
        return ["\n".join(lines)] if lines and lines[0].startswith("| ") and lines[0].endswith(" |") else lines

    def _row(self, row: etree._Element, above: list[list[str]]) -> Iterator[list[str]]:
        column = 0
        for cell in inside(row, TC):
            lines = "\n".join(self.blocks(cell)).split("\n")
            span = 1
            for child in cell[0] if len(cell) and cell[0].tag == CELL else ():
                if child.tag == SPAN:
                    span = min(max(whole(child.get(VAL), 1), 1), 64)
                elif child.tag == MERGED and child.get(VAL) != "restart" and column < len(above) and not any(lines):
                    lines = repeated(above[column])
            yield lines
            # Cells that the row spans over stay as empty cells: columns keep their places.
            yield from ([] for _ in range(span - 1))
            column += span

    def _bordered(self, table: etree._Element) -> bool:
        properties = table.find(W + "tblPr")
        borders = properties.find(W + "tblBorders") if properties is not None else None
        if borders is not None and drawn(borders):
            return True
        style = properties.find(W + "tblStyle") if properties is not None else None
        if borders is None and style is not None and self.styles.get(style.get(VAL, "")).bordered:
            return True
        return any(drawn(cell) for cell in table.iter(W + "tcBorders"))


def _in_capitals_font(run: etree._Element) -> bool:
    fonts = run[0].find(FONTS) if len(run) and run[0].tag == RPR else None
    return fonts is not None and CAPITALS_FONT.fullmatch(fonts.get(ASCII, "")) is not None


def inside(node: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The children with tag `wanted`, also those inside content controls and tracked insertions."""
    for child in node:
        if child.tag == wanted:
            yield child
        elif child.tag in WRAPPERS:
            yield from inside(child, wanted)


def _boxes(node: etree._Element) -> list[etree._Element]:
    """The text boxes of a picture. Word writes each twice, for new and for old readers: the first choice counts."""
    if node.tag == BOX:
        return [node]
    if node.tag == ALTERNATE:
        choice = next(node.iterchildren(CHOICE), None)
        return _boxes(choice) if choice is not None else [box for child in node for box in _boxes(child)]
    return [box for child in node for box in _boxes(child)]


def _symbol(node: etree._Element) -> str:
    """A character of a symbol font: only as a bullet does it carry meaning."""
    code = node.get(W + "char", "")
    try:
        return bullet(chr(int(code, 16)))
    except (ValueError, OverflowError):
        return ""
