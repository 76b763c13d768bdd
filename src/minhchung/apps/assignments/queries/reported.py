"""What whoever accepts work or sends it back should have seen: what the unit reported, and which evidence nobody has looked at."""

from collections.abc import Sequence
from dataclasses import dataclass

from minhchung.apps.assignments.models import Occurrence, Product
from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.presenting import Line, panel
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Person


@dataclass(frozen=True)
class Reported:
    """The report of an occurrence; `open` is the evidence not found good, `good` how many pieces were."""

    occurrence: Occurrence
    open: Sequence[Line]
    good: int

    @property
    def unchecked(self) -> int:
        """How many pieces wait for a check."""
        return len([line for line in self.open if line.looked.claim.state == Claim.State.WAITING])


def reported_to(person: Person, occurrence: Occurrence) -> Reported:
    """The report of an occurrence the caller took from `occurrence_for`."""
    lines = panel(person, Ref("occurrence", str(occurrence.pk))).lines
    still_open = [line for line in lines if line.state != "full"]
    return Reported(occurrence, still_open, len(lines) - len(still_open))


def proof_of(person: Person, product: Product) -> list[Line]:
    """The evidence of a product the caller took from `product_for`, as far as the person may read it."""
    claims = set(product.claims.values_list("pk", flat=True))
    lines = panel(person, Ref("occurrence", str(product.occurrence_id))).lines
    return [line for line in lines if line.looked.claim.pk in claims]
