"""What an item of the outline is beside its neighbours: a unit's title, a label, a finished order, one of a list of orders."""

import re
from collections.abc import Sequence

from minhchung.reading.clauses import is_action, tells_of_the_past
from minhchung.reading.doers import is_thing, request_at
from minhchung.reading.forms import hands_in, is_due
from minhchung.reading.names import unit_list
from minhchung.reading.outline import Node

# The colon behind a unit's name stands within this many characters.
_TITLE_REACH = 90
_LABELLED = re.compile(
    r"[.;] ?(?:Đơn vị|Cơ quan|Bộ phận|Phòng|Người)? ?(?:[Cc]hủ trì|[Tt]hực hiện|[Pp]hụ trách|[Pp]hân công)(?: thực hiện)? ?:"
)


def is_parallel(nodes: Sequence[Node]) -> bool:
    items = [n for n in nodes if n.mark and not n.is_label]
    return len(items) > 1 and 2 * sum(is_action(n.words, 0) for n in items) >= len(items)


def has_slot(node: Node) -> bool:
    """Whether the item says by when or, behind a label, by whom; a matter or a thing before it orders nothing."""
    return not is_thing(node.words, 0) and (is_due(node.text) or bool(_LABELLED.search(node.text)))


def gives_orders(nodes: Sequence[Node]) -> bool:
    """Whether an item of the list opens by asking a unit ("2. Giao Phòng A ..."): the list is one of orders, with or without a title."""
    for node in nodes:
        low = node.words.low
        if node.mark and node.mark.kind != "article" and low and low[0] in ("giao", "yêu", "đề"):
            step = request_at(node.words, 0)
            if step and unit_list(node.words, step):
                return True
    return False


def hands_out_by_titles(nodes: Sequence[Node]) -> bool:
    """Whether titles that are nothing but an office ("1. Phòng A") stand over items most of which tell to do something: they hand out
    work, with or without a sentence that announces it."""
    below = [c for n in nodes if n.children and not n.titles and is_unit_title(n) for c in n.children if not (c.is_label or c.rows)]
    orders = ((is_action(c.words, 0) or hands_in(c.words) or is_due(c.text)) and not tells_of_the_past(c.text) for c in below)
    return bool(below) and 2 * sum(orders) > len(below)


def closes_document(node: Node) -> bool:
    """Whether a paragraph behind the numbered or dashed items of a title closes the document rather than the title's list."""
    return node.mark is None and node.parent is not None and node.parent.mark is not None and node.parent.children[0].mark is not None


def labels_after(nodes: Sequence[Node], at: int) -> list[Node]:
    """The label lines that follow an item as its siblings ("Thời gian hoàn thành: ...")."""
    out: list[Node] = []
    if nodes[at].rows or nodes[at].is_label:
        return out
    # By index: a slice would copy the rest of the list for every item.
    for place in range(at + 1, len(nodes)):
        if not nodes[place].is_label or nodes[place].children:
            break
        out.append(nodes[place])
    return out


def opens_with_unit(node: Node) -> bool:
    """Whether the item is a unit's title or begins "Unit: ..."."""
    if node.mark is None or node.rows or not (node.children or ":" in node.text[:_TITLE_REACH]):
        return False
    named = node.named
    return named is not None and (named.after >= len(node.words.low) or node.words.low[named.after] == ":")


def is_complete(node: Node) -> bool:
    """A long order without its full stop, with only loose paragraphs after it, is no title."""
    return (
        not node.leads
        and node.mark is not None
        and all(c.mark is None and not c.rows for c in node.children)
        and len(node.words.low) > 16
        and is_action(node.words, 0)
        and not is_unit_title(node)
    )


def only_labels(node: Node) -> bool:
    return all(c.is_label and not c.children for c in node.children)


def is_unit_title(node: Node) -> bool:
    """A title that is the name of a unit and nothing else: what stands under it is work, not a list of things."""
    named = node.named
    return named is not None and named.after >= len(node.words.low) - node.leads
