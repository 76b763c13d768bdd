"""The ways of handing in of a portal's page: a table whose cells were run together ("Trực tuyến3 Ngày làm việcMiễn phíNộp hồ sơ …")."""

import re

from minhchung.apps.procedures.rules.content import Limit, Way, WayKind
from minhchung.apps.procedures.rules.fees import fee_of
from minhchung.apps.procedures.rules.limits import against, limit_of
from minhchung.text.normal import clean, squeeze

HEAD = "Hình thức nộpThời gianPhí, lệ phíMô tả"
_KINDS = {"Trực tiếp": WayKind.DIRECT, "Trực tuyến": WayKind.ONLINE, "Dịch vụ bưu chính": WayKind.POSTAL}
_NONE = "Không có thông tin"
_UNITS = "Giờ làm việc|Giờ|Ngày làm việc|Ngày|Tháng|Năm|Tuần|Phút"
_AMOUNT = r"[\d.,]+ (?:Việt Nam Đồng|VNĐ)"
_FEE = rf"Miễn phí|{_NONE}|{_AMOUNT}"
_ROW = re.compile(
    rf"(?P<kind>{'|'.join(_KINDS)})"
    rf"(?:(?P<none>{_NONE})|(?P<limit>\d+(?:[.,]\d+)? ?(?:{_UNITS}))|(?P<bare>\d+(?=Miễn|Không)))(?P<fee>{_FEE})"
    rf"|(?P<glued_kind>{'|'.join(_KINDS)})(?P<glued>{_AMOUNT})"
)


def ways_of(text: str) -> tuple[tuple[Way, ...], str]:
    """The rows of the table, and what could not be told apart (then a person splits it). Text without the table's head is left whole."""
    whole = clean(text).strip()
    if not whole or whole == _NONE:
        return (), ""
    body = whole.removeprefix(HEAD)
    starts = list(_ROW.finditer(body))
    if not whole.startswith(HEAD) or not starts or body[: starts[0].start()].strip():
        return (), whole
    ends = [found.start() for found in starts[1:]] + [len(body)]
    return tuple(_way(found, body[found.end() : end]) for found, end in zip(starts, ends, strict=True)), ""


def _way(found: re.Match[str], rest: str) -> Way:
    raw = squeeze(found.group() + rest)
    if found["glued"]:
        kind, words = _KINDS[found["glued_kind"]], found["glued"]
        doubt = "Số ngày và mức phí dính liền nhau, không biết tách ở đâu."
        fee = fee_of("").model_copy(update={"raw": words, "doubt": doubt})
        return Way(kind=kind, limit=Limit(raw=words, doubt=doubt), fee=fee, note=squeeze(rest), raw=raw)
    inside, note = _bracketed(rest)
    limit = limit_of(found["none"] or found["limit"] or found["bare"])
    return Way(kind=_KINDS[found["kind"]], limit=against(limit, rest), fee=fee_of(found["fee"] + inside, note), note=squeeze(note), raw=raw)


def _bracketed(rest: str) -> tuple[str, str]:
    """What stands in the brackets right behind the fee, and what follows; brackets that are not closed take everything."""
    if not rest.startswith("("):
        return "", rest
    depth = 0
    for place, letter in enumerate(rest):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return rest[: place + 1], rest[place + 1 :]
    return rest, ""
