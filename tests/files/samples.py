"""Sample files made on the spot; all content is invented."""

import io
import zipfile

import docx
import pikepdf
from xlsxwriter import Workbook

NOTICE = [
    "ỦY BAN NHÂN DÂN",
    "PHƯỜNG VÂN KHÊ",
    "Số: 468/TB-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Vân Khê, ngày 19 tháng 11 năm 2026",
    "THÔNG BÁO",
    "Kết luận giao ban công tác cải cách hành chính tháng 11 năm 2026",
    "Thực hiện Kế hoạch số 15/KH-UBND ngày 06/01/2026 của Ủy ban nhân dân thành phố Hải Khê, Phó Chủ tịch kết luận như sau:",
    "1. Giao Phòng Kinh tế",
    "- Hoàn thiện hồ sơ sáng kiến trước ngày 15/12/2026.",
    "KT. CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "Ngô Thanh Bách",
]


def docx_of(lines: list[str], *, head: str = "") -> bytes:
    """A Word file with one paragraph per line, and words on the head of every page."""
    document = docx.Document()
    if head:
        document.sections[0].header.paragraphs[0].text = head
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx_of(rows: list[list[str]]) -> bytes:
    """A spreadsheet of one sheet with these words."""
    out = io.BytesIO()
    with Workbook(out) as book:
        sheet = book.add_worksheet()
        for line, cells in enumerate(rows):
            sheet.write_row(line, 0, cells)
    return out.getvalue()


def notice_docx() -> bytes:
    """The notice 468/TB-UBND of the sample ward."""
    return docx_of(NOTICE)


def blank_pdf(*, password: str = "") -> bytes:
    """A PDF of one empty page, locked when a password is given."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    out = io.BytesIO()
    if password:
        pdf.save(out, encryption=pikepdf.Encryption(owner=password, user=password))
    else:
        pdf.save(out)
    return out.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def png() -> bytes:
    """One white pixel."""
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000" + "1f15c4890000000d49444154789c63f8ffff3f0005fe02fea7"
        "35810000000049454e44ae426082"
    )
