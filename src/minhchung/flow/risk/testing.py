"""The back-test: learn from what was known at a time, predict what came later, and say whether that beat the base rate and held."""

from dataclasses import dataclass

import numpy as np

from minhchung.flow.risk.looks import Ints, Looks
from minhchung.flow.risk.model import Rates

SEED = 20220623
RESAMPLES = 400


@dataclass(frozen=True, slots=True)
class Band:
    """One row of the calibration table: looks whose probability lay in [low, high): how many, mean said, share that was late."""

    low: float
    high: float
    looks: int
    said: float
    late: float


@dataclass(frozen=True, slots=True)
class Drift:
    """Calibration of the last months and of those before: mean of (late − probability) in each.

    `errors`: by how many standard errors the recent mean lies off nought or off the earlier one, whichever is more.
    """

    earlier: float
    recent: float
    earlier_dossiers: int
    recent_dossiers: int
    errors: float
    drifted: bool


@dataclass(frozen=True, slots=True)
class BackTest:
    """On dossiers received from `split` on, by a model that knew only what was known at `split`.

    `brier` against `base_brier`, the score of always saying the share that turned out late in the test itself (no one could know the base
    rate better); `skill` = 1 − brier / base_brier with the lower bound of a 95 % interval from resampling whole dossiers. `lift`: the share
    late among the tenth ranked highest over that of all.
    """

    split: np.datetime64
    learnt: int
    tested: int
    looks: int
    late_share: float
    brier: float
    base_brier: float
    skill: float
    skill_low: float
    lift: float
    bands: tuple[Band, ...]
    drift: Drift | None


def score(looks: Looks, said: Rates) -> tuple[float, float, float, float]:
    """Brier score, that of the base rate, skill and the lower bound of the skill."""
    late = looks.late.astype(float)
    _, groups = np.unique(looks.row, return_inverse=True)
    count = int(groups.max()) + 1
    sums = [np.bincount(groups, weights=values, minlength=count) for values in ((said - late) ** 2, late, np.ones(late.size))]
    brier, base = _brier(*(values.sum() for values in sums))
    rng, columns = np.random.default_rng(SEED), np.stack(sums)
    # How often each dossier was drawn, then one product: a third of the time of gathering the rows drawn.
    again = np.array([columns @ np.bincount(rng.integers(0, count, count), minlength=count) for _ in range(RESAMPLES)])
    briers, bases = _brier(*again.T)
    with np.errstate(divide="ignore", invalid="ignore"):
        skills = np.where(bases > 0, 1 - briers / bases, -1.0)
    skill = 1 - float(brier) / float(base) if base > 0 else -1.0
    return float(brier), float(base), skill, float(np.quantile(skills, 0.025))


def _brier(squares: Rates, late: Rates, looks: Rates) -> tuple[Rates, Rates]:
    share = late / looks
    return squares / looks, share * (1 - share)


def calibration(looks: Looks, said: Rates, bands: int = 5) -> tuple[Band, ...]:
    """The calibration table in equal bands of probability; empty bands are left out."""
    place = np.minimum((said * bands).astype(np.int64), bands - 1)
    rows = []
    for band in range(bands):
        mine = place == band
        if mine.any():
            rows.append(Band(band / bands, (band + 1) / bands, int(mine.sum()), float(said[mine].mean()), float(looks.late[mine].mean())))
    return tuple(rows)


def lift(looks: Looks, said: Rates) -> float:
    """Share late in the highest tenth over the share late of all; 1 when nothing was late."""
    top = np.argsort(-said, kind="stable")[: max(said.size // 10, 1)]
    share = float(looks.late.mean())
    return float(looks.late[top].mean()) / share if share else 1.0


def drift_of(looks: Looks, said: Rates, recent: Ints, *, difference: float, errors: float, fewest: int) -> Drift | None:
    """How far outcomes lay from what was said at the first look at each dossier. `recent` holds the rows of the last months.

    First looks, because there everyone is still in the race: later looks are only at those still open, and that they are still open tells
    the model most of what has changed. Drifted when the mean of the recent ones lies off nought, or off the mean of the earlier ones, by
    more than `difference` and more than `errors` standard errors. None when either group is smaller than `fewest`.
    """
    order = np.lexsort((-looks.left, looks.row))
    rows, first = np.unique(looks.row[order], return_index=True)
    away = (looks.late - said)[order][first]
    new = np.isin(rows, recent)
    if min(int(new.sum()), int((~new).sum())) < fewest:
        return None
    means, spreads = zip(*((float(away[mask].mean()), float(away[mask].var(ddof=1) / mask.sum())) for mask in (~new, new)), strict=True)
    apart = ((means[1], spreads[1]), (means[1] - means[0], spreads[0] + spreads[1]))
    times = [abs(size) / float(np.sqrt(spread)) if spread > 0 else 0.0 for size, spread in apart]
    drifted = any(abs(size) > difference and many > errors for (size, _), many in zip(apart, times, strict=True))
    return Drift(means[0], means[1], int((~new).sum()), int(new.sum()), max(times), drifted)
