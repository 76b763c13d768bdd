"""Rows of sources with the page each opens, for the person who looks: what they may not read stays words."""

from collections.abc import Sequence
from dataclasses import replace

from minhchung.apps.ground.subjects import describe
from minhchung.apps.management.proofs import Source
from minhchung.apps.management.queries.clauses import Proven
from minhchung.apps.management.queries.inputs import Shown
from minhchung.apps.organisations.models import Person


def opened(person: Person, groups: Sequence[Sequence[Source]]) -> list[list[Source]]:
    """The sources, each row with the address of its subject; one look-up for all."""
    refs = {row.ref for group in groups for source in group for row in source.rows if row.ref}
    seen = describe(person, refs)
    return [
        [replace(source, rows=[replace(row, url=seen[row.ref].url if row.ref in seen else "") for row in source.rows]) for source in group]
        for group in groups
    ]


def opened_clauses(person: Person, rows: Sequence[Proven]) -> list[Proven]:
    """The same for clauses, what people brought among them."""
    found = opened(person, [[*each.sources, each.brought] for each in rows])
    return [replace(each, sources=group[:-1], brought=group[-1]) for each, group in zip(rows, found, strict=True)]


def opened_inputs(person: Person, inputs: Sequence[Shown]) -> list[Shown]:
    """The same for the inputs of a review."""
    found = opened(person, [each.sources for each in inputs])
    return [replace(each, sources=group) for each, group in zip(inputs, found, strict=True)]
