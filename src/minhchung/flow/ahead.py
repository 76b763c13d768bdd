"""The next piece is made while the one before it is worked on: reading, checking and writing each on a thread of its own."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
_END = object()


def ahead(items: Iterable[Item]) -> Iterator[Item]:
    """The items in their order, each asked for on another thread while the one before is in hand: never more than one ahead.

    Worth it where both sides spend their time outside Python (Arrow, NumPy, zlib). What asking raises is raised here, in its place.
    Who leaves early leaves the source closed: a generator's `finally` has run when this one is closed.
    """
    source = iter(items)
    with ThreadPoolExecutor(max_workers=1) as worker:
        try:
            coming = worker.submit(next, source, _END)
            while (item := coming.result()) is not _END:
                coming = worker.submit(next, source, _END)
                yield item  # type: ignore[misc]  # all but the end are items
        finally:
            if close := getattr(source, "close", None):
                worker.submit(close).result()
