"""Days as people type them."""

from datetime import date

from django.core.exceptions import ValidationError

EARLIEST, LATEST = date(1945, 9, 2), date(2100, 12, 31)
"""No document of this state is older, no work is given for later."""


def refuse_unlikely(day: date) -> None:
    """A validator of day fields: outside these years it is a slip of the keyboard, and counting days from there leaves the calendar."""
    if not EARLIEST <= day <= LATEST:
        raise ValidationError(f"Năm {day.year} có lẽ gõ nhầm. Ghi ngày từ năm {EARLIEST.year} đến năm {LATEST.year}.")
