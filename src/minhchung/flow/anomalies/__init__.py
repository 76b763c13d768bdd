"""What looks wrong in the clock of the record: questions to be explained, each with its facts, never an accusation."""

from minhchung.flow.anomalies.checklist import ClockChecklist, ClockSettings, clock_checklist
from minhchung.flow.anomalies.finding import AnomalyReport, find_anomalies, kinds_of, measured
from minhchung.flow.anomalies.record import Anomaly

__all__ = ["Anomaly", "AnomalyReport", "ClockChecklist", "ClockSettings", "clock_checklist", "find_anomalies", "kinds_of", "measured"]
