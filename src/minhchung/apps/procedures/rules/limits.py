"""Time limits as sources write them. A limit without a unit stays without one; whatever else is uncertain keeps its words and the cause."""

import re
from decimal import Decimal

from minhchung.apps.procedures.rules.content import Limit, TimeUnit
from minhchung.text.normal import clean, lower, squeeze

NOT_SAID = ("", "không có thông tin", "không quy định", "không", "-")
_NUMBER = r"\d{1,4}(?:[.,]\d{1,2})?"
_UNITS = (
    ("giờ làm việc", TimeUnit.WORKING_HOURS),
    ("ngày làm việc", TimeUnit.WORKING_DAYS),
    ("giờ", TimeUnit.HOURS),
    ("ngày", TimeUnit.DAYS),
    ("tháng", TimeUnit.MONTHS),
)
_UNIT = "|".join(name.replace(" ", r"\s+") for name, _ in _UNITS)
_WHOLE = re.compile(rf"(?:không quá\s+|tối đa\s+)?(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})?[.;]?")
_SPOKEN = re.compile(rf"(?<![\d/.,-])(?P<number>\d{{1,3}})(?:\s*\([^()]{{1,20}}\))?\s*(?P<unit>{_UNIT})(?!\w|\s+tuổi)")


def limit_of(words: str) -> Limit:
    """The limit that a cell states. Only "05 ngày làm việc" and its like are taken for certain."""
    raw = squeeze(clean(words))
    said = lower(raw)
    if said in NOT_SAID:
        return Limit(raw=raw, doubt="Nguồn không ghi thời hạn.")
    found = _WHOLE.fullmatch(said)
    if found is None:
        return Limit(raw=raw, doubt="Không đọc chắc được thời hạn từ câu này: ghi lại số và đơn vị.")
    value = Decimal(found["number"].replace(",", "."))
    if value <= 0:
        return Limit(raw=raw, doubt="Thời hạn ghi bằng 0.")
    unit = _unit(found["unit"])
    return Limit(raw=raw, value=value, unit=unit, doubt="" if unit else f"Nguồn ghi “{raw}” mà không có đơn vị (giờ, ngày, ngày làm việc).")


_AT_ONCE = re.compile(r"\bngay (?:sau|khi|trong)|\btrong ngày\b|\btrước ngày \d")


def against(limit: Limit, words: str) -> Limit:
    """The limit beside what is said in words: another time there makes it uncertain (the table and the words do not say the same)."""
    if limit.doubt or limit.value is None:
        return limit
    said = lower(clean(words))
    others = [found.group() for found in _SPOKEN.finditer(said) if not _same(limit, found)]
    others += [found.group() for found in _AT_ONCE.finditer(said)]
    if not others:
        return limit
    shown = ", ".join(f"“{each}”" for each in list(dict.fromkeys(map(squeeze, others)))[:3])
    return limit.model_copy(update={"doubt": f"Cột thời gian ghi “{limit.raw}” nhưng phần mô tả còn ghi {shown}."})


def _same(limit: Limit, found: re.Match[str]) -> bool:
    return Decimal(found["number"]) == limit.value and _unit(found["unit"]) == limit.unit


def _unit(words: str | None) -> TimeUnit:
    return dict(_UNITS).get(squeeze(words or ""), TimeUnit.UNKNOWN)
