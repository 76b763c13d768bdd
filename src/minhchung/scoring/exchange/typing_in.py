"""A rule as a person types it into a small form: single values, bands and options one a line, and the variables it declares by itself.

A line has its parts between upright strokes: “80 | 1,5”, “Đúng hạn | 50%”, “Có quyết định | 0,5 | bien_da_khai”.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from minhchung.scoring.exchange.cells import CellError, as_day, as_number, written_number
from minhchung.scoring.exchange.problems import sayings
from minhchung.scoring.exchange.ruling import ADAPTER, BRANCH, CLASSES, LISTS, PARAMETERS
from minhchung.scoring.packs import Variable
from minhchung.scoring.shapes import Kind, Shape
from minhchung.scoring.words import written_day
from minhchung.text.normal import fold, squeeze

NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_-]+)*")
ROLES: dict[str, tuple[str, str]] = {
    "ratio": ("ty_le", "tỷ lệ đạt"), "numerator": ("tu_so", "số đạt"), "denominator": ("mau_so", "tổng số"), "when": ("dat", "đạt yêu cầu"),
    "choice": ("muc_dat", "mức đạt"), "count": ("so_luong", "số lượng"), "requires": ("dieu_kien", "điều kiện bắt buộc"),
    "on": ("ngay", "ngày thực hiện"), "rank": ("thu_hang", "thứ hạng"), "index": ("chi_so", "chỉ số công bố"),
    "value": ("gia_tri", "giá trị của phường"), "average": ("binh_quan", "mức bình quân"),
}  # fmt: skip
"""Parameter that names an input → the end of the variable's name, and of its title."""
OPTIONAL_NAMES = {"requires", "ratio", "numerator", "denominator"}
EDGES = {"min", "max", "late_days"}


class TypedError(ValueError):
    """What was typed makes no rule; `wrong` says what, by field of the form ("" for the whole)."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        self.wrong = dict(wrong)
        super().__init__("; ".join(wrong.values()))


@dataclass(frozen=True, slots=True)
class Parameter:
    """A field of a shape as a form asks for it. `kind`: name (an input), number, day, direction, formula, lines; `hint`: how."""

    field: str
    label: str
    kind: str
    required: bool
    hint: str = ""


def parameters(shape: str) -> list[Parameter]:
    """What the form of a shape asks for, in the order of its model."""
    return [_parameter(shape, field) for field in CLASSES[shape].model_fields if field != "shape"]


def _parameter(shape: str, field: str) -> Parameter:
    required = CLASSES[shape].model_fields[field].is_required()
    if field in LISTS:
        return Parameter(field, LISTS[field], "lines", True, _hint(shape, field))
    label, column = PARAMETERS[field]
    if field in ROLES:
        return Parameter(field, label, "name", required and field not in OPTIONAL_NAMES)
    kind = {"direction": "direction", "due": "day", "expression": "formula"}.get(field, "number")
    hint = "ngày/tháng/năm, hoặc tên một biến" if kind == "day" else "ví dụ 6*A + min(2, 2.5*B)" if column == "formula" else ""
    return Parameter(field, label, kind, required, hint)


def _hint(shape: str, field: str) -> str:
    if field == "where":
        return "Mỗi dòng: chữ trong công thức | nội dung số liệu cần khai, hoặc tên số liệu"
    if field == "branches":
        return "Mỗi dòng: tên trường hợp | điều kiện | công thức điểm. Ví dụ: Đạt từ 80 | A >= 80 | 2"
    first = {
        "ratio_tiers": "tỷ lệ % ở đầu bậc", "count_tiers": "từ số lượng", "rank_tiers": "đến thứ hạng",
        "deadline_graded": "chậm đến số ngày",
    }.get(shape, "nội dung")  # fmt: skip
    example = {"deadline_graded": "0 | 1", "ratio_tiers": "80 | 1,5", "rank_tiers": "10 | 2"}.get(shape, "")
    named = " | tên biến (để trống thì tự đặt)" if _name_field(shape, field) else ""
    shown = f" Ví dụ: {example}." if example else ""
    return f"Mỗi dòng: {first} | điểm, hoặc % điểm tối đa{named}. Mức tốt nhất trước.{shown}"


def _item(shape: str, field: str) -> type[BaseModel]:
    found: type[BaseModel] = get_args(CLASSES[shape].model_fields[field].annotation)[0]
    return found


def _name_field(shape: str, field: str) -> str:
    names = [name for name in ("when", "count") if field not in ("branches", "where") and name in _item(shape, field).model_fields]
    return names[0] if names else ""


def typed_values(rule: Shape) -> dict[str, str]:
    """The fields of a form as they show a rule."""
    shape = str(rule.shape)  # type: ignore[attr-defined]  # every variant has it
    return {each.field: _shown(shape, each, getattr(rule, each.field)) for each in parameters(shape)}


def _shown(shape: str, asked: Parameter, value: Any) -> str:
    if asked.field == "where":
        return "\n".join(f"{letter} | {name}" for letter, name in value.items())
    if asked.field == "branches":
        return "\n".join(f"{item.label} | {item.when} | {item.points}" for item in value)
    if asked.kind == "lines":
        named = _name_field(shape, asked.field)
        return "\n".join(" | ".join(filter(None, (_first(item), _worth(item), getattr(item, named) if named else ""))) for item in value)
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return written_number(value)
    return str(value) if isinstance(value, str) else written_day(value)


def _first(item: Any) -> str:
    edge = next((getattr(item, name) for name in EDGES if getattr(item, name, None) is not None), None)
    return item.label if edge is None else written_number(Decimal(edge))


def _worth(item: Any) -> str:
    return written_number(item.points) if item.points is not None else f"{written_number(item.percent)}%"


@dataclass(slots=True)
class _Names:
    """Names for the variables of one leaf; none is used twice."""

    stem: str
    title: str
    taken: set[str]
    titles: Mapping[str, str]
    made: dict[str, str]

    def declare(self, role: str, title: str) -> str:
        base = f"tc_{self.stem}_{role}"
        name, more = base, 2
        while name in self.taken:
            name, more = f"{base}_{more}", more + 1
        self.taken.add(name)
        self.made[name] = squeeze(title)
        return name


def rule_of(
    shape: str, typed: Mapping[str, str], *, code: str, title: str, titles: Mapping[str, str], taken: Collection[str] = ()
) -> tuple[Shape, tuple[Variable, ...]]:
    """The rule that was typed, and the variables it declares by itself: an input without a name is one that people declare.

    `typed`: field of the shape → text; `declared_as` "ratio": the share itself is declared, not its two numbers. `titles`:
    parameter → what is to be declared, in words; `taken`: names that mean something else already. Raises TypedError.
    """
    names = _Names(re.sub(r"[^a-z0-9]+", "_", fold(code)).strip("_") or "x", title, set(taken), titles, {})
    raw: dict[str, Any] = {"shape": shape}
    wrong: dict[str, str] = {}
    for asked in parameters(shape):
        try:
            value = _value(shape, asked, typed, names)
        except (CellError, TypedError) as error:
            wrong[asked.field] = f"{error}."
            continue
        if value not in (None, ""):
            raw[asked.field] = value
    if wrong:
        raise TypedError(wrong)
    try:
        rule = ADAPTER.validate_python(raw)
    except ValidationError as error:
        raise TypedError({_field_of(path, shape): f"{said[:1].upper()}{said[1:]}." for path, said in sayings(error)}) from error
    return rule, _variables(rule, names)


def _field_of(path: tuple[int | str, ...], shape: str) -> str:
    known = CLASSES[shape].model_fields
    return next((str(part) for part in path if part in known and part != shape), "")


def _value(shape: str, asked: Parameter, typed: Mapping[str, str], names: _Names) -> Any:
    said = typed.get(asked.field, "").strip()
    if asked.kind == "lines":
        return _lines(shape, asked, said, typed.get("direction", ""), names)
    if asked.kind == "name":
        return said or _undeclared(asked, typed, names)
    if not said:
        return None
    if asked.kind == "number":
        return as_number(said)
    if asked.kind == "day":
        return said if NAME.fullmatch(said) else as_day(said)
    return said


def _undeclared(asked: Parameter, typed: Mapping[str, str], names: _Names) -> str:
    """A share is declared as numerator and denominator unless the form says that the share itself is; a condition only where asked for."""
    whole = typed.get("declared_as") == "ratio"
    if asked.field == "ratio" and not whole:
        return ""
    if asked.field in ("numerator", "denominator") and (whole or typed.get("ratio", "").strip()):
        return ""
    if asked.field == "requires" and not names.titles.get("requires"):
        return ""
    role, words = ROLES[asked.field]
    return names.declare(role, names.titles.get(asked.field) or f"{names.title}: {words}")


def _lines(shape: str, asked: Parameter, said: str, direction: str, names: _Names) -> Any:
    lines = [[part.strip() for part in line.split("|")] for line in said.splitlines() if line.strip()]
    if not lines:
        raise TypedError({asked.field: f"chưa có dòng nào ở “{asked.label}”: {asked.hint[:1].lower()}{asked.hint[1:].rstrip('.')}"})
    if asked.field == "where":
        return dict(_letter(parts, names) for parts in lines)
    read = [_branch(parts) if asked.field == "branches" else _band(shape, asked.field, parts, direction) for parts in lines]
    if named := _name_field(shape, asked.field):
        for at, item in enumerate(read, start=1):
            item[named] = item[named] or names.declare(f"nd{at}", f"{names.title}: {item['label']}")
    return read


def _letter(parts: list[str], names: _Names) -> tuple[str, str]:
    if len(parts) != 2 or not all(parts):
        raise TypedError({"": f"dòng “{' | '.join(parts)}” cần hai phần: chữ | nội dung"})
    letter, meant = parts
    return letter, meant if NAME.fullmatch(meant) else names.declare(fold(letter), meant)


def _branch(parts: list[str]) -> dict[str, Any]:
    if len(parts) != len(BRANCH) or not all(parts):
        raise TypedError({"": f"dòng “{' | '.join(parts)}” cần ba phần: tên | điều kiện | điểm"})
    return dict(zip(BRANCH, parts, strict=True))


def _band(shape: str, field: str, parts: list[str], direction: str) -> dict[str, Any]:
    fields = _item(shape, field).model_fields
    named = _name_field(shape, field)
    if len(parts) not in ((2, 3) if named else (2,)) or not all(parts[:2]):
        raise TypedError({"": f"dòng “{' | '.join(parts)}” cần {'hai hoặc ba' if named else 'hai'} phần, cách nhau bằng dấu |"})
    first, worth = parts[:2]
    item: dict[str, Any] = {}
    if "label" in fields:
        item["label"] = first
    else:
        edge = "late_days" if "late_days" in fields else "max" if direction == "lower" or "min" not in fields else "min"
        item[edge] = as_number(first.rstrip("% "))
    item["percent" if worth.endswith("%") else "points"] = as_number(worth.rstrip("% "))
    if named:
        item[named] = parts[2] if len(parts) == 3 else ""
    return item


def _variables(rule: Shape, names: _Names) -> tuple[Variable, ...]:
    return tuple(_variable(rule, read.name, read.kind, names.made[read.name]) for read in _once(rule) if read.name in names.made)


def _once(rule: Shape) -> Iterator[Any]:
    seen: set[str] = set()
    for read in rule.inputs():
        if read.name not in seen:
            seen.add(read.name)
            yield read


def _variable(rule: Shape, name: str, kind: Kind, title: str) -> Variable:
    if kind == "choice":
        return Variable(name=name, title=title, kind="choice", choices=tuple(option.label for option in getattr(rule, "options", ())))
    if kind == "share":
        return Variable(name=name, title=title, kind="number", unit="%")
    return Variable(name=name, title=title, kind=kind)
