"""The headings by which procedures in Word name their sections, and the columns of their tables."""

import re
from dataclasses import dataclass

from minhchung.text.normal import fold, squeeze

LONGEST = 110
"""A longer line is a sentence that happens to begin like a heading."""
_NUMBER = re.compile(r"(?P<number>(?:\d{1,2}|[IVX]{1,4})(?:\.\d{1,2})*)\s*[.):]?\s+(?=\S)|(?P<only>\d{1,2}(?:\.\d{1,2})*)[.)]?$")
_OBJECT = r"(?: (?:cong viec|ho so|thu tuc(?: hanh chinh)?|tthc))?"
_DRAWN = r"|cac buoc(?: thuc hien)?|luu do(?: quy trinh)?|dien giai(?: (?:luu do|quy trinh))?"
PATTERNS: dict[str, str] = {
    "purpose": r"muc dich(?: (?:va yeu cau|ban hanh))?",
    "scope": r"pham vi(?: (?:va doi tuong )?ap dung)?",
    "references": r"(?:cac )?tai lieu (?:vien dan|tham chieu|tham khao)(?: ap dung)?",
    "terms": r"(?:giai thich )?(?:cac )?(?:(?:thuat ngu|dinh nghia|khai niem|(?:tu |chu )?viet tat)(?:\s*(?:/|,|va|-)\s*)?)+",
    "forms": r"(?:(?:cac|danh muc) )?(?:bieu mau|phu luc)(?: (?:su dung|ap dung|kem theo))?",
    "records": r"(?:ho so (?:can )?(?:luu|luu tru|luu giu)|luu(?: tru| giu)? ho so)",
    "basis": r"(?:co so|can cu) phap ly",
    "conditions": r"(?:yeu cau,? )?dieu kien(?: thuc hien)?" + _OBJECT,
    "components": r"thanh phan ho so",
    "sets": r"so luong(?: bo)? ho so",
    "limit": r"(?:tong )?thoi (?:gian|han)(?: (?:xu ly|giai quyet|thuc hien))?" + _OBJECT,
    "place": r"(?:noi|dia diem) (?:tiep nhan|nhan|nop)(?: ho so)?(?: va (?:noi )?tra ket qua)?",
    "fee": r"(?:phi,? ?(?:va )?)?le phi|phi",
    "outcome": r"ket qua(?: (?:giai quyet|thuc hien))?" + _OBJECT,
    "steps": r"(?:quy trinh (?:xu ly|thuc hien|giai quyet)|trinh tu(?: (?:xu ly|thuc hien|giai quyet))?)" + _OBJECT + _DRAWN,
    "revisions": r"(?:bang (?:theo doi )?)?(?:theo doi )?sua doi tai lieu|bang theo doi sua doi",
    "body": r"noi dung(?: (?:cua )?quy trinh| thuc hien)?",
}  # fmt: skip
_SHAPES = {name: re.compile(rf"(?:{pattern})(?=$|[\s:.,;(])") for name, pattern in PATTERNS.items()}
SEVEN = ("purpose", "scope", "references", "terms", "body", "forms", "records")
FIFTH = ("basis", "components", "sets", "limit", "place", "fee", "steps")
TITLES = {
    "purpose": "1. Mục đích", "scope": "2. Phạm vi", "references": "3. Tài liệu viện dẫn", "terms": "4. Định nghĩa, viết tắt",
    "body": "5. Nội dung", "forms": "6. Biểu mẫu", "records": "7. Hồ sơ cần lưu", "basis": "5.1. Cơ sở pháp lý",
    "components": "5.2. Thành phần hồ sơ", "sets": "5.3. Số lượng hồ sơ", "limit": "5.4. Thời gian xử lý",
    "place": "5.5. Nơi tiếp nhận và trả kết quả", "fee": "5.6. Phí, lệ phí", "steps": "5.7. Các bước thực hiện",
}  # fmt: skip
"""As the house numbers them; what a file calls them may differ."""


@dataclass(frozen=True)
class Heading:
    """A heading found: which section, and what stands behind it on the line."""

    section: str
    rest: str


def heading(line: str) -> Heading | None:
    """The section a line begins; None for a line of text. Numbers may be missing or others than usual when nothing but the heading stands
    on the line."""
    text = squeeze(line)
    number = _NUMBER.match(text)
    bare = text[number.end() :] if number and number["number"] else text
    folded = fold(bare)
    if len(folded) != len(bare):
        return None  # the fold moved something: what stands behind the heading could not be cut off rightly
    for section, shape in _SHAPES.items():
        found = shape.match(folded)
        if found is None:
            continue
        rest = bare[found.end() :].strip(" :.-–")
        alone = not rest or bare[found.end() : found.end() + 2].lstrip().startswith(":")
        if alone or (number is not None and len(bare) <= LONGEST and not _goes_on(section, rest)):
            return Heading(section, rest)
    return None


def _goes_on(section: str, rest: str) -> bool:
    """Whether the words behind the heading make it a sentence of its own ("Nội dung công việc được giao …")."""
    return section in ("body", "steps", "outcome", "scope", "purpose", "forms") and len(rest) > 40


def is_number(cell: str) -> bool:
    """Whether a cell holds nothing but a number ("5.1", "2.")."""
    found = _NUMBER.fullmatch(squeeze(cell))
    return found is not None and found["only"] is not None


COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "components": (("originals", r"ban chinh|ban goc"), ("copies", r"ban sao|ban chup"), ("form", r"mau|bieu"),
                   ("name", r"ten|thanh phan|giay to|loai|ho so")),
    "steps": (("result", r"bieu mau|ket qua|ho so|san pham"), ("time", r"thoi (?:gian|han)"), ("who", r"trach nhiem|nguoi|don vi|bo phan"),
              ("name", r"trinh tu|noi dung|cong viec|buoc|mo ta|dien giai|luu do")),
    "forms": (("code", r"ma|ky hieu"), ("name", r"ten|bieu mau")),
    "records": (("place", r"noi|bo phan|don vi"), ("retention", r"thoi (?:gian|han)|bao quan"), ("name", r"ten|ho so|tai lieu|thanh phan")),
    "revisions": (("reason", r"yeu cau|ly do"), ("number", r"lan"), ("on", r"ngay"), ("place", r"trang|phan|vi tri"),
                  ("change", r"mo ta|noi dung")),
    "basis": (("symbol", r"so|ky hieu"), ("title", r"ten|trich yeu|van ban")),
}  # fmt: skip
USUAL = {
    "components": ("name", "originals", "copies", "form"), "steps": ("name", "who", "time", "result"), "forms": ("code", "name"),
    "records": ("name", "place", "retention"), "revisions": ("reason", "place", "change", "number", "on"), "basis": ("symbol", "title"),
}  # fmt: skip
"""The order of columns where a table has no head."""
HEAD_CELL = 45


def columns_of(section: str, cells: list[str]) -> dict[int, str] | None:
    """Which field each cell of a table's head names, by place; None when the row is no head. The running number names nothing."""
    found: dict[int, str] = {}
    for place, cell in enumerate(cells):
        folded = fold(squeeze(cell))
        if not folded or len(folded) > HEAD_CELL:
            continue
        if re.fullmatch(r"tt|stt|so tt", folded):
            found[place] = ""
            continue
        match = next((name for name, shape in COLUMNS[section] if re.match(rf"(?:{shape})\b", folded)), None)
        if match is not None and match not in found.values():
            found[place] = match
    named = [name for name in found.values() if name]
    filled = [cell for cell in cells if cell.strip()]
    return found if len(named) >= 2 and len(found) == len(filled) else None
