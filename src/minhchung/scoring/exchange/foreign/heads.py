"""Where the header of a table stands and what its columns mean: proposed by their words, for a person to change."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from minhchung.scoring.exchange.foreign.tables import Line, Table
from minhchung.text.normal import fold, squeeze

Meaning = Literal["mark", "field", "criterion", "title", "max", "how", "evidence", "lead", "supporting", "deadline", "note", "unread"]
MEANINGS: dict[Meaning, str] = {
    "unread": r"(tu cham|tu danh gia|tham dinh|hoi dong|diem dat|dat duoc|giai trinh|de nghi|ket qua cham|chenh lech)",
    "mark": r"^(stt|tt|so tt|so thu tu|ma( so)?|muc|ma tieu chi|ky hieu)$",
    "max": r"(diem (toi da|chuan|quy dinh|cao nhat)|thang diem|so diem|toi da|^diem$|diem so)",
    "how": r"(cach (cham|tinh|danh gia|xac dinh)|huong dan|phuong phap|quy dinh cham|phuong thuc|dien giai|muc diem)",
    "evidence": r"(kiem chung|minh chung|chung minh|ho so kem)",
    "lead": r"(chu tri|phu trach|don vi (theo doi|tham muu|thuc hien|cham)|co quan (theo doi|tham muu)|dau moi|trach nhiem)",
    "supporting": r"phoi hop",
    "deadline": r"(thoi han|thoi gian|han hoan thanh)",
    "note": r"(ghi chu|luu y)",
    "field": r"^(linh vuc|nhom tieu chi|noi dung linh vuc)$",
    "title": r"(tieu chi thanh phan|tieu chi con)",
    "criterion": r"^(ten )?tieu chi$",
}
LOOSE_TITLE = r"(tieu chi|chi tieu|noi dung|linh vuc|nhiem vu|chi so)"
NAMES: dict[Meaning, str] = {
    "mark": "Mã", "field": "Lĩnh vực", "criterion": "Tiêu chí", "title": "Tiêu chí (thành phần)", "max": "Điểm tối đa", "how": "Cách chấm",
    "evidence": "Tài liệu kiểm chứng", "lead": "Chủ trì", "supporting": "Phối hợp", "deadline": "Thời hạn", "note": "Ghi chú",
    "unread": "Không dùng",
}  # fmt: skip
MARK_LIKE = re.compile(r"\(?([IVXL]+|\d+(\.\d+)*|[A-Ha-zđ])[.)]?|[-+•*]")
SEARCHED, DEEPEST, LONGEST = 40, 3, 90


@dataclass(frozen=True, slots=True)
class Columns:
    """Proposed: the rows of the header (their numbers, both inclusive), heading per column, and column → meaning.

    A person may change any of it and read the rows again.
    """

    first: int
    last: int
    headings: tuple[str, ...]
    meanings: dict[int, Meaning]

    def place(self, meaning: Meaning) -> int | None:
        """The column of a meaning."""
        return next((at for at, found in self.meanings.items() if found == meaning), None)

    def changed(self, at: int, meaning: Meaning) -> "Columns":
        """With another meaning for one column; the column that had it before is not read."""
        others = {place: "unread" if found == meaning else found for place, found in self.meanings.items()}
        return replace(self, meanings={**others, at: meaning})


def propose_columns(table: Table) -> Columns | None:
    """The header with most known columns in the first rows; None when no row names a title and one thing more."""
    best: tuple[tuple[int, int, int], Columns] | None = None
    for at in range(min(len(table.lines), SEARCHED)):
        for depth in range(1, DEEPEST + 1):
            rows = table.lines[at : at + depth]
            if len(rows) < depth or not any(rows[-1].texts) or any(_is_data(row) for row in rows):
                break
            found = _columns(rows)
            known = sum(meaning != "unread" for meaning in found.meanings.values())
            if found.place("title") is None or known < 2:
                continue
            rank = (known, -depth, -at)
            if best is None or rank > best[0]:
                best = (rank, found)
    return _with_marks(table, best[1]) if best else None


def _with_marks(table: Table, columns: Columns) -> Columns:
    """A column without a heading is that of the marks where most of its cells hold one."""
    if columns.place("mark") is not None:
        return columns
    for at, heading in enumerate(columns.headings):
        texts = [line.texts[at] for line in table.lines[columns.last :] if at < len(line.texts) and line.texts[at]]
        if not heading and texts and sum(bool(MARK_LIKE.fullmatch(text)) for text in texts) * 10 >= len(texts) * 8:
            return columns.changed(at, "mark")
    return columns


def _is_data(row: Line) -> bool:
    texts = [text for text in row.texts if text]
    return is_numbering(row) or any(len(text) > LONGEST for text in texts)


def _columns(rows: Sequence[Line]) -> Columns:
    width = max(len(row.cells) for row in rows)
    parts: list[list[str]] = [[] for _ in range(width)]
    for depth, row in enumerate(rows):
        over = ""
        left = 0
        for at, cell in enumerate(row.cells):
            if cell.text:
                over, left = cell.text, cell.span
            text = cell.text or (over if left > 0 and depth + 1 < len(rows) else "")
            left -= 1
            if text and text not in parts[at]:
                parts[at].append(text)
    headings = tuple(squeeze(" / ".join(found)) for found in parts)
    meanings: dict[int, Meaning] = {}
    for at, heading in enumerate(headings):
        meaning = _meaning(heading)
        if meaning is not None and (meaning == "unread" or meaning not in meanings.values()):
            meanings[at] = meaning
    return Columns(rows[0].number, rows[-1].number, headings, _with_title(headings, meanings))


def _meaning(heading: str) -> Meaning | None:
    keys = [fold(heading), fold(heading.rpartition(" / ")[2])]
    for key in dict.fromkeys(reversed(keys)):
        for meaning, pattern in MEANINGS.items():
            if key and re.search(pattern, key):
                return meaning
    return None


def _with_title(headings: Sequence[str], meanings: dict[int, Meaning]) -> dict[int, Meaning]:
    """Without a column of the leaves, that of the criteria is the title; else the first that speaks of criteria or contents."""
    if "title" in meanings.values():
        return meanings
    for wanted in ("criterion", "field"):
        for at, meaning in meanings.items():
            if meaning == wanted:
                return {**meanings, at: "title"}
    for at, heading in enumerate(headings):
        if at not in meanings and re.search(LOOSE_TITLE, fold(heading)):
            return {**meanings, at: "title"}
    return meanings


def is_numbering(row: Line) -> bool:
    """Whether a row is the "(1) (2) (3)" line under a header."""
    cells = [text.strip("()[]. ") for text in row.texts if text.strip()]
    if len(cells) < 3 or not all(cell.isdecimal() and len(cell) <= 2 for cell in cells):
        return False
    numbers = [int(cell) for cell in cells]
    return numbers[0] <= 2 and all(after - before == 1 for before, after in pairwise(numbers))


def repeats(row: Line, columns: Columns) -> bool:
    """Whether a row says the header again, as it stands on every page."""
    said = [(at, fold(text)) for at, text in enumerate(row.texts) if text]
    same = sum(at < len(columns.headings) and text in fold(columns.headings[at]) for at, text in said)
    return len(said) >= 2 and same == len(said)
