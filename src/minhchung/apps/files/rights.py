"""Who may put files into the store, and have them read again."""

from typing import Any

from minhchung.apps.files import queries
from minhchung.apps.organisations.rights import keeps_records, never, predicate

stores = keeps_records
"""Everyone who works in the commune; those who only look on add nothing."""


@predicate
def opens_it(person: Any, file: Any) -> bool:
    """The person may open the file."""
    return file is not None and file.pk in queries.visible_ids(person, [file.pk])


rereads = keeps_records & opens_it
takes_out = never
"""A secret document is taken out by the system alone, as soon as its stamp is read."""
