"""Secrecy stamps: a document of state secrets must never enter this software."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from minhchung.text.normal import nfc

# The stamp stands in the head, under the number or beside the type; after it only running text follows.
HEAD_LINES = 60
HEAD_CHARS = 4_000
LONGEST = 40  # characters of the longest stamp with every letter spaced out, and to spare
CELL_BORDERS = re.compile(r"[|\t]| {3,}")
EDGES = " *_#[]()\"“”'-–—\f"

# Compared without blanks: a scanner spaces letters out, and between the words of a stamp there may be one blank or three.
_LEVEL = r"(TUYỆTMẬT|TỐIMẬT|MẬT)"
_URGENT = r"(?:HỎATỐCHẸNGIỜ|HỎATỐC|HOẢTỐC|THƯỢNGKHẨN|KHẨN)"
_BETWEEN = r"[-–—/,;+.]?"
# "Độ mật: Mật" is a form field: there the value may be in lower case.
FIELD = re.compile(rf"(?:(?:MỨC)?ĐỘ(?:BẢO)?MẬT|DẤU(?:CHỈ)?(?:ĐỘ)?(?:MẬT)?|ĐÓNGDẤU):{_LEVEL}[.!]?", re.IGNORECASE)
STAMP = re.compile(rf"(?:TÀILIỆU|VĂNBẢN)?(?:{_URGENT}{_BETWEEN})?{_LEVEL}(?:{_BETWEEN}{_URGENT})?[.!]?")

COLUMN = re.compile(r"(?:mức )?độ (?:bảo )?mật", re.IGNORECASE)
TABLE_CELLS = 3
# A title may break before a word that is no stamp: "QUẢN LÝ" / "TÀI LIỆU MẬT", "BẢO VỆ BÍ" / "MẬT".
RUNS_ON = re.compile(r"\b(?:BÍ|BẢO|QUẢN LÝ|SỬ DỤNG|BẢO VỆ|BẢO QUẢN|LƯU GIỮ|TIÊU HỦY|SAO CHỤP|IN|GỬI|NHẬN|CÁC|VỀ|VÀ|CỦA|ĐỐI VỚI)$|,$")
GOES_ON = re.compile(r"(?:TRONG|CỦA|TẠI|NĂM|VÀ|THUỘC|ĐỐI VỚI|CHO|TRÊN)\b")


def secrecy_stamp(text: str) -> str | None:
    """The level stamped on a document ("MẬT", "TỐI MẬT" or "TUYỆT MẬT"), or None.

    A stamp stands alone on its line or in its cell of the head, in capitals: the level, also beside an urgency ("MẬT - HỎA TỐC") or
    after "TÀI LIỆU"; or it is the value of a field ("Mức độ mật: Tối mật"). The word inside a sentence or title, in "bí mật",
    "bảo mật", "mật độ", in lower case or in a register's column "Độ mật" is no stamp.
    """
    lines = nfc(text[:HEAD_CHARS]).split("\n")[:HEAD_LINES]
    return stamp_in_rows([CELL_BORDERS.split(line) for line in lines if line.strip()])


def stamp_in_rows(rows: Sequence[Sequence[str]]) -> str | None:
    """The level stamped in one of the cells, or None. What stands in a column headed "Độ mật" speaks of other documents."""
    columns: set[int] = set()
    for place, row in enumerate(rows):
        cells = [" ".join(cell.strip(EDGES).split()) for cell in row]
        if len(list(filter(None, cells))) >= TABLE_CELLS:
            columns |= {index for index, cell in enumerate(cells) if COLUMN.fullmatch(cell)}
        for index, cell in enumerate(cells):
            level = None if index in columns else _level(cell)
            if level is not None and not (len(row) == 1 and _inside_a_title(rows, place)):
                return level
    return None


def stamp_in_lines(lines: Iterable[str]) -> str | None:
    """The same for lines that belong together, such as the head of a page."""
    return secrecy_stamp("\n".join(lines))


def _level(cell: str) -> str | None:
    compact = cell.replace(" ", "")
    if not compact or len(compact) > LONGEST:
        return None
    match = STAMP.fullmatch(compact) or FIELD.fullmatch(compact)
    return _written(match[1]) if match is not None else None


def _written(level: str) -> str:
    level = level.upper()
    return level if level == "MẬT" else f"{level.removesuffix('MẬT')} MẬT"


def _inside_a_title(rows: Sequence[Sequence[str]], place: int) -> bool:
    before = " ".join(rows[place - 1]).strip(EDGES) if place else ""
    after = " ".join(rows[place + 1]).strip(EDGES) if place + 1 < len(rows) else ""
    return RUNS_ON.search(before) is not None or GOES_ON.match(after) is not None
