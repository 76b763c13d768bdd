"""Columns of a ward's own, described in lines as an official writes them; a star when the column must be filled.

Lĩnh vực *
Kết quả | chọn | Đạt; Chưa đạt
Ngày kiểm tra | ngày
"""

from collections.abc import Iterable

from pydantic import ValidationError

from minhchung.apps.management.rules.registers import Column, Kind, name_of
from minhchung.text.normal import fold

KINDS = {fold(kind.label): kind for kind in Kind}
AT_MOST = 20


def columns_of(text: str) -> tuple[list[Column], list[str]]:
    """The columns the lines describe, and what is wrong with them, each in a sentence that names the line."""
    columns: list[Column] = []
    wrong: list[str] = []
    for number, line in enumerate((each for each in text.splitlines() if each.strip()), 1):
        try:
            columns.append(_column(line))
        except ValueError as error:
            wrong.append(f"Dòng {number}: {_words(error)}")
    if len(columns) > AT_MOST:
        wrong.append(f"Có {len(columns)} cột, quá {AT_MOST}. Bớt cột, hoặc tách thành hai sổ.")
    return columns, wrong


def _words(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(each["msg"].removeprefix("Value error, ") for each in error.errors())
    return str(error)


def _column(line: str) -> Column:
    label, kind, choices = ([part.strip() for part in line.split("|")] + ["", ""])[:3]
    required = label.endswith("*")
    label = label.rstrip("* ").strip()
    if not label or len(label) > 80:
        raise ValueError("chưa có tên cột, hoặc tên dài quá 80 chữ.")
    if kind and fold(kind) not in KINDS:
        raise ValueError(f"“{kind}” không phải kiểu cột. Chọn một trong: {', '.join(each.label for each in Kind)}.")
    wanted = KINDS[fold(kind)] if kind else Kind.LINE
    values = [each.strip() for each in choices.split(";") if each.strip()]
    if wanted is Kind.CHOICE and len(values) < 2:
        raise ValueError("cột kiểu chọn phải có ít nhất hai giá trị, cách nhau bằng dấu chấm phẩy.")
    if wanted is not Kind.CHOICE and values:
        raise ValueError("chỉ cột kiểu chọn mới có các giá trị. Ghi kiểu là chọn.")
    named = {name_of(each): each for each in values}
    return Column(name=f"x-{name_of(label)}", label=label, kind=wanted, required=required, choices=named, own=True)


def lines_of(columns: Iterable[Column]) -> str:
    """The lines that describe columns; `columns_of` reads them back."""
    return "\n".join(_line(each) for each in columns)


def _line(column: Column) -> str:
    parts = [f"{column.label} *" if column.required else column.label]
    if column.kind is not Kind.LINE:
        parts.append(column.kind.label)
    if column.choices:
        parts.append("; ".join(column.choices.values()))
    return " | ".join(parts)
