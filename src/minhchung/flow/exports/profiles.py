"""Profiles: which headings and words of an export mean which column and value of the lake. TOML under law/exports, checked when loaded."""

import tomllib
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator

from minhchung.flow.columns import DOSSIERS, STEPS, SUPPLEMENTS, Channel, Level, LimitUnit, Payment, Status
from minhchung.flow.exports.model import ExportError

GENERAL = "chung"
FOLDER = "law/exports"
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Kind = Literal["list", "messages", "events"]
CAUSES = {
    "extra_forbidden": "mục này không có trong mẫu hồ sơ xuất; bỏ đi hoặc sửa tên (xem docs/dossier-lake.md)",
    "missing": "thiếu mục này; thêm vào",
    "enum": "giá trị không nằm trong các giá trị của kho hồ sơ (xem docs/dossier-lake.md)",
    "literal_error": "giá trị không nằm trong các giá trị cho phép",
}
CAUSE_OTHER = "giá trị sai kiểu; tiêu đề ghi thành danh sách chữ trong ngoặc kép, ngày viết dạng 2026-01-31"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Headings(_Part):
    """Headings known but not read. `summary` and `catalogue` (general vocabulary only) tell what a refused sheet is instead."""

    ignored: tuple[Text, ...] = ()
    personal: tuple[Text, ...] = ()
    summary: tuple[Text, ...] = ()
    catalogue: tuple[Text, ...] = ()


class Dates(_Part):
    """How moments are written: 03/04/2026 is 3 April when `day_first`; `keep_offset` leaves "08:00+02:00" at 08:00 (foreign logs)."""

    day_first: bool = True
    keep_offset: bool = False


class FreeText(_Part):
    """Free text columns a profile opts in. The lake has no column for free text yet, so there is nothing to opt in to."""

    columns: tuple[Text, ...] = ()


class Profile(_Part):
    """One layout of export: headings by lake column, words by value. The words and headings of the general profile stand behind it."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$")]
    title: Text
    source: Text
    valid_from: date
    valid_to: date | None = None
    kind: Kind = "list"
    columns: dict[str, tuple[Text, ...]]
    steps: dict[str, tuple[Text, ...]] = {}
    supplements: dict[str, tuple[Text, ...]] = {}
    headings: Headings = Headings()
    statuses: dict[str, Status] = {}
    channels: dict[str, Channel] = {}
    levels: dict[str, Level] = {}
    payments: dict[str, Payment] = {}
    flags: dict[str, bool] = {}
    limit_units: dict[str, LimitUnit] = {}
    dates: Dates = Dates()
    free_text: FreeText = FreeText()

    @model_validator(mode="after")
    def _columns_are_the_lakes(self) -> Self:
        for said, given, known in (
            ("columns", self.columns, {column.name for column in DOSSIERS}),
            ("steps", self.steps, {column.name for column in STEPS} - {"seq"} | {"transition"}),
            ("supplements", self.supplements, {column.name for column in SUPPLEMENTS} - {"seq"}),
        ):
            for strange in sorted(set(given) - known):
                raise ValueError(f"cột “{strange}” trong mục {said} không có trong kho hồ sơ; chọn trong: {', '.join(sorted(known))}")
        if "code" not in self.columns:
            raise ValueError('mục columns chưa nói cột nào là mã hồ sơ; thêm dòng code = ["…"]')
        if self.free_text.columns:
            raise ValueError("kho hồ sơ chưa có cột nào chứa chữ tự do; để trống mục free_text")
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("valid_to đứng trước valid_from; sửa lại ngày")
        return self


def parse_profile(text: str, name: str) -> Profile:
    """Check the text of one profile. `name` is how the file is called in an error. Raises ExportError."""
    try:
        return Profile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ExportError(f"Tệp mẫu {name} không đúng cú pháp TOML ({error}): sửa tệp rồi chạy lại.") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        cause = first["msg"].removeprefix("Value error, ") if first["type"] == "value_error" else CAUSES.get(first["type"], CAUSE_OTHER)
        raise ExportError(f"Tệp mẫu {name} sai{f' ở mục {place}' if place else ''}: {cause}.") from error


@lru_cache(maxsize=1)
def packaged_profiles() -> dict[str, Profile]:
    """The profiles that come with the program, by name, the general one first. Raises ExportError when one is wrong or misnamed."""
    found: dict[str, Profile] = {}
    for entry in sorted((files("minhchung") / "law" / "exports").iterdir(), key=lambda item: (item.name != f"{GENERAL}.toml", item.name)):
        if not entry.name.endswith(".toml"):
            continue
        profile = parse_profile(entry.read_text(encoding="utf-8"), f"{FOLDER}/{entry.name}")
        if entry.name != f"{profile.name}.toml":
            raise ExportError(f"Tệp mẫu {FOLDER}/{entry.name} lại mang tên {profile.name}: đổi tên tệp hoặc sửa mục name.")
        found[profile.name] = profile
    return found


def general_profile() -> Profile:
    """The profile that every other inherits."""
    return packaged_profiles()[GENERAL]


def load_profile(name: str | Profile) -> Profile:
    """A packaged profile by name, a user's own by the path of its TOML file, a profile as it is. Raises ExportError."""
    if isinstance(name, Profile):
        return name
    known = packaged_profiles()
    if name in known:
        return known[name]
    path = Path(name)
    if path.suffix.lower() != ".toml":
        raise ExportError(f"Không có mẫu xuất tên “{name}”. Các mẫu có sẵn: {', '.join(known)}; hoặc đưa đường dẫn một tệp .toml.")
    try:
        return parse_profile(path.read_text(encoding="utf-8"), path.name)
    except FileNotFoundError as error:
        raise ExportError(f"Không thấy tệp mẫu “{path}”; xem lại tên và thư mục.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ExportError(f"Không đọc được tệp mẫu “{path}”; tệp phải là TOML, mã UTF-8.") from error


def save_profile(folder: Path, profile: Profile) -> Path:
    """Write a profile as <name>.toml into a folder, whole or not at all, and give its path. What is written loads as the same profile."""
    text = profile_text(profile)
    target = folder / f"{profile.name}.toml"
    half = folder / f".{profile.name}.toml"
    half.write_text(text, encoding="utf-8", newline="\n")
    half.replace(target)
    return target


def profile_text(profile: Profile) -> str:
    """The profile as TOML; `parse_profile` gives the same back. Raises ExportError when that is not so."""
    text = _toml(profile)
    if parse_profile(text, profile.name) != profile:
        raise ExportError(f"Không ghi được mẫu “{profile.name}”: nội dung không giữ nguyên khi đọc lại.")
    return text


def _toml(profile: Profile) -> str:
    lines: list[str] = []
    tables: list[str] = []
    for key, value in profile.model_dump(exclude_defaults=True).items():
        if isinstance(value, dict):
            tables += ["", f"[{key}]", *(f"{_quoted(name)} = {_value(held)}" for name, held in value.items())]
        else:
            lines.append(f"{key} = {_value(value)}")
    return "\n".join([*lines, *tables, ""])


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(item) for item in value)}]"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'
