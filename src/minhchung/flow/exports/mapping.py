"""Columns of an unknown list mapped by hand: the tables a file holds as a person sees them, and the profile made of what was chosen."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from minhchung.flow.columns import DOSSIERS
from minhchung.flow.exports.headings import DEEPEST, find_header, is_numbering, joined, keys_of
from minhchung.flow.exports.model import ExportError, Sheet
from minhchung.flow.exports.personal import is_personal, looks_like_name, shown
from minhchung.flow.exports.profiles import Headings, Profile
from minhchung.flow.exports.sniff import Form, form_of
from minhchung.flow.exports.sources import table_source
from minhchung.flow.exports.vocabulary import WORD_TABLES, Vocabulary, any_list, heading_key
from minhchung.text.normal import clean, squeeze

HEADERS_OFFERED: Final = 8
SAMPLES: Final = 3
SAMPLE_LENGTH: Final = 40
FEWEST_COLUMNS: Final = 2
LONGEST_HEADING: Final = 80
MOST_DIGITS: Final = 4
"""A heading may hold a year, hardly more."""


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of the file: its heading, what stands in its first rows, the lake's column it is taken for ("" none), if it is personal.

    `samples` are for the person who brought the file and are empty for a personal column; they are never kept.
    """

    heading: str
    samples: tuple[str, ...]
    guess: str
    personal: bool


@dataclass(frozen=True, slots=True)
class FileTable:
    """A table of the file under one of the headers it may have: rows `first` to `last` (counted from 1) of a sheet."""

    sheet: str
    first: int
    last: int
    columns: tuple[FileColumn, ...]

    @property
    def key(self) -> str:
        """What an address calls the header."""
        return f"{self.first}-{self.last}"


def tables_of(path: Path, own: Sequence[Profile] = ()) -> dict[str, list[FileTable]]:
    """Sheet → the tables it may be, the likeliest header first.

    `own`: profiles that say what headings mean beside the packaged ones. Raises ExportError for a file that is no table at all.
    """
    form = form_of(path)
    if form in (Form.JSON, Form.XES, Form.XES_GZ):
        raise ExportError("Tệp là thông điệp hoặc nhật ký sự kiện, không có cột để ghép: dùng tệp Excel hoặc CSV.")
    source = table_source(path, form)
    words = any_list(own)
    found = {sheet.name: _tables(sheet, words) for sheet in source.sheets()}
    return {name: tables for name, tables in found.items() if tables}


def mapped_profile(name: str, title: str, table: FileTable, chosen: Mapping[int, str], *, on: date, base: Profile | None = None) -> Profile:
    """The profile by which a table is read: place of a file's column (from 0) → lake column. Words of `base` are kept.

    Raises ExportError: no code, nothing beside the code, two columns for one, a personal column, a column without a heading.
    """
    columns: dict[str, tuple[str, ...]] = {}
    for place, column in sorted(chosen.items()):
        heading = table.columns[place].heading
        if not heading:
            raise ExportError(f"Cột thứ {place + 1} không có tiêu đề nên không nhớ được. Đặt tiêu đề cho cột trong tệp rồi chọn lại tệp.")
        if table.columns[place].personal:
            raise ExportError(f"Cột “{heading}” là dữ liệu cá nhân của người nộp, không đưa vào kho. Chọn “Không đọc”.")
        if column in columns:
            titles = {each.name: each.title for each in DOSSIERS}
            raise ExportError(f"Cột “{columns[column][0]}” và “{heading}” cùng được chọn là {titles[column]}. Chỉ chọn một cột.")
        columns[column] = (heading,)
    if "code" not in columns:
        raise ExportError("Chưa chọn cột nào là mã hồ sơ. Mỗi hồ sơ được nhận ra bằng mã.")
    if len(columns) < FEWEST_COLUMNS:
        raise ExportError("Ngoài mã hồ sơ cần ít nhất một cột nữa: ngày tiếp nhận, ngày hẹn trả, trạng thái hoặc tên thủ tục.")
    same = [said for said, many in _counted(column.heading for column in table.columns).items() if many > 1]
    for heading in (said[0] for said in columns.values()):
        if heading_key(heading) in same:
            raise ExportError(f"Tệp có nhiều cột tên “{heading}” nên không nhớ được là cột nào. Đổi tên cột trong tệp rồi chọn lại tệp.")
    unread = tuple(each.heading for place, each in enumerate(table.columns) if each.heading and place not in chosen and not each.personal)
    words = {kind: getattr(base, kind) for kind in WORD_TABLES} if base else {}
    return Profile(
        name=name,
        title=title,
        source="Ghép cột bằng tay",
        valid_from=on,
        columns=columns,
        headings=Headings(ignored=unread),
        **words,
    )


def with_words(profile: Profile, words: Mapping[str, Mapping[str, str | bool]], **changed: object) -> Profile:
    """The profile that also knows these words: table ("statuses", "channels", …) → word of the file → value of the lake."""
    merged = {kind: {**getattr(profile, kind), **words.get(kind, {})} for kind in WORD_TABLES}
    return Profile.model_validate({**profile.model_dump(), **merged, **changed})


def _tables(sheet: Sheet, words: Vocabulary) -> list[FileTable]:
    """Every header the top of a sheet may have: the one known words point at, then rows of many different short texts."""
    rows = [[squeeze(clean(cell)) for cell in row] for row in sheet.top]
    known = find_header(sheet, words)
    spans = [(known.first, known.last)] if known else []
    spans += [span for _, span in sorted(_ranked(rows), reverse=True) if span not in spans]
    return [_table(sheet.name, rows, words, (first, last)) for first, last in spans[:HEADERS_OFFERED]]


def _ranked(rows: Sequence[Sequence[str]]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """(how likely, (first, last)) of each span of rows that may be a header and has something under it."""
    found = []
    for first in range(len(rows)):
        for last in range(first, min(first + DEEPEST, len(rows) - 1)):
            if not any(rows[last]) or any(_is_data(cell) for cell in rows[last]):
                break
            said = [heading for heading in joined(rows[first : last + 1]) if heading]
            if len(set(said)) >= FEWEST_COLUMNS:
                found.append(((2 * len(set(said)) - len(said) - (last - first), -first), (first + 1, last + 1)))
    return found


def _is_data(cell: str) -> bool:
    """Whether a cell cannot be a heading: a date, a number, a sentence, somebody's name."""
    return sum(c.isdigit() for c in cell) > MOST_DIGITS or len(cell) > LONGEST_HEADING or is_personal(cell) or looks_like_name(cell)


def _table(sheet: str, rows: Sequence[Sequence[str]], words: Vocabulary, span: tuple[int, int]) -> FileTable:
    first, last = span
    headings = joined(rows[first - 1 : last])
    below = rows[last + 1 if last < len(rows) and is_numbering(rows[last]) else last :]
    taken: set[str] = set()
    columns = []
    for place, heading in enumerate(headings):
        keys = keys_of(heading) if heading else ()
        personal = any(key in words.personal for key in keys)
        guess = next((words.headings[key][0] for key in keys if key in words.headings), "") if not personal else ""
        guess = "" if guess in taken else guess
        taken.add(guess)
        seen = dict.fromkeys(_sample(row[place]) for row in below if place < len(row) and row[place])
        columns.append(FileColumn(heading, () if personal else tuple(seen)[:SAMPLES], guess, personal))
    return FileTable(sheet, first, last, tuple(columns))


def _sample(text: str) -> str:
    """A cell as it may be shown: what could be about a person is described, not shown."""
    return shown(text) if is_personal(text) or looks_like_name(text) else text[:SAMPLE_LENGTH]


def _counted(headings: Iterable[str]) -> dict[str, int]:
    return Counter(heading_key(heading) for heading in headings if heading)
