"""Citations: which documents a subject's text names, and which registered document is meant. Shared by acts of every app above.

A citation is resolved when exactly one registered document fits; it is looked at again whenever a document with that number enters,
changes or leaves the register, so that an answer that stopped being the only one is no longer given.
"""

from collections.abc import Iterable

from minhchung.apps.documents.models import Citation, Document
from minhchung.apps.documents.rules import Known, Own, cited_in, key_of, matches, numbered
from minhchung.apps.ground.refs import Ref

MANY = 20
"""From so many numbers on it is cheaper to ask first which of them are cited at all."""


def cite(subject: Ref, text: str, *, commune: str, own: Own | None = None) -> int:
    """Writes what `text` cites as the citations of `subject`, replacing what an earlier text said; returns how many there are.

    What a person settled by hand stays as long as the text still cites it. `own` is the document the text stands in.
    """
    wanted = {(one.key, one.article): one for one in cited_in(text, own=own)}
    present = {(row.match_key, row.article): row for row in Citation.objects.filter(kind=subject.kind, key=subject.key)}
    Citation.objects.filter(pk__in=[row.pk for place, row in present.items() if place not in wanted]).delete()
    fresh = [
        Citation(
            commune_id=commune, kind=subject.kind, key=subject.key, raw=one.raw, match_key=one.key, article=one.article, issuer=one.issuer
        )
        for place, one in wanted.items()
        if place not in present
    ]
    own_pk = int(subject.key) if subject.kind == "document" else None
    _fill(fresh, _known(commune, {_base(row.match_key) for row in fresh}), own_pk)
    Citation.objects.bulk_create(fresh)
    return len(wanted)


def resolve(commune: str, bases: Iterable[str]) -> int:
    """Looks again at the citations of these numbers (series|number); returns how many now mean another document, or none."""
    changed = 0
    for base in _cited(commune, {each for each in bases if each}):
        rows = list(Citation.objects.filter(commune_id=commune, match_key__startswith=f"{base}|", by_hand=False))
        if not rows:
            continue
        before = {row.pk: row.document_id for row in rows}
        known = _known(commune, {base})
        for row in rows:
            _fill([row], known, int(row.key) if row.kind == "document" else None)
        moved = [row for row in rows if row.document_id != before[row.pk]]
        Citation.objects.bulk_update(moved, ["document"])
        changed += len(moved)
    return changed


def _cited(commune: str, bases: set[str]) -> set[str]:
    """Those of the numbers that something cites; a whole register is looked through in one query."""
    if len(bases) < MANY:
        return bases
    keys = Citation.objects.filter(commune_id=commune, by_hand=False).values_list("match_key", flat=True).distinct()
    return bases & {_base(key) for key in keys}


def base_of(document: Document) -> str:
    """series|number of a document; "" while it has no number or no known series."""
    return key_of(series=document.series, number=document.number, suffix=document.suffix) if document.series else ""


def known_of(document: Document) -> Known:
    """What a reference can name of a registered document."""
    parts = numbered(document.code)
    year = parts.year or (document.issued_on.year if document.issued_on else None)
    return Known(document.pk, document.series, document.number, document.suffix, parts.org, year, document.issuer)


def own_of(document: Document) -> Own:
    """What names a document in its own text."""
    return Own(known_of(document), document.subject)


def candidates(citation: Citation) -> list[int]:
    """Primary keys of the registered documents a citation may mean."""
    own = int(citation.key) if citation.kind == "document" else None
    return _fitting(citation, _known(citation.commune_id, {_base(citation.match_key)}), own)


def _fill(rows: Iterable[Citation], known: list[Known], own: int | None) -> None:
    for row in rows:
        fitting = _fitting(row, known, own)
        row.document_id = fitting[0] if len(fitting) == 1 else None


def _fitting(row: Citation, known: Iterable[Known], own: int | None) -> list[int]:
    return [each.pk for each in known if each.pk != own and matches(row.match_key, row.issuer, each)]


def _known(commune: str, bases: set[str]) -> list[Known]:
    """Registered documents with one of these numbers, archived ones left out."""
    numbers = {int(digits) for base in bases if (digits := "".join(c for c in base.partition("|")[2] if c.isdecimal()))}
    rows = Document.objects.filter(
        commune_id=commune, series__in={base.partition("|")[0] for base in bases}, number__in=numbers, archived_at=None
    )
    only = rows.only("pk", "series", "number", "suffix", "symbol", "issued_on", "issuer")
    return [known_of(row) for row in only if base_of(row) in bases]


def _base(match_key: str) -> str:
    return "|".join(match_key.split("|")[:2])
