"""Pieces made ahead on another thread: the same pieces, the same errors, and nothing left open."""

import threading
from collections.abc import Iterator

import pytest

from minhchung.flow.ahead import ahead


def test_the_pieces_come_in_their_order_and_one_is_made_while_the_one_before_is_in_hand():
    made: list[int] = []
    second = threading.Event()

    def pieces() -> Iterator[int]:
        for number in range(5):
            made.append(number)
            if number == 1:
                second.set()
            yield number

    coming = ahead(pieces())
    assert next(coming) == 0
    assert second.wait(10), "the second piece was not made ahead"
    assert made == [0, 1], "more than one piece ahead"
    assert list(coming) == [1, 2, 3, 4]


def test_an_error_comes_in_its_place():
    def pieces() -> Iterator[int]:
        yield 1
        raise ValueError("hỏng ở giữa")

    coming = ahead(pieces())
    assert next(coming) == 1
    with pytest.raises(ValueError, match="hỏng ở giữa"):
        next(coming)


def test_who_leaves_early_leaves_the_source_closed():
    closed = []

    def pieces() -> Iterator[int]:
        try:
            while True:
                yield 1
        finally:
            closed.append(threading.active_count())

    coming = ahead(pieces())
    next(coming)
    coming.close()  # type: ignore[attr-defined]  # a generator
    assert closed
