"""How a conclusion asks for the account: who reports what, to whom, through whom and by when."""

import re
from collections.abc import Sequence
from itertools import pairwise

from minhchung.reading.circle import same_office
from minhchung.reading.conclusions.model import Addressed, Closing, Due, OwnDue
from minhchung.reading.conclusions.pieces import Piece, dues_in
from minhchung.reading.conclusions.whom import Over, everyone, unit_opening, unit_over, whom_asked
from minhchung.reading.fields import Facts
from minhchung.reading.model import ALL
from minhchung.reading.outline import Node
from minhchung.text.normal import lower

_TO_END = r"(?= ?[,.;(]| (?:qua|lần|trước|chậm nhất|muộn nhất|trong|để|theo|xong|vào|khi|hằng|hàng|ngay|sau)\b|$)"
_REPORTS = re.compile(
    r"(?P<what>(?:báo cáo (?:bằng văn bản )?)?(?:tổng hợp )?kết quả(?: (?:thực hiện|khắc phục|xử lý|giải quyết|chấn chỉnh))?"
    r"[^,.;()]{0,60}?|báo cáo(?: bằng văn bản| khắc phục| giải trình)?|kế hoạch khắc phục|bằng văn bản)"
    rf"(?: bằng văn bản)?,? ?(?:gửi |nộp )?(?:về|cho|đến|tới) (?P<to>[^\W\d_][^,.;()]{{2,80}}?){_TO_END}"
)
_SENDS = re.compile(
    r"gửi(?: (?P<what>(?:báo cáo|kết quả)[^,.;()]{0,60}?))? (?:về|cho|đến|tới)? ?"
    rf"(?P<to>(?:đoàn|tổ|ủy ban|uỷ ban|thanh tra|ban)\b[^,.;()]{{0,60}}?){_TO_END}"
)
_VIA = re.compile(r"(?:\( ?)?(?:thông )?qua (?P<via>[^\W\d_][^,.;()]{3,80}?)(?= ?[),.;(]| (?:trước|chậm nhất|để|trong|theo|tổng hợp)\b|$)")
_MENDED = re.compile(r"khắc phục|kết quả thực hiện|thực hiện kết luận|kiến nghị|tồn tại")
_GROUPS = ("các ", "những ", "tất cả ", "mọi ")
_CLOSES = re.compile(r"(?:trên đây là|đề nghị|yêu cầu|đoàn [^.;]{0,40} thông báo|thông báo này|các (?:cơ quan|đơn vị|phòng))")
_NEXT = re.compile(r"(?:\([^()]{0,30}\) ?)?[,;.]? ?(?:và |còn |riêng |đối với |riêng đối với |riêng với |đề nghị )*")
_REST = re.compile(r"còn lại|khác$")
_SENTENCE = re.compile(r"(?<=[.]) (?=\S)")
_CLAUSE = re.compile(r"(?<=[.;]) (?=\S)")


def closing_paragraphs(root: Node) -> list[Node]:
    """The paragraphs without a mark that close the document: the last ones, as long as they speak of the whole."""
    nodes = [node for node in root.walk() if node.text or node.rows]
    out: list[Node] = []
    for node in reversed(nodes):
        if node.mark is not None or node.rows or node.children or node.text.isupper():
            break
        if not _CLOSES.match(lower(node.text)):
            break
        out.append(node)
    # Under a title of its own a single paragraph is what that title demands.
    return [node for node in out if not _is_only_text(node)] or out[:0]


def _is_only_text(node: Node) -> bool:
    parent = node.parent
    return parent is not None and parent.mark is not None and parent.children[0] is node and not lower(node.text).startswith("trên đây")


def find_closing(root: Node, paragraphs: Sequence[Node], facts: Facts, inspected: Sequence[str], nobody: Addressed) -> Closing | None:
    """The sentence that asks all who were inspected for the account: one with a day goes before one without, one on mending before any
    other, a paragraph that closes the document before an item, the last before the first. ``nobody``: whom a sentence speaks to that
    names nobody."""
    best: tuple[tuple[bool, bool, bool], Closing] | None = None
    closing = {id(node) for node in paragraphs}
    for node in root.walk():
        if not node.text or node.rows or node.leads or (asked := _asked(node.text)) is None:
            continue
        closes = id(node) in closing
        found = _closing(Piece.of(node), asked, None if closes else _over(node), facts, nobody)
        if not closes and not _is_of_all(found.whom, facts, inspected):
            continue
        rank = (found.due is not None, _MENDED.search(lower(node.text)) is not None, closes)
        if best is None or rank >= best[0]:
            best = rank, found
    return best[1] if best else None


def _is_of_all(whom: Addressed, facts: Facts, inspected: Sequence[str]) -> bool:
    """Whether all who were inspected report, a group of them, or the one who was."""
    if whom.units == (ALL,) or whom.origin == "inspected":
        return True
    if lower(whom.units[0]).startswith(_GROUPS):
        return True
    alone = inspected[0] if len(inspected) == 1 else None
    return alone is not None and any(same_office(unit, alone) or same_office(alone, unit) for unit in whom.units)


def asks_for_account(text: str) -> bool:
    """Whether the words ask for the account that closes the whole."""
    return _asked(text) is not None


def _asked(text: str) -> re.Match[str] | None:
    """Where the words ask for an account and name who takes it."""
    low = lower(text)
    return _REPORTS.search(low) or _SENDS.search(low)


def _closing(piece: Piece, found: re.Match[str], over: Over | None, facts: Facts, nobody: Addressed) -> Closing:
    low = lower(piece.text)
    sentence = piece.part(*_around(_SENTENCE, piece.text, found.start("to")))
    via = _VIA.search(low, found.start())
    due, more = dues_in(piece.part(*_around(_CLAUSE, piece.text, found.start("to"))), facts)
    if due is None:
        due, more = dues_in(sentence, facts)
    whom = whom_asked(sentence, over, facts, nobody)
    parted = _parted(piece.part(sentence.at - piece.at), whom, facts) if due else None
    if parted:
        due, more, whom, own = *parted[:3], parted[3]
    else:
        own = ()
    return Closing(
        sentence.passage(),
        whom,
        piece.passage(*found.span("what")) if found["what"] else None,
        piece.passage(*found.span("to")),
        piece.passage(*via.span("via")) if via else None,
        due,
        more,
        own,
    )


def _parted(piece: Piece, first: Addressed, facts: Facts) -> tuple[Due | None, tuple[Due, ...], Addressed, tuple[OwnDue, ...]] | None:
    """The limits shared out where the words before each say whose it is: "Phòng A trước ngày 01/7, các đơn vị còn lại trước ngày 08/7",
    "… trước ngày 08/7; riêng Phòng A trước ngày 01/7". The limit of the rest is the common one. None where only one circle is named."""
    main, others = dues_in(piece, facts)
    days = sorted((main, *others), key=lambda due: due.said.span) if main else []
    whose: list[Addressed | None] = [first]
    for before, due in pairwise(days):
        gap = piece.part(*_between(piece, before, due))
        opened = _NEXT.match(lower(gap.text))
        whose.append(unit_opening(gap.part(opened.end()), facts) if opened else None)
    if not any(whose[1:]):
        return None
    told = [(whom, due) for whom, due in zip(whose, days, strict=True) if whom]
    common = next((each for each in told if _is_rest(each[0], facts)), None)
    own = tuple(OwnDue(whom, due) for whom, due in told if (whom, due) != common)
    alike = tuple(due for whom, due in zip(whose, days, strict=True) if whom is None)
    return common[1] if common else None, alike, common[0] if common else first, own


def _between(piece: Piece, before: Due, due: Due) -> tuple[int, int]:
    """Where in the piece the words between two limits stand."""
    at = piece.text.find(before.said.text) + len(before.said.text)
    return at, piece.text.find(due.said.text, at)


def _is_rest(whom: Addressed, facts: Facts) -> bool:
    """Everybody, or everybody else."""
    said = lower(whom.said.text) if whom.said else ""
    return whom.units == (ALL,) or _REST.search(said) is not None or everyone(said, facts)


def _around(gap: re.Pattern[str], text: str, at: int) -> tuple[int, int]:
    """The stretch between two gaps around a character."""
    cuts = [0, *(found.end() for found in gap.finditer(text)), len(text)]
    start = max(cut for cut in cuts if cut <= at)
    return start, min(cut for cut in cuts if cut > at)


def _over(node: Node) -> Over | None:
    """The unit of the nearest title that names one."""
    above = node.parent
    while above is not None and above.text:
        if over := unit_over(Piece.of(above)):
            return over
        above = above.parent
    return None
