"""YAML as packs use it: plain values, read exactly, and nothing that a small file can grow into a large one by.

A number is the Decimal of its text, a day a date, `true` and `false` are the only answers (`yes`, `no` and `on` are words), a quoted value
is text. Anchors, tags, merge keys and a key that stands twice are refused, and so are files past LONGEST, DEEPEST and MOST.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from minhchung.scoring.problems import PackFileError, Problem
from minhchung.text.normal import nfc

LONGEST = 2_000_000
"""Characters of a file."""
DEEPEST = 40
MOST = 100_000
"""Values in a file."""
WIDTH = 140
ONE_LINE = 120
"""Characters of a list or group that is written on one line."""
PLAIN = {
    "tag:yaml.org,2002:null": (re.compile(r"^(null|~|)$"), ["n", "~", ""]),
    "tag:yaml.org,2002:bool": (re.compile(r"^(true|false)$"), ["t", "f"]),
    "tag:yaml.org,2002:float": (re.compile(r"^[-+]?(0|[1-9]\d{0,17})(\.\d{1,12})?$"), list("-+0123456789")),
    "tag:yaml.org,2002:timestamp": (re.compile(r"^\d{4}-\d{2}-\d{2}$"), list("0123456789")),
}
Place = tuple[str | int, ...]
"""The names and positions that lead to a value of a file."""


class Written:
    """The value of a file, and on which line each part of it stands."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.lines: dict[Place, int] = {}
        self._count = 0
        self._events = self._read(nfc(text))
        self.value = self._document()

    def _read(self, text: str) -> Iterator[Any]:
        if len(text) > LONGEST:
            raise self._error("size", 0, f"dài {len(text):,} ký tự, tối đa {LONGEST:,}", "tách bớt hoặc kiểm tra lại tệp")
        try:
            yield from yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            raise self._error(
                "yaml",
                line,
                "sai cú pháp YAML",
                "xem lại thụt dòng, dấu hai chấm và ngoặc kép quanh chỗ ấy (chữ có “: ” đặt trong ngoặc kép)",
            ) from error
        except yaml.YAMLError as error:
            raise self._error("yaml", 0, "có ký tự không in được", "lưu lại tệp dạng văn bản UTF-8") from error

    def _document(self) -> Any:
        value: Any = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                value = self._value(next(self._events), (), 0)
                break
        if any(isinstance(event, yaml.DocumentStartEvent) for event in self._events):
            raise self._error("yaml", 0, "có nhiều hơn một phần ngăn bằng “---”", "để mỗi bộ tiêu chí một tệp")
        return value

    def _value(self, event: Any, path: Place, depth: int) -> Any:
        line = event.start_mark.line + 1
        self.lines[path] = line
        self._count += 1
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self._error("anchor", line, "dùng neo hoặc bí danh (& và *)", "chép nguyên nội dung vào chỗ ấy")
        if event.tag:
            raise self._error("tag", line, f"dùng thẻ {event.tag}", "bỏ thẻ, chỉ ghi giá trị")
        if depth > DEEPEST or self._count > MOST:
            raise self._error("size", line, f"lồng quá {DEEPEST} lớp hoặc có quá {MOST:,} giá trị", "kiểm tra lại tệp")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path, depth)
        return self._mapping(path, depth) if isinstance(event, yaml.MappingStartEvent) else self._scalar(event, line)

    def _list(self, path: Place, depth: int) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            found.append(self._value(event, (*path, len(found)), depth + 1))
        return found

    def _mapping(self, path: Place, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
                raise self._error("yaml", line, "tên mục không phải một chữ", "ghi “tên: giá trị”")
            if event.value in found:
                raise self._error("twice", line, f"mục “{event.value}” ghi hai lần", "bỏ một lần")
            found[event.value] = self._value(next(self._events), (*path, event.value), depth + 1)
            self.lines[*path, event.value] = line
        return found

    def _scalar(self, event: Any, line: int) -> Any:
        if not event.implicit[0]:
            return event.value
        kind = next((tag for tag, (pattern, _) in PLAIN.items() if pattern.match(event.value)), "")
        match kind.rpartition(":")[2]:
            case "null":
                return None
            case "bool":
                return event.value == "true"
            case "float":
                return Decimal(event.value)
            case "timestamp":
                try:
                    return date.fromisoformat(event.value)
                except ValueError as error:
                    raise self._error("date", line, f"ngày {event.value} không có thật", "ghi năm-tháng-ngày, ví dụ 2026-01-31") from error
        return event.value

    def _error(self, code: str, line: int, message: str, fix: str) -> PackFileError:
        return PackFileError(self.name, [Problem(code, f"dòng {line}" if line else "", message, fix)])


class _Dumper(yaml.SafeDumper):
    """Writes so that `Written` reads the same: one list of plain values holds for both."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> Any:
        return _short(super().represent_mapping(tag, mapping, flow_style))

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> Any:
        return _short(super().represent_sequence(tag, sequence, flow_style))

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:
        return super().increase_indent(flow, False)  # a list stands further in than its name


def _short(node: Any) -> Any:
    """On one line only what fits on one."""
    if node.flow_style:
        parts = [part for pair in node.value for part in (pair if isinstance(pair, tuple) else (pair,))]
        node.flow_style = sum(len(part.value) + 3 for part in parts) <= ONE_LINE
    return node


for _tag, (_pattern, _first) in PLAIN.items():
    _Dumper.add_implicit_resolver(_tag, _pattern, _first)
_Dumper.add_representer(Decimal, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:float", format(value, "f")))
_Dumper.add_representer(int, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:float", str(value)))


def written(value: Any) -> str:
    """The text of plain values (dicts, lists, text, Decimal, int, bool, date, None), in the order they come."""
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=None)
