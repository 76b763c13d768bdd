"""How likely an open dossier is to be late: a counted model, tested on later dossiers before anyone is shown a probability."""

from minhchung.flow.risk.ranking import Ranking, RiskSettings, rank_risk
from minhchung.flow.risk.testing import BackTest

__all__ = ["BackTest", "Ranking", "RiskSettings", "rank_risk"]
