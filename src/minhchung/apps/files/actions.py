"""What is done to files."""

from datetime import datetime

from minhchung.apps.files import rights
from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.receiving import Received
from minhchung.apps.files.storing import let_wait, put, told
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.notices import notify
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person


@act("files.store", "Tải tệp lên", on="commune", allowed=rights.stores)
def store(*, commune: Commune, received: Received, actor: Person | None, at: datetime) -> StoredFile:
    """Puts a received file (receiving.receive) into the commune's store. The same bytes give the same row back."""
    stored, new = put(commune, received, actor=actor, at=at)
    note = "" if new else "Tệp đã có trong kho, không lưu lần hai."
    record(commune=commune.code, subject=Ref("file", str(stored.pk)), after=told(stored), note=note)
    return stored


@act("files.reread", "Đọc lại tệp", on="file", allowed=rights.rereads)
def reread(*, file: StoredFile, actor: Person | None, at: datetime) -> StoredFile:
    """Has a file read again that could not be read or gave no text. Raises Refused when it is read, or being read."""
    if not let_wait(file.blob):
        raise Refused(f"“{file.name}” đã đọc xong hoặc đang được đọc nên không cần đọc lại; tải lại trang để xem kết quả.")
    record(commune=file.commune_id, subject=Ref("file", str(file.pk)), after=told(file))
    return file


@act("files.take_out_secret", "Gỡ tệp đóng dấu mật", on="file", allowed=rights.takes_out)
def take_out_secret(*, file: StoredFile, reason: str, actor: Person | None, at: datetime) -> StoredFile:
    """Says in the commune's history, and to whoever uploaded it, that the bytes of a secret document leave the store (jobs.py removes
    them). Nothing of the text is in it."""
    if file.added_by is not None:
        notify([file.added_by], commune=file.commune_id, subject=Ref("file", str(file.pk)), text=f"Đã gỡ khỏi kho: {reason}", at=at)
    record(commune=file.commune_id, subject=Ref("file", str(file.pk)), before=told(file), note=reason)
    return file
