"""A DOCX as lines and sections (lines.py): one walk over its main part, with every format resolved."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from minhchung.letters.inspecting.formats import TWIPS_PER_MM, Formats, Props, number
from minhchung.letters.inspecting.lines import Line, PageNumber, Paper, Piece, Place, Rule, Section
from minhchung.letters.inspecting.shapes import boxes_in, chosen, rules_in
from minhchung.letters.widths import text_width
from minhchung.text.extract.archive import Archive, broken
from minhchung.text.extract.docx import RELATION, STRICT, TRANSITIONAL, main_part
from minhchung.text.extract.numbering import VAL, Numbering, W, whole

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WRAPPERS = frozenset(
    W + tag for tag in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo")
)
MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
DEFAULT_FONT, DEFAULT_SIZE = "Times New Roman", 10.0
CELL_MARGIN = 108
BOX_MARGIN = 2.54
SINGLE = 1.15
"""The height of a single line of Times New Roman against its size."""
_TYPED_RULE = re.compile(r"[\s_\-–—─‾¯]*[_\-–—─‾¯]{3,}[\s_\-–—─‾¯]*")


def opened(data: bytes, name: str) -> Paper:
    """The document. Raises ExtractError (broken, bomb, encrypted)."""
    return _Walk(Archive(data, name)).paper()


@dataclass
class _Ink:
    """What a paragraph of this style shows while it is being read: its pieces, its drawings, and whether a field's code is running."""

    style: str | None
    table_style: str | None
    pieces: list[Piece] = field(default_factory=list)
    drawn: list[etree._Element] = field(default_factory=list)
    coded: bool = False

    def text_of(self, node: etree._Element) -> str:
        """The text of a run; drawings in it are kept aside, field codes left out."""
        text = ""
        for child in chosen(node):
            tag = str(child.tag).removeprefix(W)
            if tag == "fldChar":
                self.coded = child.get(W + "fldCharType") == "begin"
            elif tag in ("drawing", "pict"):
                self.drawn.append(child)
            elif tag == "t" and not self.coded:
                text += child.text or ""
            elif tag != "br" or child.get(W + "type") not in ("page", "column"):
                text += MARKS.get(tag, "")
        return text


class _Walk:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._main = main_part(archive)
        self._folder = self._main.rpartition("/")[0]
        body = self._part(self._main, needed=True)
        found = None if body is None else body.find(W + "body")
        if found is None:
            raise broken(archive.name, "phần chính không có nội dung văn bản")
        self._body = found
        numbering = self._part(f"{self._folder}/numbering.xml")
        self._formats = Formats(self._part(f"{self._folder}/styles.xml"), self._part(f"{self._folder}/theme/theme1.xml"), numbering)
        self._numbering = Numbering(numbering, self._list_of_style)
        self._relations = self._read_relations()
        self._lines: list[Line] = []
        self._tables = 0
        self._boxes = 0
        self._ruled_sections: set[int] = set()

    def paper(self) -> Paper:
        """The lines and sections."""
        ends = [*self._body.iterfind(f".//{W}pPr/{W}sectPr"), *self._body.iterchildren(W + "sectPr")]
        self._sections = [self._section(node) for node in ends]
        if not self._sections:
            self._sections = [self._section(etree.Element(W + "sectPr"))]
        at = 0
        for child in chosen(self._body):
            at += self._block(child, self._in_body(at), None)
        return Paper(tuple(self._lines), tuple(self._sections), frozenset(self._ruled_sections))

    def _in_body(self, section: int) -> Place:
        section = min(section, len(self._sections) - 1)
        return Place("body", self._sections[section].text_width, section)

    def _part(self, member: str, *, needed: bool = False) -> etree._Element | None:
        if member not in self._archive and not needed:
            return None
        return self._archive.parsed(self._archive.read(member).replace(STRICT, TRANSITIONAL), member)

    def _list_of_style(self, style: str) -> str | None:
        numbered = self._formats.numbered(None, style)
        return None if numbered is None else numbered[0]

    def _read_relations(self) -> dict[str, str]:
        file = self._main.rpartition("/")[2]
        root = self._part(f"{self._folder}/_rels/{file}.rels")
        return {} if root is None else {node.get("Id", ""): node.get("Target", "") for node in root.iter(RELATION)}

    def _block(self, node: etree._Element, place: Place, table_style: str | None) -> int:
        """Takes in a block; gives how many sections ended with it."""
        if node.tag == W + "p":
            self._paragraph(node, place, table_style)
            return int(node.find(f"{W}pPr/{W}sectPr") is not None)
        if node.tag == W + "tbl":
            self._table(node, place)
        elif node.tag in WRAPPERS:
            return sum(self._block(child, place, table_style) for child in chosen(node))
        return 0

    def _table(self, node: etree._Element, place: Place) -> None:
        self._tables += 1
        key, props = self._tables, node.find(W + "tblPr")
        style = self._formats.table_style_of(props)
        ruled = self._ruled(props, style, node)
        if ruled and place.holder == "body":
            self._ruled_sections.add(place.section)
        grid = [number(each.get(W + "w")) or 0.0 for each in node.iterfind(f"{W}tblGrid/{W}gridCol")]
        for row_number, row in enumerate(each for each in chosen(node) if each.tag == W + "tr"):
            column = 0
            for cell in (each for each in chosen(row) if each.tag == W + "tc"):
                spanned = cell.find(f"{W}tcPr/{W}gridSpan")
                span = 1 if spanned is None else max(1, whole(spanned.get(VAL), 1))
                room = self._room(cell, grid[column : column + span], props, style)
                inside = Place(f"cell:{key}:{row_number}:{column}", room, place.section, key, row_number, column, ruled or place.ruled)
                before = len(self._lines)
                for child in chosen(cell):
                    self._block(child, inside, style)
                self._boxed(row, cell, before, room)
                column += span

    def _boxed(self, row: etree._Element, cell: etree._Element, before: int, room: float) -> None:
        """A cell of fixed height may be a stamp: its lines know the frame around them."""
        held = row.find(f"{W}trPr/{W}trHeight")
        height = 0.0 if held is None else (number(held.get(VAL)) or 0.0) / TWIPS_PER_MM
        for at in range(before, len(self._lines)):
            if height and self._lines[at].box is None:
                self._lines[at] = replace(self._lines[at], box=(room, height))

    def _room(self, cell: etree._Element, grid: list[float], props: etree._Element | None, style: str | None) -> float:
        """The millimetres of text in a cell: its width without the padding on both sides."""
        own = cell.find(f"{W}tcPr/{W}tcW")
        width = sum(grid)
        if own is not None and own.get(W + "type", "dxa") == "dxa":
            width = number(own.get(W + "w")) or width
        margins = [cell.find(f"{W}tcPr/{W}tcMar"), None if props is None else props.find(W + "tblCellMar")]
        margins += [each.find(f"{W}tblPr/{W}tblCellMar") for each in reversed(self._formats.chain(style))]
        padding = sum(_side(margins, names) for names in (("left", "start"), ("right", "end")))
        return max(1.0, (width - padding) / TWIPS_PER_MM)

    def _ruled(self, props: etree._Element | None, style: str | None, node: etree._Element) -> bool:
        candidates = [None if props is None else props.find(W + "tblBorders")]
        candidates += [each.find(f"{W}tblPr/{W}tblBorders") for each in reversed(self._formats.chain(style))]
        borders = next((each for each in candidates if each is not None), None)
        if borders is not None and sum(side.get(VAL) not in ("none", "nil", None) for side in borders) >= 4:
            return True
        cells = list(node.iter(W + "tcBorders"))
        return sum(any(side.get(VAL) not in ("none", "nil", None) for side in each) for each in cells) >= 4

    def _paragraph(self, node: etree._Element, place: Place, table_style: str | None) -> None:
        props_node = node.find(W + "pPr")
        style = self._formats.style_of(props_node)
        props = self._formats.paragraph(props_node, table_style)
        ink = _Ink(style, table_style)
        self._inline(node, ink)
        numbered = self._formats.numbered(props_node, style)
        label = self._numbering.marker(numbered[0], numbered[1]) if numbered else ""
        line = self._line(tuple(ink.pieces), props, place, label)
        rules = [rule for each in ink.drawn for rule in rules_in(each)]
        rules += self._own_rules(line, props)
        self._lines.append(replace(line, rules=tuple(rules), number=len(self._lines)))
        for each in ink.drawn:
            for content, width, height in boxes_in(each):
                self._boxes += 1
                room = max(1.0, width - 2 * BOX_MARGIN) if width else place.room
                inside = Place(f"box:{self._boxes}", room, place.section)
                before = len(self._lines)
                for child in chosen(content):
                    self._block(child, inside, None)
                for at in range(before, len(self._lines)):
                    self._lines[at] = replace(self._lines[at], box=(width, height))

    def _line(self, pieces: tuple[Piece, ...], props: Props, place: Place, label: str) -> Line:
        size = max((piece.size for piece in pieces if piece.text.strip()), default=DEFAULT_SIZE)
        return Line(
            place, pieces, align=props.get("align") or "left", left=props.get("left", 0.0), right=props.get("right", 0.0),
            first_line=props.get("first_line", 0.0), before=props.get("before", 0.0), after=props.get("after", 0.0),
            spacing=_spacing(props.get("line"), size), label=label, pulled=bool(props.get("contextual")),
        )  # fmt: skip

    def _own_rules(self, line: Line, props: Props) -> Iterator[Rule]:
        borders = props.get("borders") or set()
        if borders & ({"top", "bottom", "between"} if line.blank else {"bottom"}):
            yield Rule(line.place.room - line.left - line.right, "drawn")
        text = "".join(piece.text for piece in line.pieces)
        if _TYPED_RULE.fullmatch(text):
            size = max((piece.size for piece in line.pieces), default=DEFAULT_SIZE)
            yield Rule(text_width(text.strip(), size, bold=False), "typed")
        elif line.inked and all(piece.underlined for piece in line.inked):
            yield Rule(line.width, "underlined")

    def _inline(self, node: etree._Element, ink: "_Ink") -> None:
        for child in chosen(node):
            if child.tag == W + "r":
                props = self._formats.run(child.find(W + "rPr"), ink.style, ink.table_style)
                text = ink.text_of(child)
                if text and not props.get("vanish"):
                    ink.pieces.append(_piece(text, props))
            elif child.tag in WRAPPERS:
                self._inline(child, ink)

    def _section(self, node: etree._Element) -> Section:
        size, margins, numbers = node.find(W + "pgSz"), node.find(W + "pgMar"), node.find(W + "pgNumType")
        form, start = ("decimal", None) if numbers is None else (numbers.get(W + "fmt", "decimal"), numbers.get(W + "start"))
        title = node.find(W + "titlePg")
        width, height = _mm(size, "w", 12240), _mm(size, "h", 15840)
        return Section(
            width, height, top=_mm(margins, "top", 1440), bottom=_mm(margins, "bottom", 1440), left=_mm(margins, "left", 1440),
            right=_mm(margins, "right", 1440), across=width > height,
            hides_first=title is not None and title.get(VAL, "1") not in ("0", "false"), form=form,
            start=None if start is None else whole(start, 1), numbers=tuple(self._page_numbers(node)),
        )  # fmt: skip

    def _page_numbers(self, node: etree._Element) -> Iterator[PageNumber]:
        for where in ("header", "footer"):
            for reference in node.iterfind(f"{W}{where}Reference"):
                target = self._relations.get(reference.get(R + "id", ""), "")
                root = self._part(target.lstrip("/") if target.startswith("/") else f"{self._folder}/{target}") if target else None
                for paragraph in () if root is None else root.iter(W + "p"):
                    if _numbers_pages(paragraph):
                        yield PageNumber(
                            "header" if where == "header" else "footer", reference.get(W + "type", "default"), self._alone(paragraph)
                        )

    def _alone(self, node: etree._Element) -> Line:
        props_node = node.find(W + "pPr")
        style = self._formats.style_of(props_node)
        ink = _Ink(style, None)
        self._inline(node, ink)
        if not ink.pieces:
            run = next((each for each in node.iter(W + "r")), None)
            ink.pieces = [_piece("1", self._formats.run(None if run is None else run.find(W + "rPr"), style, None))]
        line = self._line(tuple(ink.pieces), self._formats.paragraph(props_node, None), Place("body", 0, 0), "")
        frame = None if props_node is None else props_node.find(W + "framePr")
        return replace(line, align=frame.get(W + "xAlign", line.align)) if frame is not None else line


def _piece(text: str, props: Props) -> Piece:
    return Piece(
        text, str(props.get("font") or DEFAULT_FONT), float(props.get("size") or DEFAULT_SIZE), bool(props.get("b")), bool(props.get("i")),
        bool(props.get("underlined")), bool(props.get("caps")), str(props.get("color") or "auto"),
    )  # fmt: skip


def _spacing(line: tuple[str, float] | None, size: float) -> float:
    """The distance of lines against a single line of this size."""
    if line is None:
        return 1.0
    how, value = line
    if how == "auto":
        return value / 240
    single = size * SINGLE
    return max(1.0, value / 20 / single) if how == "atLeast" else value / 20 / single


def _numbers_pages(node: etree._Element) -> bool:
    said = [(each.text or "") for each in node.iter(W + "instrText")] + [each.get(W + "instr", "") for each in node.iter(W + "fldSimple")]
    return any(re.match(r"\s*PAGE\b", text) for text in said)


def _mm(node: etree._Element | None, name: str, missing: float) -> float:
    value = None if node is None else number(node.get(W + name))
    return (missing if value is None else value) / TWIPS_PER_MM


def _side(margins: list[etree._Element | None], names: tuple[str, ...]) -> float:
    for margin in margins:
        for name in names:
            found = None if margin is None else margin.find(W + name)
            width = None if found is None else number(found.get(W + "w"))
            if width is not None:
                return width
    return CELL_MARGIN
