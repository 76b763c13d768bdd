"""Result PDFs looked at for the moment of signing. They hold applicants' data: nothing of them is kept but code, moment, signer, digest."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import localtime

from minhchung.apps.dossiers.real_moments import Signed
from minhchung.apps.dossiers.scanning import code_in
from minhchung.apps.files.signatures import FoundSignature, signatures_of
from minhchung.apps.ground.acts import Refused
from minhchung.text.extract import ExtractError
from minhchung.text.extract.pdf import pdf_text

FILES_AT_ONCE = 100
HEAD = 4000
"""The code of a dossier stands at the top of a result, or nowhere."""


@dataclass(frozen=True)
class Looked:
    """One file: what is to be kept of it, or why not. `name` is shown once and forgotten: names of files may name people."""

    name: str
    signed: Signed | None
    wrong: str = ""


def look_at(files: "Iterable[UploadedFile[Any]]") -> list[Looked]:
    """Each file in turn; what is wrong with one does not stop the others."""
    found = []
    for file in files:
        name = file.name or "tệp"
        try:
            found.append(Looked(name, _looked(file, name)))
        except Refused as refused:
            found.append(Looked(name, None, str(refused)))
    return found


def _looked(file: "UploadedFile[Any]", name: str) -> Signed:
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        raise Refused(f"lớn hơn {settings.UPLOAD_LIMIT // 1024 // 1024} MB")
    data = file.read()
    if not data.startswith(b"%PDF"):
        raise Refused("không phải PDF; giờ ký nằm trong tệp PDF đã ký số")
    signed_at, signer = _last_signature(signatures_of(data))
    code = code_in(name) or _code_inside(data, name)
    if code is None:
        raise Refused("không thấy mã hồ sơ trong tên tệp hay đầu văn bản; đặt mã hồ sơ vào tên tệp rồi thả lại")
    return Signed(code, signed_at, signer, hashlib.sha256(data).hexdigest())


def _last_signature(found: tuple[FoundSignature, ...]) -> tuple[datetime, str]:
    """Moment and signer of the last signature: with the stamp of the agency on it the result is there. A broken one proves no moment."""
    if not found:
        raise Refused("không có chữ ký số")
    last = found[-1]
    if last.signed_at is None:
        raise Refused(last.note or "chữ ký không ghi giờ ký")
    if not last.intact or last.changed_after:
        raise Refused(
            f"chữ ký của {last.signer} lúc {localtime(last.signed_at):%H:%M %d/%m/%Y} không còn nguyên vẹn: {last.note or 'tệp đã đổi'}"
        )
    return last.signed_at, last.signer


def _code_inside(data: bytes, name: str) -> str | None:
    """The code in the text layer; a scan is not recognised here, that would take seconds a page."""
    try:
        return code_in("\n".join(pdf_text(data, name).pages)[:HEAD])
    except ExtractError as error:
        raise Refused(str(error)) from error
