"""Numbers and days as the sentences of a result write them."""

from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import lru_cache

from minhchung.text.written import point_places, written_day

__all__ = ["POLICIES", "SOURCES", "capital", "percent", "plain", "points", "side_by_side", "written_day", "written_value"]

HUNDRED = Decimal(100)
VIETNAMESE = str.maketrans(",.", ".,")


PLACES = tuple(Decimal(1).scaleb(-places) for places in range(13))


@lru_cache(maxsize=20_000)
def plain(value: Decimal, *apart: Decimal) -> str:
    """A comma before two decimals, three where the number has exactly three (points go by 0,125 too), dots between thousands: 1.234,5; 7.

    More decimals where the value would look like one of `apart` without being it: 99,996 beside 100.
    """
    return _written(value, point_places(value), apart)


def _written(value: Decimal, places: int, apart: tuple[Decimal, ...]) -> str:
    if not value.is_finite():
        return "∞"
    shown = value.quantize(PLACES[places], ROUND_HALF_UP)
    for unit in PLACES[3:] if shown in apart and value != shown else ():
        shown = value.quantize(unit, ROUND_DOWN)
        if shown not in apart:
            break
    return f"{shown:,f}".rstrip("0").rstrip(".").translate(VIETNAMESE)


def side_by_side(one: Decimal, other: Decimal) -> tuple[str, str]:
    """Two numbers with as many decimals as tell them apart."""
    near = (one.quantize(PLACES[2], ROUND_HALF_UP), other.quantize(PLACES[2], ROUND_HALF_UP))
    return plain(one, other, near[1]), plain(other, one, near[0])


def percent(value: Decimal, *apart: Decimal) -> str:
    """98,33%, two decimals; what falls short of a limit is never written as if it reached it."""
    return f"{_written(value, 2, (HUNDRED, *apart))}%"


def capital(text: str) -> str:
    """With a capital; the full stop is the page's, which may say more behind it."""
    return text[:1].upper() + text[1:]


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
