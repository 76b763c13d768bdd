"""What follows by itself once the file of a document was read."""

from datetime import datetime

from minhchung.apps.documents import rights
from minhchung.apps.documents.citing import base_of
from minhchung.apps.documents.fields import difference, recorded
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.writing import ref, settle
from minhchung.apps.documents.writing import take_reading as take
from minhchung.apps.files.models import Blob
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Person


@act("documents.take_reading", "Ghi những gì đọc được từ tệp", on="document", allowed=rights.follows)
def take_reading(*, document: Document, actor: Person | None, at: datetime) -> Document:
    """The document takes over text and signatures of its file, read after the upload, and where nobody has written anything yet also
    number, date, issuer and subject (`from_file` names them). Raises Refused when there is nothing new to take over."""
    row = Document.objects.select_for_update(of=("self",)).select_related("commune", "file__blob").get(pk=document.pk)
    if row.file is None or row.file.blob.text_state in (Blob.TextState.WAITING, row.file_state or Blob.TextState.READ):
        raise Refused(f"{row.title}: tệp chưa đọc xong hoặc đã ghi vào sổ rồi; tải lại trang.")
    earlier, base, words = recorded(row), base_of(row), row.text
    take(row)
    row.save()
    if row.archived_at is None:
        settle(row, reread=row.text != words, earlier_bases=[base])
    before, after = difference(earlier, recorded(row))
    record(commune=row.commune_id, subject=ref(row), before=before, after=after, note=row.file.blob.text_error)
    document.refresh_from_db()
    return document
