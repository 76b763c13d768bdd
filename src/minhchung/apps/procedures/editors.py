"""The tables in which ways, papers, documents and steps of a workflow are typed."""

from collections.abc import Mapping, Sequence

from minhchung.apps.ground.row_editor import Cells, Column, Editor
from minhchung.apps.procedures.rules.by_hand import HINTS
from minhchung.apps.procedures.rules.content import Content, WayKind
from minhchung.apps.procedures.rules.telling import LABELS, cells_of

_WAYS = (
    Column("kind", "Cách thức", choices=[(kind.label, kind.label) for kind in WayKind]),
    Column("limit", "Thời hạn"),
    Column("fee", "Phí, lệ phí"),
    Column("note", "Ghi chú"),
)
_PAPERS = (
    Column("name", "Tên giấy tờ"),
    Column("form", "Mẫu đơn"),
    Column("originals", "Bản chính", brief=True),
    Column("copies", "Bản sao", brief=True),
    Column("case", "Trường hợp"),
)
_BASIS = (Column("title", "Tên văn bản"), Column("symbol", "Số, ký hiệu"))
PARTS: Mapping[str, Editor] = {
    name: Editor(name, LABELS[name], noun, columns, HINTS[name])
    for name, noun, columns in (("ways", "cách thức", _WAYS), ("components", "giấy tờ", _PAPERS), ("basis", "văn bản", _BASIS))
}
"""Part of a procedure → its editor."""


def rows_of(content: Content, field: str) -> list[Cells]:
    """The rows of a part as its editor shows them."""
    names = [column.name for column in PARTS[field].columns]
    return [dict(zip(names, cells_of(each), strict=True)) for each in getattr(content, field) or ()]


def steps_editor(units: Sequence[tuple[str, str]]) -> Editor:
    """The steps of a workflow; `units`: short name and words of the units that are there."""
    columns = (
        Column("name", "Việc"),
        Column("unit", "Đơn vị", choices=[("", "Ngoài phường"), *units]),
        Column("post", "Chức danh"),
        Column("hours", "Số giờ", brief=True),
        Column("result", "Kết quả"),
    )
    return Editor("steps", "Các bước", "bước", columns, "Số giờ là giờ làm việc, như 4 hoặc 0,5; chưa rõ thì để trống.")
