"""Sample files made on the spot; all content is invented."""

import io
import zipfile
from datetime import datetime, timedelta
from functools import lru_cache
from unittest.mock import patch

import docx
import pikepdf
from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore
from xlsxwriter import Workbook

NOTICE = [
    "ỦY BAN NHÂN DÂN",
    "PHƯỜNG VÂN KHÊ",
    "Số: 468/TB-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Vân Khê, ngày 19 tháng 11 năm 2026",
    "THÔNG BÁO",
    "Kết luận giao ban công tác cải cách hành chính tháng 11 năm 2026",
    "Thực hiện Kế hoạch số 15/KH-UBND ngày 06/01/2026 của Ủy ban nhân dân thành phố Hải Khê, Phó Chủ tịch kết luận như sau:",
    "1. Giao Phòng Kinh tế",
    "- Hoàn thiện hồ sơ sáng kiến trước ngày 15/12/2026.",
    "KT. CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "Ngô Thanh Bách",
]


def docx_of(lines: list[str], *, head: str = "") -> bytes:
    """A Word file with one paragraph per line, and words on the head of every page."""
    document = docx.Document()
    if head:
        document.sections[0].header.paragraphs[0].text = head
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx_of(rows: list[list[str]]) -> bytes:
    """A spreadsheet of one sheet with these words."""
    out = io.BytesIO()
    with Workbook(out) as book:
        sheet = book.add_worksheet()
        for line, cells in enumerate(rows):
            sheet.write_row(line, 0, cells)
    return out.getvalue()


def notice_docx() -> bytes:
    """The notice 468/TB-UBND of the sample ward."""
    return docx_of(NOTICE)


def blank_pdf(*, password: str = "") -> bytes:
    """A PDF of one empty page, locked when a password is given."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    out = io.BytesIO()
    if password:
        pdf.save(out, encryption=pikepdf.Encryption(owner=password, user=password))
    else:
        pdf.save(out)
    return out.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def png() -> bytes:
    """One white pixel."""
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000" + "1f15c4890000000d49444154789c63f8ffff3f0005fe02fea7"
        "35810000000049454e44ae426082"
    )


def signed_pdf(name: str, at: datetime, *, change: bool = False) -> bytes:
    """A blank PDF signed by `name` at that moment with a certificate made for it; with `change` a byte under the signature is another."""
    data = bytearray(sign(blank_pdf(), name, at))
    if change:
        data[data.index(b"/MediaBox") + 1] ^= 1
    return bytes(data)


def sign(pdf: bytes, name: str, at: datetime) -> bytes:
    """The PDF signed by `name` at that moment with a certificate made for it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    with patch("pyhanko.sign.signers.pdf_signer.datetime") as clock:
        clock.now.return_value = at
        out = signers.PdfSigner(signers.PdfSignatureMetadata(field_name="Ky"), signer=_signer(name, at)).sign_pdf(writer)
    return out.getvalue()


def turned(pdf: bytes) -> bytes:
    """The PDF with its first page turned in a later revision: words stay, a signature tells that something came after it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    page = writer.find_page_for_modification(0)[0].get_object()
    page[generic.pdf_name("/Rotate")] = generic.NumberObject(180)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@lru_cache(maxsize=8)
def _signer(name: str, at: datetime) -> signers.SimpleSigner:
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = x509.CertificateBuilder(subject, subject, key.public_key(), 1, at - timedelta(days=1), at + timedelta(days=365))
    certificate = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    private = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(certificate),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )
