"""Who links to files. Apps above register here; a file is read by whoever may read a subject that links to it (DESIGN 5, Subjects)."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from minhchung.apps.files.models import StoredFile
from minhchung.apps.organisations.models import Person


@dataclass(frozen=True)
class FileLink:
    """One way to hold files: `name` is the relation from StoredFile to what holds it, `noun` what a person calls that; `held` is the
    condition on StoredFile for being held this way; `visible(person, ids)` gives those of the files that are held by something the
    person may read. `relations`: where one thing holds files by several relations, these instead of the name."""

    name: str
    noun: str
    held: Q
    visible: Callable[[Person, Collection[int]], set[int]]
    relations: tuple[str, ...] = ()


FILE_LINKS: dict[str, FileLink] = {}
FROM_OUTSIDE: list[Callable[[Person, Collection[int]], set[int]]] = []
"""For somebody who belongs to no commune: an app above says which of the files the person may open (the city appraiser those of a round
under appraisal). Where no app says so, none."""
AFTER_READING: list[Callable[[str, datetime], int]] = []
"""Called with the digest of a file whose reading has just ended, and the moment; an app above takes over what the file says. It must find
the same work by itself too (a due job): a process may end between the reading and this call."""


def register(link: FileLink) -> None:
    """Registers a way once; a second one of the same name is a programming error."""
    if link.name in FILE_LINKS:
        raise ValueError(f"file link {link.name!r} is registered twice")
    FILE_LINKS[link.name] = link


def unheld(rows: QuerySet[StoredFile]) -> QuerySet[StoredFile]:
    """The rows nothing links to."""
    for link in FILE_LINKS.values():
        rows = rows.exclude(pk__in=StoredFile.objects.filter(link.held).order_by().values("pk"))
    return rows
