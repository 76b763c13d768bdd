"""The keys under which words of two copies are the same: without marks, punctuation, leading zeros, with short forms written out."""

import re
from decimal import Decimal
from functools import lru_cache

from minhchung.apps.procedures.rules.content import Fee, Limit, TimeUnit
from minhchung.text.normal import clean, fold, lower, squeeze

SHORT = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "tthc": "thu tuc hanh chinh",
    "pvhcc": "phuc vu hanh chinh cong",
    "ttpvhcc": "trung tam phuc vu hanh chinh cong",
    "gcn": "giay chung nhan",
    "cccd": "can cuoc cong dan",
    "vbqppl": "van ban quy pham phap luat",
}
"""Short forms that mean one thing only."""
NOT_SAID = ("", "-", "không có thông tin")
_GROUPS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
_ZEROS = re.compile(r"(?<![\d.,])0+(?=\d)")
_MARKS = re.compile(r"[^\w/]+")
_I_OR_Y = re.compile(r"\b([bcdghklmnprstvx]{1,2})y\b")
_PART = r"[A-ZĐÂÊÔƠƯ][A-Za-zĐđÂÊÔƠƯ0-9&]*"
_SYMBOL = re.compile(rf"(?P<number>\d{{1,6}}[a-zA-Z]?)\s*/\s*(?P<rest>(?:(?:19|20)\d\d\s*/\s*)?{_PART}(?:\s*-\s*{_PART})*)")
_UNITS = {
    "giờ làm việc": TimeUnit.WORKING_HOURS, "ngày làm việc": TimeUnit.WORKING_DAYS, "giờ": TimeUnit.HOURS, "ngày": TimeUnit.DAYS,
    "tháng": TimeUnit.MONTHS,
}  # fmt: skip
_SPOKEN = re.compile(rf"(?P<number>\d{{1,4}}(?:[.,]\d{{1,2}})?)\s*(?:\([^()\d]{{1,20}}\)\s*)?(?P<unit>{'|'.join(_UNITS)})(?!\w)")
_AROUND = re.compile(r"(?:không quá|tối đa|trong thời hạn|trong vòng|trong)?\s*#\s*(?:,?\s*(?:kể từ|tính từ|từ)\b[^\d]*)?[.;]?")


@lru_cache(maxsize=200_000)
def key_of(words: str) -> str:
    """The key of a name, a paper, a place; "" when there are no words."""
    said = _ZEROS.sub("", _GROUPS.sub("", fold(words)))
    said = _I_OR_Y.sub(r"\1i", _MARKS.sub(" ", said))
    return " ".join(SHORT.get(word, word) for word in said.split())


@lru_cache(maxsize=50_000)
def symbol_key(words: str) -> str:
    """The key of a document's number wherever it stands in the words ("Quyết định số 0123/QĐ-UBND ngày …"); "" when there is none."""
    found = _SYMBOL.search(clean(words))
    if found is None:
        return ""
    rest = "".join(fold(found["rest"]).split())
    return f"{found['number'].lstrip('0').lower()}/{rest}"


def limit_key(limit: Limit, hours_a_day: Decimal) -> str:
    """The key of a certain limit ("24 working_hours"; working days count as hours); "" for one whose number or unit is not certain."""
    value, unit = _settled(limit)
    if value is None or unit == TimeUnit.UNKNOWN:
        return ""
    if unit == TimeUnit.WORKING_DAYS:
        value, unit = value * hours_a_day, TimeUnit.WORKING_HOURS
    return f"{value.normalize():f} {unit}"


def fee_key(fee: Fee) -> str:
    """The key of a certain fee in đồng ("0" is free of charge); "" for one that is not certain."""
    return "" if fee.amount is None or fee.doubt else str(fee.amount)


def unsaid(words: str) -> bool:
    """Whether the words only tell that the source tells nothing."""
    return lower(squeeze(words)) in NOT_SAID


@lru_cache(maxsize=50_000)
def _settled(limit: Limit) -> tuple[Decimal | None, TimeUnit]:
    """Number and unit; a limit within a common sentence ("05 ngày làm việc kể từ ngày nhận đủ hồ sơ") is read when it is the only one."""
    if limit.value is not None:
        return (None, TimeUnit.UNKNOWN) if limit.doubt else (limit.value, limit.unit)
    said = lower(squeeze(clean(limit.raw)))
    found = list(_SPOKEN.finditer(said))
    if len(found) != 1 or not _AROUND.fullmatch(said[: found[0].start()] + "#" + said[found[0].end() :]):
        return None, TimeUnit.UNKNOWN
    value = Decimal(found[0]["number"].replace(",", "."))
    return (value, _UNITS[found[0]["unit"]]) if value > 0 else (None, TimeUnit.UNKNOWN)
