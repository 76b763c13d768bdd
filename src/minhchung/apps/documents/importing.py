"""Bringing in the city document system's register: read the file, compare it with our register, say what would change.

The plan is made twice: for the dry run a person looks at, and again inside the act, under its transaction. Columns a person keeps here
are filled when empty and otherwise left as they are (a difference is listed); status and signatures follow the city's system.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.rules import issuer_key, numbered
from minhchung.apps.documents.rules.register_rows import COLUMNS, RegisterRow, RejectedRow, Sheet, find_sheet, read_rows, text_of
from minhchung.apps.files import vault
from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.receiving import Received
from minhchung.apps.ground.acts import Refused
from minhchung.apps.organisations.models import Commune, Unit
from minhchung.apps.organisations.naming import chosen, match_units
from minhchung.apps.organisations.written import written_names
from minhchung.text.extract import MediaType
from minhchung.text.normal import fold

ROWS_AT_MOST = 20_000
FOLLOWED = ("city_status", "personal_signature", "agency_signature")
"""Columns in which the city's system is the master."""
FILLED = ("type", "issued_on", "issuer", "signer", "subject", "arrival_number", "arrived_on", "unit", "answer_due_on")
"""Columns filled here when empty, never overwritten."""


@dataclass(frozen=True)
class Change:
    """One column of one document: `old` → `new`; `kept` when ours differs and stays."""

    column: str
    label: str
    old: Any
    new: Any
    kept: bool = False
    restricted: bool = False

    @property
    def old_words(self) -> str:
        """What stands here, as a person reads it; not told of a restricted document, which whoever imports may not read."""
        return "nội bộ, không hiện" if self.restricted else _words(self.old)

    @property
    def new_words(self) -> str:
        """What the register says, as a person reads it."""
        return _words(self.new)


@dataclass
class Planned:
    """What a row would do: `document` is ours, or None for a new one."""

    row: RegisterRow
    document: Document | None
    unit: Unit | None = None
    changes: list[Change] = field(default_factory=list)

    @property
    def written(self) -> list[Change]:
        """What would be written; differences that stay are left out."""
        return [change for change in self.changes if not change.kept]


@dataclass(frozen=True)
class Plan:
    """All rows: new documents, changed ones, ones that stay as they are, and rejected rows."""

    added: list[Planned]
    changed: list[Planned]
    same: list[Planned]
    rejected: list[RejectedRow]

    @property
    def kept(self) -> list[Planned]:
        """Rows with a difference that stays as we have it."""
        return [row for row in (*self.changed, *self.same) if any(change.kept for change in row.changes)]


def read_sheet(stored: StoredFile) -> Sheet:
    """The register in a stored spreadsheet. Raises Refused when it is no spreadsheet, is too long, or holds no register or no rows."""
    try:
        with vault.opened(stored.blob_id) as stream:
            content = stream.read()
    except OSError as error:
        raise Refused(f"Không mở được “{stored.name}” trong kho tệp; tải lại tệp từ máy.") from error
    return sheet_in(content, media_type=stored.blob.media_type, name=stored.name)


def look_at(content: bytes, received: Received) -> None:
    """Refuses, before it is stored, a file in which `sheet_in` finds no register."""
    sheet_in(content, media_type=received.media_type, name=received.name)


def sheet_in(content: bytes, *, media_type: str, name: str) -> Sheet:
    """The register in a spreadsheet: the first table with known headings and rows under them."""
    if media_type not in (MediaType.XLSX, MediaType.XLS):
        raise Refused(f"“{name}” không phải bảng tính Excel; xuất sổ từ QLVB ra .xlsx rồi tải lên lại.")
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        tables = [workbook.get_sheet_by_index(place).to_python(skip_empty_area=False) for place in range(len(workbook.sheet_names))]
    except (CalamineError, OSError, ValueError) as error:
        raise Refused(f"Không mở được “{name}”: tệp Excel hỏng; mở bằng Excel, lưu lại rồi tải lên.") from error
    if not any(text_of(cell) for cells in tables for row in cells for cell in row):
        raise Refused(f"“{name}” là tệp trống, không có dòng nào để nhập; xuất lại sổ từ QLVB rồi tải lên.")
    sheets = [sheet for cells in tables if (sheet := find_sheet(cells)) is not None]
    if not sheets:
        raise Refused(f"“{name}” không có dòng tiêu đề nhận ra được (Số ký hiệu, Trích yếu, Ngày …); kiểm tra lại tệp xuất từ QLVB.")
    sheet = next((sheet for sheet in sheets if sheet.rows), None)
    if sheet is None:
        raise Refused(f"“{name}” có dòng tiêu đề nhưng không có văn bản nào bên dưới; chọn khoảng thời gian có văn bản rồi xuất lại.")
    if len(sheet.rows) > ROWS_AT_MOST:
        raise Refused(f"“{name}” có {len(sheet.rows)} dòng, quá {ROWS_AT_MOST}; xuất từng quý rồi nhập lần lượt.")
    return sheet


def make_plan(commune: Commune, sheet: Sheet, columns: Mapping[int, str], direction: str, *, on: date) -> Plan:
    """What bringing the sheet in would do. Reads the register once, however many rows there are."""
    rows, rejected = read_rows(sheet, columns)
    register = _Register(commune, direction)
    units = _Units(commune, on)
    plan = Plan([], [], [], list(rejected))
    first_row: dict[Any, int] = {}
    for row in rows:
        identity = register.identity(row)
        if identity in first_row:
            plan.rejected.append(RejectedRow(row.row, f"trùng văn bản với dòng {first_row[identity]}; giữ dòng trước, bỏ dòng này"))
            continue
        first_row[identity] = row.row
        planned = Planned(row, register.find(row), units.named(row.values.get("unit", "")))
        if planned.document is None:
            plan.added.append(planned)
            continue
        planned.changes = _changes(planned, planned.document)
        (plan.changed if planned.written else plan.same).append(planned)
    plan.rejected.sort(key=lambda each: each.row)
    return plan


def fields_of(planned: Planned) -> Fields:
    """A new document out of a row."""
    values = planned.row.values
    taken = {name: values[name] for name in FILLED if name in values and name != "unit"}
    due = values.get("answer_due_on")
    return Fields(
        code=str(values.get("code", "")),
        unit=planned.unit,
        needs_answer=due is not None,
        personal_signature=values.get("personal_signature"),
        agency_signature=values.get("agency_signature"),
        **taken,
    )


def _changes(planned: Planned, document: Document) -> list[Change]:
    found = []
    for column in (*FILLED, *FOLLOWED):
        new = planned.unit if column == "unit" else planned.row.values.get(column)
        old = getattr(document, column)
        if new is None or _alike(column, old, new):
            continue
        kept = column in FILLED and old not in (None, "")
        found.append(Change(column, COLUMNS[column], old, new, kept, document.restricted))
    return found


def _alike(column: str, old: Any, new: Any) -> bool:
    if column == "issuer":
        return issuer_key(str(old)) == issuer_key(str(new))
    if isinstance(new, str):
        return fold(str(old or "")) == fold(new) if column != "city_status" else str(old) == new
    return bool(old == new)


class _Register:
    """Our documents of one direction, found by number, year and issuer, or by arrival number and year."""

    def __init__(self, commune: Commune, direction: str) -> None:
        self.by_issuer = direction != Document.Direction.OUTGOING
        self.by_code: dict[tuple[str, int | None], list[Document]] = {}
        self.by_arrival: dict[tuple[int, int], list[Document]] = {}
        for document in (
            Document.objects.filter(commune=commune, direction=direction, archived_at=None).select_related("unit").defer("text")
        ):
            if document.code:
                self.by_code.setdefault((_code_key(document.code), _year(document.issued_on, document.arrived_on)), []).append(document)
            if document.arrival_number and document.arrived_on:
                self.by_arrival.setdefault((document.arrival_number, document.arrived_on.year), []).append(document)

    def identity(self, row: RegisterRow) -> tuple[Any, ...]:
        """What tells a row from the others of its sheet."""
        values = row.values
        if "code" in values:
            issuer = issuer_key(values.get("issuer", "")) if self.by_issuer else ""
            return _code_key(values["code"]), _year(values.get("issued_on"), values.get("arrived_on")), issuer
        return values["arrival_number"], values["arrived_on"].year

    def find(self, row: RegisterRow) -> Document | None:
        """Our document of this row; None when there is none."""
        values = row.values
        if "code" in values:
            found = self.by_code.get((_code_key(values["code"]), _year(values.get("issued_on"), values.get("arrived_on"))), [])
            issuer = issuer_key(values.get("issuer", ""))
            same = [each for each in found if not self.by_issuer or not issuer or not each.issuer_folded or each.issuer_folded == issuer]
        else:
            same = list(self.by_arrival.get((values["arrival_number"], values["arrived_on"].year), []))
        # Registered twice: the one dated as the row says is meant.
        same.sort(key=lambda each: each.issued_on != values.get("issued_on"))
        return same[0] if same else None


class _Units:
    """Finds units by the names the register writes, each name looked up once."""

    def __init__(self, commune: Commune, on: date) -> None:
        self.names, self.on, self.commune = written_names(commune), on, commune
        self.known = {unit.pk: unit for unit in Unit.objects.filter(commune=commune)}
        self.found: dict[str, Unit | None] = {}

    def named(self, name: str) -> Unit | None:
        """The unit a name surely means; None when it means none or may mean two."""
        if name and name not in self.found:
            matches = match_units(name, self.names.units, self.on, bodies=self.names.bodies, commune_name=self.commune.name)
            match = chosen(matches)
            self.found[name] = self.known.get(match.unit_id) if match else None
        return self.found.get(name) if name else None


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    return "trống" if value in (None, "") else str(value) if isinstance(value, Unit) else text_of(value)


def _code_key(code: str) -> str:
    return fold(numbered(code).code)


def _year(issued_on: date | None, arrived_on: date | None) -> int | None:
    day = issued_on or arrived_on
    return day.year if day else None


def samples(sheet: Sheet, place: int, count: int = 3) -> Sequence[str]:
    """The first values of a column, so that a person sees what it holds."""
    shown: Iterable[str] = (words for _, cells in sheet.rows if place < len(cells) and (words := text_of(cells[place])))
    return [value[:60] for value, _ in zip(shown, range(count), strict=False)]
