"""What one copy says of one procedure, field by field, ready to be compared."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from minhchung.apps.procedures.rules.content import Basis, Component, Content, Way, WayKind
from minhchung.apps.procedures.rules.telling import fee_words, limit_words
from minhchung.apps.publication.rules.words import fee_key, key_of, limit_key, symbol_key, unsaid
from minhchung.text.normal import squeeze


class Field(StrEnum):
    """What is compared, in the order a procedure is read. PRESENCE: whether the copy shows the procedure at all."""

    PRESENCE = "presence"
    NAME = "name"
    DECISION = "decision"
    PLACE = "place"
    WAYS = "ways"
    TIME = "time"
    FEE = "fee"
    COMPONENTS = "components"
    FORMS = "forms"
    BASIS = "basis"

    @property
    def label(self) -> str:
        """As screens say it."""
        return {
            "presence": "Có niêm yết", "name": "Tên", "decision": "Quyết định công bố", "place": "Nơi tiếp nhận", "ways": "Hình thức nộp",
            "time": "Thời hạn", "fee": "Phí, lệ phí", "components": "Thành phần hồ sơ", "forms": "Mẫu đơn, tờ khai",
            "basis": "Căn cứ pháp lý",
        }[self.value]  # fmt: skip


OPEN = "?"
"""Begins the key of a doubt that stays one whatever the other copy says: a number without its unit, a fee that depends."""
CONTENT_FIELDS = tuple(each for each in Field if each != Field.PRESENCE)


@dataclass(frozen=True)
class Shown:
    """What a copy shows of a procedure. `forms`: the forms where the copy lists them apart from the papers; None: not apart. `sheet`: on
    which of the sheets that make up the copy it stands: only what its own sheet speaks of can be left out of it."""

    content: Content
    forms: tuple[str, ...] | None = None
    sheet: int = 0


@dataclass(frozen=True)
class Told:
    """A field of a copy. `items`: key → words as written; `doubts`: words that could not be read for certain → why (OPEN where even the
    same words would not mean the same); `counts`: key → how many originals and copies, where both are said."""

    items: Mapping[str, str] = field(default_factory=dict)
    doubts: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """All of it in one line."""
        return "; ".join(dict.fromkeys(self.items.values())) or ("chưa đọc chắc" if self.doubts else "không ghi")


@dataclass(frozen=True)
class Copy:
    """One procedure in one copy. A field that is not spoken of has no entry; times and fees are also told per way of handing in."""

    fields: Mapping[Field, Told]
    times: Mapping[WayKind, Told]
    fees: Mapping[WayKind, Told]
    sheet: int = 0

    @property
    def only_named(self) -> bool:
        """Whether it tells nothing but that it is there."""
        return not self.fields.keys() - {Field.NAME}

    @property
    def parts_ways(self) -> bool:
        """Whether it tells the ways of handing in apart."""
        return bool(self.times) and WayKind.ANY not in self.times


def told(shown: Shown, hours_a_day: Decimal) -> Copy:
    """The fields of what is shown."""
    content = shown.content
    ways = content.ways or ()
    times, fees = _by_way(ways, lambda way: _limit(way, hours_a_day)), _by_way(ways, _fee)
    fields: dict[Field, Told | None] = {
        Field.NAME: _one(content.name, key_of),
        Field.DECISION: _one(content.decision, symbol_key, "Không thấy số, ký hiệu của quyết định."),
        Field.PLACE: _one(content.received_at, key_of),
        Field.WAYS: _kinds(ways),
        Field.TIME: _joined(times.values()),
        Field.FEE: _joined(fees.values()),
        Field.COMPONENTS: _components(content),
        Field.FORMS: _forms(content, shown.forms),
        Field.BASIS: _basis(content),
    }
    return Copy({name: said for name, said in fields.items() if said is not None}, times, fees, shown.sheet)


def _one(words: str | None, key: Callable[[str], str], doubt: str = "") -> Told | None:
    if not words or unsaid(words):
        return None
    found = key(words)
    return Told({found: squeeze(words)}) if found else Told(doubts={key_of(words): doubt or f"Không đọc được “{squeeze(words)[:60]}”."})


def _by_way(ways: Sequence[Way], read: Callable[[Way], Told | None]) -> dict[WayKind, Told]:
    found: dict[WayKind, list[Told]] = {}
    for way in ways:
        if (said := read(way)) is not None:
            found.setdefault(way.kind, []).append(said)
    return {kind: joined for kind, said in found.items() if (joined := _joined(said)) is not None}


def _joined(parts: Iterable[Told]) -> Told | None:
    items: dict[str, str] = {}
    doubts: dict[str, str] = {}
    for part in parts:
        items |= part.items
        doubts |= part.doubts
    return Told(items, doubts) if items or doubts else None


def _limit(way: Way, hours_a_day: Decimal) -> Told | None:
    if way.limit.value is None and unsaid(way.limit.raw):
        return None
    key = limit_key(way.limit, hours_a_day)
    why = way.limit.doubt or f"Thời hạn “{way.limit.raw}” chưa đọc chắc."
    return Told({key: limit_words(way.limit)}) if key else Told(doubts={OPEN + why: why})


def _fee(way: Way) -> Told | None:
    if way.fee.amount is None and unsaid(way.fee.raw):
        return None
    key = fee_key(way.fee)
    why = way.fee.doubt or f"Mức phí “{way.fee.raw}” chưa đọc chắc."
    return Told({key: fee_words(way.fee)}) if key else Told(doubts={OPEN + why: why})


def _kinds(ways: Sequence[Way]) -> Told | None:
    kinds = dict.fromkeys(way.kind for way in ways)
    return Told({kind.value: kind.label for kind in kinds}) if kinds and WayKind.ANY not in kinds else None


def _components(content: Content) -> Told | None:
    doubts = _unsplit(content, "components", "Thành phần hồ sơ chưa tách được thành từng giấy tờ.")
    if content.components is None:
        return Told(doubts=doubts) if doubts else None
    certain = [each for each in content.components if not each.doubt]
    doubts |= {key_of(each.raw or each.name): each.doubt for each in content.components if each.doubt}
    counts = {key_of(each.name): (each.originals, each.copies or 0) for each in certain if each.originals is not None}
    return Told({key_of(each.name): each.name for each in certain}, doubts, counts)


def _forms(content: Content, forms: tuple[str, ...] | None) -> Told | None:
    if forms is not None:
        return Told({_form_key(each): each for each in forms if each})
    papers = content.components or ()
    certain = {_form_key(each.form): each.form for each in papers if each.form and not each.doubt}
    doubts = {key_of(each.raw or each.name): each.doubt for each in papers if each.doubt and _about_form(each)}
    return Told(certain, doubts) if certain or doubts else None


def _about_form(paper: Component) -> bool:
    return bool(paper.form) or "mẫu đơn" in paper.doubt.lower()


def _form_key(form: str) -> str:
    name, dot, ending = form.strip().rpartition(".")
    return key_of(name if dot and ending.lower() in ("doc", "docx", "pdf", "xls", "xlsx", "rtf") else form)


def _basis(content: Content) -> Told | None:
    doubts = _unsplit(content, "basis", "Căn cứ pháp lý chưa tách được thành từng văn bản.")
    if content.basis is None:
        return Told(doubts=doubts) if doubts else None
    doubts |= {key_of(each.raw or each.title): why for each in content.basis if (why := _why(each))}
    items = {symbol_key(each.symbol): each.symbol for each in content.basis if not _why(each)}
    return Told(items, doubts)


def _unsplit(content: Content, name: str, why: str) -> dict[str, str]:
    words = (content.unsplit or {}).get(name, "")
    return {key_of(words): why} if words else {}


def _why(basis: Basis) -> str:
    if basis.doubt:
        return basis.doubt
    return "" if symbol_key(basis.symbol) else f"“{basis.title[:60]}” không ghi số, ký hiệu."
