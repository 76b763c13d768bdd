"""Reads of reviews, always for a person: own commune only; items of restricted documents only for who may read them."""

from minhchung.apps.legal.queries.scope import campaign_for, campaigns_for, item_for, items_of, own_document

__all__ = ["campaign_for", "campaigns_for", "item_for", "items_of", "own_document"]
