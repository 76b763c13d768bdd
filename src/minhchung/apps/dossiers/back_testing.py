"""The back-test of the risk ranking, as its page says it: shares in percent, differences in points."""

from dataclasses import dataclass
from datetime import date

from minhchung.flow import saying
from minhchung.flow.risk import BackTest, Ranking, RiskSettings

PERCENT = 100


@dataclass(frozen=True)
class Band:
    """Looks of one range of probability: what was said and what came, in percent."""

    range: str
    looks: int
    said: float
    late: float


@dataclass(frozen=True)
class Shown:
    """A ranking with its test; without a test only `ranking` says why."""

    ranking: Ranking
    settings: RiskSettings
    split: date | None = None
    late_share: float = 0
    skill: float = 0
    skill_low: float = 0
    bands: tuple[Band, ...] = ()
    recent: str = ""
    earlier: str = ""
    drift_points: float = 0


def shown(ranking: Ranking) -> Shown:
    """What the page needs of a ranking."""
    test, settings = ranking.back_test, RiskSettings()
    if test is None:
        return Shown(ranking, settings)
    return Shown(
        ranking,
        settings,
        split=test.split.astype("datetime64[D]").item(),
        late_share=test.late_share * PERCENT,
        skill=test.skill * PERCENT,
        skill_low=test.skill_low * PERCENT,
        bands=_bands(test),
        recent=_points(test.drift.recent) if test.drift else "",
        earlier=_points(test.drift.earlier) if test.drift else "",
        drift_points=settings.drift_difference * PERCENT,
    )


def _bands(test: BackTest) -> tuple[Band, ...]:
    return tuple(
        Band(f"{band.low * PERCENT:.0f}–{band.high * PERCENT:.0f}%", band.looks, band.said * PERCENT, band.late * PERCENT)
        for band in test.bands
    )


def _points(difference: float) -> str:
    """ "cao hơn 1,2 điểm phần trăm": the outcome against what was said."""
    size = saying.number(abs(difference) * PERCENT)
    return f"{'cao hơn' if difference > 0 else 'thấp hơn'} {size} điểm phần trăm" if size != "0" else "bằng nhau"
