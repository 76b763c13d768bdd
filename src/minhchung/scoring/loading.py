"""A pack from YAML and back. What is wrong in a file is told in Vietnamese: the place by the code of its leaf, the cause, the way out."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from minhchung.scoring.packs import Pack
from minhchung.scoring.problems import PackFileError, Problem
from minhchung.scoring.shapes import SHAPES
from minhchung.scoring.words import plain
from minhchung.scoring.written import Place, Written, written

__all__ = ["PackFileError", "dump", "load", "packaged", "packs_here", "parse", "read_pack"]

FOLDER = "law/indexes"
NAME = "ghi tên một số liệu (dossiers.resolved-in-time) hoặc tên một biến đã khai ở mục variables (so_don_vi)"


def parse(text: str, name: str) -> Pack:
    """The pack of a text; `name` is how the file is called in an error. Raises PackFileError."""
    found = Written(text, name)
    return read_pack(found.value, name, found.lines)


def read_pack(value: Any, name: str, lines: dict[Place, int] | None = None) -> Pack:
    """The pack of plain values, wherever they come from; `lines` says where each stands in its file. Raises PackFileError."""
    if not isinstance(value, dict):
        raise PackFileError(name, [Problem("empty", "", "không có nội dung của một bộ tiêu chí", "bắt đầu bằng id, version, title, year")])
    try:
        return Pack.model_validate(value)
    except ValidationError as error:
        raise PackFileError(name, _problems(error, value, lines or {})) from error


def dump(pack: Pack) -> str:
    """The pack as YAML in a fixed order, without what it leaves to the defaults; `parse` gives the same pack back."""
    return written(_ordered(pack.model_dump(exclude_defaults=True)))


def _ordered(value: Any) -> Any:
    """The shape of a rule first, what a level is worth last."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: (name != "shape") + (name in {"points", "percent"}))
        return {name: _ordered(value[name]) for name in names}
    return [_ordered(part) for part in value] if isinstance(value, list | tuple) else value


def load(source: str | Path) -> Pack:
    """The pack in a file, or the packaged one of this id. Raises PackFileError."""
    path = Path(source)
    if str(source) in packs_here() and not path.is_file():
        return packaged(str(source))
    try:
        return parse(path.read_text(encoding="utf-8-sig"), str(source))
    except FileNotFoundError as error:
        known = ", ".join(packs_here())
        raise PackFileError(
            str(source), [Problem("file", "", "không có tệp này", f"ghi đúng đường dẫn, hoặc một bộ có sẵn: {known}")]
        ) from error
    except OSError as error:
        raise PackFileError(str(source), [Problem("file", "", "không mở được", "kiểm tra quyền đọc, và đây là một tệp")]) from error
    except UnicodeDecodeError as error:
        raise PackFileError(str(source), [Problem("file", "", "không phải văn bản UTF-8", "lưu lại tệp với mã UTF-8")]) from error


def packs_here() -> tuple[str, ...]:
    """The ids of the packs that come with the program."""
    folder = files("minhchung") / FOLDER
    return tuple(sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml")))


@cache
def packaged(pack_id: str) -> Pack:
    """The packaged pack of this id. Raises PackFileError."""
    name = f"{FOLDER}/{pack_id}.yaml"
    return parse((files("minhchung") / name).read_text(encoding="utf-8"), name)


def _problems(error: ValidationError, value: Any, lines: dict[Place, int]) -> Iterator[Problem]:
    told: dict[Place, list[Problem]] = {}
    for found in error.errors():
        if found["type"] == "too_short" and found["input"]:
            continue  # the list has lines; pydantic counts those without a fault only
        path, tail = _within(found["loc"], value)
        code, message, fix = _worded(found)
        told.setdefault(path, []).append(Problem(code, _where(path, tail, value, lines), message, fix))
    for problems in told.values():
        # A place that takes a name or a day is told once.
        yield from [problem for problem in problems if problem.code == "prose"] or problems


def _within(loc: Place, value: Any) -> tuple[Place, tuple[str, ...]]:
    """The part of a place that stands in the file, and what is behind it; pydantic puts names of variants in between."""
    path: list[str | int] = []
    tail: list[str] = []
    for part in loc:
        below = dict(enumerate(value)) if isinstance(value, list) else value
        if isinstance(below, dict) and part in below:
            path.append(part)
            value = below[part]
        elif isinstance(part, str) and part not in SHAPES and part.isidentifier():
            tail.append(part)
    return tuple(path), tuple(tail)


def _where(path: Place, tail: tuple[str, ...], value: Any, lines: dict[Place, int]) -> str:
    code, since = "", 0
    for depth, part in enumerate(path):
        value = value[part]
        if isinstance(value, dict) and isinstance(value.get("code"), str | Decimal):
            code, since = str(value["code"]), depth + 1
    where = ".".join(str(part + 1) if isinstance(part, int) else part for part in (*path[since:], *tail[-1:]))
    line = lines.get(path)
    said = (f"tiêu chí {code}" if code else "", f"mục {where}" if where else "", f"dòng {line}" if line else "")
    return ", ".join(part for part in said if part)


def _worded(found: Any) -> tuple[str, str, str]:
    """One error of pydantic as code, message and way out."""
    kind, ctx, shown = found["type"], found.get("ctx", {}), _shown(found["input"])
    if kind == "string_pattern_mismatch" and "\\." in ctx["pattern"]:
        return "prose", f"“{shown}” là lời văn, không phải tên của một số liệu hay một biến", NAME
    if kind == "value_error":
        return "value", str(ctx["error"]), "sửa lại mục này"
    if kind == "union_tag_invalid":
        return "shape", f"không có cách chấm “{ctx['tag']}”", f"chọn {', '.join(SHAPES)}"
    message, fix = MESSAGES.get(kind, ("giá trị “{given}” không dùng được ở đây", "xem mục này trong bộ tiêu chí mẫu"))
    words = {key: plain(limit) if isinstance(limit, Decimal) else str(limit) for key, limit in ctx.items()}
    words |= {"given": shown, "expected": str(ctx.get("expected", "")).replace("'", "").replace(" or ", " hoặc ")}
    return kind.replace("_", "-"), message.format(**words), fix.format(**words)


def _shown(given: Any) -> str:
    if isinstance(given, Decimal):
        return format(given, "f")
    text = "…" if isinstance(given, dict | list | tuple) else str(given)
    return text if len(text) <= 80 else f"{text[:79]}…"


_TEXT = ("“{given}” không phải chữ", "đặt trong ngoặc kép")
_NUMBER = ("“{given}” không phải số", "ghi số với dấu chấm thập phân, ví dụ 0.25")
_WHOLE = ("“{given}” không phải số nguyên", "ghi một số nguyên")
_DAY = ("“{given}” không phải ngày", "ghi năm-tháng-ngày, ví dụ 2026-01-31")
_ANSWER = ("“{given}” không phải true hay false", "ghi true hoặc false")
_LIST = ("“{given}” không phải danh sách", "ghi mỗi dòng một “- …”")
_PART = ("“{given}” không phải một nhóm mục", "ghi “tên: giá trị” bên trong")
MESSAGES: dict[str, tuple[str, str]] = {
    "missing": ("thiếu mục này", "ghi thêm"),
    "extra_forbidden": ("không có mục tên này", "kiểm tra chính tả của tên mục, hoặc bỏ đi"),
    "string_pattern_mismatch": (
        "“{given}” không dùng làm tên được",
        "chỉ dùng chữ không dấu, chữ số, gạch nối và gạch dưới, bắt đầu bằng chữ",
    ),
    "string_type": _TEXT,
    "string_too_short": ("để trống", "ghi nội dung"),
    "string_too_long": ("“{given}” dài quá {max_length} ký tự", "viết ngắn lại"),
    "literal_error": ("“{given}” không phải một lựa chọn", "chọn {expected}"),
    "union_tag_not_found": ("cách chấm chưa ghi shape", f"ghi shape: một trong {', '.join(SHAPES)}"),
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "bool_type": _ANSWER,
    "bool_parsing": _ANSWER,
    "tuple_type": _LIST,
    "dict_type": _PART,
    "mapping_type": _PART,
    "model_type": _PART,
    "model_attributes_type": _PART,
    "too_short": ("thiếu dòng, cần ít nhất {min_length}", "ghi thêm"),
    "greater_than": ("{given} quá nhỏ", "ghi số lớn hơn {gt}"),
    "greater_than_equal": ("{given} quá nhỏ", "ghi số từ {ge} trở lên"),
    "less_than_equal": ("{given} quá lớn", "ghi số không quá {le}"),
}
