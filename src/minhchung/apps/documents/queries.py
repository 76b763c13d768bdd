"""Reads of the register, always for a person: own commune only, restricted documents only for those who may read them (rights.py)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, Exists, F, OrderBy, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Left, Lower
from django.http import Http404

from minhchung.apps.documents import rights
from minhchung.apps.documents.arrivals import next_number
from minhchung.apps.documents.cited import standing_on
from minhchung.apps.documents.citing import known_of
from minhchung.apps.documents.models import Citation, ColumnProfile, Document, RegisterImport, Relation
from minhchung.apps.documents.rules import same_issuer, urging_order
from minhchung.apps.files.models import Blob
from minhchung.apps.ground import lookup
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import Described, describe
from minhchung.apps.organisations.models import Person, Unit
from minhchung.apps.organisations.rights import mandate_of

FOUND_AT_MOST = 2000
Direction, State = Document.Direction, Document.State
ANSWERED = Exists(Relation.objects.filter(kind=Relation.Kind.ANSWERS, target=OuterRef("pk")))
"""Some registered document answers this one."""
YEAR = Left(Cast("issued_on", CharField()), 4)
"""The year as four digits, cut by the database itself: taking dates apart is slow in SQLite."""
NAMED_BY = ("series", "number", "letter", "year", "issuer_folded")


def readable(person: Person) -> QuerySet[Document]:
    """Every document the person may read, archived ones included."""
    held = mandate_of(person)
    if not held.works_here:
        return Document.objects.none()
    own = Document.objects.filter(commune=person.commune_id)
    if rights.sees_all(person):
        return own
    return own.filter(Q(restricted=False) | Q(unit__in=held.units) | Q(added_by=person))


def in_hand(unit: int) -> QuerySet[Document]:
    """What a unit still has to do with: incoming documents that await our answer, outgoing ones not yet issued or awaiting theirs."""
    unfinished = Q(state__in=[State.DRAFT, State.APPROVED, State.SENT_FOR_NUMBER]) | (Q(needs_answer=True) & ~Q(ANSWERED))
    return Document.objects.filter(unfinished, unit=unit, archived_at=None)


def with_news_in_their_files(sha256: str = "") -> QuerySet[Document]:
    """Documents whose file (that file, or any) was read since they last looked. For the system, which reads for every commune."""
    rows = Document.objects.exclude(file_state="").exclude(file=None).exclude(file__blob__text_state=Blob.TextState.WAITING)
    rows = rows.exclude(file__blob__text_state=F("file_state")).order_by("pk").defer("text")
    return rows.filter(file__blob=sha256) if sha256 else rows


def one(person: Person, pk: int) -> Document:
    """A document the person may read. Raises Http404."""
    found = (
        readable(person)
        .select_related("commune", "unit", "added_by", "file__blob")
        .prefetch_related("file__blob__signatures")
        .annotate(answered=ANSWERED)
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404("no such document")
    return found


PICKS: dict[str, tuple[str, Document.Direction | None]] = {
    "cho-tra-loi": ("Chờ trả lời", None),
    "cham-xu-ly": ("Chậm xử lý", Direction.INCOMING),
    "cham-ky": ("Chưa ký đủ", Direction.OUTGOING),
    "khong-trang-thai": ("Không có trạng thái", None),
    "trung-so": ("Trùng số", None),
    "chua-xem": ("Chưa kiểm tra", None),
    "luu": ("Ngoài sổ", None),
}
"""Short lists of the register, with the direction they belong to."""


def register(
    person: Person, *, direction: str = "", words: str = "", year: int | None = None, unit: int | None = None, pick: str = "", today: date
) -> QuerySet[Document]:
    """The register, newest first: incoming documents by the day they came, outgoing drafts before what is issued. `words` searches
    without marks, `pick` is one of PICKS. Each row has `answered`."""
    rows = readable(person).filter(archived_at__isnull=pick != "luu")
    if direction:
        rows = rows.filter(direction=direction)
    if words.strip():
        keys = [int(ref.key) for ref in lookup.keys_matching(words, commune=person.commune_id or "", kind="document", limit=FOUND_AT_MOST)]
        rows = rows.filter(pk__in=keys)
    if year:
        rows = rows.filter(Q(issued_on__year=year) | Q(issued_on=None, arrived_on__year=year) | Q(issued_on=None, arrived_on=None))
    if unit:
        rows = rows.filter(unit=unit)
    if pick in PICKS:
        rows = picked(rows, pick, today)
    return rows.select_related("unit", "file").annotate(answered=ANSWERED).order_by(_newest(direction), "-pk").defer("text")


def _newest(direction: str) -> OrderBy:
    """Databases differ on where a day that is not known stands: an incoming document without its day of arrival is an old one brought
    in from elsewhere, a document without its own day is still being made."""
    if direction == Direction.INCOMING:
        return F("arrived_on").desc(nulls_last=True)
    return F("issued_on").desc(nulls_first=True)


def picked(rows: QuerySet[Document], pick: str, today: date) -> QuerySet[Document]:
    """The rows of one short list."""
    if pick == "trung-so":
        return rows.filter(pk__in=[pk for group in duplicate_groups(rows) for pk in group])
    return rows.filter(_conditions(today)[pick])


def _conditions(today: date) -> dict[str, Q]:
    """What each short list asks of a document, but for the one that compares documents."""
    return {
        "cho-tra-loi": Q(needs_answer=True) & ~Q(ANSWERED),
        "cham-xu-ly": Q(direction=Direction.INCOMING, answer_due_on__lt=today) & ~Q(ANSWERED),
        "cham-ky": Q(direction=Direction.OUTGOING)
        & (
            Q(state__in=[State.APPROVED, State.SENT_FOR_NUMBER])
            | Q(state=State.ISSUED) & (Q(personal_signature=False) | Q(agency_signature=False))
        ),
        "khong-trang-thai": Q(city_seen_at__isnull=False, city_status=""),
        "chua-xem": Q(unchecked=True),
        "luu": Q(archived_at__isnull=False),
    }


def counts(person: Person, *, direction: str, today: date) -> dict[str, int]:
    """How many rows each short list of this direction holds, counted in one go."""
    rows = readable(person).filter(archived_at=None).order_by()
    if direction:
        rows = rows.filter(direction=direction)
    wanted = [pick for pick, (_, of) in PICKS.items() if pick != "luu" and (of is None or not direction or of == direction)]
    conditions = _conditions(today)
    asked = {pick.replace("-", "_"): Count("pk", filter=conditions[pick]) for pick in wanted if pick in conditions}
    found = rows.aggregate(**asked) | {"trung_so": sum(found["alike"] for found in _numbered_alike(rows))}
    return {pick: found[pick.replace("-", "_")] for pick in wanted}


def waiting(person: Person) -> QuerySet[Document]:
    """Issued outgoing documents from which an answer is wanted and has not come, the longest wait first."""
    rows = readable(person).filter(archived_at=None, direction=Direction.OUTGOING, state=State.ISSUED, needs_answer=True)
    return rows.filter(~Q(ANSWERED)).select_related("unit").order_by("issued_on", "pk").defer("text")


def _numbered_alike(rows: QuerySet[Document]) -> "QuerySet[Any, Any]":
    """Issuer, year, series and number that more than one of the rows bears, with how many (`alike`)."""
    numbered = rows.order_by().exclude(number=None).exclude(series="").exclude(issued_on=None)
    named = numbered.annotate(letter=Lower("suffix"), year=YEAR).values("series", "number", "letter", "year", "issuer_folded")
    return named.annotate(alike=Count("pk")).filter(alike__gt=1)


def duplicate_groups(rows: QuerySet[Document]) -> list[list[int]]:
    """Primary keys of documents with one issuer, year, series and number, two or more each (Nghị định 30/2020/NĐ-CP, Phụ lục VI)."""
    groups = {tuple(found[name] for name in NAMED_BY): list[int]() for found in _numbered_alike(rows)}
    numbers = {key[1] for key in groups}
    alike = rows.order_by("pk").filter(number__in=numbers).annotate(letter=Lower("suffix"), year=YEAR)
    for pk, *key in alike.values_list("pk", *NAMED_BY):
        if tuple(key) in groups:
            groups[tuple(key)].append(pk)
    return list(groups.values())


def duplicates_of(person: Person, document: Document) -> list[Document]:
    """Other documents that may be this one: with the very same file, or with the same series, number and letter where neither issuer
    nor year speaks against it.

    `document` need not be saved: the list is shown before entering a row as well.
    """
    rows = readable(person).filter(archived_at=None).exclude(pk=document.pk).defer("text")
    same_file = list(rows.filter(file__blob=document.file.blob_id)) if document.file else []
    if document.number is None or not document.series:
        return same_file
    numbered = rows.filter(series=document.series, number=document.number, suffix__iexact=document.suffix)
    own = known_of(document)
    return same_file + [row for row in numbered if row not in same_file and _may_be(own.year, own.issuer, row)]


def _may_be(year: int | None, issuer: str, other: Document) -> bool:
    theirs = known_of(other)
    return (year is None or theirs.year is None or year == theirs.year) and same_issuer(issuer, theirs.issuer)


@dataclass(frozen=True)
class Edge:
    """A relation as seen from one document: `words` reads from it to `other`."""

    relation: Relation
    words: str
    other: Document
    outward: bool


INVERSE = {
    "urges": "được đôn đốc bởi",
    "answers": "được trả lời bởi",
    "replaces": "được thay thế bởi",
    "amends": "được sửa đổi, bổ sung bởi",
    "repeals": "bị bãi bỏ bởi",
    "corrects": "được đính chính bởi",
    "guides": "được hướng dẫn bởi",
    "details": "được quy định chi tiết bởi",
    "based_on": "là căn cứ của",
    "refers": "được dẫn chiếu bởi",
    "merges": "được hợp nhất bởi",
    "stays": "bị đình chỉ bởi",
    "suspends": "bị tạm ngưng hiệu lực bởi",
    "publishes": "được công bố bởi",
    "explains": "được giải thích bởi",
    "carries": "được ban hành kèm theo",
    "alike": "liên quan cùng nội dung với",
}


def relations_of(person: Person, document: Document) -> list[Edge]:
    """Relations both ways, as far as the person may read the other document."""
    rows = Relation.objects.filter(Q(source=document) | Q(target=document)).select_related("source", "target").order_by("kind", "pk")
    others = {row.target_id if row.source_id == document.pk else row.source_id for row in rows}
    seen = set(readable(person).filter(pk__in=others).values_list("pk", flat=True))
    edges = []
    for row in rows:
        outward = row.source_id == document.pk
        other = row.target if outward else row.source
        if other.pk in seen:
            edges.append(Edge(row, row.get_kind_display() if outward else INVERSE[row.kind], other, outward))
    return edges


def urging_chain(person: Person, document: Document) -> list[Document]:
    """The document first urged about and those that urge it, in the order of urging; empty when nobody urged."""
    urges = _urges_around([document])
    linked = {pk for pair in urges for pk in pair}
    if not linked:
        return []
    rows = {row.pk: row for row in readable(person).filter(pk__in=linked).defer("text")}
    root, followers = urging_order(document.pk, urges, {pk: row.issued_on for pk, row in rows.items()})
    return [rows[pk] for pk in (root, *followers) if pk in rows]


def urging_numbers(documents: Sequence[Document]) -> dict[int, int]:
    """Which of these documents urge about another, and as the how manyth in the order of urging ("đôn đốc lần 2"); a few queries for a
    whole page. Nothing else of the other documents is told."""
    urges = _urges_around(documents)
    linked = {pk for pair in urges for pk in pair}
    dates = dict(Document.objects.filter(pk__in=linked).values_list("pk", "issued_on"))
    found: dict[int, int] = {}
    for document in documents:
        if document.pk in linked:
            _, followers = urging_order(document.pk, urges, dates)
            found |= {pk: number for number, pk in enumerate(followers, start=1) if pk == document.pk}
    return found


def _urges_around(documents: Sequence[Document]) -> list[tuple[int, int]]:
    """Who urges about whom, as far as a way of urging leads from the documents: one query per step, however large the register."""
    pairs = Relation.objects.filter(kind=Relation.Kind.URGES, source__archived_at=None)
    urges, known, new = set[tuple[int, int]](), set[int](), {document.pk for document in documents}
    while new:
        found = set(pairs.filter(Q(source__in=new) | Q(target__in=new)).values_list("source_id", "target_id"))
        known |= new
        urges |= found
        new = {pk for pair in found for pk in pair} - known
    return sorted(urges)


def citations_of(person: Person, document: Document) -> list[Citation]:
    """What the document cites, in the order of its text; a cited document the person may not read is shown as unresolved."""
    rows = list(Citation.objects.filter(kind="document", key=str(document.pk)).select_related("document").order_by("pk"))
    seen = set(readable(person).filter(pk__in=[row.document_id for row in rows if row.document_id]).values_list("pk", flat=True))
    for row in rows:
        if row.document_id not in seen:
            row.document = None
    return rows


def citation(person: Person, pk: int) -> Citation:
    """A citation whose subject the person may read. Raises Http404."""
    row = Citation.objects.filter(pk=pk, commune=person.commune_id).first()
    if row is None or not describe(person, [Ref(row.kind, row.key)]):
        raise Http404("no such citation")
    return row


def cited_by(person: Person, document: Document, *, day: date) -> Sequence[tuple[Citation, Described]]:
    """Subjects that cite the document on a day, as far as the person may read them."""
    rows = list(Citation.objects.filter(document=document).order_by("-pk"))
    stands = standing_on(document.commune_id, [(Ref(row.kind, row.key), (row.match_key, row.article)) for row in rows], day)
    rows = [row for row in rows if (Ref(row.kind, row.key), (row.match_key, row.article)) in stands]
    seen = describe(person, [Ref(row.kind, row.key) for row in rows])
    return [(row, seen[place]) for row in rows if (place := Ref(row.kind, row.key)) in seen]


def relation(person: Person, pk: int) -> Relation:
    """A relation between documents the person may read. Raises Http404."""
    row = Relation.objects.select_related("source", "target").filter(pk=pk, source__in=readable(person)).first()
    if row is None:
        raise Http404("no such relation")
    return row


def profiles(person: Person) -> QuerySet[ColumnProfile]:
    """Saved column profiles of the commune."""
    return ColumnProfile.objects.filter(commune=person.commune_id)


def imports(person: Person) -> QuerySet[RegisterImport]:
    """Registers brought in, newest first."""
    if not mandate_of(person).works_here:
        return RegisterImport.objects.none()
    return RegisterImport.objects.filter(commune=person.commune_id).select_related("by", "file")


def next_arrival_number(person: Person, year: int) -> int:
    """The number that follows the highest arrival number of the year; a suggestion, given for good when the document is entered."""
    return next_number(person.commune_id or "", year)


def years(person: Person) -> list[int]:
    """The years documents of the register are dated in, newest first."""
    dated = readable(person).filter(archived_at=None).exclude(issued_on=None).order_by()
    return sorted((int(year) for year in dated.annotate(year=YEAR).values_list("year", flat=True).distinct()), reverse=True)


def units(person: Person) -> QuerySet[Unit]:
    """The units documents of the register are with."""
    return Unit.objects.filter(Exists(Document.objects.filter(unit=OuterRef("pk"))), commune=person.commune_id)
