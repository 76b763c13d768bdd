"""The editor of a draft: the content as fields of a form, and back. Adding, moving and dropping rows changes what stands in the form; it is
kept only when the whole is saved."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from minhchung.apps.quality.rules.content import ROWS, Content, Kind, Part, Said

LINES = 1000
"""More rows than any document has; what a form sends beyond is left out."""
_ROW = re.compile(r"([a-z]+)\.(\d{1,3})\.([a-z]+)")
TEXT_LABELS = {
    "purpose": ("1. Mục đích", 3), "scope": ("2. Phạm vi", 3), "references": ("3. Tài liệu viện dẫn", 3),
    "terms": ("4. Định nghĩa, viết tắt", 3), "body": ("5. Nội dung", 6),
}  # fmt: skip
SAID_LABELS = {
    "sets": "5.3. Số lượng hồ sơ", "limit": "5.4. Thời gian xử lý", "place": "5.5. Nơi tiếp nhận và trả kết quả",
    "fee": "5.6. Phí, lệ phí", "outcome": "Kết quả giải quyết",
}  # fmt: skip
TABLE_LABELS: dict[str, tuple[str, str, tuple[tuple[str, str], ...]]] = {
    "basis": ("5.1. Cơ sở pháp lý", "văn bản", (("symbol", "Số, ký hiệu"), ("title", "Tên văn bản"))),
    "components": ("5.2. Thành phần hồ sơ", "giấy tờ",
                   (("name", "Giấy tờ"), ("originals", "Bản chính"), ("copies", "Bản sao"), ("form", "Mẫu"))),
    "steps": ("5.7. Các bước", "bước", (("name", "Nội dung công việc"), ("who", "Trách nhiệm"), ("time", "Thời gian"),
                                       ("result", "Biểu mẫu, kết quả"))),
    "forms": ("6. Biểu mẫu", "biểu mẫu", (("code", "Mã hiệu"), ("name", "Tên biểu mẫu"))),
    "records": ("7. Hồ sơ cần lưu", "hồ sơ", (("name", "Tên hồ sơ"), ("place", "Nơi lưu"), ("retention", "Thời hạn lưu"))),
    "revisions": ("Bảng sửa đổi của các lần trước", "dòng", (("reason", "Yêu cầu"), ("place", "Trang, phần"), ("change", "Mô tả"),
                                                            ("number", "Lần"), ("on", "Ngày"))),
}  # fmt: skip


@dataclass(frozen=True)
class TextBox:
    """A field of running text, or of a text with a doubt."""

    name: str
    label: str
    rows: int
    text: str
    doubt: str = ""


@dataclass(frozen=True)
class Field:
    """A cell of a row in the form."""

    name: str
    column: str
    label: str
    text: str


@dataclass(frozen=True)
class FormRow:
    """A row in the form: its place in the table, its cells, why it is not certain."""

    number: int
    doubt: str
    cells: tuple[Field, ...]


@dataclass(frozen=True)
class Fresh:
    """Where the keyboard goes on after a press: at the first cell of a row, at the button that moved it ("len", "xuong"), or, where no row
    is left, at the button that adds one ("them")."""

    table: str
    row: int = -1
    at: str = "cell"


@dataclass(frozen=True)
class Table:
    """A table in the form. `noun`: what a row is called; `fresh`: where the keyboard goes on, when it is in this table."""

    kind = "table"
    name: str
    label: str
    noun: str
    columns: tuple[str, ...]
    rows: tuple[FormRow, ...]
    fresh: Fresh | None


def parts_of(kind: Kind, content: Content, *, fresh: Fresh | None = None) -> Iterator[TextBox | Table]:
    """The fields of the editor in the order of the paper."""
    if not kind.in_sections:
        yield TextBox("body", "Nội dung", 24, content.body)
        return
    for name in ("purpose", "scope", "references", "terms"):
        yield _text(name, content)
    if kind == Kind.SERVICE:
        yield _table("basis", content, fresh)
        yield _table("components", content, fresh)
        for name, label in SAID_LABELS.items():
            said: Said = getattr(content, name)
            yield TextBox(name, label, 2, said.text, said.doubt)
    if kind != Kind.SERVICE or content.body:
        yield _text("body", content)
    for name in ("steps", "forms", "records", "revisions"):
        if name != "revisions" or content.revisions:
            yield _table(name, content, fresh, service=kind == Kind.SERVICE)


def _text(name: str, content: Content) -> TextBox:
    label, rows = TEXT_LABELS[name]
    return TextBox(name, label, rows, getattr(content, name))


def _table(name: str, content: Content, fresh: Fresh | None, *, service: bool = True) -> Table:
    label, noun, columns = TABLE_LABELS[name]
    label = "5. Các bước" if name == "steps" and not service else label
    rows = tuple(
        FormRow(
            number,
            row.doubt,
            tuple(Field(f"{name}.{number}.{column}", column, title, getattr(row, column)) for column, title in columns),
        )
        for number, row in enumerate(content.rows(name))
    )
    return Table(name, label, noun, tuple(title for _, title in columns), rows, fresh if fresh and fresh.table == name else None)


def content_of(sent: Mapping[str, str], before: Content) -> Content:
    """The content as the form was sent. Parts the form did not show stay as they were; of a table it showed, only what was sent counts.

    A doubt stays until somebody ticks that it is clear.
    """
    values: dict[str, Any] = {name: sent[name].replace("\r\n", "\n") for name in TEXT_LABELS if name in sent}
    for name in SAID_LABELS:
        if name in sent:
            doubt = "" if f"{name}.clear" in sent else getattr(before, name).doubt
            values[name] = Said(text=sent[name].replace("\r\n", "\n"), doubt=doubt)
    for name, kind in ROWS.items():
        if f"{name}.shown" in sent:
            values[name] = tuple(_rows(name, kind, sent))
    return before.model_copy(update=values)


def _rows(table: str, kind: type[Part], sent: Mapping[str, str]) -> Iterator[Part]:
    rows: dict[int, dict[str, str]] = {}
    for key, value in sent.items():
        found = _ROW.fullmatch(key)
        if found and found[1] == table and int(found[2]) < LINES:
            rows.setdefault(int(found[2]), {})[found[3]] = value.replace("\r\n", "\n")
    for number in sorted(rows):
        row = rows[number]
        if "clear" in row:
            row["doubt"] = ""
        yield kind(**{name: row[name] for name in kind.model_fields if name in row})


def changed(content: Content, wish: str) -> tuple[Content, Fresh | None]:
    """The content after one press: "them:steps", "len:steps:2", "xuong:steps:2", "bo:steps:2"; and where the keyboard goes on.

    Anything else changes nothing.
    """
    verb, _, rest = wish.partition(":")
    table, _, place = rest.partition(":")
    if table not in ROWS:
        return content, None
    rows = list(content.rows(table))
    if verb == "them":
        rows.append(ROWS[table]())
        return content.model_copy(update={table: tuple(rows)}), Fresh(table, len(rows) - 1)
    number = int(place) if place.isdecimal() and len(place) < 4 else -1
    if not 0 <= number < len(rows):
        return content, None
    if verb == "bo":
        del rows[number]
        return content.model_copy(update={table: tuple(rows)}), Fresh(table, min(number, len(rows) - 1)) if rows else Fresh(
            table, at="them"
        )
    to = number + {"len": -1, "xuong": 1}.get(verb, 0)
    if 0 <= to < len(rows):
        rows[number], rows[to] = rows[to], rows[number]
        number = to
    return content.model_copy(update={table: tuple(rows)}), Fresh(table, number, verb)


def without_empty_rows(content: Content) -> Content:
    """The content as it is kept: rows in which nothing was typed are left out."""
    kept = {name: tuple(row for row in content.rows(name) if any(row.model_dump().values())) for name in ROWS}
    return content.model_copy(update=kept)
