"""Whether a document is the conclusion of an inspection, and its reading as one."""

from collections.abc import Sequence

from minhchung.reading.conclusions.bases import find_bases, inspected_unit
from minhchung.reading.conclusions.closing import closing_paragraphs, find_closing
from minhchung.reading.conclusions.entries import Entries
from minhchung.reading.conclusions.likeness import clusters, coverage
from minhchung.reading.conclusions.model import Conclusion
from minhchung.reading.conclusions.parts import parts_of_title
from minhchung.reading.conclusions.walk import walk
from minhchung.reading.fields import Facts
from minhchung.reading.outline import Node

_LONGEST_TITLE = 24
_LONGEST_LABEL = 8


def find_conclusion(root: Node, annex: Node | None, facts: Facts) -> Conclusion | None:
    """The conclusion a tree tells; None when nothing is found wrong in it, and nothing praised and demanded either."""
    end = _first_part(root)
    refs = tuple(dict.fromkeys(s.written for start, symbols in sorted(facts.symbols.items()) if start < end for s in symbols))
    preamble = [node.text for node in root.walk() if node.text and node.block.first.start < end]
    bases = find_bases(facts, end, refs, preamble)
    inspected = inspected_unit(bases)
    entries = Entries(facts, inspected)
    paragraphs = closing_paragraphs(root)
    walk(root, entries, paragraphs)
    if annex is not None:
        walk(annex, entries, ())
    if not entries.shortcomings and not (entries.strengths and entries.requirements):
        return None
    closing = find_closing(root, paragraphs, facts, bases.inspected, inspected)
    return Conclusion(
        tuple(entries.strengths),
        tuple(entries.shortcomings),
        tuple(entries.requirements),
        closing,
        bases,
        clusters(entries.shortcomings),
        coverage(entries.shortcomings, entries.requirements, closing),
    )


def _title(node: Node) -> str:
    """The words of a node that may name a part: all of a short one, of a numbered one those before the colon ("1. Ưu điểm: …")."""
    if node.text and node.opens and node.text.count(" ") < _LONGEST_TITLE:
        return node.text
    label = node.text.partition(":")[0] if node.text and node.mark is not None else ""
    return label if label != node.text and label.count(" ") < _LONGEST_LABEL else ""


def _first_part(root: Node) -> int:
    """Where the preamble ends: at the first title of a part."""
    for node in root.walk():
        title = _title(node)
        if title and parts_of_title(title, leads=False):
            return node.block.first.start
    first: Sequence[Node] = root.children
    return first[min(1, len(first) - 1)].block.first.start if first else 0
