"""The step and the decimals of a set are those of its points."""

from decimal import Decimal

import pytest

from minhchung.scoring.fineness import places, points_in, step_of
from tests.scoring.packs import leaf, pack_of


@pytest.mark.parametrize(
    ("points", "step"),
    [
        ((), "0.25"), (("1.5", "0.25", "2"), "0.25"), (("1", "0.125"), "0.125"), (("0.375", "0.25"), "0.125"), (("0.1", "1"), "0.1"),
        (("0.25", "0.1"), "0.05"), (("0.33", "1"), "0.01"), (("0.333",), "0.001"), (("0.0625",), "0.001"),
    ],
)  # fmt: skip
def test_the_step_is_the_widest_that_fits_all_points(points: tuple[str, ...], step: str) -> None:
    assert step_of(map(Decimal, points)) == Decimal(step)


def test_points_stand_in_the_maximum_and_in_levels_also_as_a_share() -> None:
    rule = {"shape": "levels", "choice": "muc", "options": [{"label": "Tốt", "percent": 100}, {"label": "Đạt", "percent": 50},
                                                            {"label": "Kém", "points": "0.125"}]}  # fmt: skip
    variables = [{"name": "muc", "title": "Mức", "kind": "choice", "choices": ["Tốt", "Đạt", "Kém"]}]
    node = pack_of(leaf("1", "1.25", rule), variables=variables).leaves[0]
    assert list(points_in(node.max, node.rule)) == [Decimal("1.25"), Decimal("1.25"), Decimal("0.625"), Decimal("0.125")]
    assert list(points_in(None, None)) == []
    assert [places(Decimal(each)) for each in ("1", "10", "0.250", "0.125")] == [0, 0, 2, 3]
