"""The pieces of WordprocessingML of a controlled document that python-docx has no words for. Text is escaped here."""

from collections.abc import Sequence

from minhchung.letters.controlled import DOUBT, RED, Column

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NS = f'xmlns:w="{W}"'
_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_TWIPS = 1440 / 25.4
_MARGIN = 80
"""Twips between text and the rule of a cell."""


def table_xml(widths: Sequence[int]) -> str:
    """A table without rows; widths in millimetres."""
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _SIDES)
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
    sides = (("top", _MARGIN // 2), ("left", _MARGIN), ("bottom", _MARGIN // 2), ("right", _MARGIN))
    margins = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in sides)
    return (
        f'<w:tbl {_NS}><w:tblPr><w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{borders}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid></w:tbl>'
    )


def grid_row(cells: Sequence[tuple[str, bool]], columns: Sequence[Column], *, size: int, head: bool = False) -> str:
    """A row of (text, bold) that stays on one page; a head is repeated on every page and stands in the middle."""
    made = "".join(
        _cell(column.width, _paragraphs(text, size=size, bold=bold, middle=head or column.middle))
        for (text, bold), column in zip(cells, columns, strict=True)
    )
    return _row(made, head=head)


def chart_row(texts: Sequence[str], columns: Sequence[Column], *, size: int, last: bool) -> str:
    """A step of a flowchart: its box in the second cell, an arrow under it unless it is the last."""
    who, name, time, result = texts
    inner = columns[1].width - 8
    box = table_xml([inner])[: -len("</w:tbl>")] + _row(_cell(inner, _paragraphs(name, size=size, bold=True, middle=True))) + "</w:tbl>"
    arrow = _paragraphs(" " if last else "▼", size=10, bold=False, middle=True)
    gap = _paragraphs(" ", size=4, bold=False, middle=True)
    cells = (
        _cell(columns[0].width, _paragraphs(who, size=size, bold=False, middle=True), middle=True),
        _cell(columns[1].width, gap + box + arrow, middle=True),
        _cell(columns[2].width, _paragraphs(time, size=size, bold=False, middle=True), middle=True),
        _cell(columns[3].width, _paragraphs(result, size=size, bold=False, middle=False), middle=True),
    )
    return _row("".join(cells))


def page_field(*, size: int) -> str:
    """ "Trang: n/N"."""
    font = f'<w:rPr><w:sz w:val="{size * 2}"/></w:rPr>'

    def number(name: str) -> str:
        return (
            f'<w:r>{font}<w:fldChar w:fldCharType="begin"/></w:r><w:r>{font}<w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
            f'<w:r>{font}<w:fldChar w:fldCharType="separate"/></w:r><w:r>{font}<w:t>1</w:t></w:r>'
            f'<w:r>{font}<w:fldChar w:fldCharType="end"/></w:r>'
        )

    def words(text: str) -> str:
        return f'<w:r>{font}<w:t xml:space="preserve">{text}</w:t></w:r>'

    return f"<w:p {_NS}>{words('Trang: ')}{number('PAGE')}{words('/')}{number('NUMPAGES')}</w:p>"


def watermark(text: str) -> str:
    """Large pale words across the page, behind the text; goes into a paragraph of a header."""
    shape = (
        "position:absolute;margin-left:0;margin-top:0;width:440pt;height:88pt;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    style = "font-family:&quot;Times New Roman&quot;;font-size:1pt;font-weight:bold"
    return (
        f'<w:r {_NS} {_VML}><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>'
        '<v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>'
        '<v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/>'
        f'</v:shapetype><v:shape type="#_x0000_t136" style="{shape}" fillcolor="#e8b4ae" stroked="f"><v:fill opacity=".45"/>'
        f'<v:textpath style="{style}" string="{_escaped(text)}"/></v:shape></w:pict></w:r>'
    )


def _row(cells: str, *, head: bool = False) -> str:
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr {_NS}><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def _cell(width: int, inside: str, *, middle: bool = False) -> str:
    align = '<w:vAlign w:val="center"/>' if middle else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{align}</w:tcPr>{inside}</w:tc>'


def _paragraphs(text: str, *, size: int, bold: bool, middle: bool) -> str:
    align = f'<w:jc w:val="{"center" if middle else "left"}"/>'
    return "".join(
        f'<w:p><w:pPr>{align}</w:pPr><w:r><w:rPr>{_hand(line, bold=bold)}<w:sz w:val="{size * 2}"/></w:rPr>'
        f'<w:t xml:space="preserve">{_escaped(line)}</w:t></w:r></w:p>'
        for line in text.split("\n")
    )


def _hand(line: str, *, bold: bool) -> str:
    """A doubt is bold, slanted and red in a cell as in running text."""
    if line.startswith(DOUBT.partition("{")[0]):
        return f'<w:b/><w:i/><w:color w:val="{RED}"/>'
    return "<w:b/>" if bold else ""


def _escaped(text: str) -> str:
    """Text as XML holds it; what XML cannot hold at all is left out."""
    kept = "".join(sign for sign in text if sign >= " " or sign == "\t")
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS)
