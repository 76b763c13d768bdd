"""Issued documents of the ward's own and whether it has looked them over."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from minhchung.apps.documents import queries as documents
from minhchung.apps.documents.models import Document
from minhchung.apps.legal.models import SelfCheck
from minhchung.apps.legal.self_checklist import self_checklist
from minhchung.apps.organisations.models import Person

LATEST = SelfCheck.objects.filter(document=OuterRef("pk")).order_by("-at", "-pk")
YEAR = 366
"""Documents issued longer ago than this are a matter for a review campaign."""


def to_check() -> QuerySet[Document]:
    """Issued own documents of the types that are checked, of every commune, with their newest result (`checked`, None: none)."""
    rows = Document.objects.filter(
        direction=Document.Direction.OUTGOING, state=Document.State.ISSUED, archived_at=None, series__in=self_checklist().types
    )
    newest = LATEST[:1]
    return rows.annotate(checked=Subquery(newest.values("result")), checked_at=Subquery(newest.values("at"))).defer("text")


@dataclass(frozen=True)
class Line:
    """A document of the list: the newest result in words ("" none), and how many days ago it was issued. How many are too many is the
    check's to say (VB-09), whose number a ward may change."""

    document: Document
    result: str
    days: int


def lines_for(person: Person, *, today: date) -> list[Line]:
    """What was issued in the last year, unchecked ones first, the oldest first."""
    rows = to_check().filter(pk__in=documents.readable(person).values("pk"), issued_on__gte=today - timedelta(days=YEAR))
    labels = dict(SelfCheck.Result.choices)
    dated: list[Any] = list(rows.select_related("unit").order_by("issued_on", "pk"))
    found = [Line(row, labels.get(row.checked or "", ""), (today - row.issued_on).days if row.issued_on else 0) for row in dated]
    return sorted(found, key=lambda line: bool(line.result))
