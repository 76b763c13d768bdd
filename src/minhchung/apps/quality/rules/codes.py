"""Codes of controlled documents, by a pattern per kind that the ward sets ("QT-{so}")."""

import re
from collections.abc import Iterable

from minhchung.apps.quality.rules.content import Kind

USUAL = {
    Kind.MANUAL: "STCL", Kind.POLICY: "CSCL", Kind.OBJECTIVES: "MTCL-{nam}", Kind.SYSTEM: "QT-HT-{so}", Kind.SERVICE: "QT-{so}",
    Kind.INTERNAL: "QT-NB-{so}", Kind.FORM: "BM-{so}", Kind.DECISION: "QĐ-ISO-{so}",
}  # fmt: skip
"""A proposal of ours; every ward has its own scheme."""
NUMBER, YEAR = "{so}", "{nam}"


def wrong(pattern: str) -> str:
    """What is wrong with a pattern; "" when nothing is."""
    rest = pattern.replace(NUMBER, "").replace(YEAR, "")
    if not pattern.strip():
        return "Mẫu mã hiệu còn trống. Ghi như QT-{so}."
    if "{" in rest or "}" in rest:
        return f"Mẫu “{pattern}” chỉ được có {NUMBER} (số thứ tự) và {YEAR} (năm)."
    return ""


def next_code(pattern: str, taken: Iterable[str], year: int) -> str:
    """The next free code of a pattern: one more than the largest number in use; a pattern without number gets " (2)" when taken."""
    made, codes = pattern.replace(YEAR, str(year)), set(taken)
    if NUMBER not in made:
        return made if made not in codes else next(f"{made}-{n}" for n in range(2, len(codes) + 3) if f"{made}-{n}" not in codes)
    before, _, behind = made.partition(NUMBER)
    shape = re.compile(re.escape(before) + r"(\d+)" + re.escape(behind))
    numbers = [int(found[1]) for code in codes if (found := shape.fullmatch(code))]
    return f"{before}{max(numbers, default=0) + 1:02d}{behind}"
