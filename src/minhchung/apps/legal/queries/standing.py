"""Campaigns as pages tell them: how far they are, by unit; each item with its validity and the dead documents it cites; the lists."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from minhchung.apps.documents.affected import affected_of
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.rules import issuer_key
from minhchung.apps.documents.rules.validity import State as Force
from minhchung.apps.documents.rules.validity import Validity, validity
from minhchung.apps.documents.validity import counting
from minhchung.apps.legal.models import Campaign, Item
from minhchung.apps.legal.queries.scope import campaigns_for, items_of
from minhchung.apps.legal.rules import HANDLING, STATES, Proposal, State
from minhchung.apps.organisations.models import Person, Unit

LISTS = {
    "con-hieu-luc": "Danh mục văn bản còn hiệu lực",
    "het-hieu-luc": "Danh mục văn bản hết hiệu lực, ngưng hiệu lực toàn bộ",
    "mot-phan": "Danh mục văn bản hết hiệu lực, ngưng hiệu lực một phần",
    "can-xu-ly": "Danh mục văn bản cần đình chỉ, bãi bỏ, thay thế, sửa đổi, bổ sung",
}
"""The printable lists of a review (Nghị định 79/2025/NĐ-CP; the numbers of its forms are not confirmed, so none is printed)."""
SHORT = {"con-hieu-luc": "Còn hiệu lực", "het-hieu-luc": "Hết, ngưng toàn bộ", "mot-phan": "Hết, ngưng một phần", "can-xu-ly": "Cần xử lý"}
"""What the lists are called where there is little room."""
_FORCE = {
    "con-hieu-luc": (Force.IN_FORCE, Force.PARTLY_ENDED, Force.PARTLY_SUSPENDED),
    "het-hieu-luc": (Force.ENDED, Force.SUSPENDED),
    "mot-phan": (Force.PARTLY_ENDED, Force.PARTLY_SUSPENDED),
}


@dataclass(frozen=True)
class Dead:
    """A document cited that is changed by the day, with how."""

    document: Document
    words: str


@dataclass(frozen=True)
class Row:
    """An item with what is derived of its document as of the campaign's day. `origin`: whose document it is, where not the ward's own."""

    item: Item
    validity: Validity
    dead: Sequence[Dead]
    origin: str

    @property
    def proposal(self) -> str:
        """What is proposed, in words; "" while nothing is."""
        named = Proposal(self.item.proposal).label if self.item.proposal else ""
        return f"{named} {self.item.scope}".strip()


@dataclass(frozen=True)
class Progress:
    """How many items of a campaign stand where; `units` the same by unit (None: without one)."""

    total: int
    done: int
    proposed: int
    states: Sequence[tuple[State, int]]
    units: Sequence[tuple[Unit | None, int, int]]


def rows_of(person: Person, campaign: Campaign, *, state: str = "", unit: int | None = None) -> list[Row]:
    """The items the person may read, narrowed by state and unit; a few queries for all of them."""
    items = items_of(person, campaign)
    if state in STATES:
        items = items.filter(state=state)
    if unit is not None:
        items = items.filter(unit=unit)
    return rows_for(list(items), campaign)


def rows_for(items: Sequence[Item], campaign: Campaign) -> list[Row]:
    """The same of given items of the campaign."""
    day, keys = campaign.cutoff_on, {item.document_id for item in items}
    events = counting(campaign.commune_id, keys)
    dead = _dead(campaign, keys)
    own = issuer_key(f"Ủy ban nhân dân {campaign.commune.name}"), issuer_key(f"Hội đồng nhân dân {campaign.commune.name}")
    return [
        Row(
            item,
            validity(events.get(item.document_id, ()), day, issued_on=item.document.issued_on),
            dead.get(item.document_id, ()),
            item.document.issuer if item.document.issuer_folded and item.document.issuer_folded not in own else "",
        )
        for item in items
    ]


def _dead(campaign: Campaign, keys: set[int]) -> dict[int, list[Dead]]:
    """What the documents cite that has changed by the campaign's day."""
    day = campaign.cutoff_on
    touched = [
        row
        for row in affected_of(campaign.commune_id, day=day)
        if row.ref.kind == "document" and int(row.ref.key) in keys and row.touched and row.confirmed and row.event.on <= day
    ]
    named = Document.objects.defer("text").in_bulk({row.document for row in touched})
    found: dict[int, list[Dead]] = defaultdict(list)
    for row in touched:
        look = " (cần xem)" if row.to_look else ""
        found[int(row.ref.key)].append(Dead(named[row.document], f"{row.event.words}{look}"))
    return found


def progress_of(person: Person, campaign: Campaign) -> Progress:
    """How far the campaign is, as far as the person may read it."""
    pairs = list(items_of(person, campaign).order_by().values_list("state", "unit"))
    states = Counter(state for state, _ in pairs)
    beyond = (State.PROPOSED, State.SUBMITTED, State.HANDLED)
    units = Unit.objects.in_bulk({unit for _, unit in pairs if unit})
    by_unit = Counter(unit for _, unit in pairs)
    done = Counter(unit for state, unit in pairs if state in beyond)
    ordered = sorted(by_unit, key=lambda unit: (unit is None, units[unit].order if unit else 0, unit or 0))
    return Progress(
        len(pairs),
        states[State.HANDLED],
        sum(states[state] for state in beyond),
        [(state, states[state]) for state in State],
        [(units.get(unit) if unit else None, done[unit], by_unit[unit]) for unit in ordered],
    )


def listed(person: Person, campaign: Campaign, name: str) -> list[Row]:
    """The rows of one of LISTS. What nobody has confirmed anything of is in none of the first three."""
    rows = rows_of(person, campaign)
    if name == "can-xu-ly":
        return [row for row in rows if row.item.proposal in HANDLING]
    return [row for row in rows if row.validity.state in _FORCE[name]]


def unplaced(person: Person, campaign: Campaign) -> int:
    """How many items stand in no list of validity because nobody knows."""
    return sum(row.validity.state in (Force.UNKNOWN, Force.NOT_YET, Force.UNFIT) for row in rows_of(person, campaign))


@dataclass(frozen=True)
class Line:
    """A campaign in the list."""

    campaign: Campaign
    total: int
    proposed: int
    handled: int
    late: bool


def lines_for(person: Person, today: date) -> list[Line]:
    """The campaigns of the ward with how far they are, in one query."""
    beyond = Q(items__state__in=[State.PROPOSED, State.SUBMITTED, State.HANDLED])
    counted = campaigns_for(person).select_related("plan").annotate(
        total=Count("items"), proposed=Count("items", filter=beyond), handled=Count("items", filter=Q(items__state=State.HANDLED))
    )  # fmt: skip
    return [
        Line(
            each,
            each.total,
            each.proposed,
            each.handled,
            each.closed_at is None and each.due_on is not None and each.due_on < today and each.handled < each.total,
        )
        for each in counted
    ]
