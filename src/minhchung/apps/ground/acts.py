"""Acts: one act = one function = one right = one transaction = one history event (DESIGN 5, 6.6, 6.7).

    @act("assignments.accept", "Nghiệm thu", on="occurrence", allowed=assigned)
    def accept(*, occurrence: Occurrence, actor: Person | None, at: datetime) -> Occurrence:
        ...
        record(commune=…, subject=…, before=…, after=…)
        return occurrence

The act's name is also the name of its right and of its event, so that the table in docs/rights, the check on the server
and the history speak of the same thing. `actor=None` is the system itself (set-up, jobs): no right is asked, the event says so.
"""

import functools
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

import rules.permissions
from django.core.exceptions import PermissionDenied
from django.db import transaction

from minhchung.apps.ground import history
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.ground.refs import Ref

P = ParamSpec("P")
R = TypeVar("R")


class Refused(Exception):
    """A rule says no. The message, in Vietnamese, names the thing, the cause and the way out."""


@dataclass(frozen=True)
class Act:
    """A registered act: `on` names the argument on which `allowed(person, thing)` is judged."""

    name: str
    label: str
    on: str
    allowed: Any
    function: Callable[..., Any]


@dataclass
class _Running:
    name: str
    actor: Any | None
    at: datetime
    events: list[HistoryEvent] = field(default_factory=list)


ACTS: dict[str, Act] = {}
_running: ContextVar[_Running | None] = ContextVar("running_act", default=None)
AFTER_COMMIT: list[Callable[[HistoryEvent], None]] = []
"""Called with the event once it is committed; jobs.py hangs the event readers here."""


def act(name: str, label: str, *, on: str, allowed: Any) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Makes a keyword-only function (with `actor` and `at`) an act. Raises PermissionDenied when `allowed` says no."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        if name in ACTS:
            raise ValueError(f"act {name!r} is registered twice")
        registered = ACTS[name] = Act(name, label, on, allowed, function)
        rules.permissions.set_perm(name, allowed)  # type: ignore[no-untyped-call]

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            result: R = _run(registered, args, kwargs)
            return result

        return run

    return decorate


def _run(registered: Act, args: Any, kwargs: Mapping[str, Any]) -> Any:
    if _running.get() is not None:
        raise RuntimeError(f"act {registered.name} called inside another act: share a private function instead")
    actor: Any = kwargs["actor"]
    if actor is not None:
        require(actor, registered.name, kwargs[registered.on])
    if any(isinstance(value, str) and "\x00" in value for value in kwargs.values()):
        raise Refused("Nội dung có ký tự rỗng, không ghi vào cơ sở dữ liệu được. Xóa đoạn vừa dán rồi gõ lại.")
    running = _Running(registered.name, actor, kwargs["at"])
    with transaction.atomic():
        token = _running.set(running)
        try:
            result = registered.function(*args, **kwargs)
        finally:
            # Before the commit: an event reader that runs right after it may itself do an act.
            _running.reset(token)
        if len(running.events) != 1:
            raise RuntimeError(f"act {registered.name} wrote {len(running.events)} history events instead of one")
        for hook in AFTER_COMMIT:
            transaction.on_commit(functools.partial(hook, running.events[0]))
    return result


def require(person: Any, act: str, thing: Any) -> None:
    """Raises PermissionDenied unless the person may do the act on the thing. Pages that only lead to an act ask this first."""
    if not person.has_perm(act, thing):
        raise PermissionDenied(
            f"Tài khoản chưa có quyền “{label_of(act)}” ở đây. Liên hệ người phụ trách hoặc quản trị phường để được giao quyền."
        )


def record(
    *,
    commune: str,
    subject: Ref,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    note: str = "",
) -> HistoryEvent:
    """Writes the history event of the running act. Each act calls it exactly once."""
    running = _running.get()
    if running is None:
        raise RuntimeError("record() outside an act")
    event = history.append(
        commune=commune, act=running.name, subject=subject, actor=running.actor, at=running.at, before=before, after=after, note=note
    )
    running.events.append(event)
    return event


def label_of(name: str) -> str:
    """The act's Vietnamese name, for screens; of an act that no longer exists, only that it is one."""
    found = ACTS.get(name)
    return found.label if found else "Việc mà bản phần mềm này không còn"
