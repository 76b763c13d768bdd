"""What a person writes of a part of a procedure, a row of cells each. Said by a person it is certain; it must be whole."""

from collections.abc import Callable, Sequence
from typing import Any

from minhchung.apps.procedures.rules.basis import SYMBOL
from minhchung.apps.procedures.rules.content import Basis, Component, Fee, Limit, Way, WayKind
from minhchung.apps.procedures.rules.fees import fee_of
from minhchung.apps.procedures.rules.limits import limit_of
from minhchung.text.normal import clean, fold, squeeze
from minhchung.text.symbols import find_symbols

HINTS = {
    "ways": "Thời hạn ghi như 5 ngày làm việc, 8 giờ làm việc; phí ghi Miễn phí hoặc 8.000 đồng. Không có số thì ghi đúng câu của văn bản.",
    "components": "Bỏ dòng không phải giấy tờ. Số bản không quy định thì để trống.",
    "basis": "Số, ký hiệu ghi như 131/2025/NĐ-CP. Văn bản không có số thì để trống.",
}
Rows = Sequence[Sequence[str]]
"""Rows of cells: of ways kind, limit, fee, note; of papers name, form, originals, copies, case; of documents title, number."""
_WAYS = {fold(kind.label): kind for kind in WayKind} | {"buu chinh": WayKind.POSTAL, "": WayKind.ANY}


class NotWholeError(ValueError):
    """A line that does not say what it has to; the message names it and the way out, in Vietnamese."""


def parts_of(field: str, rows: Rows) -> list[dict[str, Any]]:
    """The rows written, ready for Content; empty ones are left out. Raises NotWholeError, with the row's number where there are several."""
    read: dict[str, Callable[[list[str], str], Way | Component | Basis]] = {"ways": _way, "components": _component, "basis": _basis}
    found = []
    for number, row in enumerate(rows, 1):
        cells = [squeeze(clean(cell)) for cell in row]
        if not any(cells):
            continue
        try:
            found.append(read[field](cells, " | ".join(cells).rstrip(" |")).model_dump(mode="json"))
        except NotWholeError as wrong:
            raise NotWholeError(f"Dòng {number}: {wrong}" if len(rows) > 1 else str(wrong)) from wrong
    return found


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
        raise NotWholeError("Chưa có tên giấy tờ. Ghi tên, hoặc bỏ dòng.")
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
        raise NotWholeError("Chưa có tên văn bản. Ghi tên, hoặc bỏ dòng.")
    return Basis(title=title, symbol=symbol, raw=line)
