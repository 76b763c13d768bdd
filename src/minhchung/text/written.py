"""Days as an official document writes them."""

from datetime import date


def written_day(day: date) -> str:
    """20/11/2026; 03/4/2026; 09/02/2026: a nought before days under 10 and months 1 and 2 (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"
