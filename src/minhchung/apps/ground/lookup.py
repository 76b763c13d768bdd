"""Accent-free search over everything: "dat dai" finds "Đất đai". Rows are written by the acts that change a subject."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection

from minhchung.apps.ground.models import LookupRow
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import Described, describe
from minhchung.text.normal import fold

AT_ONCE = 500
"""So many rows go into one statement."""
_WORD = re.compile(r"\w+")


def put(subject: Ref, *, commune: str, title: str, text: str = "") -> None:
    """Makes a subject findable by the words of title and text; replaces what was there."""
    LookupRow.objects.update_or_create(
        kind=subject.kind, key=subject.key, defaults={"commune": commune, "title": title[:500], "folded": " ".join(_words(title, text))}
    )


def put_new(entries: Iterable[tuple[Ref, str, str]], *, commune: str) -> None:
    """The same for many subjects that are not findable yet, as (subject, title, text), in few statements."""
    LookupRow.objects.bulk_create(_rows(entries, commune), batch_size=AT_ONCE)


def put_all(entries: Iterable[tuple[Ref, str, str]], *, commune: str) -> None:
    """The same as `put` for many subjects, findable already or not, in few statements."""
    LookupRow.objects.bulk_create(
        _rows(entries, commune),
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["commune", "title", "folded"],
        batch_size=AT_ONCE,
    )


def remove(subject: Ref) -> None:
    """Takes a subject out of the search."""
    LookupRow.objects.filter(kind=subject.kind, key=subject.key).delete()


def keys_matching(words: str, *, commune: str, kind: str | None = None, limit: int = 200) -> list[Ref]:
    """Subjects of a commune that hold every word (the last one as a beginning), best first. Rights are the caller's matter."""
    terms = _words(words)
    if not terms:
        return []
    query = _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL
    match = _sqlite_terms(terms) if connection.vendor == "sqlite" else " & ".join(f"{term}:*" for term in terms)
    with connection.cursor() as cursor:
        cursor.execute(query, {"match": match, "commune": commune, "kind": kind or "", "limit": limit})
        return [Ref(row[0], row[1]) for row in cursor.fetchall()]


def search(person: Any, words: str, *, limit: int = 50) -> Sequence[Described]:
    """What `person` may read and that holds every word, best first."""
    if not person.commune_id:
        return []
    refs = keys_matching(words, commune=person.commune_id, limit=limit * 4)
    seen = describe(person, refs)
    return [seen[ref] for ref in refs if ref in seen][:limit]


def _rows(entries: Iterable[tuple[Ref, str, str]], commune: str) -> Iterator[LookupRow]:
    for subject, title, text in entries:
        yield LookupRow(commune=commune, kind=subject.kind, key=subject.key, title=title[:500], folded=" ".join(_words(title, text)))


def _words(*texts: str) -> list[str]:
    # Cut into words here, so that both databases index the same ones (PostgreSQL alone takes "468/TB" for a path).
    return [word for text in texts for word in _WORD.findall(fold(text))]


def _sqlite_terms(terms: Sequence[str]) -> str:
    return " ".join(f'"{term}"*' for term in terms)


_SQLITE = """
    SELECT row.kind, row.key FROM ground_lookup_index JOIN ground_lookuprow row ON row.id = ground_lookup_index.rowid
    WHERE ground_lookup_index MATCH %(match)s AND row.commune = %(commune)s AND (%(kind)s = '' OR row.kind = %(kind)s)
    ORDER BY ground_lookup_index.rank, row.id DESC LIMIT %(limit)s
"""
_POSTGRESQL = """
    SELECT row.kind, row.key FROM ground_lookuprow row, to_tsquery('simple', %(match)s) query
    WHERE to_tsvector('simple', row.folded) @@ query AND row.commune = %(commune)s AND (%(kind)s = '' OR row.kind = %(kind)s)
    ORDER BY ts_rank(to_tsvector('simple', row.folded), query) DESC, row.id DESC LIMIT %(limit)s
"""
