"""Citations: which documents a subject's text names, and which registered document is meant. Shared by acts of every app above.

A citation is resolved when exactly one registered document fits; it is looked at again whenever a document with that number enters,
changes or leaves the register, so that an answer that stopped being the only one is no longer given.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from minhchung.apps.documents.models import Citation, Document
from minhchung.apps.documents.rules import Cited, Known, Own, cited_in, key_of, matches, numbered
from minhchung.apps.ground.refs import Ref

Place = tuple[str, str]
"""What a subject cites, as (match_key, article)."""
AT_ONCE = 500
"""So many keys or rows go into one statement."""
MANY = 20
"""From so many numbers on it is cheaper to ask first which of them are cited at all."""


@dataclass(frozen=True)
class Meant:
    """What a number stands for: the citation it is written as (None: the subject does not cite it now), the key of the registered document
    (None: not told), and how many registered documents it may mean."""

    citation: Citation | None
    document: int | None
    fitting: int


def cite(subject: Ref, text: str, *, commune: str, own: Own | None = None) -> int:
    """Writes what `text` cites as the citations of `subject`, replacing what an earlier text said; returns how many there are.

    What a person settled by hand stays as long as the text still cites it. `own` is the document the text stands in.
    """
    wanted = {subject: _places(text, own)}
    _write(wanted, commune)
    return len(wanted[subject])


def cite_all(texts: Mapping[Ref, str], *, commune: str) -> None:
    """The same for many subjects, none of them a document, in few statements however many they are."""
    _write({subject: _places(text, None) for subject, text in texts.items()}, commune)


def _places(text: str, own: Own | None) -> dict[Place, Cited]:
    return {(one.key, one.article): one for one in cited_in(text, own=own)}


def _write(wanted: Mapping[Ref, Mapping[Place, Cited]], commune: str) -> None:
    present, stale = set[tuple[Ref, Place]](), list[int]()
    for row in _written(wanted):
        subject, place = Ref(row.kind, row.key), (row.match_key, row.article)
        if place in wanted[subject]:
            present.add((subject, place))
        else:
            stale.append(row.pk)
    for begin in range(0, len(stale), AT_ONCE):
        Citation.objects.filter(pk__in=stale[begin : begin + AT_ONCE]).delete()
    fresh = [
        Citation(
            commune_id=commune, kind=subject.kind, key=subject.key, raw=one.raw, match_key=one.key, article=one.article, issuer=one.issuer
        )
        for subject, places in wanted.items()
        for place, one in places.items()
        if (subject, place) not in present
    ]
    _fill(fresh, _known(commune, {_base(row.match_key) for row in fresh}))
    Citation.objects.bulk_create(fresh, batch_size=AT_ONCE)


def _written(subjects: Iterable[Ref]) -> Iterator[Citation]:
    """What the subjects cite so far."""
    keys: dict[str, list[str]] = defaultdict(list)
    for subject in subjects:
        keys[subject.kind].append(subject.key)
    for kind, named in keys.items():
        for begin in range(0, len(named), AT_ONCE):
            yield from Citation.objects.filter(kind=kind, key__in=named[begin : begin + AT_ONCE])


def resolve(commune: str, bases: Iterable[str]) -> int:
    """Looks again at the citations of these numbers (series|number); returns how many now mean another document, or none."""
    changed = 0
    for base in _cited(commune, {each for each in bases if each}):
        rows = list(Citation.objects.filter(commune_id=commune, match_key__startswith=f"{base}|", by_hand=False))
        if not rows:
            continue
        before = {row.pk: row.document_id for row in rows}
        _fill(rows, _known(commune, {base}))
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


def meant(subject: Ref, numbers: Iterable[str], *, commune: str) -> dict[str, Meant]:
    """What each number stands for where the subject names it (numbers that are none are left out): what its citations say, for a person
    may have settled one, else the only registered document that fits. Two queries, however many numbers."""
    written = {row.match_key: row for row in Citation.objects.filter(kind=subject.kind, key=subject.key)}
    named = {number: found[0] for number in numbers if (found := cited_in(number))}
    known = _known(commune, {_base(one.key) for one in named.values()})
    told = {}
    for number, one in named.items():
        row = written.get(one.key) or Citation(kind=subject.kind, key=subject.key, match_key=one.key, issuer=one.issuer)
        fitting = _fitting(row, known)
        only = fitting[0] if len(fitting) == 1 else None
        told[number] = Meant(row if row.pk else None, row.document_id if row.by_hand else only, len(fitting))
    return told


def candidates(citation: Citation) -> list[int]:
    """Primary keys of the registered documents a citation may mean."""
    return _fitting(citation, _known(citation.commune_id, {_base(citation.match_key)}))


def _fill(rows: Iterable[Citation], known: Mapping[str, Sequence[Known]]) -> None:
    for row in rows:
        fitting = _fitting(row, known)
        row.document_id = fitting[0] if len(fitting) == 1 else None


def _fitting(row: Citation, known: Mapping[str, Sequence[Known]]) -> list[int]:
    """The documents it may mean; never the one it stands in."""
    own = int(row.key) if row.kind == "document" else None
    return [each.pk for each in known.get(_base(row.match_key), ()) if each.pk != own and matches(row.match_key, row.issuer, each)]


def _known(commune: str, bases: set[str]) -> dict[str, list[Known]]:
    """Registered documents with one of these numbers, by number; archived ones left out."""
    numbers = {int(digits) for base in bases if (digits := "".join(c for c in base.partition("|")[2] if c.isdecimal()))}
    rows = Document.objects.filter(
        commune_id=commune, series__in={base.partition("|")[0] for base in bases}, number__in=numbers, archived_at=None
    )
    found: dict[str, list[Known]] = defaultdict(list)
    for row in rows.only("pk", "series", "number", "suffix", "symbol", "issued_on", "issuer"):
        if (base := base_of(row)) in bases:
            found[base].append(known_of(row))
    return found


def _base(match_key: str) -> str:
    return "|".join(match_key.split("|")[:2])
