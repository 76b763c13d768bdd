"""The checks of sheet, typeface and page numbers."""

import unicodedata
from collections.abc import Iterable

from minhchung.letters.inspecting.elements import Elements
from minhchung.letters.inspecting.issues import Issues
from minhchung.letters.inspecting.lines import Line, Paper, Section
from minhchung.letters.inspecting.measures import MM, decimal, measure
from minhchung.letters.nd30 import layout

LEGACY = (".vn", "vni-", "vni ", "vntime", "tcvn")
NO_COLOR = frozenset({"auto", "000000", "windowtext"})
SIDES = (("top", "page_margin_top"), ("bottom", "page_margin_bottom"), ("left", "page_margin_left"), ("right", "page_margin_right"))
POINT_MM = 25.4 / 72
SINGLE = 1.15


def check_page(issues: Issues, paper: Paper, elements: Elements) -> None:
    """Sheet, type and page numbers of a document."""
    for number, section in enumerate(paper.sections):
        _sheet(issues, section, number in paper.tables)
    _type(issues, paper, elements)
    _numbers(issues, paper, elements)


def _sheet(issues: Issues, section: Section, has_table: bool) -> None:
    page = layout().page
    short, long = sorted((section.width, section.height))
    if abs(short - page.width) > 1 or abs(long - page.height) > 1:
        issues.check("page_size", f"{decimal(section.width)} x {decimal(section.height)} mm")
    if section.across and not has_table:
        issues.check("page_upright", "phần quay ngang không có bảng, biểu")
    for side, key in SIDES:
        low, high = getattr(page, side)
        found = getattr(section, side)
        if not low - MM <= found <= high + MM:
            issues.check(key, f"{decimal(found)} mm")


def _type(issues: Issues, paper: Paper, elements: Elements) -> None:
    urgency = elements.urgency.number if elements.urgency is not None else None
    for line in paper.lines:
        text = "".join(piece.text for piece in line.pieces)
        if not unicodedata.is_normalized("NFC", text) and len(unicodedata.normalize("NFC", text)) != len(text):
            issues.check("font_code", "Unicode tổ hợp (dấu rời)", line)
        for piece in line.inked:
            font = piece.font.casefold()
            if font.startswith(LEGACY):
                issues.check("font_code", f"phông mã cũ {piece.font}", line)
            elif font != layout().font.name.casefold() and any(sign.isalpha() for sign in piece.text):
                issues.check("font_name", f"phông {piece.font}", line)
            if piece.color.casefold() not in NO_COLOR and line.number != urgency:
                issues.check("font_color", f"màu {piece.color}", line)


def _numbers(issues: Issues, paper: Paper, elements: Elements) -> None:
    first = paper.sections[0]
    numbers = [number for section in paper.sections for number in section.numbers]
    if not numbers:
        if len(paper.sections) > 1 or _pages(paper.lines, first) > 1.05:
            issues.check("page_number_missing", "không có số trang")
        return
    if all(number.where == "footer" for number in numbers):
        issues.check("page_number_place", "số trang ở chân trang")
    shows = any(number.kind == ("first" if first.hides_first else "default") for number in first.numbers)
    if shows:
        issues.check("page_number_first", "trang thứ nhất có số trang")
    if first.form not in ("decimal", "numberInDash") or first.start not in (None, 1):
        issues.check("page_number_form", f"kiểu {first.form}, bắt đầu từ {first.start if first.start is not None else 1}")
    distinct = {(number.line.pieces, number.line.align): number.line for number in numbers if number.kind != "first"}
    measure(issues, "page_number", distinct.values())
    _annex_pages(issues, paper, elements)


def _annex_pages(issues: Issues, paper: Paper, elements: Elements) -> None:
    for annex in elements.annexes:
        at = annex.label.place.section
        opens = annex.label.number == 0 or paper.lines[annex.label.number - 1].place.section != at
        if not opens or (paper.sections[at].start != 1 and annex.label.number > 0):
            issues.check("annex_pages", "số trang đếm tiếp" if opens else "phụ lục không bắt đầu ở phần (section) riêng", annex.label)


def _pages(lines: Iterable[Line], section: Section) -> float:
    """About how many pages the lines take."""
    height = 0.0
    for line in lines:
        if line.place.ruled:
            continue
        share = 1.0 if line.place.holder == "body" else 0.5  # head and foot: two columns beside each other
        size = max((piece.size for piece in line.inked), default=10)
        room = max(20.0, line.place.room - line.left - line.right)
        rows = max(1, -int(-line.width // room))
        height += share * (rows * size * SINGLE * line.spacing + line.before + line.after)
    return height * POINT_MM / max(1.0, section.height - section.top - section.bottom)
