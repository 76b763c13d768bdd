"""From a stored file to the items of a plan: the table is found and read, the units it names are matched. Nothing is written here.

The reading is made twice: for the page on which a person looks at it, and again inside the act, under its transaction.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from minhchung.apps.assignments.units import WardUnits, ward_units
from minhchung.apps.files import vault
from minhchung.apps.files.models import Blob, StoredFile
from minhchung.apps.files.receiving import Received
from minhchung.apps.ground.acts import Refused
from minhchung.apps.organisations.models import Commune, Unit
from minhchung.apps.organisations.naming import AUTOMATIC
from minhchung.apps.plans.rules import grids
from minhchung.apps.plans.rules.columns import Listing, find_listing
from minhchung.apps.plans.rules.listing import Read, ReadItem, Unread, read_listing
from minhchung.apps.plans.writing import ItemFields
from minhchung.reading.addressees import split_units
from minhchung.text.extract import MediaType
from minhchung.text.normal import fold

ITEMS_AT_MOST = 1000
NOBODY = 0
"""A person said that a written name is none of the ward's units."""
SHEETS = (MediaType.XLSX, MediaType.XLS)
Chosen = Mapping[str, int]
"""What a person said of written names: by `name_key`, a unit or NOBODY."""


@dataclass(frozen=True)
class Named:
    """A name as the table writes it, the units it was matched to with the score and reason, and what else it may mean."""

    name: str
    key: str
    units: tuple[int, ...]
    score: float | None
    reason: str
    offered: tuple[tuple[int, float, str], ...] = ()
    by_hand: bool = False

    @property
    def sure(self) -> bool:
        """Whether it may be taken without looking."""
        return self.by_hand or (bool(self.units) and (self.score or 0) >= AUTOMATIC)


@dataclass(frozen=True)
class Matched:
    """One item as it would be written, where it stands in the file, and what a person should look at."""

    row: str
    fields: ItemFields
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """The whole import: items, rows that cannot enter, rows passed over, names with their units."""

    items: tuple[Matched, ...]
    unread: tuple[Unread, ...]
    passed_over: tuple[str, ...]
    names: tuple[Named, ...]


def name_key(name: str) -> str:
    """A written name as part of a form field's name."""
    return hashlib.sha256(fold(name).encode()).hexdigest()[:12]


def listing_of(stored: StoredFile) -> Listing:
    """The list of tasks in a stored file. Raises Refused when its text is still being read, or there is no such list in it."""
    blob = stored.blob
    if blob.media_type in SHEETS:
        try:
            with vault.opened(stored.blob_id) as stream:
                return _listing(_workbook(stream.read(), stored.name), stored.name)
        except OSError as error:
            raise Refused(f"Không mở được “{stored.name}” trong kho tệp; tải lại tệp từ máy.") from error
    if blob.text_state == Blob.TextState.WAITING:
        raise Refused(f"“{stored.name}” đang được đọc chữ; đợi một phút rồi mở lại trang này.")
    return _listing(grids.of_text(blob.text), stored.name)


def look_at(content: bytes, received: Received) -> None:
    """Refuses, before it is stored, a file in which no list of tasks is found; a file read later is looked at then."""
    if received.media_type in SHEETS:
        _listing(_workbook(content, received.name), received.name)
    elif received.text_state != Blob.TextState.WAITING:
        _listing(grids.of_text(received.text), received.name)


def _workbook(content: bytes, name: str) -> list[grids.Grid]:
    try:
        return grids.of_workbook(content)
    except grids.UnreadableFileError as error:
        raise Refused(f"Không mở được “{name}”: tệp Excel hỏng; mở bằng Excel, lưu lại rồi tải lên.") from error


def _listing(found: Sequence[grids.Grid], name: str) -> Listing:
    if not found:
        raise Refused(f"“{name}” không có bảng nào; tải lên phụ lục có bảng danh mục nhiệm vụ (DOCX hoặc Excel).")
    listing = find_listing(found)
    if listing is None:
        raise Refused(
            f"“{name}” không có bảng nào có dòng tiêu đề nhận ra được (Nội dung nhiệm vụ, Đơn vị chủ trì, Thời gian …); kiểm tra lại tệp."
        )
    if not listing.rows:
        raise Refused(f"Bảng trong “{name}” có tiêu đề nhưng không có dòng nào bên dưới; kiểm tra lại tệp.")
    return listing


def draft_of(listing: Listing, columns: Mapping[int, str], chosen: Chosen, *, commune: Commune, year: int, on: date) -> Draft:
    """What importing would write. `chosen` says which unit a name means where a person said so."""
    read = read_listing(listing, columns, year=year)
    if len(read.items) > ITEMS_AT_MOST:
        raise Refused(f"Bảng có {len(read.items)} mục, quá {ITEMS_AT_MOST}; chia tệp thành nhiều kế hoạch.")
    names = _Names(commune, chosen, on)
    items = tuple(_matched(item, names) for item in read.items)
    return Draft(items, read.unread, read.passed_over, tuple(names.found.values()))


def units_of(read: Read) -> list[str]:
    """Every name of a unit the items write, each once, in order."""
    return list(dict.fromkeys(name for item in read.items for cell in (item.lead, item.cooperating) for name in split_units(cell)))


def _matched(item: ReadItem, names: "_Names") -> Matched:
    lead, cooperating = names.units(item.lead), names.units(item.cooperating)
    fields = ItemFields(
        number=item.number,
        task=item.task,
        headings=item.headings,
        product=item.product,
        lead_text=item.lead,
        cooperating_text=item.cooperating,
        when=item.when,
        note=item.note,
        codes=item.codes,
        lead=lead,
        cooperating=cooperating,
    )
    return Matched(item.row, fields, lacks_of(fields))


def lacks_of(fields: ItemFields) -> tuple[str, ...]:
    """What an item does not say, or what was not understood."""
    lacks = []
    if not fields.number:
        lacks.append("không có số")
    if not fields.lead:
        lacks.append("chưa khớp đơn vị chủ trì" if fields.lead_text else "chưa ghi đơn vị chủ trì")
    if not fields.product:
        lacks.append("chưa ghi sản phẩm")
    if not fields.when.kind:
        lacks.append("chưa đọc được thời gian" if fields.when.text else "chưa ghi thời gian")
    return tuple(lacks)


class _Names:
    """Finds units by the names the table writes, each name looked up once."""

    def __init__(self, commune: Commune, chosen: Chosen, on: date) -> None:
        self.finder: WardUnits = ward_units(commune, on=on)
        self.known = set(Unit.objects.filter(commune=commune).values_list("pk", flat=True))
        self.chosen = chosen
        self.found: dict[str, Named] = {}

    def units(self, cell: str) -> tuple[int, ...]:
        """The units of a cell, each once, in order."""
        return tuple(dict.fromkeys(unit for name in split_units(cell) for unit in self._named(name).units))

    def _named(self, name: str) -> Named:
        key = name_key(name)
        if key not in self.found:
            self.found[key] = self._by_hand(name, key) or self._matched(name, key)
        return self.found[key]

    def _by_hand(self, name: str, key: str) -> Named | None:
        said = self.chosen.get(key)
        if said == NOBODY:
            return Named(name, key, (), None, "không phải đơn vị của phường", self._offers(name), by_hand=True)
        if said in self.known:
            return Named(name, key, (said,), 1.0, "chọn tay", self._offers(name), by_hand=True)
        return None

    def _matched(self, name: str, key: str) -> Named:
        group = self.finder.group(name)
        if group is not None:
            units = tuple(item.unit for item in group if item.unit is not None)
            return Named(name, key, units, 1.0 if units else None, "nhóm đơn vị" if units else "nhóm chưa rõ gồm đơn vị nào")
        one, offers = self.finder.one(name), self._offers(name)
        reason = next((why for unit, _, why in offers if unit == one.unit), "") if one.unit else ""
        return Named(name, key, (one.unit,) if one.unit else (), one.score, reason, offers)

    def _offers(self, name: str) -> tuple[tuple[int, float, str], ...]:
        return tuple((match.unit_id, match.score, match.reason) for match in self.finder.matches(name)[:4])
