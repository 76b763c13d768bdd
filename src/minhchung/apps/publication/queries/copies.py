"""The copies of a ward's procedures as of a day: what each channel last showed, the ISO procedures in force, the internal workflows."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from minhchung.apps.organisations.models import Unit
from minhchung.apps.procedures.law import norms_of
from minhchung.apps.procedures.models import Procedure, Workflow
from minhchung.apps.procedures.queries.page import steps_of
from minhchung.apps.procedures.queries.standing import Known, standing
from minhchung.apps.publication.models import Channel, Entry, NameMatch, Snapshot
from minhchung.apps.publication.rules.matching import Catalogue, Copied, compare
from minhchung.apps.publication.rules.matching import Compared as Found
from minhchung.apps.publication.rules.others import of_group, of_iso, of_steps
from minhchung.apps.publication.rules.pairing import Match, propose
from minhchung.apps.publication.rules.telling import Shown
from minhchung.apps.publication.rules.words import key_of
from minhchung.apps.quality.models import Version
from minhchung.apps.quality.rules import life
from minhchung.text.normal import fold

ISO, WORKFLOW = "iso", "workflow"


@dataclass(frozen=True)
class Column:
    """A copy as a column: `channel` None for the ISO procedures and the workflows. `on`: of what it was last taken; `snapshots`: what it is
    made of."""

    key: str
    title: str
    short: str
    channel: Channel | None = None
    on: date | None = None
    snapshots: Sequence[Snapshot] = ()


@dataclass(frozen=True)
class Place:
    """Where a copy shows a procedure: since when, who answers for it, and the page that shows it (kind, key)."""

    on: date
    unit: Unit | None
    kind: str
    key: int


@dataclass
class Gathered:
    """Everything that is compared. `places`: (column, code) → where it stands; `waiting`: names nobody has confirmed, by channel."""

    catalogue: Catalogue
    known: Mapping[str, Known]
    columns: list[Column] = field(default_factory=list)
    copies: list[Copied] = field(default_factory=list)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    waiting: dict[int, list[Match]] = field(default_factory=dict)

    def found(self) -> Iterator[Found]:
        """Every field of every procedure in every copy."""
        for copy in self.copies:
            yield from compare(self.catalogue, copy)


def gathered(commune: str, day: date, *, only: int | None = None) -> Gathered:
    """The copies beside the catalogue of a day. `only`: the procedure (primary key) that is asked for."""
    everything = standing(commune, day)
    known = {each.procedure.code: each for each in everything if only is None or each.procedure.pk == only}
    hours = Decimal(norms_of(commune)["hours_a_day"].number)
    live = {code: Shown(each.standing.content) for code, each in known.items() if each.standing.in_force}
    result = Gathered(Catalogue(live, gone=frozenset(known.keys() - live.keys()), hours_a_day=hours), known)
    names = {each.procedure.code: each.procedure.name for each in everything if each.standing.in_force}
    code_by_pk = {each.procedure.pk: each.procedure.code for each in everything}
    for channel in showing(commune, day):
        _add_channel(result, channel, day, names=names, code_by_pk=code_by_pk, narrow=only is not None)
    _add_iso(result, commune, day)
    _add_workflows(result, commune, day)
    return result


def showing(commune: str, day: date) -> Sequence[Channel]:
    """The channels that have to show procedures on a day."""
    rows = Channel.objects.filter(commune=commune, for_procedures=True).exclude(closed_on__lte=day)
    return list(rows.select_related("unit").order_by("pk"))


def current_snapshots(channel: Channel, day: date) -> list[Snapshot]:
    """The newest whole snapshot and the partial ones after it, the newest first; every partial one where none is whole."""
    kept: list[Snapshot] = []
    for snapshot in Snapshot.objects.filter(channel=channel, on__lte=day, undone_at=None).order_by("-on", "-pk"):
        kept.append(snapshot)
        if snapshot.whole:
            break
    return kept


def _add_channel(
    result: Gathered, channel: Channel, day: date, *, names: Mapping[str, str], code_by_pk: Mapping[int, str], narrow: bool
) -> None:
    snapshots = current_snapshots(channel, day)
    key = str(channel.pk)
    result.columns.append(
        Column(key, channel.title, channel.get_kind_display(), channel, snapshots[0].on if snapshots else None, snapshots)
    )
    if not snapshots:
        return
    shown, unread = _entries(snapshots, channel, code_by_pk, set(result.known) if narrow else None)
    for code, (_, snapshot) in shown.items():
        result.places[key, code] = Place(snapshot.on, channel.unit, "snapshot", snapshot.pk)
    matches = propose(sorted(unread), names)
    result.waiting[channel.pk] = matches
    whole = snapshots[-1].whole
    expected = frozenset(code for code, each in result.known.items() if expects(channel, each)) if whole else frozenset()
    waiting = frozenset(match.code for match in matches if match.code)
    result.copies.append(Copied(key, {code: each for code, (each, _) in shown.items()}, expected, waiting))


def expects(channel: Channel, known: Known) -> bool:
    """Whether the channel has to show a procedure: those of the ward; the board at the Centre those that are received there."""
    level = fold(known.standing.content.level or "")
    of_the_ward = not level or "xa" in level.split() or "phuong" in level
    return of_the_ward and (channel.kind != Channel.Kind.BOARD or known.procedure.at_centre is not False)


def _entries(
    snapshots: Sequence[Snapshot], channel: Channel, code_by_pk: Mapping[int, str], only: Collection[str] | None
) -> tuple[dict[str, tuple[Shown, Snapshot]], set[str]]:
    """Code → what the newest snapshot that speaks of it shows; and the names that are matched with no code yet."""
    matched = {each.key: each for each in NameMatch.objects.filter(channel=channel)}
    rows: dict[int, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.filter(snapshot__in=snapshots).order_by("order"):
        rows[entry.snapshot_id].append(entry)
    shown: dict[str, tuple[Shown, Snapshot]] = {}
    unread: set[str] = set()
    for snapshot in snapshots:
        for entry in rows[snapshot.pk]:
            match = None if entry.code else matched.get(key_of(entry.name)[:1000])
            code = entry.code or (code_by_pk.get(match.procedure_id or 0, "") if match else "")
            if not code and match is None:
                unread.add(entry.name)
            if code and code not in shown and (only is None or code in only):
                shown[code] = (replace(entry.shown, sheet=snapshot.pk), snapshot)
    return shown, unread


def shown_at(channel: Channel, day: date) -> set[str]:
    """The codes of the procedures that a channel showed when it was last looked at, names a person has matched included."""
    code_by_pk = dict(Procedure.objects.filter(commune=channel.commune_id).values_list("pk", "code"))
    return set(_entries(current_snapshots(channel, day), channel, code_by_pk, None)[0])


def _add_iso(result: Gathered, commune: str, day: date) -> None:
    """One version in force a document; a document about several procedures only tells that they are in it."""
    rows = Version.objects.filter(document__commune=commune, document__archived_at=None, state=life.IN_FORCE)
    rows = rows.select_related("document__owner").prefetch_related("document__procedures").order_by("document__code")
    shown: dict[str, Shown] = {}
    last: date | None = None
    for version in rows:
        procedures = list(version.document.procedures.all())
        for procedure in procedures:
            if procedure.code not in result.known or procedure.code in shown:
                continue
            alone = len(procedures) == 1
            shown[procedure.code] = of_iso(version.content, procedure.name) if alone else of_group(procedure.name)
            on = version.effective_on or day
            result.places[ISO, procedure.code] = Place(on, version.document.owner, "controlled_document", version.document_id)
            last = max(last or on, on)
    result.columns.append(Column(ISO, "Quy trình ISO", "ISO", on=last))
    result.copies.append(Copied(ISO, shown, frozenset()))


def _add_workflows(result: Gathered, commune: str, day: date) -> None:
    newest: dict[int, Workflow] = {}
    for workflow in Workflow.objects.filter(procedure__commune=commune, on__lte=day).order_by("procedure", "-on", "-pk"):
        newest.setdefault(workflow.procedure_id, workflow)
    shown: dict[str, Shown] = {}
    for code, each in result.known.items():
        if found := newest.get(each.procedure.pk):
            shown[code] = of_steps(steps_of(found), each.standing.content, result.catalogue.hours_a_day)
            result.places[WORKFLOW, code] = Place(found.on, each.procedure.unit, "procedure", each.procedure.pk)
    result.columns.append(Column(WORKFLOW, "Quy trình nội bộ", "Nội bộ", on=max((each.on for each in newest.values()), default=None)))
    result.copies.append(Copied(WORKFLOW, shown, frozenset()))
