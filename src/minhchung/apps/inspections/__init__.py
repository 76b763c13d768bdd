"""Inspections, controls and audits: from the plan to the last finding closed."""
