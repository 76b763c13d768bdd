"""What a returned register asks for and may not be: everything the saving would refuse is told before, at its cell."""

from collections.abc import Iterator, Mapping
from datetime import date

from minhchung.apps.assignments.filling import too_long
from minhchung.apps.assignments.models import Occurrence
from minhchung.apps.assignments.proof import odd_day, shown_of, unshown
from minhchung.apps.assignments.queries.rows import Line
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.rules import numbered
from minhchung.apps.organisations.models import Commune, Person
from minhchung.letters.registers import CellChange, CellError, Diff
from minhchung.text.normal import fold

State = Occurrence.State
Lines = Mapping[str, Line]
Changes = Mapping[tuple[int, str], CellChange]


def refusals(person: Person, diff: Diff, lines: Lines, *, commune: Commune, today: date) -> Iterator[CellError]:
    """No right, closed work, an unknown reply, too many words, an odd day, nothing to show for it, a row nobody gave."""
    rows = {item.row: item.row_id for item in diff.changes} | {item.row: item.row_id for item in diff.conflicts}
    changes = {(item.row, item.column): item for item in diff.changes}
    for row, key in rows.items():
        if cause := _closed_to(person, lines[key], changes.get((row, "finished_on"))):
            yield CellError(row, cause, key)
    yield from _wrong_replies(diff, commune)
    yield from _long_words(diff)
    yield from _odd_days(changes, lines, commune, today)
    for new in diff.new_rows:
        yield CellError(new.row, "Dòng mới không có mã việc. Giao việc ở mục Thêm việc, rồi xuất lại sổ.")


def _closed_to(person: Person, line: Line, day: CellChange | None) -> str:
    if line.occurrence.closed_at is not None:
        return "Việc đã nghiệm thu. Chỉ người giao việc mở lại được."
    if line.occurrence.state == State.SUBMITTED and day is None:
        return "Việc đang chờ nghiệm thu. Rút báo cáo hoàn thành trước, hoặc xóa ngày hoàn thành ở dòng này."
    if not person.has_perm("assignments.fill_row", line.occurrence):
        unit = line.holder.unit.name if line.holder else "đơn vị khác"
        return f"Phần việc của {unit}. Chỉ đơn vị đó, lãnh đạo hoặc Thường trực CCHC điền được."
    return ""


def _wrong_replies(diff: Diff, commune: Commune) -> Iterator[CellError]:
    for item in diff.changes:
        if item.column == "reply" and item.new is not None and reply_of(commune, str(item.new)) is None:
            cause = f"Văn bản {item.new} chưa có trong sổ văn bản đi."
            yield CellError(item.row, f"{cause} Vào sổ trước, hoặc sửa ô {item.cell}.", item.row_id, item.column, item.cell)


def _long_words(diff: Diff) -> Iterator[CellError]:
    found = [(item, item.new) for item in diff.changes] + [(item, item.returned) for item in diff.conflicts]
    for item, said in found:
        if cause := too_long(item.column, str(said or "").strip()):
            yield CellError(item.row, f"Ô {item.cell} dài {cause}", item.row_id, item.column, item.cell)


def _odd_days(changes: Changes, lines: Lines, commune: Commune, today: date) -> Iterator[CellError]:
    days = [item for (_, column), item in changes.items() if column == "finished_on" and isinstance(item.new, date)]
    shown = shown_of([lines[item.row_id].occurrence.pk for item in days])
    for item in days:
        occurrence = lines[item.row_id].occurrence
        note, reply = changes.get((item.row, "note")), changes.get((item.row, "reply"))
        answered = reply_of(commune, str(reply.new or "")) if reply else occurrence.answer_id
        said = str(note.new or "") if note else occurrence.note
        cause = odd_day(occurrence, item.new, today=today) if isinstance(item.new, date) else ""
        if not cause and occurrence.state != State.SUBMITTED:
            cause = unshown(occurrence, note=said, shown=bool(answered) or occurrence.pk in shown)
        if cause:
            yield CellError(item.row, f"Ô {item.cell}: {cause[:1].lower()}{cause[1:]}", item.row_id, item.column, item.cell)


def reply_of(commune: Commune, code: str) -> Document | None:
    """The outgoing document of the commune with this number and symbol; None when none or several have it."""
    said = numbered(code)
    if said.number is None:
        return None
    outgoing = Document.objects.filter(commune=commune, direction=Document.Direction.OUTGOING, archived_at=None, number=said.number)
    same = [item for item in outgoing.filter(suffix=said.suffix) if fold(item.code) == fold(code) or fold(item.symbol) == fold(said.symbol)]
    return max(same, key=lambda item: (item.issued_on or date.min, item.pk), default=None)
