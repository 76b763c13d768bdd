"""Reads of the catalogue, always for a person: own commune only."""

from minhchung.apps.procedures.queries.standing import Known, catalogue, procedures_for, standing

__all__ = ["Known", "catalogue", "procedures_for", "standing"]
