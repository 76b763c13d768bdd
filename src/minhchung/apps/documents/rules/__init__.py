"""Pure rules of the document register: numbers and symbols, citations, signatures, answers."""

from minhchung.apps.documents.rules.citing import Cited, Known, Own, cited_in, issuer_key, level_of, matches, same_issuer
from minhchung.apps.documents.rules.numbering import TYPE_NAMES, Numbered, key_of, numbered, own_issuer, series_of_type
from minhchung.apps.documents.rules.waiting import Signing, Waited, signing_of, urging_order, waited

__all__ = [
    "TYPE_NAMES",
    "Cited",
    "Known",
    "Numbered",
    "Own",
    "Signing",
    "Waited",
    "cited_in",
    "issuer_key",
    "key_of",
    "level_of",
    "matches",
    "numbered",
    "own_issuer",
    "same_issuer",
    "series_of_type",
    "signing_of",
    "urging_order",
    "waited",
]
