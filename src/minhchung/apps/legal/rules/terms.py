"""By when who cites a changed document has looked at it. The number of days is the ward's own choice: no document names it."""

from datetime import date, timedelta


def due_of(on: date, confirmed_on: date | None, days: int) -> date:
    """So many days after the change takes effect; of a change learnt of later, after the day it was confirmed."""
    return max(on, confirmed_on or on) + timedelta(days=days)
