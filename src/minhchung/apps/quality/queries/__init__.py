"""Reads of the quality system, always for a person: own commune only."""

from minhchung.apps.quality.queries.scope import (
    copy_for,
    declaration_for,
    declarations_for,
    document_for,
    documents_for,
    version_for,
    versions_for,
)

__all__ = [
    "copy_for", "declaration_for", "declarations_for", "document_for", "documents_for", "version_for", "versions_for",
]  # fmt: skip
