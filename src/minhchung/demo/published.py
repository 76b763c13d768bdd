"""What the fictional city published of the year before: a table with a column for each field. Every name and number is made up."""

from decimal import Decimal

from minhchung.apps.dossiers.published import RANK, WHOLE, codes_of_figures, metrics
from minhchung.apps.indexes.published_table import Typed
from minhchung.flow.indicators import Official

FIELDS = (
    ("Công tác chỉ đạo, điều hành", "12"), ("Cải cách thể chế", "8"), ("Cải cách TTHC", "26"), ("Tổ chức bộ máy", "6"),
    ("Chế độ công vụ", "10"), ("Tài chính công", "8"), ("Chính quyền điện tử, chính quyền số", "15"), ("Tác động của CCHC", "15"),
)  # fmt: skip
"""Title and maximum."""
WARDS = (
    "Vân Khê", "An Khê", "Hải Sơn", "Trại Mới", "Đông Phú", "Tây Phú", "Hòa Lạc", "Bến Gỗ", "Cầu Đất", "Đằng Giang", "Gia Thụy", "Hạ Đoạn",
    "Kênh Dương", "Lạc Thành", "Minh Tân", "Nam Thắng", "Ngọc Lâm", "Ông Bích", "Phú Xá", "Quán Nam", "Sông Cấm", "Thượng Lý Mới",
    "Trường Sa Đông", "Vĩnh Cát", "Xuân Đám", "Yên Sở Hạ",
)  # fmt: skip
VILLAGES = ("Bạch Long", "Cao Nhân Thượng", "Đại Hà", "Gia Minh", "Hùng Tiến", "Kiến Hải", "Liên Am", "Mỹ Lộc", "Ngũ Phúc", "Tam Cường",
            "Tiên Thắng", "Vinh Quang")  # fmt: skip
GROUPS = (("phường", "Phường", WARDS), ("xã, đặc khu", "Xã", VILLAGES))
SOURCE = "Quyết định 118/QĐ-UBND ngày 09/01/2026 (số liệu mô phỏng)"


def published() -> list[Typed]:
    """The scores of every commune; the same each time."""
    return [
        _line(number, f"{kind} {name}", group, shift)
        for group, kind, names in GROUPS
        for number, (name, shift) in enumerate(zip(names, _spread(len(names)), strict=True), 1)
    ]


def _spread(count: int) -> list[int]:
    """How far each lies behind the best, in half percents; the first, our ward, in the lower half."""
    rest = [place * 40 // count for place in range(count)]
    return [rest.pop(count * 7 // 8), *rest]


def _line(number: int, name: str, group: str, shift: int) -> Typed:
    fields = []
    for place, (title, most) in enumerate(FIELDS):
        percent = Decimal(97) - Decimal(shift) / 2 - (number * 7 + place * 5) % 11
        fields.append((title, (Decimal(most) * percent / 100).quantize(Decimal("0.25"))))
    return Typed(number, name, sum((points for _, points in fields), Decimal(0)), "", tuple(fields), group)


PORTAL = "Cổng Dịch vụ công, trang đánh giá (số liệu mô phỏng)"
SHARES = {
    "dossiers.online-filing": (412, 506, "1.63"),
    "dossiers.online-payment": (231, 318, "4.36"),
    "dossiers.reused": (166, 506, "0.82"),
}
"""Figure of the software whose counterpart is published: what was counted, of how many, and the points."""


def portal(unit: str) -> list[Official]:
    """What the portal of QĐ 766 published of the ward in October: its place, and some indicators."""
    titles = dict(metrics())
    told = [Official(unit, "2026-10", RANK, WHOLE[RANK], score=Decimal(27), source=PORTAL)]
    for figure, (above, below, points) in SHARES.items():
        code, share = codes_of_figures()[figure], (Decimal(above) * 100 / below).quantize(Decimal("0.01"))
        told.append(Official(unit, "2026-10", code, titles[code], Decimal(above), Decimal(below), share, Decimal(points), source=PORTAL))
    return told
