"""What the acts of reviewing write, in words."""

from typing import Any

from minhchung.apps.ground.problems import CHECKS, Parameter
from minhchung.apps.ground.words import name_fields


def _given(value: Any) -> str:
    labels: dict[str, Parameter] = {name: parameter for check in CHECKS.values() for name, parameter in check.parameters.items()}
    said = [f"{labels[name].label if name in labels else name}: {number}" for name, number in dict(value or {}).items()]
    return "; ".join(said) or "mặc định"


name_fields(
    "reviews",
    {
        "checks": "số quy tắc",
        "records": "số bản ghi",
        "found": "số phát hiện",
        "opened": "mới",
        "reopened": "mở lại",
        "closed": "đã đóng",
        "refreshed": "cập nhật lời",
        "failed": "quy tắc không chạy được",
        "code": "quy tắc",
        "on": "bật",
        "given": "tham số",
    },
    shown={"given": _given},
)
