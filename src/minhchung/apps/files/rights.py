"""Who may put files into the store."""

from minhchung.apps.organisations.rights import keeps_records

stores = keeps_records
"""Everyone who works in the commune; those who only look on add nothing."""
