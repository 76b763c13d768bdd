"""The parts of a procedure in Vietnamese: their names, and what they say as lines of text (for screens, differences, sheets)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from minhchung.apps.procedures.rules.content import Basis, Component, Content, Fee, Limit, Way

LABELS = {
    "name": "Tên thủ tục",
    "field": "Lĩnh vực",
    "level": "Cấp thực hiện",
    "online_level": "Mức độ trực tuyến",
    "decision": "Quyết định công bố",
    "kind": "Loại thủ tục",
    "subjects": "Đối tượng thực hiện",
    "agency": "Cơ quan thực hiện",
    "received_at": "Nơi tiếp nhận, trả kết quả",
    "ways": "Cách thức, thời hạn, phí",
    "components": "Thành phần hồ sơ",
    "sets": "Số lượng hồ sơ",
    "steps": "Trình tự thực hiện",
    "result": "Kết quả",
    "conditions": "Yêu cầu, điều kiện",
    "basis": "Căn cứ pháp lý",
    "unsplit": "Phần chưa tách được",
}
"""Field → its name on screens, in the order a procedure is read."""
LISTS = ("ways", "components", "basis")


@dataclass(frozen=True)
class Change:
    """One field that another source says otherwise; `before` "" when nothing was said."""

    field: str
    before: str
    after: str

    @property
    def label(self) -> str:
        """The name of the field."""
        return LABELS[self.field]


def limit_words(limit: Limit) -> str:
    """ "05 ngày làm việc", "5, không rõ đơn vị", or the words of the source."""
    if limit.value is None:
        return limit.raw or "không ghi"
    number = number_words(limit.value)
    return f"{number} {limit.unit.label}" if limit.unit else f"{number}, không rõ đơn vị"


def number_words(value: Decimal) -> str:
    """A number as officials write it: 2, 0,5."""
    plain = f"{value.normalize():f}"
    return plain.replace(".", ",")


def fee_words(fee: Fee) -> str:
    """ "Miễn phí", "8.000 đồng", or the words of the source."""
    if fee.amount is None:
        return fee.raw or "không ghi"
    return "Miễn phí" if fee.amount == 0 else f"{fee.amount:,}".replace(",", ".") + " đồng"


def cells_of(each: Way | Component | Basis) -> tuple[str, ...]:
    """A row as the form by hand takes it (by_hand.Rows)."""
    if isinstance(each, Way):
        return each.kind.label, limit_words(each.limit), fee_words(each.fee), each.note
    if isinstance(each, Component):
        return each.name, each.form, *("" if number is None else str(number) for number in (each.originals, each.copies)), each.case
    return each.title, each.symbol


def row_words(each: Way | Component | Basis) -> str:
    """A row in one line: "Trực tiếp: 5 ngày làm việc; Miễn phí", "Tờ khai (mẫu 01/HT; 1 bản chính)", "Luật Hộ tịch 60/2014/QH13"."""
    if isinstance(each, Way):
        return f"{each.kind.label}: {limit_words(each.limit)}; {fee_words(each.fee)}{f' ({each.note})' if each.note else ''}"
    if isinstance(each, Component):
        counts = [f"{count} {what}" for count, what in ((each.originals, "bản chính"), (each.copies, "bản sao")) if count is not None]
        more = "; ".join(filter(None, [f"mẫu {each.form}" if each.form else "", *counts, each.case]))
        return f"{each.name} ({more})" if more else each.name
    return f"{each.title} {each.symbol}".strip()


def lines_of(content: Content, field: str) -> list[str]:
    """What a field says, line by line; [] when it is not spoken of."""
    value = getattr(content, field)
    if value is None:
        return []
    if field in LISTS:
        return [row_words(each) for each in value]
    if field == "unsplit":
        return [f"{LABELS[name]}: {words}" for name, words in (content.unsplit or {}).items()]
    return str(value).splitlines()


def changes(before: Content, after: Content) -> Iterator[Change]:
    """The fields in which `after` differs, in the order a procedure is read."""
    for field in LABELS:
        if getattr(before, field) != getattr(after, field):
            yield Change(field, "\n".join(lines_of(before, field)), "\n".join(lines_of(after, field)))
