"""The calendar that days are said back by: that of the commune whose person is asking.

Ground knows no communes; the middleware of `organisations` says for each request whose calendar it is. Outside a request: the law's days.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from minhchung.worktime import Calendar, vietnam

_ask: ContextVar[Callable[[], Calendar]] = ContextVar("calendar_of_the_request", default=vietnam)


def local_calendar() -> Calendar:
    """The calendar of the person asking, else the law's."""
    return _ask.get()()


@contextmanager
def counting_by(ask: Callable[[], Calendar]) -> Iterator[None]:
    """While this lasts, `local_calendar` asks this function; it is asked only when a day is said back."""
    token = _ask.set(ask)
    try:
        yield
    finally:
        _ask.reset(token)
