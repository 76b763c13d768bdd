"""What needs doing now: for the ward and for the person who looks."""

from dataclasses import dataclass
from datetime import date

from minhchung.apps.organisations.models import Person
from minhchung.apps.organisations.rights import mandate_of
from minhchung.apps.quality.models import Declaration, Version
from minhchung.apps.quality.queries.scope import declarations_for, documents_for, versions_for
from minhchung.apps.quality.queries.scope_changes import ScopeChange, change_since
from minhchung.apps.quality.queries.stands import Coverage, Stand, coverage, stands
from minhchung.apps.quality.rules import life

AHEAD = 30
"""Documents whose review falls due within so many days are told beforehand."""


@dataclass(frozen=True)
class Overview:
    """`to_read`: what the person has not read; `to_sign`: versions that wait for a hand the person has; `due`: to be looked at again now,
    `soon`: within a month; `unread`: read by too few after the days for it."""

    stands: list[Stand]
    to_read: list[Version]
    to_sign: list[Version]
    due: list[Stand]
    soon: list[Stand]
    unread: list[Stand]
    coverage: Coverage
    gone: list[Stand]
    declaration: Declaration | None
    change: ScopeChange | None

    @property
    def in_force(self) -> int:
        """How many documents have a version in force."""
        return sum(each.current is not None for each in self.stands)


def overview(person: Person, *, today: date) -> Overview:
    """The overview of the person's ward."""
    commune = mandate_of(person).commune or ""
    found = stands(documents_for(person), commune=commune, today=today)
    covered = coverage(commune, today)
    declared = declarations_for(person).filter(signed_on__isnull=False, replaced_on=None).first()
    return Overview(
        stands=found,
        to_read=[each.current for each in found if each.current and person in each.unread],
        to_sign=to_sign(person),
        due=[each for each in found if each.due],
        soon=[each for each in found if each.due_on and not each.due and (each.due_on - today).days <= AHEAD],
        unread=[each for each in found if each.read_late],
        coverage=covered,
        gone=[each for each in found if each.document.pk in covered.gone],
        declaration=declared,
        change=change_since(declared, today) if declared else None,
    )


def to_sign(person: Person) -> list[Version]:
    """Versions that wait for a review or an approval the person may give."""
    waiting = versions_for(person).filter(state__in=[life.REVIEW, life.APPROVAL]).exclude(drafted_by=person).defer("said")
    rows = waiting.select_related("document__owner", "drafted_by").order_by("drafted_at", "pk")
    acts = {life.REVIEW: "quality.endorse", life.APPROVAL: "quality.approve"}
    return [each for each in rows if person.has_perm(acts[each.state], each) and each.reviewed_by_id != person.pk]
