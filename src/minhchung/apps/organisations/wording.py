"""What "các phòng, đơn vị" means in this ward: groups of units, each with the wordings that name it. Pure.

Which units a collective wording covers is the ward's own setting, shown with its rule wherever it is used. "Các đơn vị liên
quan" names no circle at all: a person chooses.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from minhchung.apps.organisations.naming import UnitName
from minhchung.text.normal import clean, fold

ALL_WORDINGS = (
    "các phòng, đơn vị", "các đơn vị", "các cơ quan, đơn vị", "các phòng, ban, đơn vị", "các phòng chuyên môn, đơn vị",
    "các cơ quan chuyên môn, đơn vị", "các phòng chuyên môn, trung tâm", "các phòng, trung tâm", "các phòng, văn phòng, trung tâm",
    "văn phòng, các phòng, trung tâm", "các phòng, ban, ngành, đơn vị", "các bộ phận, đơn vị",
)  # fmt: skip
"""What the group "every unit" answers to when a ward starts."""

PROFESSIONAL_WORDINGS = ("các phòng chuyên môn", "các phòng", "các cơ quan chuyên môn", "các phòng, ban", "các phòng, ban chuyên môn")
"""What the group of professional departments answers to when a ward starts."""

_SPLIT = re.compile(r"[,;/+&-]|\bva\b|\bcung\b|\bhoac\b")
_FIRST = re.compile(
    r"^(?:(?:thu truong|nguoi dung dau|lanh dao|truong|giam doc|cap truong|tat ca|toan bo|toan the|moi|tung|nhung|cac|cua|o|tai) )+"
)
_LAST = re.compile(r"(?: (?:(?:truc )?thuoc|cua|o|tai|tren dia ban|nhan dan|uy ban|ubnd|hdnd|phuong|xa|dac khu))+$")
_UNSAID = re.compile(r"\b(?:lien quan|duoc giao|duoc phan cong|co ten|neu tren|khac|con lai|phoi hop)\b")
_COLLECTIVE = re.compile(r"^(?:(?:thu truong|nguoi dung dau|lanh dao|truong|giam doc) )?(?:cac|moi|tung|tat ca|toan bo|toan the|nhung)\b")


@dataclass(frozen=True, slots=True)
class GroupName:
    """A circle of units. With `every` it is all units in force on the day asked about; else exactly `units`."""

    id: int
    name: str
    wordings: tuple[str, ...]
    every: bool
    units: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Expansion:
    """Who a collective wording means. `units` is empty when a person must choose; `rule` says why, in Vietnamese."""

    units: tuple[int, ...]
    group: int | None
    rule: str


def circle_key(wording: str, commune_name: str = "") -> str:
    """The key under which a collective wording is compared: its nouns in order of the alphabet, without "các", tail and
    commune ("Thủ trưởng các đơn vị, phòng thuộc UBND phường" → "don vi|phong")."""
    text = _bare(wording, commune_name)
    nouns = {_stripped(part) for part in _SPLIT.split(text)}
    return "|".join(sorted(noun for noun in nouns if noun))


def is_collective(wording: str) -> bool:
    """Whether the wording speaks of several units at once ("các …", "mỗi …", "tất cả …")."""
    return bool(_COLLECTIVE.match(fold(clean(wording))))


def expand_all(
    wording: str, groups: Sequence[GroupName], candidates: Sequence[UnitName], on: date, *, commune_name: str = ""
) -> Expansion | None:
    """The units a collective wording means on that day by the ward's setting; None when the wording is not collective.

    "Liên quan", "được giao" and their like leave the circle open: the expansion has no units and says that a person chooses.
    """
    key = circle_key(wording, commune_name)
    group = next((group for group in groups if key and key in {circle_key(own, commune_name) for own in group.wordings}), None)
    if _UNSAID.search(fold(clean(wording))) and (is_collective(wording) or "|" in key):
        return Expansion((), None, f"“{wording}” không nói rõ là những đơn vị nào: cần chọn.")
    if not is_collective(wording) and (group is None or "|" not in key):
        # "cơ quan, đơn vị" speaks of the circle without "các"; "đơn vị" alone does not.
        return None
    if group is None:
        return Expansion((), None, f"Chưa có nhóm đơn vị nào mang cách gọi “{wording}”: chọn đơn vị, hoặc thêm cách gọi trong Thiết lập.")
    in_force = [unit for unit in candidates if unit.is_valid(on)]
    members = tuple(unit.id for unit in in_force if group.every or unit.id in group.units)
    return Expansion(members, group.id, rule_of(group, in_force))


def rule_of(group: GroupName, in_force: Sequence[UnitName]) -> str:
    """The group's rule in Vietnamese: "Nhóm “Mọi đơn vị”: mọi đơn vị đang hoạt động (6)."."""
    if group.every:
        return f"Nhóm “{group.name}”: mọi đơn vị đang hoạt động ({len(in_force)})."
    shorts = [unit.short for unit in in_force if unit.id in group.units]
    return f"Nhóm “{group.name}”: {', '.join(shorts) if shorts else 'chưa có đơn vị nào'}."


def _bare(wording: str, commune_name: str) -> str:
    text = fold(clean(wording)).strip(" .:;")
    place = fold(commune_name)
    for tail in (place, place.partition(" ")[2]):
        if tail and text.endswith(f" {tail}"):
            text = text[: -len(tail)].rstrip()
    return _stripped(text)


def _stripped(part: str) -> str:
    return _LAST.sub("", _FIRST.sub("", f"{part.strip()} ").strip())
