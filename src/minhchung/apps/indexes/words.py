"""What the acts on criteria write, in words."""

from decimal import Decimal
from typing import Any

from minhchung.apps.ground.words import name_fields


def _points(value: Any) -> str:
    """0,75: a decimal comma and two places, as everywhere points are shown."""
    return f"{Decimal(str(value)):.2f}".replace(".", ",")


name_fields(
    "indexes",
    {
        "code": "mã tiêu chí",
        "title": "tên",
        "points": "điểm",
        "evidence": "minh chứng cần có",
        "requirement": "minh chứng cần có",
        "assignment": "nhiệm vụ số",
        "criteria": "số tiêu chí chuyển",
        "pack": "bộ tiêu chí",
        "version": "bản",
        "year": "năm",
        "digest": "mã kiểm tra",
        "units": "đơn vị nhận ra",
        "unit": "đơn vị",
        "leaves": "tiêu chí thành phần",
        "made": "tiêu chí mới",
        "archived": "tiêu chí đã lưu trữ",
        "target": "mục tiêu điểm",
        "target_rank": "mục tiêu thứ hạng",
        "group": "nhóm xếp hạng",
        "values": "số liệu",
        "figures": "số liệu đã tính",
        "changed": "số thay đổi",
        "ruling": "ghi tay",
        "day": "ngày",
        "scores": "số điểm công bố",
        "secured": "chắc chắn",
        "unproven": "chưa minh chứng",
        "winnable": "còn giành được",
        "lost": "đã mất",
        "unknown": "chưa biết",
        "expected": "dự báo cuối năm",
    },
    shown={"points": _points},
)
name_fields("indexes.pass_on", {"passed": "tiêu chí đã chuyển"}, subjects={"passed": "criterion"})
