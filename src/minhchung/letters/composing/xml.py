"""The pieces of WordprocessingML a letter is made of. Text is escaped here; lengths are millimetres, spaces points."""

from collections.abc import Iterable, Sequence

from minhchung.letters.letter import Words
from minhchung.letters.nd30 import layout
from minhchung.letters.widths import text_width
from minhchung.letters.wording import printable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
RULE_STYLE, TINY_STYLE = "rule", "tiny"
_TWIPS_PER_MM = 1440 / 25.4


def twips(millimetres: float) -> int:
    """Twentieths of a point."""
    return round(millimetres * _TWIPS_PER_MM)


def escaped(text: str) -> str:
    """Text as XML holds it; what cannot be printed is left out."""
    return printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def run(text: str, *, bold: bool | None = None, italic: bool | None = None, size: float | None = None) -> str:
    """A stretch of text; None leaves a property to the style."""
    props = "".join(
        f"<w:{name}/>" if value else f'<w:{name} w:val="0"/>' for name, value in (("b", bold), ("i", italic)) if value is not None
    )
    if size is not None:
        props += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    return f'<w:r>{f"<w:rPr>{props}</w:rPr>" if props else ""}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def runs(words: Iterable[Words]) -> str:
    """The stretches of a sentence."""
    return "".join(run(each.text, bold=each.bold or None, italic=each.italic or None) for each in words)


def paragraph(style: str, inside: str, *, keep: bool = False, props: str = "") -> str:
    """A paragraph; `keep` holds it together with what follows, `props` are further properties in the order of the schema."""
    held = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{held}{props}</w:pPr>{inside}</w:p>'


def line(style: str, text: str, *, keep: bool = False, props: str = "") -> str:
    """A paragraph of one plain stretch."""
    return paragraph(style, run(text) if text else "", keep=keep, props=props)


def rule(length: float, room: float) -> str:
    """A rule in the middle of `room`: the upper border of a paragraph of hardly any height, drawn in so far on both sides."""
    inset = twips(max(0.0, (room - length) / 2))
    border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    return paragraph(RULE_STYLE, "", props=f'{border}<w:ind w:left="{inset}" w:right="{inset}"/>')


def rule_under(element: str, text: str, room: float) -> str:
    """The rule under a line of an element, as long as the law wants it: all of it, or our share of it."""
    rules, said = layout(), layout().elements[element]
    length = min(room - 2 * said.ours.indent, text_width(text, said.ours.size, bold=bool(said.bold)))
    return rule(length if said.rule == (1.0, 1.0) else length * rules.page.ours.rule, room)


def bare_table(rows: Sequence[Sequence[str]], widths: Sequence[float], *, whole: bool = False) -> str:
    """Cells beside each other without borders and padding. `whole`: no row is broken between pages."""
    margins = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    row_props = "<w:trPr><w:cantSplit/></w:trPr>" if whole else ""
    made = "".join(
        f"<w:tr>{row_props}" + "".join(cell(inside, width) for inside, width in zip(row, widths, strict=True)) + "</w:tr>" for row in rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>"
    )


def cell(inside: str, width: float, *, span: int = 1, middle: bool = False) -> str:
    """A cell; it always holds a paragraph."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    align = '<w:vAlign w:val="center"/>' if middle else ""
    filled = inside if inside.endswith("</w:p>") else inside + paragraph(TINY_STYLE, "")
    return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{spanned}{align}</w:tcPr>{filled}</w:tc>'


def box(text: str, width: float, height: float) -> str:
    """The stamp of urgency: red words in a single red frame."""
    sides = "".join(f'<w:{side} w:val="single" w:sz="8" w:space="0" w:color="FF0000"/>' for side in ("top", "left", "bottom", "right"))
    margins = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
    held = f'<w:trPr><w:trHeight w:val="{twips(height)}" w:hRule="exact"/></w:trPr>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(width)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{sides}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{twips(width)}"/></w:tblGrid>'
        f"<w:tr>{held}{cell(line('urgency', text), width, middle=True)}</w:tr></w:tbl>"
    )
