"""The address under a QR code: for a while, it brings a signed-in person to the upload page of exactly one subject.

It is no right: whoever opens it signs in as ever, and brings evidence only where they may.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import signing

from minhchung.apps.evidence.claimable import Place

LASTS = timedelta(minutes=30)
_SALT = "minhchung.evidence.phone"


@dataclass(frozen=True)
class Pointed:
    """The place a token leads to, and the moment it stops to."""

    commune: str
    kind: str
    key: str
    until: datetime


def token_for(place: Place, *, now: datetime) -> str:
    """A token for the place, good for `LASTS`."""
    until = (now + LASTS).replace(microsecond=0)
    return signing.Signer(salt=_SALT).sign_object([place.commune_id, place.kind, place.key, until.isoformat()])


def pointed_by(token: str) -> Pointed | None:
    """What the token says; None when it was not made here. Whether it is still good is for the caller: it has the clock."""
    try:
        said: Any = signing.Signer(salt=_SALT).unsign_object(token)
        commune, kind, key, until = said
        return Pointed(str(commune), str(kind), str(key), datetime.fromisoformat(until))
    except (signing.BadSignature, ValueError, TypeError):
        return None
