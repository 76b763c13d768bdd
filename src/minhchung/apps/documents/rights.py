"""Who may read and act on documents (DESIGN 6.6).

Chosen here: a restricted document ("nội bộ") is read by leaders, the standing officer, the unit that handles it and whoever entered it;
an administrator keeps accounts, not contents, and does not read it for being one. Every other document of the commune is read by all its
units. Entering documents is for everyone who works in the commune; changing one is for those who handle it; approving a draft is for
leaders and the head of the unit that wrote it.
"""

from typing import Any

from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.rights import coordinates, in_own_commune, keeps_records, leads, mandate_of, never, predicate

registers = keeps_records
imports = keeps_records
settles_citations = keeps_records
enters_validity = keeps_records


@predicate
def is_of_its_unit(person: Any, document: Any) -> bool:
    """The person works in the unit that handles or wrote the document."""
    return document is not None and document.unit_id in mandate_of(person).units


@predicate
def heads_its_unit(person: Any, document: Any) -> bool:
    """The person heads the unit that handles or wrote the document."""
    return document is not None and document.unit_id in mandate_of(person).headed


@predicate
def entered_it(person: Any, document: Any) -> bool:
    """The person entered the document into the register."""
    return document is not None and document.added_by_id == person.pk


@predicate
def nobody_handles_it_yet(person: Any, document: Any) -> bool:
    """No unit is named: whoever keeps records may complete the row, unless it is restricted."""
    return document is not None and document.unit_id is None and not document.restricted


@predicate
def is_open_to_all(person: Any, document: Any) -> bool:
    """Not restricted."""
    return document is not None and not document.restricted


reads = in_own_commune & (is_open_to_all | coordinates | is_of_its_unit | entered_it)
handles = keeps_records & (coordinates | is_of_its_unit | entered_it | nobody_handles_it_yet)
approves = leads | (in_own_commune & heads_its_unit)
withdraws = coordinates | (in_own_commune & heads_its_unit)
settles_expected = coordinates
"""Which document is the one a leaf or a plan asks for, or that none is needed, is said by who answers for the whole ward."""


@predicate
def did_not_enter_it(person: Any, event: Any) -> bool:
    """Somebody else wrote the event down."""
    return event is not None and event.entered_by_id != person.pk


verifies_validity = keeps_records & did_not_enter_it
"""Two people stand behind an event of validity: one enters it, another compares it with its source."""
withdraws_validity = keeps_records & (coordinates | ~did_not_enter_it)
follows = never
"""What is read from a file is taken over by the system."""


def sees_all(person: Any) -> bool:
    """Whether restricted documents of the own commune are read as well."""
    return mandate_of(person).has(Role.LEADER, Role.STANDING)


@predicate
def handles_the_source(person: Any, relation: Any) -> bool:
    """The person handles the document that says the relation."""
    return relation is not None and bool(handles(person, relation.source))
