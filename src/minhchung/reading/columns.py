"""Tables without a frame: columns parted by tabs, single bars or runs of blanks, as word processors and PDF tools copy them.

A table is known by its head: only where the titles of a line name a task and its unit or time are the lines under it
taken for rows. Everything else with wide blanks (two-column heads and feet, programmes) stays as it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minhchung.text.normal import lower

if TYPE_CHECKING:
    from minhchung.reading.layout import Line

_ROLES = {
    "number": re.compile(r"^(?:stt|tt|số tt|số thứ tự|số)$"),
    "cooperating": re.compile(r"phối hợp|cùng (?:thực hiện|tham gia|làm)|^(?:đơn vị |bộ phận |người )?hỗ trợ$"),
    "unit": re.compile(
        r"(?:đơn vị|cơ quan|bộ phận|cá nhân|người|phòng|ban|tổ)[^|]{0,30}(?:chủ trì|phụ trách|thực hiện|tham mưu|trách nhiệm|chuẩn bị|trình"
        r"|chịu trách|được giao|đảm nhiệm|đảm nhận|đầu mối)"
        r"|^(?:chịu trách nhiệm|(?:chịu )?trách nhiệm chính|đầu mối|làm đầu mối|giao cho|được giao|người làm"
        r"|chủ trì|phụ trách|thực hiện|phân công|trách nhiệm|đơn vị|cơ quan|bộ phận|phân công thực hiện"
        r"|đơn vị/ ?cá nhân.{0,20})$"
    ),
    "time": re.compile(r"thời gian|thời hạn|thời điểm|tiến độ|hoàn thành|ngày|kỳ hạn|hạn "),
    "product": re.compile(r"sản phẩm|kết quả|đầu ra|tài liệu kiểm chứng|minh chứng"),
    "task": re.compile(r"nhiệm vụ|nội dung|công việc|hoạt động|việc|biện pháp|giải pháp|chỉ đạo|hạng mục|tiêu chí|yêu cầu"),
}
# Of two columns of time the later limit counts; a day of giving or beginning is none.
_LATER_TIME = re.compile(r"mới|gia hạn|điều chỉnh|kết thúc|hoàn thành|xong|đến ngày|đến hết|cuối")
_EARLIER_TIME = re.compile(r"bắt đầu|khởi công|ban đầu|(?<!\w)cũ(?!\w)|thực tế|từ ngày")
_NO_LIMIT = re.compile(
    r"^(?:ngày|thời (?:gian|điểm))(?:,? tháng(?:,? năm)?)? (?:giao|ký|ban hành|nhận|lập|sinh|tiếp nhận|phát sinh|văn bản)(?!\w)"
)
_DUTY = re.compile(r"(?:nhiệm vụ|công việc|nội dung|phần việc)(?: công việc)? (?:được )?(?:giao|phân công|phụ trách)|^phân công")
_PERSON = re.compile(r"họ (?:và |, )?tên|cán bộ|thành viên")
_PAST_TABLE = re.compile(
    r"kết quả thực hiện|đã (?:thực hiện|hoàn thành)|tỷ lệ|số liệu|điểm|so với|cùng kỳ|họ (?:và )?tên|chức vụ|số lượng|đơn giá"
    r"|thành tiền|kinh phí"
)
_LONGEST_TITLE = 60
_PIECE = re.compile(r"[^\s\t](?:[^\s\t]| (?! ))*")
_NUMBERING = re.compile(r"(?:[IVX]{1,5}|\d{1,3}(?:\.\d{1,2}){0,3}|[a-zđA-H])[.)]?$")
_LEAST_COLUMNS = 3
# A cell may begin this far to the left of its title.
_LOOSE = 4


def roles_of(titles: Sequence[str]) -> dict[str, int]:
    """Which column is which ("task", "unit", "time" ...); empty when the titles are those of no table of work."""
    low = [lower(title).strip(" .*:") for title in titles]
    roles: dict[str, int] = {}
    for role, pattern in _ROLES.items():
        fitting = [at for at, title in enumerate(low) if at not in roles.values() and len(title) < _LONGEST_TITLE and pattern.search(title)]
        if role == "time":
            fitting = _by_limit(low, fitting, roles)
        if fitting:
            roles[role] = fitting[0]
    if "unit" not in roles and "task" in roles and _DUTY.search(low[roles["task"]]):
        # A list of persons with the duty of each.
        roles.update(("unit", at) for at, title in enumerate(low) if _PERSON.match(title))
    if "task" in roles and {"unit", "time"} & set(roles):
        named = [t for t in low if _PAST_TABLE.search(t)]
        return roles if len(named) * 2 < len(low) else {}
    return {}


def _by_limit(titles: Sequence[str], fitting: list[int], roles: dict[str, int]) -> list[int]:
    """The columns of time, the one that holds the limit first; another is noted as "aside": the old limit, the beginning."""
    rank = {at: bool(_LATER_TIME.search(titles[at])) - 2 * bool(_EARLIER_TIME.search(titles[at])) for at in fitting}
    ranked = sorted((at for at in fitting if not _NO_LIMIT.search(titles[at])), key=lambda at: -rank[at])
    others = [at for at in fitting if at not in ranked[:1]]
    if others:
        roles["aside"] = others[0]
    return ranked


@dataclass(frozen=True, slots=True)
class Piece:
    """Words without a wide blank: their place in the document and the columns of the page they take."""

    text: str
    start: int
    left: int
    right: int


Cells = list[list[Piece]]


@dataclass(frozen=True, slots=True)
class Table:
    """The lines ``first`` to before ``after`` are a table; each row is a list of cells and its first line."""

    first: int
    after: int
    rows: list[tuple[int, Cells]]


def find_tables(lines: Sequence["Line"]) -> Iterator[Table]:
    """The tables without bars, in order."""
    at = 0
    while at < len(lines):
        text = lines[at].text
        table = None
        if "\t" in text:
            table = _parted(lines, at, "\t")
        elif "|" in text and not text.startswith("|"):
            table = _parted(lines, at, "|")
        elif "  " in text:
            table = _spaced(lines, at)
        if table is None:
            at += 1
            continue
        yield table
        at = table.after


def _pieces(line: "Line") -> list[Piece]:
    return [
        Piece(found.group(), line.start + found.start(), line.indent + found.start(), line.indent + found.end())
        for found in _PIECE.finditer(line.text)
    ]


def _parted_cells(line: "Line", sign: str) -> Cells:
    cells: Cells = []
    at = 0
    for part in line.text.split(sign):
        words = part.strip()
        start = at + part.index(words) if words else at
        cells.append([Piece(words, line.start + start, start, start + len(words))] if words else [])
        at += len(part) + 1
    return cells


def _parted(lines: Sequence["Line"], first: int, sign: str) -> Table | None:
    head = _parted_cells(lines[first], sign)
    if len(head) < _LEAST_COLUMNS or not roles_of([_said(cell) for cell in head]):
        return None
    rows = [(first, head)]
    at = first + 1
    while at < len(lines):
        cells = _parted_cells(lines[at], sign)
        # A row that broke within a cell goes on in the next line.
        open_row = len(rows) > 1 and len(rows[-1][1]) < len(head)
        if open_row and lines[at].gap == 0 and not (lines[at].mark or (cells[0] and _NUMBERING.match(cells[0][0].text))):
            rows[-1][1][-1].extend(cells[0])
            rows[-1][1].extend(cells[1:])
        elif len(cells) > 1:
            rows.append((at, cells))
        else:
            break
        at += 1
    return Table(first, at, rows) if len(rows) > 1 else None


def _said(cell: Sequence[Piece]) -> str:
    return " ".join(piece.text for piece in cell)


def _spaced(lines: Sequence["Line"], first: int) -> Table | None:
    head: Cells = [[piece] for piece in _pieces(lines[first])]
    if len(head) < _LEAST_COLUMNS:
        return None
    at = first + 1
    spans = [(cell[0].left, cell[0].right) for cell in head]
    numbered = bool(_ROLES["number"].match(lower(head[0][0].text).strip(" .")))
    # A title over several lines, told by the running number that is still to come.
    while numbered and at < min(first + 3, len(lines)) and lines[at].gap == 0:
        more = _pieces(lines[at])
        if _NUMBERING.match(more[0].text) or len(more) >= len(head):
            break
        for piece in more:
            head[_nearest(piece, spans)].append(piece)
        at += 1
    if not roles_of([_said(cell) for cell in head]):
        return None
    taken = list(_taken(lines, at, len(head), spans[1][0], numbered=numbered))
    for pieces in taken:
        if len(pieces) == len(spans):
            spans = [(min(left, p.left), max(right, p.right)) for (left, right), p in zip(spans, pieces, strict=True)]
    rows = [(first, head)]
    for place, pieces in enumerate(taken, at):
        cells = _cells_of(pieces, spans, numbered=numbered)
        opens = bool(cells[0]) if numbered else sum(map(bool, cells)) * 2 > len(cells)
        if opens or len(rows) == 1:
            rows.append((place, cells))
        else:
            for cell, more_pieces in zip(rows[-1][1], cells, strict=True):
                cell.extend(more_pieces)
    return Table(first, at + len(taken), rows) if len(rows) > 1 else None


def _taken(lines: Sequence["Line"], at: int, width: int, edge: int, *, numbered: bool) -> Iterator[list[Piece]]:
    """The pieces of the lines under the head for as long as they keep to its columns; ``edge`` is where the second begins."""
    for place in range(at, len(lines)):
        pieces = _pieces(lines[place])
        if len(pieces) < 2:
            inside = lines[place].mark is None and (
                (pieces[0].left >= edge - _LOOSE and lines[place].gap <= 1)
                if numbered
                else (pieces[0].right < edge and lines[place].gap == 0 and place > at)
            )
            followed = place + 1 < len(lines) and len(_pieces(lines[place + 1])) * 2 > width
            if not inside and not (followed and lines[place].gap <= 1):
                return
        if len(pieces) > width:
            return
        yield pieces


def _cells_of(pieces: Sequence[Piece], spans: Sequence[tuple[int, int]], *, numbered: bool) -> Cells:
    cells: Cells = [[] for _ in spans]
    if len(pieces) == len(spans):
        return [[piece] for piece in pieces]
    for piece in pieces:
        skip = int(numbered and not _NUMBERING.match(piece.text))
        cells[skip + _nearest(piece, spans[skip:])].append(piece)
    return cells


def _nearest(piece: Piece, spans: Sequence[tuple[int, int]]) -> int:
    """The column the piece shares most of its width with, or the nearest one."""
    return max(range(len(spans)), key=lambda i: min(piece.right, spans[i][1]) - max(piece.left, spans[i][0]))
