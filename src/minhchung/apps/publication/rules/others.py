"""Copies of a procedure that are no channel: its internal workflow, its ISO procedure. Both become what a channel would show."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from minhchung.apps.procedures.rules.content import Basis, Component, Content, Limit, TimeUnit, Way, WayKind
from minhchung.apps.procedures.rules.fees import fee_of
from minhchung.apps.procedures.rules.limits import limit_of
from minhchung.apps.procedures.rules.workflows import Step, compared
from minhchung.apps.publication.rules.telling import Shown
from minhchung.apps.quality.rules.content import Content as IsoContent
from minhchung.apps.quality.rules.content import Said
from minhchung.text.normal import fold, squeeze

_KINDS = {fold(kind.label): kind for kind in (WayKind.DIRECT, WayKind.ONLINE, WayKind.POSTAL)} | {"buu chinh": WayKind.POSTAL}
_LABEL = re.compile(r"^(?P<kind>[^:()]{3,30})(?:\((?P<note>[^()]*)\))?\s*:\s*(?P<said>.+)$")


def of_steps(steps: Sequence[Step], content: Content, hours_a_day: Decimal) -> Shown:
    """A workflow shows its time only: the sum of its steps in working hours, or why it cannot be told against the limit."""
    found = compared(steps, content, hours_a_day=hours_a_day)
    if found.fits is None:
        limit = Limit(raw="tổng các bước", doubt=found.words)
    else:
        limit = Limit(raw="tổng các bước", value=found.total, unit=TimeUnit.WORKING_HOURS)
    return Shown(Content(ways=(Way(kind=WayKind.ANY, limit=limit),)))


def of_iso(content: IsoContent, name: str) -> Shown:
    """What an ISO procedure about one procedure shows in its parts 5.1 to 5.6. One about several cannot be told apart: see `of_group`."""
    basis = tuple(
        Basis(title=row.title or row.symbol, symbol=row.symbol, raw=row.symbol or row.title, doubt=row.doubt) for row in content.basis
    )
    papers = tuple(Component(name=row.name, form=row.form, raw=row.name, doubt=row.doubt) for row in content.components if row.name)
    return Shown(
        Content(
            name=name,
            ways=tuple(_ways(content.limit, content.fee)) or None,
            components=papers or None,
            basis=basis or None,
            received_at=None if content.place.doubt else squeeze(content.place.text) or None,
        )
    )


def of_group(name: str) -> Shown:
    """A procedure of which an ISO procedure of a group only shows that it is in it."""
    return Shown(Content(name=name))


def _ways(limit: Said, fee: Said) -> Iterable[Way]:
    """The lines of time and of fee put together by way of handing in; a doubt noted in the document stands for all of its lines."""
    limits, fees = _lines(limit), _lines(fee)
    named = [kind for kind, _ in (*limits, *fees) if kind != WayKind.ANY]
    for kind in dict.fromkeys(named) or ([WayKind.ANY] if limits or fees else []):
        said = [words for each, words in limits if each in (kind, WayKind.ANY)] or [""]
        paid = [words for each, words in fees if each in (kind, WayKind.ANY)] or [""]
        for place in range(max(len(said), len(paid))):
            time, money = limit_of(said[min(place, len(said) - 1)]), fee_of(paid[min(place, len(paid) - 1)])
            yield Way(
                kind=kind,
                limit=time.model_copy(update={"value": None, "doubt": limit.doubt}) if limit.doubt else time,
                fee=money.model_copy(update={"amount": None, "doubt": fee.doubt}) if fee.doubt else money,
            )


def _lines(said: Said) -> list[tuple[WayKind, str]]:
    """The lines of a part by way of handing in: "Trực tuyến: 03 ngày làm việc"; a line without one is of every way."""
    found: list[tuple[WayKind, str]] = []
    for line in said.text.splitlines():
        labelled = _LABEL.match(squeeze(line))
        kind = _KINDS.get(fold(labelled["kind"]).strip()) if labelled else None
        found.append((kind, labelled["said"]) if labelled and kind else (WayKind.ANY, squeeze(line)))
    return [(kind, words) for kind, words in found if words]
