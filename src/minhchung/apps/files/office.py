"""A look at the parts of a zipped office file before it is read: how large it says it is, and whether it carries macros."""

import io
import zipfile

from minhchung.text.extract.archive import MACHINE_ERRORS, MEMBERS_LIMIT, RATIO_FREE, RATIO_LIMIT, bomb, broken

UNPACKED_LIMIT = 512 * 1024 * 1024


def members_of(data: bytes, name: str) -> frozenset[str]:
    """The names of the parts. Raises ExtractError (broken, bomb)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except MACHINE_ERRORS as error:
        raise broken(name, "phần nén của tệp bị cắt hoặc hỏng") from error
    whole = sum(part.file_size for part in parts)
    blown = any(part.file_size > RATIO_FREE and part.file_size > RATIO_LIMIT * max(part.compress_size, 1) for part in parts)
    if len(parts) > MEMBERS_LIMIT or whole > UNPACKED_LIMIT or blown:
        raise bomb(name)
    return frozenset(part.filename for part in parts)
