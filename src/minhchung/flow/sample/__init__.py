"""Realistic exports of a ward that does not exist, the same for the same seed, with everything wrong in them planted and listed."""

from minhchung.flow.sample.arrivals import WorkingTime
from minhchung.flow.sample.catalogue import ward
from minhchung.flow.sample.clock_anomalies import Planted
from minhchung.flow.sample.course import Drift
from minhchung.flow.sample.generating import ANOMALIES, CLEAN, Sample, generate
from minhchung.flow.sample.world import View

__all__ = ["ANOMALIES", "CLEAN", "Drift", "Planted", "Sample", "View", "WorkingTime", "generate", "ward"]
