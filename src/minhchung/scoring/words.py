"""Numbers and days as the sentences of a result write them."""

from datetime import date
from decimal import Decimal

from minhchung.text.written import written_day

__all__ = ["POLICIES", "SOURCES", "percent", "plain", "points", "written_day", "written_value"]


def plain(value: Decimal) -> str:
    """At most two decimals, a comma before them, dots between thousands: 1.234,5; 98,33; 7."""
    if not value.is_finite():
        return "∞"
    whole, _, part = f"{value:,.2f}".partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def percent(value: Decimal) -> str:
    """98,33%. What is not quite whole is never written as if it were: 99,996 is “99,99%”."""
    shown = plain(value)
    return f"{'99,99' if shown == '100' and value < 100 else shown}%"


def points(value: Decimal) -> str:
    """1,75 điểm."""
    return f"{plain(value)} điểm"


def written_value(value: Decimal | date | bool | str | None) -> str:
    """An input as a clerk reads it."""
    if value is None:
        return "chưa biết"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Decimal):
        return plain(value)
    return written_day(value) if isinstance(value, date) else value


SOURCES = {"metric": "số liệu phần mềm", "evidence": "minh chứng", "external": "số công bố từ ngoài", "survey": "khảo sát"}
"""Where the data of a leaf come from, on the screen."""
POLICIES = {
    "not_applicable": (
        "không áp dụng",
        {"full": "đủ điểm", "rescale": "quy lại thang điểm", "spread": "chia cho mục cùng nhóm", "zero": "0 điểm"},
    ),
    "zero_denominator": (
        "mẫu số bằng 0",
        {"full": "đủ điểm", "zero": "0 điểm", "not_applicable": "coi là không áp dụng", "unknown": "chưa chấm được"},
    ),
    "missing": ("thiếu số liệu", {"unknown": "chưa chấm được", "zero": "0 điểm"}),
}
"""Policy → its name on the screen, and that of each choice."""
