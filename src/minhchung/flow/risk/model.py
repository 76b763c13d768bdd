"""The model: how often dossiers looked at in the same situation were late, counted, and drawn towards wider groups where cases are few."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from minhchung.flow.risk.looks import SHARES, UNKNOWN_STEPS, Ints, Looks

BINS, STEPS = len(SHARES) - 1, UNKNOWN_STEPS + 1
Rates = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Model:
    """P(late | time left, steps left, procedure), as counted. `weight`: how many cases the wider group counts for in a narrower one."""

    whole: Rates  # [bin, steps]
    fields: dict[int, Rates]
    procedures: dict[int, Rates]
    base: float

    def probabilities(self, looks: Looks) -> Rates:
        """One probability per look; a procedure never seen has its field's, a field never seen that of all."""
        out = self.whole[looks.left, looks.steps].copy()
        for groups, column in ((self.fields, looks.field), (self.procedures, looks.procedure)):
            for number in np.unique(column):
                table = groups.get(int(number))
                if table is not None:
                    mine = column == number
                    out[mine] = table[looks.left[mine], looks.steps[mine]]
        return out


def learn(looks: Looks, weight: float) -> Model:
    """Counts the looks. Every rate is (late + weight × wider rate) / (looks + weight): Laplace's rule with the wider group as prior.

    In each table the rate may not rise with the time left: where chance made it so, neighbouring bins share theirs (isotonic).
    """
    base = (float(looks.late.sum()) + 1) / (looks.late.size + 2)
    whole = _table(looks, np.full((BINS, STEPS), base), weight)
    fields = {int(number): _table(looks.where(looks.field == number), whole, weight) for number in np.unique(looks.field) if number >= 0}
    procedures = {}
    for number in np.unique(looks.procedure):
        mine = looks.where(looks.procedure == number)
        if number >= 0:
            procedures[int(number)] = _table(mine, fields.get(int(mine.field[0]), whole), weight)
    return Model(whole, fields, procedures, base)


def _table(looks: Looks, wider: Rates, weight: float) -> Rates:
    cell = looks.left * STEPS + looks.steps
    seen = np.bincount(cell, minlength=BINS * STEPS).reshape(BINS, STEPS).astype(float)
    late = np.bincount(cell, weights=looks.late, minlength=BINS * STEPS).reshape(BINS, STEPS)
    rates = (late + weight * wider) / (seen + weight)
    for column in range(STEPS):
        rates[:, column] = _falling(rates[:, column], seen[:, column] + weight)
    return rates


def _falling(rates: Rates, weights: Rates) -> Rates:
    """The closest rates that do not rise from bin to bin (pool adjacent violators, weighted)."""
    blocks: list[tuple[float, float, int]] = []
    for rate, weight in zip(rates.tolist(), weights.tolist(), strict=True):
        blocks.append((rate, weight, 1))
        while len(blocks) > 1 and blocks[-2][0] < blocks[-1][0]:
            (first, one, many), (second, two, more) = blocks[-2:]
            blocks[-2:] = [((first * one + second * two) / (one + two), one + two, many + more)]
    return np.concatenate([np.full(size, rate) for rate, _, size in blocks])


def looks_now(left: Ints, steps: Ints, procedure: Ints, field: Ints) -> Looks:
    """Looks at open dossiers, whose outcome is not known."""
    return Looks(np.arange(left.size), left, steps, procedure, field, np.zeros(left.size, dtype=bool))
