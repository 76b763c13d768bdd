"""A letter's blocks as a DOCX: sections, headers with the page number, styles, properties, the part that carries the assignments."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as Written
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from minhchung.letters.composing.styles import styles_xml
from minhchung.letters.composing.text import TURN_ACROSS, TURN_UPRIGHT
from minhchung.letters.composing.xml import NAMESPACES, TINY_STYLE, paragraph, twips
from minhchung.letters.nd30 import layout
from minhchung.letters.properties import describe
from minhchung.letters.wording import printable
from minhchung.text.embedded import NAMESPACE

FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
PART_NAME, PROPS_NAME = "/customXml/item1.xml", "/customXml/itemProps1.xml"
PROPS_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
PROPS_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
PROPS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?><ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/'
    f'customXml" ds:itemID="{{5B1C7A0E-6D0B-4E4B-9C8F-3A61D7C2E901}}"><ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs>'
    "</ds:datastoreItem>"
)
"""What Word keeps beside a custom part: an identifier, the same for every letter since a file holds one such part."""
BAGGAGE = ("/stylesWithEffects", "/numbering", "/customXml", "/thumbnail", "/extended-properties")
NO_DAY = datetime(2020, 3, 5)  # noqa: DTZ001 - the properties of a file have no zone
"""The day of the file's properties when the letter has none: a file must carry one, and no engine reads the clock."""


class Sheet:
    """One run of pages: its blocks; `across` when they lie across; `begins` when they count from 1 and hide the first number."""

    def __init__(self, blocks: Sequence[str], *, across: bool = False, begins: bool = True) -> None:
        self.blocks, self.across, self.begins = list(blocks), across, begins


def turned(blocks: Sequence[str], *, across: bool = False) -> list[Sheet]:
    """Blocks cut where the sheet turns; only the first run begins the count of pages."""
    sheets = [Sheet([], across=across)]
    for block in blocks:
        if block in (TURN_ACROSS, TURN_UPRIGHT):
            sheets.append(Sheet([], across=block == TURN_ACROSS, begins=False))
        else:
            sheets[-1].blocks.append(block)
    return [sheet for sheet in sheets if sheet.blocks]


def packed(sheets: Sequence[Sheet], *, title: str, author: str, at: datetime, carried: bytes | None) -> bytes:
    """The bytes of the DOCX."""
    written = Document()
    _bare(written)
    _styled(written)
    references = _headers(written)
    body = written.element.body
    for child in list(body):
        body.remove(child)
    last = len(sheets) - 1
    made = "".join(
        "".join(sheet.blocks)
        + (_section(sheet, references) if at == last else paragraph(TINY_STYLE, "", props=_section(sheet, references)))
        for at, sheet in enumerate(sheets)
    )
    for child in list(parse_xml(f"<w:body {NAMESPACES}>{made}</w:body>")):
        body.append(child)
    if carried is not None:
        _carry(written, carried)
    describe(written, title=printable(title), author=printable(author), at=at)
    out = io.BytesIO()
    written.save(out)
    return out.getvalue()


def _bare(written: Written) -> None:
    """Takes out what python-docx's template brings along: old styles, lists, an empty list of sources, a picture of its page; and the mark
    of Word 2010, by which Word would open every letter in compatibility mode."""
    for relations in (written.part.rels, written.part.package.rels):
        for key, each in list(relations.items()):
            if each.reltype.endswith(BAGGAGE):
                del relations[key]
    for setting in written.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _styled(written: Written) -> None:
    styles = written.styles.element
    for child in list(styles):
        styles.remove(child)
    for child in list(parse_xml(styles_xml())):
        styles.append(child)


def _headers(written: Written) -> str:
    """Makes the header with the number and the empty one of first pages; gives the references every section repeats."""
    section = written.sections[0]
    section.different_first_page_header_footer = True
    for header, inside in ((section.header, FIELD), (section.first_page_header, "")):
        header.is_linked_to_previous = False
        element: Any = header._element
        for child in list(element):
            element.remove(child)
        element.append(parse_xml(paragraph("page_number", inside).replace("<w:p>", f"<w:p {NAMESPACES}>", 1)))
    return "".join(
        f'<w:headerReference w:type="{each.get(qn("w:type"))}" r:id="{each.get(qn("r:id"))}"/>'
        for each in section._sectPr.findall(qn("w:headerReference"))
    )


def _section(sheet: Sheet, references: str) -> str:
    page = layout().page
    width, height = (page.height, page.width) if sheet.across else (page.width, page.height)
    turned_mark = ' w:orient="landscape"' if sheet.across else ""
    margins = " ".join(f'w:{side}="{twips(getattr(page.ours, side))}"' for side in ("top", "right", "bottom", "left"))
    start = '<w:pgNumType w:start="1"/>' if sheet.begins else ""
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/><w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"{turned_mark}/>'
        f'<w:pgMar {margins} w:header="{twips(page.ours.header)}" w:footer="{twips(page.ours.header)}" w:gutter="0"/>'
        f"{start}{'<w:titlePg/>' if sheet.begins else ''}</w:sectPr>"
    )


def _carry(written: Written, carried: bytes) -> None:
    package = written.part.package
    part = Part(PackURI(PART_NAME), "application/xml", carried, package)
    # Without its properties LibreOffice drops the part when it saves the file.
    part.relate_to(Part(PackURI(PROPS_NAME), PROPS_TYPE, PROPS.encode(), package), PROPS_RELATION)
    written.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
