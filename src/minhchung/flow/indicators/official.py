"""Published scores of QĐ 766: imported as they were published, never recomputed.

Two shapes are read. A table (CSV, UTF-8) with the headings `unit, period, code, name, numerator, denominator, ratio, score, max_score`,
of which `unit`, `period` and `code` must be filled. And JSON: a list of objects with those keys, or the answer of the portal's evaluation
page (`data` with `overview` and `evaluation[].metrics[]`), for which the caller says unit and period.
`code` is the portal's metric code, or a group's name (transparency, progress, …) for a group's score.
"""

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

KEYS = ("unit", "period", "code", "name", "numerator", "denominator", "ratio", "score", "max_score")
COUNTS = ("numerator", "denominator")
NEEDED = ("unit", "period", "code")
FROM_THE_PORTAL = {"maxScore": "max_score"}


class OfficialError(ValueError):
    """A file of published figures cannot be read; the message names the line, the cause and the way out."""


@dataclass(frozen=True, slots=True)
class Official:
    """One published figure, each value as published; None where nothing was published."""

    unit: str
    period: str
    code: str
    name: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    ratio: Decimal | None = None
    score: Decimal | None = None
    max_score: Decimal | None = None
    source: str = ""


def read_official(path: Path, unit: str = "", period: str = "") -> tuple[Official, ...]:
    """The figures of a .csv or .json file. `unit` and `period` fill what a file of the portal does not say. Raises OfficialError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise OfficialError(f"Không đọc được tệp điểm công bố {path.name}: cần tệp .csv hoặc .json mã UTF-8.") from error
    rows = list(_json(text, path.name, unit, period) if path.suffix.lower() == ".json" else _csv(text, path.name))
    return tuple(_official(row, number, path.name, {"unit": unit, "period": period}) for number, row in rows)


def _csv(text: str, name: str) -> Iterable[tuple[int, dict[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if text.split("\n", 1)[0].count(";") > 1 else ",")
    headings = [heading.strip() for heading in reader.fieldnames or ()]
    if not {"code", "score"} <= set(headings):
        raise OfficialError(f"Tệp {name} thiếu cột code hoặc score: dòng đầu phải có {', '.join(KEYS)}.")
    for row in reader:
        yield reader.line_num, {str(key).strip(): value for key, value in row.items()}


def _json(text: str, name: str, unit: str, period: str) -> Iterable[tuple[int, dict[str, Any]]]:
    try:
        said = json.loads(text, parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise OfficialError(
            f"Tệp {name} không phải JSON (dòng {error.lineno}): lưu lại đúng câu trả lời của Cổng hoặc dùng tệp .csv."
        ) from error
    if isinstance(said, dict):
        said = said.get("data", said)
    parts = said.get("evaluation") if isinstance(said, dict) else None
    rows = said if isinstance(said, list) else [row for part in parts or () if isinstance(part, dict) for row in part.get("metrics") or ()]
    if not rows:
        raise OfficialError(f"Tệp {name} không có chỉ số nào: cần danh sách chỉ số hoặc mục evaluation[].metrics của Cổng.")
    if not isinstance(said, list) and not (unit and period):
        raise OfficialError(f"Tệp {name} của Cổng không ghi đơn vị và kỳ: nói rõ đơn vị và kỳ khi nhập.")
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            raise OfficialError(f"Tệp {name}, mục {number}: cần một đối tượng có code và score.")
        yield number, {FROM_THE_PORTAL.get(str(key), str(key)): value for key, value in row.items()}


def _official(row: dict[str, Any], number: int, name: str, given: dict[str, str]) -> Official:
    said = {key: str(row.get(key) or given.get(key) or "").strip() for key in (*NEEDED, "name")}
    for key in NEEDED:
        if not said[key]:
            raise OfficialError(f"Tệp {name}, dòng {number}: thiếu {key}; ghi đủ {', '.join(NEEDED)}.")
    counts = {key: _number(row.get(key), f"Tệp {name}, dòng {number}, cột {key}", count=key in COUNTS) for key in KEYS[4:]}
    numerator, denominator, ratio, score, most = counts.values()
    return Official(said["unit"], said["period"], said["code"], said["name"], numerator, denominator, ratio, score, most, source=name)


def _number(value: Any, where: str, *, count: bool) -> Decimal | None:
    """A number as people write it: in a count “1.234” and “1,234” are thousands, elsewhere a single comma is the decimal sign."""
    if value is None or str(value).strip() in ("", "-", "null"):
        return None
    written = str(value).strip().rstrip("%").strip()
    if count and re.fullmatch(r"\d{1,3}([.,]\d{3})+", written):
        written = re.sub(r"[.,]", "", written)
    try:
        found = Decimal(written.replace(",", ".") if written.count(",") == 1 and "." not in written else written)
    except InvalidOperation as error:
        raise OfficialError(f"{where}: “{value}” không phải số; ghi dạng 15.81 hoặc 15,81.") from error
    if not found.is_finite():
        raise OfficialError(f"{where}: “{value}” không phải số; ghi dạng 15.81 hoặc 15,81.")
    return found


def rank(published: Iterable[Official], code: str, period: str) -> dict[str, int]:
    """Each unit's rank on one figure in one period, 1 the highest; equal scores share a rank, units without a score have none.

    Communes are capped below 100 by indicators that are not scored for them, so a rank says more than the distance to 100.
    """
    scores = {item.unit: item.score for item in published if item.code == code and item.period == period and item.score is not None}
    return {unit: 1 + sum(other > score for other in scores.values()) for unit, score in scores.items()}
