"""Pure rules of evidence: how many pieces are good, what a file says against what was typed, whether evidence suffices, how it is named."""

from minhchung.apps.evidence.rules.checking import (
    Check,
    Difference,
    Facts,
    Period,
    Shown,
    Signatures,
    Sufficiency,
    checks,
    differences,
    sufficiency,
)
from minhchung.apps.evidence.rules.faults import Asked, Fault, Piece, Signed, Told, faults_of
from minhchung.apps.evidence.rules.filenames import Named, numbered_apart
from minhchung.apps.evidence.rules.offering import Offer, Offered, offers
from minhchung.apps.evidence.rules.sufficing import STATES, Judged, Sufficed, suffices

__all__ = [
    "STATES",
    "Asked",
    "Check",
    "Difference",
    "Facts",
    "Fault",
    "Judged",
    "Named",
    "Offer",
    "Offered",
    "Period",
    "Piece",
    "Shown",
    "Signatures",
    "Signed",
    "Sufficed",
    "Sufficiency",
    "Told",
    "checks",
    "differences",
    "faults_of",
    "numbered_apart",
    "offers",
    "suffices",
    "sufficiency",
]
