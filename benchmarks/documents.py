"""Documents for the benchmarks, made on the spot: a ward's plan of thirteen pages with three tables, as DOCX, PDF and text."""

import io

import docx
import pikepdf

SECTIONS, ITEMS, TABLES, ROWS = 13, 9, 3, 12
HEAD = ["ỦY BAN NHÂN DÂN", "PHƯỜNG VÂN KHÊ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 217/KH-UBND"]
HEAD += ["Vân Khê, ngày 05 tháng 6 năm 2026", "KẾ HOẠCH"]
COLUMNS = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian"]
EDGES = [60.0, 90.0, 270.0, 370.0, 460.0, 550.0]


def heading(section: int) -> str:
    return f"{section}. Về công tác kiểm soát thủ tục hành chính, phần {section}"


def item(section: int, place: int) -> str:
    return (
        f"Phòng Văn hóa - Xã hội chủ trì, phối hợp với Trung tâm Phục vụ hành chính công rà soát nội dung số {section}.{place}, "
        "báo cáo kết quả về Văn phòng HĐND và UBND phường trước ngày 15/6/2026; bảo đảm 100% hồ sơ được giải quyết đúng hạn."
    )


def row(place: int) -> list[str]:
    return [str(place), f"Rà soát nhóm thủ tục {place}", "Phòng Kinh tế", "Các đơn vị", "Quý II/2026"]


def paragraphs() -> list[str]:
    """Every paragraph outside tables, in order."""
    return [*HEAD, *(line for s in range(1, SECTIONS + 1) for line in [heading(s), *(f"- {item(s, k)}" for k in range(ITEMS))])]


def as_text() -> str:
    """The plan as plain text: paragraphs with an empty line between them, tables with bars."""
    parts = list(HEAD)
    for section in range(1, SECTIONS + 1):
        parts += [heading(section), *(f"- {item(section, place)}" for place in range(ITEMS))]
        if section % 4 == 0:
            parts.append("\n".join(f"| {' | '.join(cells)} |" for cells in [COLUMNS, *(row(r) for r in range(1, ROWS))]))
    return "\n\n".join(parts)


def as_docx() -> bytes:
    """The plan as Word would save it: styles, runs, bordered tables."""
    document = docx.Document()
    for line in HEAD:
        document.add_paragraph(line)
    for section in range(1, SECTIONS + 1):
        document.add_heading(heading(section), 2)
        for place in range(ITEMS):
            first, _, rest = f"- {item(section, place)}".partition(", ")
            paragraph = document.add_paragraph()
            paragraph.add_run(first + ", ").bold = True
            paragraph.add_run(rest)
        if section % 4 == 0:
            table = document.add_table(ROWS, len(COLUMNS), style="Table Grid")
            for at, cells in enumerate([COLUMNS, *(row(r) for r in range(1, ROWS))]):
                for cell, text in zip(table.rows[at].cells, cells, strict=True):
                    cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_pdf() -> bytes:
    """The plan as a PDF with a text layer: one section a page, indented first lines, tables with drawn rules."""
    pdf = pikepdf.new()
    texts = [*paragraphs(), *COLUMNS, *(text for place in range(ROWS) for text in row(place))]
    chars = sorted({char for text in texts for char in text})
    font = pdf.make_indirect(_font(pdf, chars))
    for section in range(1, SECTIONS + 1):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.obj["/Contents"] = pdf.make_stream(_page(section).encode())
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def _page(section: int) -> str:
    y, drawn = 800.0, []

    def write(x: float, line: str) -> None:
        drawn.append(f"BT /F1 11 Tf 1 0 0 1 {x} {y} Tm <{''.join(f'{ord(char):04X}' for char in line)}> Tj ET")

    for line in (HEAD if section == 1 else []) + [heading(section)]:
        write(96, line)
        y -= 20
    for place in range(ITEMS):
        for at, line in enumerate(_wrapped(f"- {item(section, place)}", 86)):
            write(60 if at else 96, line)
            y -= 14
        y -= 6
    if section % 4 == 0:
        top = y
        for cells in [COLUMNS, *(row(r) for r in range(1, ROWS))]:
            y -= 16
            for x, text in zip(EDGES, cells, strict=False):
                write(x + 3, text)
            y -= 4
        drawn += [f"{x} {top} m {x} {y} l S" for x in EDGES]
        drawn += [f"{EDGES[0]} {top - 20 * r} m {EDGES[-1]} {top - 20 * r} l S" for r in range(ROWS + 1)]
    return "\n".join(drawn)


def _wrapped(line: str, width: int) -> list[str]:
    lines, current = [], ""
    for word in line.split():
        if current and len(current) + 1 + len(word) > width:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}".strip()
    return [*lines, current]


def _font(pdf: pikepdf.Pdf, chars: list[str]) -> pikepdf.Dictionary:
    blocks = [chars[at : at + 100] for at in range(0, len(chars), 100)]
    pairs = "".join(
        f"{len(block)} beginbfchar\n" + "".join(f"<{ord(c):04X}> <{ord(c):04X}>\n" for c in block) + "endbfchar\n" for block in blocks
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def "
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange {pairs} endcmap end end"
    )
    name = pikepdf.Name("/TimesNewRoman")
    described = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor, FontName=name, Flags=4, ItalicAngle=0, Ascent=900, Descent=-200, CapHeight=700, StemV=80,
        FontBBox=pikepdf.Array([0, -200, 1000, 900]),
    )  # fmt: skip
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, BaseFont=name, DW=500, FontDescriptor=described,
        CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
    )  # fmt: skip
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=name, Encoding=pikepdf.Name("/Identity-H"),
        DescendantFonts=pikepdf.Array([descendant]), ToUnicode=pdf.make_stream(cmap.encode()),
    )  # fmt: skip
