"""What a person hands in to be imported: JSON, an archive of JSON, a workbook, pasted cells; made into one file that can be stored."""

import io
import json
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile, File

from minhchung.apps.ground.acts import Refused

UNPACKED_AT_MOST = 200_000_000
"""Bytes an archive may hold once unpacked; a page of the portal has about 20 kB."""
FILES_AT_MOST = 20_000
_TOO_MUCH = "“{name}” bung ra quá lớn; chia thành nhiều tệp rồi tải từng tệp."


def as_one_file(upload: "File[bytes]") -> "File[bytes]":
    """The upload itself; of an archive, one JSON file with every record in it. Raises Refused for a broken or endless archive."""
    name = upload.name or "tệp"
    if not name.lower().endswith((".zip", ".tar.gz", ".tgz", ".tar")):
        return upload
    content = upload.read()
    try:
        members = _zipped(content, name) if name.lower().endswith(".zip") else _tarred(content, name)
        records = [record for member, body in members for record in records_of(body, member)]
    except (zipfile.BadZipFile, tarfile.TarError, OSError, EOFError) as error:
        raise Refused(f"Không mở được “{name}”: tệp nén hỏng. Nén lại rồi tải lên.") from error
    if not records:
        raise Refused(f"“{name}” không có tệp JSON nào. Nén các tệp .json của từng thủ tục rồi tải lên.")
    return ContentFile(json.dumps(records, ensure_ascii=False).encode(), name=f"{PurePosixPath(name).name.split('.')[0]}.json")


def records_of(content: bytes, name: str) -> list[Any]:
    """The records of a JSON file: one procedure, or a list of them. Raises Refused."""
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Refused(f"“{name}” không phải JSON đọc được; kiểm tra lại tệp.") from error
    return found if isinstance(found, list) else [found]


def _zipped(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        wanted = [each for each in archive.infolist() if each.filename.lower().endswith(".json")]
        if len(wanted) > FILES_AT_MOST or sum(each.file_size for each in wanted) > UNPACKED_AT_MOST:
            raise Refused(_TOO_MUCH.format(name=name))
        for each in wanted:
            yield each.filename, archive.read(each)


def _tarred(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    left = UNPACKED_AT_MOST
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:*") as archive:
        for number, each in enumerate(archive):
            left -= each.size
            if left < 0 or number > FILES_AT_MOST:
                raise Refused(_TOO_MUCH.format(name=name))
            body = archive.extractfile(each) if each.isfile() and each.name.lower().endswith(".json") else None
            if body is not None:
                yield each.name, body.read()
