"""The national list of provinces and communes as shipped in law/units, read and checked. Plain values; no database."""

import csv
import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import minhchung.law

FOLDER = Path(minhchung.law.__file__ or "").parent / "units"


class BrokenList(ValueError):
    """The list does not hold together; the message, in Vietnamese, names file, cause and way out."""


@dataclass(frozen=True)
class CommuneList:
    """`provinces` as (code, name), `communes` as (code, name, province code), as they stood on `listed_on`."""

    listed_on: date
    provinces: tuple[tuple[str, str], ...]
    communes: tuple[tuple[str, str, str], ...]


def read_commune_list(folder: Path = FOLDER) -> CommuneList:
    """The list in a folder: units.toml (day, counts), provinces.csv, communes.csv. Raises BrokenList when they disagree."""
    said = tomllib.loads((folder / "units.toml").read_text(encoding="utf-8"))
    provinces = tuple((code, name) for code, name in _rows(folder / "provinces.csv", ("code", "name")))
    communes = tuple((code, name, province) for code, name, province in _rows(folder / "communes.csv", ("code", "name", "province")))
    _require_unique("provinces.csv", [code for code, _ in provinces])
    _require_unique("communes.csv", [code for code, _, _ in communes])
    known = {code for code, _ in provinces}
    if homeless := next((row for row in communes if row[2] not in known), None):
        raise BrokenList(f"communes.csv: {homeless[1]} ({homeless[0]}) thuộc mã tỉnh {homeless[2]} chưa có trong provinces.csv.")
    for name, rows, counted in (("provinces.csv", provinces, said["provinces"]), ("communes.csv", communes, said["communes"])):
        if len(rows) != counted:
            raise BrokenList(f"{name} có {len(rows)} dòng, units.toml ghi {counted}. Dùng lại tệp gốc hoặc sửa số đếm.")
    return CommuneList(said["listed_on"], provinces, communes)


def _rows(path: Path, columns: tuple[str, ...]) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    if not rows or tuple(rows[0]) != columns:
        raise BrokenList(f"{path.name}: dòng đầu phải là {','.join(columns)}.")
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(columns) or not all(cell.strip() for cell in row):
            raise BrokenList(f"{path.name} dòng {number}: cần đủ {len(columns)} ô ({', '.join(columns)}).")
    return rows[1:]


def _require_unique(name: str, codes: list[str]) -> None:
    code, times = Counter(codes).most_common(1)[0]
    if times > 1:
        raise BrokenList(f"{name}: mã {code} có {times} dòng. Mỗi mã chỉ một dòng.")
