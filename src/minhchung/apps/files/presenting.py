"""How what a file says of itself stands on a page."""

from dataclasses import dataclass

from minhchung.apps.files.models import Blob, Signature


@dataclass(frozen=True)
class Signed:
    """Signatures of a file that say the same (an agency signs each annex anew): one line, and how many they are."""

    signature: Signature
    count: int


def signed_in(blob: Blob) -> list[Signed]:
    """The signatures of a file in signing order, equal ones together."""
    grouped: dict[tuple[object, ...], list[Signature]] = {}
    for each in blob.signatures.all():
        facts = (each.signer, each.signed_at, each.intact, each.changed_after, each.digest_algorithm, each.note)
        grouped.setdefault(facts, []).append(each)
    return [Signed(group[0], len(group)) for group in grouped.values()]
