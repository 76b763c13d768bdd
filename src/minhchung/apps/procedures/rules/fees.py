"""Fees as sources write them, in đồng. A fee beside words that change it (exemptions, other amounts, other documents) is not certain."""

import re

from minhchung.apps.procedures.rules.content import Fee
from minhchung.text.normal import clean, lower, squeeze

FREE = ("miễn phí", "không", "không thu phí", "không thu phí, lệ phí", "không thu", "không phí", "không có")
_NOT_SAID = ("", "không có thông tin", "-")
_GROUPS = r"\d{1,3}(?:[.,]\d{3})+|\d+"
_MONEY = r"(?:việt nam đồng|vnđ|vnd|đồng|đ)"
_WHOLE = re.compile(rf"(?P<amount>{_GROUPS})\s*{_MONEY}(?P<rest>.*)", re.DOTALL)
_SAID = re.compile(rf"(?<![\d.,])(?P<amount>{_GROUPS})\s*{_MONEY}(?!\w)")
_CHANGES = re.compile(
    r"\bmiễn\b|\bgiảm\b|%|theo quy định|quy định tại|quyết định|áp dụng|đến hết|từ ngày|thông tư|nghị định|nghị quyết"
    r"|tối đa|trở lên|mức thu"
)
_UNDER = 1000
"""Below this no fee is asked: "700 VNĐ" stands for 700.000 or for nothing at all."""


def fee_of(words: str, beside: str = "") -> Fee:
    """The fee that a cell states; `beside` is what stands next to it in the same row."""
    raw = squeeze(clean(words))
    said = lower(raw)
    if said in _NOT_SAID:
        return Fee(raw=raw, doubt="Nguồn không có thông tin về phí, lệ phí.")
    head, _, tail = said.partition("(")
    if head.strip(" .;") in FREE:
        return _free(raw, tail, lower(clean(beside)))
    found = _WHOLE.fullmatch(said)
    if found is None:
        return Fee(raw=raw, doubt="Không đọc chắc được mức phí từ câu này: ghi lại số tiền.")
    return _paid(raw, _number(found["amount"]), found["rest"] + " " + lower(clean(beside)))


def _free(raw: str, tail: str, beside: str) -> Fee:
    words = tail.strip(" ().;")
    if words and words not in FREE:
        return Fee(raw=raw, doubt="Ghi miễn phí nhưng trong ngoặc còn nói về mức thu.")
    if _SAID.search(beside):
        return Fee(raw=raw, doubt="Ghi miễn phí nhưng phần mô tả có số tiền.")
    return Fee(raw=raw, amount=0)


def _paid(raw: str, amount: int, beside: str) -> Fee:
    others = [each.group() for each in _SAID.finditer(beside) if _number(each["amount"]) != amount]
    if others:
        return Fee(raw=raw, doubt=f"Cột phí và phần mô tả ghi mức khác nhau: còn “{squeeze(others[0])}”.")
    if 0 < amount < _UNDER:
        return Fee(raw=raw, doubt=f"Mức {amount} đồng thấp khác thường: có thể thiếu ba số 0.")
    if _CHANGES.search(beside):
        return Fee(raw=raw, doubt="Mức thu còn tùy trường hợp, thời gian hoặc văn bản khác nêu ở phần mô tả.")
    if amount == 0:
        return Fee(raw=raw, doubt="Ghi 0 đồng mà không nói là miễn phí.")
    return Fee(raw=raw, amount=amount)


def _number(text: str) -> int:
    return int(text.replace(".", "").replace(",", ""))
