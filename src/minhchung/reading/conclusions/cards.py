"""Findings told by columns or labels: a table with a row each, or a block of lines "Đơn vị: …", "Mô tả: …", "Mức độ: …"."""

import re
from collections.abc import Sequence

from minhchung.reading.conclusions.entries import Entries, Scope
from minhchung.reading.conclusions.parts import grade_said, kind_said
from minhchung.reading.conclusions.pieces import Piece
from minhchung.reading.conclusions.whom import whom_in_cell
from minhchung.reading.layout import Block
from minhchung.reading.outline import Node
from minhchung.text.normal import lower

# Which column or label holds what; the first that fits takes it, so the closer words stand before the wider ones.
_ROLES = {
    "number": re.compile(r"^(?:stt|tt|số tt|số)$"),
    "due": re.compile(r"thời hạn|thời gian|hạn hoàn thành|hoàn thành trước|^hạn"),
    "unit": re.compile(r"đơn vị|bộ phận|cơ quan|phòng|nơi (?:được )?(?:phát hiện|đánh giá)|địa điểm"),
    "clause": re.compile(r"điều khoản|tiêu chuẩn|chuẩn mực|điều (?:số )?(?:iso|tcvn)"),
    "grade": re.compile(r"mức độ|phân loại|^loại|^nc$|loại (?:phát hiện|kph|điểm)"),
    "requirement": re.compile(r"khắc phục|kiến nghị|biện pháp|hành động|xử lý|^yêu cầu|nội dung yêu cầu|đề nghị"),
    "strength": re.compile(r"ưu điểm|điểm mạnh|mặt được|kết quả đạt được|điểm phù hợp"),
    "finding": re.compile(
        r"mô tả|phát hiện|tồn tại|hạn chế|không phù hợp|thiếu sót|khuyết điểm|điểm yếu|sai phạm|vi phạm|nội dung|nhận xét"
    ),
    "evidence": re.compile(r"bằng chứng|minh chứng|chứng cứ"),
}
_LABEL = re.compile(r"(?P<label>[^\W\d_][^:.;]{1,40}?) ?: ?(?=\S)")
_EMPTY = re.compile(r"(?:không|không có|-|–|/|x|0)?[ .]*$", re.IGNORECASE)

Cells = dict[str, Piece]


def roles_of_titles(titles: Sequence[str]) -> dict[str, int]:
    """Which column is which; empty when the titles are those of no table of findings."""
    roles: dict[str, int] = {}
    for at, title in enumerate(titles):
        role = _role(title)
        if role and role not in roles:
            roles[role] = at
    told = {"finding", "requirement", "strength"} & set(roles)
    return roles if told and len(roles) > len(told & {"finding"}) else {}


def _role(title: str) -> str | None:
    low = lower(title).strip(" .*:")
    return next((role for role, words in _ROLES.items() if words.search(low)), None)


def take_table(rows: Sequence[Block], scope: Scope, entries: Entries) -> None:
    """The rows of a table of findings; any other table is left alone."""
    found = next(((at, roles) for at, row in enumerate(rows[:3]) if (roles := roles_of_titles([c.text for c in _cells(row)]))), None)
    if found is None:
        return
    at, roles = found
    titles = [cell.text for cell in _cells(rows[at])]
    before: Piece | None = None
    for row in rows[at + 1 :]:
        pieces = _cells(row)
        if [piece.text for piece in pieces] == titles or sum(bool(piece.text) for piece in pieces) < 2:
            continue
        cells = {role: pieces[i] for role, i in roles.items() if i < len(pieces) and not _EMPTY.match(pieces[i].text)}
        # A unit named once stands for the rows under it, where its cells are merged.
        before = cells.get("unit", before)
        take_cells(cells | ({"unit": before} if before else {}), scope, entries)


def _cells(row: Block) -> list[Piece]:
    return [Piece(row, start, row.text[start:end]) for start, end in row.cells]


def take_cells(cells: Cells, scope: Scope, entries: Entries) -> bool:
    """One finding by its cells: what is good, what is wrong, what is demanded. Whether there was any."""
    if not {"finding", "requirement", "strength"} & set(cells):
        return False
    whom = whom_in_cell(cells["unit"], entries.facts) if "unit" in cells else None
    if good := cells.get("strength"):
        entries.add(good, Scope(frozenset({"strengths"}), scope.over, scope.theme))
    if wrong := cells.get("finding"):
        kind = grade_said(cells["grade"].text) if "grade" in cells else None
        entries.shortcoming(wrong, scope, whom=whom, kind=kind, clause=cells.get("clause"))
    if demand := cells.get("requirement"):
        entries.requirement(demand, scope, due=cells.get("due"), whom=whom)
    return True


def card_of(node: Node) -> Cells:
    """The labelled lines under a title as cells; empty when they are no card of a finding."""
    lines = [child for child in node.children if not child.rows]
    cells: Cells = {}
    for child in lines:
        found = _LABEL.match(child.text)
        role = _role(found["label"]) if found else None
        if found and role and role not in cells:
            cells[role] = Piece.of(child).part(found.end())
    told = {"finding", "evidence"} & set(cells)
    return cells if told and len(cells) > 1 and 2 * len(cells) > len(lines) else {}


def scope_of_card(node: Node, scope: Scope) -> Scope:
    """A card's own title may tell the kind: "Điểm không phù hợp số 01 (nhẹ)"."""
    kind = kind_said(node.text) or scope.kind
    return Scope(scope.parts, scope.over, scope.theme, kind)
