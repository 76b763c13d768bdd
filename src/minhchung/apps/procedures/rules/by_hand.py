"""What a person writes of a part of a procedure, one row a line, cells parted by "|". Said by a person it is certain; it must be whole."""

from collections.abc import Callable
from typing import Any

from minhchung.apps.procedures.rules.basis import SYMBOL
from minhchung.apps.procedures.rules.content import Basis, Component, Fee, Limit, Way, WayKind
from minhchung.apps.procedures.rules.fees import fee_of
from minhchung.apps.procedures.rules.limits import limit_of
from minhchung.text.normal import clean, fold, squeeze
from minhchung.text.symbols import find_symbols

HINTS = {
    "ways": "Mỗi dòng một cách thức: Trực tuyến | 5 ngày làm việc | Miễn phí | ghi chú. Không có số thì ghi đúng câu của văn bản.",
    "components": "Mỗi dòng một giấy tờ: tên | mẫu đơn | số bản chính | số bản sao | trường hợp. Bỏ dòng không phải giấy tờ.",
    "basis": "Mỗi dòng một văn bản: tên | số, ký hiệu (như 131/2025/NĐ-CP). Văn bản không có số thì để trống.",
}
_WAYS = {fold(kind.label): kind for kind in WayKind} | {"buu chinh": WayKind.POSTAL, "": WayKind.ANY}


class NotWholeError(ValueError):
    """A line that does not say what it has to; the message names it and the way out, in Vietnamese."""


def parts_of(field: str, text: str) -> list[dict[str, Any]]:
    """The rows written, ready for Content. Raises NotWholeError."""
    read: dict[str, Callable[[list[str], str], Way | Component | Basis]] = {"ways": _way, "components": _component, "basis": _basis}
    lines = [squeeze(clean(line)) for line in text.splitlines() if line.strip()]
    return [read[field]([cell.strip() for cell in line.split("|")], line).model_dump(mode="json") for line in lines]


def _way(cells: list[str], line: str) -> Way:
    kind, limit, fee, note = (*cells, "", "", "", "")[:4]
    found = _WAYS.get(fold(kind))
    if found is None:
        raise NotWholeError(f"“{kind}” không phải cách thức. Ghi Trực tiếp, Trực tuyến, Dịch vụ bưu chính hoặc Mọi hình thức.")
    return Way(kind=found, limit=_limit(limit), fee=_fee(fee), note=note, raw=line)


def _limit(words: str) -> Limit:
    found = limit_of(words)
    if found.value is not None and not found.unit:
        raise NotWholeError(f"“{words}” chưa có đơn vị. Ghi như 5 ngày làm việc, 5 ngày, 8 giờ làm việc.")
    if "khong ro" in fold(words):
        raise NotWholeError(f"“{words}” vẫn chưa rõ. Ghi số và đơn vị, hoặc đúng câu của văn bản.")
    if not words:
        raise NotWholeError("Chưa ghi thời hạn. Ghi như 5 ngày làm việc, hoặc đúng câu của văn bản khi không có số ngày.")
    return found.model_copy(update={"doubt": ""})


def _fee(words: str) -> Fee:
    if not words:
        raise NotWholeError("Chưa ghi phí. Ghi Miễn phí, 8.000 đồng, hoặc đúng câu của văn bản.")
    return fee_of(words).model_copy(update={"doubt": ""})


def _component(cells: list[str], line: str) -> Component:
    name, form, originals, copies, case = (*cells, "", "", "", "", "")[:5]
    if not name:
        raise NotWholeError(f"Dòng “{line[:60]}” không có tên giấy tờ. Ghi tên, hoặc bỏ dòng.")
    return Component(name=name, form=form, originals=_count(originals), copies=_count(copies), case=case, raw=line)


def _count(words: str) -> int | None:
    if not words:
        return None
    if not words.isdecimal() or len(words) > 3:
        raise NotWholeError(f"“{words[:20]}” không phải số bản. Ghi số, hoặc để trống khi không quy định.")
    return int(words)


def _basis(cells: list[str], line: str) -> Basis:
    title, symbol = (*cells, "")[:2]
    if symbol and not (SYMBOL.fullmatch(symbol) or any(each.raw == symbol for each in find_symbols(symbol))):
        raise NotWholeError(f"“{symbol[:40]}” không phải số, ký hiệu văn bản. Ghi như 131/2025/NĐ-CP, 60/2014/QH13.")
    if not title:
        raise NotWholeError(f"Dòng “{line[:60]}” không có tên văn bản.")
    return Basis(title=title, symbol=symbol, raw=line)
