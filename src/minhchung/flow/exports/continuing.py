"""Whether a sheet without a header goes on with the list of the sheet before it: as wide, and in every column the same sort of cells.

Read by place alone, a sheet laid out otherwise would put a citizen's name where the procedure stands: in doubt it is none.
"""

import re
from collections import Counter
from typing import Final

import numpy as np
import pyarrow as pa

from minhchung.flow.columns import DOSSIERS
from minhchung.flow.exports.headings import Header, is_numbering
from minhchung.flow.exports.model import Sheet
from minhchung.flow.exports.moments import parse_moments
from minhchung.flow.exports.personal import looks_like_name
from minhchung.flow.exports.skipping import FEW_CELLS, TOTAL
from minhchung.text.normal import clean, squeeze

MOMENTS: Final = frozenset(column.name for column in DOSSIERS if column.kind == "moment")
_TOTAL: Final = re.compile(TOTAL)
_NUMBER: Final = re.compile(r"[\d.,%\s]+")
_CODE: Final = re.compile(r"(?=\S*\d)\S+")
# A column filled less often says nothing by being empty, and one that is filled must mostly hold one sort of cell.
USUAL: Final = 0.8


def continues(sheet: Sheet, before: Sheet, header: Header) -> bool:
    """Whether the sheet, which has no header, holds more rows of the list that `before` begins under `header`."""
    width = max((len(row) for row in before.top[header.first - 1 :]), default=0)
    ours, theirs = (_lines(rows, before.top[header.last - 1]) for rows in (before.top[header.last :], sheet.top))
    if not ours or not theirs or max(map(len, theirs)) > width:
        return False
    dated = {place for column, place in header.places.items() if column in MOMENTS}
    pairs = {place: (_sort(ours, place, place in dated), _sort(theirs, place, place in dated)) for place in range(width)}
    return any(pairs[place][1] for place in dated) and all(_goes_on(one, other, place in dated) for place, (one, other) in pairs.items())


def _goes_on(one: str, other: str, dated: bool) -> bool:
    """Whether a column of one sort goes on as one of another: only days that have not come yet may be missing."""
    if not one:
        return other != "name"
    return one == other or (dated and not other)


def _lines(rows: list[list[str]], heading: list[str]) -> list[list[str]]:
    """The rows that hold dossiers, each without the blanks at its end: no titles, totals, numbering, signatures, headers printed again."""
    found = [[squeeze(clean(cell)) for cell in row] for row in rows if row != heading]
    found = [row[: max((at for at, cell in enumerate(row, start=1) if cell), default=0)] for row in found]
    return [row for row in found if sum(map(bool, row)) > FEW_CELLS and not is_numbering(row) and not any(map(_TOTAL.match, row))]


def _sort(rows: list[list[str]], place: int, dated: bool) -> str:
    """The sort of cells a column holds: "moment", "number", "code", "name", "text"; "mixed", or "" when it is mostly empty."""
    cells = [row[place] for row in rows if place < len(row) and row[place]]
    if not cells or (len(cells) < USUAL * len(rows) and not dated):
        return ""
    if dated:
        bad = np.count_nonzero(parse_moments(pa.array(cells, pa.string())).bad)
        return "moment" if bad <= (1 - USUAL) * len(cells) else "mixed"
    sort, times = Counter(map(_sort_of, cells)).most_common(1)[0]
    return sort if times >= USUAL * len(cells) else "mixed"


def _sort_of(cell: str) -> str:
    if _NUMBER.fullmatch(cell):
        return "number"
    if _CODE.fullmatch(cell):
        return "code"
    return "name" if looks_like_name(cell) else "text"
