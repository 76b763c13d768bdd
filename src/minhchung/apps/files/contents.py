"""What a file holds as a list, a report of a period, a picture or a saved page: counted once, when its bytes are read. Pure.

Whoever asks whether evidence suffices (apps/evidence) needs these facts of many files at once; the bytes are not opened again for it.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from PIL import Image

from minhchung.text.dates import find_dates
from minhchung.text.extract import MediaType
from minhchung.text.extract.model import IMAGES
from minhchung.text.normal import clean, fold, squeeze

Table = Sequence[Sequence[str]]

READ_AT_MOST = 400_000
NAMES_AT_MOST, DAYS_AT_MOST = 300, 60
TITLE_LINES = 25
LONGEST_NAME = 90

_ORDINAL = re.compile(r"(?:stt|tt|so tt|so thu tu)\.?")
_NUMERAL = re.compile(r"\d{1,5}\.?")
_TOTAL = re.compile(r"tong|cong\b")
_UNIT_HEAD = re.compile(r"\b(?:don vi|phong|co quan|bo phan|ten don vi)\b")
_UNIT = re.compile(r"(?:van phong|phong|trung tam|ban|cong an|tram|truong|to|doi|hoi)\b")
_SAID_UNIT = re.compile(r"(?:Văn phòng|Phòng|Trung tâm|Ban|Công an|Trạm|Trường|Tổ|Đội|Hội) [^\n.;:|()]{2,80}")
_TITLE = re.compile(r"[^\w]{0,4}(?:DANH SÁCH|BẢNG|BIỂU|SỔ|TỔNG HỢP|THỐNG KÊ|PHỤ LỤC|BÁO CÁO)\b")
_MONTHS_DONE = re.compile(r"(?<!\d)([369]|ba|sáu|chín) tháng(?! cuối)")
_DONE_QUARTER = {"3": 1, "ba": 1, "6": 2, "sáu": 2, "9": 3, "chín": 3}
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_EXIF_TAKEN, _EXIF_CHANGED, _EXIF_IFD = 36867, 306, 34665


def contents_of(
    data: bytes, kind: MediaType, text: str, said: Mapping[str, Any], *, sheets: Sequence[Table] = (), scanned: bool = False
) -> dict[str, Any]:
    """The facts as plain JSON; a key is absent where the file does not tell.

    `rows`: lines of its longest list, heading and total left out. `names`: what may be names of units, as written: the cells under a
    heading of units, and without tables the names in the text. `periods`: the quarters, months, halves and years it reports on
    ("2026-Q1", "2026-03", "2026-H1", "2026"), from its title, else from the headings of its tables, else from the text where that
    names one only. `days`: the full dates in it ("2026-03-05"). `taken`: the day on which a camera says a picture was taken.
    `title`: the first words of a list. `address`: it holds an address and nothing else. `scanned`: its words were recognised from a
    picture, so that what is not found in them may still stand on the paper.
    """
    text = clean(text[:READ_AT_MOST])
    tables = [*sheets, *tables_in(text)]
    dated = str(said.get("date") or "")
    title = str(said.get("subject") or "") or _title(text, sheets)
    found: dict[str, Any] = {
        "title": title[:300],
        "rows": max((rows_of(table) for table in _continued(tables)), default=0),
        "names": _names(tables, text),
        "periods": _periods(title, tables, text, dated),
        "days": _days(text)[:DAYS_AT_MOST],
        "taken": _taken(data) if kind in IMAGES else "",
        "address": _only_address(text),
        "scanned": scanned,
    }
    return {key: value for key, value in found.items() if value}


def tables_in(text: str) -> list[Table]:
    """The tables of an extracted text: consecutive lines "| cell | cell |"."""
    tables: list[list[list[str]]] = []
    inside = False
    for line in text.splitlines():
        row = line.strip()
        if row.startswith("| ") and row.endswith(" |"):
            tables = tables if inside else [*tables, []]
            tables[-1].append([cell.strip() for cell in row[2:-2].split(" | ")])
        inside = row.startswith("| ") and row.endswith(" |")
    return list(tables)


def rows_of(table: Table) -> int:
    """The lines of a list: by its ordinal numbers where it has them, else all with two filled cells under the heading. No total."""
    column = _ordinal_column(table)
    if column is not None:
        return sum(len(row) > column and bool(_NUMERAL.fullmatch(row[column])) and sum(map(bool, row)) > 1 for row in table)
    filled = [row for row in table if sum(bool(cell) for cell in row) > 1 and not any(_TOTAL.match(fold(cell)) for cell in row[:2])]
    return max(len(filled) - 1, 0)


def _ordinal_column(table: Table) -> int | None:
    for row in table[:10]:
        for place, cell in enumerate(row):
            if _ORDINAL.fullmatch(fold(cell)):
                return place
    return None


def _continued(tables: Iterable[Table]) -> Iterator[Table]:
    """The tables, those that a page break cut (equally wide, numbered on) put together."""
    last: list[Sequence[str]] = []
    for table in tables:
        if last and _goes_on(last, table):
            last += table
            continue
        if last:
            yield last
        last = list(table)
    if last:
        yield last


def _goes_on(before: Table, after: Table) -> bool:
    column = _ordinal_column(before)
    if column is None or len(before[-1]) != len(after[0]):
        return False
    numbers = [[int(row[column].rstrip(".")) for row in rows if _NUMERAL.fullmatch(row[column])] for rows in (before, after)]
    return bool(numbers[0] and numbers[1]) and numbers[1][0] == numbers[0][-1] + 1


def _names(tables: Sequence[Table], text: str) -> list[str]:
    found = [cell for table in tables for cell in _unit_cells(table)]
    if not tables:
        found = [squeeze(match[0]) for match in _SAID_UNIT.finditer(text)]
    return list(dict.fromkeys(name for name in found if 1 < len(name) <= LONGEST_NAME))[:NAMES_AT_MOST]


def _unit_cells(table: Table) -> Iterator[str]:
    """The cells under a heading of units; where no heading tells, those that begin like a unit's name."""
    head, column = _unit_column(table)
    for row in table[head + 1 :]:
        if column is not None:
            yield row[column] if len(row) > column else ""
        else:
            yield from (cell for cell in row if _UNIT.match(fold(cell)))


def _unit_column(table: Table) -> tuple[int, int | None]:
    for line, row in enumerate(table[:10]):
        columns = [place for place, cell in enumerate(row) if len(cell) < LONGEST_NAME and _UNIT_HEAD.search(fold(cell))]
        if columns and len([cell for cell in row if cell]) > 1 and not _NUMERAL.fullmatch(row[0]):
            return line, columns[0]
    return -1, None


def _title(text: str, sheets: Sequence[Table]) -> str:
    """The line that names a list, with the line under it."""
    lines = [" ".join(filter(None, row)) for table in sheets for row in table[:10] if sum(map(bool, row)) <= 2]
    lines = [squeeze(line) for line in (*lines, *text.splitlines()[:TITLE_LINES]) if line.strip() and not line.startswith("|")]
    at = next((place for place, line in enumerate(lines) if _TITLE.match(line)), None)
    return "" if at is None else " ".join(lines[at : at + 2])


def _periods(title: str, tables: Sequence[Table], text: str, dated: str) -> list[str]:
    year = int(dated[:4]) if dated[:4].isdigit() else None
    if named := periods_in(title, year=year, dated=dated):
        return named
    heads = " | ".join(cell for table in tables for cell in _heads(table))
    years = {mention.iso for mention in find_dates(title + "\n" + text[:4000]) if mention.kind == "year" and mention.iso}
    year = int(min(years)) if len(years) == 1 and year is None else year
    if named := periods_in(heads, year=year, dated=dated):
        return named
    said = [period for period in periods_in(text, year=year, dated=dated) if len(period) > 4]
    return said if len(said) == 1 else []


def _heads(table: Table) -> Iterator[str]:
    """The cells of the first two lines and of the first two columns: where a table says what its lines and columns are."""
    rows = [row for row in table if sum(map(bool, row)) > 1]
    for line, row in enumerate(rows):
        yield from row if line < 2 else row[:2]


def periods_in(words: str, *, year: int | None, dated: str) -> list[str]:
    """The periods the words name, each once, in order. "9 tháng" is the report of the third quarter, as "6 tháng đầu năm" is of the
    second; a year alone is a period of a document of December or later only: earlier it is the year of the plan it speaks of."""
    words = clean(words)
    found = [(mention.start, mention.iso) for mention in find_dates(words, year=year) if mention.iso and mention.kind in _PERIODS]
    done = list(_MONTHS_DONE.finditer(words.lower()))
    named_years = [iso for _, iso in found if len(iso) == 4]
    of_year = str(year or "") if not named_years else named_years[0]
    if done and of_year:
        return list(dict.fromkeys(f"{of_year}-Q{_DONE_QUARTER[match[1]]}" for match in done))
    grained = [iso for _, iso in sorted(found) if len(iso) > 4 and not iso.endswith("H2")]
    whole = [iso for iso in named_years if dated[:7] >= f"{iso}-12"] if not grained else []
    return list(dict.fromkeys(iso.replace("H1", "Q2") for iso in [*grained, *whole]))


_PERIODS = ("quarter", "month", "half", "year")


def _days(text: str) -> list[str]:
    days = [mention.iso for mention in find_dates(text) if mention.kind == "date" and mention.year_said and mention.iso]
    return list(dict.fromkeys(days))


def _only_address(text: str) -> str:
    bare = text.strip()
    found = _ADDRESS.findall(bare)
    rest = re.sub(r"[\s\W_]+", "", _ADDRESS.sub("", bare))
    return found[0][:500] if found and len(rest) < 40 and not _days(_ADDRESS.sub(" ", bare)) else ""


def _taken(data: bytes) -> str:
    """The day a camera wrote into the picture; "" when it did not, or nonsense."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            exif = picture.getexif()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ""  # what cannot be opened as a picture tells no day; the reading says what is wrong with it
    said = exif.get_ifd(_EXIF_IFD).get(_EXIF_TAKEN) or exif.get(_EXIF_CHANGED)
    try:
        day: date = datetime.strptime(str(said)[:10], "%Y:%m:%d").date()  # noqa: DTZ007 - a camera's day has no zone
    except ValueError:
        return ""
    return day.isoformat()
