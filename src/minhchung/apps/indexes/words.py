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
        "archived": "đã lưu trữ",
        "criteria": "số tiêu chí chuyển",
    },
    shown={"points": _points},
)
name_fields("indexes.pass_on", {"passed": "tiêu chí đã chuyển"}, subjects={"passed": "criterion"})
