"""Sources enter the catalogue and are undone: a file, a publication decision."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.utils.timezone import localdate

from minhchung.apps.documents.models import Document
from minhchung.apps.files.models import StoredFile
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.procedures.decided import decided
from minhchung.apps.procedures.importing import WHOLE, draft_of, kept, stored_contents
from minhchung.apps.procedures.models import Line, Procedure, Source
from minhchung.apps.procedures.rights import keeps_catalogue
from minhchung.apps.procedures.rules import Code, Content, LineKind
from minhchung.apps.procedures.rules.decisions import Proposed
from minhchung.apps.procedures.writing import brought_up_to_date, locked


@act("procedures.take_over", "Nhập danh mục thủ tục", on="commune", allowed=keeps_catalogue)
def take_over(*, commune: Commune, stored: StoredFile, on: date, scope: str = WHOLE, actor: Person | None, at: datetime) -> Source:
    """The procedures of a file as one source, holding from a day on. Rows that change nothing write nothing.

    Good rows enter, the others were listed with their reasons on the page before.
    """
    if stored.commune_id != commune.pk:
        raise Refused("Tệp này không thuộc phường; tải lại tệp từ máy.")
    held = locked(commune)
    draft = draft_of(stored_contents(stored), commune=held.pk, day=on, scope=scope)
    wanted = list(kept(draft))
    if not wanted:
        raise Refused(f"“{stored.name}” không có gì mới so với danh mục ngày {on:%d/%m/%Y}; không cần nhập.")
    source = Source.objects.create(
        commune=held, kind=draft.contents.kind, title=stored.name.removesuffix(".txt"), file=stored, on=on, added_by=actor, added_at=at
    )
    known = _procedures(held, ((each.said.code, each.said.content.name or "") for each in wanted), at)
    Line.objects.bulk_create(
        (
            Line(source=source, procedure=known[each.said.code.national], kind=LineKind.STATED, on=on, said=each.adds.said())
            for each in wanted
        ),
        batch_size=500,
    )
    brought_up_to_date(held.pk, [known[each.said.code.national].pk for each in wanted], today=localdate(at))
    after = {"file": stored.name, "on": on, "new": len(draft.new), "changed": len(draft.changed), "unread": len(draft.contents.unread)}
    record(commune=held.pk, subject=source.ref, after=after)
    return source


@act("procedures.publish_decision", "Cập nhật danh mục theo quyết định công bố", on="document", allowed=keeps_catalogue)
def publish_decision(*, document: Document, on: date, kinds: Mapping[int, str], actor: Person | None, at: datetime) -> Source:
    """The lines of a publication decision as a person confirmed them: `kinds` says what a row of its tables does; other rows stay out."""
    commune = locked(document.commune)
    if twin := Source.objects.filter(commune=commune, kind=Source.Kind.DECISION, document=document, undone_at=None).first():
        raise Refused(f"{document.shown_code} đã được cập nhật vào danh mục (hiệu lực {twin.on:%d/%m/%Y}). Hoàn tác lần trước rồi làm lại.")
    lines = [each for each in decided(document).lines if each.read.row in kinds]
    if not lines:
        raise Refused("Chưa chọn thủ tục nào. Đánh dấu các dòng đúng rồi cập nhật.")
    title = f"{document.shown_code} {document.subject}".strip()[:500]
    source = Source.objects.create(
        commune=commune, kind=Source.Kind.DECISION, title=title, document=document, on=on, added_by=actor, added_at=at
    )
    known = _procedures(commune, ((each.read.code, each.read.content.name or "") for each in lines), at)
    made = [_line(source, known[each.read.code.national], each, LineKind(kinds[each.read.row]), order) for order, each in enumerate(lines)]
    Line.objects.bulk_create(made, batch_size=500)
    brought_up_to_date(commune.pk, [line.procedure_id for line in made], today=localdate(at))
    record(commune=commune.pk, subject=source.ref, after={"document": document.pk, "on": on, **_counted(made)})
    return source


@act("procedures.undo_source", "Hoàn tác nguồn của danh mục", on="source", allowed=keeps_catalogue)
def undo_source(*, source: Source, reason: str, actor: Person | None, at: datetime) -> Source:
    """The source counts no more: the catalogue is what the other sources make of it, as on the day before it entered."""
    if not reason.strip():
        raise Refused("Lý do còn trống. Ghi vì sao hoàn tác.")
    undone = Source.objects.filter(pk=source.pk, undone_at=None)
    if not undone.update(undone_at=at, undone_by=actor, undone_note=reason.strip()):
        raise Refused("Nguồn này đã được hoàn tác. Tải lại trang.")
    brought_up_to_date(source.commune_id, list(source.lines.values_list("procedure", flat=True)), today=localdate(at))
    record(
        commune=source.commune_id, subject=source.ref, before={"lines": source.lines.count()}, after={"undone": True}, note=reason.strip()
    )
    source.refresh_from_db()
    return source


def _procedures(commune: Commune, codes: Iterable[tuple[Code, str]], at: datetime) -> dict[str, Procedure]:
    """The procedures of codes, those that are not there yet made."""
    wanted = {code.national: (code, name) for code, name in codes}
    there = set(Procedure.objects.filter(commune=commune, code__in=wanted).values_list("code", flat=True))
    Procedure.objects.bulk_create(
        (
            Procedure(commune=commune, code=national, local_code=code.local[:40], name=(name or national)[:1000], added_at=at)
            for national, (code, name) in wanted.items()
            if national not in there
        ),
        batch_size=500,
    )
    return {each.code: each for each in Procedure.objects.filter(commune=commune, code__in=wanted)}


def _line(source: Source, procedure: Procedure, each: Proposed, kind: LineKind, order: int) -> Line:
    content = Content() if kind == LineKind.ABOLISHED else each.read.content
    content = content.model_copy(update={"decision": source.document.code if source.document else None})
    return Line(source=source, procedure=procedure, kind=kind, on=source.on, order=order, said=content.said())


def _counted(lines: Iterable[Line]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.kind] = counts.get(line.kind, 0) + 1
    return counts
