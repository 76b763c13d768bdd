"""Reads of findings. Each takes the person first: own commune only; the appraiser and strangers see nothing."""

from minhchung.apps.findings.queries.scope import finding_for, findings_for, waived, waiver_for

__all__ = ["finding_for", "findings_for", "waived", "waiver_for"]
