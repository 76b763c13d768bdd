"""The evidence library: every live piece of the ward once, with what it is, who uses it where, and what proves nothing any more."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from minhchung.apps.documents.fields import code_said
from minhchung.apps.evidence import queries
from minhchung.apps.evidence.facts import day_told
from minhchung.apps.evidence.models import Claim, Revision
from minhchung.apps.files import queries as files
from minhchung.apps.files.models import StoredFile
from minhchung.apps.ground import lookup
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import Described, describe
from minhchung.apps.organisations.models import Appointment, Person, RoleGrant, Unit
from minhchung.text.extract import MediaType
from minhchung.text.extract.model import IMAGES
from minhchung.text.normal import fold

Stay = tuple[int, date, date | None]
"""A unit a person belonged to, since when, until when."""
FOUND_AT_MOST = 2000
COLUMNS = (
    "pk", "kind", "key", "state", "title", "file_id", "document_id", "document__file_id", "document__unit_id", "document__type",
    "document__issued_on", "typed_date", "claimed_by_id", "claimed_at", "file__blob__said", "document__file__blob__said",
    "file__blob__contents", "document__file__blob__contents",
    "file__blob__media_type", "document__file__blob__media_type",
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What a person looks for; empty means everything."""

    words: str = ""
    type: str = ""
    year: int | None = None
    state: str = ""
    unit: int | None = None


@dataclass(frozen=True)
class Use:
    """One subject that a piece proves, and how that claim was judged."""

    claim: int
    ref: Ref
    state: str


@dataclass
class Held:
    """One piece: a file, or a registered document without one. `claim` is the newest that shows it."""

    claim: int
    title: str
    type: str
    dated: date | None
    number: str
    issuer: str
    claimed_at: datetime
    units: frozenset[int]
    uses: list[Use] = field(default_factory=list)


@dataclass(frozen=True)
class Shelf:
    """The pieces found, newest first, and what can be chosen among all of them."""

    held: Sequence[Held]
    types: Sequence[str]
    years: Sequence[int]
    units: Sequence[Unit]


def shelf(person: Person, wanted: Wanted) -> Shelf:
    """The pieces the person may read: those of subjects and documents that are readable to them."""
    rows = list(queries.with_readable_documents(person, queries.live(person)).order_by("claimed_at", "pk").values(*COLUMNS))
    seen = queries.visible(person, {Ref(row["kind"], row["key"]) for row in rows})
    rows = [row for row in rows if Ref(row["kind"], row["key"]) in seen]
    held = _by_thing(rows, _units_of({row["claimed_by_id"] for row in rows}))
    found = [each for each in held if _fits(each, wanted)]
    if wanted.words.strip():
        found = _with_words(found, wanted.words, commune=str(person.commune_id))
    return Shelf(
        sorted(found, key=lambda each: (each.claimed_at, each.claim), reverse=True),
        sorted({each.type for each in held if each.type}, key=fold),
        sorted({each.dated.year for each in held if each.dated}, reverse=True),
        list(Unit.objects.filter(pk__in={unit for each in held for unit in each.units})),
    )


def _by_thing(rows: Iterable[dict[str, Any]], units: dict[int, list[Stay]]) -> list[Held]:
    held: dict[tuple[str, int], Held] = {}
    for row in rows:
        file = row["file_id"] or row["document__file_id"]
        thing = ("file", file) if file else ("document", row["document_id"])
        before = held.get(thing)
        held[thing] = _held(row, units)
        held[thing].uses = [*(before.uses if before else []), Use(row["pk"], Ref(row["kind"], row["key"]), row["state"])]
    return list(held.values())


def _held(row: dict[str, Any], units: dict[int, list[Stay]]) -> Held:
    said = row["file__blob__said"] or row["document__file__blob__said"] or {}
    media = row["file__blob__media_type"] or row["document__file__blob__media_type"]
    brought = localdate(row["claimed_at"])
    of_person = {
        unit for unit, since, until in units.get(row["claimed_by_id"], ()) if since <= brought and (until is None or brought <= until)
    }
    return Held(
        claim=row["pk"],
        title=row["title"],
        type=_type(str(said.get("type_text") or row["document__type"] or ""), media),
        dated=day_told(said, row["file__blob__contents"] or row["document__file__blob__contents"], brought=brought)
        or row["document__issued_on"]
        or row["typed_date"],
        number=code_said(said),
        issuer=str(said.get("issuer") or ""),
        claimed_at=row["claimed_at"],
        units=frozenset({row["document__unit_id"]} if row["document__unit_id"] else of_person),
    )


def _type(words: str, media: str | None) -> str:
    """The type of document, else what kind of file it is."""
    if words:
        return words.capitalize()
    if media in IMAGES:
        return "Ảnh"
    return "Bảng tính" if media in (MediaType.XLSX, MediaType.XLS) else ""


def _units_of(people: Collection[int | None]) -> dict[int, list[Stay]]:
    """By person, the units they belonged to and when: a piece belongs to the unit that brought it then."""
    found: dict[int, list[Stay]] = defaultdict(list)
    for model in (Appointment, RoleGrant):
        rows = cast(Any, model).objects.filter(person__in=[pk for pk in people if pk], unit__isnull=False)
        for person, unit, since, until in rows.values_list("person", "unit", "valid_from", "valid_to"):
            found[person].append((unit, since, until))
    return found


def _fits(each: Held, wanted: Wanted) -> bool:
    return (
        (not wanted.type or each.type == wanted.type)
        and (wanted.year is None or (each.dated is not None and each.dated.year == wanted.year))
        and (not wanted.state or any(use.state == wanted.state for use in each.uses))
        and (wanted.unit is None or wanted.unit in each.units)
    )


def _with_words(held: Sequence[Held], words: str, *, commune: str) -> list[Held]:
    """Those that the search finds, and those whose file says every word: a scan was read after it was brought."""
    keys = {ref.key for ref in lookup.keys_matching(words, commune=commune, kind="claim", limit=FOUND_AT_MOST)}
    terms = fold(words).split()
    return [
        each
        for each in held
        if any(str(use.claim) in keys for use in each.uses)
        or all(term in fold(f"{each.title} {each.number} {each.type} {each.issuer}") for term in terms)
    ]


@dataclass(frozen=True)
class Line:
    """A piece as the list shows it: its claim with file and revisions, and its uses with title and address."""

    held: Held
    claim: Claim
    uses: Sequence[tuple[Use, Described]]
    revisions: int


def lines_of(person: Person, held: Sequence[Held]) -> list[Line]:
    """The lines of one page of the shelf."""
    rows = queries.live(person).in_bulk([each.claim for each in held])
    subjects = describe(person, {use.ref for each in held for use in each.uses})
    older: dict[int, int] = defaultdict(int)
    for claim in Revision.objects.filter(claim__in=[use.claim for each in held for use in each.uses]).values_list("claim", flat=True):
        older[claim] += 1
    return [
        Line(
            each,
            rows[each.claim],
            [(use, subjects[use.ref]) for use in reversed(each.uses) if use.ref in subjects],
            max((older[use.claim] for use in each.uses), default=0),
        )
        for each in held
        if each.claim in rows
    ]


def orphans(person: Person) -> QuerySet[StoredFile]:
    """Files that proved something once and prove nothing any more: of the whole commune for coordinators, else one's own."""
    claimed, older = (model.objects.filter(file__isnull=False).values("file") for model in (Claim, Revision))
    return files.unlinked(person).filter(Q(pk__in=claimed) | Q(pk__in=older))


def used_where(person: Person, claim: Claim) -> list[Described]:
    """What else the same file, or the same registered document, proves, as far as the person may read it."""
    same = Q(file=claim.file_id) | Q(document__file=claim.file_id) if claim.file_id else Q(document=claim.document_id)
    refs = [
        Ref(kind, key) for kind, key in queries.live(person).filter(same).exclude(pk=claim.pk).order_by("pk").values_list("kind", "key")
    ]
    seen = describe(person, refs)
    return [seen[ref] for ref in dict.fromkeys(refs) if ref in seen]
