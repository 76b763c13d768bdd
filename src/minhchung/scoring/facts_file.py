"""The file of figures that `minhchung index score` reads, and its form as JSON Schema."""

import json
import re
from datetime import date, timedelta, timezone
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from minhchung.scoring.facts import Facts, Given, Known, Scalar
from minhchung.scoring.packs import Pack
from minhchung.text.normal import nfc

LONGEST = 5_000_000
"""Characters of a file."""
NUMBER = r"^-?(0|[1-9]\d{0,17})(\.\d{1,12})?$"
DAY = r"^\d{4}-\d{2}-\d{2}$"
VIETNAM = timezone(timedelta(hours=7))
VARIANTS = {"KnownForm", "decimal", "bool", "str"}
"""What pydantic puts into a place for the kinds of value that were tried."""
_number, _day = re.compile(NUMBER), re.compile(DAY)


class FactsFileError(ValueError):
    """The file cannot be read; the message says where, why and the way out."""


Number = Annotated[Decimal, Field(max_digits=30, decimal_places=12, description="Một số; ghi trong ngoặc kép để giữ nguyên từng chữ số.")]
Value = Annotated[
    Decimal | bool | str | None,
    Field(description='Số (98.33 hoặc "98.33"), ngày ("2026-01-12"), true/false, lựa chọn ("Tốt"), hoặc null khi chưa biết.'),
]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KnownForm(_Part):
    """Một số liệu kèm tử số, mẫu số; value null là chưa biết, reason nói vì sao. Tỷ lệ có tử số và mẫu số thì không cần value."""

    value: Value = None
    reason: str = ""
    numerator: Number | None = None
    denominator: Number | None = None
    ceiling: Number | None = None


class GivenForm(_Part):
    """Điểm ghi tay thay cho cách chấm."""

    points: Number
    reason: str = Field(min_length=1)


class FactsForm(_Part):
    """Số liệu để chấm một bộ tiêu chí."""

    as_of: AwareDatetime = Field(description="Số liệu đúng vào lúc nào, có múi giờ: 2026-11-30T17:00:00+07:00.")
    values: dict[str, KnownForm | Value] = Field(default={}, description="Tên số liệu hoặc biến → giá trị.")
    not_applicable: dict[str, str] = Field(default={}, description="Mã tiêu chí không áp dụng → lý do.")
    given: dict[str, GivenForm] = Field(default={}, description="Mã tiêu chí → điểm ghi tay và lý do.")


def schema() -> dict[str, Any]:
    """The form of the file as JSON Schema (2020-12)."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **FactsForm.model_json_schema()}


def read_facts(text: str, name: str) -> Facts:
    """The facts of a file's text, every number exactly as it is written. Raises FactsFileError.

    Text that looks like a number or a day is one; a word of a choice cannot look like that.
    """
    if len(text) > LONGEST:
        raise FactsFileError(f"Tệp {name} dài {len(text):,} ký tự, tối đa {LONGEST:,}: chỉ ghi số liệu của một đơn vị.")
    try:
        told = json.loads(nfc(text), parse_float=_exact, parse_int=_exact, parse_constant=_no_number, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise FactsFileError(f"Tệp {name} sai cú pháp JSON ở dòng {error.lineno}: kiểm tra dấu phẩy, ngoặc và ngoặc kép.") from error
    except RecursionError as error:
        raise FactsFileError(f"Tệp {name} lồng quá nhiều lớp: dùng đúng mẫu (minhchung index figures --schema).") from error
    except ValueError as error:
        raise FactsFileError(f"Tệp {name}: {error}.") from error
    try:
        form = FactsForm.model_validate(told)
        return Facts(
            as_of=form.as_of.astimezone(VIETNAM),
            values={key: _known(value, f"values.{key}") for key, value in form.values.items()},
            not_applicable=form.not_applicable,
            given={code: Given(each.points, each.reason) for code, each in form.given.items()},
        )
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"] if part not in VARIANTS)
        raise FactsFileError(f"Tệp {name}, mục {place or 'gốc'}: {_cause(error)} (mẫu: minhchung index figures --schema).") from error
    except ValueError as error:
        raise FactsFileError(f"Tệp {name}, {error}.") from error


def _cause(error: ValidationError) -> str:
    match error.errors()[0]["type"]:
        case "missing":
            return "thiếu mục này, ghi thêm"
        case "extra_forbidden":
            return "không có mục tên này, sửa tên hoặc bỏ đi"
        case "timezone_aware":
            return "thiếu múi giờ, ghi như 2026-11-30T17:00:00+07:00"
        case kind if kind.startswith("datetime"):
            return "không phải thời điểm, ghi như 2026-11-30T17:00:00+07:00"
    return "giá trị không đúng kiểu, ghi lại theo mẫu"


def _exact(written: str) -> Decimal:
    if not _number.match(written):
        raise ValueError(f"số {written[:40]} không đọc được: ghi tối đa 18 chữ số và 12 số lẻ, không dùng dạng 1e5")
    return Decimal(written)


def _no_number(written: str) -> Decimal:
    raise ValueError(f"{written} không phải số: chưa biết thì ghi null")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for place, (key, _) in enumerate(pairs) if key in dict(pairs[:place]))
        raise ValueError(f"mục “{twice}” ghi hai lần: bỏ một lần")
    return found


def _known(told: KnownForm | Decimal | bool | str | None, place: str) -> Known:
    form = told if isinstance(told, KnownForm) else KnownForm(value=told)
    value = _scalar(form.value, place)
    if value is None and form.numerator is not None and form.denominator:
        value = form.numerator * 100 / form.denominator
    reason = form.reason or ("chưa khai" if value is None else "")
    return Known(value, reason, form.numerator, form.denominator, form.ceiling)


def _scalar(told: Decimal | bool | str | None, place: str) -> Scalar:
    if not isinstance(told, str):
        return told
    if _number.match(told):
        return Decimal(told)
    try:
        return date.fromisoformat(told) if _day.match(told) else told
    except ValueError as error:
        raise ValueError(f"mục {place}: ngày {told} không có thật: ghi năm-tháng-ngày, ví dụ 2026-01-31") from error


def empty_form(pack: Pack) -> dict[str, Any]:
    """A file to fill in: every name the pack reads, unknown so far."""
    names = dict.fromkeys(read.name for _, read in pack.inputs())
    return {"as_of": f"{pack.year}-12-31T17:00:00+07:00", "values": dict.fromkeys(names)}
