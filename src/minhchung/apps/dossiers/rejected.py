"""The rejected rows of an export as a file to mend and bring in again."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from django.http import FileResponse

from minhchung.apps.ground.acts import Refused
from minhchung.flow.exports import ExportError, Profile, Reject, open_export, write_rejects


def rejects_file(source: Path, profile: Profile | None, own: Sequence[Profile]) -> FileResponse:
    """Reads the export again and answers with its rejected rows and why; nothing of it is kept. Raises Refused."""
    found: list[Reject] = []
    out = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it when it has been sent
    try:
        for batch in open_export(source, profile=profile, own=own):
            found.extend(batch.rejects)
        if not found:
            raise Refused("Tệp này không có dòng nào bị loại.")
        suffix = write_rejects(source, found, out, profile=profile, own=own)
    except ExportError as error:
        raise Refused(str(error)) from error
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=f"ho-so-loi{suffix}")
