"""Spans, moments and counts as the lists say them in Vietnamese."""

import math
from typing import Any

import numpy as np


def number(value: float, digits: int = 1) -> str:
    """A number with a decimal comma and no empty decimals: 6, 6,5."""
    shown = f"{value:.{digits}f}"
    return (shown.rstrip("0").rstrip(".") if "." in shown else shown).replace(".", ",")


def span(minutes: float) -> str:
    """Working minutes: “45 phút” below an hour, else hours with at most one decimal (“6 giờ”, “11,5 giờ”)."""
    size = abs(minutes)
    if size < 60:
        return f"{math.floor(size)} phút"
    return f"{number(size / 60)} giờ"


def days(count: float) -> str:
    """Whole working days."""
    return f"{int(count)} ngày làm việc"


def moment(value: Any, *, day_only: bool = False, seconds: bool = False) -> str:
    """A moment as 16:30 20/11/2026; only the day where the source gives days."""
    found = np.datetime64(value, "s").item()
    if day_only:
        return f"{found:%d/%m/%Y}"
    return f"{found:%H:%M:%S %d/%m/%Y}" if seconds else f"{found:%H:%M %d/%m/%Y}"


def percent(share: float) -> str:
    """A share as a percentage with at most one decimal."""
    return f"{number(share * 100)}%"
