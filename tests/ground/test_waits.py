"""What usually was, by the nearest rank."""

import pytest

from minhchung.apps.ground.waits import usual_at_most


@pytest.mark.parametrize(
    ("past", "percent", "usual"),
    [([3], 90, 3), (range(1, 11), 90, 9), (range(1, 11), 91, 10), (range(1, 11), 100, 10), (range(1, 11), 0, 1), ([5, 1, 9], 50, 5)],
)
def test_so_many_of_the_past_were_no_longer(past: list[int], percent: int, usual: int) -> None:
    assert usual_at_most(past, percent=percent, least=1) == usual


@pytest.mark.parametrize(("past", "least"), [([], 0), ([], 1), ([4, 4], 3)])
def test_too_few_say_nothing(past: list[int], least: int) -> None:
    assert usual_at_most(past, percent=90, least=least) is None
