"""Letters of any make: whatever their length, kind and blocks, what we compose has no layout issue."""

import random
from typing import Any

import pytest

from minhchung.letters import compose, inspect, letter_of

SENTENCES = (
    "Rà soát kết quả thực hiện các nhiệm vụ được giao tại Kế hoạch số 15/KH-UBND ngày 12/01/2026 và gửi báo cáo.",
    "Căn cứ tình hình thực tế, các phòng, đơn vị chủ động triển khai thực hiện.", "Ngắn.",
    "Thời gian: 08 giờ 00 phút, ngày 20 tháng 11 năm 2026.",
    "1.284 hồ sơ đã giải quyết, đạt 97,42%", "Chủ trì: bà Trần Thị Thu Hà, Phó Chủ tịch Ủy ban nhân dân phường.", "Giao Phòng Kinh tế:",
    "Trưởng đoàn kiểm tra báo cáo kết quả.", "Phụ lục kèm theo gồm 03 biểu.", "THÔNG BÁO của thành phố đã được gửi tới các đơn vị;",
    "Số: 15/KH-UBND ngày 12/01/2026 là căn cứ chính.", "Kính gửi các đơn vị bản dự thảo để góp ý.", "KT. CHỦ TỊCH ký thay theo phân công.",
)  # fmt: skip
TITLES = (
    "Kết quả",
    "Giao Phòng Văn hóa - Xã hội",
    "Nhiệm vụ cụ thể:",
    "Công tác chỉ đạo, điều hành cải cách hành chính năm 2026 của phường",
    "ISO 9001:2015",
)
ISSUERS = (
    "Ủy ban nhân dân phường Vân Khê", "Trung tâm Phục vụ hành chính công", "Đoàn kiểm tra cải cách hành chính", "Văn phòng HĐND và UBND",
    "Ban Chỉ đạo xây dựng, áp dụng Hệ thống quản lý chất lượng theo TCVN ISO 9001:2015", "Phòng Kinh tế, Hạ tầng và Đô thị",
)  # fmt: skip
SYMBOLS = {"cong-van": "UBND-VHXH", "thong-bao": "TB-UBND", "bao-cao": "BC-TTPVHCC", "ke-hoach": "KH-UBND", "to-trinh": "TTr-VHXH",
           "quyet-dinh": "QĐ-UBND", "bien-ban": "BB-ĐKT", "giay-moi": "GM-UBND", "phu-luc": "KH-UBND"}  # fmt: skip
AUTHORITIES = (
    ["TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"], ["Chủ tịch"], ["TL. Chủ tịch", "KT. Chánh Văn phòng", "Phó Chánh Văn phòng"],
    ["TUQ. Chủ tịch", "Trưởng phòng"], ["Q. Giám đốc"], ["TM. Đoàn kiểm tra", "Trưởng đoàn"],
)  # fmt: skip
NAMES = ("Nguyễn Minh Đức", "Lò Thị Ơn", "", "Công Tằng Tôn Nữ Hoàng Anh", "Trương Thị Mai", "Phó Đức Phương")


class Luck(random.Random):
    """Makes letters."""

    def some(self, values: tuple[Any, ...], most: int) -> list[Any]:
        return [self.choice(values) for _ in range(self.randint(0, most))]

    def block(self, depth: int, *, upright: bool = True) -> dict[str, Any]:
        kind = self.choice(
            ["paragraph", "paragraph", "list", "section", "table", "article", "part", "across"][: 8 if depth == 0 and upright else 5]
        )
        if kind == "paragraph":
            return {
                "type": kind,
                "text": [self.choice(SENTENCES), {"text": " nhấn mạnh", "bold": self.random() < 0.5, "italic": True}, " hết."],
            }
        if kind == "list":
            return {
                "type": kind,
                "marker": self.choice(["-", "+", "1.", "(1)", "a)"]),
                "items": [self.choice(SENTENCES)] * self.randint(1, 9),
            }
        if kind == "table":
            columns = [{"title": f"Cột {at}", "width": self.randint(1, 4)} for at in range(self.randint(1, 6))]
            return {
                "type": kind,
                "caption": self.choice(["", "Kết quả theo đơn vị"]),
                "columns": columns,
                "rows": [["Phụ lục"] * len(columns)] * 3,
            }
        if kind == "article":
            return {"type": kind, "title": self.choice(["", "Phạm vi"]), "text": self.choice(SENTENCES), "blocks": self.blocks(3)}
        if kind == "across":
            return {"type": kind, "blocks": [{"type": "table", "columns": [{"title": "A"}], "rows": [["1"]]}]}
        held = {"label": self.choice(["Phần", "Chương", "Mục"])} if kind == "part" else {}
        return {"type": kind, "title": self.choice(TITLES), "blocks": self.blocks(depth + 1), **held}

    def blocks(self, depth: int) -> list[dict[str, Any]]:
        return [self.block(depth) for _ in range(self.randint(1, 4 - min(depth, 3)))]

    def annex(self) -> dict[str, Any]:
        return {"title": self.choice(TITLES), "blocks": [self.block(1, upright=False)]}

    def letter(self) -> dict[str, Any]:
        kind = self.choice(list(SYMBOLS))
        signed = [{"authority": self.choice(AUTHORITIES), "name": self.choice(NAMES)} for _ in range(1 + (kind == "bien-ban"))]
        return {
            "kind": kind, "issuer": self.choice(ISSUERS), "parent": self.choice(["", "Ủy ban nhân dân phường Vân Khê"]),
            "symbol": SYMBOLS[kind], "number": self.choice(["", "5", "1234"]), "place": self.choice(["Vân Khê", "Thành phố Hồ Chí Minh"]),
            "dated": self.choice(["", "2026-01-05", "2026-11"]),
            "subject": self.choice(["báo cáo", "Về việc " + SENTENCES[0], "Họp giao ban"]),
            "addressees": self.some(ISSUERS, 4) or (["Sở Nội vụ"] if kind in ("cong-van", "to-trinh") else []),
            "grounds": [f"Căn cứ Kế hoạch số {at}/KH-UBND ngày 12/01/2026 của Ủy ban nhân dân phường" for at in range(self.randint(0, 3))],
            "competence": "Chủ tịch Ủy ban nhân dân phường Vân Khê" if kind == "quyet-dinh" else "",
            "blocks": self.blocks(0), "signers": signed, "recipients": self.some(ISSUERS, 6), "kept": self.choice(["VT", "VT, VHXH"]),
            "urgency": self.choice(["", "", "hoa-toc", "thuong-khan", "khan"]),
            "annexes": [self.annex() for _ in range(self.randint(0, 3) * (kind != "phu-luc"))],
        }  # fmt: skip


@pytest.mark.parametrize("seed", range(30))
def test_no_letter_we_compose_has_a_layout_issue(seed: int) -> None:
    made = Luck(seed).letter()
    issues = inspect(compose(letter_of(made)))
    assert [(issue.code, issue.found, issue.where) for issue in issues] == [], made["kind"]
