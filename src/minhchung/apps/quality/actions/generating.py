"""Drafts that come from elsewhere: generated from the catalogue of procedures, or read from an existing Word file."""

from datetime import datetime

from django.utils import timezone

from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.receiving import Received
from minhchung.apps.files.storing import put, told
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.quality.drafting import content_from, last_of, stop_if_open, successor
from minhchung.apps.quality.entering import made
from minhchung.apps.quality.models import ControlledDocument, Version
from minhchung.apps.quality.rights import drafts, keeps
from minhchung.apps.quality.rules.content import Content, Kind
from minhchung.apps.quality.rules.generating import title_of
from minhchung.apps.quality.rules.taking import taken
from minhchung.apps.quality.writing import held, of_the_ward, settle

CATALOGUE, WORD = "catalogue", "word"


@act("quality.generate", "Lập quy trình từ danh mục thủ tục", on="commune", allowed=keeps)
def generate(*, commune: Commune, procedures: list[Procedure], owner: Unit, title: str = "", actor: Person | None, at: datetime) -> Version:
    """A new procedure document for these procedures with a draft that says what the catalogue says today. Raises Refused when one of them
    has a document already."""
    if not procedures:
        raise Refused("Chưa chọn thủ tục nào. Đánh dấu thủ tục rồi bấm lại.")
    of_the_ward(commune.pk, *procedures)
    present = ControlledDocument.objects.filter(procedures__in=procedures, archived_at=None).first()
    if present is not None:
        raise Refused(f"Đã có tài liệu {present.code} cho một thủ tục vừa chọn. Mở tài liệu đó và cập nhật từ danh mục.")
    content, known = content_from(commune.pk, procedures, timezone.localtime(at).date(), Content())
    names = [each.standing.content.name or each.procedure.name for each in known]
    document = made(commune, kind=Kind.SERVICE, code="", title=title_of(names, title), owner=owner, layout="both", actor=actor, at=at)
    document.procedures.set(procedures)
    version = successor(document, anew=False, actor=actor, at=at, said=content.said(), origin=CATALOGUE)
    version.save()
    settle(version)
    after = {"version": version.short, "code": document.code, "title": document.title, "procedures": [each.pk for each in procedures]}
    record(commune=commune.pk, subject=version.ref, after={**after, "owner": owner.pk, "origin": CATALOGUE})
    return version


@act("quality.refresh", "Cập nhật quy trình từ danh mục thủ tục", on="document", allowed=drafts)
def refresh(*, document: ControlledDocument, reason: str = "", actor: Person | None, at: datetime) -> Version:
    """A draft of the next revision with what the catalogue says today in the place of what it said; people's own words stay."""
    found = held(document)
    stop_if_open(found)
    procedures = list(found.procedures.all())
    if not procedures:
        raise Refused(f"Tài liệu {found.code} chưa gắn thủ tục nào. Sửa thông tin tài liệu để chọn thủ tục.")
    last = last_of(found)
    content, _ = content_from(found.commune_id, procedures, timezone.localtime(at).date(), last.content if last else Content())
    if last is not None and content == last.content:
        raise Refused(f"Bản {last.short} đã khớp với danh mục thủ tục hôm nay, không có gì để cập nhật.")
    version = successor(found, anew=False, actor=actor, at=at, said=content.said(), origin=CATALOGUE)
    if last is not None:
        version.reason = reason.strip() or "Danh mục thủ tục hành chính thay đổi"
    version.save()
    settle(version)
    record(commune=found.commune_id, subject=version.ref, after={"version": version.short, "reason": version.reason, "origin": CATALOGUE})
    return version


@act("quality.take_word", "Đọc quy trình từ tệp Word", on="document", allowed=drafts)
def take_word(*, document: ControlledDocument, upload: Received, actor: Person | None, at: datetime) -> Version:
    """An existing procedure in Word becomes the draft: what is found in it, nothing else; what is not found is named in `unread`.

    Raises Refused when the file gives no text now, or when no section is found in it.
    """
    found = held(document)
    stop_if_open(found)
    if not upload.text.strip():
        raise Refused(f"“{upload.name}” chưa đọc được chữ. Lưu thành tệp .docx rồi tải lên.")
    read = taken(upload.text)
    if not read.found:
        raise Refused(f"Không thấy mục nào của quy trình trong “{upload.name}” (1. Mục đích, 2. Phạm vi…). Kiểm tra tiêu đề mục trong tệp.")
    stored: StoredFile = put(found.commune, upload, actor=actor, at=at)[0]
    version = successor(
        found, anew=False, actor=actor, at=at, said=read.content.said(), origin=WORD, file=stored, unread=list(read.missing)
    )
    if last_of(found) is not None:
        version.reason = f"Đọc từ tệp {upload.name}"
    version.save()
    settle(version)
    after = {"version": version.short, **told(stored), "unread": "; ".join(read.missing), "origin": WORD}
    record(commune=found.commune_id, subject=version.ref, after=after)
    return version
