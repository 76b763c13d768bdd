"""Names of offices in a document that the ward's list does not know: how often, and which units they may mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from minhchung.apps.assignments.models import Proposal
from minhchung.apps.assignments.rules.drafts import Draft
from minhchung.apps.assignments.units import ward_units
from minhchung.apps.documents.models import Document
from minhchung.apps.ground.history import of as history_of
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Unit

NAMED, UNNAMED = "assignments.name_unit", "assignments.unname_unit"
"""The acts by which a name is given a unit and that is taken back."""


@dataclass(frozen=True)
class UnknownName:
    """A written name, the ward's units with the likeliest first, and how many undecided clauses write it so."""

    name: str
    units: Sequence[Unit]
    clauses: int


@dataclass(frozen=True)
class Named:
    """The last choice of a unit for a name, as long as it can be taken back."""

    name: str
    unit: Unit
    clauses: int


def unknown_names(document: Document, proposal: Proposal, *, today: date) -> list[UnknownName]:
    """The unknown names of one undecided clause."""
    names = _unknown_in(proposal)
    if proposal.state != Proposal.State.NEW or not names:
        return []
    finder, undecided = ward_units(document.commune, on=today), Proposal.objects.filter(document=document, state=Proposal.State.NEW)
    written = [name for other in undecided for name in _unknown_in(other)]
    units = [unit for unit in Unit.objects.filter(commune=document.commune_id) if unit.is_valid(today)]
    found = []
    for name in names:
        scores = {match.unit_id: match.score for match in reversed(finder.matches(name))}
        likely = sorted(units, key=lambda unit: (-scores.get(unit.pk, 0.0), unit.order))
        found.append(UnknownName(name, likely, written.count(name)))
    return found


def last_named(document: Document) -> Named | None:
    """What can be taken back: the last choice, if it was not taken back and a clause of it is still undecided."""
    last = history_of(Ref("document", str(document.pk))).filter(act__in=[NAMED, UNNAMED]).first()
    if last is None or last.act != NAMED or not last.after:
        return None
    unit = Unit.objects.filter(pk=last.after["unit"], commune=document.commune_id).first()
    left = Proposal.objects.filter(pk__in=last.after["proposals"], document=document, state=Proposal.State.NEW).count()
    return Named(last.after["name"], unit, left) if unit and left else None


def _unknown_in(proposal: Proposal) -> list[str]:
    draft = Draft.from_json(proposal.draft)
    return list(dict.fromkeys(item.name for item in (*draft.lead, *draft.cooperating) if item.unit is None))
