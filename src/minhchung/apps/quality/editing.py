"""The editor of a draft: the content as fields of a form, and back. Adding, moving and dropping rows changes what stands in the form; it is
kept only when the whole is saved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from minhchung.apps.ground.row_editor import Cell, FormRow, Fresh, Table, pressed, sent_rows, spread
from minhchung.apps.quality.rules.content import ROWS, Content, Kind, Part, Said

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
            tuple(Cell(f"{name}.{number}.{column}", column, title, getattr(row, column)) for column, title in columns),
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
    columns = [name for name, _ in TABLE_LABELS[table][2]]
    for row in spread(sent_rows(table, sent), columns, lines_too=False):
        given = row | {"doubt": ""} if "clear" in row else row
        yield kind(**{name: given[name] for name in kind.model_fields if name in given})


def changed(content: Content, wish: str) -> tuple[Content, Fresh | None]:
    """The content after one press of ground/row_editor.py, and where the keyboard goes on. Anything else changes nothing."""
    table = wish.split(":")[1] if ":" in wish else ""
    if table not in ROWS:
        return content, None
    rows, fresh = pressed(content.rows(table), wish, ROWS[table]())
    return content.model_copy(update={table: tuple(rows)}), fresh


def without_empty_rows(content: Content) -> Content:
    """The content as it is kept: rows in which nothing was typed are left out."""
    kept = {name: tuple(row for row in content.rows(name) if any(row.model_dump().values())) for name in ROWS}
    return content.model_copy(update=kept)
