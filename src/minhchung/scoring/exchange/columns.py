"""The sheets of a pack's workbook: their columns, and the Vietnamese words of its codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from minhchung.scoring.shapes import SHAPES

CellKind = Literal["text", "number", "whole", "day", "words", "list", "raw", "shown"]
"""words: one of a fixed list; list: several words; raw: as another column says; shown: for the reader's eye, not read back."""


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is the field of the model; `words`: word in the cell → value; `required`: a row without it is an error."""

    key: str
    title: str
    width: int
    kind: CellKind = "text"
    words: Mapping[str, object] = field(default_factory=dict)
    required: bool = False
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with one head row."""

    name: str
    columns: tuple[Column, ...]


def words_of(codes: Mapping[str, str]) -> Mapping[str, object]:
    return {word: code for code, word in codes.items()}


SOURCES = {
    "metric": "Số liệu phần mềm",
    "evidence": "Minh chứng đơn vị khai",
    "external": "Số liệu bên ngoài",
    "survey": "Khảo sát",
}
NOT_APPLICABLE = {"full": "Đủ điểm", "rescale": "Bỏ ra và quy lại thang điểm", "spread": "Chia đều cho mục cùng nhóm", "zero": "0 điểm"}
ZERO_DENOMINATOR = {"full": "Đủ điểm", "zero": "0 điểm", "not_applicable": "Coi là không áp dụng", "unknown": "Chưa chấm được"}
MISSING = {"unknown": "Chưa chấm được", "zero": "0 điểm"}
LEVELS = {"commune": "Cấp xã", "department": "Sở và ngành", "province": "Cấp tỉnh"}
REQUIREMENTS = {"document": "Văn bản", "list": "Danh sách", "portal": "Trang thông tin", "photo": "Ảnh", "file": "Tệp"}
COVERS = {"units": "Mọi đơn vị", "quarters": "Mọi quý", "months": "Mọi tháng"}
KINDS = {"number": "Số", "yes_no": "Có hoặc không", "date": "Ngày", "choice": "Lựa chọn"}
PARTS = {"bonus": "Điểm thưởng", "penalty": "Điểm phạt"}
YES_NO: Mapping[str, object] = {"Có": True, "Không": False}

HEAD = Sheet("Bộ tiêu chí", (
    Column("item", "Mục", 34, required=True),
    Column("name", "Mã hoặc tên", 24),
    Column("value", "Giá trị", 70, "raw"),
    Column("guide", "Cách ghi", 50, "shown"),
))  # fmt: skip
_NODE = (
    Column("level", "Cấp", 6, "whole", required=True, prompt="1 là lĩnh vực; cấp của mục con lớn hơn một."),
    Column("code", "Mã", 10, required=True),
    Column("title", "Tiêu chí", 46, required=True),
    Column("max", "Điểm tối đa", 9, "number", required=True),
    Column("in_words", "Cách chấm", 44, "shown"),
    Column("shape", "Dạng chấm", 22, "words", words_of(SHAPES), prompt="Chỉ chọn cho tiêu chí không có mục con."),
    Column("lead", "Chủ trì", 11),
    Column("supporting", "Phối hợp", 13, "list", prompt="Mã các đơn vị, cách nhau bằng dấu chấm phẩy."),
    Column("deadline", "Thời hạn", 12, "day"),
    Column("source", "Nguồn số liệu", 18, "words", words_of(SOURCES)),
    Column("not_applicable", "Khi không áp dụng", 16, "words", words_of(NOT_APPLICABLE)),
    Column("zero_denominator", "Khi mẫu số bằng 0", 16, "words", words_of(ZERO_DENOMINATOR)),
    Column("missing", "Khi thiếu số liệu", 16, "words", words_of(MISSING)),
    Column("self_scored", "Tự chấm", 9, "words", YES_NO),
    Column("citation", "Căn cứ", 26),
    Column("note", "Ghi chú", 26),
    Column("rule_text", "Nguyên văn cách chấm", 44),
)
NODES = Sheet("Tiêu chí", _NODE)
OUTSIDE = Sheet("Điểm thưởng, điểm phạt", (Column("part", "Phần", 13, "words", words_of(PARTS), required=True), *_NODE))
RULES = Sheet("Cách chấm", (
    Column("code", "Mã", 10, required=True),
    Column("leaf", "Tiêu chí", 40, "shown"),
    Column("shape", "Dạng chấm", 22, "shown"),
    Column("item", "Mục", 22, required=True),
    Column("label", "Nội dung", 40),
    Column("name", "Số liệu", 30, prompt="Tên một biến ở trang Biến, hoặc tên số liệu của phần mềm."),
    Column("low", "Từ", 9, "number"),
    Column("high", "Đến", 9, "number"),
    Column("points", "Điểm", 9, "number"),
    Column("percent", "% điểm tối đa", 9, "number", prompt="Ghi 75, không ghi 75%."),
    Column("value", "Giá trị", 10, "number", prompt="Tỷ lệ phần trăm ghi 80, không ghi 80%."),
    Column("day", "Ngày", 12, "day"),
    Column("condition", "Điều kiện", 24),
    Column("formula", "Công thức", 34),
))  # fmt: skip
EVIDENCE = Sheet("Minh chứng", (
    Column("code", "Mã", 10, required=True),
    Column("leaf", "Tiêu chí", 40, "shown"),
    Column("text", "Minh chứng", 50, required=True),
    Column("kind", "Loại", 15, "words", words_of(REQUIREMENTS)),
    Column("document", "Loại văn bản", 22, "list", prompt="Loại được nhận, cách nhau bằng dấu chấm phẩy; trống là loại nào cũng được."),
    Column("in_year", "Trong năm", 9, "words", YES_NO),
    Column("before", "Không sau ngày", 12, "day"),
    Column("signed", "Có ký số", 9, "words", YES_NO),
    Column("covers", "Đủ cho", 13, "words", words_of(COVERS)),
    Column("rows", "Số dòng tối thiểu", 10, "whole"),
))  # fmt: skip
VARIABLES = Sheet("Biến", (
    Column("name", "Tên biến", 34, required=True, prompt="Chữ thường không dấu, số, gạch dưới."),
    Column("title", "Nội dung", 60, required=True),
    Column("kind", "Kiểu", 16, "words", words_of(KINDS)),
    Column("unit", "Đơn vị tính", 14),
    Column("choices", "Các lựa chọn", 60, "list", prompt="Cách nhau bằng dấu chấm phẩy."),
    Column("official", "Mã công bố 766", 24, prompt="Mã chỉ số hoặc nhóm trên Cổng, total (tổng điểm) hoặc rank (thứ hạng)."),
))  # fmt: skip
SHEETS = (HEAD, NODES, RULES, EVIDENCE, VARIABLES, OUTSIDE)
LISTS_SHEET = "Danh mục"
ERROR_TITLE = "Lỗi"
