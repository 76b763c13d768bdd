"""Other ways to read a document than into work: apps above register what they make of it, from their subjects.py."""

from collections.abc import Callable
from dataclasses import dataclass

from minhchung.apps.documents.models import Document
from minhchung.apps.organisations.models import Person


@dataclass(frozen=True)
class Offer:
    """A button on the page of the document; `hint` says what comes of it, for pages that have room."""

    label: str
    url: str
    hint: str = ""


Offering = Callable[[Person, Document], Offer | None]
_offering: list[Offering] = []


def register(offering: Offering) -> None:
    """Registers what an app makes of a document: None for a document or person it has nothing for. Asked on every page of a document,
    so it may not read the text."""
    _offering.append(offering)


def offers_for(person: Person, document: Document) -> list[Offer]:
    """What may be made of the document, in the order of the apps."""
    found = [offering(person, document) for offering in _offering]
    return [each for each in found if each is not None]
