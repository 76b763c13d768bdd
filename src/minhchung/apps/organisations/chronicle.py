"""The commune's history for those who may read it: who did what to which subject, before and after; whether the chain holds."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from minhchung.apps.ground import history
from minhchung.apps.ground.acts import ACTS, label_of
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.ground.models import HistoryChain, HistoryEvent
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import KINDS, Described, describe
from minhchung.apps.ground.words import UNNAMED, Change
from minhchung.apps.ground.words import told as told_in_words
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.organisations.rights import reads_history

OWN_ACTS = history.BLANK.partition(".")[0]
"""The acts on the history itself belong to no app."""


@dataclass(frozen=True)
class EventRow:
    """One act in words. `subject` is None when the reader may not open it or it is gone; then nothing of it is shown."""

    pk: int
    position: int
    at: datetime
    who: str
    act: str
    kind: str
    subject: Described | None
    changes: list[Change]
    note: str
    blanked: bool


@dataclass(frozen=True)
class ChainState:
    """How many events the chain has and, when asked, the first that does not fit."""

    length: int
    checked: bool
    broken: history.BrokenLink | None = None


def events(
    person: Person, *, area: str = "", kind: str = "", who: int | None = None, since: date | None = None, until: date | None = None
) -> QuerySet[HistoryEvent]:
    """The commune's events, newest first. `area` is the app an act belongs to. PermissionDenied for those who may not."""
    commune = _readable(person)
    rows = HistoryEvent.objects.filter(commune=commune.pk)
    if area:
        rows = rows.filter(act__startswith=f"{area}.")
    if kind:
        rows = rows.filter(kind=kind)
    if who is not None:
        rows = rows.filter(actor=who)
    if since:
        rows = rows.filter(at__gte=datetime.combine(since, time.min, ZONE))
    if until:
        rows = rows.filter(at__lt=datetime.combine(until + timedelta(days=1), time.min, ZONE))
    return rows.order_by("-position")


def told(person: Person, page: list[HistoryEvent]) -> list[EventRow]:
    """The events of one page in words; a subject the reader may not open keeps its content to itself."""
    seen = describe(person, {Ref(event.kind, event.key) for event in page})
    open_ones = [event for event in page if Ref(event.kind, event.key) in seen]
    changes = told_in_words(person, open_ones)
    return [_row(event, seen.get(Ref(event.kind, event.key)), changes.get(event.pk, [])) for event in page]


def event(person: Person, pk: int) -> HistoryEvent:
    """One event of the commune; Http404 for another's. PermissionDenied for those who may not read the history."""
    found = HistoryEvent.objects.filter(pk=pk, commune=_readable(person).pk).first()
    if found is None:
        raise Http404("Không có sự kiện này trong lịch sử của phường.")
    return found


def can_be_blanked(event: HistoryEvent) -> bool:
    """Whether there is content to take away: not blanked yet, and no blanking itself, whose reason has to stay."""
    return event.blanked_by is None and event.act != history.BLANK


def blanked_by(person: Person, event: HistoryEvent) -> Described | None:
    """The event that took this one's content away; None when it has it."""
    ref = Ref("event", f"{event.commune}/{event.blanked_by}")
    return None if event.blanked_by is None else describe(person, [ref]).get(ref)


def chain_state(person: Person, *, check: bool) -> ChainState:
    """The state of the commune's chain; `check` recomputes every link, which takes longer the longer the chain is."""
    commune = _readable(person)
    chain = HistoryChain.objects.filter(commune=commune.pk).first()
    return ChainState(chain.length if chain else 0, check, history.verify(commune.pk) if check else None)


def areas() -> list[tuple[str, str]]:
    """The apps whose acts are recorded, for the filter."""
    names = sorted({act.partition(".")[0] for act in ACTS})
    return [(name, "Lịch sử" if name == OWN_ACTS else str(apps.get_app_config(name).verbose_name)) for name in names]


def kinds() -> list[tuple[str, str]]:
    """The kinds of subject, for the filter."""
    return sorted(((kind.kind, kind.label) for kind in KINDS.values()), key=lambda pair: pair[1])


def _readable(person: Person) -> Commune:
    if person.commune is None:
        raise Http404("Tài khoản này không thuộc phường nào.")
    if not reads_history(person, person.commune):
        raise PermissionDenied(
            "Lịch sử của phường chỉ mở cho quản trị, lãnh đạo và người kiểm tra. Lịch sử của từng việc xem ngay ở việc đó."
        )
    return person.commune


def _row(event: HistoryEvent, subject: Described | None, changes: list[Change]) -> EventRow:
    kind = KINDS.get(event.kind)
    blanked = event.blanked_by is not None
    return EventRow(
        pk=event.pk,
        position=event.position,
        at=event.at,
        who="(đã xóa)" if blanked else event.actor_name,
        act=label_of(event.act),
        kind=kind.label if kind else UNNAMED,
        subject=subject,
        changes=changes,
        note=event.note if subject else "",
        blanked=blanked,
    )
