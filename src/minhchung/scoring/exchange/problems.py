"""What is wrong in a file, said so that whoever sent it can mend it."""

from dataclasses import dataclass

from pydantic import ValidationError


class ExchangeError(ValueError):
    """A file cannot be read, or a pack cannot be written, at all; the message is Vietnamese and names thing, cause and way out."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Something odd at a place of a file: `place` is the sheet or table, `row` counts from 1 (None: the whole of it), `column` is its
    heading. `error`: nothing may be scored by this before it is mended; else a person should look at it."""

    place: str
    row: int | None
    column: str
    message: str
    error: bool = True

    def __str__(self) -> str:
        where = ", ".join(filter(None, (self.place, f"dòng {self.row}" if self.row else "", f"cột “{self.column}”" if self.column else "")))
        return f"{where}: {self.message}"


SAID = {
    "missing": "còn thiếu",
    "string_too_short": "không được để trống",
    "string_too_long": "dài quá {max_length} ký tự: rút gọn",
    "too_short": "cần ít nhất {min_length} dòng",
    "string_pattern_mismatch": "“{input}” viết không đúng: chỉ dùng chữ không dấu, số và gạch dưới, bắt đầu bằng chữ",
    "greater_than": "phải lớn hơn {gt}",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than_equal": "không được quá {le}",
    "int_from_float": "phải là số nguyên",
    "int_type": "phải là số nguyên",
    "finite_number": "phải là một số",
}
"""Kind of a pydantic error → the words for it."""


def sayings(error: ValidationError) -> list[tuple[tuple[int | str, ...], str]]:
    """Every error with its path in the data and its sentence."""
    found = []
    for each in error.errors():
        told = {**(each.get("ctx") or {}), "input": each.get("input")}
        words = SAID.get(each["type"])
        own = told["error"] if each["type"] == "value_error" else each["msg"]
        found.append((each["loc"], words.format(**told) if words else str(own)))
    return found
