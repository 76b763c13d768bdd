"""The one place that reads the clock. Views ask here and pass the moment on; engines, rules and queries never read it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present moment in Vietnam; the frozen one in the demo and the tests."""
    frozen: datetime | None = settings.FROZEN_NOW
    return frozen or datetime.now(ZONE)  # noqa: TID251 - the clock itself


def today() -> date:
    """The present day in Vietnam."""
    return now().date()
