"""Overdue dossiers by cause, how late, officer and proposal; what the record itself hints at, with its facts."""

from minhchung.flow.backlog.causes import BacklogChecklist, Cause, backlog_checklist
from minhchung.flow.backlog.classes import Backlog, Card, CardError, backlog
from minhchung.flow.backlog.faults import touched_by_faults

__all__ = ["Backlog", "BacklogChecklist", "Card", "CardError", "Cause", "backlog", "backlog_checklist", "touched_by_faults"]
