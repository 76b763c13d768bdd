"""The append-only history: one hash chain per commune (DESIGN 6.13)."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Q, QuerySet

from minhchung.apps.ground.models import HistoryChain, HistoryEvent
from minhchung.apps.ground.refs import Ref

SYSTEM = "Hệ thống"
BLANK = "history.blank"


@dataclass(frozen=True)
class BrokenLink:
    """The first event of a chain that does not fit."""

    commune: str
    position: int
    reason: str


def _canonical(value: object) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _sha(value: object) -> str:
    return hashlib.sha256(_canonical(value).encode()).hexdigest()


def _plain(value: Mapping[str, Any] | None) -> Any:
    """JSON-ready form, so that what is digested is what the database gives back."""
    return None if value is None else json.loads(_canonical(dict(value)))


def _link(event: HistoryEvent) -> str:
    # The moment enters in UTC: the database may give it back in another zone. The note is inside the digest.
    moment = event.at.timestamp()
    return _sha([event.commune, event.position, moment, event.actor_id, event.act, event.kind, event.key, event.digest, event.previous])


def _digest(event: HistoryEvent) -> str:
    return _sha([event.before, event.after, event.note, event.actor_name])


def append(
    *,
    commune: str,
    act: str,
    subject: Ref,
    actor: Any | None,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    note: str = "",
) -> HistoryEvent:
    """Adds one event at the end of the commune's chain. Only the act machinery calls this (acts.py)."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("history is written inside the transaction of its act")
    HistoryChain.objects.get_or_create(commune=commune)
    chain = HistoryChain.objects.select_for_update().get(commune=commune)
    event = HistoryEvent(
        commune=commune,
        position=chain.length + 1,
        at=at,
        actor=actor,
        actor_name=actor.full_name if actor else SYSTEM,
        act=act,
        kind=subject.kind,
        key=subject.key,
        note=note,
        before=_plain(before),
        after=_plain(after),
        previous=chain.head,
    )
    event.digest = _digest(event)
    event.hash = _link(event)
    event.save()
    chain.length, chain.head = event.position, event.hash
    chain.save(update_fields=["length", "head"])
    return event


def of(subject: Ref) -> QuerySet[HistoryEvent]:
    """The events of one subject, newest first. Callers check that the reader may see the subject."""
    return HistoryEvent.objects.filter(kind=subject.kind, key=subject.key).order_by("-position")


def after(subjects: Collection[Ref], at: datetime) -> dict[Ref, list[HistoryEvent]]:
    """What was done to each of the subjects after a moment, oldest first; a subject nothing was done to is not in it."""
    wanted = Q(pk__in=[])
    for kind in {ref.kind for ref in subjects}:
        wanted |= Q(kind=kind, key__in=[ref.key for ref in subjects if ref.kind == kind])
    found: dict[Ref, list[HistoryEvent]] = defaultdict(list)
    for event in HistoryEvent.objects.filter(wanted, at__gt=at).order_by("at", "position") if subjects else ():
        found[Ref(event.kind, event.key)].append(event)
    return dict(found)


def held_before(events: Iterable[HistoryEvent]) -> dict[str, Any]:
    """What a record held before all of these events, oldest first: of each column what the first event that names it says it was."""
    held: dict[str, Any] = {}
    for event in events:
        held = {**(event.before or {}), **held}
    return held


def event_ref(event: HistoryEvent) -> Ref:
    """An event as a subject: what the act of blanking is recorded on."""
    return Ref("event", f"{event.commune}/{event.position}")


def blank(event: HistoryEvent, *, by: HistoryEvent) -> bool:
    """Removes the content of one event; `by` is the event of the act that does it and says why. The chain still verifies.

    False when it was blanked already. Only the act of blanking calls this, inside its transaction.
    """
    content = HistoryEvent.objects.filter(pk=event.pk, blanked_by=None)
    return QuerySet.update(content, before=None, after=None, note="", actor_name="", blanked_by=by.position) == 1


def verify(commune: str) -> BrokenLink | None:
    """The first broken link of the commune's chain, or None when every event fits."""
    previous, position = "0" * 64, 0
    reasons = _reasons_to_blank(commune)
    for event in _in_order(commune):
        position += 1
        if reason := _misfit(event, position, previous):
            return BrokenLink(commune, position, reason)
        if event.blanked_by is not None and reasons.get(event.blanked_by) != f"{commune}/{event.position}":
            return BrokenLink(commune, position, "nội dung bị xóa mà không có sự kiện xóa có lý do")
        previous = event.hash
    return _ends_wrong(commune, position, previous)


def chains() -> list[str]:
    """Every commune with a history: by the heads of the chains and by the events, since either may have been taken away."""
    heads = HistoryChain.objects.values_list("commune", flat=True)
    return sorted({*heads, *HistoryEvent.objects.order_by().values_list("commune", flat=True).distinct()})


def _reasons_to_blank(commune: str) -> dict[int, str]:
    """The positions of the events that blanked another, each with the key of the other."""
    return dict(HistoryEvent.objects.filter(commune=commune, act=BLANK).order_by().values_list("position", "key"))


def _ends_wrong(commune: str, position: int, previous: str) -> BrokenLink | None:
    """What the head of the chain, kept apart from the events, says against their number and their last link."""
    chain = HistoryChain.objects.filter(commune=commune).first()
    if chain is None:
        reason = f"mất đầu chuỗi, không biết sau {position} sự kiện này còn sự kiện nào bị xóa hay không"
        return BrokenLink(commune, position + 1, reason) if position else None
    if (chain.length, chain.head) != (position, previous):
        return BrokenLink(commune, position + 1, f"đầu chuỗi ghi {chain.length} sự kiện, trong bảng còn {position}")
    return None


def _in_order(commune: str) -> Iterator[HistoryEvent]:
    return HistoryEvent.objects.filter(commune=commune).order_by("position").iterator(chunk_size=2000)


def _misfit(event: HistoryEvent, position: int, previous: str) -> str:
    if event.position != position:
        return f"thiếu sự kiện: chờ vị trí {position}, gặp vị trí {event.position}"
    if event.previous != previous:
        return "mắt xích trước không khớp"
    if event.blanked_by is None and event.digest != _digest(event):
        return "nội dung trước, sau hoặc ghi chú đã bị sửa"
    if event.hash != _link(event):
        return "người, thời điểm, hành vi hoặc đối tượng đã bị sửa"
    return ""
