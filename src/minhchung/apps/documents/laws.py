"""Laws and their events from a CSV or JSON file, and back. One row is one event of one document, or a document alone.

The columns are `COLUMNS`; a file of ours can be read again. What is written already stays as it is; nothing enters as verified.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.models import Document, ValidityEvent
from minhchung.apps.documents.rules import numbered
from minhchung.apps.documents.rules.validity import EventKind
from minhchung.apps.documents.writing import enter_many
from minhchung.apps.ground.acts import Refused
from minhchung.apps.organisations.models import Commune, Person
from minhchung.text.normal import fold, nfc, squeeze
from minhchung.text.written import written_day

COLUMNS = {
    "code": "số ký hiệu",
    "type": "loại",
    "issued_on": "ngày ban hành",
    "issuer": "cơ quan ban hành",
    "subject": "trích yếu",
    "event": "sự kiện",
    "on": "từ ngày",
    "scope": "phạm vi",
    "by_code": "do văn bản",
    "words": "nguồn ghi",
    "url": "địa chỉ nguồn",
    "fetched_on": "ngày xem nguồn",
}
ROWS_AT_MOST = 5000
_KINDS = {fold(kind.label): kind for kind in EventKind} | {kind.value: kind for kind in EventKind}


@dataclass(frozen=True)
class Row:
    """One good row. `event` None: only the document."""

    number: int
    code: str
    type: str
    issued_on: date | None
    issuer: str
    subject: str
    event: EventKind | None
    on: date | None
    scope: str
    by_code: str
    words: str
    url: str
    fetched_on: date | None

    @property
    def event_words(self) -> str:
        """The event as a person reads it."""
        part = f" {self.scope}" if self.scope else ""
        return f"{self.event.label}{part} từ {written_day(self.on)}" if self.event and self.on else ""


@dataclass
class Rows:
    """What a file holds: good rows, and why the others cannot enter. `new` numbers of rows whose document or event is not here yet."""

    good: list[Row] = field(default_factory=list)
    rejected: list[tuple[int, str]] = field(default_factory=list)
    new_laws: set[int] = field(default_factory=set)
    new_events: set[int] = field(default_factory=set)


def read_rows(content: bytes) -> Rows:
    """The rows of a CSV (headings in our words or their English names, comma or semicolon) or a JSON list of objects. Raises Refused for
    what is neither; a row that cannot be read is told with its number and loses no other."""
    text = _text_of(content)
    raws = _json(text) if text.lstrip()[:1] in "[{" else _csv(text)
    if len(raws) > ROWS_AT_MOST:
        raise Refused(f"Tệp có {len(raws)} dòng, quá {ROWS_AT_MOST}; chia thành nhiều tệp rồi nhập lần lượt.")
    if not raws:
        raise Refused("Tệp không có dòng nào dưới tiêu đề; kiểm tra lại tệp.")
    rows = Rows()
    for number, raw in raws:
        try:
            rows.good.append(_row(number, raw))
        except ValueError as error:
            rows.rejected.append((number, str(error)))
    return rows


def plan(commune: Commune, rows: Rows) -> Rows:
    """The same rows, with which of them would bring something new."""
    register = _Register(commune)
    seen_laws, seen_events = set[Any](), set[Any]()
    for row in rows.good:
        law = register.law(row.code, row.issued_on)
        if law is None and (key := register.key(row.code, row.issued_on)) not in seen_laws:
            seen_laws.add(key)
            rows.new_laws.add(row.number)
        place = (law.pk if law else register.key(row.code, row.issued_on), row.event, row.on, row.scope)
        if row.event and place not in seen_events and (law is None or not register.has(law, row)):
            seen_events.add(place)
            rows.new_events.add(row.number)
    return rows


def bring_in(commune: Commune, rows: Rows, *, actor: Person | None, at: datetime) -> tuple[int, int]:
    """Writes what is new of the good rows; returns how many laws and events. Part of an act."""
    planned = plan(commune, Rows(rows.good, rows.rejected))
    laws = [_law(commune, row, actor, at) for row in planned.good if row.number in planned.new_laws]
    enter_many(commune, laws)
    register = _Register(commune)
    events = []
    for row in planned.good:
        law = register.law(row.code, row.issued_on)
        if law is None or row.event is None or row.on is None or row.number not in planned.new_events:
            continue
        by = register.law(row.by_code, None) if row.by_code else None
        words = row.words or (f"Do {row.by_code}" if row.by_code and by is None else "")
        events.append(
            ValidityEvent(
                document=law, kind=row.event, on=row.on, scope=row.scope, by_document=by if by and by.pk != law.pk else None, words=words,
                url=row.url, fetched_on=row.fetched_on, entered_by=actor, entered_at=at,
            )
        )  # fmt: skip
    ValidityEvent.objects.bulk_create(events)
    return len(laws), len(events)


def exported(documents: Iterable[Document]) -> list[dict[str, str]]:
    """The documents with their events as rows of COLUMNS, dates as YYYY-MM-DD; a document without an event has one row."""
    found = []
    for document in documents:
        head = {"code": document.code, "type": document.type, "issued_on": _iso(document.issued_on), "issuer": document.issuer,
                "subject": document.subject}  # fmt: skip
        events: list[ValidityEvent | None] = [each for each in document.validity_events.all() if each.withdrawn_at is None]
        found += [{**head, **_exported_event(event)} for event in events or [None]]
    return found


def to_csv(rows: Iterable[Mapping[str, str]]) -> bytes:
    """As CSV with a byte-order mark, so that Excel reads the letters."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS.values())
    writer.writerows([row[name] for name in COLUMNS] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _exported_event(event: ValidityEvent | None) -> dict[str, str]:
    if event is None:
        return dict.fromkeys(("event", "on", "scope", "by_code", "words", "url", "fetched_on"), "")
    by = event.by_document.code if event.by_document else ""
    return {"event": event.get_kind_display(), "on": _iso(event.on), "scope": event.scope, "by_code": by, "words": event.words,
            "url": event.url, "fetched_on": _iso(event.fetched_on)}  # fmt: skip


class _Register:
    """The documents of the commune by number, and the events they have; read once."""

    def __init__(self, commune: Commune) -> None:
        self._laws: dict[Any, list[Document]] = {}
        rows = Document.objects.filter(commune=commune, archived_at=None, number__isnull=False).defer("text")
        for row in rows.order_by("pk"):
            self._laws.setdefault((row.series, row.number, row.suffix), []).append(row)
        events = ValidityEvent.objects.filter(document__commune=commune, withdrawn_at=None)
        self._events = set(events.values_list("document", "kind", "on", "scope"))

    def key(self, code: str, issued_on: date | None) -> Any:
        """What tells a document from others in a file."""
        parts = numbered(code)
        return (parts.series, parts.number, parts.suffix, parts.org, parts.year or (issued_on.year if issued_on else None))

    def law(self, code: str, issued_on: date | None) -> Document | None:
        """The one registered document with this code; None when there is none, or several."""
        parts = numbered(code)
        year = parts.year or (issued_on.year if issued_on else None)
        found = [
            row
            for row in self._laws.get((parts.series, parts.number, parts.suffix), ())
            if numbered(row.code).org.upper() == parts.org.upper()
            and (year is None or (numbered(row.code).year or (row.issued_on.year if row.issued_on else None)) in (None, year))
        ]
        return found[0] if len(found) == 1 else None

    def has(self, law: Document, row: Row) -> bool:
        """Whether the event of the row is written already."""
        return row.event is not None and (law.pk, row.event.value, row.on, row.scope) in self._events


def _law(commune: Commune, row: Row, actor: Person | None, at: datetime) -> Document:
    made = Document(commune=commune, direction=Document.Direction.LAW, state=Document.State.ISSUED, added_by=actor, added_at=at)
    Fields(code=row.code, type=row.type, issued_on=row.issued_on, issuer=row.issuer, subject=row.subject).write_to(made)
    return made


def _text_of(content: bytes) -> str:
    try:
        return nfc(content.decode("utf-8-sig")).replace("\x00", "")
    except UnicodeDecodeError as error:
        raise Refused("Tệp không phải chữ Unicode (UTF-8). Trong Excel chọn lưu dạng “CSV UTF-8” rồi tải lên lại.") from error


def _json(text: str) -> list[tuple[int, dict[str, str]]]:
    try:
        given = json.loads(text)
    except ValueError as error:
        raise Refused(f"Tệp JSON sai cú pháp ở dòng {getattr(error, 'lineno', '?')}; sửa rồi tải lên lại.") from error
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise Refused("Tệp JSON phải là một danh sách các đối tượng, mỗi đối tượng một văn bản hoặc một sự kiện.")
    return [(number, _named(each)) for number, each in enumerate(given, 1)]


def _csv(text: str) -> list[tuple[int, dict[str, str]]]:
    first = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    if "code" not in _named(dict.fromkeys(reader.fieldnames or [], "")):
        raise Refused("Tệp không có cột “số ký hiệu” ở dòng đầu. Tải tệp mẫu về, chép dữ liệu vào rồi tải lên lại.")
    try:
        return [(number, _named(row)) for number, row in enumerate(reader, 2) if any((value or "") for value in row.values() if value)]
    except csv.Error as error:
        raise Refused(f"Tệp CSV hỏng: dòng {reader.line_num} không đọc được; mở bằng Excel, lưu lại rồi tải lên.") from error


def _named(raw: Mapping[Any, Any]) -> dict[str, str]:
    """Our names for the columns; others are passed over."""
    names = {fold(label): name for name, label in COLUMNS.items()} | {name: name for name in COLUMNS}
    found = {}
    for heading, value in raw.items():
        key = squeeze(str(heading or "")).lower()
        if name := names.get(key) or names.get(fold(key)):
            found[name] = squeeze(str(value if value is not None else ""))
    return found


def _row(number: int, raw: Mapping[str, str]) -> Row:
    code, said = raw.get("code", ""), raw.get("event", "")
    if numbered(code).number is None:
        raise ValueError(f"“{code or 'trống'}” chưa có số và ký hiệu đọc được; ghi như 61/2018/NĐ-CP.")
    kind = _KINDS.get(fold(said)) or _KINDS.get(said) if said else None
    if said and kind is None:
        raise ValueError(f"không có sự kiện “{said}”; ghi một trong: {', '.join(each.label for each in EventKind)}.")
    on = _day(raw.get("on", ""), "từ ngày")
    if kind and on is None:
        raise ValueError("sự kiện chưa có ngày; ghi cột “từ ngày” như 2026-12-01 hoặc 01/12/2026.")
    if kind and not (raw.get("by_code") or raw.get("words") or raw.get("url")):
        raise ValueError("sự kiện chưa có nguồn; ghi “do văn bản”, “nguồn ghi” hoặc “địa chỉ nguồn”.")
    scope = raw.get("scope", "")
    if scope and kind in (EventKind.UNFIT, EventKind.EXPIRED):
        raise ValueError(f"“{kind.label}” nói về cả văn bản; bỏ cột phạm vi.")
    url = raw.get("url", "")
    if url and not url.startswith(("https://", "http://")):
        raise ValueError(f"“{url[:60]}” không phải địa chỉ trang; ghi đủ https://…")
    return Row(
        number, code[:80], raw.get("type", "")[:30], _day(raw.get("issued_on", ""), "ngày ban hành"), raw.get("issuer", ""),
        raw.get("subject", "")[:2000], kind, on, scope[:200], raw.get("by_code", "")[:80], raw.get("words", ""), url[:500],
        _day(raw.get("fetched_on", ""), "ngày xem nguồn"),
    )  # fmt: skip


def _day(text: str, column: str) -> date | None:
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day, no moment
        except ValueError:
            continue
    raise ValueError(f"“{text}” ở cột {column} không phải ngày; ghi như 2026-12-01 hoặc 01/12/2026.")


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
