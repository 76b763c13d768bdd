"""A rule as rows of the sheet "Cách chấm", one per parameter, band, option or item; and back.

What a shape's parameters are is read off its model; this module only knows the words and the column of each.
"""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter

from minhchung.scoring.shapes import Rule, Shape
from minhchung.text.normal import fold

ADAPTER: TypeAdapter[Rule] = TypeAdapter(Rule)
CLASSES: dict[str, type[Shape]] = {
    get_args(each.model_fields["shape"].annotation)[0]: each for each in get_args(get_args(Rule)[0]) if issubclass(each, Shape)
}
PARAMETERS: dict[str, tuple[str, str]] = {
    "ratio": ("Tỷ lệ", "name"),
    "numerator": ("Tử số", "name"),
    "denominator": ("Mẫu số", "name"),
    "direction": ("Chiều", "label"),
    "target": ("Mục tiêu (%)", "value"),
    "floor": ("Mức sàn", "value"),
    "full": ("Mức đủ điểm (%)", "value"),
    "below": ("Điểm dưới mức sàn", "points"),
    "at_floor": ("Điểm tại mức sàn", "points"),
    "when": ("Điều kiện", "name"),
    "yes": ("Điểm khi có", "points"),
    "no": ("Điểm khi không", "points"),
    "choice": ("Mức đạt", "name"),
    "count": ("Số lượng", "name"),
    "each": ("Điểm mỗi nội dung", "points"),
    "cap": ("Điểm trần", "points"),
    "requires": ("Điều kiện bắt buộc", "name"),
    "start": ("Điểm ban đầu", "points"),
    "on": ("Ngày thực hiện", "name"),
    "due": ("Hạn", "day"),
    "rank": ("Thứ hạng", "name"),
    "index": ("Chỉ số", "name"),
    "value": ("Giá trị so sánh", "name"),
    "average": ("Mức bình quân", "name"),
    "of": ("Thang", "value"),
    "expression": ("Công thức", "formula"),
    "otherwise": ("Còn lại", "points"),
}
"""Field of a shape → its words, and the column that holds it."""
LISTS: dict[str, str] = {
    "bands": "Bậc",
    "options": "Phương án",
    "items": "Nội dung",
    "violations": "Vi phạm",
    "branches": "Trường hợp",
    "where": "Ký hiệu",
}
ITEM: dict[str, str] = {
    "label": "label", "when": "name", "count": "name", "points": "points", "percent": "percent", "min": "low", "max": "high",
    "late_days": "high",
}  # fmt: skip
"""Field of a band, option or item → its column."""
BRANCH = {"label": "label", "when": "condition", "points": "formula"}
DIRECTIONS = {"higher": "Càng cao càng tốt", "lower": "Càng thấp càng tốt"}
Row = dict[str, Any]
"""Column key of the sheet "Cách chấm" → value."""


def rule_rows(rule: Shape) -> Iterator[Row]:
    """The rows of a rule, in the order of its model."""
    for field in type(rule).model_fields:
        value = getattr(rule, field)
        if field == "where":
            yield from ({"item": LISTS[field], "label": letter, "name": name} for letter, name in value.items())
        elif field in LISTS:
            yield from ({"item": LISTS[field], **_item(field, item)} for item in value)
        elif field != "shape" and value not in (None, ""):
            title, column = PARAMETERS[field]
            if field == "due" and isinstance(value, str):
                column = "name"
            yield {"item": title, column: DIRECTIONS[value] if field == "direction" else value}


def _item(field: str, item: BaseModel) -> Row:
    columns = BRANCH if field == "branches" else ITEM
    given = item.model_fields_set
    told = {name: getattr(item, name) for name in type(item).model_fields}
    return {columns[name]: value for name, value in told.items() if value is not None and (name != "points" or name in given)}


class RuleParts:
    """Rows of one leaf put together again. `raw` is what the model is made of; `rows` says which row each path came from."""

    def __init__(self, shape: str) -> None:
        self.shape = shape
        self.fields = [field for field in CLASSES[shape].model_fields if field != "shape"]
        self._titles = {fold(LISTS.get(field) or PARAMETERS[field][0]): field for field in self.fields}
        self.raw: dict[str, Any] = {"shape": shape}
        self.rows: dict[tuple[int | str, ...], int] = {}

    def add(self, row: Row, number: int) -> str:
        """Takes a row; what is wrong with it as a sentence, "" when nothing is."""
        field = self._titles.get(fold(row["item"]))
        if field is None:
            known = "; ".join(LISTS.get(each) or PARAMETERS[each][0] for each in self.fields)
            return f"dạng chấm này không có mục “{row['item']}”: chọn {known}"
        if field == "where":
            self.raw.setdefault(field, {})[row.get("label", "")] = row.get("name")
        elif field in LISTS:
            items = self.raw.setdefault(field, [])
            self.rows[(field, len(items))] = number
            items.append(self._read_item(field, row))
        elif field in self.raw:
            return f"mục “{row['item']}” có hai lần: bỏ một dòng"
        else:
            value = _parameter(field, row)
            if value is None:
                return f"mục “{row['item']}” chưa có giá trị: ghi vào cột của nó, hoặc bỏ dòng"
            self.raw[field] = value
        self.rows[(field,)] = number
        return ""

    def _read_item(self, field: str, row: Row) -> Row:
        columns = BRANCH if field == "branches" else ITEM
        arguments = get_args(CLASSES[self.shape].model_fields[field].annotation)
        return {name: row[columns[name]] for name in arguments[0].model_fields if columns[name] in row}

    def place(self, path: tuple[int | str, ...]) -> tuple[int | None, Mapping[str, str]]:
        """The row an error of the model belongs to, and the columns of the fields under it."""
        path = path[1:] if path and path[0] == self.shape else path
        row = self.rows.get(path[:2]) or self.rows.get(path[:1])
        return row, BRANCH if path[:1] == ("branches",) else ITEM


def _parameter(field: str, row: Row) -> Any:
    column = PARAMETERS[field][1]
    if field == "due":
        return row.get("day") or row.get("name")
    if field == "direction":
        said = fold(str(row.get("label", "")))
        return next((code for code, words in DIRECTIONS.items() if fold(words) == said), None)
    return row.get(column)
