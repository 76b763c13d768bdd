"""A confirmation put down half done: kept with its document for whoever goes on, and never overwritten unseen."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from minhchung.apps.documents.models import Document
from minhchung.apps.documents.writing import ref
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.inspections.models import HalfTaken, Inspection
from minhchung.apps.inspections.rights import concludes
from minhchung.apps.inspections.writing import refuse_overtaken
from minhchung.apps.organisations.models import Person

Fields = Mapping[str, Sequence[str]]


@act("inspections.keep_half_taken", "Lưu dở việc nhận kết luận", on="document", allowed=concludes)
def keep_half_taken(*, document: Document, digest: str, fields: Fields, seen: int, actor: Person | None, at: datetime) -> HalfTaken:
    """Keeps what stands in the form. `seen`: the version the page began from (0: there was none); a newer one is not overwritten."""
    held = Document.objects.select_for_update().get(pk=document.pk)
    if Inspection.objects.filter(conclusion=held).exists():
        raise Refused("Văn bản này đã được nhận thành cuộc kiểm tra, không lưu dở nữa. Tải lại trang để mở cuộc kiểm tra.")
    refuse_overtaken(held, seen)
    if any("\x00" in text for texts in fields.values() for text in texts):
        raise Refused("Nội dung có ký tự rỗng, không ghi vào cơ sở dữ liệu được. Xóa đoạn vừa dán rồi gõ lại.")
    values = {"digest": digest, "fields": {name: list(texts) for name, texts in fields.items()}, "version": seen + 1, "by": actor, "at": at}
    kept, _ = HalfTaken.objects.update_or_create(document=held, defaults=values)
    record(commune=held.commune_id, subject=ref(held), after={"half_taken": kept.version})
    return kept


@act("inspections.drop_half_taken", "Bỏ bản nhận dở", on="document", allowed=concludes)
def drop_half_taken(*, document: Document, seen: int, actor: Person | None, at: datetime) -> Document:
    """Begins anew from what the reader found."""
    held = Document.objects.select_for_update().get(pk=document.pk)
    refuse_overtaken(held, seen)
    if not HalfTaken.objects.filter(document=held).delete()[0]:
        raise Refused("Không còn bản nhận dở nào của văn bản này. Tải lại trang.")
    record(commune=held.commune_id, subject=ref(held), before={"half_taken": seen}, after={"half_taken": 0})
    return held
