"""The work a document gave rise to, as its page tells it. The app that holds work registers how to count it, from its subjects.py."""

from collections.abc import Callable
from dataclasses import dataclass

from minhchung.apps.documents.models import Document
from minhchung.apps.organisations.models import Person


@dataclass(frozen=True)
class Given:
    """So many works were given from the document, so many of them are done; `url` shows them."""

    total: int
    done: int
    url: str


Counting = Callable[[Person, Document], Given]
_counting: list[Counting] = []


def register(counting: Counting) -> None:
    """Registers once how the work of a document is counted for a person; a second registration is a programming error."""
    if _counting:
        raise ValueError("the work of documents is counted twice")
    _counting.append(counting)


def given_from(person: Person, document: Document) -> Given | None:
    """The work from the document as far as the person may read it; None when there is none."""
    found = [counting(person, document) for counting in _counting]
    return found[0] if found and found[0].total else None
