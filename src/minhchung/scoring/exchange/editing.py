"""A person changes the rows of a draft: one row anew, rows left out, a row that heads those after it."""

from collections.abc import Collection
from dataclasses import replace

from minhchung.scoring.exchange.drafts import Draft, DraftError, DraftNode, Question
from minhchung.scoring.packs import Variable
from minhchung.scoring.shapes import Shape


def with_row(draft: Draft, index: int, node: DraftNode, variables: Collection[Variable] = ()) -> Draft:
    """The draft with another row in its place, and what its rule declares; what no rule reads any more is declared no longer.

    What the file said of the row's problems is answered by the change.
    """
    old = draft.nodes[index]
    nodes = (*draft.nodes[:index], node, *draft.nodes[index + 1 :])
    told = {each.name: each for each in draft.variables} | {each.name: each for each in variables}
    gone = _read_by(old.rule) - {name for each in nodes for name in _read_by(each.rule)}
    problems = tuple(problem for problem in draft.problems if not old.row or problem.row != old.row)
    return replace(draft, nodes=nodes, variables=tuple(each for name, each in told.items() if name not in gone), problems=problems)


def without_rows(draft: Draft, dropped: Collection[int]) -> Draft:
    """The draft without these rows; rows that stood under one stay and stand under the row above it."""
    left = draft
    for index in sorted(dropped, reverse=True):
        bare = with_row(left, index, replace(left.nodes[index], rule=None))
        left = replace(bare, nodes=(*bare.nodes[:index], *bare.nodes[index + 1 :]))
    return left


def as_heading(draft: Draft, index: int) -> Draft:
    """The row heads the rows after it: they go one level deeper, up to the next row above it or beside it that heads rows itself."""
    head = draft.nodes[index]
    bare = with_row(draft, index, replace(head, rule=None, shape=None, rule_why="", source=None, source_why="", evidence=()))
    nodes = list(bare.nodes)
    for at in range(index + 1, len(nodes)):
        row = nodes[at]
        if row.part != head.part or row.level < head.level or (row.level == head.level and not bare.is_leaf(at)):
            break
        nodes[at] = replace(row, level=row.level + 1)
    return replace(bare, nodes=tuple(nodes))


def lacking(draft: Draft) -> tuple[Question, ...]:
    """Everything a person must still say before the draft is a pack, also where rows do not fit together."""
    if questions := draft.questions():
        return questions
    try:
        replace(draft, problems=()).pack()
    except DraftError as error:
        return error.questions
    return ()


def _read_by(rule: Shape | None) -> set[str]:
    return {read.name for read in rule.inputs()} if rule else set()
