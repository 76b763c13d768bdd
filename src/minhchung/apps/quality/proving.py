"""A version in force as evidence: where its papers prove something, and which requirements it may prove next."""

from collections.abc import Sequence
from dataclasses import dataclass

from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.presenting import WORDS, places_for, subjects_of
from minhchung.apps.evidence.queries import live
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import Described
from minhchung.apps.organisations.models import Person
from minhchung.apps.quality.models import Version

USUAL = "ISO"
"""What requirements are looked for by where nobody has typed anything."""
OFFERED = 6
REQUIREMENT = "requirement"
"""The kind of what a leaf of the index asks for."""


@dataclass(frozen=True)
class Proof:
    """A claim by a paper of the version, at a subject the reader may see. `state` and `words` for `c-ev`."""

    claim: Claim
    about: Described
    state: str
    words: str


def proofs_of(person: Person, version: Version) -> list[Proof]:
    """Where its papers prove something, as far as the person may read it; the oldest first."""
    claims = list(live(person).filter(file__in=version.papers.all()).order_by("pk"))
    seen = subjects_of(person, claims)
    return [Proof(each, seen[about], *WORDS[each.state]) for each in claims if (about := Ref(each.kind, each.key)) in seen]


def requirements_for(person: Person, words: str, proofs: Sequence[Proof]) -> list[Described]:
    """The requirements of leaves with these words that take evidence from the person and are not proved by the version yet."""
    known = {proof.about.ref for proof in proofs}
    found = [each for each in places_for(person, words.strip() or USUAL) if each.ref.kind == REQUIREMENT and each.ref not in known]
    return found[:OFFERED]
