"""Blocks to a tree: what stands under which heading, item or lead-in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from minhchung.reading.clauses import announces_entries
from minhchung.reading.layout import Block, Line, is_rule_row
from minhchung.reading.marks import LABEL, LEVELS, Mark, find_mark
from minhchung.reading.responsible import Responsible
from minhchung.reading.titles import unit_named
from minhchung.reading.words import Words, words_of
from minhchung.text.sought import Sought

# "..., yêu cầu các đơn vị thực hiện một số nhiệm vụ sau": the colon may be left out.
_ANNOUNCING = Sought(
    r"(?:các|một số|những|các nội dung,) (?:nhiệm vụ|nội dung|công việc|việc"
    r"|giải pháp|biện pháp|yêu cầu)[^.;:]{0,30} (?:như )?sau(?: đây)?[.,]?$"
)
# The words that announce take no more than these characters.
_LONGEST_ANNOUNCING = 90
_CLOSED = (".", ";", "./.", "!", "?", ",")
_PARTS = ("hash", "part", "upper", "roman", "article")
_LONG_TITLE = 45
_LONGEST_UNIT = 90
# Paragraphs that may stand between two items of one list.
_BETWEEN = 4
_LONG_ITEM_TITLE = 12


@dataclass(slots=True)
class Node:
    """One block in the tree. ``text`` is without the marker, which took ``offset`` characters of the block's text."""

    block: Block
    mark: Mark | None
    offset: int
    text: str
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    rows: list[Block] = field(default_factory=list)
    titles: bool = False
    """A line all in capitals without a mark, over what follows; the lines that open the document are its own title."""
    _words: Words | None = None
    _leads: bool | None = None
    _named: tuple[Responsible | None] | None = None
    _unit: bool | None = None
    _label: bool | None = None

    @property
    def words(self) -> Words:
        """The words of the text, cut once."""
        if self._words is None:
            self._words = words_of(self.text)
        return self._words

    @property
    def named(self) -> Responsible | None:
        """The unit the text names as a title does, looked for once."""
        if self._named is None:
            self._named = (unit_named(self.words),)
        return self._named[0]

    @property
    def level(self) -> float:
        """Smaller is higher in the document; a lead-in stands just under its parent."""
        if self.mark:
            return self.mark.level
        return LEVELS["none"]

    @property
    def leads(self) -> bool:
        """Whether the text announces what follows."""
        if self._leads is None:
            self._leads = self.text.endswith(":") or _ANNOUNCING.search(self.text[-_LONGEST_ANNOUNCING:]) is not None
        return self._leads

    @property
    def opens(self) -> bool:
        """Whether something may stand under it: it ends with a colon, or like a title without a stop."""
        if self.mark and self.mark.kind in ("part", "hash", "roman", "upper", "article"):
            return True
        small = self.mark is not None and self.mark.kind in ("letter", "paren", "bullet")
        return self.leads or (not self.text.endswith(_CLOSED) and self.text.count(" ") < (_LONG_ITEM_TITLE if small else _LONG_TITLE))

    @property
    def is_label(self) -> bool:
        """A line such as "Thời gian hoàn thành: ..." that belongs to the item before it."""
        if self._label is None:
            self._label = LABEL.match(self.text) is not None and not self.leads
        return self._label

    @property
    def is_unit(self) -> bool:
        """A line without a mark that is a unit's name and nothing else: the paragraphs after it are that unit's."""
        if self._unit is None:
            short = self.mark is None and not self.rows and len(self.text) < _LONGEST_UNIT and self.opens and self.text[:1].isupper()
            named = self.named if short and not self.is_label and not self.text.isupper() else None
            self._unit = named is not None and named.after >= len(self.words.low) - self.leads
        return self._unit

    def walk(self) -> Iterator["Node"]:
        """The node and all under it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def path(self) -> tuple[str, ...]:
        """The headings above it, outermost first."""
        titles: list[str] = []
        node = self.parent
        while node is not None and node.parent is not None:
            titles.append(f"{node.mark.sign} {node.text}" if node.mark and node.mark.kind != "hash" else node.text)
            node = node.parent
        return tuple(reversed(titles))


def outline(blocks: Sequence[Block], *, begun: bool = False) -> Node:
    """The tree of the blocks; the root holds no text. ``begun``: the title of the document is read already, so that capitals
    from here on are titles of parts."""
    root = Node(_nothing(), None, 0, "")
    stack = [root]
    for block in blocks:
        if block.cells:
            _add_row(stack, block)
            continue
        # Most blocks are a line as it stands in the document, whose mark is known.
        mark = block.first.mark if block.text is block.first.text else find_mark(block.text)
        offset = mark.end if mark else 0
        node = Node(block, mark, offset, block.text[offset:].rstrip(" |"))
        if not node.text:
            continue
        node.titles = begun and mark is None and node.text.isupper() and " " in node.text
        begun = begun or not node.text.isupper()
        if mark is None:
            _place_paragraph(stack, node)
        elif mark.kind == "bullet":
            _place_bullet(stack, mark)
        else:
            _place_numbered(stack, mark, titled=node.text.isupper())
        node.parent = stack[-1]
        stack[-1].children.append(node)
        stack.append(node)
    return root


def _nothing() -> Block:
    return Block("", [0], [0], 0, Line(0, 0, "", 0, 0, False, False, None))


def _add_row(stack: list[Node], block: Block) -> None:
    if is_rule_row(block):
        return
    while len(stack) > 1 and not stack[-1].opens and not stack[-1].rows:
        stack.pop()
    if not stack[-1].rows:
        table = Node(block, None, 0, "", stack[-1])
        stack[-1].children.append(table)
        stack.append(table)
    stack[-1].rows.append(block)


def _place_paragraph(stack: list[Node], node: Node) -> None:
    """Under the nearest title or lead-in; a lead-in that already has its list is over."""
    if node.is_label:
        while len(stack) > 1 and (stack[-1].is_label or stack[-1].rows):
            stack.pop()
        return
    if node.titles:
        del stack[1:]
        return
    over = _unit_above(stack)
    if over and not node.is_unit:
        del stack[over + 1 :]
        return
    if over:
        del stack[over:]
    while len(stack) > 1:
        top = stack[-1]
        if top.titles:
            return
        listed = top.mark is None and bool(top.children) and any(c.mark or c.rows for c in (top.children[0], top.children[-1]))
        # A lead-in under a lead-in replaces it: chains of them would nest without end.
        if top.mark is None and top.parent is not None and top.parent.mark is None and top.parent.parent is not None:
            stack.pop()
            continue
        if (
            top.opens
            and not top.is_unit
            and not top.rows
            and not listed
            and not (top.mark is None and not top.leads)
            and not _is_short_item(top)
        ):
            return
        stack.pop()


def _unit_above(stack: Sequence[Node]) -> int:
    """The place in the stack of a unit's title with nothing numbered under it; 0 when there is none."""
    for depth in range(len(stack) - 1, 0, -1):
        if stack[depth].is_unit:
            return depth
        mark = stack[depth].mark
        if mark and mark.kind != "bullet":
            return 0
    return 0


def _is_short_item(node: Node) -> bool:
    """A bullet without a full stop that is an item all the same, not a title."""
    return bool(node.mark and node.mark.kind == "bullet" and not node.leads)


def _place_bullet(stack: list[Node], mark: Mark) -> None:
    while len(stack) > 1 and (
        stack[-1].rows
        or (stack[-1].mark is None and not (stack[-1].opens or stack[-1].titles))
        or (stack[-1].is_label and stack[-1].mark is None)
    ):
        stack.pop()
    for depth in range(len(stack) - 1, 0, -1):
        above = stack[depth].mark
        if above is None:
            continue
        if above.kind != "bullet":
            break
        if above.sign == mark.sign:
            del stack[depth:]
            return


def _place_numbered(stack: list[Node], mark: Mark, *, titled: bool) -> None:
    for depth in range(len(stack) - 1, 0, -1):
        above = stack[depth].mark
        if above and above.kind == mark.kind and above.level == mark.level:
            del stack[depth:]
            return
    while len(stack) > 1:
        top = stack[-1]
        if top.rows or (top.mark is None and not (top.leads or top.titles)):
            stack.pop()
        elif top.mark is None:
            if _level_above(stack) < mark.level and not _is_over(top, mark, titled=titled):
                return
            stack.pop()
        elif top.level < mark.level or (
            top.mark.kind == "bullet" and top.leads and mark.kind in ("paren", "letter", "decimal") and not _numbered_above(stack)
        ):
            return
        else:
            stack.pop()
    if len(stack) == 1 and (begun := _list_begun(stack[0], mark)):
        stack.append(begun)


def _list_begun(root: Node, mark: Mark) -> Node | None:
    """The lead-in whose list goes on with this number, though paragraphs stand between ("1. ... Trả lời: ... 2. ...")."""
    for node in reversed(root.children[-_BETWEEN:]):
        if node.mark is not None or node.titles:
            return None
        last = node.children[-1].mark if node.leads and node.children else None
        if last:
            follows = last.kind == mark.kind == "decimal" and last.level == mark.level and _number(mark) == _number(last) + 1
            return node if follows else None
    return None


def _number(mark: Mark) -> int:
    digits = mark.sign.strip(".)/:- ")
    return int(digits) if digits.isdigit() else -1


def _is_over(lead_in: Node, mark: Mark, *, titled: bool) -> bool:
    """A lead-in over a list of things or persons ("chúng tôi gồm:") ends where a part of the document begins; ``titled``: the
    part has its title in capitals, which is never one of them."""
    if titled and mark.kind in _PARTS and not lead_in.children and announces_entries(lead_in.text):
        return True
    first = next((c.mark for c in lead_in.children if c.mark), None)
    return first is not None and first.level > mark.level and mark.kind in _PARTS and announces_entries(lead_in.text)


def _level_above(stack: Sequence[Node]) -> float:
    for node in reversed(stack):
        if node.mark:
            return node.mark.level
    return -1.0


def _numbered_above(stack: Sequence[Node]) -> bool:
    return not any(node.mark and node.mark.kind != "bullet" for node in stack)
