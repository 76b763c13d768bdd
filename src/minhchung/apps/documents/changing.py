"""Guarded changes of state and the reading of a document under lock. Shared by the acts of this app; itself no act."""

from collections.abc import Collection

from minhchung.apps.documents.models import Document
from minhchung.apps.ground.acts import Refused


def locked(document: Document) -> Document:
    """The document as it stands now, its row held until the act ends. Raises Refused when it was archived meanwhile."""
    row = Document.objects.select_for_update().select_related("commune").get(pk=document.pk)
    if row.archived_at is not None:
        raise Refused(f"Văn bản {row.code or row.pk} đã lưu trữ nên không sửa được; bấm “Đưa lại vào sổ” trước.")
    return row


def move(document: Document, *, from_states: Collection[Document.State], to: Document.State) -> str:
    """Changes the state, provided it still is one of `from_states`; returns the earlier one. Raises Refused otherwise."""
    row = locked(document)
    if row.direction != Document.Direction.OUTGOING:
        raise Refused(f"{row.title} không phải văn bản đi nên không có bước “{to.label}”.")
    if row.state not in from_states or not Document.objects.filter(pk=row.pk, state=row.state).update(state=to):
        awaited = " hoặc ".join(f"“{state.label}”" for state in from_states)
        raise Refused(
            f"{row.title} đang ở trạng thái “{row.get_state_display()}”, bước “{to.label}” cần trạng thái {awaited}; "
            "tải lại trang để xem việc người khác vừa làm."
        )
    before = row.state
    document.refresh_from_db()
    return before
