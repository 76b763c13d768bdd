"""Days and points as an official document writes them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

POINT_PLACES = 3
"""Points have at most so many decimals, typed, kept and shown: sets of a city go by steps of 0.25, some of 0.125."""


def written_day(day: date) -> str:
    """20/11/2026; 03/4/2026; 09/02/2026: a nought before days under 10 and months 1 and 2 (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def point_places(value: Decimal) -> int:
    """Two; three where the number has exactly three (0.125). One that goes on is the result of a division and is shown rounded to two."""
    return POINT_PLACES if value.is_finite() and value.normalize().as_tuple().exponent == -POINT_PLACES else 2


def written_points(value: Decimal) -> str:
    """0,75; 0,125; 1250,00: rounded half up, as clerks do."""
    return f"{value.quantize(Decimal(1).scaleb(-point_places(value)), ROUND_HALF_UP):f}".replace(".", ",")
