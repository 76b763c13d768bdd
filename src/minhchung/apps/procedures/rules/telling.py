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


def way_words(way: Way) -> str:
    """One way in one line, as the form by hand takes it."""
    return " | ".join((way.kind.label, limit_words(way.limit), fee_words(way.fee), way.note)).rstrip(" |")


def component_words(each: Component) -> str:
    """One paper in one line: name | form | originals | copies | case."""
    counts = ["" if number is None else str(number) for number in (each.originals, each.copies)]
    return " | ".join((each.name, each.form, *counts, each.case)).rstrip(" |")


def basis_words(each: Basis) -> str:
    """One document in one line: title | number."""
    return f"{each.title} | {each.symbol}".rstrip(" |")


def lines_of(content: Content, field: str) -> list[str]:
    """What a field says, line by line; [] when it is not spoken of."""
    value = getattr(content, field)
    if value is None:
        return []
    if field == "ways":
        return [way_words(each) for each in content.ways or ()]
    if field == "components":
        return [component_words(each) for each in content.components or ()]
    if field == "basis":
        return [basis_words(each) for each in content.basis or ()]
    if field == "unsplit":
        return [f"{LABELS[name]}: {words}" for name, words in (content.unsplit or {}).items()]
    return str(value).splitlines()


def changes(before: Content, after: Content) -> Iterator[Change]:
    """The fields in which `after` differs, in the order a procedure is read."""
    for field in LABELS:
        if getattr(before, field) != getattr(after, field):
            yield Change(field, "\n".join(lines_of(before, field)), "\n".join(lines_of(after, field)))
