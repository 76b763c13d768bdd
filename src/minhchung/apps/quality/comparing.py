"""Two versions of a document compared by what their papers say."""

from minhchung.apps.quality.models import Version
from minhchung.apps.quality.paper import blocks_of
from minhchung.apps.quality.rules.content import Layout
from minhchung.apps.quality.rules.differences import Difference, Line, differences
from minhchung.letters.controlled import Cell, Grid, Heading, Words


def lines_of(version: Version) -> list[Line]:
    """The paper line by line, a row of a table as one line without its running number; steps as a table, whatever the layout."""
    place, lines = version.title, [Line("Tên tài liệu", version.title)]
    for block in blocks_of(version.document.nature, Layout.TABLE, version.content):
        if isinstance(block, Heading):
            place = block.text
        elif isinstance(block, Words):
            lines += [Line(place, text) for text in (*block.text.splitlines(), _doubt(block.doubt)) if text.strip()]
        elif isinstance(block, Grid):
            lines += [Line(place, " · ".join(filter(None, map(_said, row[1:])))) for row in block.rows]
    return lines


def compared(before: Version, after: Version) -> list[Difference]:
    """What `after` says otherwise than `before`."""
    return differences(lines_of(before), lines_of(after))


def _said(cell: Cell) -> str:
    return " ".join(filter(None, (cell.text.replace("\n", " "), _doubt(cell.doubt))))


def _doubt(doubt: str) -> str:
    return f"[Chưa rõ: {doubt}]" if doubt else ""
