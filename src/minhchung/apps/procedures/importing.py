"""From a stored file to what importing it would change. Nothing is written here.

The reading is made twice: for the page on which a person looks at it, and again inside the act, under its transaction.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from minhchung.apps.files import vault
from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.receiving import Received
from minhchung.apps.ground.acts import Refused
from minhchung.apps.procedures.archives import records_of
from minhchung.apps.procedures.models import Line, Procedure, Source
from minhchung.apps.procedures.rules import Code, Content, Standing, standing_on
from minhchung.apps.procedures.rules.columns import Unread, find_columns, read_rows
from minhchung.apps.procedures.rules.crawled import CODE, NotAProcedureError, read_crawled
from minhchung.apps.procedures.rules.sheets import UnreadableWorkbookError, of_pasted, of_workbook
from minhchung.apps.procedures.rules.telling import Change, changes
from minhchung.text.extract import MediaType
from minhchung.text.normal import fold

WHOLE, WARD, KNOWN = "whole", "ward", "known"
SCOPES = {WHOLE: "Mọi thủ tục trong tệp", WARD: "Chỉ thủ tục cấp xã thực hiện", KNOWN: "Chỉ thủ tục đã có trong danh mục"}
_OF_A_WARD = ("cap xa", "ubnd xa", "uy ban nhan dan xa", "phuong")


@dataclass(frozen=True)
class Said:
    """One procedure as the file says it, where it stands there."""

    place: str
    code: Code
    content: Content


@dataclass(frozen=True)
class Contents:
    """A whole file read: what kind of source it is, its procedures, and what cannot enter."""

    kind: str
    rows: tuple[Said, ...]
    unread: tuple[Unread, ...]


@dataclass(frozen=True)
class Effect:
    """What importing one procedure would do. `procedure` None: it is new. `adds`: the fields the new line would say."""

    said: Said
    procedure: Procedure | None
    before: Standing | None
    changes: tuple[Change, ...]
    adds: Content

    @property
    def is_new(self) -> bool:
        """Whether no source spoke of it by that day."""
        return self.before is None

    @property
    def is_same(self) -> bool:
        """Whether nothing would change."""
        return not self.is_new and not self.changes

    @property
    def doubts(self) -> int:
        """How many parts of what would be added are uncertain."""
        return len(self.adds.doubts())


@dataclass(frozen=True)
class Draft:
    """The whole import as it would be."""

    contents: Contents
    effects: tuple[Effect, ...]
    left_out: int
    untold: int
    """How many of those left out say neither level nor agency."""

    @property
    def new(self) -> list[Effect]:
        """Procedures nobody spoke of before."""
        return [each for each in self.effects if each.is_new]

    @property
    def changed(self) -> list[Effect]:
        """Procedures the file says otherwise."""
        return [each for each in self.effects if not each.is_new and each.changes]

    @property
    def same(self) -> list[Effect]:
        """Procedures of which nothing would change."""
        return [each for each in self.effects if each.is_same]

    @property
    def writes(self) -> int:
        """For how many procedures the import writes a line."""
        return len(self.effects) - len(self.same)

    @property
    def doubtful(self) -> int:
        """How many of the new and changed ones have something uncertain."""
        return sum(bool(each.doubts) for each in self.effects if not each.is_same)


def look_at(content: bytes, received: Received) -> None:
    """Refuses, before it is stored, a file in which no procedure is found."""
    contents_of(content, received.name, received.media_type)


def stored_contents(stored: StoredFile) -> Contents:
    """The procedures in a stored file. Raises Refused."""
    try:
        with vault.opened(stored.blob_id) as stream:
            return contents_of(stream.read(), stored.name, stored.blob.media_type)
    except OSError as error:
        raise Refused(f"Không mở được “{stored.name}” trong kho tệp; tải lại tệp từ máy.") from error


def contents_of(content: bytes, name: str, media_type: str) -> Contents:
    """The procedures of a file's bytes, by what the file is. Raises Refused where none is found."""
    if media_type in (MediaType.XLSX, MediaType.XLS):
        found = _tables(_sheets(content, name))
    elif content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{"):
        found = _crawled(records_of(content, name))
    else:
        found = _tables([of_pasted(content.decode("utf-8-sig", "replace"))])
    if not found.rows and not found.unread:
        raise Refused(f"“{name}” không có thủ tục nào: cần cột Mã số và Tên thủ tục, hoặc tệp JSON của từng trang thủ tục.")
    return found


def _sheets(content: bytes, name: str) -> list[Any]:
    try:
        return of_workbook(content)
    except UnreadableWorkbookError as error:
        raise Refused(f"Không mở được “{name}”: tệp Excel hỏng; mở bằng Excel, lưu lại rồi tải lên.") from error


def _tables(sheets: Sequence[Any]) -> Contents:
    rows: list[Said] = []
    unread: list[Unread] = []
    for sheet in sheets:
        if head := find_columns(sheet):
            listed = read_rows(sheet[head[0] + 1 :], head[1])
            rows += [Said(f"dòng {each.row}", each.code, each.content) for each in listed.rows]
            unread += listed.unread
    return Contents(Source.Kind.LIST, *_once(rows, unread))


def _crawled(records: Sequence[Any]) -> Contents:
    rows: list[Said] = []
    unread: list[Unread] = []
    for number, record in enumerate(records, 1):
        if not isinstance(record, Mapping) or CODE not in record:
            unread.append(Unread(number, str(record)[:120], f"Không có khóa “{CODE}” của trang thủ tục."))
            continue
        try:
            crawled = read_crawled(record)
        except NotAProcedureError as error:
            unread.append(Unread(number, str(record.get("ten_thu_tuc", ""))[:120], str(error)))
            continue
        rows.append(Said(f"bản ghi {number}", crawled.code, crawled.content))
    return Contents(Source.Kind.CRAWL, *_once(rows, unread))


def _once(rows: Sequence[Said], unread: Sequence[Unread]) -> tuple[tuple[Said, ...], tuple[Unread, ...]]:
    """Each code once: a second row with it cannot enter."""
    first: dict[str, Said] = {}
    twice = list(unread)
    for number, row in enumerate(rows, 1):
        if row.code.national in first:
            twice.append(
                Unread(number, f"{row.place}: {row.content.name}", f"Mã {row.code.national} đã có ở {first[row.code.national].place}.")
            )
        first.setdefault(row.code.national, row)
    return tuple(first.values()), tuple(twice)


def draft_of(contents: Contents, *, commune: str, day: date, scope: str = WHOLE) -> Draft:
    """What importing would change as of a day. Three queries, whatever the number of rows."""
    found = {each.code: each for each in Procedure.objects.filter(commune=commune)}
    lines: dict[int, list[Line]] = defaultdict(list)
    for line in Line.objects.filter(source__commune=commune, source__undone_at=None, on__lte=day).select_related("source"):
        lines[line.procedure_id].append(line)
    wanted = [row for row in contents.rows if _wanted(row, scope, found)]
    untold = sum(not (row.content.level or row.content.agency) for row in contents.rows if not _wanted(row, scope, found))
    effects = tuple(_effect(row, found.get(row.code.national), lines, day, contents.kind) for row in wanted)
    return Draft(contents, effects, len(contents.rows) - len(wanted), untold)


def counts_of(contents: Contents, commune: str) -> dict[str, int]:
    """How many procedures of the file each scope takes."""
    found = {each.code: each for each in Procedure.objects.filter(commune=commune)}
    return {scope: sum(_wanted(row, scope, found) for row in contents.rows) for scope in SCOPES}


def usual_scope(counts: Mapping[str, int]) -> str:
    """An official list holds procedures of every level: the ward's own are taken, where the file tells which they are."""
    return WARD if counts[WARD] else WHOLE


def _wanted(row: Said, scope: str, found: Mapping[str, Procedure]) -> bool:
    if scope == KNOWN:
        return row.code.national in found
    if scope == WARD:
        said = fold(f"{row.content.level or ''} {row.content.agency or ''}")
        return any(words in said for words in _OF_A_WARD)
    return True


def _effect(row: Said, procedure: Procedure | None, lines: Mapping[int, list[Line]], day: date, kind: str) -> Effect:
    own = lines.get(procedure.pk, []) if procedure else []
    before = standing_on((line.as_said for line in own), day)
    adds = row.content if before is None else _not_said_before(row.content, _last_of_kind(own, kind))
    after = adds.over(before.content) if before else adds
    return Effect(row, procedure, before, tuple(changes(before.content, after)) if before else (), adds)


def _last_of_kind(lines: Sequence[Line], kind: str) -> Content:
    """What sources of this kind last said: a page that says the same again takes nothing back that a person has settled since."""
    said = Content()
    for line in sorted(lines, key=lambda line: (line.on, line.order, line.pk)):
        if line.source.kind == kind:
            said = line.content.over(said)
    return said


def _not_said_before(new: Content, old: Content) -> Content:
    same = {name: None for name in new.spoken() if getattr(new, name) == getattr(old, name)}
    return new.model_copy(update=same)


def kept(draft: Draft) -> Iterator[Effect]:
    """The procedures for which the import writes a line."""
    return (each for each in draft.effects if not each.is_same)
