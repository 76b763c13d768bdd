"""The cell of documents that prove a criterion, as one requirement each."""

import re
from typing import Literal

from minhchung.scoring.packs import Requirement
from minhchung.text.normal import clean, fold, squeeze

_SPLIT = re.compile(r"[;\n]|(?<=[a-zà-ỹđ)])\.\s+(?=[-+A-ZÀ-ỸĐ])")
_LEAD = re.compile(r"^(?:[-+•*–●]|\(?\d{1,2}[.)]|[a-zđ]\))\s*")
KINDS: tuple[tuple[Literal["photo", "portal", "list"], str], ...] = (
    ("photo", r"^(anh|hinh anh|anh chup)"),
    ("portal", r"^(duong (dan|link)|link|dia chi (trang|truy cap)|trang thong tin|cong thong tin)"),
    ("list", r"^(danh sach|danh muc|bang tong hop|bang thong ke)"),
)


def requirements_of(text: str) -> tuple[Requirement, ...]:
    """One per line or semicolon, brackets kept whole; conditions are for a person to add."""
    found = []
    for piece in _SPLIT.split(_without_breaks_in_brackets(clean(text))):
        said = squeeze(_LEAD.sub("", squeeze(piece.replace("\x00", ";")))).strip(" .,")
        if said:
            kind = next((kind for kind, pattern in KINDS if re.match(pattern, fold(said))), "document")
            found.append(Requirement(text=said, kind=kind))
    return tuple(found)


def _without_breaks_in_brackets(text: str) -> str:
    return re.sub(r"\([^()]*\)", lambda match: match[0].replace(";", "\x00").replace("\n", " "), text)
