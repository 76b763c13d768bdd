"""The walk through the tree of a conclusion: which part, which unit and which matter every item stands under."""

import re
from collections.abc import Sequence
from dataclasses import replace

from minhchung.reading.conclusions.cards import card_of, scope_of_card, take_cells, take_table
from minhchung.reading.conclusions.entries import Entries, Scope
from minhchung.reading.conclusions.parts import NOTHING, kind_said, parts_of_title
from minhchung.reading.conclusions.pieces import Piece
from minhchung.reading.conclusions.whom import unit_at_title_end, unit_leading, unit_over
from minhchung.reading.doers import request_at
from minhchung.reading.items import labels_after, only_labels
from minhchung.reading.marks import LABEL
from minhchung.reading.outline import Node
from minhchung.text.normal import lower

# Sentences that frame a document and tell nothing of what was found.
_FRAME = re.compile(
    r"(?:trên đây là|biên bản (?:này |được )?(?:lập|làm)|buổi (?:làm việc|kiểm tra) (?:kết thúc|bắt đầu)"
    r"|đoàn (?:kiểm tra|thanh tra|đánh giá)?[^.;]{0,30} thông báo (?:để|đến)|nguyên nhân"
    r"|căn cứ (?:luật|bộ luật|nghị |thông tư|quyết định|kế hoạch|công văn|điều |chương trình|biên bản)"
    r"|thực hiện (?:kế hoạch|quyết định) số[^.;]{0,160} đoàn\b"
    r"|[^.;,]{3,60} thông báo để [^.;]{3,160} (?:biết|thực hiện)\b"
    r"|hôm nay|nơi nhận|ghi chú|kính gửi|không có\.?$|\[\d{1,2}\])"
)
# Titles that name no matter.
_FRAMES = re.compile(r"(?:nội dung|diễn biến|tiến trình|phần) (?:làm việc|buổi|cuộc|kiểm tra|cụ thể|thứ|[ivx\d])|kết luận|kết quả cụ thể")
_LONGEST_TITLE = 24


def walk(root: Node, entries: Entries, closing: Sequence[Node]) -> None:
    """Take in every item of the tree; ``closing`` are the paragraphs that close the document."""
    _children(root.children, Scope(), entries, {id(node) for node in closing})


def _children(nodes: Sequence[Node], given: Scope, entries: Entries, closing: set[int]) -> Scope:
    """Take in the nodes; returns what the last line without a mark opened. Such a line rules all that comes after it, a numbered one only
    what stands under it."""
    scope = given
    for at, node in enumerate(nodes):
        if id(node) in closing or (node.is_label and at and not node.children):
            continue
        if node.rows:
            take_table(node.rows, scope, entries)
            continue
        cells = card_of(node)
        if cells and take_cells(_with_title(node, cells), scope_of_card(node, scope), entries):
            continue
        opened = _opened(node, scope)
        if opened is None:
            asks_on = scope.parts == NOTHING and _goes_on_asking(nodes, at, entries)
            _item(nodes, at, replace(scope, parts=frozenset({"requirements"})) if asks_on else scope, entries)
        elif node.mark is None:
            scope = opened
        below = opened or scope
        if node.children and not only_labels(node):
            last = _children(node.children, below, entries, closing)
            scope = last if last.parts != below.parts else scope
    return scope


def _with_title(node: Node, cells: dict[str, Piece]) -> dict[str, Piece]:
    """A card whose lines give no description has it in its title; one with a unit for a title is that unit's."""
    if "finding" not in cells:
        cells = {**cells, "finding": Piece.of(node)}
    if "unit" not in cells and (over := unit_over(Piece.of(node))):
        cells = {**cells, "unit": over.said}
    return cells


def _opened(node: Node, scope: Scope) -> Scope | None:
    """The scope under a title; None when the node is no title but an item."""
    piece = Piece.of(node)
    titled = node.opens and node.text.count(" ") <= _LONGEST_TITLE
    if not (node.children and node.opens) and not titled:
        return None
    parts = parts_of_title(node.text, leads=node.leads)
    if over := unit_over(piece) or (unit_at_title_end(piece) if parts else None):
        return Scope(parts, over, scope.theme, kind_said(node.text)) if parts else replace(scope, over=over)
    kind = kind_said(node.text) if parts else None
    if parts is not None and node.leads and node.mark is None and (leading := unit_leading(piece)):
        return Scope(parts, leading, scope.theme, kind)
    if parts is not None and (kind or not scope.parts or _renames(parts, scope)):
        return Scope(parts, scope.over if parts else None, scope.theme, kind)
    if node.mark is None and node.leads:
        return scope
    if not node.children:
        return None
    return scope if _FRAMES.match(lower(node.text)) else replace(scope, theme=piece)


def _renames(parts: frozenset[str], scope: Scope) -> bool:
    """Whether a title inside a part opens a part of its own: of a part that may hold several, or aside, or another kind of finding.
    Inside "Tồn tại" a title such as "Về xử lý vi phạm" is a matter."""
    return len(scope.parts) > 1 or not parts or not (parts & scope.parts)


def _goes_on_asking(nodes: Sequence[Node], at: int, entries: Entries) -> bool:
    """As in "3. Yêu cầu … 4. Giao đồng chí A theo dõi": an order on the level of the parts, behind the demands."""
    return bool(entries.requirements) and at > 0 and request_at(nodes[at].words, 0) > 0


def _item(nodes: Sequence[Node], at: int, scope: Scope, entries: Entries) -> None:
    node = nodes[at]
    if _FRAME.match(lower(node.text)):
        return
    labels = [*(child for child in node.children if child.is_label), *labels_after(nodes, at)]
    due = next((piece for label in labels if (piece := _time_label(label))), None)
    entries.add(Piece.of(node), scope, due=due)


def _time_label(node: Node) -> Piece | None:
    found = LABEL.match(node.text)
    if not found or not lower(found.group()).strip("-+• *_").startswith(("thời", "hoàn thành", "xong")):
        return None
    return Piece.of(node).part(0 if found["bare"] else found.end())
