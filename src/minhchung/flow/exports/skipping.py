"""Lines of a list that are no dossiers: blanks, titles of parts, totals, headers printed again, signatures."""

import re
from collections.abc import Iterable
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from minhchung.flow.exports.model import Raw, plain
from minhchung.flow.exports.vocabulary import JOIN, heading_key

Mask = NDArray[np.bool_]
# A line with no code and so few cells is a title, a total or a signature, not a dossier.
FEW_CELLS: Final = 2
TOTAL: Final = r"(?i)^\s*(?:tổng cộng|tổng số|cộng|tổng)\s*:?\s*(?:[0-9.,]+(?:\s*hồ sơ)?)?\s*$"
_NUMBERED: Final = re.compile(r"\s*\([0-9]{1,2}\)\s*")
_DATE_OF_DATA: Final = re.compile(r"[\d\s/:.,TZh-]+")


def without_lines_of_no_dossier(raw: Raw, moments: frozenset[str], heading: str, odd: Mask) -> tuple[Raw, Mask]:
    """The piece without them, and which of its rows stayed. `odd` rows have no code of the usual form: only these are looked at closely."""
    unwanted = np.zeros(len(raw.numbers), dtype=np.bool_)
    rows = np.flatnonzero(odd)
    if len(rows):
        some = {name: plain(cells.take(pa.array(rows))) for name, cells in raw.columns.items()}
        unwanted[rows] = _no_dossier(some, moments, heading)
    if not unwanted.any():
        return raw, ~unwanted
    return raw.only(~unwanted), ~unwanted


def _no_dossier(columns: dict[str, pa.Array], moments: frozenset[str], heading: str) -> Mask:
    there = {name: filled(cells) for name, cells in columns.items()}
    count = np.sum(list(there.values()), axis=0)
    blank = ~there["code"]
    moment = np.logical_or.reduce([there[name] for name in moments & there.keys()] or [np.zeros(len(blank), dtype=np.bool_)])
    total = np.logical_or.reduce([_is_total(cells) for name, cells in columns.items() if name not in moments])
    unwanted: Mask = (count == 0) | (blank & ~moment & (count <= FEW_CELLS)) | (total & blank)
    code = columns["code"]
    last = heading_key(heading).rpartition(JOIN)[2]
    for row in np.flatnonzero(~blank & ~unwanted).tolist():
        text = code[row].as_py()
        unwanted[row] = bool(_NUMBERED.fullmatch(text)) or bool(re.match(TOTAL, text)) or (len(text) < 80 and heading_key(text) == last)
    return unwanted


def _is_total(cells: pa.Array) -> Mask:
    return np.asarray(pc.fill_null(pc.match_substring_regex(cells, TOTAL), False))


def filled(cells: pa.Array) -> Mask:
    """Where a cell holds more than blanks."""
    return np.asarray(pc.fill_null(pc.greater(pc.binary_length(pc.utf8_trim_whitespace(cells)), 0), False))


def signatures(raw: Raw, moments: frozenset[str], rows: Iterable[int]) -> frozenset[int]:
    """Which of the bad rows after the last good one may be the signature block: few cells, and no day of a dossier among them."""
    found = set()
    for row in rows:
        cells = {name: (held[row].as_py() or "").strip() for name, held in raw.columns.items()}
        dated = any(cells[name] and _DATE_OF_DATA.fullmatch(cells[name]) for name in moments & cells.keys())
        if not dated and sum(map(bool, cells.values())) <= FEW_CELLS:
            found.add(int(raw.numbers[row]))
    return frozenset(found)
