"""What the digital signatures of a PDF say: who, when, intact, changed after signing. Nothing is fetched, nothing is accused.

Whether the certificate belongs to whom it names is decided by the State's certification services, not here (Nghị định 68/2024/NĐ-CP).
The library is loaded with the first signed file: it would cost every start of the program half a second.
"""

import io
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

logger = logging.getLogger(__name__)
LIMIT = 50


@dataclass(frozen=True)
class FoundSignature:
    """One signature as found. None means the file does not tell; `note` says in Vietnamese what could not be read and why."""

    signer: str
    issuer: str = ""
    signed_at: datetime | None = None
    intact: bool | None = None
    changed_after: bool | None = None
    digest_algorithm: str = ""
    by_agency: bool | None = None
    note: str = ""


def signatures_of(pdf: bytes) -> tuple[FoundSignature, ...]:
    """The signatures of a PDF in signing order; none when it has none or is not readable as PDF. Times carry their zone."""
    if b"/ByteRange" not in pdf:
        return ()
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - see above

    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        embedded = list(reader.embedded_signatures)[:LIMIT]
        fields = {str(each.field_name) for each in embedded}
    except Exception as error:  # noqa: BLE001 - a damaged file must not stop the upload: the row says what could not be read
        logger.info("signatures not readable: %s", error)
        return (FoundSignature("Chưa đọc được chữ ký", note="Cấu trúc tệp PDF hỏng, không đọc được chữ ký; hãy xin lại tệp gốc."),)
    return tuple(_found(each, fields) for each in embedded)


def _found(embedded: Any, fields: set[str]) -> FoundSignature:
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity  # noqa: PLC0415 - see above

    try:
        certificate = embedded.signer_cert
        subject: dict[str, Any] = dict(certificate.subject.native)
        intact, _valid = validate_sig_integrity(
            embedded.signer_info, certificate, expected_content_type="data", actual_digest=embedded.compute_digest()
        )
        changed, note = _changes(embedded, fields)
        signed_at = embedded.self_reported_timestamp
        return FoundSignature(
            signer=_one(subject.get("common_name"))[:200] or "Không ghi tên",
            issuer=_one(dict(certificate.issuer.native).get("common_name"))[:300],
            signed_at=signed_at if signed_at is not None and signed_at.tzinfo else None,
            intact=bool(intact and _valid),
            changed_after=changed,
            digest_algorithm=str(embedded.md_algorithm).upper(),
            by_agency=_by_agency(subject),
            note=note,
        )
    except Exception as error:  # noqa: BLE001 - certificates come from anywhere; one unreadable signature must not hide the others
        logger.info("signature %s not readable: %s", embedded.field_name, error)
        return FoundSignature(
            "Chưa đọc được chữ ký", note="Chữ ký không theo chuẩn đọc được; hãy kiểm tra bằng công cụ của Ban Cơ yếu Chính phủ."
        )


def _changes(embedded: Any, fields: set[str]) -> tuple[bool | None, str]:
    """Whether something but further signatures came after this one, and a word about it."""
    from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel  # noqa: PLC0415 - see above
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415 - see above

    embedded.compute_integrity_info()
    said = embedded.summarise_integrity_info()
    if said["coverage"] < SignatureCoverageLevel.ENTIRE_REVISION:
        return None, "Chữ ký không phủ toàn bộ tệp nên không biết phần còn lại có đổi hay không."
    result = said.get("diff_result")
    if result is None:
        return False, ""
    if not isinstance(result, DiffResult):
        return True, "Nội dung tệp đổi sau khi ký."
    if result.modification_level <= ModificationLevel.LTA_UPDATES:
        return False, ""
    if result.modification_level == ModificationLevel.FORM_FILLING and {str(name) for name in result.changed_form_fields} <= fields:
        return False, ""
    return True, "Có ô hoặc ghi chú được thêm sau khi ký."


def _by_agency(subject: dict[str, Any]) -> bool | None:
    """An agency's certificate names the agency itself, or carries its tax or budget number (MST:, MNS:)."""
    name, holder = _one(subject.get("common_name")), _one(subject.get("organization_name"))
    if not name:
        return None
    ids = subject.get("user_id") or []
    numbers = [ids] if isinstance(ids, str) else list(ids)
    return name.casefold() == holder.casefold() or any(str(each).upper().startswith(("MST:", "MNS:")) for each in numbers)


def _one(value: Any) -> str:
    """A certificate may repeat a field; the last value is the nearest to the holder."""
    if isinstance(value, list | tuple):
        value = value[-1] if value else ""
    return str(value or "")
