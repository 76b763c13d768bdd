"""The legal basis of a procedure or an ISO version as a page shows it: beside each number its document and the state of it on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from minhchung.apps.documents.citing import meant
from minhchung.apps.documents.models import Citation, Document
from minhchung.apps.documents.queries import readable
from minhchung.apps.documents.rules.validity import Validity, validity
from minhchung.apps.documents.validity import counting
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Person


@dataclass(frozen=True)
class Based:
    """One number of a legal basis on a day. `document` None: the register has none (`several`: it has more than one that fits, and
    `citation` is where a person says which); `now` is its state, None without a document."""

    number: str
    document: Document | None
    now: Validity | None
    citation: Citation | None
    several: bool


def based_on(person: Person, subject: Ref, numbers: Sequence[str], day: date) -> Mapping[str, Based]:
    """Each number that names a document, in order, as written → what it is on the day. A document the person may not read is not shown.
    Four queries, however many numbers."""
    commune = person.commune_id or ""
    found = meant(subject, dict.fromkeys(numbers), commune=commune)
    documents = readable(person).defer("text").in_bulk([each.document for each in found.values() if each.document])
    events = counting(commune, list(documents)) if documents else {}
    told = {}
    for number, each in found.items():
        document = documents.get(each.document or 0)
        now = validity(events.get(document.pk, ()), day, issued_on=document.issued_on) if document else None
        told[number] = Based(number, document, now, each.citation, document is None and each.fitting > 1)
    return told
