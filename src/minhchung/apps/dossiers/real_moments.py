"""What is recorded of the real side of the clock: a line of a control slip, the signature of a result."""

from dataclasses import dataclass
from datetime import datetime

from minhchung.apps.organisations.models import Person, Unit


@dataclass(frozen=True)
class SlipLine:
    """A line of a control slip: the taker is a person, a unit, or a person in a unit."""

    code: str
    person: Person | None
    unit: Unit | None
    taken_at: datetime
    note: str = ""


@dataclass(frozen=True)
class Signed:
    """The signature of a result: `sha256` is the digest of the PDF it was read from."""

    code: str
    signed_at: datetime
    signer: str
    sha256: str
