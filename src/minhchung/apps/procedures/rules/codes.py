"""Codes of procedures: the national one, and what local systems hang behind it."""

import re
from dataclasses import dataclass

_CODE = re.compile(r"(?<![\d.])(?P<national>\d\.\d{6})(?P<parts>(?:\.\d{2,3})*)(?:\.(?P<place>[A-Z]\d{1,2}))?(?![\d.]*\d)", re.ASCII)


@dataclass(frozen=True)
class Code:
    """`national`: "1.001193", what makes procedures one; `local`: what stood behind it ("000.00.00.H35", "H24"), "" when nothing did."""

    national: str
    local: str = ""


def code_of(text: str) -> Code | None:
    """The first code in a text; None when there is none. "1.001193.000.00.00.H35" and "1.001193.H24" are both 1.001193."""
    found = _CODE.search(text)
    if found is None:
        return None
    local = ".".join(part for part in (found["parts"].strip("."), found["place"] or "") if part)
    return Code(found["national"], local)
