"""What is done to files."""

from datetime import datetime

from minhchung.apps.files import rights
from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.receiving import Received
from minhchung.apps.files.storing import put, told
from minhchung.apps.ground.acts import act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person


@act("files.store", "Tải tệp lên", on="commune", allowed=rights.stores)
def store(*, commune: Commune, received: Received, actor: Person | None, at: datetime) -> StoredFile:
    """Puts a received file (receiving.receive) into the commune's store. The same bytes give the same row back."""
    stored, new = put(commune, received, actor=actor, at=at)
    note = "" if new else "Tệp đã có trong kho, không lưu lần hai."
    record(commune=commune.code, subject=Ref("file", str(stored.pk)), after=told(stored), note=note)
    return stored
