"""Who links to files. Apps above register here; a file is read by whoever may read a subject that links to it (DESIGN 5, Subjects)."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db.models import Q

from minhchung.apps.organisations.models import Person


@dataclass(frozen=True)
class FileLink:
    """One way to hold files: `related` is the name StoredFile has for the rows that hold it; `visible(person, ids)` gives those of the
    files that are held by something the person may read."""

    related: str
    visible: Callable[[Person, Collection[int]], set[int]]


FILE_LINKS: dict[str, FileLink] = {}


def register(link: FileLink) -> None:
    """Registers a way once; a second one of the same name is a programming error."""
    if link.related in FILE_LINKS:
        raise ValueError(f"file link {link.related!r} is registered twice")
    FILE_LINKS[link.related] = link


def unheld() -> Q:
    """The condition on StoredFile: nothing links to it."""
    return Q(**{f"{related}__isnull": True for related in FILE_LINKS})
