"""Files made on the spot: no binary fixture lies in the repository."""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pikepdf
import pytest

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def docx_package(body: str, *, numbering: str = "", styles: str = "", head: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """A DOCX with the given WordprocessingML inside w:body."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>")
        package.writestr("word/document.xml", f"{head}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        if numbering:
            package.writestr("word/numbering.xml", f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>")
        if styles:
            package.writestr("word/styles.xml", f"<w:styles {NAMESPACES}>{styles}</w:styles>")
        for name, content in (extra or {}).items():
            package.writestr(name, content)
    return buffer.getvalue()


@dataclass
class Page:
    """One page to be: texts at places, and fields laid over it (rectangle, text, /FT)."""

    texts: list[tuple[float, float, str]] = field(default_factory=list)
    fields: list[tuple[tuple[float, float, float, float], list[str], str]] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)


def pdf_file(pages: Sequence[Page], *, encryption: pikepdf.Encryption | None = None) -> bytes:
    """A PDF whose text layer says what the pages say, in a font that needs no file (character code = code point)."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(_font(pdf, pages))
    form_fields = []
    for page in pages:
        made = pdf.add_blank_page(page_size=(595, 842))
        made.obj["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        drawn = "".join(f"BT /F1 13 Tf 1 0 0 1 {x} {y} Tm <{_hex(text)}> Tj ET\n" for x, y, text in page.texts)
        drawn += "".join(f"{x1} {y1} m {x2} {y2} l S\n" for x1, y1, x2, y2 in page.rules)
        made.obj["/Contents"] = pdf.make_stream(drawn.encode())
        annotations = [_widget(pdf, font, *one, index) for index, one in enumerate(page.fields)]
        if annotations:
            made.obj["/Annots"] = pikepdf.Array(annotations)
            form_fields += annotations
    if form_fields:
        pdf.Root["/AcroForm"] = pikepdf.Dictionary(Fields=pikepdf.Array(form_fields), SigFlags=3)
    buffer = io.BytesIO()
    pdf.save(buffer, encryption=encryption if encryption is not None else False)
    return buffer.getvalue()


def _hex(text: str) -> str:
    return "".join(f"{ord(char):04X}" for char in text)


def _widget(
    pdf: pikepdf.Pdf, font: pikepdf.Object, rect: tuple[float, float, float, float], texts: list[str], kind: str, index: int
) -> pikepdf.Object:
    width, height = rect[2] - rect[0], rect[3] - rect[1]
    step = height / max(len(texts), 1)
    size = min(13.0, step * 0.9)
    bases = [height - step * (place + 0.8) for place in range(len(texts))]
    drawn = "".join(f"BT /F1 {size} Tf 1 0 0 1 1 {base} Tm <{_hex(text)}> Tj ET\n" for base, text in zip(bases, texts, strict=True))
    look = pdf.make_stream(drawn.encode())
    look["/Type"], look["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    look["/BBox"] = pikepdf.Array([0, 0, width, height])
    look["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name("/" + kind), T=f"Signature{index}", F=132,
            Rect=pikepdf.Array(list(rect)), AP=pikepdf.Dictionary(N=look),
        )
    )  # fmt: skip


def _font(pdf: pikepdf.Pdf, pages: Sequence[Page]) -> pikepdf.Dictionary:
    written = {char for page in pages for _, _, text in page.texts for char in text}
    written |= {char for page in pages for _, texts, _ in page.fields for text in texts for char in text}
    pairs = "".join(f"<{ord(char):04X}> <{ord(char):04X}>\n" for char in sorted(written))
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def "
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange {len(written)} beginbfchar\n{pairs}endbfchar endcmap end end"
    )
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, BaseFont=pikepdf.Name("/TimesNewRoman"), DW=500,
        CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name("/TimesNewRoman"), Flags=4, ItalicAngle=0, Ascent=900, Descent=-200,
            CapHeight=700, StemV=80, FontBBox=pikepdf.Array([0, -200, 1000, 900]),
        ),
    )  # fmt: skip
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=pikepdf.Name("/TimesNewRoman"), Encoding=pikepdf.Name("/Identity-H"),
        DescendantFonts=pikepdf.Array([descendant]), ToUnicode=pdf.make_stream(cmap.encode()),
    )  # fmt: skip


@pytest.fixture
def package() -> Callable[..., bytes]:
    return docx_package


@pytest.fixture
def pdf() -> Callable[..., bytes]:
    return pdf_file


@pytest.fixture
def page() -> type[Page]:
    return Page
