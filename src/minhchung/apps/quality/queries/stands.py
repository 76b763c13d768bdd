"""Where each document of a ward stands on a day: its versions, when it is due to be looked at again, who has still to read it.

Everything for all documents of a ward is read in a fixed number of queries, whatever their number.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Prefetch, QuerySet

from minhchung.apps.organisations.models import Person, RoleGrant
from minhchung.apps.organisations.queries import in_force
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.procedures.queries import standing
from minhchung.apps.quality.models import Acknowledgement, ControlledDocument, DocumentReview, QualitySettings, Version
from minhchung.apps.quality.rules import life
from minhchung.text.written import written_day

SHOWN = 5


@dataclass(frozen=True)
class Stand:
    """A document on a day. `due_on`: by when the version in force is looked at again; `unread`: who has not said yet that they read it, and
    `read_by`: the day by which they should."""

    document: ControlledDocument
    current: Version | None
    coming: Version | None
    due_on: date | None
    must: int
    unread: tuple[Person, ...]
    read_by: date | None
    today: date

    @property
    def due(self) -> bool:
        """Cần rà soát: the interval is over."""
        return self.due_on is not None and self.due_on < self.today

    @property
    def read(self) -> int:
        """How many of those who must have read it."""
        return self.must - len(self.unread)

    @property
    def read_late(self) -> bool:
        """Somebody has not read it and the days for it are over."""
        return bool(self.unread) and self.read_by is not None and self.read_by < self.today

    @property
    def due_words(self) -> str:
        """The day by which it is looked at again, in words."""
        return written_day(self.due_on) if self.due_on else ""

    @property
    def unread_words(self) -> str:
        """Who has not read it, in words."""
        names = [person.full_name for person in self.unread]
        more = f" và {len(names) - SHOWN} người nữa" if len(names) > SHOWN else ""
        return f"chưa đọc: {', '.join(names[:SHOWN])}{more}"

    @property
    def state(self) -> str:
        """One word for lists: what is in force, or how far the first version is."""
        if self.current is not None:
            return "due" if self.due else life.IN_FORCE
        return self.coming.state if self.coming else "none"

    @property
    def words(self) -> str:
        """The same in Vietnamese."""
        return {"due": "Cần rà soát", "none": "Không có bản có hiệu lực"}.get(self.state) or life.TITLES[self.state]


def stands(documents: QuerySet[ControlledDocument], *, commune: str, today: date) -> list[Stand]:
    """Each of these documents of a ward, in the order of the query."""
    wanted = Version.objects.filter(state__in=[*life.OPEN, life.IN_FORCE]).defer("said").select_related("drafted_by")
    found = list(documents.select_related("owner").prefetch_related(Prefetch("versions", wanted, to_attr="live"), "readers"))
    for document in found:
        for version in document.live:
            version.document = document
    rules = QualitySettings.objects.filter(commune=commune).first() or QualitySettings(commune_id=commune)
    reviewed, people, said = _reviewed(found), readers_of(found, today), _acknowledged(found)
    return [_stand(each, rules, reviewed, _Read(people[each.pk], said), today) for each in found]


@dataclass(frozen=True)
class _Read:
    """Who has to read a document, and who has read which version."""

    must: tuple[Person, ...]
    said: dict[int, set[int]]


def _stand(document: ControlledDocument, rules: QualitySettings, reviewed: dict[int, date], read: _Read, today: date) -> Stand:
    live: list[Version] = document.live  # type: ignore[attr-defined]
    current = next((each for each in live if each.state == life.IN_FORCE), None)
    coming = next((each for each in live if each.state in life.OPEN), None)
    if current is None or current.effective_on is None:
        return Stand(document, current, coming, None, 0, (), None, today)
    unread = tuple(person for person in read.must if person.pk not in read.said[current.pk])
    since = max(filter(None, (current.effective_on, reviewed.get(current.pk))))
    due = life.due_on(since, document.review_months or rules.review_months)
    return Stand(document, current, coming, due, len(read.must), unread, current.effective_on + timedelta(days=rules.read_days), today)


def _reviewed(documents: Iterable[ControlledDocument]) -> dict[int, date]:
    """The last day on which each version was looked at and kept, by version."""
    rows = DocumentReview.objects.filter(document__in=[each.pk for each in documents], result=DocumentReview.Result.KEEP)
    return dict(rows.order_by().values("version").annotate(last=Max("on")).values_list("version", "last"))


def readers_of(documents: Collection[ControlledDocument], today: date) -> dict[int, tuple[Person, ...]]:
    """Who has to read each document: everybody with a role in the unit that owns it or in one that is asked to read it."""
    units = {each.pk: {each.owner_id, *(unit.pk for unit in each.readers.all())} for each in documents}
    wanted = {unit for chosen in units.values() for unit in chosen}
    grants = RoleGrant.objects.filter(in_force(today), unit__in=wanted, person__is_active=True).select_related("person")
    members: dict[int, dict[int, Person]] = defaultdict(dict)
    for grant in grants.order_by("person__username"):
        members[grant.unit_id or 0][grant.person_id] = grant.person
    return {pk: tuple({key: person for unit in chosen for key, person in members[unit].items()}.values()) for pk, chosen in units.items()}


def _acknowledged(documents: Iterable[ControlledDocument]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Acknowledgement.objects.filter(version__document__in=[each.pk for each in documents], version__state=life.IN_FORCE)
    for version, person in rows.order_by().values_list("version", "person"):
        found[version].add(person)
    return found


@dataclass(frozen=True)
class Coverage:
    """The catalogue of a day against the documents: `bare`: procedures in force that no document is about; `gone`: by document the
    procedures it is about that are abolished. `listed`: how many are in force."""

    bare: tuple[Procedure, ...]
    gone: dict[int, tuple[Procedure, ...]]
    listed: int

    @property
    def to_write(self) -> tuple[Procedure, ...]:
        """Those of `bare` that the ward itself carries out: vertical sectors (công an, thuế …) have systems of their own."""
        return tuple(each for each in self.bare if not each.vertical_sector)


def coverage(commune: str, today: date) -> Coverage:
    """Which procedures have a document, and which documents are about procedures that are no more."""
    known = standing(commune, today)
    pairs = ControlledDocument.objects.filter(commune=commune, archived_at=None, procedures__isnull=False)
    links = list(pairs.order_by("code").values_list("pk", "procedures"))
    covered = {procedure for _, procedure in links}
    live = [each.procedure for each in known if each.standing.in_force]
    over = {each.procedure.pk: each.procedure for each in known if not each.standing.in_force}
    gone: dict[int, list[Procedure]] = defaultdict(list)
    for document, procedure in links:
        if procedure in over:
            gone[document].append(over[procedure])
    bare = tuple(each for each in live if each.pk not in covered)
    return Coverage(bare, {pk: tuple(each) for pk, each in gone.items()}, len(live))
