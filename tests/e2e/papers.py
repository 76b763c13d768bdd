"""Papers the journeys bring along: all content is invented."""

import io

from PIL import Image
from playwright.sync_api import Browser

from minhchung.demo.papers import docx_of

HEAD = """ỦY BAN NHÂN DÂN
PHƯỜNG VÂN KHÊ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: {number}/TB-UBND
Vân Khê, ngày 12 tháng 11 năm 2026

THÔNG BÁO
{subject}

Sau khi nghe các đơn vị báo cáo, Phó Chủ tịch Ủy ban nhân dân phường kết luận như sau:
"""

DIRECTIVE = (
    HEAD.format(number=91, subject="Kết luận giao ban công tác cải cách hành chính")
    + """
1. Giao Phòng Văn hóa - Xã hội

- Lập danh sách cán bộ dự tập huấn kỹ năng số, gửi Ủy ban nhân dân phường chậm nhất ngày 27/11/2026.

- Rà soát các điểm bưu điện văn hóa trên địa bàn phường.

- Đề xuất phương án sử dụng các điểm bưu điện văn hóa không còn hoạt động.

2. Giao Phòng Kinh tế

- Báo cáo tình hình thu ngân sách quý IV trước ngày 15/12/2026.

- Cập nhật danh mục nguồn dữ liệu mở của phường trong tháng 12/2026.
"""
)
"""Five clauses, two units."""

PASTED = (
    HEAD.format(number=92, subject="Kết luận kiểm tra bộ phận tiếp nhận và trả kết quả")
    + """
1. Giao Trung tâm Phục vụ hành chính công

- Niêm yết lại toàn bộ thủ tục hành chính lĩnh vực hộ tịch trước ngày 30/11/2026.
"""
)

PRINTED = (
    HEAD.format(number=93, subject="Kết luận kiểm tra vệ sinh môi trường các chợ")
    + """
1. Giao Phòng Xây dựng, Nông nghiệp và Môi trường

- Lập hồ sơ vệ sinh môi trường của 04 chợ trên địa bàn, hoàn thành trước ngày 20/12/2026.
"""
)

LIST = """ỦY BAN NHÂN DÂN
PHƯỜNG VÂN KHÊ

Số: 101/DS-UBND
Vân Khê, ngày 18 tháng 11 năm 2026

DANH SÁCH
Cán bộ dự tập huấn kỹ năng số
"""


def docx(text: str) -> bytes:
    """The text as a Word file."""
    return docx_of(text)


def pdf(text: str, browser: Browser) -> bytes:
    """The text as a PDF with a text layer, one paragraph per line."""
    page = browser.new_page()
    lines = "".join(f"<p>{line}</p>" for line in text.splitlines() if line.strip())
    page.set_content(f"<html lang='vi'><body style='font: 14pt serif'>{lines}</body></html>")
    made = page.pdf(format="A4")
    page.close()
    return made


def picture() -> bytes:
    """A small picture, as a screenshot pasted from the clipboard would be."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), (200, 30, 30)).save(out, "PNG")
    return out.getvalue()
