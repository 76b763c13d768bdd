"""A line of a conclusion as it is typed: whether it asks for work, praises, reminds or criticises."""

import re

from minhchung.text import fold

WORK, PRAISE, REMIND, CRITICISE, NOTE = "work", "praise", "remind", "criticise", "note"
KINDS = {
    WORK: "Giao việc",
    PRAISE: "Biểu dương",
    REMIND: "Nhắc nhở",
    CRITICISE: "Phê bình",
    NOTE: "Ghi nhận",
}
"""As screens call them. Only the first becomes an assignment."""
_OPENINGS = (
    (re.compile(r"(?:bieu duong|khen|tuyen duong|ghi nhan va bieu duong)\b"), PRAISE),
    (re.compile(r"(?:nhac nho, )?phe binh\b"), CRITICISE),
    (re.compile(r"nhac nho\b"), REMIND),
    (re.compile(r"(?:ghi nhan|thong nhat|dong y|co ban thong nhat)\b"), NOTE),
)
_MARKER = re.compile(r"^(?:[-+•*–]|\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]|[a-zđ]\))\s+")


def bare(line: str) -> str:
    """A typed line on one line, without the bullet or number it was pasted with."""
    return _MARKER.sub("", re.sub(r"\s+", " ", line).strip()).strip()


def kind_of(line: str) -> str:
    """What a line does, by how it begins; one that says nothing special asks for work."""
    folded = fold(line)
    return next((kind for opening, kind in _OPENINGS if opening.match(folded)), WORK)
